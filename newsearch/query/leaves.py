"""Words, phrases and patterns of a query → leaves of the tree, with their weights."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, product, repeat
from typing import Final, Protocol

from newsearch.query.combine import disjunction
from newsearch.query.tiers import Tier, tier_of
from newsearch.query.tree import Level, Near, Node, Phrase, Synonyms, Term, Wildcard
from newsearch.text import morphology
from newsearch.text.letters import is_latin
from newsearch.text.particles import is_latin_article
from newsearch.text.stopwords import is_spelt_alike


class Token(Protocol):
    """One word of a text: where it stands (characters of that text) and its terms at the three levels."""

    @property
    def start(self) -> int:
        """Its first character."""
        ...

    @property
    def end(self) -> int:
        """The character behind its last one."""
        ...

    @property
    def form(self) -> str:
        """The word as written, but for marks and the like."""
        ...

    @property
    def spelling(self) -> str:
        """With the letters made equal that careless copy confuses."""
        ...

    @property
    def lemma(self) -> str:
        """The word behind its inflections."""
        ...

    @property
    def lemmas(self) -> tuple[str, ...]:
        """All words it may be an inflection of, the likeliest first."""
        ...

    @property
    def stop(self) -> bool:
        """Whether it carries grammar rather than news."""
        ...


#: Tells all words that a token may be an inflection of, the likeliest first.
Lemmas = Callable[[Token], tuple[str, ...]]
#: One way in which a word may be written, and how close that is.
Way = tuple[Tier, Term | Phrase]

#: What a word, or a phrase, counts that is asked for in its very form.
EXACT: Final = {Level.FORM: 1.0}
PATTERN: Final = 1.0
PATTERN_BEHIND: Final = 0.5  # behind an article or a particle

#: What may stand before a pattern. The article and its compounds before any, a lone particle only before so many
#: letters that the pattern hardly begins inside another word.
ARTICLES: Final = ("ال", "وال", "فال", "بال", "وبال", "كال", "وكال")
LAMS: Final = ("لل", "ولل", "فلل")  # for + the: a lam that follows is not written a third time
PARTICLES: Final = ("و", "ب", "ل", "ول", "وب")
MIN_LETTERS_BEHIND_PARTICLE: Final = 4
#: What stands glued before a word that is not Arabic, or a number; and behind a year, and which years those are.
_BEFORE: Final = frozenset((*ARTICLES, *LAMS, *PARTICLES, "ف", "ك"))
_BEHIND: Final = {"م": range(1600, 2200), "ه": range(1300, 1500)}

#: Of a phrase with homographs, so many readings are looked for, the likeliest first.
_MEANINGS: Final = 8
#: Of so many patterns, the last ones asked for, the leaves are remembered.
_PATTERNS: Final = 1024
_LEADING_LETTERS: Final = re.compile(r"[^*?]*")


def lemmas(token: Token) -> tuple[str, ...]:
    """Those that the lemma table tells."""
    return token.lemmas


def telling(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens of a word as typed without what is only glued to another: of ``لـCNN`` and ``2023م`` one each.

    Nor does the article of ``Al-Sisi`` tell anything.
    """
    first, last = 0, len(tokens)
    if last > 1 and tokens[0].form in _BEFORE and tokens[0].end == tokens[1].start:
        first += 1
    if last == 2 and is_latin(tokens[1].form) and is_latin_article(tokens[0].form, tokens[1].form):
        first += 1
    if last - first > 1 and tokens[-1].form in _BEHIND and tokens[-2].end == tokens[-1].start:
        year = tokens[-2].form
        last -= year.isdecimal() and int(year) in _BEHIND[tokens[-1].form]
    return tuple(tokens[first:last])


def word(token: Token, weights: dict[Level, float], fields: tuple[str, ...], lemmas: Lemmas = lemmas) -> list[Way]:
    """One word at each level of ``weights``; a number has no lemma to be found by, a homograph more than one.

    Nor has a word a careless spelling that is one of grammar: علي is no على, آلية no إليه. Of one that only a written
    hamza tells from another, the spellings without it count: إمام is no أمام.
    """
    careless = token.stop or not is_spelt_alike(token.spelling)
    apart = morphology.lexicon().apart(token.form) if Level.SPELLING in weights else []
    ways: list[Way] = []
    for level, weight in _without_numbers([token], weights).items():
        if level is not Level.SPELLING:
            weight += weights[Level.SPELLING] if apart and level is Level.FORM else 0
            ways += [(tier_of(level), Term(term, level, fields, weight)) for term in _terms(token, level, lemmas)]
        elif apart:
            ways += [(Tier.SPELLING, Term(form, Level.FORM, fields, weight)) for form in apart]
        elif careless:
            ways.append((Tier.SPELLING, Term(token.spelling, level, fields, weight)))
    return ways


def synonyms(strong: Iterable[Way], weak: Iterable[Way] = (), echoes: Iterable[Way] = ()) -> Node:
    """One word: its ways to be written, all of which match, and others that only rank. Each once, the first counts.

    ``echoes`` match, too, but how rare the word is does not follow from them.
    """
    members: dict[tuple[object, Level], Way] = {}
    ends = []
    for ways in (strong, echoes, weak):
        for tier, leaf in ways:
            members.setdefault((leaf.text if isinstance(leaf, Term) else leaf.texts, leaf.level), (tier, leaf))
        ends.append(len(members))
    telling, matching, _ = ends
    tiers, leaves = zip(*members.values(), strict=True)
    if len(leaves) == 1 and leaves[0].weight == 1.0:
        only: Term | Phrase = leaves[0]
        return only
    return Synonyms(leaves, telling, matching, tiers=tiers)


def loose(node: Node) -> Node:
    """The same word, where what only ranks matches too."""
    return node.loose if isinstance(node, Synonyms) else node


def phrase(
    tokens: Sequence[Token],
    weights: dict[Level, float],
    fields: tuple[str, ...],
    distance: int | None = None,
    lemmas: Lemmas = lemmas,
    others: Sequence[Sequence[Token]] = (),
) -> Node:
    """The words side by side in this order, or with a ``distance`` in any order and so many other words among them.

    ``others``: how else the names among them may be written, which counts where inflections do.
    """
    found = []
    levels = _without_numbers(tokens, weights)
    for level, weight in levels.items():
        ways = [tokens, *others] if level is [*levels][-1] else [tokens]
        terms = [[_terms(token, level, lemmas) for token in way] for way in ways]
        found.append(_one_phrase(terms, level, fields, distance, weight))
    return disjunction(found)


def row(tokens: Sequence[Token], weights: dict[Level, float], fields: tuple[str, ...], lemmas: Lemmas = lemmas) -> Node:
    """The words side by side in this order, each as it is likeliest meant."""
    return phrase(tokens, weights, fields, lemmas=lambda token: lemmas(token)[:1])


def _one_phrase(
    ways: Sequence[Sequence[tuple[str, ...]]],
    level: Level,
    fields: tuple[str, ...],
    distance: int | None,
    weight: float,
) -> Node:
    """The phrase at one level: one in all the ways in which it is written, and its homographs may be meant.

    All but the first of the ``ways`` have other names.
    """
    tiers = chain((tier_of(level),), repeat(Tier.NAME))
    every = ((tier, row) for tier, terms in zip(tiers, ways, strict=False) for row in product(*terms))
    rows = list(islice(every, _MEANINGS))
    if distance is not None:
        return disjunction(_near(row, level, fields, distance, weight) for _tier, row in rows)
    phrases = [(tier, side_by_side(row, level, fields, weight)) for tier, row in rows]
    return phrases[0][1] if len(phrases) == 1 else synonyms(phrases)


def side_by_side(texts: tuple[str, ...], level: Level, fields: tuple[str, ...], weight: float) -> Term | Phrase:
    """A phrase, or the word if it has only one."""
    if len(texts) == 1:
        return Term(texts[0], level, fields, weight)
    return Phrase(texts, level, fields, weight=weight)


def _near(texts: tuple[str, ...], level: Level, fields: tuple[str, ...], distance: int, weight: float) -> Term | Near:
    if len(texts) == 1:
        return Term(texts[0], level, fields, weight)
    return Near(texts, level, fields=fields, slop=distance, weight=weight)


def _without_numbers(tokens: Sequence[Token], weights: dict[Level, float]) -> dict[Level, float]:
    """The weights with spellings in the place of lemmas where there is a number: all days share one lemma."""
    if Level.LEMMA not in weights or not any(token.spelling[:1].isdigit() for token in tokens):
        return weights
    return {Level.SPELLING if level is Level.LEMMA else level: weight for level, weight in weights.items()}


@lru_cache(_PATTERNS)
def pattern(folded: str, fields: tuple[str, ...]) -> Node:
    """A pattern on spellings, also behind the article and particles unless it begins with a wildcard or the article."""
    return disjunction(
        [
            Wildcard(folded, fields=fields, weight=PATTERN),
            *(Wildcard(longer, fields=fields, weight=PATTERN_BEHIND) for longer in _behind(folded)),
        ]
    )


def _behind(folded: str) -> Iterator[str]:
    letters = _LEADING_LETTERS.match(folded)
    start = letters[0] if letters else ""
    if not start or not unicodedata.name(start[0], "").startswith("ARABIC LETTER") or start.startswith(("ال", "لل")):
        return
    yield from (article + folded for article in ARTICLES)
    yield from (lams[:-1] + folded if folded.startswith("ل") else lams + folded for lams in LAMS)
    if len(start) >= MIN_LETTERS_BEHIND_PARTICLE:
        yield from (particle + folded for particle in PARTICLES)


def pieces(text: str) -> list[str]:
    """A pattern at its hyphens, points and the like: ``f-3*`` is ``f`` and ``3*``."""
    parted = "".join(char if char in "*?" or unicodedata.category(char)[0] in "LMNC" else " " for char in text)
    return parted.split()


def _terms(token: Token, level: Level, lemmas: Lemmas) -> tuple[str, ...]:
    """What a word may be at a level, the likeliest first; only a homograph has more than one lemma."""
    match level:
        case Level.FORM:
            return (token.form,)
        case Level.SPELLING:
            return (token.spelling,)
        case Level.LEMMA:
            return lemmas(token)
