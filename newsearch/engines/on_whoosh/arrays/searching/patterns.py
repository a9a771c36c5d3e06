"""Which terms of a vocabulary a pattern fits, or are a few letters away from a text."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.query.tree import Level, Wildcard

#: Fewer texts are tried one by one.
_FEW: Final = 64


def fitting(segment: Segment, wanted: Sequence[Wildcard]) -> list[Array]:
    """For each pattern, the lists of the terms that it fits as a whole."""
    prefixes = [of.pattern.partition("*")[0].partition("?")[0] for of in wanted]
    found = []
    for of, prefix, (low, high) in zip(wanted, prefixes, segment.texts.ranges(prefixes), strict=True):
        pattern, lists = of.pattern, np.asarray(segment.lists[of.level][low:high])
        rest = pattern[len(prefix) :]
        if rest == "*":
            found.append(lists[lists.nonzero()[0]])
        elif not rest:
            there = low < high and segment.texts.text(low) == pattern and lists[0]
            found.append(lists[: 1 if there else 0])
        else:
            numbers = _likely(segment, low, high, rest)
            numbers = numbers[lists[numbers - low] > 0]
            fits = of.test()
            found.append(lists[[number - low for number in numbers.tolist() if fits(segment.texts.text(number))]])
    return found


def _likely(segment: Segment, low: int, high: int, pattern: str) -> NDArray[np.int64]:
    """The texts among those from ``low`` to ``high`` that have the longest run of letters of the pattern."""
    literal = max(re.split(r"[*?]", pattern), key=len)
    if not literal or high - low < _FEW:
        return np.arange(low, high)
    whole, _, starts = segment.letters
    first, last = int(starts[low]), int(starts[high])
    places = []
    at = whole.find(literal, first, last)
    while at >= 0:  # they may overlap: one across two texts is none, but one that is none hides none either
        places.append(at)
        at = whole.find(literal, at + 1, last)
    return np.unique(starts.searchsorted(np.array(places, np.int64), side="right") - 1)


def close(segment: Segment, level: Level, text: str, edits: int) -> Array:
    """The lists of the terms at ``level`` at most ``edits`` insertions, deletions, substitutions from ``text``."""
    _, letters, starts = segment.letters
    lists = np.asarray(segment.lists[level])
    lengths = np.diff(starts)
    numbers = np.flatnonzero((np.abs(lengths - len(text)) <= edits) & (lists > 0))
    wanted = np.array([ord(char) for char in text], np.uint32)
    numbers = numbers[_piece_kept(letters, starts[numbers], lengths[numbers], wanted, edits)]
    found = [numbers[:0]]
    for length in np.unique(lengths[numbers]).tolist():
        some = numbers[lengths[numbers] == length]
        words = letters[starts[some][:, None] + np.arange(length)]
        found.append(some[_distances(words, wanted) <= edits])
    return lists[np.concatenate(found)]


def _piece_kept(
    letters: Array, starts: NDArray[np.int64], lengths: NDArray[np.int64], wanted: Array, edits: int
) -> NDArray[np.bool_]:
    """Which words may be so close: of ``edits + 1`` pieces of the wanted word at least one must be left whole.

    The first piece stands where it stood, the last as far from the end; those between may have moved by ``edits``.
    """
    if len(wanted) <= edits:
        return np.ones(len(starts), bool)
    edges = np.linspace(0, len(wanted), edits + 2).astype(int).tolist()
    kept = np.zeros(len(starts), bool)
    for number, (low, high) in enumerate(pairwise(edges)):
        moves = (0,) if number in (0, edits) else range(-edits, edits + 1)
        for move in moves:
            at = starts + low + move if number < edits else starts + lengths - (len(wanted) - low)
            same = np.ones(len(starts), bool)
            for place in range(high - low):
                same &= letters.take(at + place, mode="clip") == wanted[low + place]
            kept |= same
    return kept


def _distances(words: Array, wanted: Array) -> NDArray[np.int16]:
    """The Levenshtein distance of each row from ``wanted``: the usual table, filled for all rows at once."""
    count, length = words.shape
    columns = np.ascontiguousarray(words.T)
    row = [np.full(count, place, np.int16) for place in range(length + 1)]
    for done, letter in enumerate(wanted, start=1):
        diagonal, row[0] = row[0], np.full(count, done, np.int16)
        for place in range(1, length + 1):
            change = diagonal + (columns[place - 1] != letter)
            diagonal = row[place]
            row[place] = np.minimum(change, np.minimum(diagonal, row[place - 1]) + 1)
    return row[length]
