"""``engines.headline`` on arrays: the best articles in a new order, by where the words of the query stand in them."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from newsearch.engines import headline
from newsearch.engines.headline import EARLY, HALF, NEAR, Word
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
#: Fields lie so far apart, as bits: a word of one is near none of another.
_FIELD_BITS: Final = 40


def raised(views: Sequence[View], addresses: Ints, scores: Ints, tree: Node, articles: int) -> tuple[Ints, Ints]:
    """Addresses and scores, best first, with the best raised and in their new order.

    ``tree``: the whole one; ``articles``: how many live.
    """
    words = headline.words(tree)
    if not words or not len(addresses):
        return addresses, scores
    counts = [sum([view.telling(word.leaf) for view in views]) for word in words]
    weighed = [query_weight(word.leaf.weight, count, articles) for word, count in zip(words, counts, strict=True)]
    weights = np.array(weighed, np.int64)
    order = addresses[: headline.reach()].argsort()
    best = scores[: len(order)].copy()
    for view, mine, docs in parted(views, addresses.take(order)):
        best[order[mine]] += _worth(view, docs, words, weights)
    order = (-best).argsort(kind="stable")
    return (
        np.concatenate((addresses.take(order), addresses[len(order) :])),
        np.concatenate((best.take(order), scores[len(order) :])),
    )


def _worth(view: View, docs: Array, words: Sequence[Word], weights: Ints) -> Ints:
    """By what articles of a segment, ascending, are raised."""
    count = len(words)
    rows = [(number, term) for number, word in enumerate(words) for term in word.terms]
    rows += [(number, form) for number, word in enumerate(words, count) for form in word.forms]
    cells, places = _occurrences(view.segment, docs, rows)

    first = np.full(2 * count * len(docs), _NOWHERE)
    np.minimum.at(first, cells, np.maximum(places, 0))
    words_first, typed_first = first.reshape(2, count, len(docs))
    alone = EARLY * HALF // (HALF + words_first) + EARLY * HALF // (HALF + typed_first) // 2

    some = cells < count * len(docs)
    near = _near(cells[some], places[some], len(docs), count - 1)
    worth: Ints = weights @ alone
    worth += np.minimum(weights[1:], weights[:-1]) @ near
    return worth


def _near(cells: Ints, places: Ints, articles: int, pairs: int) -> Ints:
    """What each word but the last adds by how near the next one follows, by word and article.

    All occurrences are one array of numbers: of the word, the article and the field, then of the place, 0 in a title.
    Of the next word in the same field they are so much higher that one search finds the next one behind each.
    """
    body = places >= 0
    at = (2 * cells + body << _FIELD_BITS) + np.maximum(places, 0)
    order = at.argsort(kind="stable")  # of each term they are in order
    at, cells, body = at.take(order), cells.take(order), body.take(order)
    near = np.zeros(pairs * articles, np.int64)
    having = int(cells.searchsorted(len(near)))  # so many have a next word
    wanted = at[:having] + body[:having] + (2 * articles << _FIELD_BITS)
    apart = at.take(at.searchsorted(wanted), mode="clip") - wanted + 1
    np.maximum.at(near, cells[:having], NEAR // np.where(apart > 0, apart, _NOWHERE))
    return near.reshape(pairs, articles)


def _occurrences(segment: Segment, docs: Array, rows: Sequence[tuple[int, Term]]) -> tuple[Ints, Ints]:
    """Where terms stand in articles, row by row: the cell, and how many words of the body stand before; -1 in a title.

    ``rows``: terms with numbers of words; a cell is ``number * articles + article``, counted from 0.
    """
    bases, bodies = segment.numbering.bases, segment.numbering.bodies.take(docs)
    starts, ends = bases.take(docs), bases.take(docs.astype(np.int64) + 1)
    sought = np.concatenate((starts, ends)).astype(segment.tokens.dtype)
    tokens = [tokens_of(segment, term.level, segment.number(term.text)) for _, term in rows]
    cuts = np.array([of.lemma.searchsorted(sought) for of in tokens], np.int64).reshape(len(rows), 2, len(docs))
    sizes = (cuts[:, 1] - cuts[:, 0]).ravel()
    upto = sizes.cumsum()
    which = np.arange(upto[-1]) + np.repeat(cuts[:, 0].ravel() - (upto - sizes), sizes)
    kept = np.ones(len(which), bool)
    found = []
    for of, (begin, end) in zip(tokens, pairwise([0, *upto[len(docs) - 1 :: len(docs)].tolist()]), strict=True):
        mine = which[begin:end]
        found.append(of.lemma.take(mine))
        if of.form is not None:
            kept[begin:end] = of.which.take(mine) == of.form
    cells = np.array([number * len(docs) for number, _ in rows])[:, None] + np.arange(len(docs))
    cell = np.repeat(cells, sizes)[kept]
    place = np.concatenate(found)[kept] - bodies.take(cell % len(docs))
    return cell, np.maximum(place, -1)
