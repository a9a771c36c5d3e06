"""What may have been meant by a word that nobody knows: spellings of the index, and how likely each of them is.

Each is a slip away (``text.slips``), or what a word in Latin letters sounds like (``text.latin``): that is its cost. A
blank left out is a slip, too, of words that articles have side by side. As in a noisy channel, the likeliest is the one
that is frequent, cheap, and at home beside the other words of the query.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise
from typing import Final

from newsearch.engines.base import Reader, count, document_frequency
from newsearch.fields import TEXT_FIELDS
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative, Expand
from newsearch.query.tiers import Role, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import latin, morphology, names, stopwords
from newsearch.text.backwards import looks_backwards
from newsearch.text.keyboards import other_layout
from newsearch.text.letters import form, spelling
from newsearch.text.morphology import Kind, Source
from newsearch.text.slips import BLANK, SMALL, SWAPPED, slips, two_slips

#: Of these lengths are words that may be two small slips away, which costs more than each of them by itself.
TWICE: Final = range(6, 13)
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
#: News has a slip at most once in so many times that it has the word: ``النفظ`` stands in it as other rare names do.
_SLIPS: Final = 300
#: How many times more articles than a word in Latin letters a name in Arabic ones must have.
_TIMES: Final = 4
#: Slips that cost more than this, and two slips, say little by themselves: so many articles must have the spelling.
#: Nor is a word put right by them that more than one article has, or that may well be inflected.
DEAR: Final = 0.7
ENOUGH: Final = 3
ENOUGH_TWICE: Final = 20
#: Cost as a power of e: half a unit of cost makes a spelling ten times less likely.
_COST: Final = 4.6
#: What the sounds of a name in Latin letters may cost, by its length.
_SOUNDS: Final = 0.5
_SOUNDS_EACH: Final = 0.08
#: How much more they may cost of a word that articles have next to another name.
_ALIKE: Final = 0.3
#: What they may cost where hardly any article has it.
_NEARLY: Final = 0.35
#: What it costs that a word is no name in the dictionary: names are made of such words; of these; of inflected ones.
_LIKE_NAMES: Final = frozenset({Kind.PARTICIPLE, Kind.ADJECTIVE, Kind.RELATIVE})
_NO_NAMES: Final = frozenset({Kind.VERB, Kind.PARTICLE})
_NAMELIKE: Final = 0.2
_WORD: Final = 0.3
_INFLECTION: Final = 0.6
#: With so much doubt, at most, a form may well be a name.
_A_NAME: Final = 0.18
#: Of articles with a word beyond so many, few are about a name that is written so.
_MANY: Final = 50
_COMMON: Final = 2.5
#: Words of the language have the article in this part of articles, at least; names hardly.
_ARTICLED: Final = 3
#: How many spellings are compared.
COMPARED: Final = 8
#: Words typed as one are so many at most, and have so many letters each, unless they are of grammar or begin names.
_PARTS: Final = 3
_SHORTEST_PART: Final = 3
#: So many readings as several words are looked for.
_READINGS: Final = 16


@dataclass(frozen=True)
class Candidate:
    """A spelling of the index that may have been meant: its most frequent form, in how many articles, at what cost.

    ``doubt`` is the part of the cost that is paid for what is no name, where one is meant.
    """

    text: str
    articles: int
    cost: float
    slips: int = 1
    doubt: float = 0.0

    @property
    def is_name(self) -> bool:
        """Whether it may well be a name."""
        return self.doubt <= _A_NAME

    @property
    def sounds(self) -> float:
        """What its sounds cost, where it is written in Latin letters."""
        return self.cost - self.doubt

    @property
    def is_base(self) -> bool:
        """Whether it is no verb, and no inflection of another form."""
        return self.doubt < _INFLECTION

    @property
    def likelihood(self) -> float:
        """The logarithm of how likely it is, but for a constant, if nothing else is known."""
        return math.log(self.articles) - _COST * self.cost


def of(text: str, reader: Reader, expand: Expand, read: Callable[[str], Sequence[Token]]) -> tuple[Candidate, ...]:
    """What may have been meant by a word, the likeliest first; nothing if it is likely meant as it is."""
    tokens = read(text)
    foreign = latin.is_name(text)
    if len(tokens) != 1 and not (foreign and tokens):
        return ()
    token = tokens[-1]
    seen, counted = _counted(token, reader)
    if counted is None:
        return ()
    others = expand([token], TEXT_FIELDS)
    if is_told(others, reader):
        return ()
    named = as_named(others, reader)
    from_the_end = text[::-1] if looks_backwards(text) else None
    if named > RARE or any(_stands(other, reader, read) for other in (other_layout(text), from_the_end)):
        return ()
    found = [one for one in sounding(text, reader) if is_plain(one, text, seen)] if foreign else []
    if not found and len(tokens) == 1:
        found = _near_or_twice(token.spelling, reader)
    swapped = _with_article(token) if not seen else ""
    if swapped:
        found = sorted((replace(one, cost=SWAPPED) if _spelt(one) == swapped else one for one in found), key=_order)
    likely = [one for one in found if _is_likely(one, text, _UNSEEN if _spelt(one) == swapped else max(counted, named))]
    if likely and not foreign and likely[0].cost <= SMALL and read(likely[0].text)[-1].stop:
        return ()  # a word of grammar in careless spelling: what else is near is not meant
    lexicon = morphology.lexicon()
    if lexicon.is_rare_name(token.form):
        often = _SLIPS * max(lexicon.often(token.form), 1.0)
        likely = [one for one in likely if lexicon.often(one.text) >= often]
    kept = (one for one in likely if not (other := read(one.text)[-1]).stop and other.lemma != token.lemma)
    return tuple(islice(kept, COMPARED))


def _with_article(token: Token) -> str:
    """The spelling in ال of a word in لا, which fingers swap; of others, and of what is surely «not», none."""
    affixes = morphology.read(token.form).affixes
    swapped = token.form.startswith("لا") and not (affixes and affixes[0][0] == "لا")
    return "ال" + token.spelling[2:] if swapped else ""


def _spelt(one: Candidate) -> str:
    return spelling(form(one.text))


def _stands(text: str | None, reader: Reader, read: Callable[[str], Sequence[Token]]) -> bool:
    """Whether something else was typed: a word that several articles have, with the wrong keys or from the end."""
    tokens = read(text) if text and text.isalpha() else ()
    return len(tokens) == 1 and count(reader, Level.SPELLING, tokens[0].spelling) > RARE


def _counted(token: Token, reader: Reader) -> tuple[int, int | None]:
    """How many articles have a word; and how many it counts as if it had, None if it is no slip."""
    source = morphology.read(token.form).source
    seen, of_lemma = count(reader, Level.SPELLING, token.spelling), count(reader, Level.LEMMA, token.lemma)
    if source is Source.CLITICS and not seen:
        return seen, _UNSEEN if of_lemma <= RARE_LEMMA else _INFLECTED
    if morphology.lexicon().is_made(token.form):
        return seen, _UNSEEN if not seen and of_lemma <= RARE_LEMMA else None
    unknown = source is Source.RULES or morphology.lexicon().is_rare_name(token.form)
    return seen, seen if unknown and seen <= RARE and of_lemma <= RARE_LEMMA else None


def is_plain(one: Candidate, word: str, seen: int = 0) -> bool:
    """Whether a word in Arabic letters is hardly anything but what was written in Latin ones."""
    if seen and not one.is_name:
        return False
    enough = ENOUGH if one.sounds > _NEARLY else 1
    return is_alike(one, word, 0.0) and one.is_base and one.articles >= enough


def is_alike(one: Candidate, word: str, more: float = _ALIKE) -> bool:
    """Whether a word in Arabic letters may be what was written in Latin ones, if ``more`` than its sound tells."""
    return one.sounds <= _SOUNDS + _SOUNDS_EACH * len(word) + more


def _doubt(one: Candidate, reader: Reader) -> float:
    """What it costs that a form is no name, as far as the dictionary and the index know.

    Names hardly take the article: صالح is one, صالة is not. What is frequent is mostly about something else.
    """
    reading = morphology.read(one.text)
    kind, own = reading.lemma.kind, _spelt(one)
    known = kind is Kind.NAME and reading.source is not Source.CLITICS
    doubt = _NAMELIKE if known or kind in _LIKE_NAMES else _WORD
    if not known:
        inflected = spelling(reading.lemma.term) not in (own, own.removeprefix("ال"))
        doubt += max(0.0, math.log(one.articles / _MANY) / (_COMMON * _COST))
        if inflected or kind in _NO_NAMES or reading.source is Source.CLITICS:
            return _INFLECTION + doubt
    if own.startswith("ال"):
        return 0.0 if known else min(doubt, _INFLECTION - 0.01)
    articled = count(reader, Level.SPELLING, f"ال{own}")
    return min(doubt, _INFLECTION - 0.01) * min(1.0, _ARTICLED * articled / (articled + one.articles))


def _is_likely(one: Candidate, text: str, counted: int) -> bool:
    """Whether a spelling is far more frequent than a slip that counts as if so many articles had it."""
    if one.text.isascii() and (one.cost > DEAR or one.articles < ENOUGH):
        return False  # foreign words are too few for that
    if latin.is_name(text) and not one.text.isascii():
        return one.articles >= _TIMES * counted
    if one.cost > DEAR or one.slips > 1:
        enough = ENOUGH if one.slips == 1 else ENOUGH_TWICE
        if counted > _UNSEEN or one.articles < enough:
            return False
    return one.articles >= max(FAR_MORE_AT_LEAST, FAR_MORE * one.cost) * counted


def as_named(others: Sequence[Alternative], reader: Reader) -> int:
    """In how many articles the most frequent one of a word's other names stands."""
    named = [other for other in others if other.role is not Role.RANKS and not _is_homograph(other)]
    return max((_articles(other.leaf, reader) for other in named), default=0)


def _is_homograph(other: Alternative) -> bool:
    """Whether it is no name, but an inflection that is written as another word."""
    return other.tier is Tier.LEMMA and isinstance(other.leaf, Term) and other.leaf.level is Level.FORM


def is_told(others: Sequence[Alternative], reader: Reader) -> bool:
    """Whether it is known what is meant by a word with these others, however rare that is: a list of names says so."""
    if any(other.role is Role.INSTEAD for other in others):
        return True
    return as_named([other for other in others if other.listed], reader) > 0


def _articles(leaf: Term | Phrase, reader: Reader) -> int:
    if isinstance(leaf, Term):
        return count(reader, leaf.level, leaf.text)
    return document_frequency(reader, leaf)


def near(spelling: str, reader: Reader) -> list[Candidate]:
    """What one slip may have made of it: spellings of the index, and words side by side; the likeliest first."""
    return _meant(spelling, {}, reader)


def _near_or_twice(spelling: str, reader: Reader) -> list[Candidate]:
    """These, and those two small slips away."""
    return _meant(spelling, two_slips(spelling) if len(spelling) in TWICE and not spelling.isascii() else {}, reader)


def _meant(spelling: str, twice: Mapping[str, float], reader: Reader) -> list[Candidate]:
    """What a slip may have made of it; ``twice``: spellings that are two slips away, and what these cost together."""
    return sorted((*present(costs(slips(spelling), twice), reader), *apart(spelling, reader)), key=_order)


def costs(once: Mapping[str, float], twice: Mapping[str, float]) -> dict[str, tuple[float, int]]:
    """Spellings that are one slip away, and two, with what these cost: the cost, and how many slips."""
    found = {text: (cost + _SECOND, 2) for text, cost in twice.items()}
    return found | {text: (cost, 1) for text, cost in once.items()}


def apart(spelling: str, reader: Reader) -> list[Candidate]:
    """The words that may have been typed as one, if articles have them side by side; the likeliest first."""
    found: list[Candidate] = []
    for parts in islice(_parted(spelling, reader), _READINGS):
        if found and len(parts) > found[0].text.count(" ") + 1:
            break
        if articles := document_frequency(reader, Phrase(parts, Level.SPELLING, TEXT_FIELDS)):
            found.append(Candidate(_as_written(parts, reader), articles, BLANK * (len(parts) - 1)))
    return sorted(found, key=_order)


def _parted(spelling: str, reader: Reader) -> Iterator[tuple[str, ...]]:
    """A spelling as two words of the index or more, the fewest first."""
    places = range(len(spelling) + 1)
    pieces = [piece for start, end in combinations(places, 2) if _may_be_word(piece := spelling[start:end])]
    behind = reader.forms_behind([(Level.SPELLING, piece) for piece in pieces])
    words = {piece for piece, forms in zip(pieces, behind, strict=True) if forms}
    for number in range(1, _PARTS):
        for cuts in combinations(places[1:-1], number):
            parts = tuple(spelling[start:end] for start, end in pairwise((0, *cuts, len(spelling))))
            if words.issuperset(parts) and any(map(_tells, parts)) and not _is_grammar(parts[-1]):
                yield parts


def _may_be_word(piece: str) -> bool:
    return len(piece) >= _SHORTEST_PART or piece in names.DOUBTFUL or _is_grammar(piece)


def _tells(part: str) -> bool:
    """Whether it is hardly there by chance."""
    return len(part) > _SHORTEST_PART and not stopwords.is_stop(part)


def _is_grammar(part: str) -> bool:
    """Whether it is as short as a syllable: such a word of grammar is glued to what follows, ما and لا above all."""
    return 1 < len(part) < _SHORTEST_PART and stopwords.is_stop(part)


def sounding(word: str, reader: Reader) -> list[Candidate]:
    """Spellings of the index that may be meant by a word in Latin letters, the likeliest first."""
    costs = latin.arabic(word)
    found = present({text: (cost, 1) for text, cost in costs.items()}, reader)
    doubts = (_doubt(one, reader) for one in found)
    whole = [replace(one, cost=one.cost + doubt, doubt=doubt) for one, doubt in zip(found, doubts, strict=True)]
    by_spelling = {_spelt(one): one for one in whole}
    return sorted((by_spelling | _of_two_words(costs, by_spelling, reader)).values(), key=_order)


def _of_two_words(costs: Mapping[str, float], joined: Mapping[str, Candidate], reader: Reader) -> dict[str, Candidate]:
    """Those of some spellings that are names of two words, which articles have side by side: ``Hizballah``.

    One that they have ``joined``, too, is more frequent by these.
    """
    cheapest = sorted(costs, key=lambda text: (costs[text], text))
    parted = [(text, parts) for text in cheapest if (parts := names.apart(text))]
    behind = reader.forms_behind([(Level.SPELLING, part) for _text, parts in parted for part in parts])
    known = [of for of, first, second in zip(parted, behind[::2], behind[1::2], strict=True) if first and second]
    found = {}
    for text, parts in known[:COMPARED]:
        if articles := document_frequency(reader, Phrase(parts, Level.SPELLING, TEXT_FIELDS)):
            one = joined.get(text) or Candidate(_as_written(parts, reader), 0, costs[text])
            found[text] = replace(one, articles=one.articles + articles)
    return found


def _as_written(parts: Sequence[str], reader: Reader) -> str:
    """The most frequent form of each of some spellings, side by side."""
    return " ".join(reader.variants(Level.SPELLING, part)[0].text for part in parts)


def present(costs: Mapping[str, tuple[float, int]], reader: Reader) -> list[Candidate]:
    """Those of some spellings that articles have, with what they cost and how many slips they take."""
    behind = reader.forms_behind([(Level.SPELLING, text) for text in costs])
    found = []
    for (text, of), forms in zip(costs.items(), behind, strict=True):
        if forms and (variants := reader.variants(Level.SPELLING, text)):
            found.append(Candidate(variants[0].text, sum(one.articles for one in variants), *of))
    return sorted(found, key=_order)


def _order(one: Candidate) -> tuple[float, str]:
    return -one.likelihood, one.text
