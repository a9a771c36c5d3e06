"""Numbers for 64-bit keys, a whole array of them at a time."""

from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

_MIX: Final = np.uint64(0x9E3779B97F4A7C15)  # 2**64 / golden ratio: Knuth's multiplicative hashing
_BITS: Final = 12  # of a table that holds nothing yet


class KeyTable:
    """Distinct keys, numbered from 0 as they come: open addressing with linear probing, at most half full.

    Slots hold numbers, not keys. Frequent words come early, so their keys lie close together and in the cache, and
    they are found in the first place looked at, where a later key of the same place is not. No key is 0.
    """

    def __init__(self) -> None:
        self._bits = _BITS
        self._slots = np.zeros(1 << _BITS, np.int32)  # the number of a key + 1, 0 if the slot is free
        self._keys = np.zeros((1 << _BITS) // 2 + 1, np.uint64)  # behind a 0, which is the key of a free slot
        self._count = 0

    @classmethod
    def of(cls, keys: NDArray[np.uint64]) -> Self:
        """Keys numbered by their place. They must be distinct: of two that are equal only the first is ever found."""
        table = cls()
        table._enter(keys)
        return table

    def __len__(self) -> int:
        return self._count

    def since(self, number: int) -> NDArray[np.uint64]:
        """The keys that have this number or a larger one, in order."""
        return self._keys[number + 1 : self._count + 1]

    def find(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """int32 number of each key, -1 if it has none."""
        places = self._first_places(keys)
        found = self._slots.take(places, mode="clip")  # clip: the fast way, nothing is out of bounds
        left = np.flatnonzero(self._keys.take(found, mode="clip") != keys)
        left = left[found.take(left, mode="clip") != 0]
        places, wanted = places.take(left, mode="clip"), keys.take(left, mode="clip")
        while len(left):
            places = (places + 1) & ((1 << self._bits) - 1)
            numbers = self._slots.take(places, mode="clip")
            found[left] = numbers
            on = np.flatnonzero((self._keys.take(numbers, mode="clip") != wanted) & (numbers != 0))
            left, places, wanted = (of.take(on, mode="clip") for of in (left, places, wanted))
        found -= 1
        return found

    def number(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        """int32 number of each key; the new ones are given the next numbers."""
        found = self.find(keys)
        fresh = np.flatnonzero(found < 0)
        if len(fresh):
            wanted = keys.take(fresh)
            ordered = np.sort(wanted)
            self._enter(ordered[np.append(True, ordered[1:] != ordered[:-1])])
            found[fresh] = self.find(wanted)
        return found

    def _first_places(self, keys: NDArray[np.uint64]) -> NDArray[np.int64]:
        return ((keys * _MIX) >> np.uint64(64 - self._bits)).view(np.int64)

    def _enter(self, keys: NDArray[np.uint64]) -> None:
        """Give distinct keys that are not there yet the next numbers."""
        first = self._count + 1
        self._count += len(keys)
        if self._count > 1 << (self._bits - 1):
            while self._count > 1 << (self._bits - 1):
                self._bits += 1
            grown = np.zeros((1 << (self._bits - 1)) + 1, np.uint64)
            grown[:first] = self._keys[:first]
            self._keys, self._slots = grown, np.zeros(1 << self._bits, np.int32)
            self._place(1, first)
        self._keys[first : self._count + 1] = keys
        self._place(first, self._count + 1)

    def _place(self, first: int, end: int) -> None:
        """Fill slots; of the numbers that want one free slot the smallest wins, as the last that is written."""
        left = np.arange(end - 1, first - 1, -1, dtype=np.int32)
        places = self._first_places(self._keys[end - 1 : first - 1 : -1])
        while len(left):
            free = self._slots.take(places) == 0
            self._slots[places[free]] = left[free]
            lost = self._slots.take(places) != left
            left, places = left[lost], (places[lost] + 1) & ((1 << self._bits) - 1)
