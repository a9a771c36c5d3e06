"""Syntax and trees as indented lines, for those who want to know how a query was understood."""

import datetime as dt
from collections.abc import Iterator
from typing import assert_never

from newsearch.fields import TEXT_FIELDS
from newsearch.query.syntax import Both, Either, Exact, Group, In, Pattern, Quoted, Syntax, Without, Word
from newsearch.query.tree import (
    All,
    And,
    Between,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Scored,
    Synonyms,
    Term,
    Wildcard,
)

INDENT = "  "


def outline(node: Syntax | Node) -> Iterator[tuple[str, Syntax | Node]]:
    """One line for a leaf; a line and indented lines below it for what has parts. Each with the part it stands for."""
    head, parts = _read(node)
    yield head, node
    for part in parts:
        yield from ((INDENT + line, of) for line, of in outline(part))


def label(leaf: Scored) -> str:
    """A leaf in a few words: what was typed, as far as it can be told."""
    match leaf:
        case Synonyms(members):
            return label(members[0])
        case Term(text) | Fuzzy(text):
            return text
        case Phrase(texts) | Near(texts):
            return f"«{' '.join(texts)}»"
        case Wildcard(pattern):
            return pattern
        case _:
            assert_never(leaf)


def _read(node: Syntax | Node) -> tuple[str, tuple[Syntax | Node, ...]]:
    match node:
        case Word(text):
            return f"word {text}", ()
        case Pattern(text):
            return f"pattern {text}", ()
        case Quoted(text, None):
            return f"side by side {text}", ()
        case Quoted(text, distance):
            return f"within {distance} words {text}", ()
        case Group(parts):
            return ("all of, or else some of" if parts else "nothing"), parts
        case Both(parts):
            return "all of", parts
        case Either(parts):
            return "any of", parts
        case Without(part) | Not(part):
            return "not", (part,)
        case Exact(part):
            return "exactly", (part,)
        case In(field, part):
            return f"in {field}", (part,)
        case And(children):
            return "all of", children
        case Or(children):
            return "any of", children
        case Synonyms(members, telling, matching):
            rest = ", the rest too" if telling < matching == len(members) else ""
            return f"a word, any of the first {telling if rest else matching}{rest}", members
        case _:
            return _leaf(node), ()


def _leaf(node: Term | Phrase | Near | Wildcard | Fuzzy | Only | Between | All | Nothing) -> str:
    match node:
        case Term(text, level, fields, weight):
            return f"{level} {text}{_where(fields, weight)}"
        case Phrase(texts, level, fields, slop, weight):
            gap = f", at most {slop} words between" if slop else ""
            return f"{level} phrase {' '.join(texts)}{gap}{_where(fields, weight)}"
        case Near(texts, level, fields, slop, weight):
            return f"{level} within {slop} words {' '.join(texts)}{_where(fields, weight)}"
        case Wildcard(pattern, level, fields, weight):
            return f"{level} pattern {pattern}{_where(fields, weight)}"
        case Fuzzy(text, edits, level, fields, weight):
            return f"{level} like {text}, {edits} letters off{_where(fields, weight)}"
        case Only(field, text):
            return f"{field} is {text}"
        case Between(low, high):
            return " ".join(["dated", *_moment("from", low), *_moment("to", high)])
        case All():
            return "every article"
        case Nothing():
            return "no article"
        case _:
            assert_never(node)


def _where(fields: tuple[str, ...], weight: float) -> str:
    place = "" if fields == TEXT_FIELDS else f" in {' or '.join(fields)}"
    return place if weight == 1.0 else f"{place} × {weight:g}"


def _moment(word: str, seconds: int | None) -> list[str]:
    if seconds is None:
        return []
    moment = dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    return [word, f"{moment:%Y-%m-%d %H:%M}".removesuffix(" 00:00").removesuffix(" 23:59")]
