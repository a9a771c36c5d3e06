"""Which dictionary word a form belongs to.

A *lemma* is the term that all forms of one word share: ``السياح`` and ``سائح`` have one, ``كتاب`` and ``كاتب`` two.
Verbs end in ``/v``: ``يقتلون`` has ``قتل/v``, ``القتل`` has ``قتل``.
"""

from functools import cache
from pathlib import Path
from typing import Final

from newsearch.text.morphology import segment, stem
from newsearch.text.morphology.lexicon import Lexicon, Reading, Source
from newsearch.text.morphology.table import Kind, Lemma, Table, fingerprint

__all__ = [
    "FINGERPRINT",
    "Kind",
    "Lemma",
    "Reading",
    "Source",
    "also",
    "explain",
    "lemma",
    "lemmas",
    "lexicon",
    "read",
]

_DATA: Final = Path(__file__).with_name("data") / "lemmas.bin"

#: Changes whenever a form may get another lemma: the table's version and checksum, and the rules for unknown forms.
FINGERPRINT: Final = "rules 10\0" + "\0".join(
    map(
        repr,
        (
            fingerprint(_DATA),
            *(segment.PROCLITICS, segment.ENDINGS),
            *(stem.CONJUNCTIONS, stem.PREPOSITIONS, stem.ARTICLE, stem.PRONOUNS, stem.ENDINGS),
        ),
    )
)


@cache
def lexicon() -> Lexicon:
    """The shipped table, opened on first use. Raises ``NewsearchError`` if it is damaged."""
    return Lexicon(Table.read(_DATA))


def lemma(form: str) -> str:
    """The term of the likeliest word a form belongs to."""
    return lexicon().lemma(form)


def lemmas(form: str) -> tuple[str, ...]:
    """The terms of all words a form is likely to belong to, the likeliest first: ``قتل`` is a noun and a verb."""
    return lexicon().lemmas(form)


def also(lemma: str) -> list[str]:
    """Forms that are meant by a word, though the table has them for another one: by ``طريقة`` ``طرق``, roads."""
    return lexicon().also(lemma)


def read(form: str) -> Reading:
    """The lemma with root, pattern and kind, and what came off to find it."""
    return lexicon().read(form)


def explain(form: str) -> tuple[str, ...]:
    """The steps from a form to its lemma, and what else it may be, in words."""
    found = read(form)
    steps = [f"{letters} comes off: {name}" for letters, name in found.affixes]
    if found.source is not Source.RULES:
        steps.append(
            f"{found.rest} is a form of {found.lemma.term} ({found.lemma.kind.name.lower().replace('_', ' ')})"
        )
    if others := lemmas(form)[1:]:
        steps.append(f"a query for it also asks for {', '.join(others)}")
    return tuple(steps)
