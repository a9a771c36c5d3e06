"""Texts become bytes in which only words are left, each letter folded: see ``page`` for what a byte means.

Ordinary text goes through a table, whole batches at a time. Around anything else a text is read word by word, and the
forms are written out in the page's letters; a form that cannot be is written as a number.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.text import letters, page, words

#: Digits and signs of a number as text, all digits alike but for 0.
_SHAPE: Final = bytes.maketrans(bytes(range(page.POINT, page.DECIMAL)), b".,0111111111")
_NUMBER: Final = bytes(range(page.POINT, page.DECIMAL))
_STEP: Final = 16  # bytes that are looked at for the end of a number
_LATIN_A: Final = page.DECIMAL + 1


class Folder:
    """Folds the texts of one run. ``odd`` holds the forms that are no words of the page, by the key that stands for
    each: its bytes as a little-endian number.
    """

    def __init__(self) -> None:
        self.odd: dict[int, str] = {}
        self._odd: dict[str, bytes] = {}
        self._surfaces: dict[str, bytes] = {}
        self._shapes: dict[bytes, tuple[tuple[int, int], ...]] = {}

    def fold(self, texts: Sequence[str]) -> bytes:
        """The words of each text, an END behind it. What is less than OTHER parts words, and so does a change of
        script; words that begin with OTHER are keys of ``odd``.
        """
        units, codes, places = _mapped(texts)
        rare, whole = codes.take(places, mode="clip"), set[int]()
        if np.count_nonzero(rare == page.END) != len(texts):
            whole = {i for i, text in enumerate(texts) if page.END_MARK in text}
            units, codes, places = _mapped(["" if i in whole else text for i, text in enumerate(texts)])
            rare = codes.take(places, mode="clip")
        ends = places[rare == page.END]
        odd = np.concatenate((places[rare == page.OTHER], _between_digits(codes, places[rare == page.GONE])))
        spans = [(start, end, self._spelt(units[start:end])) for start, end in _spans(codes, ends, np.sort(odd))]
        for i in whole:
            spans.append((int(ends[i]), int(ends[i]), self._spelt(page.units(texts[i]))))
        folded, at = self._joined_numbers(codes, places[rare >= page.POINT]), 0
        pieces: list[bytes | bytearray] = []
        for start, end, spelt in sorted(spans):
            pieces += [folded[at:start], spelt]
            at = end
        return b"".join([*pieces, folded[at:]]).translate(None, bytes([page.GONE]))

    # --- numbers ----------------------------------------------------------------------------------------------------

    def _joined_numbers(self, codes: NDArray[np.uint8], signs: NDArray[np.int64]) -> bytearray:
        """The bytes, with points and commas made part of the number they belong to; the others part words."""
        content, folded = codes.tobytes(), bytearray(codes)
        np.frombuffer(folded, np.uint8)[signs] = page.BREAK
        done = 0
        for sign in signs[_digit(codes[signs - 1]) & _digit(codes[signs + 1])].tolist():
            if sign >= done:
                start, done = _run(content, sign)
                for at, code in self._signs(content[start:done].translate(_SHAPE)):
                    folded[start + at] = code
        return folded

    def _signs(self, shape: bytes) -> tuple[tuple[int, int], ...]:
        """The signs that belong to a number in a run of digits and signs: where, and what they are in it."""
        signs = self._shapes.get(shape)
        if signs is None:
            signs = tuple(chain.from_iterable(map(_signs, words.WORD.finditer(shape.decode()))))
            self._shapes[shape] = signs
        return signs

    # --- word by word -----------------------------------------------------------------------------------------------

    def _spelt(self, units: NDArray[np.uint16]) -> bytes:
        """The forms of a text, each in letters of the page or as a key of ``odd``."""
        known, found = self._surfaces, []
        text = units.tobytes().decode("utf-16-le", "surrogatepass")
        for surface in words.WORD.findall(text):
            word = known.get(surface)
            if word is None:
                form = letters.form(surface)
                word = known[surface] = (page.encode(form) or self._key(form)) if form else b""
            if word:
                found.append(word)
        return bytes([page.BREAK]).join(found)

    def _key(self, form: str) -> bytes:
        key = self._odd.get(form)
        if key is None:
            number, digits = len(self._odd), [page.OTHER]
            while number or len(digits) == 1:
                number, digit = divmod(number, 26)
                digits.append(_LATIN_A + digit)
            key = self._odd[form] = bytes(digits)
            self.odd[int.from_bytes(key, "little")] = form
        return key


def _signs(number: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where the signs of a number are, and what they become: all are left out but for the decimal one."""
    behind = letters.form(number[0]).partition(".")[2]
    decimal = number.end() - len(behind) - 1 if behind else -1
    for at, char in enumerate(number[0], number.start()):
        if not char.isdigit():
            yield at, page.DECIMAL if at == decimal else page.GONE


def _mapped(texts: Sequence[str]) -> tuple[NDArray[np.uint16], NDArray[np.uint8], NDArray[np.int64]]:
    """The code units of texts, an END_MARK behind each; their bytes; and where there is something rare."""
    units = page.units(page.END_MARK.join([*texts, ""]))
    codes = page.table().take(units, mode="clip")
    return units, codes, np.flatnonzero((codes - np.uint8(1)) < page.COMMA)


def _spans(codes: NDArray[np.uint8], ends: NDArray[np.int64], odd: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """What has to be read word by word: from one BREAK to the next around something odd, within one text."""
    if not len(odd):
        return
    content, after = codes.tobytes(), ends.searchsorted(odd)
    done = 0
    for place, text in zip(odd.tolist(), after.tolist(), strict=True):
        if place < done:
            continue
        start = int(ends[text - 1]) + 1 if text else 0
        start = max(start, content.rfind(page.BREAK, start, place) + 1)
        done = content.find(page.BREAK, place, int(ends[text]))
        if done < 0:
            done = int(ends[text])
        yield start, done


def _run(content: bytes, sign: int) -> tuple[int, int]:
    """Where the run of digits and signs around a sign begins and ends."""
    start = end = sign
    rest = b""
    while start and not rest:
        before = content[max(start - _STEP, 0) : start]
        rest = before.rstrip(_NUMBER)
        start -= len(before) - len(rest)
    rest = b""
    while not rest:
        after = content[end : end + _STEP]
        rest = after.lstrip(_NUMBER)
        end += len(after) - len(rest)
    return start, end


def _digit(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return (codes - np.uint8(page.FIRST)) < page.DECIMAL - page.FIRST


def _in_number(codes: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each byte is a digit, a point or a comma: they stand side by side in the page."""
    return (codes - np.uint8(page.POINT)) < page.DECIMAL - page.POINT


def _between_digits(codes: NDArray[np.uint8], gone: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where something invisible parts the digits of a number: rare, and not worth a rule here."""
    before, after = codes[np.maximum(gone - 1, 0)], codes[np.minimum(gone + 1, len(codes) - 1)]
    parted: NDArray[np.int64] = gone[_in_number(before) & (_in_number(after) | (after == page.GONE))]
    return parted
