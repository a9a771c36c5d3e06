"""Scores of articles of one segment, and the best of them."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching import sets
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings

#: Whole numbers, as float64 where all of them are exact.
Scores = NDArray[Any]
#: Articles and their scores, best first; of equal scores the higher number first.
Ranked = tuple[Array, NDArray[np.int64]]
#: What an impact may be at most.
MOST: Final = 1 << 16
_EXACT: Final = 1 << 53
_FEW: Final = 4


def weigh(postings: Sequence[Postings], weights: Sequence[int]) -> list[Postings]:
    """Give each of the postings its weight, or the sum if it is there more than once; empty ones are left out."""
    for of in postings:
        of.weight = 0
    for of, weight in zip(postings, weights, strict=True):
        of.weight += weight
    return [of for of in dict.fromkeys(postings) if len(of.docs)]


def are_exact(leaves: Sequence[Postings]) -> bool:
    """Whether sums of what the leaves add are whole numbers that float64 holds exactly."""
    return sum([leaf.weight for leaf in leaves]) * MOST < _EXACT


def sums(leaves: Sequence[Postings], size: int) -> Scores:
    """The scores of all articles."""
    if are_exact(leaves):
        return np.bincount(np.concatenate([leaf.docs for leaf in leaves]), parts_of(leaves), size)
    scores = np.zeros(size, np.int64)
    for leaf in leaves:
        scores[leaf.docs] += np.multiply(leaf.impacts, leaf.weight, dtype=np.int64)
    return scores


def summed(leaves: Sequence[Postings]) -> tuple[Array, NDArray[np.int64]]:
    """The articles of a few postings, ascending, each once, and their scores; sums must be exact."""
    if len(leaves) == 1:
        return leaves[0].docs, np.multiply(leaves[0].impacts, leaves[0].weight, dtype=np.int64)
    docs, scores = sets.added_up(np.concatenate([leaf.docs for leaf in leaves]), parts_of(leaves))
    return docs, scores.astype(np.int64)


def parts_of(leaves: Sequence[Postings]) -> NDArray[np.float64]:
    """What each posting of each leaf adds to a score, one behind the other; they must be exact."""
    if len(leaves) <= _FEW:
        return np.concatenate([np.multiply(leaf.impacts, leaf.weight, dtype=np.float64) for leaf in leaves])
    weights = np.array([leaf.weight for leaf in leaves], np.float64)
    parts = weights.repeat([len(leaf.docs) for leaf in leaves])
    parts *= np.concatenate([leaf.impacts for leaf in leaves])
    return parts


def impacts_in(docs: Array, of: Postings) -> Array:
    """The impacts in some articles, ascending; 0 where there is none. ``of`` is not empty."""
    places = of.docs.searchsorted(docs)
    impacts: Array = of.impacts.take(places, mode="clip")
    impacts *= of.docs.take(places, mode="clip") == docs
    return impacts


def added(docs: Array, of: Postings, weight: int) -> NDArray[np.int64]:
    """What a leaf adds to the scores of some articles, ascending."""
    if not len(of.docs):
        return np.zeros(len(docs), np.int64)
    return np.multiply(impacts_in(docs, of), weight, dtype=np.int64)


def scores_of(docs: Array, leaves: Sequence[Postings], size: int) -> Scores:
    """The scores of some articles, ascending."""
    if len(leaves) == 1 and leaves[0].docs is docs:
        return np.multiply(leaves[0].impacts, leaves[0].weight, dtype=np.int64)
    total = sum([len(leaf.docs) for leaf in leaves])
    # in microseconds, about: every posting added up, or every article looked up in every list
    if leaves and 8 + len(leaves) / 2 + total / 300 + size / 4000 < len(leaves) * (3 + len(docs) / 70):
        return sums(leaves, size).take(docs)
    scores = np.zeros(len(docs), np.int64)
    for leaf in leaves:
        scores += added(docs, leaf, leaf.weight)
    return scores


def kth(scores: Scores, count: int) -> int:
    """The ``count``-th largest of at least so many scores."""
    at = len(scores) - count
    return int(np.partition(scores, at)[at])


def best(docs: Array, scores: Scores, count: int) -> Ranked:
    """The ``count`` best, at least one, of the articles, ascending, with their scores."""
    if len(docs) > count:
        floor = kth(scores, count)
        kept = (scores >= floor).nonzero()[0]
        if len(kept) > 4 * count:  # of many on the floor only the last count
            above = (scores > floor).nonzero()[0]
            kept = np.concatenate((above, kept[scores.take(kept) == floor][len(above) - count :]))
            kept.sort()
        docs, scores = docs.take(kept), scores.take(kept)
    scores = scores.astype(np.int64, copy=False)
    order = best_first(scores)[:count]
    return docs.take(order), scores.take(order)


def best_first(scores: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of articles, ascending, in the order of their scores; of equal scores the higher number first."""
    order: NDArray[np.int64] = (-scores[::-1]).argsort(kind="stable")
    return len(scores) - 1 - order
