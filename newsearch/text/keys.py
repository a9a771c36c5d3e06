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

    def look_up(self, keys: NDArray[np.uint64], make: Callable[[int], int]) -> NDArray[np.int32]:
        """int32 number of each key; ``make`` gives the number of a key that is new, in order of first appearance."""
        places, found = self._find(keys)
        if not found.all():
            fresh, first = np.unique(keys[~found], return_index=True)
            order = np.argsort(first)
            for key in fresh[order].tolist():
                self._enter(key, make(key))
            places, found = self._find(keys)
        return self._values[places]

    def _find(self, keys: NDArray[np.uint64]) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        last = (1 << self._bits) - 1
        places = ((keys * _MIX) >> np.uint64(64 - self._bits)).astype(np.int64)
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

    def _enter(self, key: int, value: int) -> None:
        if 4 * (self._count + 1) > 1 << self._bits:
            self._grow()
        last = (1 << self._bits) - 1
        place = ((key * int(_MIX)) & (2**64 - 1)) >> (64 - self._bits)
        while self._keys[place]:
            place = (place + 1) & last
        self._keys[place] = key
        self._values[place] = value
        self._count += 1

    def _grow(self) -> None:
        keys, values = self._keys[self._keys != 0], self._values[self._keys != 0]
        self._bits += 2
        self._allocate()
        self._count = 0
        places = ((keys * _MIX) >> np.uint64(64 - self._bits)).astype(np.int64)
        left = np.arange(len(keys))
        while len(left):  # the last to write a free place wins it; the others move on
            free = left[self._keys[places[left]] == 0]
            self._keys[places[free]] = keys[free]
            won = self._keys[places[left]] == keys[left]
            self._values[places[left[won]]] = values[left[won]]
            left = left[~won]
            places[left] = (places[left] + 1) & ((1 << self._bits) - 1)
        self._count = len(keys)
