"""The score: BM25F in integers, so that every engine agrees bit for bit, whatever the order it sums in.

For one term and one article, with tf and length of each field (Robertson, Zaragoza: "The Probabilistic Relevance
Framework: BM25 and Beyond", 2009, section 3.5)::

    x      = sum over fields of  weight_f * tf_f / (1 - b_f + b_f * length_f / average_f)
             where a word among the first LEAD of a body counts twice
    impact = round(IMPACT_SCALE * (K1 + 1) * x / (K1 + x))                     an integer below 2**16
    query weight = round(WEIGHT_SCALE * leaf weight * idf),   idf = ln(1 + (N - df + 0.5) / (df + 0.5))
    score  = sum over leaves of  query weight * impact                         an integer below 2**53 in practice

N and df count live articles. A phrase is a term whose tf is its number of occurrences. A wildcard or fuzzy leaf has,
in an article, the largest impact of the terms that fit there, and the df of their union.

The members of synonyms count as one term: its x is the sum of theirs, each times its weight, and its df that of the
union of the members that tell. An engine keeps impacts, not frequencies, so x is read back from them, in integers::

    frequency = round(FREQUENCY_SCALE * x),   x = K1 * impact / (IMPACT_SCALE * (K1 + 1) - impact),  at least 1
    total     = sum over members of  round(MEMBER_SCALE * member weight) * frequency
    impact    = that of  x = total / (FREQUENCY_SCALE * MEMBER_SCALE),  at least 1
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from newsearch.fields import TEXT_FIELDS

K1: Final = 1.2
IMPACT_SCALE: Final = 1 << 14
WEIGHT_SCALE: Final = 1 << 10
FREQUENCY_SCALE: Final = 1 << 12
MEMBER_SCALE: Final = 1 << 10
#: The impact of an endless frequency; what comes near is no longer told apart.
ENDLESS: Final = IMPACT_SCALE * (K1 + 1.0)
LARGEST: Final = 36_000


@dataclass(frozen=True)
class FieldWeight:
    """How much one field counts: its weight, and ``b``, how much a long field is held against it."""

    weight: float
    b: float


#: Newsroom headlines are short and say what the article is about; docs/relevance.md tells what each number is worth.
FIELD_WEIGHTS: Final = {"title": FieldWeight(4.0, 0.5), "body": FieldWeight(1.0, 0.6)}
#: So many words at the beginning of a body are its lead, which sums the news up: each of them counts twice.
LEAD: Final = 40
assert tuple(FIELD_WEIGHTS) == TEXT_FIELDS  # noqa: S101  a table checked where it is read


@dataclass(frozen=True)
class Averages:
    """Average length of each text field, in words, over the articles that were live when it was taken.

    They are frozen when impacts are made of them: every commit takes them anew (the first one with articles for the
    first time), and keeps the old ones unless they have drifted. Compacting changes no article, so no score either.
    """

    title: float = 1.0
    body: float = 1.0

    @classmethod
    def of(cls, title_words: int, body_words: int, articles: int) -> "Averages":
        """From totals; an average below one word counts as one word."""
        count = max(articles, 1)
        return cls(max(title_words / count, 1.0), max(body_words / count, 1.0))

    def drifted(self, now: "Averages") -> bool:
        """Whether impacts made with these have to be made again: an average moved by more than a tenth."""
        return any(abs(new - old) > 0.1 * old for old, new in ((self.title, now.title), (self.body, now.body)))

    def unless(self, old: "Averages | None") -> "Averages":
        """These, unless the ``old`` ones can be kept."""
        return self if old is None or old.drifted(self) else old


def saturate(x: float) -> int:
    """The impact of a weighted, length-normalised frequency ``x`` >= 0."""
    return round(IMPACT_SCALE * ((K1 + 1.0) * x / (K1 + x)))


def frequency(impact: int) -> int:
    """The weighted frequency that an impact was made of, as a whole number above 0."""
    known = float(min(impact, LARGEST))
    return max(1, round(FREQUENCY_SCALE * (K1 * known / (ENDLESS - known))))


@cache
def member_weight(weight: float) -> int:
    """The integer weight of a member of synonyms, above 0."""
    return max(1, round(MEMBER_SCALE * weight))


def blend(total: int) -> int:
    """The impact of synonyms, from the weighted sum of the frequencies of their members, above 0."""
    return max(1, round(IMPACT_SCALE * ((K1 + 1.0) * total / (K1 * FREQUENCY_SCALE * MEMBER_SCALE + total))))


def blended(members: Iterable[tuple[float, Mapping[int, int]]]) -> dict[int, int]:
    """Article → impact of synonyms, from the weight of each member and its impacts."""
    totals = Counter[int]()
    for weight, impacts in members:
        for article, impact in impacts.items():
            totals[article] += member_weight(weight) * frequency(impact)
    return {article: blend(total) for article, total in totals.items()}


def lead(field: str) -> int:
    """How many words at the beginning of a field count twice."""
    return LEAD if field == "body" else 0


def norm(field: str, length: int, average: float) -> float:
    """What one occurrence in a field of ``length`` words counts."""
    setting = FIELD_WEIGHTS[field]
    return setting.weight / (1.0 - setting.b + setting.b * (length / average))


def query_weight(weight: float, df: int, articles: int) -> int:
    """The integer weight of a leaf that ``df`` of ``articles`` live articles match."""
    idf = math.log(1.0 + (articles - df + 0.5) / (df + 0.5))
    return round(WEIGHT_SCALE * weight * idf)


def as_float(score: int) -> float:
    """A score as shown to a reader: about one for each fairly rare word that is well matched."""
    return score / (IMPACT_SCALE * WEIGHT_SCALE)
