"""Letters that readers treat as one, made equal: one ordered table, a reason per row. PyArabic is used only here.

``form`` applies the rows of tier 0 (they never change which word it is), ``spelling`` those of tier 1 on top (letters
that careless copy confuses; ``=word`` undoes them). Both are idempotent and work on single words; offsets never
change because only copies of words are folded, never the text.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Final

from pyarabic import araby


class Tier(IntEnum):
    """When a row applies."""

    ALWAYS = 0  # the letter is only written differently
    DEFAULT = 1  # the letter differs, but readers and newsrooms mix them up


@dataclass(frozen=True)
class Row:
    """One rule: which characters become what, and why. An empty string means the character is left out."""

    name: str
    tier: Tier
    reason: str
    letters: Mapping[str, str] = field(default_factory=dict)
    other: Callable[[str], str | None] | None = None  # for characters that a property describes better than a list

    def fold(self, char: str) -> str:
        """The character as this row makes it; itself if the row does not apply to it."""
        if char in self.letters:
            return self.letters[char]
        folded = self.other(char) if self.other else None
        return char if folded is None else folded


def _invisible(char: str) -> str | None:
    return "" if unicodedata.category(char) == "Cf" else None


def _mark(char: str) -> str | None:
    return "" if unicodedata.category(char) in {"Mn", "Me"} else None


def _presentation(char: str) -> str | None:
    if "\ufb50" <= char <= "\ufdff" or "\ufe70" <= char <= "\ufefe" or "\uff21" <= char <= "\uff5a":
        plain = unicodedata.normalize("NFKC", char)
        return "".join(c for c in plain if not c.isspace()) if plain != char else None
    return None


def _digit(char: str) -> str | None:
    return str(unicodedata.digit(char)) if unicodedata.category(char) == "Nd" else None


def _unaccented(char: str) -> str | None:
    plain = unicodedata.normalize("NFD", char)
    if len(plain) > 1 and plain[0].isascii():
        return plain[0]
    return None


def _pairs(digits: Mapping[str, str] | tuple[str, ...] | list[str]) -> dict[str, str]:
    return {digit: str(value) for value, digit in enumerate(digits)}


TABLE: Final = (
    Row("invisible controls", Tier.ALWAYS, "bidi marks, joiners, soft hyphens, byte order marks", other=_invisible),
    Row(
        "presentation forms",
        Tier.ALWAYS,
        "shaped glyphs and wide Latin letters pasted from PDF or old systems",
        other=_presentation,
    ),
    Row("tatweel", Tier.ALWAYS, "stretches a line, means nothing", {araby.TATWEEL: "", "\N{ARABIC TAIL FRAGMENT}": ""}),
    Row(
        "vowel marks",
        Tier.ALWAYS,
        "written or not as the writer likes",
        dict.fromkeys((*araby.TASHKEEL, *araby.DIACRITICS, *araby.SMALL), ""),
        _mark,
    ),
    Row(
        "digits", Tier.ALWAYS, "three sets in use", {**_pairs(araby.NUMBERS_EAST), **_pairs(araby.NUMBERS_PERS)}, _digit
    ),
    Row(
        "number signs",
        Tier.ALWAYS,
        "the Arabic ones are a point and a comma; for what these mean see ``_number``",
        {araby.DECIMAL: ".", araby.THOUSANDS: ",", araby.COMMA: ","},
    ),
    Row(
        "letters of Persian, Urdu and Kashmiri",
        Tier.ALWAYS,
        "another keyboard's code for the same letter",
        {
            "\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}": araby.ALEF_HAMZA_ABOVE,
            "\N{ARABIC LETTER ALEF WITH WAVY HAMZA BELOW}": araby.ALEF_HAMZA_BELOW,
            "\N{ARABIC LETTER FARSI YEH}": araby.YEH,
            "\N{ARABIC LETTER YEH BARREE}": araby.YEH,
            "\N{ARABIC LETTER E}": araby.YEH,
            "\N{ARABIC LETTER KEHEH}": araby.KAF,
            "\N{ARABIC LETTER SWASH KAF}": araby.KAF,
            "\N{ARABIC LETTER HEH GOAL}": araby.HEH,
            "\N{ARABIC LETTER HEH DOACHASHMEE}": araby.HEH,
            "\N{ARABIC LETTER AE}": araby.HEH,
            "\N{ARABIC LETTER HEH WITH YEH ABOVE}": araby.HEH,
            "\N{ARABIC LETTER HEH GOAL WITH HAMZA ABOVE}": araby.HEH,
            "\N{ARABIC LETTER TEH MARBUTA GOAL}": araby.TEH_MARBUTA,
        },
    ),
    Row(
        "letters of the Maghreb",
        Tier.ALWAYS,
        "its script dots feh and qaf otherwise; a qaf with three dots is one as Tunisians say it",
        {
            "\N{ARABIC LETTER FEH WITH DOT MOVED BELOW}": araby.FEH,
            "\N{ARABIC LETTER QAF WITH DOT ABOVE}": araby.QAF,
            "\N{ARABIC LETTER QAF WITH THREE DOTS ABOVE}": araby.QAF,
        },
    ),
    Row("alef wasla", Tier.ALWAYS, "a Quranic sign on a plain alef", {araby.ALEF_WASLA: araby.ALEF}),
    Row(
        "hamza on alef",
        Tier.DEFAULT,
        "left out or misplaced in a good part of news copy",
        dict.fromkeys((araby.ALEF_HAMZA_ABOVE, araby.ALEF_HAMZA_BELOW, araby.ALEF_MADDA), araby.ALEF),
    ),
    Row(
        "hamza seats",
        Tier.DEFAULT,
        "the seat follows the newsroom's school",
        dict.fromkeys((araby.WAW_HAMZA, araby.YEH_HAMZA), araby.HAMZA),
    ),
    Row(
        "alef maksura",
        Tier.DEFAULT,
        "Egyptian copy ends in it for yeh, others the reverse",
        {araby.ALEF_MAKSURA: araby.YEH},
    ),
    Row("teh marbuta", Tier.DEFAULT, "its dots are often left out", {araby.TEH_MARBUTA: araby.HEH}),
    Row(
        "letters for foreign sounds",
        Tier.DEFAULT,
        "written with or without the extra dots",
        {
            "\N{ARABIC LETTER PEH}": araby.BEH,
            "\N{ARABIC LETTER TCHEH}": araby.JEEM,
            "\N{ARABIC LETTER JEH}": araby.ZAIN,
            "\N{ARABIC LETTER VEH}": araby.FEH,
            "\N{ARABIC LETTER FEH WITH THREE DOTS BELOW}": araby.FEH,
            "\N{ARABIC LETTER GAF}": araby.KAF,
            "\N{ARABIC LETTER NG}": araby.KAF,
            "\N{ARABIC LETTER KEHEH WITH THREE DOTS ABOVE}": araby.KAF,
        },
    ),
    Row("accents on Latin letters", Tier.DEFAULT, "rarely typed in Arabic copy", other=_unaccented),
)

#: Whole-word spellings that differ by more than a letter for a letter: (tier 1 pattern, replacement, reason).
#: They are applied before the letters of tier 1.
SPELLINGS: Final = (
    (re.compile("مائة"), "مئة", "the silent alef of the number hundred"),
    (re.compile("(?m)مائت(?=ا$|ان$|ي$|ين$)"), "مئت", "the same in two hundred"),
    (re.compile("(?m)يأة$"), "يئة", "Iraqi copy seats this hamza on an alef"),
    (re.compile("(?m)يآت$"), "يئات", "the same in the plural"),
    (
        re.compile("(?m)(?<=[اأإآ][^\\nاأإآوىيءؤئ])[ىي][ءؤئ]$"),
        "ئ",
        "Egyptian copy writes طوارىء and شاطيء; behind ا and a consonant i is short",
    ),
)
#: One of these is in each of them.
_RESPELT: Final = frozenset("ءأؤئآ")

#: A yeh without its dots under a hamza, which together are one letter.
_DOTLESS: Final = re.compile("[\N{ARABIC LETTER ALEF MAKSURA}\N{ARABIC LETTER FARSI YEH}](?=\N{ARABIC HAMZA ABOVE})")

#: In longer words marks may be heaped on a letter, whose order takes ever longer to find: thirty are left, as Unicode's
#: format for streams has it.
_MARKED: Final = 64
_HEAP: Final = re.compile(r"(\W{30})\W+")


class _Letters(dict[int, str]):
    """A table for ``str.translate`` that works each character out when first met."""

    def __init__(self, tier: Tier) -> None:
        super().__init__()
        self._rows = [row for row in TABLE if row.tier <= tier]

    def __missing__(self, code: int) -> str:
        text = chr(code)
        for row in self._rows:
            text = row.fold(text) if len(text) == 1 else "".join(map(row.fold, text))
        self[code] = text
        return text


_NO_SIGNS: Final = str.maketrans("", "", ".,")
_ALWAYS: Final = _Letters(Tier.ALWAYS)
_DEFAULT: Final = _Letters(Tier.DEFAULT)


def form(word: str) -> str:
    """Make equal what is only written differently: marks, tatweel, controls, glyph shapes, numbers, case. Idempotent.

    Empty if nothing is left.
    """
    if word.isascii():
        folded = word.lower()
    else:
        folded = composed(_DOTLESS.sub(araby.YEH, word)).lower().translate(_ALWAYS)
        folded = unicodedata.normalize("NFC", folded)
    return _number(folded) if "," in folded or "." in folded else folded


def composed(word: str) -> str:
    """A word with each mark in one character with its letter, where Unicode has one; not of a heap of marks."""
    return unicodedata.normalize("NFC", _HEAP.sub(r"\1", word) if len(word) > _MARKED else word)


def _number(form: str) -> str:
    """A number of ``words`` without the signs that group its digits, and with a point for the decimal sign.

    The last sign is decimal unless three digits are behind it, and either it is a comma or there is another point, or
    nothing but zeros. No group begins with 0. ``1,5`` → ``1.5``, ``1.500.000`` → ``1500000``, ``5.000`` → ``5000``; but
    ``1.500`` may be either, and stays.
    """
    if not (form.translate(_NO_SIGNS).isdecimal() and form[0].isdecimal() and form[-1].isdecimal()):
        return form.replace(",", "")
    at = max(form.rfind(","), form.rfind("."))
    whole, sign, last = form[:at], form[at], form[at + 1 :]
    grouped = len(last) == 3 and not whole.startswith("0")
    if sign == ".":
        grouped = grouped and ("." in whole or (last == "000" and len(whole) <= 3))
    return whole.translate(_NO_SIGNS) + ("" if grouped else ".") + last


def spelling(form: str) -> str:
    """Make equal, in a form, the letters that careless copy confuses: hamzas, ``ة``/``ه``, ``ى``/``ي``. Idempotent."""
    return form if form.isascii() else respelt(form).translate(_DEFAULT)


def respelt(form: str) -> str:
    """A form, or many on a line each, with ``SPELLINGS`` applied but not yet the letters of tier 1."""
    if _RESPELT.isdisjoint(form):
        return form
    for pattern, replacement, _reason in SPELLINGS:
        form = pattern.sub(replacement, form)
    return form


def is_latin(word: str) -> bool:
    """Whether a word begins with a Latin letter, with or without marks."""
    return word[0].isalpha() and word[0] < "\N{LATIN SMALL LETTER TURNED A}"


def spellings(forms: list[str]) -> list[str]:
    """The spelling of each form, many at once: one pass over all of them joined."""
    return spelling("\n".join(forms)).split("\n") if forms else []
