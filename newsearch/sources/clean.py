"""Page chrome: what a site's template puts around an article. Pure functions on lines, driven by the table in chrome.

A phrase counts only where it stands as a line of its own or at the head of one. Inside a sentence it is news: «نفى في
تغريدة على تويتر» stays.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from newsearch.sources.chrome import TABLE, Chrome, Drop, Stand
from newsearch.text.letters import form, spelling
from newsearch.text.words import WORD

#: A longer line is a paragraph, whatever it begins with.
LONGEST: Final = 140

_MOST_BUTTONS: Final = 24  # words of a row of buttons
_BEFORE_TEXT: Final = 2  # section and headline; a heading above the text («آخر الأخبار») takes nothing with it
_PARTING: Final = re.compile(r"[:|»/\\>…•·←]|\s[-–—]\s|\.\.")
_SENTENCE_ENDS: Final = re.compile(r"(?<!\.)\.[\s\"”»)\]]*$|[،؛]\s*$")


def without_chrome(lines: Sequence[str]) -> list[str]:
    """The lines of an article without those of the page around it."""
    return [line for line, is_chrome in zip(lines, _judge(lines), strict=True) if not is_chrome]


def key(line: str) -> tuple[str, ...]:
    """The words of a line, spelt alike: what the table is compared with."""
    return tuple(filter(None, map(_spelt, WORD.findall(line))))


def is_headline(line: str) -> bool:
    """Whether a line is short and does not end as a sentence of a text does; it may ask, exclaim or trail off."""
    return len(line) <= LONGEST and not _SENTENCE_ENDS.search(line)


@lru_cache(maxsize=1 << 15)
def _spelt(word: str) -> str:
    return spelling(form(word))


_PHRASES: Final = {key(phrase): row for row in reversed(TABLE) for phrase in row.phrases.split("|")}
_LONGEST_PHRASE: Final = max(map(len, _PHRASES))
_FIRST: Final = frozenset(phrase[0] for phrase in _PHRASES)
_RIGHTS: Final = next(row for row in TABLE if row.kind == "rights")
#: Kinds that may stand in a row on one line: «مشاركة فيسبوك تويتر طباعة».
_BUTTONS: Final = frozenset({"share", "networks", "counters"})


def _judge(lines: Sequence[str]) -> Iterator[bool]:
    """Whether each line is chrome."""
    taking = Drop.LINE  # what the last heading takes with it
    took = begun = False  # whether it took a headline yet; whether the article's text has begun
    kept = 0
    for line in lines:
        if not line.strip():
            if taking is Drop.NEXT and took:
                taking = Drop.LINE
            yield taking is Drop.BLOCK
            continue
        found = _phrase(line) if len(line) <= LONGEST else None
        if found is not None:
            row, alone = found
            if alone and begun and taking is not Drop.BLOCK:
                taking, took = row.drop, False
            yield True
        elif taking is not Drop.LINE and is_headline(line):
            took = True
            yield True
        else:
            taking = Drop.LINE
            kept += 1
            begun = begun or len(line) > LONGEST or kept > _BEFORE_TEXT or not is_headline(line)
            yield False


def _phrase(line: str) -> tuple[Chrome, bool] | None:
    """The row of the table that makes a line chrome, and whether nothing else stands on it."""
    first = WORD.search(line)
    if first is None:
        return None
    if "©" in line[: first.start()]:
        return _RIGHTS, False
    if _spelt(first[0]) not in _FIRST and not first[0].isdecimal():
        return None
    words = key(line)
    counted = tuple(word for word in words if not word.isdecimal())
    if row := _PHRASES.get(counted):
        return row, True
    for length in range(min(_LONGEST_PHRASE, len(words) - 1), 0, -1):
        row = _PHRASES.get(words[:length])
        if row and _fits(row.stand, line, length):
            return row, False
    return _row_of_buttons(counted)


def _fits(stand: Stand, line: str, length: int) -> bool:
    """Whether the phrase of so many words at the head of a line, with more behind it, stands as its row asks."""
    match stand:
        case Stand.ALONE:
            return False
        case Stand.LABEL:
            places = [place for place in WORD.finditer(line) if _spelt(place[0])]
            return bool(_PARTING.search(line[places[length - 1].end() : places[length].start()]))
        case Stand.OPENING:
            return True


def _row_of_buttons(words: tuple[str, ...]) -> tuple[Chrome, bool] | None:
    """The row of the first button if a line is made of nothing but buttons."""
    found: Chrome | None = None
    start = 0
    while start < len(words) <= _MOST_BUTTONS:
        for length in range(min(_LONGEST_PHRASE, len(words) - start), 0, -1):
            row = _PHRASES.get(words[start : start + length])
            if row and row.kind in _BUTTONS:
                found, start = found or row, start + length
                break
        else:
            return None
    return (found, True) if found else None
