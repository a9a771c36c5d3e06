"""Other queries worth trying where one finds nothing."""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import Final

from newsearch.correction.candidates import Candidate, as_named, near, sounding
from newsearch.correction.mend import LENGTHS, MOST_SLIPS, MOST_WORDS, respelt, words_of
from newsearch.engines.base import Reader, count
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Note
from newsearch.query.runs import Expand
from newsearch.query.syntax import Syntax, write
from newsearch.query.tree import Level
from newsearch.text import latin
from newsearch.text.analyser import Analyser, Token
from newsearch.text.backwards import turned
from newsearch.text.keyboards import other_layout
from newsearch.text.letters import form, spelling

COUNT: Final = 3
#: Longer queries are no slips of one who types.
_LONGEST: Final = 200
#: In so many articles a word stands of which two were made by a blank.
_ENOUGH: Final = 20


def advice(
    query: str, syntax: Syntax, analyser: Analyser, reader: Reader, expand: Expand
) -> tuple[tuple[str, ...], tuple[Note, ...]]:
    """What may help where nothing has all of the query.

    Queries worth trying, best first, with words that the index has; and what is to be said about the one typed.
    """
    right = backwards(query, analyser, reader)
    reread = (*right, *wrong_layout(query, analyser, reader))
    found = reread or (*joined(query, reader), *spellings(syntax, analyser, reader, expand))
    notes = tuple(Note(f"this reads right when reversed: {other}", 0, len(query)) for other in right)
    return tuple(dict.fromkeys(found)), notes


def backwards(query: str, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """The query from its last letter to its first, if the index has all its words then, and hardly any before."""
    if len(query) > _LONGEST or query.isascii():
        return ()
    words = (token for token in analyser.tokens(query) if not token.spelling.isascii())
    typed = [token for token in words if len(token.spelling) > 1]  # a ة parts the word behind it, and tells nothing
    unknown = [token for token in typed if not reader.variants(Level.SPELLING, token.spelling)]
    if not unknown or 2 * len(unknown) < len(typed):
        return ()
    right = turned(query.strip())
    return (right,) if _stands(right, analyser, reader) and _has_long_word(right) else ()


def _has_long_word(text: str) -> bool:
    return any(len(word) >= LENGTHS.start for word in text.split())


def _stands(text: str, analyser: Analyser, reader: Reader) -> bool:
    """Whether the index has all words of a text."""
    tokens = analyser.tokens(text)
    return bool(tokens) and all(reader.variants(Level.SPELLING, token.spelling) for token in tokens)


def spellings(syntax: Syntax, analyser: Analyser, reader: Reader, expand: Expand) -> Iterator[str]:
    """Up to COUNT queries in which words that no article has are replaced by the likeliest spellings of the index.

    Words that mix Latin letters with digits (``3omar``) are taken for Arabic as one types it without Arabic keys.
    """
    words = dict.fromkeys(word.text for word in words_of(syntax))
    made = ((text, of) for text in islice(words, MOST_WORDS) if (of := _choices(text, analyser, reader, expand)))
    choices = dict(islice(made, MOST_SLIPS))
    if choices:
        yield write(respelt(syntax, {text: (found[0].text,) for text, found in choices.items()}))
    if len(choices) == 1:
        for text, found in choices.items():
            yield from (write(respelt(syntax, {text: (other.text,)})) for other in found[1:COUNT])


def _choices(text: str, analyser: Analyser, reader: Reader, expand: Expand) -> list[Candidate]:
    """What may be meant by a word that no article has, the likeliest first."""
    if latin.is_chat(text):
        return sounding(text, reader)
    if (plainer := latin.without_apostrophes(text)) != text:
        named = as_named(expand(analyser.tokens(plainer)[-1:], TEXT_FIELDS), reader)
        return [Candidate(plainer, named, 0.0)] if named else sounding(plainer, reader)
    tokens = analyser.tokens(text)
    foreign = latin.is_name(text)
    if not tokens or (len(tokens) > 1 and not foreign) or not _is_unknown(tokens[-1], reader):
        return []
    if as_named(expand(tokens[-1:], TEXT_FIELDS), reader):
        return []
    found = sounding(text, reader) if foreign else []
    return [*found, *(near(tokens[0].spelling, reader) if len(tokens) == 1 else [])]


def wrong_layout(query: str, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """The query as the other keyboard layout gives it, if it is made of words and the index has all of them."""
    typed = (other_layout(query.strip()) if len(query) <= _LONGEST else None) or ""
    return (typed,) if all(map(str.isalnum, typed.split())) and _stands(typed, analyser, reader) else ()


def joined(query: str, reader: Reader) -> Iterator[str]:
    """The query without a blank that parts a word of the index: ``كور ونا``."""
    words = query.split() if len(query) <= _LONGEST else []
    for at, parts in enumerate(pairwise(words)):
        word = "".join(parts)
        if word.isalpha() and count(reader, Level.SPELLING, spelling(form(word))) >= _ENOUGH:
            yield " ".join([*words[:at], word, *words[at + 2 :]])


def _is_unknown(token: Token, reader: Reader) -> bool:
    if len(token.spelling) not in LENGTHS:
        return False
    return not (reader.variants(Level.LEMMA, token.lemma) or reader.variants(Level.SPELLING, token.spelling))
