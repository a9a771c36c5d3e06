"""Which forms of an index a word reaches, and by what: so that a reader sees what a query covers.

What is asked for is read as a query is: quotes, ``=``, patterns, fields. What a query leaves out is listed, too.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from newsearch.engines.base import Reader, document_frequency
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Note, Reached
from newsearch.query import leaves
from newsearch.query.combine import disjunction
from newsearch.query.describe import label
from newsearch.query.leaves import Token
from newsearch.query.plan import Order, Search
from newsearch.query.resolve import Resolver
from newsearch.query.runs import Expand, in_names
from newsearch.query.syntax import Both, Either, Exact, Group, In, Syntax, Without, Word, write
from newsearch.query.tiers import ALL, Tier, tier_of, word
from newsearch.query.tree import (
    And,
    Between,
    Fuzzy,
    Leaf,
    Level,
    Near,
    Node,
    Phrase,
    Synonyms,
    Term,
    Wildcard,
    positive,
)

#: Of a pattern, and of each word of a phrase, so many forms are looked at, the most frequent.
MOST_FITTING: Final = 500
MOST_OF_PHRASE: Final = 256
#: The tier of what fits a pattern.
PATTERN: Final = "pattern"
_ORDER: Final = [*(tier.value for tier in Tier), PATTERN]

#: One way of what is asked for: how close it is, and what a name of several words is called.
Way = tuple[str, Leaf, str]


def reached(
    syntax: Syntax, resolver: Resolver, reader: Reader, expander: Expand, *, sources: bool = False
) -> tuple[list[Reached], list[Note]]:
    """The forms behind the words of a query, closest tier first, the most frequent first within a tier.

    Names and phrases of several words stand as such among them. And what there is to be said about the query.
    """
    notes: list[Note] = []
    ways: dict[Leaf, tuple[str, str]] = {}
    for tier, leaf, name in _ways(syntax, resolver, expander, notes):
        ways.setdefault(leaf, (tier, name))
    found: dict[str, tuple[str, list[Node]]] = {}
    for leaf, (tier, name) in sorted(ways.items(), key=lambda way: _ORDER.index(way[1][0])):
        for form, node in [(name, leaf)] if name else _forms(leaf, reader, notes):
            found.setdefault(form, (tier, []))[1].append(node)
    counted = [(form, tier, disjunction(nodes)) for form, (tier, nodes) in found.items()]
    made = (_row(form, tier, node, reader, sources=sources) for form, tier, node in counted)
    rows = [row for row in made if row.articles]
    rows.sort(key=lambda row: (_ORDER.index(row.tier), -row.articles, row.form))
    return rows, notes


def _ways(syntax: Syntax, resolver: Resolver, expander: Expand, notes: list[Note]) -> Iterator[Way]:
    """How a query reads each of its words, phrases and patterns."""

    def told(part: Syntax) -> tuple[Token, ...]:
        """The tokens of a word that may be written otherwise; none of any other part."""
        return leaves.telling(resolver.tokens(part.text)) if isinstance(part, Word) else ()

    for plain, parts in groupby(_leaves(syntax), lambda part: len(told(part)) == 1):
        if plain:
            yield from _plain([token for part in parts for token in told(part)], expander)
            continue
        for part in parts:
            resolved = resolver.resolve(part)
            notes += resolved.notes
            scored = dict.fromkeys(positive(resolved.asked))
            if not scored and not resolved.notes:
                notes.append(Note(f"{write(part)} is no word of a text: left out", part.start, part.end))
            for leaf in scored:
                if isinstance(leaf, Synonyms):
                    yield from ((of, one, "") for of, one in zip(leaf.tiers, leaf.members, strict=True))
                else:
                    yield (PATTERN if isinstance(leaf, Wildcard) else tier_of(leaf.level)), leaf, ""


def _leaves(syntax: Syntax) -> Iterator[Syntax]:
    """The words, phrases and patterns of a query, each with the signs before it that say how it is looked for."""
    match syntax:
        case Group(parts) | Both(parts) | Either(parts):
            for part in parts:
                yield from _leaves(part)
        case Without(part):
            yield from _leaves(part)
        case Exact(part) | In(_, part):
            yield from (replace(syntax, part=leaf) for leaf in _leaves(part))
        case _:
            yield syntax


def _plain(tokens: Sequence[Token], expander: Expand) -> Iterator[Way]:
    """How a query reads plain words side by side, and what a name of several words is called."""
    if any(token.stop for token in tokens):
        named = in_names(expander(tokens, TEXT_FIELDS))
        tokens = [token for place, token in enumerate(tokens) if not token.stop or place in named] or tokens
    others = expander(tokens, TEXT_FIELDS)
    read = {other.start for other in others if other.instead}
    for start, token in enumerate(tokens):
        if start not in read:
            yield from ((tier, leaf, "") for tier, leaf in leaves.word(token, word(ALL), TEXT_FIELDS))
    for other in others:
        yield other.tier, other.leaf, other.said if isinstance(other.leaf, Phrase) else ""


def _forms(leaf: Leaf, reader: Reader, notes: list[Note]) -> Iterator[tuple[str, Node]]:
    """The forms of the index behind a leaf, each with where it stands."""
    match leaf:
        case Term(text, level, fields):
            yield from ((form, Term(form, Level.FORM, fields)) for form in _variants(reader, level, text))
        case Phrase():
            yield from ((" ".join(texts), _as_typed(texts, leaf)) for texts in _stands(leaf, reader))
        case Wildcard(pattern, level, fields):
            fits = leaf.test()
            known = reader.vocabulary(level, re.split(r"[*?]", pattern)[0])
            fitting = sorted((one for one in known if fits(one.text)), key=lambda one: -one.articles)
            if len(fitting) > MOST_FITTING:
                notes.append(
                    Note(f"of {len(fitting):,} words that fit {pattern} the {MOST_FITTING} most frequent are listed")
                )
            for one in fitting[:MOST_FITTING]:
                for form in _variants(reader, level, one.text):
                    yield form, Term(form, Level.FORM, fields)
        case Near() | Fuzzy():
            yield label(leaf), leaf


def _variants(reader: Reader, level: Level, text: str) -> list[str]:
    return [vocable.text for vocable in reader.variants(level, text)]


def _stands(phrase: Phrase, reader: Reader) -> list[tuple[str, ...]]:
    """The forms in which the words of a phrase stand side by side in articles, found word by word."""
    found: list[tuple[str, ...]] = [()]
    for text in phrase.texts:
        forms = _variants(reader, phrase.level, text)[:MOST_OF_PHRASE]
        longer = [(*before, form) for before in found for form in forms]
        found = [texts for texts in longer if document_frequency(reader, _as_typed(texts, phrase))]
    return found


def _as_typed(texts: tuple[str, ...], phrase: Phrase) -> Term | Phrase:
    """The very forms in the place of a phrase, or of its first words."""
    if len(texts) == 1:
        return Term(texts[0], Level.FORM, phrase.fields)
    return Phrase(texts, Level.FORM, phrase.fields, phrase.slop)


def _row(form: str, tier: str, node: Node, reader: Reader, *, sources: bool) -> Reached:
    days: list[dt.date | None] = []
    for order in (Order.OLDEST, Order.NEWEST):
        found = reader.search(Search(And((node, Between())), order=order, limit=1))
        days.append(reader.head(found.rows[0].address).date if found.rows else None)
    articles = document_frequency(reader, node)
    first, last = days
    return Reached(form, tier, articles, first, last, _sources(node, articles, reader) if sources else ())


def _sources(node: Node, articles: int, reader: Reader) -> tuple[tuple[str, int], ...]:
    found = reader.search(Search(node, order=Order.NEWEST, limit=articles))
    counts = Counter(head.source for head in reader.heads([row.address for row in found.rows]))
    return tuple(sorted(counts.items(), key=lambda of: (-of[1], of[0])))
