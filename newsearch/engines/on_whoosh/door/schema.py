"""Which Whoosh field shows which field and level of ours; the schema is made here, never read from a file."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from whoosh import analysis, columns, fields

from newsearch.engines.on_whoosh.arrays.files.codepage import decode, encode
from newsearch.fields import KEYWORD_FIELDS, TEXT_FIELDS
from newsearch.query.tree import Level


class Token(Protocol):
    """A word of a text."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character behind its last one."""
        ...

    @property
    def form(self) -> str:
        """As written."""
        ...


class Analyse(Protocol):
    """The analyser that made the index; engines have none of their own."""

    def tokens(self, text: str) -> Sequence[Token]:
        """The words of a text in reading order."""
        ...

    def keywords(self, value: str) -> tuple[str, ...]:
        """The terms of a keyword field's value: first the whole of it, then its words; none if it says nothing."""
        ...

    def classes(self, forms: list[str]) -> tuple[list[str], list[str]]:
        """The spellings and the lemmas of forms, as they are indexed; a query may read a word otherwise."""
        ...


#: Whoosh field → our text field and level. The plain names are lemmas: what a search should look at first.
TEXTS: Final = {
    (name if level is Level.LEMMA else f"{name}_{level}"): (name, level) for name in TEXT_FIELDS for level in Level
}
KEYWORDS: Final = KEYWORD_FIELDS


def made(analyse: Analyse) -> fields.Schema:
    """The schema of every news index."""
    schema = fields.Schema(id=Keyword(unique=True, stored=True), url=fields.STORED)
    for field, (_name, level) in TEXTS.items():
        schema.add(field, Text(analyzer=LevelAnalyzer(analyse, level), stored=level is Level.LEMMA))
    for field in KEYWORDS:
        schema.add(field, Folded(analyse, stored=True, sortable=columns.VarBytesColumn()))
    schema.add("date", Keyword(stored=True, sortable=columns.VarBytesColumn()))
    return schema


class _AnyText:
    """Half a surrogate pair, which Whoosh's fields refuse, is text, too."""

    def to_bytes(self, value: Any) -> bytes:
        """The bytes of a text, or of the first of several."""
        first = value[0] if isinstance(value, list | tuple) else value
        return first if isinstance(first, bytes) else encode(first)

    def from_bytes(self, coded: bytes) -> str:
        """The text."""
        return decode(coded)


class Keyword(_AnyText, fields.ID):  # type: ignore[misc]  # Whoosh is untyped
    """``fields.ID`` of any text."""


class Folded(Keyword):
    """The same in the letters that the terms of a keyword field have, however it is asked for."""

    def __init__(self, analyse: Analyse, **options: Any) -> None:
        super().__init__(**options)
        self._analyse = analyse

    def to_bytes(self, value: Any) -> bytes:
        """The bytes of a whole value, or of one word of it."""
        first = value[0] if isinstance(value, list | tuple) else value
        if isinstance(first, bytes):
            return first
        whole = self._analyse.keywords(first)[:1]
        return encode(whole[0] if whole else first)


class Text(_AnyText, fields.TEXT):  # type: ignore[misc]  # Whoosh is untyped
    """``fields.TEXT`` of any text."""


class LevelAnalyzer(analysis.Analyzer):  # type: ignore[misc]  # Whoosh is untyped
    """Our analyser as Whoosh wants one: the terms of one level, with places and characters where asked for."""

    def __init__(self, analyse: Analyse, level: Level) -> None:
        self._analyse = analyse
        self._level = level

    def __call__(
        self,
        value: str,
        positions: bool = False,
        chars: bool = False,
        keeporiginal: bool = False,
        removestops: bool = True,
        start_pos: int = 0,
        start_char: int = 0,
        tokenize: bool = True,
        mode: str = "",
        **_others: Any,
    ) -> Iterator[analysis.Token]:
        """Whoosh's tokens; stop words stay, as they do in the index."""
        token = analysis.Token(positions, chars, removestops=removestops, mode=mode)
        if not tokenize:  # a pattern, or the end of a range
            token.text, token.boost, token.stopped = self._folded(value), 1.0, False
            yield token
            return
        words = self._analyse.tokens(value)
        for place, (word, text) in enumerate(zip(words, self._terms(words, self._level), strict=True)):
            token.text = text
            token.boost, token.stopped = 1.0, False
            if keeporiginal:
                token.original = value[word.start : word.end]
            if positions:
                token.pos = start_pos + place
            if chars:
                token.startchar, token.endchar = start_char + word.start, start_char + word.end
            yield token

    def _folded(self, value: str) -> str:
        """A piece of a word, ``*`` and ``?`` in it perhaps, in the letters of the terms; it has no lemma."""
        level = Level.FORM if self._level is Level.LEMMA else self._level
        pieces = re.split(r"([*?])", value)
        for place, words in enumerate(map(self._analyse.tokens, pieces)):
            if len(words) == 1:
                (pieces[place],) = self._terms(words, level)
        return "".join(pieces)

    def _terms(self, words: Sequence[Token], level: Level) -> list[str]:
        forms = [word.form for word in words]
        if level is Level.FORM:
            return forms
        spellings, lemmas = self._analyse.classes(forms)
        return spellings if level is Level.SPELLING else lemmas
