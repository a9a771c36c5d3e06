"""The fast lane's alphabet: one byte for each folded letter of ordinary Arabic news.

``TABLE`` maps every UTF-16 code unit to a byte of this page. What folds to one letter of the page has that letter's
byte; what parts words, ``BREAK``; what is left out of words, ``GONE``; everything else (other scripts, ligatures,
marks that compose with a letter, surrogates) ``OTHER``: an article that holds one goes the general way.
"""

import unicodedata
from codecs import charmap_decode
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.text import letters
from newsearch.text.words import WORD

BREAK: Final = 0  # a space, a full stop, a bracket
GONE: Final = 1  # a mark, a tatweel, a joiner
END: Final = 2  # the end of one article's text
POINT: Final = 3  # may be the decimal sign of a number
COMMA: Final = 4  # may group the digits of a number
OTHER: Final = 255

_DIGITS: Final = "0123456789"
_LETTERS: Final = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    "\N{ARABIC LETTER PEH}\N{ARABIC LETTER TCHEH}\N{ARABIC LETTER JEH}\N{ARABIC LETTER VEH}"
    "\N{ARABIC LETTER GAF}\N{ARABIC LETTER NG}"
    "abcdefghijklmnopqrstuvwxyzàáâäãåæçèéêëìíîïñòóôöõøùúûüýÿœšžğışß"
)
#: The letters of the page, beginning with the byte ``FIRST``; a point here is the decimal sign inside a number.
FIRST: Final = 8
PAGE: Final = _DIGITS + "." + _LETTERS

_NEWLINE: Final = 5
#: What each byte spells; charmap_decode refuses a byte that stands for U+FFFE.
_CHARACTERS: Final = "\ufffe" * _NEWLINE + "\n" + "\ufffe" * (FIRST - _NEWLINE - 1) + PAGE

#: The character that ends each text when texts are joined; never a letter, and not allowed inside a text.
END_MARK: Final = "\uffff"


@cache
def table() -> NDArray[np.uint8]:
    """uint8[65536]: the byte of each UTF-16 code unit."""
    page = {letter: FIRST + i for i, letter in enumerate(PAGE)}
    codes = np.full(1 << 16, OTHER, np.uint8)
    for code in range(0xD800):
        codes[code] = _byte(chr(code), page)
    for code in range(0xE000, 1 << 16):
        codes[code] = _byte(chr(code), page)
    codes[ord(END_MARK)] = END
    return codes


@cache
def scripts() -> bytes:
    """For ``bytes.translate``: 0 for what parts words, one number each for Arabic, other letters, numbers."""
    kinds = bytearray(256)
    for i, letter in enumerate(PAGE):
        kinds[FIRST + i] = 3 if letter in "0123456789." else 1 if "\u0600" <= letter <= "\u06ff" else 2
    return bytes(kinds)


def decode(word: bytes) -> str:
    """The form that a word of the page spells."""
    return charmap_decode(word, "strict", _CHARACTERS)[0]


def decode_lines(words: list[bytes]) -> list[str]:
    """The forms that many words of the page spell."""
    return decode(bytes([_NEWLINE]).join(words)).split("\n")


def decode_keys(keys: NDArray[np.uint64]) -> list[str]:
    """The forms that keys of up to eight letters spell; ``keys`` must not be empty."""
    lines = np.full((len(keys), 9), _NEWLINE, np.uint8)
    lines[:, :8] = keys.astype("<u8").view(np.uint8).reshape(-1, 8)
    return decode(lines.tobytes().translate(None, b"\0")).split("\n")[:-1]


def _byte(char: str, page: dict[str, int]) -> int:
    if char in ".٫":
        return POINT
    if char in ",٬":
        return COMMA
    category = unicodedata.category(char)
    if category == "Cf":
        inside = "ب" + char + "ب"
        return GONE if letters.form(inside) == "بب" and WORD.fullmatch(inside) else OTHER
    if category[0] not in "LMN":
        return OTHER if WORD.search(char) else BREAK
    if not ("\u0021" <= char <= "\u06ff" or "\ufb50" <= char <= "\ufefc"):
        return OTHER
    if category[0] == "M":
        return GONE if _vanishes(char) else OTHER
    form = letters.form(char)
    if len(form) == 1 and form in page and WORD.fullmatch(char) and unicodedata.normalize("NFC", char) == char:
        return page[form]
    if not form and WORD.fullmatch(char):
        return GONE
    return OTHER if WORD.search(char) else BREAK


def _vanishes(mark: str) -> bool:
    """Whether the mark is left out of a word whatever letter it stands on: it composes with none."""
    return all(
        letters.form(letter + mark) == letter and unicodedata.is_normalized("NFC", letter + mark) for letter in _LETTERS
    )
