"""A hash table from 64-bit keys to 32-bit numbers whose look-ups are whole arrays."""

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: Knuth's multiplicative hashing


class KeyTable:
    """Open addressing with linear probing, at most a quarter full. The key 0 is not allowed."""

    def __init__(self) -> None:
        self._bits = 16
        self._count = 0
        self._allocate()

    def _allocate(self) -> None:
        self._keys = np.zeros(1 << self._bits, np.uint64)
        self._values = np.zeros(1 << self._bits, np.int32)

    def look_up(
        self, keys: NDArray[np.uint64], make: Callable[[NDArray[np.uint64]], NDArray[np.int32]]
    ) -> NDArray[np.int32]:
        """int32 number of each key; ``make`` gives the numbers of the distinct keys that are new, in rising order."""
        places, found = self._find(keys)
        if not found.all():
            fresh = np.unique(keys[~found])
            self._enter(fresh, make(fresh))
            places, found = self._find(keys)
        return self._values[places]

    def _find(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        last = (1 << self._bits) - 1
        places = self._first_places(keys)
        here = self._keys[places]
        found = here == keys
        left = np.flatnonzero(~found & (here != 0))
        while len(left):
            places[left] = (places[left] + 1) & last
            here = self._keys[places[left]]
            same = here == keys[left]
            found[left[same]] = True
            left = left[~same & (here != 0)]
        return places, found

    def _first_places(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        return ((keys * _MIX) >> np.uint64(64 - self._bits)).view(np.int64)

    def _enter(self, keys: NDArray[np.uint64], values: NDArray[np.int32]) -> None:
        """Enter distinct keys that are not there yet: of those that want one free place the last to write wins."""
        self._count += len(keys)
        if 4 * self._count > 1 << self._bits:
            old = self._keys != 0
            keys, values = np.concatenate((self._keys[old], keys)), np.concatenate((self._values[old], values))
            while 4 * self._count > 1 << self._bits:
                self._bits += 1
            self._allocate()
        places = self._first_places(keys)
        left = np.arange(len(keys))
        while len(left):
            free = left[self._keys[places[left]] == 0]
            self._keys[places[free]] = keys[free]
            won = self._keys[places[left]] == keys[left]
            self._values[places[left[won]]] = values[left[won]]
            left = left[~won]
            places[left] = (places[left] + 1) & ((1 << self._bits) - 1)
