"""Which terms of a vocabulary a pattern fits, or are a few letters away from a text."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.query.tree import Level


def fitting(segment: Segment, wanted: Sequence[tuple[Level, str]]) -> list[Array]:
    """For each level and pattern (``*``, ``?``), the lists of the terms that the pattern fits as a whole."""
    prefixes = [pattern.partition("*")[0].partition("?")[0] for _, pattern in wanted]
    found = []
    for (level, pattern), prefix, (low, high) in zip(wanted, prefixes, segment.texts.ranges(prefixes), strict=True):
        lists = np.asarray(segment.lists[level][low:high])
        rest = pattern[len(prefix) :]
        numbers = lists.nonzero()[0]
        if rest and rest != "*":
            signs = {"*": ".*", "?": "."}
            fits = re.compile("".join(signs.get(sign) or re.escape(sign) for sign in pattern), re.DOTALL).fullmatch
            fit = [number for number in numbers.tolist() if fits(segment.texts.text(low + number))]
            numbers = np.array(fit, np.int64)
        elif not rest:
            numbers = numbers[numbers == 0] if low < high and segment.texts.text(low) == pattern else numbers[:0]
        found.append(lists[numbers])
    return found


def close(segment: Segment, level: Level, text: str, edits: int) -> NDArray[np.int64]:
    """The lists of the terms at ``level`` at most ``edits`` insertions, deletions, substitutions from ``text``."""
    letters, starts = segment.letters
    lists = np.asarray(segment.lists[level])
    lengths = np.diff(starts)
    wanted = np.array([ord(char) for char in text], np.uint32)
    found = []
    for length in range(max(len(text) - edits, 0), len(text) + edits + 1):
        numbers = ((lengths == length) & (lists > 0)).nonzero()[0]
        if len(numbers):
            words = letters[starts[numbers][:, None] + np.arange(length)]
            found.append(numbers[_distances(words, wanted) <= edits])
    return lists[np.concatenate(found)].astype(np.int64) if found else np.zeros(0, np.int64)


def _distances(words: NDArray[np.uint32], wanted: NDArray[np.uint32]) -> NDArray[np.int16]:
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
