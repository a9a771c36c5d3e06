"""Names in Latin letters typed with hyphens, ``Abu-Dhabi`` and ``Jean-Claude``, which mean what they do without these.

What articles have so, as ``Wi-Fi``, stays a phrase, unless it is known as a name. Two names of a month are parted at
their slash, too: ``شباط/فبراير``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final, TypeGuard

from newsearch.engines.base import Reader, document_frequency
from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token, telling
from newsearch.query.runs import Expand, in_names
from newsearch.query.syntax import Both, Either, Group, In, Syntax, Without, Word
from newsearch.query.tree import Level, Phrase
from newsearch.text import months
from newsearch.text.letters import is_latin, spelling

#: Words with more hyphens than such names have are left as they are: that bounds the work.
_MOST: Final = 5
_WORDS_OF_MONTHS: Final = frozenset(spelling(word) for of in months.ALL for name in of for word in name.split())
_HYPHEN: Final = re.compile(r"(?<=\w)[-\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?=\w)")


class Hyphens:
    """Takes words of a query apart at their hyphens, in one snapshot of an index."""

    def __init__(self, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]) -> None:
        """``read`` gives the tokens of a word as typed."""
        self._reader, self._expand, self._read = reader, expand, read

    def apart(self, syntax: Syntax) -> Syntax:
        """What a query means; for nearly all that is as it was read."""
        match syntax:
            case Word():
                words = [*self._words([*self._months(syntax)])]
                return syntax if len(words) == 1 else Group(tuple(words), start=syntax.start, end=syntax.end)
            case Group(parts):
                apart = (one for part in parts for one in (self._months(part) if isinstance(part, Word) else [part]))
                return replace(syntax, parts=tuple(self._side_by_side(apart)))
            case Both(parts) | Either(parts):
                return replace(syntax, parts=tuple(map(self.apart, parts)))
            case In(field, part) if field not in TEXT_FIELDS:
                return syntax
            case Without(part) | In(_, part):
                return replace(syntax, part=self.apart(part))
            case _:
                return syntax

    def _months(self, word: Word) -> Iterator[Word]:
        """Two names of a month, or what a blank left of them; of any other word the word itself."""
        tokens = self._read(word.text) if "/" in word.text else ()
        if 1 < len(tokens) <= _MOST and _WORDS_OF_MONTHS.issuperset(token.spelling for token in tokens):
            yield from _parts(word, tokens)
        else:
            yield word

    def _side_by_side(self, parts: Iterable[Syntax]) -> Iterator[Syntax]:
        for foreign, of in groupby(parts, _is_foreign):
            run = [*of]
            yield from self._words([part for part in run if _is_foreign(part)]) if foreign else map(self.apart, run)

    def _words(self, words: Sequence[Word]) -> Iterator[Word]:
        """Words side by side in Latin letters, some taken apart."""
        tokens = [self._read(word.text) for word in words]
        named, at = in_names(self._expand([token for of in tokens for token in of], TEXT_FIELDS)), 0
        for word, of in zip(words, tokens, strict=True):
            all_named = named.issuperset(range(at, at + len(of)))
            at += len(of)
            if len(of) <= _MOST and _HYPHEN.search(word.text) and (all_named or self._is_new(of)):
                yield from _parts(word, of)
            else:
                yield word

    def _is_new(self, tokens: Sequence[Token]) -> bool:
        """Whether words that tell something, all in Latin letters, stand side by side in no article."""
        if len(telling(tokens)) < 2 or not all(is_latin(token.form) for token in tokens):
            return False
        side_by_side = Phrase(tuple(token.spelling for token in tokens), Level.SPELLING, TEXT_FIELDS)
        return not document_frequency(self._reader, side_by_side)


def _parts(word: Word, tokens: Sequence[Token]) -> Iterator[Word]:
    for token in tokens:
        yield Word(word.text[token.start : token.end], start=word.start + token.start, end=word.start + token.end)


def _is_foreign(part: Syntax) -> TypeGuard[Word]:
    return isinstance(part, Word) and is_latin(part.text)
