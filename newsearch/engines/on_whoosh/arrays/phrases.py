"""Words beside one another: tokens of several terms brought together, whole arrays at a time.

An occurrence is counted once for each token at which it begins.
"""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
#: Gives the same number to all tokens of one field of one article, ascending with the tokens.
Fields = Callable[[Ints], Ints]


def phrase(terms: Sequence[Ints], slop: int, fields: Fields) -> Ints:
    """The first tokens of the terms in this order, with at most ``slop`` other words among them.

    ``terms``: the tokens of each, ascending.
    """
    if not terms or not all(map(len, terms)):
        return np.zeros(0, np.int64)
    if slop:
        return _loose(terms, slop, fields)
    rarest = min(range(len(terms)), key=lambda place: len(terms[place]))
    found = terms[rarest] - rarest
    for place in sorted(range(len(terms)), key=lambda place: len(terms[place])):
        if place != rarest:
            found = found[_stands(terms[place], found + place)]
    return found


def near(terms: Sequence[Ints], slop: int, fields: Fields) -> Ints:
    """The first tokens of windows of ``len(terms) + slop`` words of one field that hold all the terms, in any order."""
    if not terms or not all(map(len, terms)):
        return np.zeros(0, np.int64)
    distinct = {of[0]: of for of in terms}  # two terms never share a token
    times = Counter(int(of[0]) for of in terms)
    starts = np.concatenate(list(distinct.values()))
    starts.sort()
    window = len(terms) + slop
    for first, tokens in distinct.items():
        # the token that completes the window: as many occurrences on as are wanted
        last = tokens.searchsorted(starts) + times[int(first)] - 1
        starts, last = starts[last < len(tokens)], last[last < len(tokens)]
        ends = tokens[last]
        starts = starts[(ends - starts < window) & (fields(ends) == fields(starts))]
    return starts


def _loose(terms: Sequence[Ints], slop: int, fields: Fields) -> Ints:
    starts = at = terms[0]
    limit = len(terms) - 1 + slop
    for tokens in terms[1:]:
        places = tokens.searchsorted(at, side="right")
        kept = places < len(tokens)
        starts, at = starts[kept], tokens[places[kept]]
        kept = at - starts <= limit
        starts, at = starts[kept], at[kept]
    whole: Ints = starts[fields(at) == fields(starts)]
    return whole


def _stands(tokens: Ints, wanted: Ints) -> NDArray[np.bool_]:
    """Which of ``wanted`` are among the tokens."""
    places = tokens.searchsorted(wanted)
    places[places == len(tokens)] = 0
    same: NDArray[np.bool_] = tokens[places] == wanted
    return same
