"""What was done to a word, step by step, in words: for ``newsearch analyze``."""

from collections.abc import Sequence
from typing import Final

from newsearch.text import letters, stopwords
from newsearch.text.analyser import Analyser, Token
from newsearch.text.morphology import explain as explain_lemma

_SIGNS: Final = frozenset(".,٫٬،")
#: A word with what was done to it.
Explained = tuple[Token, tuple[str, ...]]


def explained(text: str, analyser: Analyser) -> list[Explained]:
    """Each word of a text with the steps to its lemma."""
    return [(token, steps(text[token.start : token.end])) for token in analyser.tokens(text)]


def steps(surface: str, listed: Sequence[str] = ()) -> tuple[str, ...]:
    """The steps from a surface word to its lemma, those that changed something only.

    ``listed``: what a list says of it, which counts for more than the table.
    """
    form = letters.form(surface)
    if not form:
        return ("only marks: not a word",)
    taken = [*_rows(surface, letters.Tier.ALWAYS), *_rows(form, letters.Tier.DEFAULT)]
    taken += [reason for pattern, _new, reason in letters.SPELLINGS if pattern.search(form)]
    if form[0].isdecimal() and [char for char in surface if char in _SIGNS] != ["."] * form.count("."):
        taken.append("signs of a number: those that group digits go, the decimal one is a point")
    if surface.lower() != surface:
        taken.insert(0, "case")
    if stopwords.is_stop(form):
        taken.append("stop word: searched for only in phrases, or when nothing else is asked for")
    return (*dict.fromkeys(taken), *(listed or explain_lemma(form)))


def _rows(word: str, tier: letters.Tier) -> list[str]:
    composed = letters.composed(word)
    changed = []
    for row in letters.TABLE:
        if row.tier is tier and any(row.fold(char) != char for char in composed):
            changed.append(row.name)
    return changed
