"""Runs a search over the segments of a snapshot: which articles match, with what score, and the best of them."""

from collections.abc import Sequence
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays import sets
from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.matching import View
from newsearch.engines.on_whoosh.arrays.ranking import Weighed, best, best_of_any, scores_of, sums, weigh
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.scoring import Averages, query_weight
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.tree import Node, Or, Term, positive

Ints = NDArray[np.int64]
#: The best of one segment: articles, scores, and whether they have everything that was asked for.
Best = list[tuple[int, int, bool]]


def run(segments: Sequence[Segment], averages: Averages, articles: int, search: Search) -> Found:
    """Answer a search. ``articles``: how many are live."""
    views, base = [], 0
    for segment in segments:
        views.append(View(segment, base, averages))
        base += segment.size
    shown = search.asked if search.partial is None else search.partial
    scored = list(positive(shown))
    for view in views:
        view.prepare(scored)
    found = [[view.postings(leaf) for leaf in scored] for view in views]
    sizes = [[len(of.docs) for of in row] for row in found]
    weights = (
        [
            query_weight(leaf.weight, sum(counts), articles)
            for leaf, counts in zip(scored, zip(*sizes, strict=True), strict=True)
        ]
        if views
        else []
    )
    total = total_some = 0
    pages = []
    for view, row in zip(views, found, strict=True):
        leaves = weigh(row, weights)
        complete, some, page = _Segment(view, leaves, search).answer()
        total += complete
        total_some += some
        pages.append((view, page))
    return Found(_page(pages, search), total, total_some)


class _Segment:
    """One search in one segment."""

    def __init__(self, view: View, leaves: list[Weighed], search: Search) -> None:
        self._view, self._leaves, self._search = view, leaves, search
        self._count = search.offset + search.limit

    def answer(self) -> tuple[int, int, Best]:
        """How many articles have everything, how many only a part, and the best of them, enough for the page."""
        search, view = self._search, self._view
        if search.partial is None:
            if search.order in (Order.SCORE, Order.COMPLETE) and (found := self._any(search.asked, True)):
                return found[0], 0, found[1]
            docs = view.matching(search.asked)
            return len(docs), 0, self._best(docs, True)
        asked = view.matching(search.asked)
        if search.order is Order.COMPLETE:
            page = self._best(asked, True)
            if (found := self._any(search.partial, False, asked, self._count - len(page))) is not None:
                return len(asked), found[0], page + found[1]
            rest = sets.without(view.matching(search.partial), asked, view.size)
            return len(asked), len(rest), page + self._best(rest, False)
        partial = view.matching(search.partial)
        page = self._best(partial, False)
        shown = np.sort(np.array([doc for doc, _, _ in page], view.segment.kind))
        whole = set(shown[sets.found_in(shown, asked)].tolist())
        return len(asked), len(partial) - len(asked), [(doc, score, doc in whole) for doc, score, _ in page]

    def _best(self, docs: Array, complete: bool) -> Best:
        """The best of these articles, by the order of the search."""
        count = self._count
        if not count or not len(docs):
            return []
        match self._search.order:
            case Order.SCORE | Order.COMPLETE:
                ranked = best(docs, scores_of(docs, self._leaves, self._view.size), count)
                return [(doc, score, complete) for doc, score in ranked]
            case Order.NEWEST:
                chosen = docs[::-1][:count]
            case Order.OLDEST:
                chosen = self._oldest(docs, count)
            case _:
                assert_never(self._search.order)
        order = chosen.argsort()
        scores = np.empty(len(chosen), np.int64)
        scores[order] = scores_of(chosen[order], self._leaves, self._view.size)
        return [(doc, score, complete) for doc, score in zip(chosen.tolist(), scores.tolist(), strict=True)]

    def _oldest(self, docs: Array, count: int) -> Array:
        """The articles with the smallest moments; of one moment the highest number first."""
        moments = self._view.segment.moments
        if len(docs) > count:
            last = moments[docs[count - 1]]
            docs = docs[: int(moments.take(docs).searchsorted(last, side="right"))]
        oldest: Array = docs[np.lexsort((-docs.astype(np.int64), moments.take(docs)))][:count]
        return oldest

    def _any(
        self,
        node: Node,
        complete: bool,
        besides: Array | None = None,
        count: int | None = None,
    ) -> tuple[int, Best] | None:
        """The number and the best of the articles with any of several terms, those in ``besides`` left out.

        None where this is not such a query, or where a score of zero does not mean that an article has none of them.
        """
        view, leaves = self._view, self._leaves
        count = self._count if count is None else count
        if not leaves or not isinstance(node, Or) or not all(isinstance(child, Term) for child in node.children):
            return None
        distinct = view.distinct(node.children)
        if len(distinct) == 1:
            docs = view.matching(distinct[0])
            if besides is not None:
                docs = sets.without(docs, besides, view.size)
            ranked = best(docs, scores_of(docs, leaves, view.size), count) if count > 0 else []
            return len(docs), [(doc, score, complete) for doc, score in ranked]
        if not view.segment.least or any(leaf.weight <= 0 for leaf in leaves):
            return None
        scores = sums(leaves, view.size)
        if besides is not None:
            scores[besides] = 0
        total = int(np.count_nonzero(scores))
        ranked = best_of_any(leaves, scores, count) if count > 0 else []
        return total, [(doc, score, complete) for doc, score in ranked]


def _row(score: int, complete: bool, address: int) -> Row:
    row = Row.__new__(Row)  # half the time of calling a frozen dataclass
    row.__dict__.update(score=score, complete=complete, address=address)
    return row


def _page(pages: Sequence[tuple[View, Best]], search: Search) -> tuple[Row, ...]:
    """The page of all segments together; ties go to the newer article, then to the smaller id."""
    first, last = search.offset, search.offset + search.limit
    if len(pages) == 1:
        base = pages[0][0].base
        return tuple([_row(score, whole, base + doc) for doc, score, whole in pages[0][1][first:last]])
    rows = []
    for view, page in pages:
        moments = view.segment.moments
        for doc, score, whole in page:
            moment = int(moments[doc])
            match search.order:
                case Order.SCORE:
                    key: tuple[int, ...] = (-score, -moment)
                case Order.COMPLETE:
                    key = (not whole, -score, -moment)
                case Order.NEWEST:
                    key = (-moment,)
                case Order.OLDEST:
                    key = (moment,)
                case _:
                    assert_never(search.order)
            rows.append((key, view.segment.id_of(doc), Row(score, whole, view.base + doc)))
    rows.sort(key=lambda row: row[:2])
    return tuple(row for _, _, row in rows[first:last])
