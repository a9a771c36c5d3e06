"""The articles of a segment as columns, and how their words are numbered.

Articles are numbered from 0 in the order of their moments, equal moments by descending id: the larger number is the
newer article, or the smaller id, so that a number breaks ties.

Every word of a segment has a *token number*. An article's begin at its base, a multiple of 64: the words of the title,
one number left out, the words of the body, then at least one left out. So words of different fields or articles are
never neighbours, and ``owners[token >> 6]`` is the article of a token.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.errors import Unsupported

#: Token numbers fit into 32 bits: ``building.merge_policy`` keeps segments below that.
MOST_TOKENS: Final = 1 << 32


@dataclass(frozen=True)
class Numbering:
    """Where the words of each article are: derived from the lengths of its fields.

    ``bases``: int64, one more than there are articles; ``bodies``: int64, the first token of each body.
    """

    bases: NDArray[np.int64]
    bodies: NDArray[np.int64]

    @classmethod
    def of(cls, title_lengths: Array, body_lengths: Array) -> "Numbering":
        """From the numbers of words."""
        titles = title_lengths.astype(np.int64)
        room = (titles + body_lengths + 1 + (1 << PAGE_BITS) >> PAGE_BITS) << PAGE_BITS
        bases = np.zeros(len(titles) + 1, np.int64)
        room.cumsum(out=bases[1:])
        return cls(bases, bases[:-1] + titles + 1)

    @property
    def size(self) -> int:
        """One above the largest token number."""
        return int(self.bases[-1])

    def new(self) -> Self:
        """The same, for a segment that is to be written. Raises Unsupported if there are more than ``MOST_TOKENS``."""
        if self.size > MOST_TOKENS:
            raise Unsupported("so many words do not fit one segment", hint="index in parts, one after the other")
        return self

    @property
    def kind(self) -> np.dtype[Any]:
        """The type of numbers of articles: u16 or u32."""
        return np.dtype(np.uint16 if len(self.bases) <= 1 << 16 else np.uint32)

    def owners(self) -> Array:
        """The article of each page of 64 token numbers."""
        return np.repeat(np.arange(len(self.bases) - 1, dtype=self.kind), np.diff(self.bases) >> PAGE_BITS)


def arrange(moments: NDArray[np.int64], id_of: Callable[[int], str]) -> NDArray[np.int64]:
    """Which article comes at each number: by moment, equal moments by descending id."""
    order = moments.argsort(kind="stable")
    for start, end in ties(moments[order]):
        order[start:end] = sorted(order[start:end].tolist(), key=id_of, reverse=True)
    return order


def ties(moments: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Where several of ascending moments are equal: the first of them, and one above the last."""
    edges = np.append(firsts(moments), len(moments))
    many = (np.diff(edges) > 1).nonzero()[0]
    yield from zip(edges[many].tolist(), edges[many + 1].tolist(), strict=True)


def firsts(values: Array) -> NDArray[np.int64]:
    """Where each value of a sorted array stands first."""
    new = np.empty(len(values), bool)
    new[:1] = True
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return new.nonzero()[0]


def spread(starts: Array, counts: Array) -> NDArray[np.int64]:
    """The numbers ``starts[i] .. starts[i] + counts[i] - 1`` of every i, one after the other."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    return np.repeat(starts.astype(np.int64) - (ends - counts), counts) + np.arange(total)
