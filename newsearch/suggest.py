"""Other queries worth trying where one finds nothing."""

from collections.abc import Iterator
from typing import Final

from newsearch.engines.base import Reader
from newsearch.mend import LENGTHS, Candidate, near, respelt, sounding, words_of
from newsearch.query.syntax import Syntax, write
from newsearch.query.tree import Level
from newsearch.text import latin
from newsearch.text.analyser import Analyser, Token
from newsearch.text.keyboards import other_layout

COUNT: Final = 3


def others(query: str, syntax: Syntax, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """Queries worth trying, best first: all of them have words that the index has."""
    found = (*wrong_layout(query, analyser, reader), *spellings(syntax, analyser, reader))
    return tuple(dict.fromkeys(found))


def spellings(syntax: Syntax, analyser: Analyser, reader: Reader) -> Iterator[str]:
    """Up to COUNT queries in which words that no article has are replaced by the likeliest spellings of the index.

    Words that mix Latin letters with digits (``3omar``) are taken for Arabic as one types it without Arabic keys.
    """
    words = dict.fromkeys(word.text for word in words_of(syntax))
    choices = {text: found for text in words if (found := _choices(text, analyser, reader))}
    if choices:
        yield write(respelt(syntax, {text: (found[0].text,) for text, found in choices.items()}))
    if len(choices) == 1:
        for text, found in choices.items():
            yield from (write(respelt(syntax, {text: (other.text,)})) for other in found[1:COUNT])


def _choices(text: str, analyser: Analyser, reader: Reader) -> list[Candidate]:
    """What may be meant by a word that no article has, the likeliest first."""
    if latin.is_chat(text):
        return sounding(text, reader)
    tokens = analyser.tokens(text)
    foreign = latin.is_latin(text)
    if not tokens or (len(tokens) > 1 and not foreign) or not _is_unknown(tokens[-1], reader):
        return []
    found = near(tokens[0].spelling, reader) if len(tokens) == 1 else []
    return sorted([*found, *(sounding(text, reader) if foreign else [])], key=lambda one: -one.likelihood)


def wrong_layout(query: str, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """The query as the other keyboard layout gives it, if the index has all its words."""
    typed = other_layout(query.strip())
    tokens = analyser.tokens(typed) if typed else []
    if typed and tokens and all(reader.variants(Level.SPELLING, token.spelling) for token in tokens):
        return (typed,)
    return ()


def _is_unknown(token: Token, reader: Reader) -> bool:
    if len(token.spelling) not in LENGTHS:
        return False
    return not (reader.variants(Level.LEMMA, token.lemma) or reader.variants(Level.SPELLING, token.spelling))
