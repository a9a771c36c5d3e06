"""Words as arrays: what one does to a word, done to a whole array of words.

A word of up to 24 letters, one byte each (see ``text.page``), is three 64-bit numbers, its first letter in the lowest
byte of the first. Letters come off its front by shifting, off its end by masking.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.text import page

PIECES: Final = 3
LONGEST: Final = 8 * PIECES
_PIECE: Final = (1 << 64) - 1


def _split(number: int) -> list[int]:
    return [number >> (64 * piece) & _PIECE for piece in range(PIECES)]


@cache
def _by_place(letters: bytes) -> NDArray[np.uint64]:
    """uint64[pieces, 25]: the letters at each place of a word, as far as they fit."""
    number = int.from_bytes(letters, "little")
    return np.array([_split(number << (8 * place)) for place in range(LONGEST + 1)], np.uint64).T.copy()


#: uint64[pieces, 25]: a mask for so many letters.
_FIRST: Final = np.array([_split((1 << (8 * size)) - 1) for size in range(LONGEST + 1)], np.uint64).T.copy()


@dataclass(frozen=True)
class Words:
    """n words: ``pieces`` uint64[3, n], zeros behind each word; ``sizes`` int64[n], how many letters they have."""

    pieces: NDArray[np.uint64]
    sizes: NDArray[np.int64]

    @classmethod
    def of(cls, codes: NDArray[np.uint8], begins: NDArray[np.int64], sizes: NDArray[np.int64]) -> Self:
        """Words of a page; of those with more than 24 letters the beginning, beside their true size."""
        buffer = np.append(codes, np.zeros(LONGEST, np.uint8))
        eights = np.ndarray((len(codes) + LONGEST - 8,), "<u8", buffer=buffer.data, strides=(1,))
        pieces = np.zeros((PIECES, len(sizes)), np.uint64)
        for piece in range(PIECES):
            some = np.flatnonzero(sizes > 8 * piece)
            pieces[piece, some] = eights[begins[some] + 8 * piece]
        pieces &= _FIRST.take(sizes, axis=1, mode="clip")
        return cls(pieces, sizes)

    @classmethod
    def of_lines(cls, codes: NDArray[np.uint8]) -> Self:
        """Words of a page with a NEWLINE behind each."""
        ends = np.flatnonzero(codes == page.NEWLINE)
        begins = np.zeros(len(ends), np.int64)
        np.add(ends[:-1], 1, out=begins[1:])
        return cls.of(codes, begins, ends - begins)

    @classmethod
    def joined(cls, parts: Sequence["Words"]) -> Self:
        """Several arrays as one."""
        none = np.zeros((PIECES, 0), np.uint64), np.zeros(0, np.int64)
        pieces = np.concatenate([none[0], *(part.pieces for part in parts)], axis=1)
        return cls(pieces, np.concatenate([none[1], *(part.sizes for part in parts)]))

    def __len__(self) -> int:
        return len(self.sizes)

    def take(self, rows: NDArray[np.int64]) -> "Words":
        """Some of the words."""
        return Words(self.pieces.take(rows, axis=1), self.sizes.take(rows))

    def differ(self, other: "Words") -> NDArray[np.int64]:
        """Where two arrays of as many words differ."""
        return np.flatnonzero((self.pieces != other.pieces).any(axis=0))

    def heads(self) -> NDArray[np.uint32]:
        """The first four letters of each."""
        heads: NDArray[np.uint32] = self.pieces[0].astype(np.uint32)
        return heads

    def tails(self) -> NDArray[np.uint64]:
        """The last eight letters of each, the last in the highest byte. What a shorter word leaves is undefined."""
        lines = np.zeros((len(self) + 1, PIECES), "<u8")
        lines[1:] = self.pieces.T
        eights = np.ndarray((lines.nbytes - 7,), "<u8", buffer=lines.data, strides=(1,))
        tails: NDArray[np.uint64] = eights[np.arange(1, len(self) + 1) * LONGEST + self.sizes - 8]
        return tails

    def without_front(self, count: int) -> "Words":
        """The words with 1 to 7 letters taken off their front."""
        pieces = self.pieces >> np.uint64(8 * count)
        pieces[:-1] |= self.pieces[1:] << np.uint64(64 - 8 * count)
        return Words(pieces, self.sizes - count)

    def with_front(self, letter: int) -> "Words":
        """The words, of less than 24 letters, with a letter put before them."""
        pieces = self.pieces << np.uint64(8)
        pieces[1:] |= self.pieces[:-1] >> np.uint64(56)
        pieces[0] |= np.uint64(letter)
        return Words(pieces, self.sizes + 1)

    def with_end(self, kept: NDArray[np.int64], letters: bytes) -> "Words":
        """The first ``kept`` letters of each, with others behind them; there must be room."""
        pieces = self.pieces & _FIRST.take(kept, axis=1)
        if letters:
            pieces |= _by_place(letters).take(kept, axis=1)
        return Words(pieces, kept + len(letters))

    def replaced(self, old: bytes, new: bytes) -> tuple[NDArray[np.int64], "Words"]:
        """Which words hold two letters side by side, and these with two others in their first place."""
        lines = np.ascontiguousarray(self.pieces.T.astype("<u8")).view(np.uint8)
        here = (lines[:, :-1] == old[0]) & (lines[:, 1:] == old[1])
        rows = np.flatnonzero(here.any(axis=1))
        lines, first = lines[rows], here[rows].argmax(axis=1)
        for i, letter in enumerate(new):
            lines[np.arange(len(rows)), first + i] = letter
        return rows, Words(np.ascontiguousarray(lines.view("<u8").T).astype(np.uint64), self.sizes[rows])

    def texts(self) -> list[str]:
        """The words, spelt out."""
        used = max(1, -(-int(self.sizes.max(initial=0)) // 8))
        return page.decode_pieces(*self.pieces[:used])
