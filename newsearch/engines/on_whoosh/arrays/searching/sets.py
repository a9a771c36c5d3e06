"""Sets of articles as ascending arrays of numbers; those of a segment have one type, so nothing is converted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.articles import firsts

#: Looking a number up in a sorted array costs about as much as marking so many numbers.
_LOOK_UP = 8


def found_in(wanted: Array, docs: Array) -> NDArray[np.bool_]:
    """Which of ``wanted`` are in ``docs``, both ascending."""
    if not len(docs):
        return np.zeros(len(wanted), bool)
    same: NDArray[np.bool_] = docs.take(docs.searchsorted(wanted), mode="clip") == wanted
    return same


def added_up(docs: Array, parts: NDArray[np.float64]) -> tuple[Array, NDArray[np.float64]]:
    """Articles, ascending, each once, and the sum of its parts; ``docs``, at least one, in any order."""
    order = docs.argsort(kind="stable")
    docs = docs.take(order)
    first = firsts(docs)
    return docs.take(first), np.add.reduceat(parts.take(order), first)


def intersection(sets: Sequence[Array], size: int) -> Array:
    """The articles in all of at least one set; ``size``: one above the largest number there may be."""
    first, *others = sorted(sets, key=len)
    for other in others:
        if len(other) == size or not len(first):
            continue
        if len(first) * _LOOK_UP < len(other) + size // 64:
            first = first[found_in(first, other)]
        else:
            first = first[marked(other, size).take(first)]
    return first


def union(sets: Sequence[Array], size: int, kind: np.dtype[np.generic]) -> Array:
    """The articles in any of the sets."""
    some = [docs for docs in sets if len(docs)]
    if len(some) <= 1:
        return some[0] if some else np.zeros(0, kind)
    return union_of_any(some, size, kind)


def union_of_any(some: Sequence[Array], size: int, kind: np.dtype[np.generic]) -> Array:
    """The articles in any of several arrays, in whatever order they stand there."""
    total = sum(map(len, some))
    if total < 1000 + size // 64:
        both = np.concatenate(some) if some else np.zeros(0, kind)
        both.sort()
        return both.take(firsts(both))
    mask = np.zeros(size, bool)
    for docs in some:
        mask[docs] = True
    return mask.nonzero()[0].astype(kind)


def without(docs: Array, other: Array, size: int) -> Array:
    """The articles in the first set but not in the second."""
    if not len(docs) or not len(other):
        return docs
    if len(docs) * _LOOK_UP < len(other) + size // 64:
        return docs[~found_in(docs, other)]
    return docs[~marked(other, size).take(docs)]


def marked(docs: Array, size: int) -> NDArray[np.bool_]:
    """True at the numbers of the set."""
    mask = np.zeros(size, bool)
    mask[docs] = True
    return mask
