"""Other queries worth trying where one finds nothing."""

from collections.abc import Iterator
from typing import Final

from newsearch.engines.base import Reader
from newsearch.mend import LENGTHS, near, respelt, words_of
from newsearch.query.syntax import Syntax, Word, write
from newsearch.query.tree import Level
from newsearch.text.analyser import Analyser
from newsearch.text.keyboards import other_layout

COUNT: Final = 3


def others(query: str, syntax: Syntax, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """Queries worth trying, best first: all of them have words that the index has."""
    found = (*wrong_layout(query, analyser, reader), *spellings(syntax, analyser, reader))
    return tuple(dict.fromkeys(found))


def spellings(syntax: Syntax, analyser: Analyser, reader: Reader) -> Iterator[str]:
    """Up to COUNT queries in which words that no article has are replaced by the likeliest spellings of the index."""
    unknown = [word for word in dict.fromkeys(words_of(syntax)) if _unknown(word, analyser, reader)]
    choices = {word.text: near(analyser.tokens(word.text)[0].spelling, reader) for word in unknown}
    best = {text: (found[0].text,) for text, found in choices.items() if found}
    if best:
        yield write(respelt(syntax, best))
    if len(unknown) == 1:
        for text, found in choices.items():
            yield from (write(respelt(syntax, {text: (other.text,)})) for other in found[1:COUNT])


def wrong_layout(query: str, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """The query as the other keyboard layout gives it, if the index has all its words."""
    typed = other_layout(query.strip())
    tokens = analyser.tokens(typed) if typed else []
    if typed and tokens and all(reader.variants(Level.SPELLING, token.spelling) for token in tokens):
        return (typed,)
    return ()


def _unknown(word: Word, analyser: Analyser, reader: Reader) -> bool:
    tokens = analyser.tokens(word.text)
    if len(tokens) != 1 or len(tokens[0].spelling) not in LENGTHS:
        return False
    token = tokens[0]
    return not (reader.variants(Level.LEMMA, token.lemma) or reader.variants(Level.SPELLING, token.spelling))
