"""Finds the few words of a text that somebody asks for, without looking at the others one by one.

Each letter of an Arabic word becomes one byte, folded as ``letters.form`` does it, and whatever parts words a zero: the
words of a text are the pieces between zeros, and a word is found by searching for its bytes. Texts with glyph shapes
and other rarities cannot be read in this way. Words of other scripts and numbers are left to ``words.others``.
"""

import codecs
import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, cached_property
from itertools import accumulate, chain, islice
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.text import letters, words

#: By what a form is known: the bytes of an Arabic word, others as they are.
Name = bytes | str

_BETWEEN: Final = b"\0"  # whatever is not part of an Arabic word
_SKIPPED: Final = b"\1"  # part of a word but not of its form: marks, tatweel, controls
_RARE: Final = b"\xff"  # cannot be folded letter by letter
#: Where the controls are that may stand within a word.
_CONTROLS: Final = re.compile("[\\u180e\\u2000-\\u206f\\ufe00-\\ufe0f\\ufeff]")
#: They make another letter of the one before them.
_JOINING: Final = "\N{ARABIC MADDAH ABOVE}\N{ARABIC HAMZA ABOVE}\N{ARABIC HAMZA BELOW}"


class _Tables(NamedTuple):
    folded: NDArray[np.uint8]  # UTF-16 → byte
    forms: str  # byte → letter of a form; a new line for what is none
    spellings: bytes  # byte of a form → byte of its spelling


@cache
def _tables() -> _Tables:
    folded, forms = np.zeros(1 << 16, np.uint8), "\n\n"
    for found in words.INSIDE_ARABIC.finditer("".join(map(chr, range(1 << 16)))):
        char = found[0]
        form = letters.form(char) if char <= "\u06ff" or _CONTROLS.match(char) else char
        if char in _JOINING or len(form) > 1 or (form and not "\u0600" <= char <= "\u06ff"):
            folded[ord(char)] = _RARE[0]
        elif form:
            forms += "" if form in forms else form
            folded[ord(char)] = forms.index(form)
        else:
            folded[ord(char)] = _SKIPPED[0]
    spellings = bytes(forms.index(letters.spelling(form)) for form in forms)
    return _Tables(folded, forms.ljust(256, "\n"), spellings + bytes(range(len(spellings), 256)))


def _fold(text: str) -> bytes:
    """One byte a character, two where UTF-16 has two."""
    return _tables().folded.take(np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")).tobytes()


def keys(forms: Sequence[str]) -> list[bytes | None]:
    """The bytes of each form; None if it is no Arabic word."""
    joined = "\n".join(forms)
    folded = _fold(joined)
    pieces = folded.split(_BETWEEN)
    if len(folded) != len(joined):
        pieces = list(map(_fold, forms))
    elif len(pieces) != len(forms):
        starts = accumulate([len(form) + 1 for form in forms], initial=0)
        pieces = [folded[start : start + len(form)] for start, form in zip(starts, forms, strict=False)]
    elif all(pieces) and _SKIPPED not in folded and _RARE not in folded:
        return [*pieces]
    return [key if key and _BETWEEN not in key and _SKIPPED not in key and _RARE not in key else None for key in pieces]


def names(forms: Sequence[Sequence[str]]) -> list[tuple[Name, ...]]:
    """By what the forms of each row are known: their bytes, or as they are if they are no Arabic words."""
    flat = list(chain.from_iterable(forms))
    found = iter([key or form for key, form in zip(keys(flat), flat, strict=True)])
    return [tuple(islice(found, len(row))) for row in forms]


def form(key: bytes) -> str:
    """The form of these bytes."""
    return codecs.charmap_decode(key, "strict", _tables().forms)[0]


def spelt_with(parts: Iterable[bytes], some: Collection[bytes]) -> set[bytes]:
    """Those of some words in whose spelling one of ``parts`` (as bytes) stands; maybe also others."""
    joined = _BETWEEN + _BETWEEN.join(some) + _BETWEEN
    lines = form(joined)
    if any(pattern.search(lines) for pattern, _replacement, _reason in letters.SPELLINGS):
        return set(some)  # a spelling here is more than a letter for a letter
    spelt, found = joined.translate(_tables().spellings), set()
    for part in parts:
        at = spelt.find(part)
        while at >= 0:
            end = joined.find(_BETWEEN, at)
            found.add(joined[joined.rfind(_BETWEEN, 0, at) + 1 : end])
            at = spelt.find(part, end)
    return found


class Spotted:
    """The Arabic words of one text."""

    def __init__(self, text: str, folded: bytes) -> None:
        self._text = text
        self._folded = folded  # a byte more at either end
        self._letters = folded.translate(None, _SKIPPED)
        #: How many letters stand before each of those skipped.
        self._skipped: list[int] = []
        if len(self._letters) < len(folded):
            self._skipped = list(accumulate(map(len, folded.split(_SKIPPED))))[:-1]

    @classmethod
    def read(cls, text: str) -> Self | None:
        """None if the text has letters that cannot be folded one by one, or words glued to a ة."""
        folded = _fold(text)
        if len(folded) != len(text) or _RARE in folded:
            return None
        spotted = cls(text, _BETWEEN + folded + _BETWEEN)
        return None if spotted._has_glued else spotted

    @property
    def _has_glued(self) -> bool:
        """Whether a ة is not the last letter between two zeros: words may be glued to it."""
        end = bytes([_tables().forms.index("ة")])
        return self._letters.count(end) > self._letters.count(end + _BETWEEN)

    @cached_property
    def keys(self) -> set[bytes]:
        """The words, each once."""
        return set(filter(None, self._letters.split(_BETWEEN)))

    def words(self, wanted: AbstractSet[Name]) -> list[tuple[int, int, bytes]]:
        """The (start, end, key) of each word that is wanted, in order; marks belong to the word."""
        content, skipped, at = self._letters, self._skipped, 0
        found = []
        for key in [key for key in content.split(_BETWEEN) if key in wanted]:
            start = content.find(_BETWEEN + key + _BETWEEN, at)  # those before it are found already
            end = start + len(key)
            found.append((*self._place(start, end), key) if skipped else (start, end, key))
            at = end + 1
        return found

    def _place(self, start: int, end: int) -> tuple[int, int]:
        """Where the word in the text is whose letters, without those skipped, are these."""
        skipped, folded = self._skipped, self._folded
        before = bisect_right(skipped, start + 1)
        first, last = start + before, end + bisect_right(skipped, end, before)
        if folded[first] != _SKIPPED[0] and folded[last + 1] != _SKIPPED[0]:
            return first, last
        while folded[first] == _SKIPPED[0]:
            first -= 1
        found = words.WORD.search(self._text, first)
        assert found is not None  # noqa: S101  its letters are there
        return found.span()
