"""The pieces of a text worth showing: those with most of what was looked for, cut where a reader would cut."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter
from typing import Final

from newsearch.model import Passage

#: How long a passage of the body is, in characters, and how many of them a hit shows.
WIDTH: Final = 240
COUNT: Final = 2
#: So much of it, at most, stands before the first mark.
_BEFORE: Final = WIDTH // 4
#: (start, end) of a word, and the number of what it meets.
Mark = tuple[tuple[int, int], int]


def best(text: str, marks: list[Mark]) -> list[Passage]:
    """Up to COUNT windows with the most different leaves, then the most marks, in reading order."""
    if not marks:
        return [_cut(text, 0, 0, [])] if text.strip() else []
    found: list[Passage] = []
    places = [mark for mark, _leaf in marks]
    left = marks
    while left and len(found) < COUNT:
        one = _cut(text, *left[fullest(left)][0], places)
        found.append(one)
        start, end = one.start, one.start + len(one.text)
        left = [mark for mark in left if mark[0][1] <= start or mark[0][0] >= end]
    found.sort(key=attrgetter("start"))
    return _apart(found)


def fullest(marks: list[Mark]) -> int:
    """The number of the mark with which the best window begins."""
    inside: dict[int, int] = {}  # leaf → how many marks of it are in the window
    count = len(marks)
    most, best, best_at, last = 0, 0, 0, 0  # different leaves and marks of the best window
    for at, ((start, _end), leaf) in enumerate(marks):
        limit = start + WIDTH - _BEFORE
        while last < count and (last == at or marks[last][0][1] < limit):
            other = marks[last][1]
            inside[other] = inside.get(other, 0) + 1
            last += 1
        leaves = len(inside)
        if leaves > most or (leaves == most and last - at > best):
            most, best, best_at = leaves, last - at, at
        if last == count:  # the windows that follow are parts of this one
            break
        if inside[leaf] == 1:
            del inside[leaf]
        else:
            inside[leaf] -= 1
    return best_at


def _apart(passages: list[Passage]) -> list[Passage]:
    """Without a passage that overlaps the one before it."""
    kept = passages[:1]
    for one in passages[1:]:
        if one.start >= kept[-1].start + len(kept[-1].text):
            kept.append(one)
    return kept


_SENTENCE_END = re.compile(r"[.!?؟\n…]\s+|\n")
_SPACE = re.compile(r"\s")
_SOMETHING = re.compile(r"\S")


def _cut(text: str, first: int, floor: int, marks: list[tuple[int, int]]) -> Passage:
    """About WIDTH characters around the mark from ``first`` to ``floor``: from the start of its sentence, if near."""
    start = max(0, first - _BEFORE)
    if start:
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start, first)]
        spaces = None if ends else _SPACE.search(text, start, first)
        start = ends[-1] if ends else spaces.end() if spaces else first
    end = min(len(text), start + WIDTH)
    inside = marks[bisect_left(marks, (start,)) : bisect_left(marks, (max(end, floor),))]
    if end < len(text):
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        end = space if space > floor else max(end, floor)
        end = next((mark[0] for mark in inside if mark[0] < end < mark[1]), end)
    piece = text[start:end].lstrip()
    start += len(text[start:end]) - len(piece)
    piece = piece.rstrip()
    end = start + len(piece)
    shown = [(s - start, e - start) for s, e in inside if s >= start and e <= end]
    before = start > 0 and _SOMETHING.search(text, 0, start) is not None
    return passage("body", piece, start, shown, before=before, after=_SOMETHING.search(text, end) is not None)


def passage(
    field: str, text: str, start: int, marks: Sequence[tuple[int, int]], *, before: bool = False, after: bool = False
) -> Passage:
    """A piece of a field that begins at character ``start`` of it, with marks counted from there."""
    made = Passage.__new__(Passage)  # a third of the time of calling a frozen dataclass
    made.__dict__.update(
        {"field": field, "text": text, "start": start, "marks": tuple(marks), "before": before, "after": after}
    )
    return made
