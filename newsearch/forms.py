"""Which forms of an index a word reaches, and by what: so that a reader sees what a query covers."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from newsearch.engines.base import Reader
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Reached
from newsearch.query import leaves
from newsearch.query.combine import disjunction
from newsearch.query.leaves import Token
from newsearch.query.lex import MAX_CHARACTERS
from newsearch.query.plan import Order, Search
from newsearch.query.runs import Expand
from newsearch.query.tiers import ALL, Tier, word
from newsearch.query.tree import And, Between, Level, Node, Phrase, Term
from newsearch.text.analyser import Analyser

#: Of so many words of a text it is told.
MOST_WORDS: Final = 64
#: What a tier is called.
TIERS: Final = {
    Tier.FORM: "the word itself",
    Tier.SPELLING: "another spelling",
    Tier.LEMMA: "another form of the word",
    Tier.GENDER: "the same word of men: hardly counts",
    Tier.NAME: "another name",
    Tier.FAMILY: "same root: ranks, does not match",
    Tier.ROOT: "same root: ranks, does not match",
}
_ORDER: Final = list(Tier)


def reached(text: str, analyser: Analyser, reader: Reader, expander: Expand, *, sources: bool = False) -> list[Reached]:
    """The forms behind the words of a text, closest tier first, the most frequent first within a tier.

    Names of several words stand as such among them. Only the first MOST_WORDS words are looked at, and no more
    characters than a query has.
    """
    found: dict[str, tuple[str, list[Node]]] = {}
    ways: dict[Term | Phrase, tuple[Tier, str]] = {}
    tokens = [token for word in text[:MAX_CHARACTERS].split() for token in leaves.telling(analyser.tokens(word))]
    for tier, leaf, name in _ways(tokens[:MOST_WORDS], expander):
        ways.setdefault(leaf, (tier, name))
    for leaf, (tier, name) in sorted(ways.items(), key=lambda way: _ORDER.index(way[1][0])):
        stands: list[tuple[str, Node]] = [(name, leaf)]
        if isinstance(leaf, Term):
            stands = [(form, Term(form, Level.FORM)) for form in _forms(leaf, reader)]
        for form, node in stands:
            found.setdefault(form, (TIERS[tier], []))[1].append(node)
    counted = [(form, tier, disjunction(nodes)) for form, (tier, nodes) in found.items()]
    made = (_row(form, tier, node, reader, sources=sources) for form, tier, node in counted)
    rows = [row for row in made if row.articles]
    labels = list(dict.fromkeys(TIERS.values()))
    return sorted(rows, key=lambda row: (labels.index(row.tier), -row.articles, row.form))


def _ways(tokens: Sequence[Token], expander: Expand) -> Iterator[tuple[Tier, Term | Phrase, str]]:
    """How a query for the words reads each, and what a name of several words is called."""
    tokens = [token for token in tokens if not token.stop] or tokens
    others = expander(tokens, TEXT_FIELDS)
    read = {other.start for other in others if other.instead}
    for start, token in enumerate(tokens):
        if start not in read:
            yield from ((tier, leaf, "") for tier, leaf in leaves.word(token, word(ALL), TEXT_FIELDS))
    yield from ((other.tier, other.leaf, other.said) for other in others)


def _forms(leaf: Term, reader: Reader) -> Iterator[str]:
    return (vocable.text for vocable in reader.variants(leaf.level, leaf.text))


def _row(form: str, tier: str, node: Node, reader: Reader, *, sources: bool) -> Reached:
    days: list[dt.date | None] = []
    for order in (Order.OLDEST, Order.NEWEST):
        found = reader.search(Search(And((node, Between())), order=order, limit=1))
        days.append(reader.head(found.rows[0].address).date if found.rows else None)
    articles = reader.search(Search(node, limit=0)).total
    first, last = days
    return Reached(form, tier, articles, first, last, _sources(node, articles, reader) if sources else ())


def _sources(node: Node, articles: int, reader: Reader) -> tuple[tuple[str, int], ...]:
    found = reader.search(Search(node, order=Order.NEWEST, limit=articles))
    counts = Counter(head.source for head in reader.heads([row.address for row in found.rows]))
    return tuple(sorted(counts.items(), key=lambda of: (-of[1], of[0])))
