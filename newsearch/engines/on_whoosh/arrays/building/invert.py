"""Words in reading order made tokens sorted by term: two passes, each over a cache full of words at a time.

The first pass deals the words out to *buckets*: ranges of lemmas with about as many words each. The second sorts each
bucket by lemma. Both are stable, so that the tokens of a lemma come out ascending.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.building.memory import give_back
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.segments.articles import spread
from newsearch.engines.on_whoosh.arrays.segments.radix import DIGIT, STEP, order_of
from newsearch.engines.on_whoosh.arrays.segments.terms import Terms


@dataclass(frozen=True)
class Fields:
    """The words of many fields in the order in which they get their token numbers.

    ``columns``: int32 numbers of forms; those of field i are ``columns[of[i]][starts[i]:ends[i]]``, and its tokens
    begin at ``tokens[i]``.
    """

    columns: Sequence[NDArray[np.int32]]
    of: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    tokens: NDArray[np.int64]

    def blocks(self) -> Iterator[tuple[Array, Array]]:
        """Forms and tokens (uint32), about ``STEP`` at a time."""
        pieces = np.maximum(self.ends - self.starts - 1, 0) // STEP + 1  # of each field
        before = spread(np.zeros(len(pieces), np.int64), pieces) * STEP
        columns, starts, ends = (array.repeat(pieces) for array in (self.of, self.starts, self.ends))
        starts, tokens = starts + before, self.tokens.repeat(pieces) + before
        lengths = np.minimum(ends - starts, STEP)
        upto = lengths.cumsum()
        low = 0
        while low < len(upto):
            done = int(upto[low - 1]) if low else 0
            high = max(int(upto.searchsorted(done + STEP, side="right")), low + 1)
            spans = zip(*(array[low:high].tolist() for array in (columns, starts, lengths)), strict=True)
            words = np.concatenate([self.columns[of][start : start + length] for of, start, length in spans])
            yield words, spread(tokens[low:high], lengths[low:high]).astype(np.uint32)
            low = high


def inverted(
    fields: Fields, counts: NDArray[np.int64], ranks: NDArray[np.int32], terms: Terms
) -> tuple[NDArray[np.int64], Array, Array]:
    """Where the tokens of each lemma begin, the tokens, and the form of each, counted within its lemma.

    For each number of a form: ``counts``, how often it is there at most; ``ranks``, its place in ``terms.forms``. Ten
    bytes a word are held at most.
    """
    buckets = _Buckets.of(counts, ranks, terms)
    give_back()
    dealt = _dealt(fields, ranks, buckets)
    del fields  # nothing else holds it, and it is large
    return _sorted(*dealt, terms, buckets)


@dataclass(frozen=True)
class _Buckets:
    """Ranges of lemmas. ``edges``: the first lemma of each, one more at the end; ``forms``: its first form;
    ``words``: where its words begin among all.
    """

    edges: NDArray[np.int64]
    forms: NDArray[np.int64]
    words: NDArray[np.int64]

    @classmethod
    def of(cls, counts: NDArray[np.int64], ranks: NDArray[np.int32], terms: Terms) -> "_Buckets":
        """With about ``STEP`` words and ``DIGIT`` forms each; a lemma with more words is in one of its own."""
        forms = np.zeros(len(terms.forms) + 1, np.int64)
        used = ranks >= 0
        forms[1:][ranks[used]] = counts[used]
        before = forms.cumsum()[terms.first]
        bucket = before[:-1] // STEP + terms.first[:-1] // DIGIT + (np.diff(before) > STEP).cumsum()
        edges = np.append(np.diff(bucket, prepend=-1).nonzero()[0], len(bucket))
        return cls(edges, terms.first[edges], before[edges])

    def __len__(self) -> int:
        return len(self.edges) - 1


def _dealt(fields: Fields, ranks: NDArray[np.int32], buckets: _Buckets) -> tuple[Array, Array, list[int]]:
    """All words bucket by bucket: forms, counted from the first of the bucket, and tokens; where each bucket ends."""
    count, spans = len(buckets), np.diff(buckets.forms)
    bucket_of = narrow(np.arange(count).repeat(spans))[ranks] if count else ranks
    first = buckets.forms[:-1].repeat(spans)
    local = narrow(np.arange(len(first)) - first, int(spans.max(initial=1)) - 1)[ranks] if count else ranks
    size = int(buckets.words[-1])
    forms, tokens = np.empty(size, local.dtype), np.empty(size, np.uint32)
    ends = buckets.words[:-1].tolist()
    for words, some in fields.blocks():
        of = bucket_of.take(words)
        order = order_of(of, count)
        form, token = local.take(words.take(order)), some.take(order)
        low = 0
        for bucket, number in enumerate(np.bincount(of, minlength=count).tolist()):
            if number:
                start, high = ends[bucket], low + number
                forms[start : start + number], tokens[start : start + number] = form[low:high], token[low:high]
                ends[bucket], low = start + number, high
    return forms, tokens, ends


def _sorted(
    forms: Array, tokens: Array, ends: list[int], terms: Terms, buckets: _Buckets
) -> tuple[NDArray[np.int64], Array, Array]:
    """The same sorted within each bucket, where they stand."""
    which_of = narrow(terms.which)
    which = forms if forms.dtype == which_of.dtype else np.empty(len(forms), which_of.dtype)
    lemma_of = np.arange(len(terms.first) - 1, dtype=np.int32).repeat(np.diff(terms.first))
    counts = [np.zeros(1, np.int64)]
    done = 0
    for bucket, (low, high) in enumerate(pairwise(buckets.edges.tolist())):
        start, end, base = int(buckets.words[bucket]), ends[bucket], int(buckets.forms[bucket])
        number = np.zeros(high - low, np.int64)
        step = STEP if high - low == 1 else max(end - start, 1)  # the words of one lemma are in order
        for first in range(start, end, step):
            of = forms[first : min(first + step, end)].astype(np.int64) + base
            lemmas = lemma_of.take(of) - low
            order = order_of(lemmas, high - low)
            upto = done + len(of)
            tokens[done:upto] = tokens[first : first + len(of)].take(order)
            which[done:upto] = which_of.take(of).take(order)
            done = upto
            number += np.bincount(lemmas, minlength=high - low)
        counts.append(number)
    return np.concatenate(counts).cumsum(), tokens[:done], which[:done]
