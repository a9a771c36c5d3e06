"""The words of a text that a query may meet: only these are looked at, each distinct one once.

What stands behind a term is known from the index; only patterns have to be tried on words.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final, Protocol

from newsearch.engines.base import Use
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Fuzzy, Leaf, Level, Near, Phrase, Term, Wildcard
from newsearch.text import letters, morphology
from newsearch.text.edits import within
from newsearch.text.words import WORD, others

#: So many characters of an article are looked at, a hundred times what news has, and so many of the words met there.
HEAD, MOST = 2**19, 5000
#: Of how many terms the forms are remembered: about a kilobyte each.
KEPT: Final = 4096

#: By what a form is known: an Arabic word by its bytes (see ``text.spotting``), others as they are.
Name = bytes | str


class FormIndex(Protocol):
    """What is asked of the index that the article was found in."""

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms behind each of the terms."""
        ...


class Names:
    """By what the forms behind terms are known, in one snapshot of an index. Threads may share one."""

    def __init__(self, index: FormIndex) -> None:
        self.forms_behind = index.forms_behind
        self._known: dict[tuple[Level, str], tuple[Name, ...]] = {}

    def behind(self, terms: Sequence[tuple[Level, str]]) -> list[tuple[Name, ...]]:
        """The names of the forms behind each of the terms; those that many were asked for since are remembered."""
        known = self._known
        if len(known) > KEPT:
            known = self._known = {}
        try:
            return [known[term] for term in terms]
        except KeyError:
            from newsearch.text import spotting

            new = [term for term in dict.fromkeys(terms) if term not in known]
            known.update(zip(new, spotting.names(self.forms_behind(new)), strict=True))
            return [known[term] for term in terms]


#: A word that the query meets: start, end, by what its form is known.
Found = tuple[int, int, Name]


class Spotter:
    """Spots the words that the leaves of one query meet."""

    def __init__(self, leaves: Sequence[Leaf], names: Names, use: Use) -> None:
        """For ``Use.ONE_SEARCH``, words are looked at one by one: that is slower, but nothing has to be set up."""
        tests = [(n, leaf, _test(leaf)) for n, leaf in enumerate(leaves) if isinstance(leaf, Wildcard | Fuzzy)]
        #: One of them stands in every spelling that passes a test; None if that is not known, or not to be used.
        parts = _parts([leaf for _number, leaf, _test in tests]) if use is Use.ANYTHING else None
        self._spots = parts is not None
        texts = list(map(_texts, leaves))
        terms = [(leaf.level, text) for leaf, of in zip(leaves, texts, strict=True) for text in of]
        behind: Iterator[Sequence[Name]] = iter(names.behind(terms) if self._spots else names.forms_behind(terms))
        #: Of each leaf, of each of its terms, the names of the forms behind it.
        self.behind = [list(islice(behind, len(of))) for of in texts]
        #: For each field, of each name the first leaf of a single word that it meets.
        self.firsts = _by_field(leaves, self.behind)
        self._wanted: set[Name] = set(chain.from_iterable(chain.from_iterable(self.behind)))
        self._others = str in set(map(type, self._wanted))
        self._parts: set[bytes] = set()
        if parts:
            self._look_for(parts)
        fields = {id(firsts): field for field, firsts in self.firsts.items()}.values() if tests else ()
        self._tests = [
            (self.firsts[field], [(n, leaf.level, test) for n, leaf, test in tests if field in leaf.fields])
            for field in fields
        ]
        self._seen: set[Name] = set()  # what was tested
        self._names: dict[str, Name | None] = {}  # surface → what it is known by, if it is wanted

    def words(self, text: str) -> list[Found]:
        """The first words of a text that the query meets, in order."""
        if len(text) > HEAD:
            text = text[: max(text.rfind(" ", 0, HEAD), 0) or HEAD]
        if self._spots:
            from newsearch.text.spotting import Spotted

            if (spotted := Spotted.read(text)) is not None:
                if self._parts:
                    self._test_some(spotted.keys - self._seen)
                found: list[Found] = [*spotted.words(self._wanted)]
                if self._others:
                    found += self._one_by_one(others(), text)
                    found.sort()
                return found[:MOST]
        return list(islice(self._one_by_one(WORD, text), MOST))

    def _one_by_one(self, word: re.Pattern[str], text: str) -> Iterator[Found]:
        known = self._names
        for found in word.finditer(text):
            surface = found[0]
            if surface not in known:
                known[surface] = self._name(letters.form(surface))
            if (name := known[surface]) is not None:
                yield *found.span(), name

    def _name(self, form: str) -> Name | None:
        """By what a form is known, None if it is not wanted."""
        name: Name = form
        if self._spots:
            from newsearch.text import spotting

            name = spotting.keys([form])[0] or form
        if self._tests and name not in self._seen:
            self._seen.add(name)
            self._test(name, form)
        return name if name in self._wanted else None

    # --- patterns -------------------------------------------------------------------------------------------------

    def _look_for(self, parts: set[str]) -> None:
        """Only words in whose spelling one of the parts stands need to be tested."""
        from newsearch.text import spotting

        keys = set(spotting.keys([part for part in parts if not any(of in part for of in parts if of != part)]))
        self._others = self._others or None in keys
        self._parts = {key for key in keys if key is not None}

    def _test_some(self, new: set[bytes]) -> None:
        from newsearch.text import spotting

        self._seen |= new
        for key in spotting.spelt_with(self._parts, new):
            self._test(key, spotting.form(key))

    def _test(self, name: Name, form: str) -> None:
        """Find the first leaf of each field whose test a form passes."""
        folded: dict[Level, str] = {}
        for firsts, tests in self._tests:
            for number, level, test in tests:
                if level not in folded:
                    folded[level] = _FOLDS[level](form)
                if test(folded[level]):
                    firsts[name] = min(firsts.get(name, number), number)
                    self._wanted.add(name)
                    break


def _by_field(leaves: Sequence[Leaf], behind: Sequence[list[Sequence[Name]]]) -> dict[str, dict[Name, int]]:
    """For each field, of each name the first leaf it stands behind; fields of the same leaves share one dictionary."""
    numbers = [number for number, leaf in enumerate(leaves) if not isinstance(leaf, Phrase | Near)]
    made: dict[tuple[int, ...], dict[Name, int]] = {}
    found = {}
    for field in TEXT_FIELDS:
        here = tuple(number for number in numbers if field in leaves[number].fields)
        if here not in made:
            firsts = made[here] = {}
            for number in reversed(here):
                for names in behind[number]:
                    firsts.update(dict.fromkeys(names, number))
        found[field] = made[here]
    return found


def _parts(leaves: Sequence[Leaf]) -> set[str] | None:
    """The longest run of letters of each pattern; None if there is one without, or something else."""
    parts = set()
    for leaf in leaves:
        part = max(re.split("[*?]", leaf.pattern), key=len) if isinstance(leaf, Wildcard) else ""
        if not part or leaf.level is not Level.SPELLING:
            return None
        parts.add(part)
    return parts


def _texts(leaf: Leaf) -> tuple[str, ...]:
    """The terms whose forms are to be marked."""
    match leaf:
        case Term():
            return (leaf.text,)
        case Phrase() | Near():
            return leaf.texts
        case _:
            return ()


def _test(leaf: Wildcard | Fuzzy) -> Callable[[str], object]:
    """What is true of a term that fits a pattern or comes near a word."""
    if isinstance(leaf, Wildcard):
        return leaf.test()
    text, edits = leaf.text, leaf.edits
    return lambda term: within(term, text, edits)


_FOLDS: Final[dict[Level, Callable[[str], str]]] = {
    Level.FORM: str,
    Level.SPELLING: letters.spelling,
    Level.LEMMA: morphology.lemma,
}
