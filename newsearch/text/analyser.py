"""The one place where text becomes terms: index, query, highlighting and explaining all come through here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from newsearch.text import letters, months, morphology, stopwords, words

try:
    from _blake2 import blake2b  # what hashlib gives as well, but that loads OpenSSL first: 2 ms of every search
except ImportError:
    from hashlib import blake2b

#: Raised whenever words are found or folded differently, so that an index made before is refused.
VERSION = "2"
#: Of a keyword the article comes off a word that keeps so many letters.
_LEAST = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: where it stands (characters of the untouched text) and its terms at the three levels."""

    start: int
    end: int
    form: str
    spelling: str
    lemmas: tuple[str, ...]
    stop: bool

    @property
    def lemma(self) -> str:
        """The likeliest word that a query means by it; an index may have another (``classes``): ``من`` of ``منه``."""
        return self.lemmas[0]


class Analyser:
    """Turns text into tokens; ``columns`` turns whole articles into arrays of the same terms."""

    @property
    def fingerprint(self) -> str:
        """A hash of every table and version that decides what a word becomes; it lies in the index."""
        return _fingerprint()

    def tokens(self, text: str) -> list[Token]:
        """The words of a text in reading order."""
        return list(self._tokens(text))

    @staticmethod
    def forms(text: str) -> list[str]:
        """The words of a text as written, but for marks and the like, in reading order."""
        return [form for form in map(letters.form, words.WORD.findall(text)) if form]

    @staticmethod
    def _tokens(text: str) -> Iterator[Token]:
        for found in words.WORD.finditer(text):
            form = letters.form(found[0])
            if form:
                start, end = found.span()
                stop = stopwords.is_stop(form) and not stopwords.is_abbreviation(found[0])
                yield Token(start, end, form, letters.spelling(form), _lemmas(form), stop)

    def keywords(self, value: str) -> tuple[str, ...]:
        """The terms of a keyword field's value: the whole of it, then its words, with and without the article."""
        folded = list(map(letters.spelling, self.forms(value)))
        bare = [word.removeprefix("ال") for word in folded if word.startswith("ال") and len(word) >= 2 + _LEAST]
        return tuple(dict.fromkeys([" ".join(folded), *folded, *bare])) if folded else ()

    def fold_pattern(self, pattern: str) -> str:
        """A wildcard pattern in spellings: letters folded, ``*`` and ``?`` as they are."""
        return letters.spelling(letters.form(pattern))

    def rarities(self, lemmas: Sequence[str]) -> list[int]:
        """How rare each lemma is in news, 0 to 255; see ``rarity``."""
        from newsearch.text.rarity import rarities  # no search needs it

        return rarities(lemmas)

    def classes(self, forms: list[str]) -> tuple[list[str], list[str]]:
        """The spellings and the lemmas of many forms at once, as they are indexed."""
        spellings, lemmas = morphology.lexicon().many(forms)
        for i, form in enumerate(forms):
            if form < ":" and (number := months.lemma_of_number(form)):  # it begins with a digit, or with less
                lemmas[i] = number
        return spellings, lemmas


def _lemmas(form: str) -> tuple[str, ...]:
    number = months.lemma_of_number(form)
    return morphology.lemmas(form) if number is None else (number,)


@cache
def _fingerprint() -> str:
    tables = [
        VERSION,
        words.WORD.pattern,
        repr([(row.name, row.tier, sorted(row.letters.items())) for row in letters.TABLE]),
        repr([(pattern.pattern, replacement) for pattern, replacement, _reason in letters.SPELLINGS]),
        repr(stopwords.CLASSES),
        morphology.FINGERPRINT,
    ]
    return blake2b("\0".join(tables).encode(), digest_size=8).hexdigest()
