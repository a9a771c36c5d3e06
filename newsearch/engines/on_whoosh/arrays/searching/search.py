"""Runs a search over the segments of a snapshot."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby, islice
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from newsearch.engines import steps
from newsearch.engines.on_whoosh.arrays.searching import second_step
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings
from newsearch.engines.on_whoosh.arrays.searching.lifting import Ints, lifted
from newsearch.engines.on_whoosh.arrays.searching.local import Local, Shown
from newsearch.engines.on_whoosh.arrays.searching.matching import View, scored_leaves
from newsearch.engines.on_whoosh.arrays.searching.raising import raised
from newsearch.engines.on_whoosh.arrays.searching.ranking import best_first, weigh
from newsearch.engines.on_whoosh.arrays.segments.articles import ties
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import Averages, query_weight
from newsearch.query.plan import Order, Row, Search
from newsearch.query.tree import Node, Scored, leading


def run(
    segments: Sequence[Segment], averages: Averages, articles: int, search: Search
) -> tuple[tuple[Row, ...], Callable[[], int], Callable[[], int]]:
    """The rows that answer a search, and what counts the totals. ``articles``: how many are live."""
    views = _views(segments, averages)
    shown = search.asked if search.partial is None else search.partial
    rows: tuple[Row, ...] = ()
    if search.limit > 0 and search.order is Order.SCORE:
        rows = _by_score(views, shown, articles, search)
    elif search.limit > 0:
        rows = _page(_pages(views, shown, articles, search), search)

    def total() -> int:
        return sum([len(view.matching(search.asked)) for view in views])

    def total_some() -> int:
        return sum([len(view.matching(shown)) for view in views]) - total() if search.partial is not None else 0

    return rows, total, total_some


def among(segments: Sequence[Segment], averages: Averages, node: Node, addresses: Sequence[int]) -> set[int]:
    """Those of the addresses, all of live articles, whose article matches."""
    some = np.array(addresses, np.int64)
    return set(some[_matching(_views(segments, averages), node, some)].tolist())


def _views(segments: Sequence[Segment], averages: Averages) -> list[View]:
    bases = accumulate((segment.size for segment in segments), initial=0)
    return [View(segment, base, averages) for segment, base in zip(segments, bases, strict=False)]


def _by_score(views: Sequence[View], shown: Node, articles: int, search: Search) -> tuple[Row, ...]:
    """The page of the best, see ``engines.steps``."""
    lead, count = leading(shown), search.offset + search.limit
    pooled = lead is not shown or search.feedback or search.headline
    most = max(count, steps.POOL) if pooled else count
    addresses, scores = _top(views, lead, articles, most)
    found, words = len(addresses), len(scored_leaves(shown))
    if lead is not shown:
        if steps.come_first(found, words):
            addresses, scores = _in_full(views, shown, articles, addresses, most)
        else:
            addresses, scores = _top(views, shown, articles, most)
    if search.feedback:
        segments = [view.segment for view in views]
        pool = steps.pool_of(found, words)
        addresses, scores = lifted(segments, addresses, scores, articles, search.feedback, pool)
    if search.headline:
        addresses, scores = raised(views, addresses, scores, shown, articles)
    addresses, scores = addresses[search.offset : count], scores[search.offset : count]
    some = search.partial is not None
    complete = _matching(views, search.asked, addresses).tolist() if some else [True] * len(addresses)
    return tuple(map(Row._make, zip(scores.tolist(), complete, addresses.tolist(), strict=True)))


def _matching(views: Sequence[View], node: Node, addresses: Ints) -> NDArray[np.bool_]:
    """Which of some live articles match."""
    order, found = addresses.argsort(), np.empty(len(addresses), bool)
    for view, mine, docs in second_step.parted(views, addresses.take(order)):
        found[order[mine]] = view.among(node, docs)
    return found


def _in_full(views: Sequence[View], shown: Node, articles: int, found: Ints, count: int) -> tuple[Ints, Ints]:
    """The best articles with their whole scores: those that were found, then others."""
    scored = scored_leaves(shown)
    weights = _weighted(scored, [sum([view.telling(leaf) for view in views]) for leaf in scored], articles)
    pool, rest = np.sort(found[: steps.POOL]), found[steps.POOL :]
    whole = second_step.whole_scores(views, pool, scored, weights)
    order = _best_first(views, pool, whole)
    addresses, scores = [pool.take(order)], [whole.take(order)]
    if len(rest):
        order = rest.argsort()
        whole = np.empty(len(rest), np.int64)
        whole[order] = second_step.whole_scores(views, rest.take(order), scored, weights)
        addresses.append(rest)
        scores.append(whole)
    if len(found) < count:
        others, whole = _top(views, shown, articles, count)
        new = np.isin(others, found, invert=True).nonzero()[0][: count - len(found)]
        addresses.append(others.take(new))
        scores.append(whole.take(new))
    return np.concatenate(addresses), np.concatenate(scores)


def _best_first(views: Sequence[View], ascending: Ints, scores: Ints) -> Ints:
    """The places of articles in the order of their scores; ties go to the newer article, then to the smaller id."""
    if len(views) == 1:
        return best_first(scores)
    moments = np.empty(len(ascending), np.int64)
    for view, mine, docs in second_step.parted(views, ascending):
        moments[mine] = view.segment.moments.take(docs)
    order = np.lexsort((-moments, -scores))
    change = (np.diff(scores.take(order)) != 0) | (np.diff(moments.take(order)) != 0)
    for start, end in ties(np.append(0, change.cumsum())):  # hardly any: no other ids are read
        order[start:end] = sorted(order[start:end].tolist(), key=lambda place: _id_of(views, int(ascending[place])))
    return order


def _id_of(views: Sequence[View], address: int) -> str:
    view = next(view for view in reversed(views) if view.base <= address)
    return view.segment.id_of(address - view.base)


def _top(views: Sequence[View], shown: Node, articles: int, count: int) -> tuple[Ints, Ints]:
    """The addresses and scores of the best articles of all segments."""
    search = Search(shown, limit=count)
    if len(views) == 1:
        (leaves,) = _weighed(views, shown, articles)
        docs, scores = Local(views[0], leaves, shown, search, 0).by_score()
        return docs.astype(np.int64), scores
    addresses, scores, floor = np.zeros(0, np.int64), np.zeros(0, np.int64), 0
    weighed = zip(views, _weighed(views, shown, articles), strict=True)
    for view, leaves in sorted(weighed, key=lambda of: of[0].size, reverse=True):
        docs, some = Local(view, leaves, shown, search, floor).by_score()
        addresses = np.concatenate((addresses, docs.astype(np.int64) + view.base))
        scores = np.concatenate((scores, some))
        if len(scores) >= count:
            floor = int(np.partition(scores, len(scores) - count)[-count])
    order = addresses.argsort()
    addresses, scores = addresses.take(order), scores.take(order)
    order = _best_first(views, addresses, scores)[:count]
    return addresses.take(order), scores.take(order)


def _pages(views: Sequence[View], shown: Node, articles: int, search: Search) -> list[tuple[View, Shown]]:
    """The first of each segment, not by score; the largest goes first, so that the others need only look for better."""
    pages: list[tuple[View, Shown]] = []
    known: list[int] = []
    floor = 0
    weighed = zip(views, _weighed(views, shown, articles), strict=True)
    for view, leaves in sorted(weighed, key=lambda of: of[0].size, reverse=True):
        page = Local(view, leaves, shown, search, floor).answer()
        pages.append((view, page))
        if len(views) > 1 and search.order is Order.COMPLETE:
            known += [score for _, score, whole in page if whole]
            known = sorted(known, reverse=True)[: search.offset + search.limit]
            floor = known[-1] if len(known) == search.offset + search.limit else 0
    return pages


def _weighed(views: Sequence[View], shown: Node, articles: int) -> list[list[Postings]]:
    """What the leaves of a tree match in each segment, each with its weight in all of them."""
    scored = scored_leaves(shown)
    found = [view.all_postings(scored) for view in views]
    weights = _weights(views, found, scored, articles)
    return [weigh(row, weights) for row in found]


def _weights(
    views: Sequence[View], found: Sequence[Sequence[Postings]], scored: Sequence[Scored], articles: int
) -> list[int]:
    """The weight of each leaf in all segments together."""
    if len(views) == 1 and views[0].segment.live is None:
        counts = [len(of.counted) for of in found[0]]
    else:
        each = [map(view.count, row) for view, row in zip(views, found, strict=True)]
        counts = [sum(of) for of in zip(*each, strict=True)]
    return _weighted(scored, counts, articles)


def _weighted(scored: Sequence[Scored], counts: Sequence[int], articles: int) -> list[int]:
    return [query_weight(leaf.weight, count, articles) for leaf, count in zip(scored, counts, strict=False)]


def _page(pages: Sequence[tuple[View, Shown]], search: Search) -> tuple[Row, ...]:
    """The page of all segments together; ties go to the newer article, then to the smaller id."""
    first, last = search.offset, search.offset + search.limit
    if len(pages) == 1:
        base = pages[0][0].base
        return tuple([Row(score, whole, base + doc) for doc, score, whole in pages[0][1][first:last]])
    rows: list[tuple[tuple[int, ...], View, int, Row]] = []
    for view, page in pages:
        moments = view.segment.moments.take([doc for doc, _, _ in page]).tolist() if page else []
        for (doc, score, whole), moment in zip(page, moments, strict=True):
            if search.order is Order.COMPLETE:
                key: tuple[int, ...] = (not whole, -score, -moment)
            else:
                key = (moment if search.order is Order.OLDEST else -moment,)
            rows.append((key, view, doc, Row(score, whole, view.base + doc)))
    return tuple(islice(_in_order(rows), first, last))


def _in_order(rows: list[tuple[tuple[int, ...], View, int, Row]]) -> Iterator[Row]:
    """Rows by key; of equal ones that with the smaller id comes first. No other ids are read."""
    rows.sort(key=itemgetter(0))
    for _, same in groupby(rows, itemgetter(0)):
        tied = list(same)
        if len(tied) > 1:
            tied.sort(key=lambda row: row[1].segment.id_of(row[2]))
        yield from [row[3] for row in tied]
