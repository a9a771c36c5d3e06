"""Other queries worth trying when one finds nothing: its unknown words respelt as the index spells them."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, assert_never

from newsearch.engines.base import Reader
from newsearch.query.syntax import Both, Either, Exact, Group, In, Pattern, Quoted, Syntax, Without, Word, write
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.analyser import Analyser
from newsearch.text.keyboards import other_layout
from newsearch.text.morphology import Source

#: Below this many letters one edit makes another word: حرب is not حزب.
SHORTEST: Final = 4
#: Long words have too many neighbours to look each of them up.
LONGEST: Final = 24
COUNT: Final = 3
#: A word in more articles than this is no slip; and how much more frequent its neighbour must be.
RARE: Final = 3
FAR_MORE: Final = 20
_LETTERS: Final = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"


def spellings(syntax: Syntax, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """Up to COUNT queries in which words that no article has are replaced by their most frequent neighbours."""
    unknown = list(dict.fromkeys(word for word in _words(syntax) if _unknown(word, analyser, reader)))
    if not unknown:
        return ()
    choices = {word.text: _neighbours(word, analyser, reader) for word in unknown}
    best = {text: found[0] for text, found in choices.items() if found}
    if not best:
        return ()
    made = [write(_respelt(syntax, best))]
    if len(unknown) == 1:
        made += [write(_respelt(syntax, {text: other})) for text, found in choices.items() for other in found[1:COUNT]]
    return tuple(dict.fromkeys(made))


def wrong_layout(query: str, analyser: Analyser, reader: Reader) -> tuple[str, ...]:
    """The query as the other keyboard layout gives it, if the index has all its words."""
    typed = other_layout(query.strip())
    tokens = analyser.tokens(typed) if typed else []
    if typed and tokens and all(reader.variants(Level.SPELLING, token.spelling) for token in tokens):
        return (typed,)
    return ()


def repaired(syntax: Syntax, analyser: Analyser, reader: Reader) -> Syntax | None:
    """The query with its misspelt words put right, where that is hardly in doubt; None if there is no such word.

    A word is misspelt if no dictionary knows it, hardly any article has it, and a neighbour is far more frequent.
    """
    better = {}
    for word in dict.fromkeys(_words(syntax)):
        tokens = analyser.tokens(word.text)
        if len(tokens) == 1 and SHORTEST <= len(tokens[0].spelling) <= LONGEST and _is_strange(tokens[0].form):
            seen = sum(vocable.articles for vocable in reader.variants(Level.LEMMA, tokens[0].lemma))
            if seen <= RARE and (found := _neighbours(word, analyser, reader)):
                frequent = sum(vocable.articles for vocable in reader.variants(Level.FORM, found[0]))
                if frequent >= max(1, FAR_MORE * seen):
                    better[word.text] = found[0]
    return _respelt(syntax, better) if better else None


def _is_strange(form: str) -> bool:
    return morphology.read(form).source is Source.RULES


def _words(syntax: Syntax) -> Iterator[Word]:
    match syntax:
        case Word():
            yield syntax
        case Group(parts) | Both(parts) | Either(parts):
            for part in parts:
                yield from _words(part)
        case In(field, part):
            if field in {"title", "body"}:
                yield from _words(part)
        case Without() | Exact() | Pattern() | Quoted():
            return
        case _:
            assert_never(syntax)


def _respelt(syntax: Syntax, better: dict[str, str]) -> Syntax:
    match syntax:
        case Word(text):
            return replace(syntax, text=better.get(text, text))
        case Group(parts) | Both(parts) | Either(parts):
            return replace(syntax, parts=tuple(_respelt(part, better) for part in parts))
        case In(_, part):
            return replace(syntax, part=_respelt(part, better))
        case _:
            return syntax


def _unknown(word: Word, analyser: Analyser, reader: Reader) -> bool:
    tokens = analyser.tokens(word.text)
    if len(tokens) != 1 or not SHORTEST <= len(tokens[0].spelling) <= LONGEST:
        return False
    token = tokens[0]
    return not (reader.variants(Level.LEMMA, token.lemma) or reader.variants(Level.SPELLING, token.spelling))


def _neighbours(word: Word, analyser: Analyser, reader: Reader) -> list[str]:
    """Forms one letter away that stand in articles, the most frequent first."""
    spelling = analyser.tokens(word.text)[0].spelling
    found: dict[str, int] = {}
    for candidate in dict.fromkeys(_edits(spelling)):
        for vocable in reader.variants(Level.SPELLING, candidate):
            found[vocable.text] = vocable.articles
    return sorted(found, key=lambda form: (-found[form], form))


def _edits(word: str) -> Iterator[str]:
    letters = _LATIN if word.isascii() else _LETTERS
    for i in range(len(word) + 1):
        before, after = word[:i], word[i:]
        if after:
            yield before + after[1:]
            if len(after) > 1:
                yield before + after[1] + after[0] + after[2:]
            for letter in letters:
                yield before + letter + after[1:]
        for letter in letters:
            yield before + letter + after
