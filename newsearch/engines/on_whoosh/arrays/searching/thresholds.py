"""The best articles for several lists without reading the long ones. Exact.

Give every list a *threshold*. An article that adds at most the threshold of each of its lists has a score of at most
the sum of all thresholds; if that is below the score of the ``count``-th best article known so far, the *floor*, it is
not among the best. So the candidates are the articles that add more than its threshold in some list, and thresholds are
chosen so that these are few: with the largest impact of a list for its threshold it gives none, with the last
champion's it gives champions only, with 0 all it has. (MaxScore, with a choice between its two kinds of lists.)
Short lists have the threshold 0.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching import sets
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings
from newsearch.engines.on_whoosh.arrays.searching.matching import View
from newsearch.engines.on_whoosh.arrays.searching.ranking import Ranked, added, best, kth, summed
from newsearch.engines.on_whoosh.arrays.segments.champions import Best

#: Among the champions of so many lists, and so many articles of short lists for each that is wanted, is the floor.
_LISTS_IN_POOL: Final = 3
_SHORT_IN_POOL: Final = 4
#: Of fewer candidates none are left out on the way.
_FEW: Final = 128
#: One list decides if all lists together can add so many times as much.
EASY: Final = 1.3
#: What it takes, in microseconds, about: for a start, each long list, an article of a short one, a candidate.
_START, _EACH_LIST, _EACH_SHORT, _EACH_CANDIDATE = 60.0, 15.0, 0.1, 0.12
#: Which of some live articles, ascending, match.
Among = Callable[[Array], NDArray[np.bool_]]


@dataclass(slots=True)
class _Long:
    """A list that has champions; what an article adds at most: any, any but the champions."""

    leaf: Postings
    champions: Best
    top: int
    rest: int

    def above(self, threshold: int) -> Array:
        """The articles that add more than the threshold, maybe others."""
        if threshold >= self.top:
            return self.leaf.docs[:0]
        if threshold >= self.rest:
            return self.champions.docs
        return self.leaf.docs[(self.leaf.impacts > threshold // self.leaf.weight).nonzero()[0]]


class MaxScore:
    """The lists of one search in one segment: their weights are above 0, and sums of what they add are exact."""

    def __init__(self, view: View, leaves: Sequence[Postings]) -> None:
        self._view = view
        self._docs, self._scores = np.zeros(0, view.segment.kind), np.zeros(0, np.int64)
        self._long, short = [], []
        for leaf in leaves:
            champions = view.segment.champions.of(leaf.list_number, len(leaf.docs))
            if champions is None:
                short.append(leaf)
            else:
                first, last = int(champions.impacts[0]), int(champions.impacts[-1])
                self._long.append(_Long(leaf, champions, leaf.weight * first, leaf.weight * last))
        self._long.sort(key=lambda of: of.top, reverse=True)
        self._short = short

    def is_easy(self, count: int) -> bool:
        """Whether a single list is likely to give all of the ``count`` best articles: soon told, but not for sure."""
        alone = max([of.leaf.weight * int(of.champions.impacts[:count][-1]) for of in self._long], default=0)
        few = sum([len(leaf.docs) for leaf in self._short]) < _FEW
        return few and sum([of.top for of in self._long]) < alone * EASY

    def best(self, count: int, floor: int, among: Among | None, budget: float) -> Ranked | None:
        """The ``count`` best live articles that have any of the lists; articles below ``floor`` may be missing.

        ``among`` tells which of them count, None: all. None if there is no floor, so that there may be fewer than
        ``count`` articles, or if it takes more than the ``budget`` in microseconds, about.
        """
        cost = _START + len(self._long) * _EACH_LIST + sum([len(leaf.docs) for leaf in self._short]) * _EACH_SHORT
        if cost * 2 > budget:
            return None
        if self._short:
            self._docs, self._scores = summed(self._short)
        pool, scores, whole = self._pool(count, among)
        if len(pool) >= count:
            floor = max(floor, kth(scores, count))
        if floor <= 0:
            return None
        thresholds = self._thresholds(floor - 1)
        if whole and all(
            threshold >= (of.rest if place < _LISTS_IN_POOL else of.top)
            for place, (of, threshold) in enumerate(zip(self._long, thresholds, strict=True))
        ):
            return best(pool, scores, count)
        parts = [self._docs, *(of.above(threshold) for of, threshold in zip(self._long, thresholds, strict=True))]
        if cost + sum(map(len, parts)) * _EACH_CANDIDATE > budget:
            return None
        docs, scores = self._scored(self._united(parts), floor)
        if among is not None:
            kept = among(docs).nonzero()[0]
            docs, scores = docs.take(kept), scores.take(kept)
        return best(docs, scores, count)

    def _pool(self, count: int, among: Among | None) -> tuple[Array, NDArray[np.int64], bool]:
        """Articles that are likely to be good, their scores; whether all of the short lists are there."""
        short = self._docs
        most = max(_SHORT_IN_POOL * count, _FEW)
        whole = len(short) <= most
        if not whole:
            short = short.take((self._scores >= kth(self._scores, most)).nonzero()[0])
        docs = self._united([short, *(of.champions.docs for of in self._long[:_LISTS_IN_POOL])])
        docs, scores = self._scored(docs, 0)
        if among is not None:
            kept = among(docs).nonzero()[0]
            docs, scores = docs.take(kept), scores.take(kept)
        return docs, scores, whole

    def _united(self, parts: Sequence[Array]) -> Array:
        """The live ones of all these articles, ascending."""
        some = [docs for docs in parts if len(docs)]
        return self._view.live(sets.union_of_any(some, self._view.size, self._view.segment.kind))

    def _scored(self, docs: Array, floor: int) -> tuple[Array, NDArray[np.int64]]:
        """Articles and their scores; those that turn out to be below the floor may be left out."""
        scores = np.zeros(len(docs), np.int64)
        if len(self._docs) and len(docs):
            if len(docs) < len(self._docs):
                places = self._docs.searchsorted(docs)
                scores += self._scores.take(places, mode="clip") * (self._docs.take(places, mode="clip") == docs)
            else:
                places = docs.searchsorted(self._docs)
                there = (docs.take(places, mode="clip") == self._docs).nonzero()[0]
                scores[places.take(there)] = self._scores.take(there)
        open_still = sum([of.top for of in self._long])
        for of in self._long:
            if len(docs) > _FEW and floor > open_still:
                kept = (scores >= floor - open_still).nonzero()[0]
                if len(kept) * 4 < len(docs) * 3:
                    docs, scores = docs.take(kept), scores.take(kept)
            scores += added(docs, of.leaf, of.leaf.weight)
            open_still -= of.top
        return docs, scores

    def _thresholds(self, limit: int) -> list[int]:
        """One for each long list, in all at most ``limit``, so that few articles are above them."""
        thresholds = [of.top for of in self._long]
        excess = sum(thresholds) - limit
        steps = []  # articles to look at for each point that the threshold is lowered, list, points
        for place, of in enumerate(self._long):
            if of.top > of.rest:
                steps.append((len(of.champions.docs) / (of.top - of.rest), place, of.top - of.rest))
            if of.rest:
                steps.append((len(of.leaf.docs) / of.rest, place, of.rest))
        for _, place, points in sorted(steps):
            if excess <= 0:
                break
            lowered = min(points, excess)
            thresholds[place] -= lowered
            excess -= lowered
        return thresholds
