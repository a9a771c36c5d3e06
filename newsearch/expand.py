"""Other ways in which an index may write the words of a query: names, months. Everything added is said, and switchable.

An :class:`Expander` is asked by ``query.resolve`` for each run of plain words. It knows the aliases (ours and those
the user keeps beside the index), the names of the months, and which spellings the index has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final, Protocol

from newsearch.aliases import ALIASES, Aliases, Key, names_of_ours, read_keys, write_keys
from newsearch.model import Vocable
from newsearch.query.leaves import Token
from newsearch.query.runs import KEPT, Alternative
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import months, morphology, names, places
from newsearch.text.analyser import Analyser
from newsearch.text.letters import spelling
from newsearch.text.morphology import Kind, Source, families
from newsearch.text.morphology.families import Kinship
from newsearch.text.morphology.table import VERB_SIGN, Lemma

#: What counts as another name does; see ``query.tiers``.
WEIGHT: Final = WEIGHTS[Tier.NAME]
_TIERS: Final = {Kinship.CLOSE: Tier.FAMILY, Kinship.DISTANT: Tier.ROOT}
#: A word that may be another one, written alike, counts half: so often, about, it is meant.
_ALIKE: Final = WEIGHTS[Tier.LEMMA] / 2
#: How many times more frequent than a word in Latin letters the Arabic name of a place must be to be meant by it.
_FAR_MORE: Final = 10
#: How many spellings by ear are taken, the most frequent first.
BY_EAR: Final = 4
#: Fewer letters are too few to tell names by ear; more are no name, and would have too many spellings.
_NAME_LENGTHS: Final = range(4, 16)
#: With so many consonants in common, two names are one if they differ in a long vowel: if both are in the dictionary,
#: and if one is not.
_CONSONANTS_KNOWN: Final = 5
_CONSONANTS_UNKNOWN: Final = 4
_MONTHS: Final = (*months.NAMES.values(), *months.HIJRI.values())
#: Months whose names are common as other words: without a number beside them they are left alone.
_LEFT_ALONE: Final = frozenset("آب أوت ماي مارس جوان يونيه".split())


_read = lru_cache(64)(morphology.read)  # a word is read for each thing that is asked of it


class Vocabulary(Protocol):
    """What is asked of the index."""

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind a term."""
        ...


@dataclass(frozen=True)
class _Month:
    names: tuple[str, ...]
    name: str


class Expander:
    """Finds alternatives for the words of one query in one snapshot of an index."""

    def __init__(self, analyser: Analyser, vocabulary: Vocabulary, aliases: Aliases) -> None:
        self._analyser = analyser
        self._vocabulary = vocabulary
        self._aliases = aliases
        self._known: dict[str, Sequence[Token]] = {}
        self._kin = lru_cache(KEPT)(_kin)
        self._months = {aliases.key(name): _Month(of, name) for of in _MONTHS for name in of}
        self._longest = max(aliases.longest, *map(len, self._months))
        self._pairs = {*aliases.pairs, *(key for key in self._months if len(key) > 1)}

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        """The alternatives for a run of words, those of several words too."""
        found: list[Alternative] = []
        for start, token in enumerate(tokens):
            keys = [_key(tokens[start:end]) for end in range(start + 1, min(start + self._longest, len(tokens)) + 1)]
            found += self._month(tokens, start, keys, fields)
            for length, key in enumerate(keys, 1):
                for other in self._aliases.others(key):
                    found.append(self._named(start, length, other, fields))
            found += self._places(tokens, start, fields)
            found += self._compound(tokens, start, fields)
            if not any(one.start <= start < one.start + one.length for one in found):
                found += self._by_ear(token, start, fields)
            found += _homographs(token, start, fields)
            found += self._family(token, start, fields)
        return found

    def related(self, tokens: Sequence[Token]) -> bool:
        """Whether these words, side by side, may have other alternatives than each of them has alone."""
        pairs, one = self._pairs, None
        for other in tokens:
            if other.form in _LEFT_ALONE:
                return True
            if one and ((one.lemma, other.lemma) in pairs or names.joined(one.spelling, other.spelling)):
                return True
            if one and _is_latin(one) and places.begin(f"{one.spelling} {other.spelling}"):
                return True
            one = other
        return False

    @staticmethod
    def lemmas(token: Token) -> tuple[str, ...]:
        """All words that a word of a phrase may be an inflection of, the likeliest first."""
        return token.lemmas

    def _family(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """Words of the same root: they rank, they do not match."""
        for tier, leaf in self._kin(_read(token.form).lemma, fields):
            yield Alternative(start, 1, leaf, tier=tier)

    def _named(self, start: int, length: int, name: str, fields: tuple[str, ...]) -> Alternative:
        return Alternative(start, length, self._written(name, fields), name)

    def _written(self, name: str, fields: tuple[str, ...]) -> Term | Phrase:
        """A name as one writes it: with its inflections, unless it only looks like one of another word."""
        tokens = self._tokens(name)
        if len(tokens) == 1 and not _is_itself(tokens[0]):
            return Term(tokens[0].spelling, Level.SPELLING, fields, WEIGHT)
        return _leaf(self._lemmas(name), fields)

    def _tokens(self, name: str) -> Sequence[Token]:
        if name not in self._known:
            self._known[name] = self._analyser.tokens(name)
        return self._known[name]

    def _lemmas(self, name: str) -> tuple[str, ...]:
        return tuple(token.lemma for token in self._tokens(name))

    # --- months ---------------------------------------------------------------------------------------------------

    def _month(
        self, tokens: Sequence[Token], start: int, keys: Sequence[Key], fields: tuple[str, ...]
    ) -> Iterator[Alternative]:
        for length, key in reversed([*enumerate(keys, 1)]):
            month = self._months.get(key)
            if month is None:
                continue
            dated = any(token.lemma == months.DAY for token in tokens[max(start - 1, 0) : start]) or any(
                token.lemma == months.YEAR for token in tokens[start + length : start + length + 1]
            )
            if dated or tokens[start].form not in _LEFT_ALONE or length > 1:
                for other in month.names:
                    if self._lemmas(other) != self._lemmas(month.name):
                        for leaf in self._dated(other, fields):
                            yield Alternative(start, length, leaf, other)
            return

    def _dated(self, name: str, fields: tuple[str, ...]) -> list[Term | Phrase]:
        """A month's name, beside a day or a year if it has other meanings."""
        lemmas = self._lemmas(name)
        if name not in months.AMBIGUOUS:
            return [self._written(name, fields)]
        return [_leaf((months.DAY, *lemmas), fields), _leaf((*lemmas, months.YEAR), fields)]

    # --- names ----------------------------------------------------------------------------------------------------

    def _compound(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The two words of a name joined, or a joined name in two words, where the index has it so."""
        if parts := names.apart(tokens[start].spelling):
            lemmas = tuple(self._analyser.tokens(part)[0].lemma for part in parts)
            if self._vocabulary.variants(Level.LEMMA, lemmas[1]):
                yield Alternative(start, 1, _leaf(lemmas, fields), " ".join(parts))
        if start + 1 < len(tokens):
            first, second = tokens[start].spelling, tokens[start + 1].spelling
            for head in dict.fromkeys((first, first.removeprefix("ا") if first == "ابن" else first)):
                one = names.joined(head, second)
                if one and (known := self._vocabulary.variants(Level.SPELLING, one)):
                    yield Alternative(start, 2, self._written(known[0].text, fields), known[0].text)

    def _places(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The Arabic names of a place written in Latin letters, unless articles have the word as such: Nice, Mobile."""
        if not _is_latin(tokens[start]):
            return
        run = [token.spelling for token in tokens[start : start + places.LONGEST]]
        for length in range(1, len(run) + 1):
            for name in places.arabic(" ".join(run[:length])):
                leaf = self._placed(name, fields)
                if length > 1 or self._articles(leaf) >= _FAR_MORE * self._articles(Term(run[0], Level.SPELLING)):
                    yield Alternative(start, length, leaf, name)

    def _placed(self, name: str, fields: tuple[str, ...]) -> Term | Phrase:
        """As ``_written``; of a name that is a word of the language, too, only that very form."""
        tokens = self._tokens(name)
        if len(tokens) == 1 and not _is_name(tokens[0]):
            return Term(tokens[0].spelling, Level.SPELLING, fields, WEIGHT)
        return self._written(name, fields)

    def _articles(self, leaf: Term | Phrase) -> int:
        """In how many articles a word stands, about, or the rarest of a phrase."""
        texts = [leaf.text] if isinstance(leaf, Term) else leaf.texts
        return min(sum(one.articles for one in self._vocabulary.variants(leaf.level, text)) for text in texts)

    def _by_ear(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """Spellings of a foreign name that the index has and that sound the same."""
        reading = _read(token.form)
        name = reading.rest if reading.source is Source.CLITICS else token.spelling
        if (
            reading.lemma.kind is not Kind.NAME
            or len(name) not in _NAME_LENGTHS
            or not name.isalpha()
            or name.isascii()
        ):
            return
        consonants = names.consonants(name)
        if consonants < _CONSONANTS_UNKNOWN:
            return
        found: dict[str, Vocable] = {}
        for heard in dict.fromkeys(names.by_ear(name)):
            for vocable in self._vocabulary.variants(Level.SPELLING, heard):
                other = morphology.read(vocable.text)
                if other.lemma.kind is Kind.NAME and other.lemma.term != token.lemma:
                    unknown = Source.RULES in (reading.source, other.source)
                    if unknown or consonants >= _CONSONANTS_KNOWN or len(heard) == len(name):
                        found.setdefault(morphology.lemma(vocable.text), vocable)
        best = sorted(found.items(), key=lambda item: (-item[1].articles, item[0]))[:BY_EAR]
        for lemma, vocable in best:
            yield Alternative(start, 1, _leaf((lemma,), fields), vocable.text)


def _homographs(token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
    """The word bare of all inflection, where an index has that under another word: طلاب asks for طالب, too."""
    for lemma in token.lemmas:
        bare = lemma.removesuffix(VERB_SIGN)
        first, *others = morphology.lemmas(bare)
        if lemma in others and first not in token.lemmas:
            yield Alternative(start, 1, Term(bare, Level.FORM, fields, _ALIKE), tier=Tier.LEMMA)


def _kin(lemma: Lemma, fields: tuple[str, ...]) -> list[tuple[Tier, Term]]:
    """The relatives of a word."""
    tiers = ((_TIERS[kin], term) for term, kin in families.relatives(lemma))
    return [(tier, Term(term, Level.LEMMA, fields, WEIGHTS[tier])) for tier, term in tiers]


def _leaf(lemmas: tuple[str, ...], fields: tuple[str, ...]) -> Term | Phrase:
    if len(lemmas) == 1:
        return Term(lemmas[0], Level.LEMMA, fields, WEIGHT)
    return Phrase(lemmas, Level.LEMMA, fields, weight=WEIGHT)


def aliases_of(folder: Path, analyser: Analyser) -> Aliases:
    """Our aliases, and those of the index in the folder."""
    known = read_keys(analyser.fingerprint)

    def key(name: str) -> Key:
        return known[name] if name in known else key_of(name, analyser)

    return Aliases.read(folder / ALIASES, key)


def main() -> None:
    """Write the keys of our names and of the months; see ``aliases``."""
    analyser = Analyser()
    ours = [*names_of_ours(), *(name for of in _MONTHS for name in of)]
    write_keys(analyser.fingerprint, ((name, key_of(name, analyser)) for name in ours))


def key_of(name: str, analyser: Analyser) -> Key:
    """What a name is looked up by."""
    return _key(analyser.tokens(name))


def _key(tokens: Sequence[Token]) -> Key:
    """What a name is looked up by: the lemmas of its words; of a word that only looks inflected, its spelling."""
    if len(tokens) == 1 and not _is_itself(tokens[0]):
        return (f"={tokens[0].spelling}",) if not _is_name(tokens[0]) else (tokens[0].lemma,)
    return tuple(token.lemma for token in tokens)


def _is_itself(token: Token) -> bool:
    """Whether the word is its own lemma, but for the article: قطر is, قوقل (read as a verb) is not."""
    return spelling(token.lemma) in (token.spelling, token.spelling.removeprefix("ال"))


def _is_latin(token: Token) -> bool:
    return "a" <= token.spelling[0] <= "z"


def _is_name(token: Token) -> bool:
    return _read(token.form).lemma.kind is Kind.NAME


if __name__ == "__main__":
    main()
