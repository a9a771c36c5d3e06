"""The terms of title and body, which share lists: walked in order, with a look at hardly more than are asked for."""

from collections.abc import Iterator
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.searching.occurrences import of_word, standing
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.query.tree import Level

#: So many texts are looked at first, then each time so many times more; up to so many one by one, then all at once.
_FIRST: Final = 32
_MORE: Final = 4
_SINGLY: Final = 512


class SegmentTerms:
    """Those of one segment, at any level."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment

    def texts(self, level: Level, field: str, first: str) -> Iterator[str]:
        """The terms of a field in live articles, from that text on."""
        segment = self._segment
        texts, lists = segment.texts, np.asarray(segment.lists[level])
        low, step = texts.place(first), _FIRST
        while low < len(texts):
            numbers = low + lists[low : low + step].nonzero()[0]
            if step > _SINGLY:
                yield from texts.some(numbers[self._standing[level, field][numbers]].tolist())
            else:
                for text in texts.some(numbers.tolist()):
                    if len(of_word(segment, level, text, field).articles):
                        yield text
            low, step = low + step, step * _MORE

    def at_least(self, level: Level, text: str) -> str | None:
        """The first term from that text on, of either field, in a deleted article perhaps; None behind the last."""
        texts, lists = self._segment.texts, self._segment.lists[level]
        for number in range(texts.place(text), len(texts)):
            if lists[number]:
                return texts.text(number)
        return None

    @cached_property
    def _standing(self) -> dict[tuple[Level, str], NDArray[np.bool_]]:
        return standing(self._segment)
