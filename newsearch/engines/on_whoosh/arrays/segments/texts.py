"""Many short texts in few bytes: those of a vocabulary, in alphabetical order, and how several become one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.codepage import encode
from newsearch.engines.on_whoosh.arrays.files.spool import SHARED, Spool, let_go
from newsearch.engines.on_whoosh.arrays.segments.articles import spread

#: So many texts of one vocabulary are looked at one by one at a time.
STEP: Final = 1 << 16


@dataclass(frozen=True)
class Texts:
    """Distinct texts in UTF-8, most often in order of code point: text i is ``coded[edges[i]:edges[i + 1]]``."""

    coded: Array
    edges: Array

    @classmethod
    def of(cls, texts: Sequence[str]) -> Self:
        """From texts as they come."""
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

    def take(self, numbers: NDArray[np.int64]) -> "Texts":
        """The texts with these numbers, ``STEP`` at a time: of every byte it is worked out where it was."""
        starts, lengths = self.edges[numbers], np.diff(self.edges)[numbers]
        spans = [slice(low, low + STEP) for low in range(0, len(numbers), STEP)]
        coded = [self.coded.take(spread(starts[span], lengths[span])) for span in spans]
        return Texts(np.concatenate([self.coded[:0], *coded]), np.append(0, lengths.cumsum()))

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


def joined(
    vocabularies: Sequence[Texts], kept: Sequence[NDArray[np.bool_] | None], folder: Path
) -> tuple[Texts, list[Array]]:
    """All texts that are kept of several vocabularies as one; int32, the new number of each text (-1: not kept).

    Without marks all of a vocabulary are. One stretch of the alphabet after the other, so that few of them are in
    memory as texts; what comes of it is in temporary files in the folder where it is large.
    """
    share = SHARED // (len(vocabularies) + 2)
    numbers = [Spool(folder, share) for _ in vocabularies]
    coded, edges = Spool(folder, share), Spool.of(folder, share, [np.zeros(1, np.int64)])
    count = size = 0
    for spans in stretches(vocabularies, STEP):
        found = []
        for texts, marks, (low, high) in zip(vocabularies, kept, spans, strict=True):
            some = texts.some(low, high)
            found.append(some if marks is None else list(compress(some, marks[low:high].tolist())))
            let_go(texts.coded, texts.edges)
        together = sorted(set().union(*found))
        number = dict(zip(together, range(count, count + len(together)), strict=True))
        for spool, marks, (low, high), of in zip(numbers, kept, spans, found, strict=True):
            new = np.fromiter(map(number.__getitem__, of), np.int32, len(of))
            if marks is not None:
                new, new[marks[low:high]] = np.full(high - low, -1, np.int32), new
            spool.put(new)
        count += len(together)
        coded.put(np.frombuffer(b"".join(together), np.uint8))
        edges.put(size + np.fromiter(map(len, together), np.int64, len(together)).cumsum())
        size += sum(map(len, together))
    texts = Texts(coded.whole(np.dtype(np.uint8)), edges.whole(np.dtype(np.int64)))
    return texts, [spool.whole(np.dtype(np.int32)) for spool in numbers]


def stretches(columns: Sequence[Texts | Array], count: int) -> Iterator[list[tuple[int, int]]]:
    """Spans of ascending columns that hold the same stretch of values, about so many; the whole of it in order."""
    longest = max(columns, key=len)
    step = max(count * len(longest) // max(sum(map(len, columns)), 1), 1)
    low = [0] * len(columns)
    for place in range(step, len(longest), step):
        bound = longest[place]
        high = [bisect_left(of, bound) for of in columns]
        yield list(zip(low, high, strict=True))
        low = high
    yield [(start, len(of)) for start, of in zip(low, columns, strict=True)]
