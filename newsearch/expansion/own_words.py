"""Words that a newsroom knows better than the lemma table: a list that it keeps beside its index.

One form a line: the form, a tab, the word it is a form of; ``#`` begins a note. A line with one word twice makes it a
word of its own. A line that is nothing of the kind is reported with its number and left out; the rest is used. What the
list says wins over the table, for queries: an index holds what the table said when it was made, and need not be made
anew. See docs/decisions/0006.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, Self

from newsearch.engines.base import Reader
from newsearch.lists import OwnList
from newsearch.manifest import OWN_WORDS
from newsearch.model import Note
from newsearch.query.leaves import Token
from newsearch.query.runs import Alternative, Expand
from newsearch.query.tiers import WEIGHTS, Role, Tier
from newsearch.query.tree import Level, Term
from newsearch.text import letters, morphology
from newsearch.text.analyser import Analyser
from newsearch.text.morphology import Source
from newsearch.text.morphology.segment import Clitic, Of, with_front, without_front
from newsearch.text.morphology.table import VERB_SIGN
from newsearch.text.stopwords import is_stop


class _Word(NamedTuple):
    """A word of the list.

    ``terms``: the one that it is indexed by, none if it is a word of its own; ``forms``: the spellings of its forms.
    """

    name: str
    terms: tuple[str, ...]
    forms: list[str]

    @property
    def is_verb(self) -> bool:
        return any(term.endswith(VERB_SIGN) for term in self.terms)


class OwnWords:
    """Forms, each with the word it is a form of."""

    def __init__(self) -> None:
        #: Spelling of a form → its word.
        self.words: dict[str, _Word] = {}
        #: Term → the word that is indexed by it.
        self.by_term: dict[str, _Word] = {}
        #: Spelling of a form → the form as the list has it.
        self.forms: dict[str, str] = {}
        #: What was wrong in the file, in words.
        self.notes: tuple[Note, ...] = ()

    @classmethod
    def read(cls, folder: Path, analyser: Analyser) -> Self:
        """The list in the folder of an index; an empty one if there is none."""
        own, listed = cls(), OwnList(folder / OWN_WORDS)
        pairs = []
        for number, columns in listed.rows:
            match [analyser.forms(column) for column in columns]:
                case [[form], [word]]:
                    pairs.append((form, word))
                case _:
                    listed.leave_out(number, columns, "is no form and its word, parted by a tab, and was left out")
        if pairs:
            own._take(pairs, analyser)
        own.notes = listed.notes
        return own

    def _take(self, pairs: list[tuple[str, str]], analyser: Analyser) -> None:
        words = list({word: None for _form, word in pairs})
        of_words = dict(zip(words, zip(*analyser.classes(words), strict=True), strict=True))
        spellings = letters.spellings([form for form, _word in pairs])
        last = dict(zip(spellings, pairs, strict=True))
        own = {spelt: _Word(word, (), []) for spelt, (_, word) in last.items() if _is_itself(spelt, *of_words[word])}
        for spelt, (form, word) in last.items():
            spelling, term = of_words[word]
            entry = own.get(spelling) or self.by_term.setdefault(term, _Word(word, (term,), []))
            entry.forms.append(spelt)
            self.words[spelt], self.forms[spelt] = entry, form

    def of(self, token: Token) -> _Word | None:
        """The word that the list has a form for, by itself or behind clitics."""
        if word := self.words.get(token.spelling):
            return word
        for front, rest in without_front(token.spelling) if self.words else ():
            if (word := self.words.get(rest)) and _is_behind(token.form, front, rest, word):
                return word
        return None

    def by(self, terms: Iterable[str]) -> list[_Word]:
        """The words of the list that are indexed by some terms."""
        return [word for term in terms if (word := self.by_term.get(term))]

    def beside(self, expand: Expand, analyser: Analyser, reader: Reader) -> Expand:
        """Finds what these words are forms of, and what ``expand`` finds for all others."""
        return _Beside(expand, self, analyser, reader) if self.words else expand


def _is_itself(form: str, word: str, term: str) -> bool:
    """Whether a line makes a word of its own: it has one word twice, that the table has as a form of another."""
    return form == word and letters.spelling(term) != word


class _Beside:
    """See ``query.runs.Expand``."""

    def __init__(self, expand: Expand, own: OwnWords, analyser: Analyser, reader: Reader) -> None:
        self._expand, self._own = expand, own
        self._analyser, self._reader = analyser, reader
        self.related, self.collocated = expand.related, expand.collocated

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        own = [one for start, token in enumerate(tokens) for one in self._alternatives(token, start, fields)]
        read = {one.start for one in own if one.role is Role.INSTEAD}
        return [*own, *(o for o in self._expand(tokens, fields) if o.length > 1 or o.start not in read)]

    def lemmas(self, token: Token) -> tuple[str, ...]:
        """The words of the list first; its forms are looked for by the words that the index has them as."""
        word = self._own.of(token)
        terms = self._expand.lemmas(token) if word is None else word.terms
        words = self._own.by(terms) if word is None else [word]
        indexed = self._lemmas([self._own.forms[form] for word in words for form in word.forms])
        return tuple(dict.fromkeys((*terms, *indexed)))

    def _alternatives(self, token: Token, start: int, fields: tuple[str, ...]) -> Iterator[Alternative]:
        word = self._own.of(token)
        if word is None:
            for form in self._written(self._own.by(token.lemmas), token.lemmas):
                yield Alternative(start, 1, Term(form, Level.FORM, fields), tier=Tier.LEMMA)
            return
        for tier, leaf in self._ways(token, word, fields):
            yield Alternative(start, 1, leaf, tier=tier, instead=True)

    def _ways(self, token: Token, word: _Word, fields: tuple[str, ...]) -> Iterator[tuple[Tier, Term]]:
        """What ``leaves.word`` gives for other words; what the term of the word meets is not counted twice."""
        alike = {token.form: Tier.FORM}
        for form in self._variants(token.spelling):
            alike.setdefault(form, Tier.SPELLING)
        for (form, tier), lemma in zip(alike.items(), self._lemmas(alike), strict=True):
            weight = sum(WEIGHTS[one] for one in {tier, Tier.SPELLING, *([] if lemma in word.terms else [Tier.LEMMA])})
            yield tier, Term(form, Level.FORM, fields, weight)
        for term in word.terms:
            yield Tier.LEMMA, Term(term, Level.LEMMA, fields)
        for form in self._written([word], word.terms):
            yield Tier.LEMMA, Term(form, Level.FORM, fields)

    def _written(self, words: Iterable[_Word], terms: Sequence[str]) -> list[str]:
        """The forms of some words that the index has, by themselves and behind clitics, but for those of the terms."""
        found: dict[str, None] = {}
        for word in words:
            for listed in word.forms:
                found.update(dict.fromkeys(self._variants(listed)))
                for front, spelt in with_front(listed):
                    if spelt not in self._own.words:
                        others = (form for form in self._variants(spelt) if _is_behind(form, front, listed, word))
                        found.update(dict.fromkeys(others))
        return [form for form, lemma in zip(found, self._lemmas(found), strict=True) if lemma not in terms]

    def _variants(self, spelt: str) -> list[str]:
        """The forms of the index with that spelling, but for words of grammar that are not listed: علي is no على."""
        forms = [vocable.text for vocable in self._reader.variants(Level.SPELLING, spelt)]
        return [form for form in forms if form == self._own.forms.get(spelt) or not is_stop(form)]

    def _lemmas(self, forms: Iterable[str]) -> list[str]:
        """The terms that forms are indexed by."""
        return self._analyser.classes([*forms])[1]


def _is_behind(form: str, front: Clitic, rest: str, word: _Word) -> bool:
    """Whether a form is a listed one behind a clitic, not another word that begins so, as والد does."""
    if front.of not in (Of.ANY, Of.VERB if word.is_verb else Of.NOUN):
        return False
    reading = morphology.read(form)
    begins = front.letters + rest[0]
    return reading.source is Source.RULES or not letters.spelling(reading.lemma.term).startswith(begins)
