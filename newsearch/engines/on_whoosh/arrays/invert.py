"""Words in reading order made tokens sorted by term: two passes, each over a cache full of words at a time.

The first pass deals the words out to *buckets*: ranges of lemmas with about as many words each. The second sorts each
bucket by lemma. Both are stable, so that the tokens of a lemma come out ascending.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.articles import spread
from newsearch.engines.on_whoosh.arrays.radix import DIGIT, STEP, order_of
from newsearch.engines.on_whoosh.arrays.terms import Terms

_SAMPLE: Final = 16  # one word of so many is looked at where an estimate will do


@dataclass(frozen=True)
class Fields:
    """The words of many fields in the order in which they get their token numbers.

    ``words``: int32 numbers of forms; those of field i are ``words[starts[i]:starts[i] + lengths[i]]``, and its tokens
    begin at ``tokens[i]``.
    """

    words: NDArray[np.int32]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    tokens: NDArray[np.int64]

    def blocks(self) -> Iterator[tuple[Array, Array]]:
        """Forms and tokens (uint32), about ``STEP`` at a time; never a part of a field."""
        ends = self.lengths.cumsum()
        low = 0
        while low < len(ends):
            done = int(ends[low - 1]) if low else 0
            high = max(int(ends.searchsorted(done + STEP, side="right")), low + 1)
            lengths = self.lengths[low:high]
            places = spread(self.starts[low:high], lengths)
            shift = np.repeat(self.tokens[low:high] - self.starts[low:high], lengths)
            yield self.words.take(places), (places + shift).astype(np.uint32)
            low = high


def inverted(fields: Fields, ranks: NDArray[np.int32], terms: Terms) -> tuple[NDArray[np.int64], Array, Array]:
    """Where the tokens of each lemma begin, the tokens, and the form of each, counted within its lemma.

    ``ranks``: for each number of a form its place in ``terms.forms``.
    """
    edges = _edges(fields, ranks, terms)
    dealt = _dealt(fields, ranks, terms, edges)
    del fields  # nothing else holds it, and it is large
    return _sorted(dealt, terms, edges)


def _edges(fields: Fields, ranks: NDArray[np.int32], terms: Terms) -> NDArray[np.int64]:
    """The first lemma of each bucket, and one above the last lemma: about ``STEP`` words and ``DIGIT`` forms each.

    How many words a lemma has is judged by a sample.
    """
    forms = np.zeros(len(terms.forms), np.int64)
    used = ranks >= 0
    forms[ranks[used]] = np.bincount(fields.words[::_SAMPLE], minlength=len(ranks))[used] * _SAMPLE
    before = np.append(0, forms.cumsum())[terms.first[:-1]]
    bucket = before // STEP + terms.first[:-1] // DIGIT
    return np.append(np.diff(bucket, prepend=-1).nonzero()[0], len(bucket))


def _dealt(
    fields: Fields, ranks: NDArray[np.int32], terms: Terms, edges: NDArray[np.int64]
) -> list[list[tuple[Array, Array]]]:
    """For each bucket its words, as pieces: places among ``terms.forms``, and tokens."""
    count = len(edges) - 1
    bucket_of = narrow(np.arange(count).repeat(np.diff(terms.first[edges])))[ranks] if count else ranks
    pieces: list[list[tuple[Array, Array]]] = [[] for _ in range(count)]
    for words, tokens in fields.blocks():
        buckets = bucket_of.take(words)
        order = order_of(buckets, count)
        of, tokens = ranks.take(words.take(order)), tokens.take(order)
        ends = np.bincount(buckets, minlength=count).cumsum().tolist()
        start = 0
        for bucket, end in zip(pieces, ends, strict=True):
            if end > start:
                bucket.append((of[start:end], tokens[start:end]))
            start = end
    return pieces


def _sorted(
    buckets: list[list[tuple[Array, Array]]], terms: Terms, edges: NDArray[np.int64]
) -> tuple[NDArray[np.int64], Array, Array]:
    size = sum(len(tokens) for bucket in buckets for _, tokens in bucket)
    which_of = narrow(terms.which)
    lemma_of = np.arange(len(terms.first) - 1, dtype=np.int32).repeat(np.diff(terms.first))
    tokens, which = np.empty(size, np.uint32), np.empty(size, which_of.dtype)
    counts = [np.zeros(1, np.int64)]
    start = 0
    for bucket, low, high in zip(buckets, edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        if bucket:
            of, some = (np.concatenate(column) for column in zip(*bucket, strict=True))
            bucket.clear()
            lemmas = lemma_of.take(of) - low
            order = order_of(lemmas, high - low)
            end = start + len(some)
            some.take(order, out=tokens[start:end])
            which_of.take(of).take(order, out=which[start:end])
            start = end
            counts.append(np.bincount(lemmas, minlength=high - low))
        else:
            counts.append(np.zeros(high - low, np.int64))
    return np.concatenate(counts).cumsum(), tokens, which
