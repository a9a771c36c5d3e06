"""Champions: the best articles of every long list, kept beside the impacts, so that a search need not read the list.

The champions of a list are its articles with the largest impacts, of equal impacts the higher number first: what a
search for this one list would answer. They bound what any other article of the list can add to a score.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.spool import Spool

#: A list has champions if it has at least so many articles.
LEAST: Final = 256
#: How many champions a list has,
KEPT: Final = 64
#: or, if it has at least so many articles, how many it has then: more than what ranking in two steps asks for.
LONG: Final = 2048
KEPT_OF_LONG: Final = 320
_NUMBER_BITS: Final = 32


class Contest:
    """Picks champions out of lists as they are made."""

    def __init__(self, docs: Spool, impacts: Spool) -> None:
        """Empty ones, where the champions go."""
        self.docs, self.impacts = docs, impacts
        self.top = 0  # the largest article among them
        self._lists: list[int] = []
        self._counts: list[int] = []
        self._seen = 0

    def put(self, counts: Array, docs: Array, impacts: Array) -> None:
        """Whole lists: how long each is, and the articles (ascending within each) and impacts of all of them."""
        long = (counts >= LEAST).nonzero()[0]
        if len(long):
            ends = counts.cumsum()
            found = []
            for number, end, count in zip(long.tolist(), ends[long].tolist(), counts[long].tolist(), strict=True):
                found.append(_best(docs[end - count : end], impacts[end - count : end]))
                self._lists.append(self._seen + number)
                self._counts.append(len(found[-1]))
            keys = np.concatenate(found)
            best = (keys & ((1 << _NUMBER_BITS) - 1)).astype(docs.dtype)
            self.top = max(self.top, int(best.max()))
            self.docs.put(best)
            self.impacts.put((keys >> _NUMBER_BITS).astype(np.uint16))
        self._seen += len(counts)

    def lists(self, first: int) -> Array:
        """The numbers of the lists that have champions. ``first``: the number of the first list that was put."""
        return np.array(self._lists, np.uint32) + np.uint32(first)

    @property
    def counts(self) -> Sequence[int]:
        """How many champions each of these lists has."""
        return self._counts

    def __len__(self) -> int:
        return self._seen


def _best(docs: Array, impacts: Array) -> Array:
    count = KEPT if len(docs) < LONG else KEPT_OF_LONG
    at = len(docs) - count
    kept = (impacts >= np.partition(impacts, at)[at]).nonzero()[0]
    keys = impacts.take(kept).astype(np.int64) << _NUMBER_BITS
    keys |= docs.take(kept)
    keys.sort()
    champions: Array = keys[: -count - 1 : -1]
    return champions


def write_champions(file: ArrayFileWriter, contests: Sequence[Contest]) -> None:
    """Write the champions of the lists of all contests, one behind the other; list 0, which is empty, comes before."""
    firsts = accumulate(map(len, contests), initial=1)
    file.add("champion_lists", *(of.lists(first) for of, first in zip(contests, firsts, strict=False)))
    starts = accumulate(chain.from_iterable(of.counts for of in contests), initial=0)
    file.add("champion_starts", np.fromiter(starts, np.uint32))
    top = max(of.top for of in contests)
    empty = np.zeros(0, np.uint16)
    docs = (narrow(piece, top) for of in contests for piece in of.docs.pieces())
    file.stream("champion_docs", chain((narrow(empty, top),), docs))
    file.stream("champion_impacts", chain((empty,), *(of.impacts.pieces() for of in contests)))


@dataclass(slots=True)
class Best:
    """The champions of one list, best first: articles and impacts."""

    docs: Array
    impacts: Array


class Champions:
    """The champions of one segment; a file without them is as good as one without long lists."""

    def __init__(self, file: ArrayFile, kind: np.dtype[np.generic]) -> None:
        """``kind``: the type of numbers of articles."""
        self._there = "champion_lists" in file
        if self._there:
            self._lists, self._starts = file.view("champion_lists"), file.view("champion_starts")
            self._docs = file.array("champion_docs").astype(kind, copy=False)
            self._impacts = file.array("champion_impacts")

    def of(self, number: int, length: int) -> Best | None:
        """Those of a list of so many articles, deleted ones too; None if it has none."""
        if not self._there or length < LEAST:
            return None
        place = bisect_left(self._lists, number)
        if place == len(self._lists) or self._lists[place] != number:
            return None
        start, end = self._starts[place], self._starts[place + 1]
        return Best(self._docs[start:end], self._impacts[start:end])
