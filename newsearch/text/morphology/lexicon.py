"""From a form to its lemma: the table, else clitics off a known word, else the light stem."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from newsearch.text.careless import careful, hurried, other_hamzas
from newsearch.text.letters import spelling, spellings
from newsearch.text.morphology import stem
from newsearch.text.morphology.segment import (
    ARTICLE,
    FAR_MORE,
    FOREIGN,
    FREQUENT,
    SEEN,
    SHORT,
    Cut,
    Of,
    as_written,
    segment,
    takes,
)
from newsearch.text.morphology.table import VERB_SIGN, Kind, Lemma, Table
from newsearch.text.stopwords import is_stop

if TYPE_CHECKING:
    from newsearch.text.morphology.bulk import Bulk

_MANY = 30_000  # forms: from here on laying the table out pays
_FEW = 200  # forms: fewer are quicker one by one
_RARE = 28  # a weight: names that news has ten times, among twenty million words, may be slips
_COMPARABLE = 0.25  # of the most frequent of several words: less frequent ones are not meant


class Source(StrEnum):
    """Where a reading comes from."""

    TABLE = "table"
    SPELLING = "spelling"
    CLITICS = "clitics"
    RULES = "rules"


@dataclass(frozen=True)
class Reading:
    """Why a form has its lemma: the affixes that came off (letters and name), the word that was left, and its lemma."""

    source: Source
    affixes: tuple[tuple[str, str], ...]
    rest: str
    lemma: Lemma


class _Terms(dict[int, str]):
    """The terms of classes, decoded when first met: opening the table must not cost what 35,000 words cost."""

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._table = table

    def __missing__(self, number: int) -> str:
        self[number] = term = self._table.term(number)
        return term


class Lexicon:
    """A lemma table with what is done about forms that are not in it."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._terms = _Terms(table)
        self._find = table.find
        self._asked = 0
        self._bulk: Bulk | None = None

    @property
    def table(self) -> Table:
        """The table it reads."""
        return self._table

    def many(self, forms: list[str]) -> tuple[list[str], list[str]]:
        """The spelling and the lemma of each form. Once many were asked for, the table is laid out for whole arrays.

        Before the first is looked up the whole table is checked: what is indexed must not come of a damaged one.
        """
        if not self._asked:
            self._table.check()
        self._asked += len(forms)
        if self._bulk is None and self._asked >= _MANY:
            from newsearch.text.morphology.bulk import Bulk  # a single query needs neither it nor numpy

            self._bulk = Bulk(self._table, self.lemma)
        if self._bulk is None or len(forms) < _FEW:
            return spellings(forms), list(map(self.lemma, forms))
        return self._bulk.classes(forms)

    def lemma(self, form: str) -> str:
        """The term of the likeliest class of a form."""
        if form.isascii():
            return form
        table = self._table
        entry = self._find(form)
        if entry < 0:
            return self._unknown(form)
        return self._terms[table.class_of(entry)]

    def kind(self, form: str) -> Kind:
        """The kind of the likeliest word a form belongs to."""
        entry = self._find(form)
        return self._table.kind(self._table.class_of(entry)) if entry >= 0 else self.read(form).lemma.kind

    def knows(self, form: str) -> bool:
        """Whether the table has the form as it is written."""
        return self._find(form) >= 0

    def is_made(self, form: str) -> bool:
        """Whether a form is one of a verb that the table has by rule or by hand only, not from any text: ``نضام``."""
        entry = self._find(form)
        return entry >= 0 and not self._table.weight(entry) and self._table.is_verb(self._table.class_of(entry))

    def is_rare_name(self, form: str) -> bool:
        """Whether the table has a form as a word of its own that news hardly has: as often a slip as a name."""
        entry = self._find(form)
        rare = entry >= 0 and self._table.weight(entry) <= _RARE
        return rare and self._table.kind(self._table.class_of(entry)) is Kind.NAME

    def often(self, form: str) -> float:
        """How often news has a form, about; 0 if the table lacks it."""
        return self._count(self._find(form))

    def count(self, form: str, term: str) -> float:
        """How often news has a form as an inflection of a word, about; 0 if the table does not know it as one."""
        entry = self._find(form)
        own = entry >= 0 and any(self._terms[number] == term for number in self._table.classes_of(entry))
        return self._count(entry) if own else 0.0

    def lemmas(self, form: str) -> tuple[str, ...]:
        """The terms of all likely classes of a form, the likeliest first."""
        word, own = spelling(form), self._find(form)
        entry = own if own >= 0 or self._as_written(form, word) else self._find(word)
        if entry < 0:
            found: tuple[str, ...] = (self.lemma(form),)
        else:
            terms = [self._terms[number] for number in self._table.classes_of(entry)]
            grammar = is_stop(form)  # هنأ is not هنا, nor ال إلى
            found = tuple([term for term in terms if grammar or not is_stop(term)] or terms)
        if "اي" in word and found[0].endswith(VERB_SIGN) and (noun := self._noun_without_hamza(word)):
            return (*found, noun)
        return tuple(dict.fromkeys((*found, *self._with_care(form, own))))

    def also(self, lemma: str) -> list[str]:
        """The forms that are meant by a word, too, though the table has them for another one: by ``طريقة`` ``طرق``."""
        entry = self._find(lemma.removesuffix(VERB_SIGN))
        numbers = self._table.classes_of(entry) if entry >= 0 else ()
        return next((self._table.also(number) for number in numbers if self._terms[number] == lemma), [])

    def _with_care(self, form: str, entry: int) -> list[str]:
        """The terms of words that may be typed as this form, the most frequent first: ``محافظه``, ``اعلام``.

        ``entry``: that of the form, -1 if it has none.
        """
        own = max(self._count(entry), 1.0)
        others: list[tuple[float, str]] = []
        for word, times in careful(form):
            other = self._find(word)
            if other >= 0 and (count := self._count(other)) > times * own and not is_stop(word):
                others.append((count, self._terms[self._table.class_of(other)]))
        others.sort(reverse=True)
        return [term for count, term in others if count >= _COMPARABLE * others[0][0]]

    def apart(self, form: str) -> list[str]:
        """What a word is typed as in a hurry, if another word has the same letters but for a written hamza.

        Nothing for nearly all words: their spellings do for it. ``إمام`` is no ``أمام``, but may be ``امام``. Names are
        written with either: ``إريتريا``, ``أريتريا``.
        """
        own = self._no_name(form)
        others = map(self._no_name, other_hamzas(form)) if own else ()
        return hurried(form) if any(other and own.isdisjoint(other) for other in others) else []

    def _no_name(self, form: str) -> frozenset[int]:
        """The classes of a form that the table has and that is no name."""
        entry = self._find(form)
        if entry < 0 or self._table.kind(self._table.class_of(entry)) is Kind.NAME:
            return frozenset()
        return frozenset(self._table.classes_of(entry))

    def _count(self, entry: int) -> float:
        """How often an entry was seen in news, about."""
        return 2.0 ** (self._table.weight(entry) / 8) - 1 if entry >= 0 else 0.0

    def _noun_without_hamza(self, word: str) -> str | None:
        """A frequent noun whose hamza on a seat of yeh was left out, where the word looks like a verb: ``طايره``."""
        entry = self._find(word.replace("اي", "اء", 1))
        if entry < 0 or self._table.weight(entry) < FREQUENT:
            return None
        number = self._table.class_of(entry)
        return None if self._table.is_verb(number) else self._terms[number]

    def read(self, form: str) -> Reading:
        """The same as ``lemma``, with its reason."""
        if form.isascii():
            return Reading(Source.RULES, (), form, Lemma(form))
        word = spelling(form)
        if (entry := self._find(form)) >= 0:
            return Reading(Source.TABLE, (), form, self._table.lemma(self._table.class_of(entry)))
        cut = self._as_written(form, word)
        if not cut and (entry := self._find(word)) >= 0:
            return Reading(Source.SPELLING, (), word, self._table.lemma(self._table.class_of(entry)))
        if not FOREIGN.isdisjoint(form):
            return Reading(Source.RULES, (), word, Lemma(word))
        if cut := cut or segment(word, self):
            affixes = tuple((clitic.letters, clitic.name) for clitic in cut[0])
            return Reading(Source.CLITICS, affixes, cut[1], self._of(cut[1], takes(cut[0])))
        if "اي" in word and (respelt := self._seated(word)):
            seated = word.replace("اي", "اء", 1)
            source = Source.SPELLING if self._find(seated) >= 0 else Source.CLITICS
            return Reading(source, (), seated, Lemma(respelt))
        cut_by_rule, rest = stem.split(form)
        of = self._of(spelling(rest), stem.takes(cut_by_rule))
        return Reading(Source.RULES, tuple((a.letters, a.name) for a in cut_by_rule), rest, of)

    def _unknown(self, form: str) -> str:
        word = spelling(form)
        cut = self._as_written(form, word)
        if not cut and (entry := self._find(word)) >= 0:
            return self._terms[self._table.class_of(entry)]
        if not FOREIGN.isdisjoint(form):
            return word
        if cut := cut or segment(word, self):
            return self._term(cut[1], takes(cut[0]))
        if "اي" in word and (respelt := self._seated(word)):
            return respelt
        affixes, rest = stem.split(form)
        return self._term(spelling(rest), stem.takes(affixes)) if affixes else word

    def _as_written(self, form: str, word: str) -> Cut | None:
        """What comes off a form that the table lacks, before it is folded to ``word``."""
        written = word != form and FOREIGN.isdisjoint(form)
        return as_written(form, self) if written else None

    def _seated(self, word: str) -> str | None:
        """The lemma of a word whose hamza on a seat of yeh was left out: ``طايرة`` for ``طائرة``."""
        word = word.replace("اي", "اء", 1)
        entry = self._find(word)
        if entry >= 0:
            return self._terms[self._table.class_of(entry)]
        cut = segment(word, self)
        return self._term(cut[1], takes(cut[0])) if cut else None

    def has(self, rest: str, of: Of) -> bool:
        """Whether the table has what affixes leave, often enough and of the sort that they ask for."""
        entry = self._find(rest)
        if entry < 0 or (len(rest) <= SHORT and not of.unseen and not self._is_seen(entry, rest)):
            return False
        if of is Of.DEFINED:
            return self._is_defined(entry, rest)
        number = self._class(entry, of)
        if number is None or (of is Of.FEMININE and not self._table.is_feminine(number)):
            return False
        return not (of in (Of.NOT_PAST, Of.PRESENT) and self._table.is_past(number, rest))

    def _is_defined(self, entry: int, word: str) -> bool:
        """Whether a word is a noun, no name, that news often has with the article."""
        number = self._class(entry, Of.NOUN)
        if number is None or self._table.kind(number) is Kind.NAME:
            return False
        return self._has_article(word, number, FREQUENT)

    def is_rather(self, word: str, ended: str, of: Of, behind: str) -> bool:
        """Whether what an ending leaves is the far more frequent, and begins so: لجنتهم is of لجنة, not of جنة."""
        table, entry = self._table, self._find(ended)
        if table.weight(entry) < table.weight(self._find(behind)) + FAR_MORE:
            return False
        number = self._class(entry, of)
        if number is None or table.kind(number) is Kind.NAME or not word.endswith(behind):
            return False
        return self._terms[number].startswith(word[: 1 - len(behind)])

    def _is_seen(self, entry: int, word: str) -> bool:
        """Whether news has a short word often enough, by itself or with the article: فحم is rather seen in الفحم."""
        table, least = self._table, FREQUENT if len(word) < SHORT else SEEN
        return table.weight(entry) >= least or self._has_article(word, table.class_of(entry), least)

    def _has_article(self, word: str, number: int, least: int) -> bool:
        """Whether news has a word of this class with the article, with so much weight at least."""
        table, other = self._table, self._find(ARTICLE + word)
        return other >= 0 and table.weight(other) >= least and table.class_of(other) == number

    def _class(self, entry: int, of: Of) -> int | None:
        """The likeliest class of a form that takes such affixes: ``تضامن`` before ``وا`` is a verb."""
        table = self._table
        first = table.class_of(entry)
        if of is Of.ANY or of.is_verb == table.is_verb(first):
            return first
        return next((number for number in table.classes_of(entry) if of.is_verb == table.is_verb(number)), None)

    def _term(self, word: str, of: Of = Of.ANY) -> str:
        entry = self._find(word)
        number = None if entry < 0 else self._class(entry, of)
        return word if number is None else self._terms[number]

    def _of(self, word: str, of: Of = Of.ANY) -> Lemma:
        entry = self._find(word)
        number = None if entry < 0 else self._class(entry, of)
        return Lemma(word) if number is None else self._table.lemma(number)
