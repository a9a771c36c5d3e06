"""What may have been meant by a word that nobody knows: spellings of the index, and how likely each of them is.

Each is a slip away (``text.slips``), or what a word in Latin letters sounds like (``text.latin``): that is its cost. As
in a noisy channel, the likeliest is the one that is frequent, cheap, and at home beside the other words of the query.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from newsearch.engines.base import Reader
from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token
from newsearch.query.plan import Search
from newsearch.query.runs import Expand
from newsearch.query.tiers import Role
from newsearch.query.tree import And, Level, Near, Node, Term
from newsearch.text import latin, morphology
from newsearch.text.backwards import looks_backwards
from newsearch.text.keyboards import other_layout
from newsearch.text.morphology import Kind, Source
from newsearch.text.slips import slips, small_slips

#: Of these lengths are words that may be two small slips away, which costs more than each of them by itself.
_TWICE: Final = range(6, 13)
_SECOND: Final = 0.4
#: A form in more articles than this is no slip; nor is one of a word that so many have in any form.
RARE: Final = 3
RARE_LEMMA: Final = 20
#: How many times more frequent than the slip a spelling must be: for each unit of cost, and at least.
FAR_MORE: Final = 40
FAR_MORE_AT_LEAST: Final = 20
#: A word that no article has, but that clitics and endings explain, counts as if so many had it: first where the word
#: behind them is rare, then where it is not.
_UNSEEN: Final = 1
_INFLECTED: Final = 10
#: Slips that cost more than this, and two slips, say little by themselves: so many articles must have the spelling.
#: Nor is a word put right by them that more than one article has, or that may well be inflected.
DEAR: Final = 0.7
ENOUGH: Final = 3
ENOUGH_TWICE: Final = 20
#: Cost and company as powers of e: half a unit of cost makes a spelling ten times less likely, and words of a query
#: are less independent of each other than the formula has it.
_COST: Final = 4.6
_COMPANY: Final = 0.8
#: What is added to a count of articles in common, so that none at all is no proof.
_NONE: Final = 0.25
#: Words are close with so many others between them, at most; an article that has both apart counts so much.
_BETWEEN: Final = 1
_APART: Final = 0.05
#: What the sounds of a name in Latin letters may cost, and those of a word that is no name in the dictionary.
_NAME: Final = 1.0
_WORD: Final = 0.6
_NO_NAMES: Final = frozenset({Kind.VERB, Kind.PARTICLE})
#: What they may cost where hardly any article has it.
_NEARLY: Final = 0.35
#: How many spellings are compared, beside how many other words of the query.
COMPARED: Final = 8
_BESIDE: Final = 4
#: How many spellings are searched for, and by how much (as a power of e) the others may be less likely than the first.
_MEANT: Final = 2
_HARDLY: Final = 1.0


@dataclass(frozen=True)
class Candidate:
    """A spelling of the index that may have been meant: its most frequent form, in how many articles, at what cost."""

    text: str
    articles: int
    cost: float
    slips: int = 1

    @property
    def likelihood(self) -> float:
        """The logarithm of how likely it is, but for a constant, if nothing else is known."""
        return math.log(self.articles) - _COST * self.cost


def of(text: str, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]) -> tuple[Candidate, ...]:
    """What may have been meant by a word, the likeliest first; nothing if it is likely meant as it is."""
    tokens = read(text)
    foreign = latin.is_latin(text)
    if len(tokens) != 1 and not (foreign and tokens):
        return ()
    token = tokens[-1]
    seen, counted = _counted(token, reader)
    if counted is None:
        return ()
    others = [other for other in expand([token], TEXT_FIELDS) if other.role is not Role.RANKS]
    if any(other.role is Role.INSTEAD for other in others):
        return ()
    names = [other.leaf for other in others if isinstance(other.leaf, Term)]
    named = max((_count(reader, name.level, name.text) for name in names), default=0)
    from_the_end = text[::-1] if looks_backwards(text) else None
    if named > RARE or any(_stands(other, reader, read) for other in (other_layout(text), from_the_end)):
        return ()
    found = _near_or_twice(token.spelling, reader) if len(tokens) == 1 else []
    if foreign:
        found = sorted([*found, *(one for one in sounding(text, reader) if _is_plain(one, seen))], key=_order)
    likely = [one for one in found if _is_likely(one, max(counted, named))]
    kept = (one for one in likely if not (other := read(one.text)[0]).stop and other.lemma != token.lemma)
    return tuple(islice(kept, COMPARED))


def _stands(text: str | None, reader: Reader, read: Callable[[str], Sequence[Token]]) -> bool:
    """Whether something else was typed: a word that several articles have, with the wrong keys or from the end."""
    tokens = read(text) if text and text.isalpha() else ()
    return len(tokens) == 1 and _count(reader, Level.SPELLING, tokens[0].spelling) > RARE


def _counted(token: Token, reader: Reader) -> tuple[int, int | None]:
    """How many articles have a word; and how many it counts as if it had, None if it is no slip."""
    source = morphology.read(token.form).source
    seen, of_lemma = _count(reader, Level.SPELLING, token.spelling), _count(reader, Level.LEMMA, token.lemma)
    if source is Source.CLITICS and not seen:
        return seen, _UNSEEN if of_lemma <= RARE_LEMMA else _INFLECTED
    return seen, seen if source is Source.RULES and seen <= RARE and of_lemma <= RARE_LEMMA else None


def _is_plain(one: Candidate, seen: int) -> bool:
    """Whether a word in Arabic letters is hardly anything but what was written in Latin ones.

    Names are written so. Of other words only those that may be names count, and only for what no article has in Latin.
    """
    reading = morphology.read(one.text)
    most = _NAME if reading.lemma.kind is Kind.NAME else 0.0 if seen or reading.lemma.kind in _NO_NAMES else _WORD
    enough = ENOUGH if one.cost > _NEARLY else 1
    return one.cost <= most and one.articles >= enough and reading.source is not Source.CLITICS


def _is_likely(one: Candidate, counted: int) -> bool:
    """Whether a spelling is far more frequent than a slip that counts as if so many articles had it."""
    if one.cost > DEAR and one.text.isascii():
        return False  # foreign words are too few for that
    if one.cost > DEAR or one.slips > 1:
        enough = ENOUGH if one.slips == 1 else ENOUGH_TWICE
        if counted > _UNSEEN or one.articles < enough:
            return False
    return one.articles >= max(FAR_MORE_AT_LEAST, FAR_MORE * one.cost) * counted


def _count(reader: Reader, level: Level, text: str) -> int:
    return sum(vocable.articles for vocable in reader.variants(level, text))


def near(spelling: str, reader: Reader) -> list[Candidate]:
    """Spellings of the index of which one may be a slip, the likeliest first."""
    return _present({text: (cost, 1) for text, cost in slips(spelling).items()}, reader)


def _near_or_twice(spelling: str, reader: Reader) -> list[Candidate]:
    """These, and those two small slips away."""
    once = slips(spelling)
    costs = {text: (cost, 1) for text, cost in once.items()}
    if len(spelling) in _TWICE and not spelling.isascii():
        twice = small_slips(spelling).items()
        costs.update((text, (cost + _SECOND, 2)) for text, cost in twice if text not in once)
    return _present(costs, reader)


def sounding(word: str, reader: Reader) -> list[Candidate]:
    """Spellings of the index that may be meant by a word in Latin letters, the likeliest first."""
    return _present({text: (cost, 1) for text, cost in latin.arabic(word).items()}, reader)


def _present(costs: Mapping[str, tuple[float, int]], reader: Reader) -> list[Candidate]:
    """Those of some spellings that articles have, with what they cost and how many slips they take."""
    behind = reader.forms_behind([(Level.SPELLING, text) for text in costs])
    found = []
    for (text, of), forms in zip(costs.items(), behind, strict=True):
        if forms and (variants := reader.variants(Level.SPELLING, text)):
            found.append(Candidate(variants[0].text, sum(one.articles for one in variants), *of))
    return sorted(found, key=_order)


def _order(one: Candidate) -> tuple[float, str]:
    return -one.likelihood, one.text


def chosen(
    candidates: Sequence[Candidate],
    next_to: Sequence[Token],
    beside: Sequence[Token],
    reader: Reader,
    read: Callable[[str], Sequence[Token]],
) -> list[Candidate]:
    """The likeliest of the spellings, given the other words of the query; two if one is hardly likelier.

    As Bayes has it, taking the other words for independent of each other. Words typed ``next_to`` it mostly stand close
    to what was meant in articles, too.
    """

    def likelihood(candidate: Candidate) -> float:
        if not (next_to or beside):
            return candidate.likelihood
        one = read(candidate.text)[0]
        often = _articles(Term(one.lemma), reader) + 1
        company = [_together(one, other, reader) + _NONE for other in beside[:_BESIDE]]
        for other in next_to:
            shared = _together(one, other, reader)
            close = _together(one, other, reader, close=True) if shared else 0
            company.append(close + _APART * (shared + _NONE))
        return candidate.likelihood + _COMPANY * sum(math.log(count / often) for count in company)

    if len(candidates) == 1:
        return [*candidates]
    ranked = sorted(((likelihood(one), one) for one in candidates), key=lambda of: (-of[0], of[1].text))
    return [one for value, one in ranked[:_MEANT] if value >= ranked[0][0] - _HARDLY]


def _together(one: Token, other: Token, reader: Reader, *, close: bool = False) -> int:
    """How many articles have both words, ``close`` to each other or anywhere; all days of a month have one lemma."""
    level = Level.SPELLING if other.spelling[0].isdigit() else Level.LEMMA
    texts = (one.spelling, other.spelling) if level is Level.SPELLING else (one.lemma, other.lemma)
    both = Near(texts, level, slop=_BETWEEN) if close else And(tuple(Term(text, level) for text in texts))
    return _articles(both, reader)


def _articles(node: Node, reader: Reader) -> int:
    return reader.search(Search(node, limit=0)).total
