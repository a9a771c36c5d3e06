"""CRC-32 of many short texts at once: what ``zlib.crc32`` gives for each, ten times as fast."""

import zlib
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array

Codes = NDArray[np.uint32]

#: Texts of more bytes are few, and done one by one.
_LONGEST: Final = 64
_ONES: Final = np.uint32(0xFFFFFFFF)
_BYTE: Final = np.uint32(8)


@cache
def _tables() -> tuple[Codes, Codes]:
    """What one more byte, and two more bytes, make of the low bits of a code."""
    one = np.fromiter((zlib.crc32(bytes([low])) for low in range(1 << 8)), np.uint32)
    one ^= one[0]  # codes are linear: what is left is what the byte itself does
    pairs = np.arange(1 << 16, dtype=np.uint32)
    first = one.take(pairs & 0xFF) ^ pairs >> _BYTE
    two = one.take(first & 0xFF) ^ first >> _BYTE
    return one, two


def crc32s(coded: Array, edges: Array) -> Codes:
    """uint32: the code of every text, of bytes ``coded[edges[i]:edges[i + 1]]``."""
    one, two = _tables()
    first, last = int(edges[0]), int(edges[-1])
    content = np.append(coded[first:last], np.uint8(0))
    pairs = np.ndarray((max(len(content) - 1, 0),), "<u2", content, strides=(1,))
    starts, sizes = edges[:-1].astype(np.int64) - first, np.diff(edges.astype(np.int64))
    lengths = np.minimum(sizes, _LONGEST + 1).astype(np.uint8)
    order = lengths.argsort(kind="stable")[::-1]  # the longest first: those that go on stand before all others
    longer = len(order) - np.bincount(lengths, minlength=_LONGEST + 2).cumsum()  # how many have more bytes than that
    places, codes = starts.take(order), np.full(len(order), _ONES)
    for size in range(0, _LONGEST, 2):
        on, upto = int(longer[size + 1]), int(longer[size])
        code = codes[:on]
        codes[:on] = code >> 16 ^ two.take((code ^ pairs[places[:on] + size]) & 0xFFFF)
        code = codes[on:upto]
        codes[on:upto] = code >> 8 ^ one.take((code ^ content.take(places[on:upto] + size)) & 0xFF)
    result = np.empty_like(codes)
    result[order] = codes ^ _ONES
    for text in (sizes > _LONGEST).nonzero()[0].tolist():
        result[text] = zlib.crc32(content[starts[text] : starts[text] + sizes[text]].tobytes())
    return result
