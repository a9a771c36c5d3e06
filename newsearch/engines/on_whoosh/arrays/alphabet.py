"""Sorting hundreds of thousands of short texts by code point, faster than one by one."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

_HEAD: Final = 8  # letters compared as numbers; what is equal so far is sorted one by one
_BETWEEN: Final = "\n"
_SURROGATES: Final = 0xD800


def alphabetical(texts: Sequence[str]) -> NDArray[np.int64]:
    """Which of the distinct texts comes at each place of their order by code point."""
    joined = _BETWEEN.join([*texts, ""]).encode("utf-16-le", "surrogatepass") if texts else b""
    units = np.frombuffer(joined, "<u2")
    ends = np.flatnonzero(units == ord(_BETWEEN))
    if len(ends) != len(texts) or bool((units >= _SURROGATES).any()):  # rare: signs that sort otherwise in UTF-16
        return np.array(sorted(range(len(texts)), key=texts.__getitem__), np.int64)
    starts = np.concatenate((np.zeros(1, np.int64), ends[:-1] + 1))
    lengths = ends - starts
    padded = np.concatenate((units, np.zeros(_HEAD, units.dtype)))
    keys = []
    for half in range(0, _HEAD, 4):
        key = np.zeros(len(texts), np.uint64)
        for place in range(half, half + 4):
            key <<= np.uint64(16)
            key |= np.where(lengths > place, padded.take(starts + place), 0).astype(np.uint64)
        keys.append(key)
    order = np.lexsort(keys[::-1])
    new = np.ones(len(texts) + 1, bool)
    new[1:-1] = np.logical_or.reduce([key[order[1:]] != key[order[:-1]] for key in keys])
    edges = np.flatnonzero(new)
    groups = np.flatnonzero(np.diff(edges) > 1)
    for start, end in zip(edges[groups].tolist(), edges[groups + 1].tolist(), strict=True):
        order[start:end] = sorted(order[start:end].tolist(), key=texts.__getitem__)
    return order
