"""The texts of all terms of a segment, in alphabetical order, found by a hash: nothing is built when it is opened."""

import itertools
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.heads import decode, encode

NOWHERE: Final = -1


def write_vocabulary(file: ArrayFileWriter, name: str, texts: Sequence[str]) -> None:
    """Write distinct texts, sorted by code point, as the arrays ``NAME.text``, ``.ends``, ``.hashes``, ``.order``."""
    coded = list(map(encode, texts))
    hashes = np.fromiter(map(zlib.crc32, coded), dtype=np.uint32, count=len(coded))
    order = hashes.argsort(kind="stable")
    ends = np.fromiter(map(len, coded), dtype=np.int64, count=len(coded)).cumsum()
    file.add(f"{name}.text", np.frombuffer(b"".join(coded), dtype=np.uint8))
    file.add(f"{name}.ends", narrow(np.concatenate((np.zeros(1, np.int64), ends))))
    file.add(f"{name}.hashes", hashes[order])
    file.add(f"{name}.order", narrow(order))


class Vocabulary:
    """Numbers of texts and texts of numbers, from 0 in alphabetical order (that of UTF-8, which is by code point)."""

    def __init__(self, file: ArrayFile, name: str) -> None:
        self._text = file.view(f"{name}.text")
        self._ends = file.view(f"{name}.ends")
        self._hashes = file.view(f"{name}.hashes")
        self._order = file.view(f"{name}.order")

    def __len__(self) -> int:
        return len(self._hashes)

    def coded(self, number: int) -> bytes:
        """The text of that number in UTF-8."""
        return bytes(self._text[self._ends[number] : self._ends[number + 1]])

    def text(self, number: int) -> str:
        """The text of that number."""
        return decode(self.coded(number))

    def number(self, text: str) -> int:
        """The number of the text, NOWHERE if it is not there."""
        coded = encode(text)
        wanted = zlib.crc32(coded)
        hashes = self._hashes
        place = bisect_left(hashes, wanted)
        while place < len(hashes) and hashes[place] == wanted:
            number = self._order[place]
            if self._text[self._ends[number] : self._ends[number + 1]] == coded:
                return number
            place += 1
        return NOWHERE

    def range(self, prefix: str) -> tuple[int, int]:
        """The first and the last but one number of the texts that begin with the prefix."""
        coded = encode(prefix)
        above = coded + b"\xff"
        key = _Sorted(self)
        return bisect_left(key, coded), bisect_left(key, above)

    def texts(self) -> Iterator[str]:
        """All texts in order."""
        whole = self._text.tobytes()
        ends = self._ends.tolist()
        return (decode(whole[start:end]) for start, end in itertools.pairwise(ends))

    def columns(self) -> tuple[Array, Array]:
        """The UTF-8 of all texts one behind the other, and where each begins (one more than there are texts)."""
        return np.asarray(self._text), np.asarray(self._ends)


class _Sorted(Sequence[bytes]):
    """The vocabulary as bisect wants it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def __len__(self) -> int:
        return len(self._vocabulary)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]
        return self._vocabulary.coded(number)
