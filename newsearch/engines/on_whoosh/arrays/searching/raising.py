"""``engines.headline`` on arrays: the best articles in a new order, by where the words of the query stand in them."""

from collections.abc import Sequence
from itertools import accumulate, chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines import headline
from newsearch.engines.headline import HALF, MOST
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching.lifting import Ints
from newsearch.engines.on_whoosh.arrays.searching.matching import View
from newsearch.engines.on_whoosh.arrays.searching.second_step import parted
from newsearch.engines.on_whoosh.arrays.searching.tokens import tokens_of
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import query_weight
from newsearch.query.tree import Node, Term

#: So far away that a word there adds nothing.
_NOWHERE: Final = 1 << 40


def raised(views: Sequence[View], addresses: Ints, scores: Ints, lead: Node, articles: int) -> tuple[Ints, Ints]:
    """Addresses and scores, best first, with the best raised and in their new order. ``articles``: how many live."""
    words = headline.words(lead)
    counts = [sum([view.telling(leaf) for view in views]) for leaf, _ in words]
    weighed = [query_weight(leaf.weight, count, articles) for (leaf, _), count in zip(words, counts, strict=True)]
    weights = np.array(weighed, np.int64)
    order = addresses[: headline.reach()].argsort()
    best = scores[: len(order)].copy()
    for view, mine, docs in parted(views, addresses.take(order)):
        best[order[mine]] += _worth(weights, _places(view.segment, docs, [terms for _, terms in words]))
    order = (-best).argsort(kind="stable")
    return (
        np.concatenate((addresses.take(order), addresses[len(order) :])),
        np.concatenate((best.take(order), scores[len(order) :])),
    )


def _worth(weights: Ints, places: Ints) -> Ints:
    """By what articles are raised: ``places`` by word and article."""
    near = MOST // np.maximum(np.abs(places[1:] - places[:-1]), 1)
    near[places[1:] == _NOWHERE] = 0  # both are, or they are far apart
    worth: Ints = weights @ (MOST * HALF // (HALF + places)) + np.minimum(weights[1:], weights[:-1]) @ near
    return worth


def _places(segment: Segment, docs: Array, words: Sequence[Sequence[Term]]) -> NDArray[np.int64]:
    """By word and article of a segment, how many words of the body stand before the first occurrence."""
    bases, bodies = segment.numbering.bases, segment.numbering.bodies.take(docs)
    starts, ends = bases.take(docs), bases.take(docs.astype(np.int64) + 1)
    sought = starts.astype(segment.tokens.dtype)
    first = np.full((sum(map(len, words)), len(docs)), -1)
    for row, term in zip(first, chain.from_iterable(words), strict=True):
        tokens = tokens_of(segment, term.level, segment.number(term.text)).all()
        if len(tokens):
            row[:] = tokens.take(tokens.searchsorted(sought), mode="clip")
    there = (first >= starts) & (first < ends)
    places = np.where(there, np.maximum(first - bodies, 0), _NOWHERE)
    if len(places) == len(words):
        return places
    of_word = np.array([0, *accumulate(map(len, words))][:-1])
    least: NDArray[np.int64] = np.minimum.reduceat(places, of_word, axis=0)
    return least
