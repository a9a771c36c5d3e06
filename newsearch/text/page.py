"""The fast lane's alphabet: one byte for each folded letter of ordinary Arabic news.

``table`` maps every UTF-16 code unit to a byte of this page. What folds to one letter of the page has that letter's
byte; what parts words, ``BREAK``; what is left out of words, ``GONE``; everything else (other scripts, ligatures,
marks that compose with a letter, surrogates) ``OTHER``: a text that holds one is read word by word.

``exact`` maps letters of the page only, each to itself: with it, forms become bytes again.
"""

import unicodedata
from codecs import charmap_decode
from collections.abc import Callable, Iterable
from functools import cache
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.text import letters
from newsearch.text.words import INSIDE_ARABIC, WORD

BREAK: Final = 0  # a space, a full stop, a bracket
GONE: Final = 1  # a mark, a tatweel, a joiner
END: Final = 2  # the end of one article's text
NEWLINE: Final = 3  # parts forms that are written one behind the other
OTHER: Final = 4  # in a text: not of this page; before letters that count: a form that is not of this page
POINT: Final = 5  # may be the decimal sign of a number, or group its digits
COMMA: Final = 6  # may be either, too

#: The letters of the page, beginning with the byte ``FIRST``; a point here is the decimal sign inside a number.
FIRST: Final = 7
_DIGITS: Final = "0123456789"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyzàáâäãåæçèéêëìíîïñòóôöõøùúûüýÿœšžğışß"
_ARABIC: Final = (
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    "\N{ARABIC LETTER PEH}\N{ARABIC LETTER TCHEH}\N{ARABIC LETTER JEH}\N{ARABIC LETTER VEH}"
    "\N{ARABIC LETTER GAF}\N{ARABIC LETTER NG}"
)
_LETTERS: Final = _LATIN + _ARABIC
PAGE: Final = _DIGITS + "." + _LETTERS
DECIMAL: Final = FIRST + len(_DIGITS)
#: The first Arabic letter: they come last, so that one comparison tells them from all others.
ARABIC: Final = DECIMAL + 1 + len(_LATIN)

#: Blocks that hold letters of the page, in whatever shape, and their marks.
_NEAR: Final = (range(0x0021, 0x0700), range(0xFB50, 0xFEFD))

#: What each byte spells; charmap_decode refuses a byte that stands for U+FFFE.
_CHARACTERS: Final = "\ufffe" * NEWLINE + "\n" + "?" * (FIRST - NEWLINE - 1) + PAGE

#: The character that ends each text when texts are joined; never a letter, and not allowed inside a text.
END_MARK: Final = "\uffff"

#: Of each byte what it is: 0 parts words, 1 is an Arabic letter, 2 another letter, 3 part of a number.
KINDS: Final = np.repeat(
    np.array([0, 2, 0, 3, 2, 1], np.uint8),
    [OTHER, 1, FIRST - OTHER - 1, len(_DIGITS) + 1, len(_LATIN), len(_ARABIC)],
)
_CODES: Final = {letter: FIRST + i for i, letter in enumerate(PAGE)}


@cache
def table() -> NDArray[np.uint8]:
    """uint8[65536]: the byte of each UTF-16 code unit."""
    codes = np.full(1 << 16, OTHER, np.uint8)
    characters = map(chr, chain(range(0xD800), range(0xE000, 1 << 16)))
    signs = [char for char in characters if unicodedata.category(char)[0] not in "LMN"]
    codes[list(map(ord, signs))] = BREAK
    # a sign that words may begin with or have inside: of a later Unicode than Python's, it may be a mark there
    for found in (WORD.findall("\n".join(signs)), INSIDE_ARABIC.findall("".join(signs))):
        codes[list(map(ord, found))] = OTHER
    invisible = [sign for sign in signs if unicodedata.category(sign) == "Cf"]
    for char in chain(invisible, map(chr, chain.from_iterable(_NEAR))):
        codes[ord(char)] = _byte(char)
    codes[ord(END_MARK)] = END
    return codes


@cache
def exact() -> NDArray[np.uint8]:
    """uint8[65536]: the byte of each letter of the page and of the line feed, ``OTHER`` for all other code units."""
    codes = np.full(1 << 16, OTHER, np.uint8)
    codes[ord("\n")] = NEWLINE
    codes[list(map(ord, PAGE))] = np.arange(FIRST, FIRST + len(PAGE))
    return codes


def units(text: str) -> NDArray[np.uint16]:
    """uint16: the UTF-16 code units of a text, halves of pairs as they come."""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), "<u2")


def mapped(text: str, codes: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """uint8: the byte of each code unit of a text in one of the tables of this module."""
    return codes.take(units(text), mode="clip")


def flags(letters_of: Iterable[str]) -> NDArray[np.bool_]:
    """bool[256]: which bytes are one of these letters; those that are not of the page are passed over."""
    found = np.zeros(256, bool)
    found[[_CODES[letter] for letter in letters_of if letter in _CODES]] = True
    return found


def folding(fold: Callable[[str], str]) -> NDArray[np.uint8]:
    """uint8[256]: what each byte becomes if letters become what ``fold`` makes of them, which must be on the page."""
    codes = np.arange(256, dtype=np.uint8)
    codes[FIRST : FIRST + len(PAGE)] = [_CODES[fold(letter)] for letter in PAGE]
    return codes


def spell(letters_of: str) -> bytes:
    """The bytes of letters of the page."""
    return bytes(map(_CODES.__getitem__, letters_of))


def encode(form: str) -> bytes | None:
    """The bytes that spell a form in this page; None if it cannot, or if the letters are not all of one script."""
    try:
        word = spell(form)
    except KeyError:
        return None
    return word if len({int(KINDS[code]) for code in word}) == 1 else None


def decode(words: bytes) -> str:
    """What words of the page spell; ``?`` for a byte that is no letter."""
    return charmap_decode(words, "strict", _CHARACTERS)[0]


def decode_lines(words: Iterable[bytes]) -> list[str]:
    """The forms that words of the page spell; there must be some."""
    return decode(bytes([NEWLINE]).join(words)).split("\n")


def decode_pieces(*pieces: NDArray[np.uint64]) -> list[str]:
    """The forms that words of the page spell; each array has eight letters of each of them, and 0 behind the last."""
    lines = np.full((len(pieces[0]), 8 * len(pieces) + 1), NEWLINE, np.uint8)
    for i, eight in enumerate(pieces):
        lines[:, 8 * i : 8 * i + 8] = eight.astype("<u8").view(np.uint8).reshape(-1, 8)
    return decode(lines.tobytes().translate(None, b"\0")).split("\n")[:-1]


def _byte(char: str) -> int:
    if char in ".٫":
        return POINT
    if char in ",٬،":
        return COMMA
    category = unicodedata.category(char)
    if category == "Cf":
        return GONE if _left_out(char) else OTHER
    if category[0] not in "LMN":
        return OTHER if WORD.search(char) or INSIDE_ARABIC.match(char) else BREAK
    if category[0] == "M":
        return GONE if _left_out(char) and _composes_with_none(char) else OTHER
    form = letters.form(char)
    if len(form) == 1 and form in _CODES and WORD.fullmatch(char) and unicodedata.normalize("NFC", char) == char:
        return _CODES[form]
    if not form and WORD.fullmatch(char):
        return GONE if _left_out(char) else OTHER
    return OTHER if WORD.search(char) else BREAK


def _left_out(char: str) -> bool:
    """Whether words of either script go on behind the character, and their forms do not have it."""
    inside = [letter + char + letter for letter in "aب"]
    return all(map(WORD.fullmatch, inside)) and list(map(letters.form, inside)) == ["aa", "بب"]


def _composes_with_none(mark: str) -> bool:
    """Whether the mark is left out of a word whatever letter it stands on."""
    marked = "\n".join([letter + mark for letter in _LETTERS])
    return letters.form(marked) == "\n".join(_LETTERS) and unicodedata.is_normalized("NFC", marked)
