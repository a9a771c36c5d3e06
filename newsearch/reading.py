"""What an index makes of each word of a text, and why: the lists of its user, and the names it also asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from newsearch.expansion.own_words import OwnWords
from newsearch.fields import TEXT_FIELDS
from newsearch.manifest import OWN_WORDS
from newsearch.model import Note
from newsearch.query.parse import MAX_WORDS
from newsearch.query.runs import Expand
from newsearch.text.analyser import Analyser, Token
from newsearch.text.explain import Explained, explained, steps

#: A name may go on behind the words that are looked at together.
_OVERLAP: Final = 8


@dataclass(frozen=True)
class Analysis:
    """A text word by word, each with what was done to it; ``notes``: what is wrong with the lists."""

    words: tuple[Explained, ...]
    notes: tuple[Note, ...]


def analysis(text: str, analyser: Analyser, own: OwnWords, expander: Expand, notes: Sequence[Note]) -> Analysis:
    """A text as a query in this index reads it."""
    words = [_listed(text, own, *of) for of in explained(text, analyser)]
    names = dict[int, list[str]]()
    for place, name in _names([token for token, _steps in words], expander):
        names.setdefault(place, []).append(name)
    also = [(f"also: {'، '.join(dict.fromkeys(names[i]))}",) if i in names else () for i in range(len(words))]
    whole = [(token, (*taken, *more)) for (token, taken), more in zip(words, also, strict=True)]
    return Analysis(tuple(whole), tuple(notes))


def _listed(text: str, own: OwnWords, token: Token, taken: tuple[str, ...]) -> Explained:
    """A word as the list has it, if it is there."""
    if (word := own.of(token)) is None:
        others = [own.forms[form] for one in own.by(token.lemmas) for form in one.forms]
        return token, (*taken, *([f"{OWN_WORDS}: also {'، '.join(others)}"] if others else []))
    said = f"{OWN_WORDS}: a form of {word.name}"
    lemmas = word.terms or (word.name,)
    return replace(token, lemmas=lemmas), steps(text[token.start : token.end], [said])


def _names(tokens: Sequence[Token], expander: Expand) -> Iterator[tuple[int, str]]:
    """The other names that a query for the words asks for, each with the place of the first word that it stands for.

    No more words are looked at together than a query has.
    """
    for first in range(0, len(tokens), MAX_WORDS):
        begin = max(first - 1, 0)  # a day may stand before the name of a month
        for other in expander(tokens[begin : first + MAX_WORDS + _OVERLAP], TEXT_FIELDS):
            if other.said and first <= begin + other.start < first + MAX_WORDS:
                yield begin + other.start, other.said
