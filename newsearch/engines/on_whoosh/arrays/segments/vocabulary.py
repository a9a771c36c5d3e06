"""The texts of all terms of a segment, in alphabetical order, found by a hash: nothing is built when it is opened."""

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.codepage import decode, encode
from newsearch.engines.on_whoosh.arrays.files.crc import crc32s
from newsearch.engines.on_whoosh.arrays.files.lookup import Lookup
from newsearch.engines.on_whoosh.arrays.segments.texts import STEP, Texts

#: Of every so many texts the first bytes stand in an array of their own, for a quick look into the alphabet.
_SIGNPOSTS: Final = 8
_SIGN_BYTES: Final = 16


def write_vocabulary(file: ArrayFileWriter, name: str, texts: Texts) -> None:
    """Write a vocabulary.

    Arrays: ``NAME.text`` and ``.ends``, the texts; ``.order``, the texts by ascending hash, and ``.hashes``, the lowest
    bytes of these; ``.buckets``, where those with the same first bits begin; ``.signs``, the beginning of some texts.
    """
    count = len(texts)
    hashes = np.empty(count, np.uint32)
    for low in range(0, count, STEP):
        hashes[low : low + STEP] = crc32s(texts.coded, texts.edges[low : low + STEP + 1])
    order = narrow(hashes.argsort(kind="stable"), count)
    hashes = hashes[order]
    signs = b"".join(texts[place][:_SIGN_BYTES].ljust(_SIGN_BYTES, b"\0") for place in range(0, count, _SIGNPOSTS))
    file.add(f"{name}.text", texts.coded)
    file.add(f"{name}.ends", narrow(texts.edges))
    file.add(f"{name}.hashes", hashes.astype(np.uint8))
    file.add(f"{name}.order", order)
    file.stream(f"{name}.buckets", _buckets(hashes))
    file.add(f"{name}.signs", np.frombuffer(signs, dtype=np.uint8))


def _buckets(hashes: Array) -> Iterator[Array]:
    """Where those of the ascending hashes with the same first bits begin, and where the last ones end."""
    count = len(hashes)
    bits = min(max(count.bit_length() - 1, 1), 31)
    for low in range(0, 1 << bits, STEP):
        least = np.arange(low, min(low + STEP, 1 << bits), dtype=np.uint32) << np.uint32(32 - bits)
        yield narrow(hashes.searchsorted(least), count)
    yield narrow(np.array([count]), count)


class Vocabulary(Lookup):
    """The same, asked for ranges of texts and for all of them."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        super().__init__(file, name)
        self._signs = file.array(f"{name}.signs").view(f"S{_SIGN_BYTES}")

    def ranges(self, prefixes: Sequence[str]) -> list[tuple[int, int]]:
        """``range`` of several prefixes."""
        coded = list(map(encode, prefixes))
        # no byte of UTF-8 is as large as the one that ends the upper bounds
        bounds = [*coded, *(text + b"\xff" for text in coded)]
        # signs are cut: the text of the one before is surely smaller, that of the next but one surely larger
        signs = self._signs.searchsorted(
            np.array([bound[:_SIGN_BYTES] for bound in bounds], self._signs.dtype)
        ).tolist()
        found = []
        for place, text in enumerate(coded):
            low = self._place(text, signs[place])
            if low < len(self) and self._text[self._ends[low] : self._ends[low] + len(text)] == text:
                found.append((low, self._place(text + b"\xff", signs[place + len(coded)])))
            else:
                found.append((low, low))
        return found

    def place(self, text: str) -> int:
        """How many texts are smaller."""
        coded = encode(text)
        sign = self._signs.searchsorted(np.array(coded[:_SIGN_BYTES], self._signs.dtype))
        return self._place(coded, int(sign))

    def range(self, prefix: str) -> tuple[int, int]:
        """The first number, and one above the last, of the texts that begin with the prefix."""
        return self.ranges([prefix])[0]

    def _place(self, coded: bytes, sign: int) -> int:
        """How many texts are smaller; ``sign``: how many signs are."""
        whole, at, ends = self._map, self._at, self._ends
        low, high, count = max(sign - 1, 0) * _SIGNPOSTS, sign * _SIGNPOSTS, len(self)
        while high < count and whole[at + ends[high] : at + ends[high + 1]] < coded:
            low, high = high, high + _SIGNPOSTS
        high = min(high, count)
        while low < high:
            middle = (low + high) // 2
            if whole[at + ends[middle] : at + ends[middle + 1]] < coded:
                low = middle + 1
            else:
                high = middle
        return low

    def all(self) -> Texts:
        """All texts."""
        return Texts(np.asarray(self._text), np.asarray(self._ends))

    def texts(self) -> Iterator[str]:
        """All texts in order."""
        return (decode(text) for piece in self.all().pieces() for text in piece)
