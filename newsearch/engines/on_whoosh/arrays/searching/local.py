"""Runs a search in one segment: which articles match, with what score, and the best of them."""

import math
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings
from newsearch.engines.on_whoosh.arrays.searching.matching import View, is_union
from newsearch.engines.on_whoosh.arrays.searching.ranking import Ranked, are_exact, best, kth, scores_of, summed, sums
from newsearch.engines.on_whoosh.arrays.searching.thresholds import EASY, MaxScore
from newsearch.query.plan import Order, Search
from newsearch.query.tree import And, Node, Not

#: The best of one segment: articles, scores, and whether they have everything that was asked for.
Shown = list[tuple[int, int, bool]]
#: What costs fewer microseconds is not worth a long thought about how it could be avoided.
_SLOW: Final = 600
#: So few postings are sorted.
_SPARSE: Final = 500
#: Of more lists it is unlikely that one decides.
_FEW: Final = 4
#: Of still more lists, most of which count little, all together hardly stay below the floor.
_MOST: Final = 12


class Local:
    """One search in one segment. Articles with a score below ``floor`` are not asked for."""

    def __init__(self, view: View, leaves: list[Postings], shown: Node, search: Search, floor: int) -> None:
        self._view, self._leaves, self._shown, self._search = view, leaves, shown, search
        self._count = search.offset + search.limit
        self._floor = floor

    def answer(self) -> Shown:
        """The first articles in another order than by score, enough for the page."""
        search, view = self._search, self._view
        if search.order is Order.COMPLETE:
            page = _shown(*self._best(search.asked, self._count, self._floor), True)
            if search.partial is not None and len(page) < self._count and not self._floor:
                rest = And((search.partial, Not(search.asked)))
                page += _shown(*self._best(rest, self._count - len(page), 0), False)
            return page
        every = view.matching(self._shown)
        docs, scores = self._scored(self._oldest(every) if search.order is Order.OLDEST else every[::-1][: self._count])
        if search.partial is None:
            return _shown(docs, scores, True)
        whole = have_all(view, search.asked, docs)
        return list(zip(docs.tolist(), scores.tolist(), whole.tolist(), strict=True))

    def by_score(self) -> Ranked:
        """The best articles, whatever of it they have."""
        return self._best(self._shown, self._count, self._floor)

    def _scored(self, docs: Array) -> Ranked:
        """These articles in this order, with their scores."""
        order = docs.argsort()
        scores = np.empty(len(docs), np.int64)
        scores[order] = scores_of(docs[order], self._leaves, self._view.size)
        return docs, scores

    def _oldest(self, docs: Array) -> Array:
        """The articles with the smallest moments; of one moment the highest number first."""
        moments = self._view.segment.moments
        if len(docs) > self._count:
            last = moments[docs[self._count - 1]]
            docs = docs[: int(moments.take(docs).searchsorted(last, side="right"))]
        oldest: Array = docs[np.lexsort((-docs.astype(np.int64), moments.take(docs)))][: self._count]
        return oldest

    # --- by score -----------------------------------------------------------------------------------------------------

    def _best(self, node: Node, count: int, floor: int) -> Ranked:
        """The best articles that match; those below ``floor`` may be missing."""
        view, leaves = self._view, self._leaves
        union = node is self._shown and is_union(node)
        positive_only = all(leaf.weight > 0 for leaf in leaves)
        if union:
            if not leaves:
                return np.zeros(0, view.segment.kind), np.zeros(0, np.int64)
            if len(leaves) == 1 and leaves[0].weight > 0:
                return self._best_of_one(count)
        if leaves and positive_only and are_exact(leaves):
            postings = sum([len(leaf.docs) for leaf in leaves])
            if union and postings < _SPARSE + view.size // 64:
                docs, scores = summed(leaves)
                if view.segment.live is not None:
                    kept = view.segment.live.take(docs).nonzero()[0]
                    docs, scores = docs.take(kept), scores.take(kept)
                return best(docs, scores, count)
            # in microseconds, about: all postings added up, each article compared with the floor
            budget = 15 + len(leaves) / 2 + postings / 300 + view.size / 1500
            if len(leaves) <= (_MOST if budget > _SLOW else _FEW):
                found = self._by_threshold(node, count, floor, budget)
                if found is not None:
                    return found
            if union and view.every_match_scores(leaves):
                return self._best_of_all(count, floor)
        docs = view.matching(node)
        return best(docs, scores_of(docs, leaves, view.size), count)

    def _by_threshold(self, node: Node, count: int, floor: int, budget: float) -> Ranked | None:
        """The best articles, if thresholds may and do give them for less than the ``budget``."""
        view, leaves = self._view, self._leaves
        union = node is self._shown and is_union(node)
        if not all(leaf.list_number > 0 for leaf in leaves):
            return None
        weights = [leaf.weight for leaf in leaves]
        easy = union and sum(weights) < max(weights) * EASY  # largest impacts are much the same
        if not easy and budget <= _SLOW:
            return None
        pruned = MaxScore(view, leaves)
        if easy and pruned.is_easy(count):
            return pruned.best(count, floor, None, math.inf)
        if budget <= _SLOW:
            return None
        return pruned.best(count, floor, None if union else lambda docs: view.among(node, docs), budget)

    def _best_of_one(self, count: int) -> Ranked:
        """The best of one list: its champions, if they are enough."""
        view, leaf = self._view, self._leaves[0]
        champions = view.champions(leaf)
        if champions is not None and len(champions.docs) >= count:
            return champions.docs[:count], np.multiply(champions.impacts[:count], leaf.weight, dtype=np.int64)
        docs, impacts = leaf.docs, leaf.impacts
        if view.segment.live is not None:
            kept = view.segment.live.take(docs).nonzero()[0]
            docs, impacts = docs.take(kept), impacts.take(kept)
        docs, impacts = best(docs, impacts, count)  # numbers of 16 bits are soon compared
        return docs, impacts * leaf.weight

    def _best_of_all(self, count: int, floor: int) -> Ranked:
        """The best of all articles with a score above zero: every posting is added up."""
        view, leaves = self._view, self._leaves
        scores = sums(leaves, view.size)
        if view.segment.live is not None:
            scores[view.segment.dead] = 0
        lead = max(leaves, key=lambda leaf: leaf.weight * min(len(leaf.docs), 4 * count))
        champions = view.champions(lead)
        some = lead.docs if champions is None or len(champions.docs) < count else champions.docs
        if len(some) >= count:
            floor = max(floor, kth(scores.take(some), count))
        docs = (scores >= max(floor, 1)).nonzero()[0]
        return best(docs, scores.take(docs), count)


def have_all(view: View, asked: Node, docs: Array) -> NDArray[np.bool_]:
    """Which of some live articles, in any order, have all that was asked for."""
    order = docs.argsort()
    whole = np.empty(len(docs), bool)
    whole[order] = view.among(asked, docs.take(order).astype(view.segment.kind, copy=False))
    return whole


def _shown(docs: Array, scores: Array, whole: bool) -> Shown:
    return [(doc, score, whole) for doc, score in zip(docs.tolist(), scores.tolist(), strict=True)]
