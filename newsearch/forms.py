"""Which forms of an index a word reaches, and by what: so that a reader sees what a query covers."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Final

from newsearch.engines.base import Reader
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Reached
from newsearch.query.plan import Order, Search
from newsearch.query.runs import Expand
from newsearch.query.tiers import Role
from newsearch.query.tree import And, Between, Level, Term
from newsearch.text.analyser import Analyser, Token

#: Of so many words of a text it is told.
MOST_WORDS: Final = 64
EXACT: Final = "the word itself"
SPELLING: Final = "another spelling"
LEMMA: Final = "another form of the word"
NAME: Final = "another name"
RELATIVE: Final = "same root: ranks, does not match"


def reached(word: str, analyser: Analyser, reader: Reader, expander: Expand, *, sources: bool = False) -> list[Reached]:
    """The forms behind the words of a text, closest tier first, the most frequent first within a tier.

    Only the first MOST_WORDS words are looked at.
    """
    found: dict[str, tuple[str, int]] = {}
    tokens = analyser.tokens(word)[:MOST_WORDS]
    for token in tokens:
        for tier, level, text in (
            (EXACT, Level.FORM, token.form),
            (SPELLING, Level.SPELLING, token.spelling),
            *((LEMMA, Level.LEMMA, lemma) for lemma in token.lemmas),
        ):
            for vocable in reader.variants(level, text):
                found.setdefault(vocable.text, (tier, vocable.articles))
    for tier, leaf in _others(tokens, expander):
        for vocable in reader.variants(leaf.level, leaf.text):
            found.setdefault(vocable.text, (tier, vocable.articles))
    tiers = (EXACT, SPELLING, LEMMA, NAME, RELATIVE)
    order = sorted(found.items(), key=lambda item: (tiers.index(item[1][0]), -item[1][1], item[0]))
    return [_dated(form, tier, articles, reader, sources=sources) for form, (tier, articles) in order]


def _others(tokens: list[Token], expander: Expand) -> Iterator[tuple[str, Term]]:
    for other in expander(tokens, TEXT_FIELDS):
        if isinstance(other.leaf, Term):
            yield RELATIVE if other.role is Role.RANKS else NAME if other.said else LEMMA, other.leaf


def _dated(form: str, tier: str, articles: int, reader: Reader, *, sources: bool) -> Reached:
    days: list[dt.date | None] = []
    for order in (Order.OLDEST, Order.NEWEST):
        found = reader.search(Search(And((Term(form, Level.FORM), Between())), order=order, limit=1))
        days.append(reader.head(found.rows[0].address).date if found.rows else None)
    first, last = days
    return Reached(form, tier, articles, first, last, _sources(form, articles, reader) if sources else ())


def _sources(form: str, articles: int, reader: Reader) -> tuple[tuple[str, int], ...]:
    found = reader.search(Search(Term(form, Level.FORM), order=Order.NEWEST, limit=articles))
    counts = Counter(head.source for head in reader.heads([row.address for row in found.rows]))
    return tuple(sorted(counts.items(), key=lambda of: (-of[1], of[0])))
