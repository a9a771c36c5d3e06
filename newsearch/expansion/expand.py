"""Other ways in which an index may write the words of a query. Everything added is said, and switchable.

An :class:`Expander` is asked by ``query.resolve`` for each run of plain words: what it says of each is a table of
contents of this room. It remembers what it was asked of words, for the last few thousand of them.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from typing import Final

from newsearch.engines.base import Reader, count_of_rarest, document_frequency
from newsearch.expansion import by_ear, clitics, negation
from newsearch.expansion.aliases import Aliases
from newsearch.expansion.collocation import collocated
from newsearch.expansion.compounds import Compounds
from newsearch.expansion.gender import feminine
from newsearch.expansion.months import Months, is_ambiguous
from newsearch.expansion.name_keys import key_of
from newsearch.expansion.romanised import Romanised
from newsearch.expansion.wording import Wording, is_itself
from newsearch.query.leaves import Token
from newsearch.query.runs import KEPT, Alternative
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import morphology, names, romanised
from newsearch.text.analyser import Analyser
from newsearch.text.letters import is_latin, spelling
from newsearch.text.morphology import Kind, families
from newsearch.text.morphology.families import Kinship
from newsearch.text.morphology.table import Lemma

_TIERS: Final = {Kinship.CLOSE: Tier.FAMILY, Kinship.DISTANT: Tier.ROOT}
#: A word that may be another one, written alike, counts half: so often, about, it is meant.
_ALIKE: Final = WEIGHTS[Tier.LEMMA] / 2
#: Words of a name that so many articles have each stand side by side in one of them.
_SURELY: Final = 1000

_read = lru_cache(64)(morphology.read)  # a word is read for each thing that is asked of it


class Expander:
    """Finds alternatives for the words of one query in one snapshot of an index."""

    def __init__(self, analyser: Analyser, reader: Reader, aliases: Aliases) -> None:
        self._reader = reader
        self._aliases = aliases
        self._kin = lru_cache(KEPT)(_kin)
        self._behind = lru_cache(KEPT)(partial(clitics.spellings, reader=reader))
        self._collocated = lru_cache(KEPT)(partial(collocated, reader=reader))
        self._stands = lru_cache(KEPT)(partial(document_frequency, reader))
        self._wording = Wording(analyser)
        self._months = Months(self._wording, aliases.key)
        self._romanised = Romanised(self._wording, reader)
        self._compounds = Compounds(self._wording, reader, self._behind)
        self._longest = max(aliases.longest, self._months.longest)
        self._pairs = aliases.pairs | self._months.pairs

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        """The alternatives for a run of words, those of several words too."""
        found: list[Alternative] = []
        for start, token in enumerate(tokens):
            words = [(one.form, one.spelling, one.lemma) for one in tokens[start : start + self._longest]]
            keys = [key_of(words[:length]) for length in range(1, len(words) + 1)]
            found += self._months(tokens, start, keys, fields)
            if any(other.instead and other.start == start for other in found):
                continue  # surely a month, and nothing else that is written so
            careful = [(1, (lemma,)) for lemma in token.lemmas[1:] if is_itself(token.spelling, lemma)]
            for length, key in (*enumerate(keys, 1), *careful):
                found += self._named(start, length, [*self._aliases.others(key)], fields)
            found += self._romanised(tokens, start, fields)
            found += self._compounds(tokens, start, fields)
            famous = any(one.start <= start < one.start + one.length for one in found)
            found += self._by_ear(token, start, fields, famous=famous)
            found += self._clitics(token, start, fields)
            women = self._women(token, start, fields)
            found += women or _homographs(token, start, fields)
            found += self._negated(token, start, fields)
            found += self._family(token, start, fields, WEIGHTS[Tier.GENDER] if women else 1.0)
        return [one if not one.said or self._is_there(one.leaf) else one._replace(said="") for one in found]

    def _is_there(self, leaf: Term | Phrase) -> bool:
        """Whether the index has a word, or the words of a phrase side by side: what it lacks need not be said."""
        rarest = count_of_rarest(self._reader, leaf)
        return rarest > 0 and (isinstance(leaf, Term) or rarest > _SURELY or self._stands(leaf) > 0)

    def related(self, tokens: Sequence[Token]) -> bool:
        """Whether these words, side by side, may have other alternatives than each of them has alone."""
        pairs, one = self._pairs, None
        for other in tokens:
            if is_ambiguous(other.spelling):
                return True
            if one and ((one.lemma, other.lemma) in pairs or names.cases(one.spelling, other.spelling)):
                return True
            if one and is_latin(one.spelling) and romanised.begin(f"{one.spelling} {other.spelling}"):
                return True
            one = other
        return False

    def collocated(self, one: Token, other: Token) -> float:
        """How far two words side by side are one expression, from 0 to 1."""
        if one.spelling[0].isdigit() or other.spelling[0].isdigit():  # all days share one lemma
            return self._collocated(one.spelling, other.spelling, Level.SPELLING)
        return self._collocated(one.lemma, other.lemma, Level.LEMMA)

    def lemmas(self, token: Token) -> tuple[str, ...]:
        """All words that a word of a phrase may be an inflection of, the likeliest first."""
        return tuple(dict.fromkeys((*token.lemmas, *map(morphology.lemma, self._spellings(token)))))

    def _spellings(self, token: Token) -> tuple[str, ...]:
        """The spellings of a name behind particles, and without those it has, that the table knows nothing of."""
        lemma, text = _read(token.form).lemma, token.spelling
        if lemma.kind is not Kind.NAME or not text.isalpha() or text.isascii():
            return ()
        return self._behind(text if clitics.is_bare(token.form) else spelling(lemma.term))

    def _clitics(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        for text in self._spellings(token):
            yield Alternative(start, 1, Term(text, Level.SPELLING, fields), tier=Tier.LEMMA)

    def _negated(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """Verbs behind لم and لن that the table has for another word where these do not stand before them."""
        for lemma in token.lemmas:
            for phrase in negation.phrases(lemma, fields, self._reader):
                yield Alternative(start, 1, phrase, tier=Tier.LEMMA)

    def _women(self, token: Token, start: int, fields: tuple[str, ...]) -> list[Alternative]:
        """A word typed of a woman, in the place of what the table says of it; and the same word said of men."""
        women = feminine(token, _read(token.form).lemma, self._reader)
        if not women:
            return []
        ways = [(Tier.FORM, Term(token.form, Level.FORM, fields, WEIGHTS[Tier.FORM]))]
        ways += [(Tier.LEMMA, Term(text, level, fields)) for level, text in women]
        men = [Term(lemma, Level.LEMMA, fields, WEIGHTS[Tier.GENDER]) for lemma in token.lemmas]
        return [
            *(Alternative(start, 1, leaf, tier=tier, instead=True) for tier, leaf in ways),
            *(Alternative(start, 1, leaf, tier=Tier.GENDER) for leaf in men),
        ]

    def _family(self, token: Token, start: int, fields: tuple[str, ...], times: float) -> Iterator[Alternative]:
        """Words of the same root: they rank, they do not match. Their weight comes so many ``times``."""
        for tier, leaf in self._kin(_read(token.form).lemma, fields):
            yield Alternative(start, 1, leaf if times == 1 else leaf._replace(weight=leaf.weight * times), tier=tier)

    def _named(self, start: int, length: int, others: list[str], fields: tuple[str, ...]) -> Iterator[Alternative]:
        """Names as they are listed, and those of two words that are listed joined."""
        for name in others:
            yield Alternative(start, length, self._wording.leaf(name, fields), name, listed=True)
        listed = dict.fromkeys(map(spelling, others))
        for name in listed:
            if name.isalpha() and (parts := names.apart(name)) and (said := " ".join(parts)) not in listed:
                for *_, phrase in self._compounds.apart(*parts, fields):
                    yield Alternative(start, length, phrase, said)

    def _by_ear(self, token: Token, start: int, fields: tuple[str, ...], *, famous: bool) -> Iterator[Alternative]:
        """Spellings of a foreign name that the index has and that sound the same; of a ``famous`` one see there."""
        for level, text, form in by_ear.spellings(token, _read(token.form), self._reader, famous=famous):
            yield Alternative(start, 1, Term(text, level, fields, WEIGHTS[Tier.NAME]), form)


def _homographs(token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
    """Forms that an index has under another word: طلاب asks for طالب, too, and طريقة for طرق, which are roads."""
    for lemma in token.lemmas:
        for form in morphology.also(lemma):
            if morphology.lemma(form) not in token.lemmas:
                yield Alternative(start, 1, Term(form, Level.FORM, fields, _ALIKE), tier=Tier.LEMMA)


def _kin(lemma: Lemma, fields: tuple[str, ...]) -> list[tuple[Tier, Term]]:
    """The relatives of a word."""
    tiers = ((_TIERS[kin], term) for term, kin in families.relatives(lemma))
    return [(tier, Term(term, Level.LEMMA, fields, WEIGHTS[tier])) for tier, term in tiers]
