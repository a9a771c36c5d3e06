"""The second step of ranking by score (see ``engines.steps``): whole scores of a few articles.

The members of a long word are not blended: only what stands in these articles is looked up.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.impacts import blend, frequencies
from newsearch.engines.on_whoosh.arrays.leaves import Postings
from newsearch.engines.on_whoosh.arrays.lifting import Ints
from newsearch.engines.on_whoosh.arrays.matching import View
from newsearch.engines.on_whoosh.arrays.ranking import added, impacts_in
from newsearch.engines.on_whoosh.arrays.synonyms import member_weights
from newsearch.query.tree import Scored, Synonyms


def whole_scores(views: Sequence[View], addresses: Ints, scored: Sequence[Scored], weights: Sequence[int]) -> Ints:
    """The scores of live articles, in any order, over leaves of which each has its weight."""
    order = addresses.argsort()
    ascending = addresses.take(order)
    scores = np.empty(len(addresses), np.int64)
    for view, mine in parted(views, ascending):
        docs = (ascending[mine] - view.base).astype(view.segment.kind, copy=False)
        scores[order[mine]] = _scores(view, docs, scored, weights)
    return scores


def parted(views: Sequence[View], ascending: Ints) -> Iterator[tuple[View, slice]]:
    """Which of the addresses are in each view that has any."""
    ends = ascending.searchsorted([view.base + view.size for view in views]).tolist()
    start = 0
    for view, end in zip(views, ends, strict=True):
        if end > start:
            yield view, slice(start, end)
        start = end


def _scores(view: View, docs: Array, scored: Sequence[Scored], weights: Sequence[int]) -> Ints:
    """The scores of articles of one segment, ascending."""
    scores = np.zeros(len(docs), np.int64)
    words: list[tuple[int, dict[Postings, int]]] = []
    for leaf, weight in zip(scored, weights, strict=True):
        if isinstance(leaf, Synonyms) and (members := view.apart(leaf)):
            words.append((weight, member_weights(leaf, members)))
        else:
            scores += added(docs, view.postings(leaf), weight)
    if words:
        scores += _of_words(docs, words)
    return scores


def _of_words(docs: Array, words: Sequence[tuple[int, dict[Postings, int]]]) -> Ints:
    """What words add to the scores: each its weight, and its members with theirs."""
    impacts = np.array([impacts_in(docs, of) for _, members in words for of in members])
    parts = np.empty(impacts.shape, np.float64)
    frequencies(impacts, parts)
    parts *= impacts > 0
    parts *= np.array([weight for _, members in words for weight in members.values()], np.float64)[:, None]
    starts = np.cumsum([0, *(len(members) for _, members in words[:-1])])
    totals = np.add.reduceat(parts, starts, axis=0)
    found = totals > 0
    blended = blend(totals) * found
    sums: Ints = np.array([weight for weight, _ in words], np.int64) @ blended.astype(np.int64)
    return sums
