"""Numbers of texts and texts of numbers, found by a hash in a file of arrays: nothing is built, numpy is not needed.

``vocabulary`` writes the arrays, and looks for whole ranges of texts in them.
"""

import zlib
from collections.abc import Sequence
from typing import Final

from newsearch.engines.on_whoosh.arrays.files.codepage import decode, encode
from newsearch.engines.on_whoosh.arrays.files.mapped import MappedFile

NOWHERE: Final = -1
#: Between the name of a keyword field and a term of it, in one text.
KEY_SIGN: Final = "\x1f"


class Lookup:
    """Numbers of texts and texts of numbers, from 0 in alphabetical order (that of UTF-8, which is by code point)."""

    def __init__(self, file: MappedFile, name: str) -> None:
        self._text = file.view(f"{name}.text")
        self._map, self._at = file.map, file.offset(f"{name}.text")  # slices of it are bytes: quick to compare
        self._ends = file.view(f"{name}.ends")
        self._hashes = file.view(f"{name}.hashes")
        self._order = file.view(f"{name}.order")
        self._buckets = file.view(f"{name}.buckets")
        self._shift = 33 - len(self._buckets).bit_length()

    def __len__(self) -> int:
        return len(self._hashes)

    def coded(self, number: int) -> bytes:
        """The text of that number in UTF-8."""
        return bytes(self._text[self._ends[number] : self._ends[number + 1]])

    def text(self, number: int) -> str:
        """The text of that number."""
        return str(self._text[self._ends[number] : self._ends[number + 1]], "utf-8", "surrogatepass")

    def some(self, numbers: Sequence[int]) -> list[str]:
        """The texts of these numbers, which is cheaper than one by one."""
        at, ends, whole = self._at, self._ends, self._map
        coded = [whole[at + ends[number] : at + ends[number + 1]] for number in numbers]
        texts = decode(b"\n".join(coded)).split("\n") if coded else []
        return texts if len(texts) == len(coded) else list(map(decode, coded))  # a line feed in a text

    def number(self, text: str) -> int:
        """The number of the text, NOWHERE if it is not there."""
        coded = encode(text)
        wanted = zlib.crc32(coded)
        bucket = wanted >> self._shift
        hashes, ends, lowest = self._hashes, self._ends, wanted & 0xFF
        for place in range(self._buckets[bucket], self._buckets[bucket + 1]):
            if hashes[place] == lowest:
                number = self._order[place]
                if self._map[self._at + ends[number] : self._at + ends[number + 1]] == coded:
                    return int(number)
        return NOWHERE
