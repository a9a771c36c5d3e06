"""``engines.feedback`` on arrays: the best articles of a search put in a new order, by their signatures."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.feedback import BEST, SIZE, TERMS
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.impacts import Floats
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import query_weight

Ints = NDArray[np.int64]
#: Of every segment: the places of its articles in the order of the search, and their signatures.
_Parts = list[tuple[Segment, Ints, Array]]
#: Lemmas: how many of the best articles have each, its weight, and its text in every segment.
_Told = tuple[Ints, Ints, list[Array]]

_ONES: Final = np.ones(SIZE)


def lifted(
    segments: Sequence[Segment], addresses: Ints, scores: Ints, articles: int, share: float, pool: int
) -> tuple[Ints, Ints]:
    """Addresses and scores, best first, with those of the pool lifted and in their new order.

    ``articles``: how many are live; ``pool``: how many of the first are in it, at most.
    """
    pool = min(pool, len(scores))
    if pool <= BEST:
        return addresses, scores
    parts = _parts(segments, addresses[:pool])
    counts, weights, texts = (_told_in_one if len(parts) == 1 else _told)(parts, articles)
    sums = np.empty(pool)
    same = _same(parts, texts, scores) if scores[BEST] == scores[BEST - 1] else None
    for (segment, places, rows), numbers in zip(parts, texts, strict=True):
        own = slice(int(places.searchsorted(BEST))) if same is None else same[places]
        sums[places] = _added(segment, numbers, counts, weights, rows, own)
    largest = sums.max()
    if not largest:
        return addresses, scores
    most = share * int(scores[BEST - 1])
    order, scores = np.arange(len(scores)), scores.copy()
    scores[:pool] += np.rint(most * (sums / largest)).astype(np.int64)
    order[:pool] = (-scores[:pool]).argsort(kind="stable")
    return addresses.take(order), scores.take(order)


def _parts(segments: Sequence[Segment], addresses: Ints) -> _Parts:
    if len(segments) == 1:
        return [(segments[0], np.arange(len(addresses)), segments[0].signatures.take(addresses, axis=0))]
    parts, base = [], 0
    for segment in segments:
        places = ((addresses >= base) & (addresses < base + segment.size)).nonzero()[0]
        parts.append((segment, places, segment.signatures[addresses[places] - base]))
        base += segment.size
    return parts


def _told_in_one(parts: _Parts, articles: int) -> _Told:
    """What the best articles of one segment have in common."""
    ((segment, _, rows),) = parts
    every = np.sort(rows[:BEST], axis=None)
    new = np.ones(len(every) + 1, bool)
    np.not_equal(every[1:], every[:-1], out=new[1:-1])
    edges = new.nonzero()[0]
    texts, counts = every.take(edges[:-1]), edges[1:] - edges[:-1]
    if texts[-1] == len(segment.texts):
        texts, counts = texts[:-1], counts[:-1]
    weights = _weights(segment.counts(segment.lemma_lists.take(texts)), articles)
    best = (-counts * weights).argsort(kind="stable")[:TERMS]
    return counts.take(best), weights.take(best), [texts.take(best)]


def _told(parts: _Parts, articles: int) -> _Told:
    """The same of several segments, by way of the letters."""
    every: dict[str, int] = {}
    for segment, places, rows in parts:
        for number in rows[places < BEST].ravel().tolist():
            if number < len(segment.texts):
                text = segment.texts.text(number)
                every[text] = every.get(text, 0) + 1
    names = sorted(every)
    counts = np.array([every[name] for name in names], np.int64)
    found = sum((segment.counts_of(names) for segment, _, _ in parts), np.zeros(len(names), np.int64))
    weights = _weights(found, articles)
    best = (-counts * weights).argsort(kind="stable")[:TERMS]
    told = [names[place] for place in best.tolist()]
    numbers = [np.array([segment.number(name) for name in told], np.int64) for segment, _, _ in parts]
    return counts[best], weights[best], numbers


def _weights(counts: Ints, articles: int) -> Ints:
    """What lemmas weigh that so many articles have: the same numbers come again and again."""
    known = _known(articles)
    weights = known.take(counts)
    for place in (weights < 0).nonzero()[0].tolist():
        weights[place] = known[counts[place]] = query_weight(1.0, int(counts[place]), articles)
    return weights


@lru_cache(2)
def _known(articles: int) -> Ints:
    """Of each number of articles what a lemma weighs that so many have, -1 as long as nobody asked."""
    return np.full(articles + 1, -1, np.int64)


def _same(parts: _Parts, texts: Sequence[Array], scores: Ints) -> NDArray[np.bool_]:
    """Which articles of the pool are among the best, or the same as one of them."""
    found, size = np.empty(sum(len(places) for _, places, _ in parts)), len(texts[0])
    for (segment, places, rows), numbers in zip(parts, texts, strict=True):
        found[places] = _summed(segment, numbers, 1 << np.arange(size), rows)  # a bit for each told lemma
    equal = scores[: len(found)] == scores[BEST - 1]
    same: NDArray[np.bool_] = equal & np.isin(found, found[:BEST][equal[:BEST]])
    same[:BEST] = True
    return same


def _summed(segment: Segment, texts: Array, values: Ints, rows: Array) -> Floats:
    """Of each row the sum of the values of those texts that it has; exact."""
    value_of = segment.scratch
    try:
        value_of[texts] = values
        sums: Floats = value_of.take(rows) @ _ONES
    finally:
        value_of[texts] = 0
    return sums


def _added(
    segment: Segment, texts: Array, counts: Ints, weights: Ints, rows: Array, own: slice | NDArray[np.bool_]
) -> Floats:
    """Of each row the sum over the told lemmas. The ``own`` articles do not vouch for themselves."""
    sums = _summed(segment, texts, counts * weights, rows)
    sums[own] -= _summed(segment, texts, weights, rows[own])
    return sums
