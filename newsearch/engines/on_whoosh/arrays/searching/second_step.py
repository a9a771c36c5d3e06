"""The second step of ranking by score (see ``engines.steps``): whole scores of a few articles.

The members of a word are not blended unless the word comes again: what stands in these articles is picked out of long
lists one by one, and out of the short ones of all words at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching import sets
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings
from newsearch.engines.on_whoosh.arrays.searching.lifting import Ints
from newsearch.engines.on_whoosh.arrays.searching.matching import View
from newsearch.engines.on_whoosh.arrays.searching.ranking import added, impacts_in
from newsearch.engines.on_whoosh.arrays.segments.impacts import Floats, blend, frequencies
from newsearch.query.tree import Scored, Synonyms

#: Looking a few hundred articles up in a list takes as long as going through so many postings.
_SHORT: Final = 2048
#: So many articles are soon marked in a table.
_SMALL: Final = 1 << 17


class _Word(NamedTuple):
    """A word that is not blended: its weight, and its members with theirs: lists, and what is none."""

    weight: int
    lists: dict[int, int]
    others: dict[Postings, int]


def whole_scores(views: Sequence[View], ascending: Ints, scored: Sequence[Scored], weights: Sequence[int]) -> Ints:
    """The scores of live articles over leaves of which each has its weight."""
    scores = np.empty(len(ascending), np.int64)
    for view, mine, docs in parted(views, ascending):
        scores[mine] = _scores(view, docs, scored, weights)
    return scores


def parted(views: Sequence[View], ascending: Ints) -> Iterator[tuple[View, slice, Array]]:
    """Which of the addresses are in each view that has any, and the articles they are of."""
    ends = ascending.searchsorted([view.base + view.size for view in views]).tolist() if len(views) != 1 else [None]
    start = 0
    for view, end in zip(views, ends, strict=True):
        if end is None or end > start:
            mine = slice(start, end)
            yield view, mine, (ascending[mine] - view.base).astype(view.segment.kind)
        start = end


def _scores(view: View, docs: Array, scored: Sequence[Scored], weights: Sequence[int]) -> Ints:
    """The scores of articles of one segment, ascending."""
    scores = np.zeros(len(docs), np.int64)
    words: list[_Word] = []
    for leaf, weight in zip(scored, weights, strict=True):
        if isinstance(leaf, Synonyms) and not view.is_blended(leaf):
            words.append(_Word(weight, *view.members(leaf)))
        else:
            scores += added(docs, view.postings(leaf), weight)
    if words:
        scores += _of_words(view, docs, words)
    return scores


def _of_words(view: View, docs: Array, words: "Sequence[_Word]") -> Ints:
    """What words add to the scores."""
    starts = view.segment.list_starts
    totals = np.zeros((len(words), len(docs)))
    short: dict[tuple[int, int], int] = {}
    for number, word in enumerate(words):
        alone = list(word.others.items())
        for of, weight in word.lists.items():
            if starts[of + 1] - starts[of] > _SHORT:
                alone.append((view.posting_list(of), weight))
            else:
                short[number, of] = weight
        for postings, weight in alone:
            totals[number] += _frequencies_in(docs, postings) * weight
    if short:
        totals += _of_lists(view, docs, short, len(words))
    there = totals > 0
    blended = blend(totals) * there
    sums: Ints = np.array([word.weight for word in words], np.int64) @ blended.astype(np.int64)
    return sums


def _frequencies_in(docs: Array, of: Postings) -> Floats:
    """How often the word stands in the articles, as impacts tell; 0 where it does not."""
    impacts = impacts_in(docs, of)
    parts = np.empty(len(docs))
    frequencies(impacts, parts)
    parts *= impacts > 0
    return parts


def _of_lists(view: View, docs: Array, short: Mapping[tuple[int, int], int], words: int) -> Floats:
    """By word and article, the sum over lists of weights times frequencies: all lists are gone through at once.

    ``short``: word and list → weight.
    """
    segment = view.segment
    of_word, lists = np.array(list(short), np.int64).T
    first = segment.starts.take(lists).astype(np.int64)
    sizes = segment.starts.take(lists + 1) - first
    ends = sizes.cumsum()
    spans = zip(first.tolist(), (first + sizes).tolist(), strict=True)
    found = np.concatenate([segment.docs[start:end] for start, end in spans])
    if view.size <= _SMALL:
        hits = sets.marked(docs, view.size).take(found).nonzero()[0]
    else:
        hits = sets.found_in(found, docs).nonzero()[0]
    places = docs.searchsorted(found.take(hits))
    row = ends.searchsorted(hits, side="right")
    parts = np.empty(len(hits))
    frequencies(segment.impacts.take(hits + (first + sizes - ends).take(row)), parts)
    parts *= np.array(list(short.values()), np.float64).take(row)
    totals = np.bincount(of_word.take(row) * len(docs) + places, parts, words * len(docs))
    return totals.astype(np.float64, copy=False).reshape(words, len(docs))  # of nothing it is of whole numbers
