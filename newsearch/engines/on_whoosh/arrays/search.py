"""Runs a search over the segments of a snapshot: which articles match, with what score, and the best of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.leaves import Leaves, Postings
from newsearch.engines.on_whoosh.arrays.run import KEY_SIGN
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.scoring import Averages, query_weight
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.tree import All, And, Between, Node, Not, Nothing, Only, Or, Scored, positive

Mask = NDArray[np.bool_]


@dataclass
class View:
    """One segment within one search: what its leaves match, each worked out once."""

    segment: Segment
    base: int
    leaves: Leaves
    known: dict[Scored, Postings] = field(default_factory=dict)

    def postings(self, leaf: Scored) -> Postings:
        """The live articles that match the leaf, and their impacts."""
        found = self.known.get(leaf)
        if found is None:
            found, live = self.leaves.postings(leaf), self.segment.live
            if live is not None:
                kept = live.take(found.docs)
                found = Postings(found.docs[kept], found.impacts[kept])
            self.known[leaf] = found
        return found

    def mask(self, node: Node) -> Mask:
        """The articles that match; where a ``Not`` is inside, deleted ones may be among them."""
        size = self.segment.size
        match node:
            case And(children):
                result = np.ones(size, bool)
                for child in children:
                    result &= self.mask(child)
                return result
            case Or(children):
                result = np.zeros(size, bool)
                for child in children:
                    result |= self.mask(child)
                return result
            case Not(child):
                return ~self.mask(child)
            case All():
                return np.ones(size, bool)
            case Nothing():
                return np.zeros(size, bool)
            case Only(name, text):
                return _marked(size, self.segment.with_key(name + KEY_SIGN + text))
            case Between(low, high):
                return _dated(self.segment.moments, low, high)
            case _:
                return _marked(size, self.postings(node).docs)


def run(segments: Sequence[Segment], averages: Averages, articles: int, search: Search) -> Found:
    """Answer a search. ``articles``: how many are live."""
    views, base = [], 0
    for segment in segments:
        views.append(View(segment, base, Leaves(segment, averages)))
        base += segment.size
    shown = search.partial if search.partial is not None else search.asked
    weights = []
    for leaf in positive(shown):
        df = sum(len(view.postings(leaf).docs) for view in views)
        weights.append((leaf, query_weight(leaf.weight, df, articles)))
    total = total_some = 0
    best: list[tuple[tuple[int, ...], str, Row]] = []
    for view in views:
        asked = view.mask(search.asked)
        matching = view.mask(search.partial) if search.partial is not None else asked
        if view.segment.live is not None:
            asked, matching = asked & view.segment.live, matching & view.segment.live
        docs = matching.nonzero()[0]
        complete = asked[docs]
        total += int(complete.sum())
        total_some += len(docs) - int(complete.sum())
        scores = np.zeros(view.segment.size, np.int64)
        for leaf, weight in weights:
            found = view.postings(leaf)
            scores[found.docs] += found.impacts.astype(np.int64) * weight
        best += _best(view, docs, complete, scores[docs], search)
    best.sort(key=lambda row: row[1])
    best.sort(key=lambda row: row[0])
    page = best[search.offset : search.offset + search.limit]
    return Found(tuple(row for _, _, row in page), total, total_some)


def _best(
    view: View, docs: NDArray[np.int64], complete: Mask, scores: NDArray[np.int64], search: Search
) -> list[tuple[tuple[int, ...], str, Row]]:
    """The best of one segment, enough for the page, with their keys of order and their ids."""
    moments = view.segment.moments
    columns: tuple[NDArray[np.generic], ...]
    match search.order:
        case Order.SCORE:
            columns = (-docs, -scores)
        case Order.COMPLETE:
            columns = (-docs, -scores, ~complete)
        case Order.NEWEST:
            columns = (-docs,)
        case Order.OLDEST:
            columns = (-docs, moments[docs])
        case _:
            assert_never(search.order)
    chosen = np.lexsort(columns)[: search.offset + search.limit]
    rows = []
    for place in chosen.tolist():
        doc, score, whole = int(docs[place]), int(scores[place]), bool(complete[place])
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
    return rows


def _marked(size: int, docs: NDArray[np.int64]) -> Mask:
    mask = np.zeros(size, bool)
    mask[docs] = True
    return mask


def _dated(moments: NDArray[np.int64], low: int | None, high: int | None) -> Mask:
    from newsearch.batch import NO_MOMENT

    mask: Mask = moments != NO_MOMENT
    if low is not None:
        mask &= moments >= low
    if high is not None:
        mask &= moments <= high
    return mask
