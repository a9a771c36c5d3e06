"""Stable sorting of small whole numbers, a processor's cache full at a time: many times faster than comparing.

NumPy sorts 16-bit numbers by their digits where a stable order is asked for, in about 4 ns each as long as they fit
into the cache.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array

#: So many numbers are sorted at a time.
STEP: Final = 1 << 17
#: One digit: what is sorted by counting.
DIGIT: Final = 1 << 16


def order_of(numbers: Array, top: int) -> NDArray[np.int64]:
    """The stable order of whole numbers 0 <= n < ``top``, as ``argsort`` gives it."""
    if top <= 1 << 8:
        return numbers.astype(np.uint8).argsort(kind="stable")
    if top <= DIGIT:
        return numbers.astype(np.uint16).argsort(kind="stable")
    low = (numbers & (DIGIT - 1)).astype(np.uint16).argsort(kind="stable")
    return low.take(order_of((numbers >> 16).take(low), (top >> 16) + 1))
