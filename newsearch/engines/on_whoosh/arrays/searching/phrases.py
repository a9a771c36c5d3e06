"""Words beside one another: tokens of several terms brought together, whole arrays at a time.

An occurrence is counted once for each token at which it begins.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching.tokens import Tokens

#: Gives the same number to all tokens of one field of one article, ascending with the tokens.
Fields = Callable[[Array], Array]


def phrase(terms: Sequence[Tokens], slop: int, fields: Fields) -> Array:
    """The first tokens of the terms in this order, with at most ``slop`` other words among them."""
    if not terms or not all(map(len, terms)):
        return np.zeros(0, np.uint32)
    if slop:
        return _loose([term.all() for term in terms], slop, fields)
    places = sorted(range(len(terms)), key=lambda place: len(terms[place]))
    # below zero these numbers wrap to the largest, where no token is
    return narrowed(terms[places[0]].all() - np.uint32(places[0]), terms, places[1:])


def narrowed(starts: Array, terms: Sequence[Tokens], places: Iterable[int]) -> Array:
    """Those of the tokens ``starts`` (ascending) from which each of the terms at ``places`` stands so far away."""
    for place in places:
        if not len(starts):
            break
        starts = starts.take(terms[place].among(starts + np.uint32(place)).nonzero()[0])
    return starts


def near(texts: Sequence[str], terms: Sequence[Tokens], slop: int, fields: Fields) -> Array:
    """The first tokens of windows of ``len(terms) + slop`` words of one field that hold all terms, in any order.

    ``texts`` tells which of the terms are equal; different ones share no token.
    """
    if not terms or not all(map(len, terms)):
        return np.zeros(0, np.uint32)
    distinct = {text: term.all().astype(np.int64) for text, term in zip(texts, terms, strict=True)}
    starts = np.concatenate(list(distinct.values()))
    starts.sort()
    window = len(terms) + slop
    for text, times in Counter(texts).items():
        tokens = distinct[text]
        last = tokens.searchsorted(starts) + times - 1  # with this token the window has it often enough
        starts, last = starts[last < len(tokens)], last[last < len(tokens)]
        ends = tokens[last]
        starts = starts[(ends - starts < window) & (fields(ends) == fields(starts))]
    return starts


def _loose(terms: Sequence[Array], slop: int, fields: Fields) -> Array:
    starts = at = terms[0].astype(np.int64)
    limit = len(terms) - 1 + slop
    for term in terms[1:]:
        tokens = term.astype(np.int64)
        places = tokens.searchsorted(at, side="right")
        kept = places < len(tokens)
        starts, at = starts[kept], tokens[places[kept]]
        kept = at - starts <= limit
        starts, at = starts[kept], at[kept]
    whole: Array = starts[fields(at) == fields(starts)]
    return whole
