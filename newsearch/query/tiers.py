"""How close a word of an article may be to a word of the query: one table of tiers, closest first.

Each can be switched off, but for the form itself. Only tiers that *match* make an article count as having the word;
the others add to its score, and an article with nothing else follows as a part of what was asked for.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from newsearch.query.tree import Level


class Tier(StrEnum):
    """How close two words are."""

    FORM = "form"
    SPELLING = "spelling"
    LEMMA = "lemma"
    GENDER = "gender"
    NAME = "name"
    FAMILY = "family"
    ROOT = "root"


class Role(StrEnum):
    """What becomes of a word where another stands for it."""

    INSTEAD = "instead"  # what the word means: what the table says of it does not count
    MATCHES = "matches"  # as good as the word asked for
    ECHOES = "echoes"  # matches, but how rare the word is does not follow from it
    RANKS = "ranks"  # adds to the score, and follows as a part of what was asked


@dataclass(frozen=True)
class Row:
    """What a tier is, whether it makes an article match, and its weight: an occurrence of it counts so much.

    Weights add up where tiers hold each other: the very form is its own spelling and an inflection of its lemma.
    """

    tier: Tier
    weight: float
    matches: bool
    doc: str


TABLE: Final = (
    Row(Tier.FORM, 0.25, True, "the word as typed, but for marks and the like"),
    Row(Tier.SPELLING, 0.15, True, "the word in careless spelling: hamzas, ة and ه, ى and ي"),
    Row(Tier.LEMMA, 1.0, True, "any inflection of it, with any clitics"),
    Row(Tier.GENDER, 0.02, True, "where it is typed of a woman, the word said of men: وزير for وزيرة"),
    Row(Tier.NAME, 0.9, True, "another name of the same: aliases, months, spellings by ear, joined or apart"),
    Row(Tier.FAMILY, 0.4, False, "verb, verbal noun and participles of one measure of a root: انتحر, انتحار"),
    Row(Tier.ROOT, 0.16, False, "other words of the same root"),
)
WEIGHTS: Final = {row.tier: row.weight for row in TABLE}
ALL: Final = frozenset(Tier)
RANKING: Final[AbstractSet[str]] = frozenset(row.tier for row in TABLE if not row.matches)
_LEVELS: Final = {Level.FORM: Tier.FORM, Level.SPELLING: Tier.SPELLING, Level.LEMMA: Tier.LEMMA}
#: What the very form of a phrase adds to its lemmas, and its spelling.
_PHRASE: Final = 0.1
_SPELT: Final = 0.05
#: What plain words of a query add where they stand side by side, as they were typed.
_ROW: Final = 0.35
#: Names and fixed expressions have at most so many words.
_EXPRESSION: Final = 3


def role_of(tier: Tier) -> Role:
    """What becomes of a word where a word of that tier stands for it."""
    return Role.RANKS if tier in RANKING else Role.ECHOES if tier is Tier.GENDER else Role.MATCHES


def tier_of(level: Level) -> Tier:
    """The tier of a word that is met at a level."""
    return _LEVELS[level]


def widest(tiers: AbstractSet[Tier]) -> Level:
    """The loosest level that is switched on."""
    return next((level for level in reversed(_LEVELS) if _LEVELS[level] in tiers), Level.FORM)


def word(tiers: AbstractSet[Tier]) -> dict[Level, float]:
    """The weight of a bare word at each level that is switched on; the loosest counts 1."""
    loosest = widest(tiers)
    on = {level: WEIGHTS[tier] for level, tier in _LEVELS.items() if tier in tiers or level is Level.FORM}
    return {**on, loosest: 1.0}


def quoted(tiers: AbstractSet[Tier]) -> dict[Level, float]:
    """The same of a single word in quotes: the loosest level and the form."""
    return {Level.FORM: WEIGHTS[Tier.FORM], widest(tiers): 1.0}


def phrase(tiers: AbstractSet[Tier], *, misfiled: bool = False) -> dict[Level, float]:
    """The same of several words in quotes; by spelling, too, where careless copy of one is ``misfiled``."""
    spelt = {Level.SPELLING: _SPELT} if misfiled and Tier.SPELLING in tiers else {}
    return {Level.FORM: _PHRASE, **spelt, widest(tiers): 1.0}


def row(tiers: AbstractSet[Tier], words: int) -> dict[Level, float]:
    """The same of so many words without quotes, stop words not counted: the more, the less is it one expression."""
    return {widest(tiers): _ROW * (_EXPRESSION / max(words, _EXPRESSION)) ** 2}
