"""What a reader typed, as frozen nodes. Nothing is looked up or folded yet; ``write`` turns a node back into text.

``start`` and ``end`` are characters of the query as typed. Two nodes that differ only in place are equal.
"""

from dataclasses import dataclass, field
from typing import assert_never


@dataclass(frozen=True, kw_only=True)
class _Placed:
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Word(_Placed):
    """A run of characters without a blank; the analyser may find several words in it (``F-35``)."""

    text: str


@dataclass(frozen=True)
class Pattern(_Placed):
    """A word with ``*`` (any letters) or ``?`` (one letter) in it."""

    text: str


@dataclass(frozen=True)
class Quoted(_Placed):
    """Words side by side; with a ``distance``, in any order with at most so many other words among them."""

    text: str
    distance: int | None = None


@dataclass(frozen=True)
class Group(_Placed):
    """Parts that stand side by side: all are asked for, some will do. Empty if nothing was typed."""

    parts: tuple["Syntax", ...] = ()


@dataclass(frozen=True)
class Both(_Placed):
    """Parts joined by ``AND``: all are required. At least two."""

    parts: tuple["Syntax", ...]


@dataclass(frozen=True)
class Either(_Placed):
    """Parts joined by ``OR`` or ``|``: one is enough. At least two."""

    parts: tuple["Syntax", ...]


@dataclass(frozen=True)
class Without(_Placed):
    """``NOT`` or ``-`` before a part."""

    part: "Syntax"


@dataclass(frozen=True)
class Exact(_Placed):
    """``=`` before a part: letters count as typed."""

    part: "Syntax"


@dataclass(frozen=True)
class In(_Placed):
    """A part looked for in one field only; ``field`` is a name of ``newsearch.fields``."""

    field: str
    part: "Syntax"


Leaf = Word | Pattern | Quoted
Syntax = Leaf | Group | Both | Either | Without | Exact | In


def write(syntax: Syntax) -> str:
    """The query as text; parsing it gives the same syntax again."""
    match syntax:
        case Word(text) if " " in text:  # two words that were typed as one
            return f'"{text}"'
        case Word(text) | Pattern(text):
            return text
        case Quoted(text, None):
            return f'"{text}"'
        case Quoted(text, distance):
            return f'"{text}"~{distance}'
        case Group(parts):
            return " ".join(_bracketed(part, Group) for part in parts)
        case Either(parts):
            return " OR ".join(_bracketed(part, Group, Either) for part in parts)
        case Both(parts):
            return " AND ".join(_bracketed(part, Group, Either, Both) for part in parts)
        case Without(part):
            return "-" + _bracketed(part, Group, Either, Both, Without)
        case In(name, part):
            return f"{name}:" + _bracketed(part, Group, Either, Both, Without, In)
        case Exact(part):
            return "=" + _bracketed(part, Group, Either, Both, Without, In, Exact)
        case _:
            assert_never(syntax)


def _bracketed(part: Syntax, *looser: type) -> str:
    return f"({write(part)})" if isinstance(part, looser) else write(part)
