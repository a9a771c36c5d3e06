"""Scores of articles of one segment, and the best of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.leaves import Postings

#: Whole numbers, as float64 where all of them are exact.
Scores = NDArray[Any]
#: What an impact may be at most.
MOST: Final = 1 << 16
_EXACT: Final = 1 << 53


@dataclass(slots=True)
class Weighed:
    """The postings of a leaf, or of several with the same list, and the weight of the leaves together."""

    docs: Array
    impacts: Array
    weight: int


def weigh(postings: Sequence[Postings], weights: Sequence[int]) -> list[Weighed]:
    """What counts: leaves without postings left out, those with one list made one."""
    lists: dict[int, Weighed] = {}
    found = []
    for of, weight in zip(postings, weights, strict=True):
        number = of.list_number
        if number in lists:
            lists[number].weight += weight
        elif len(of.docs):
            known = Weighed(of.docs, of.impacts, weight)
            found.append(known)
            if number > 0:
                lists[number] = known
    return found


def sums(leaves: Sequence[Weighed], size: int) -> Scores:
    """The scores of all articles."""
    if sum([leaf.weight for leaf in leaves]) * MOST < _EXACT:
        parts = [np.multiply(leaf.impacts, leaf.weight, dtype=np.float64) for leaf in leaves]
        return np.bincount(np.concatenate([leaf.docs for leaf in leaves]), np.concatenate(parts), size)
    scores = np.zeros(size, np.int64)
    for leaf in leaves:
        scores[leaf.docs] += np.multiply(leaf.impacts, leaf.weight, dtype=np.int64)
    return scores


def scores_of(docs: Array, leaves: Sequence[Weighed], size: int) -> Scores:
    """The scores of some articles, ascending."""
    if len(leaves) == 1 and leaves[0].docs is docs:
        return np.multiply(leaves[0].impacts, leaves[0].weight, dtype=np.int64)
    total = sum([len(leaf.docs) for leaf in leaves])
    # in microseconds, about: every posting added up, or every article looked up in every list
    if leaves and 8 + len(leaves) + total / 250 + size / 4000 < len(leaves) * (5 + len(docs) / 50):
        return sums(leaves, size).take(docs)
    scores = np.zeros(len(docs), np.int64)
    for leaf in leaves:
        places = leaf.docs.searchsorted(docs)
        parts = np.multiply(leaf.impacts.take(places, mode="clip"), leaf.weight, dtype=np.int64)
        parts *= leaf.docs.take(places, mode="clip") == docs
        scores += parts
    return scores


def best(docs: Array, scores: Scores, count: int) -> list[tuple[int, int]]:
    """The ``count`` best of the articles, ascending, with their scores; of equal scores the higher number first."""
    if len(docs) > count:
        floor = np.partition(scores, len(scores) - count)[len(scores) - count] if count else 0
        kept = (scores >= floor).nonzero()[0]
        if len(kept) > 4 * count:  # of many on the floor only the last count
            above = (scores > floor).nonzero()[0]
            kept = np.concatenate((above, kept[scores.take(kept) == floor][len(above) - count :]))
        docs, scores = docs.take(kept), scores.take(kept)
    ranked = sorted(zip(scores.tolist(), docs.tolist(), strict=True), reverse=True)
    return [(doc, int(score)) for score, doc in ranked[:count]]


def best_of_any(leaves: Sequence[Weighed], scores: Scores, count: int) -> list[tuple[int, int]]:
    """The same for all articles with a score above zero, given the scores of the whole segment.

    The ``count``-th best article of one list is a floor that all the best must reach.
    """
    lead = max(leaves, key=lambda leaf: leaf.weight * min(len(leaf.docs), 4 * count))
    floor = 1
    if len(lead.docs) >= count:
        some = scores.take(lead.docs)
        floor = max(int(np.partition(some, len(some) - count)[len(some) - count]), 1)
    docs = (scores >= floor).nonzero()[0]
    return best(docs, scores[docs], count)
