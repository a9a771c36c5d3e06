"""The query as typed becomes signs: words, quoted phrases, brackets, operators, prefixes. Never fails.

Characters that cannot be seen are left out first, so that they neither hide an operator nor part a word; every sign
knows the characters of the untouched query it came from.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from newsearch.fields import BY_NAME, Kind
from newsearch.model import Note

MAX_CHARACTERS: Final = 2000
MAX_DISTANCE: Final = 100

QUOTES: Final = '"“”„«»'
#: Characters that show nothing: bidi controls, joiners, soft hyphen, variation selectors, byte order mark.
INVISIBLE: Final = re.compile(
    "[\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\u2066-\\u206f\\ufe00-\\ufe0f\\ufeff]"
)
#: These, controls, and halves of surrogate pairs: what ``_clean`` would change.
_UNCLEAN: Final = re.compile(rf"{INVISIBLE.pattern}|[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
#: An Arabic keyboard gives the first for the second; within a word it can be nothing else.
WILDCARDS: Final = str.maketrans({"\N{ARABIC QUESTION MARK}": "?", "\N{ARABIC FIVE POINTED STAR}": "*"})
MIN_LETTERS: Final = 2  # of a pattern
MAX_STARS: Final = 4  # of a pattern: each one multiplies the ways to fit it

_MINUS: Final = "\\-\N{MINUS SIGN}"
_COLON: Final = ":\N{FULLWIDTH COLON}"
_OPERAND: Final = rf"(?=[^\s)|~={_MINUS}])"
_BLANK: Final = re.compile(r"\s+")
_PHRASE: Final = re.compile(
    rf"(?:(?P<left>\d++)~\s*|~(?P<left_too>\d++))?[{QUOTES}](?P<text>[^{QUOTES}]*+)[{QUOTES}]"
    r"(?:\s*~\s*(?P<right>\d++)(?!\w)|(?P<right_too>\d++)~)?"
)
_NOT: Final = re.compile(rf"[{_MINUS}]=?{_OPERAND}")
_EXACT: Final = re.compile(rf"=[{_MINUS}]?{_OPERAND}")
_FIELD: Final = re.compile(rf"(?P<name>[^\W\d_]+)[{_COLON}](?P<value>[={_MINUS}]?{_OPERAND})?")
_STRAY: Final = re.compile(rf"[={_MINUS}~\N{{ARABIC QUESTION MARK}}]+")
_BARS: Final = re.compile(r"\|+")
_RUN: Final = re.compile(rf"[^\s()|~{QUOTES}]+")
_LOOSE: Final = re.compile(r"(?<!\s)(?<!^)~+\d*+(?!\w)")
_WILD: Final = re.compile(r"[*?]+")


class Sign(StrEnum):
    """What a piece of the query is."""

    WORD = "word"
    PATTERN = "pattern"
    QUOTED = "quoted"
    OPEN = "("
    CLOSE = ")"
    OR = "OR"
    AND = "AND"
    NOT = "NOT"
    EXACT = "="
    FIELD = "field"


OPERATORS: Final = {"OR": Sign.OR, "AND": Sign.AND, "NOT": Sign.NOT}


@dataclass(frozen=True)
class Piece:
    """One sign with its text (of a field, the name as typed) and its place in the query as typed."""

    sign: Sign
    text: str
    start: int
    end: int
    distance: int | None = None


class Lexer:
    """Iterates once over the pieces of a query. ``notes`` collects what was not understood on the way."""

    def __init__(self, typed: str) -> None:
        self.notes: list[Note] = []
        self._text, self._places = self._clean(typed)

    def __iter__(self) -> Iterator[Piece]:
        text, at, attached = self._text, 0, False
        while at < len(text):
            if blank := _BLANK.match(text, at):
                at, attached = blank.end(), False
                continue
            sign, value, end, distance = self._next(at, attached=attached)
            if sign:
                yield Piece(sign, value, *self._place(at, end), distance)
            attached = sign in (Sign.NOT, Sign.EXACT, Sign.FIELD)
            at = end

    def _next(self, at: int, *, attached: bool) -> tuple[Sign | None, str, int, int | None]:
        """What begins at ``at``, its text, where it ends; no sign if it is to be passed over."""
        text = self._text
        if phrase := _PHRASE.match(text, at):
            return self._phrase(phrase)
        if text[at] in QUOTES:
            self._note("the quote is not closed: its words are searched one by one", at, at + 1)
            return None, "", at + 1, None
        if bar := _BARS.match(text, at):
            return Sign.OR, bar[0], bar.end(), None
        if text[at] in "()":
            return Sign(text[at]), text[at], at + 1, None
        free = attached or at == 0 or text[at - 1].isspace() or text[at - 1] in "(|"
        if free and _NOT.match(text, at):
            return Sign.NOT, text[at], at + 1, None
        if free and _EXACT.match(text, at):
            return Sign.EXACT, text[at], at + 1, None
        if loose := _LOOSE.match(text, at):
            self._note("~ belongs behind a phrase in quotes: left out", at, loose.end())
            return None, "", loose.end(), None
        if stray := _STRAY.match(text, at):
            return None, "", stray.end(), None
        if (named := _FIELD.match(text, at)) and (field := BY_NAME.get(named["name"].lower())):
            if field.kind is Kind.STORED:
                self._note(f"{field.name} cannot be searched: taken as a word", at, named.end())
            elif named["value"] is None:
                self._note(f"to search in {field.name}, write the words right behind the colon", at, named.end())
            else:
                return Sign.FIELD, named["name"], named.start("value"), None
        run = _RUN.match(text, at)
        assert run is not None  # noqa: S101  blanks, quotes, brackets and bars were dealt with above
        if run[0] in OPERATORS and not attached:
            return OPERATORS[run[0]], run[0], run.end(), None
        return *self._word(run[0], at), run.end(), None

    def _phrase(self, found: re.Match[str]) -> tuple[Sign | None, str, int, int | None]:
        words = " ".join(found["text"].split())
        if not _says_something(words):
            self._note("there is nothing between the quotes", *found.span())
            return None, "", found.end(), None
        if re.search(r"\w\*|\*\w", words):
            self._note("within quotes, * has no meaning", *found.span("text"))
        digits = next((found[name] for name in ("right", "right_too", "left", "left_too") if found[name]), None)
        distance = None if digits is None else int(digits)
        if distance is not None and distance > MAX_DISTANCE:
            self._note(f"the largest distance is {MAX_DISTANCE}", *found.span())
            distance = MAX_DISTANCE
        return Sign.QUOTED, words, found.end(), distance

    def _word(self, run: str, at: int) -> tuple[Sign | None, str]:
        word = run.rstrip("\N{ARABIC QUESTION MARK}")
        if "://" in word:  # an address: its ? is no wildcard
            return Sign.WORD, word
        pattern = _WILD.sub(_plain, word.translate(WILDCARDS))
        if pattern.count("*") > MAX_STARS:
            self._note(f"a pattern may have at most {MAX_STARS} *: the rest of it is left out", at, at + len(run))
            pattern = "*".join([*pattern.split("*")[:MAX_STARS], ""])
        if _WILD.search(pattern):
            if sum(map(str.isalnum, pattern)) >= MIN_LETTERS:
                return Sign.PATTERN, pattern
            self._note(f"a pattern with * or ? needs at least {MIN_LETTERS} letters", at, at + len(run))
            word = _STRAY.sub("", _WILD.sub("", pattern))
        if not _says_something(word):
            return None, ""
        return Sign.WORD, word.lower() if word in OPERATORS else word

    def _clean(self, typed: str) -> tuple[str, Sequence[int]]:
        """Without what cannot be seen, and where each remaining character was; a last place marks the end."""
        end = len(typed)
        if end <= MAX_CHARACTERS and not _UNCLEAN.search(typed):
            return typed, range(end + 1)
        if end > MAX_CHARACTERS:
            cut = typed[: MAX_CHARACTERS + 1]
            blank = max((i for i, char in enumerate(cut) if char.isspace()), default=0)
            end = blank or MAX_CHARACTERS
            self.notes.append(Note(f"only the first {end} characters are searched", end, len(typed)))
        places = [i for i in range(end) if not INVISIBLE.match(typed[i])]
        return "".join(_visible(typed[i]) for i in places), [*places, end]

    def _place(self, start: int, end: int) -> tuple[int, int]:
        return self._places[start], self._places[end - 1] + 1

    def _note(self, message: str, start: int, end: int) -> None:
        self.notes.append(Note(message, *self._place(start, end)))


def _visible(char: str) -> str:
    """Controls count as blanks; half of a surrogate pair as a character nobody can read."""
    match unicodedata.category(char):
        case "Cc":
            return " "
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case _:
            return char


def _plain(wildcards: re.Match[str]) -> str:
    """The same in fewest signs: ``*?*`` is ``?*``."""
    return "?" * wildcards[0].count("?") + "*" * ("*" in wildcards[0])


def _says_something(text: str) -> bool:
    return any(map(str.isalnum, text))
