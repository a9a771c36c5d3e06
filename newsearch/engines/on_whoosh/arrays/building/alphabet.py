"""Sorting hundreds of thousands of short texts by code point, faster than one by one."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.segments.texts import Texts

#: Bytes that are compared as two numbers; what is equal so far is sorted one by one.
_HEAD: Final = 16
#: By how many bytes there are (eight or more count as eight), those of a number that begins with them.
_MASKS: Final = np.array([(1 << 64) - (1 << 64 - 8 * size) for size in range(9)], np.uint64)


def alphabetical(texts: Texts) -> NDArray[np.int64]:
    """Which of distinct texts comes at each place of their order by code point, which is that of UTF-8."""
    starts, lengths = texts.edges[:-1], np.diff(texts.edges)
    padded = np.append(texts.coded, np.zeros(_HEAD, np.uint8))
    eights = np.ndarray((len(padded) - 7,), ">u8", buffer=padded.data, strides=(1,))
    keys = [
        eights[starts + skipped].astype(np.uint64) & _MASKS.take(lengths - skipped, mode="clip")
        for skipped in range(0, _HEAD, 8)
    ]
    order = np.lexsort(keys[::-1])
    new = np.ones(len(texts) + 1, bool)
    new[1:-1] = np.logical_or.reduce([key[order[1:]] != key[order[:-1]] for key in keys])
    edges = np.flatnonzero(new)
    groups = np.flatnonzero(np.diff(edges) > 1)
    for start, end in zip(edges[groups].tolist(), edges[groups + 1].tolist(), strict=True):
        order[start:end] = sorted(order[start:end].tolist(), key=texts.__getitem__)
    return order
