"""Other ways in which an index may write the words of a query: names, months. Everything added is said, and switchable.

An :class:`Expander` is asked by ``query.resolve`` for each run of plain words. It knows the aliases (ours and those
the user keeps beside the index), the names of the months, and which spellings the index has.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Final

from newsearch.engines.base import Reader, document_frequency
from newsearch.expansion import by_ear, clitics
from newsearch.expansion.aliases import Aliases, Key, names_of_ours, read_keys, write_keys
from newsearch.expansion.collocation import collocated
from newsearch.expansion.gender import feminine
from newsearch.manifest import ALIASES
from newsearch.query.leaves import Token
from newsearch.query.runs import KEPT, Alternative
from newsearch.query.tiers import WEIGHTS, Tier
from newsearch.query.tree import Level, Phrase, Term
from newsearch.text import months, morphology, names, particles, places
from newsearch.text.analyser import Analyser
from newsearch.text.letters import is_latin, spelling
from newsearch.text.morphology import Kind, families
from newsearch.text.morphology.families import Kinship
from newsearch.text.morphology.table import Lemma

#: What counts as another name does; see ``query.tiers``.
WEIGHT: Final = WEIGHTS[Tier.NAME]
_TIERS: Final = {Kinship.CLOSE: Tier.FAMILY, Kinship.DISTANT: Tier.ROOT}
#: A word that may be another one, written alike, counts half: so often, about, it is meant.
_ALIKE: Final = WEIGHTS[Tier.LEMMA] / 2
#: How many times more frequent than a word in Latin letters the Arabic name of a place must be to be meant by it.
_FAR_MORE: Final = 10
_MONTHS: Final = (*months.NAMES.values(), *months.HIJRI.values())
_AMBIGUOUS_MONTHS: Final = frozenset(map(spelling, months.AMBIGUOUS))

_read = lru_cache(64)(morphology.read)  # a word is read for each thing that is asked of it


@dataclass(frozen=True)
class _Month:
    names: tuple[str, ...]
    name: str


class Expander:
    """Finds alternatives for the words of one query in one snapshot of an index."""

    def __init__(self, analyser: Analyser, reader: Reader, aliases: Aliases) -> None:
        self._analyser = analyser
        self._reader = reader
        self._aliases = aliases
        self._known: dict[str, Sequence[Token]] = {}
        self._kin = lru_cache(KEPT)(_kin)
        self._behind = lru_cache(KEPT)(partial(clitics.spellings, reader=reader))
        self._collocated = lru_cache(KEPT)(partial(collocated, reader=reader))
        self._months = {aliases.key(name): _Month(of, name) for of in _MONTHS for name in of}
        self._longest = max(aliases.longest, *map(len, self._months))
        self._pairs = {*aliases.pairs, *(key for key in self._months if len(key) > 1)}

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        """The alternatives for a run of words, those of several words too."""
        found: list[Alternative] = []
        for start, token in enumerate(tokens):
            words = [(one.form, one.spelling, one.lemma) for one in tokens[start : start + self._longest]]
            keys = [_key(words[:length]) for length in range(1, len(words) + 1)]
            found += self._month(tokens, start, keys, fields)
            careful = [(1, (lemma,)) for lemma in token.lemmas[1:] if _is_itself(token.spelling, lemma)]
            for length, key in (*enumerate(keys, 1), *careful):
                found += self._named(start, length, [*self._aliases.others(key)], fields)
            found += self._places(tokens, start, fields)
            found += self._compound(tokens, start, fields)
            others = [one.said for one in found if one.start <= start < one.start + one.length]
            if all(map(is_latin, others)):  # an English name says nothing of how else it is spelt
                found += self._by_ear(token, start, fields, bool(others))
            found += self._clitics(token, start, fields)
            women = self._women(token, start, fields)
            found += women or _homographs(token, start, fields)
            found += self._family(token, start, fields, WEIGHTS[Tier.GENDER] if women else 1.0)
        return found

    def related(self, tokens: Sequence[Token]) -> bool:
        """Whether these words, side by side, may have other alternatives than each of them has alone."""
        pairs, one = self._pairs, None
        for other in tokens:
            if other.spelling in _AMBIGUOUS_MONTHS:
                return True
            if one and ((one.lemma, other.lemma) in pairs or names.cases(one.spelling, other.spelling)):
                return True
            if one and is_latin(one.spelling) and places.begin(f"{one.spelling} {other.spelling}"):
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
            yield Alternative(start, length, self._written(name, fields), name)
        listed = dict.fromkeys(map(spelling, others))
        for name in listed:
            if name.isalpha() and (parts := names.apart(name)) and (said := " ".join(parts)) not in listed:
                for *_, phrase in self._apart(*parts, fields):
                    yield Alternative(start, length, phrase, said)

    def _written(self, name: str, fields: tuple[str, ...]) -> Term | Phrase:
        """A name as one writes it: with its inflections, unless it only looks like one of another word."""
        tokens = self._tokens(name)
        if len(tokens) == 1 and not _is_itself(tokens[0].spelling, tokens[0].lemma):
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
            sure = dated or length > 1 or tokens[start].spelling.removeprefix("ال") not in _AMBIGUOUS_MONTHS
            if sure or tokens[start].form in months.RATHER_MONTHS:
                for place, other in enumerate(month.names):
                    careless = spelling(other) in map(spelling, month.names[:place])  # أب is said to be آب
                    if self._lemmas(other) != self._lemmas(month.name):
                        for leaf in self._dated(other, fields, sure=sure):
                            yield Alternative(start, length, leaf, "" if careless else other)
            return

    def _dated(self, name: str, fields: tuple[str, ...], *, sure: bool) -> list[Term | Phrase]:
        """A month's name, beside a day or a year if it means other things, or if no month is ``sure`` to be meant."""
        lemmas = self._lemmas(name)
        if sure and name not in months.AMBIGUOUS:
            return [self._written(name, fields)]
        return [_leaf((months.DAY, *lemmas), fields), _leaf((*lemmas, months.YEAR), fields)]

    # --- names ----------------------------------------------------------------------------------------------------

    def _compound(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The two words of a name joined, or a joined name in two words, in all cases, where the index has it so."""
        one = tokens[start]
        for name in dict.fromkeys((one.spelling, spelling(one.lemma))):
            if parts := names.apart(name):
                for *_, phrase in self._apart(*parts, fields):
                    yield Alternative(start, 1, phrase, " ".join(parts))
                for case in names.cases(*parts):
                    if case != parts[0]:
                        yield from self._joined(case, parts[1], start, 1, fields)
                continue
            for perhaps in names.perhaps_apart(name):
                if clitics.is_bare(name):
                    for *_, phrase in self._apart(*perhaps, fields):
                        if document_frequency(self._reader, phrase):
                            yield Alternative(start, 1, phrase, " ".join(perhaps))
        second, third, *_ = (*(token.spelling for token in tokens[start + 1 : start + 3]), "", "")
        # بن عبد العزيز is بن and a name; آل سعود is a family, no سعود with the article
        cases = () if names.cases(second, third) or one.form == "آل" else names.cases(one.spelling, second)
        for case in cases:
            yield from self._joined(case, second, start, 2, fields)
        # between two names بن is hardly ever written otherwise
        if len(cases) > 1 and (one.spelling != "بن" or not start):
            for case, lemma, phrase in self._apart(one.spelling, second, fields):
                if lemma not in one.lemmas:
                    yield Alternative(start, 2, phrase, f"{case} {second}")

    def _apart(self, head: str, second: str, fields: tuple[str, ...]) -> Iterator[tuple[str, str, Phrase]]:
        """The two words of a name in all cases of the first: the case, the word it is an inflection of, the phrase."""
        lemma = self._lemmas(second)[0]
        if not self._reader.variants(Level.LEMMA, lemma):
            return
        for case in names.cases(head, second):
            (first,) = self._lemmas(case)
            if case == "ابن":  # ابنة and أبناء are of the same word, and no part of a name
                for text in names.written(case):
                    if self._reader.variants(Level.SPELLING, text):
                        yield case, first, Phrase((text, second), Level.SPELLING, fields, weight=WEIGHT)
            else:
                yield case, first, Phrase((first, lemma), Level.LEMMA, fields, weight=WEIGHT)

    def _joined(
        self, head: str, second: str, start: int, length: int, fields: tuple[str, ...]
    ) -> Iterator[Alternative]:
        """The two words of a name in one, by itself and behind particles."""
        name = head + second
        article = head == names.ARTICLE  # without which it would be any form of the second word
        known = self._reader.variants(Level.SPELLING, name)
        said = known[0].text if known else name
        if known and (head not in names.DOUBTFUL or clitics.is_bare(known[0].text)):
            leaf = Term(name, Level.SPELLING, fields, WEIGHT) if article else self._written(said, fields)
            yield Alternative(start, length, leaf, said)
        telling = article or head in names.TELLING
        others = (of for of, _particle in particles.behind(name)) if telling else self._behind(name)
        for text in others:
            if self._reader.variants(Level.SPELLING, text):
                yield Alternative(start, length, Term(text, Level.SPELLING, fields, WEIGHT), said)

    def _places(self, tokens: Sequence[Token], start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        """The Arabic names of a place written in Latin letters, unless articles have the word as such: Nice, Mobile."""
        if not is_latin(tokens[start].spelling):
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
        return min(sum(one.articles for one in self._reader.variants(leaf.level, text)) for text in texts)

    def _by_ear(self, token: Token, start: int, fields: tuple[str, ...], famous: bool) -> Iterator[Alternative]:
        """Spellings of a foreign name that the index has and that sound the same; of a ``famous`` one see there."""
        for lemma, form in by_ear.spellings(token, _read(token.form), self._reader, famous=famous):
            yield Alternative(start, 1, _leaf((lemma,), fields), form)


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


def _leaf(lemmas: tuple[str, ...], fields: tuple[str, ...]) -> Term | Phrase:
    if len(lemmas) == 1:
        return Term(lemmas[0], Level.LEMMA, fields, WEIGHT)
    return Phrase(lemmas, Level.LEMMA, fields, weight=WEIGHT)


def aliases_of(folder: Path, analyser: Analyser) -> Aliases:
    """Our aliases, and those of the index in the folder."""
    known = read_keys(analyser.fingerprint)

    def keys(names: Sequence[str]) -> list[Key]:
        others = [name for name in names if name not in known]
        found = dict(zip(others, keys_of(others, analyser), strict=True)) if others else {}
        return [known[name] if name in known else found[name] for name in names]

    return Aliases.read(folder / ALIASES, keys)


def main() -> None:
    """Write the keys of our names and of the months; see ``aliases``."""
    analyser = Analyser()
    ours = [*names_of_ours(), *(name for of in _MONTHS for name in of)]
    write_keys(analyser.fingerprint, zip(ours, keys_of(ours, analyser), strict=True))


def keys_of(names: Sequence[str], analyser: Analyser) -> list[Key]:
    """What each of some names is looked up by."""
    words = list(map(analyser.forms, names))
    forms = list({form: None for of in words for form in of})
    terms = dict(zip(forms, zip(*analyser.classes(forms), strict=True), strict=True))
    return [_key([(form, *terms[form]) for form in of]) for of in words]


def _key(words: Sequence[tuple[str, str, str]]) -> Key:
    """What a name is looked up by: the lemmas of its words; of a word that only looks inflected, its spelling.

    ``words``: the form, spelling and lemma of each.
    """
    if len(words) == 1:
        ((form, spelt, lemma),) = words
        if not _is_itself(spelt, lemma) and morphology.lexicon().kind(form) is not Kind.NAME:
            return (f"={spelt}",)
    return tuple(lemma for _form, _spelling, lemma in words)


def _is_itself(spelt: str, lemma: str) -> bool:
    """Whether a word is its own lemma, but for the article: قطر is, قوقل (read as a verb) is not."""
    own = (spelt, spelt.removeprefix("ال"))
    return lemma in own or spelling(lemma) in own


def _is_name(token: Token) -> bool:
    return _read(token.form).lemma.kind is Kind.NAME


if __name__ == "__main__":
    main()
