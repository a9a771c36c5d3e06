"""Many short texts in few bytes: those of a vocabulary, in alphabetical order, and how several become one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.heads import encode

#: So many texts of one vocabulary are looked at one by one at a time.
STEP: Final = 1 << 16


@dataclass(frozen=True)
class Texts:
    """Distinct texts in order of code point, which is that of UTF-8: text i is ``coded[edges[i]:edges[i + 1]]``."""

    coded: Array
    edges: Array

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """From texts in order."""
        joined = np.frombuffer(encode("\n".join([*texts, ""])), np.uint8)
        ends = (joined == ord("\n")).nonzero()[0]
        if len(ends) == len(texts):
            ends -= np.arange(len(ends))
            return cls(joined[joined != ord("\n")], np.append(0, ends))
        coded = list(map(encode, texts))  # a line feed in a text
        return cls(np.frombuffer(b"".join(coded), np.uint8), np.cumsum([0, *map(len, coded)]))

    def __len__(self) -> int:
        return len(self.edges) - 1

    def __getitem__(self, number: int) -> bytes:
        return self.coded[self.edges[number] : self.edges[number + 1]].tobytes()

    def some(self, low: int, high: int) -> list[bytes]:
        """The texts from ``low`` to ``high`` (excluded)."""
        start = int(self.edges[low])
        whole = self.coded[start : int(self.edges[high])].tobytes()
        edges = (self.edges[low : high + 1].astype(np.int64) - start).tolist()
        return [whole[first:last] for first, last in pairwise(edges)]

    def pieces(self) -> Iterator[list[bytes]]:
        """All texts, ``STEP`` at a time."""
        for low in range(0, len(self), STEP):
            yield self.some(low, min(low + STEP, len(self)))


def joined(vocabularies: Sequence[Texts], kept: Sequence[NDArray[np.bool_]]) -> tuple[Texts, list[NDArray[np.int32]]]:
    """All texts that are kept of several vocabularies as one; the new number of each text (-1 where it is not kept).

    One stretch of the alphabet after the other, so that few of them are in memory as texts.
    """
    numbers = [np.full(len(texts), -1, np.int32) for texts in vocabularies]
    coded, lengths, count = [np.zeros(0, np.uint8)], [np.zeros(1, np.int64)], 0
    for spans in _stretches(vocabularies):
        found = []
        for texts, marks, (low, high) in zip(vocabularies, kept, spans, strict=True):
            places = marks[low:high].nonzero()[0]
            some = texts.some(low, high)
            found.append((low + places, [some[place] for place in places.tolist()]))
        together = sorted(set().union(*(of for _, of in found)))
        number = dict(zip(together, range(count, count + len(together)), strict=True))
        for new, (places, of) in zip(numbers, found, strict=True):
            new[places] = np.fromiter(map(number.__getitem__, of), np.int32, len(of))
        count += len(together)
        coded.append(np.frombuffer(b"".join(together), np.uint8))
        lengths.append(np.fromiter(map(len, together), np.int64, len(together)))
    return Texts(np.concatenate(coded), np.concatenate(lengths).cumsum()), numbers


def _stretches(vocabularies: Sequence[Texts]) -> Iterator[list[tuple[int, int]]]:
    """Spans of all vocabularies that hold the same stretch of the alphabet, the whole of it in order."""
    longest = max(vocabularies, key=len)
    bounds = [longest[place] for place in range(STEP, len(longest), STEP)]
    low = [0] * len(vocabularies)
    for bound in bounds:
        high = [bisect_left(texts, bound) for texts in vocabularies]
        yield list(zip(low, high, strict=True))
        low = high
    yield [(start, len(texts)) for start, texts in zip(low, vocabularies, strict=True)]
