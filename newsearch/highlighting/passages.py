"""Which words of an article made it match, and the pieces of it worth showing. Offsets, no markup."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Protocol

from newsearch.engines.base import Use
from newsearch.fields import TEXT_FIELDS
from newsearch.highlighting.excerpts import Mark, best, passage
from newsearch.highlighting.windows import Met, together
from newsearch.model import Article, Passage, Reason
from newsearch.query.tiers import RANKING, Tier, tier_of
from newsearch.query.tree import Fuzzy, Leaf, Level, Near, Node, Phrase, Synonyms, Term, Wildcard, flat_leaves, positive
from newsearch.text import letters, morphology
from newsearch.text.edits import within
from newsearch.text.words import WORD, others

#: What a word is met by that is none of the tiers: a word put right, and what is no word.
_REPAIRED, _PHRASE, _PATTERN = "repaired", "phrase", "pattern"
#: Tiers that a word is only met by if it is met by nothing else.
_FAR: Final[dict[str, int]] = {Tier.FAMILY: 1, Tier.ROOT: 2}
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


_Found = tuple[int, int, Name]  # a word that the query meets: start, end, form


class Quoter:
    """Quotes articles found by one query. Only words that the query may meet are looked at, each distinct one once."""

    def __init__(self, tree: Node, names: Names, use: Use = Use.ANYTHING, typed: Node | None = None) -> None:
        """For ``Use.ONE_SEARCH``, words are looked at one by one: that is slower, but nothing has to be set up.

        ``typed``: of a query that was put right, the tree without.
        """
        found = _reasons(tree, typed)
        leaves = list(found)
        #: Of each leaf the number of the word of the query that it stands for, and how close it is to that.
        self._word_of = [word for word, _tier in found.values()]
        self._tier_of = [tier for _word, tier in found.values()]
        #: The leaves whose words are only marked where there is nothing else to mark.
        self._faint = {number for number, tier in enumerate(self._tier_of) if tier == Tier.ROOT}
        tests = [(n, leaf, _test(leaf)) for n, leaf in enumerate(leaves) if isinstance(leaf, Wildcard | Fuzzy)]
        #: One of them stands in every spelling that passes a test; None if that is not known, or not to be used.
        parts = _parts([leaf for _number, leaf, _test in tests]) if use is Use.ANYTHING else None
        self._spots = parts is not None
        texts = list(map(_texts, leaves))
        terms = [(leaf.level, text) for leaf, of in zip(leaves, texts, strict=True) for text in of]
        behind: Iterator[Sequence[Name]] = iter(names.behind(terms) if self._spots else names.forms_behind(terms))
        of_leaf = [list(islice(behind, len(of))) for of in texts]
        singles = [number for number, leaf in enumerate(leaves) if not isinstance(leaf, Phrase | Near)]
        #: For each field, of each form the first leaf of a single word that it meets.
        self._firsts = _by_field(leaves, singles, of_leaf)
        phrases = [(n, leaf, _bits(of_leaf[n])) for n, leaf in enumerate(leaves) if isinstance(leaf, Phrase | Near)]
        self._phrases = [of for of in phrases if not self._marks_all(*of)]
        self._wanted: set[Name] = set().union(*self._firsts.values(), *(bits for _number, _leaf, bits in self._phrases))
        self._others = str in set(map(type, self._wanted))
        self._parts: set[bytes] = set()
        if parts:
            self._look_for(parts)
        fields = {id(firsts): field for field, firsts in self._firsts.items()}.values() if tests else ()
        self._tests = [
            (self._firsts[field], [(n, leaf.level, test) for n, leaf, test in tests if field in leaf.fields])
            for field in fields
        ]
        self._seen: set[Name] = set()  # what was tested
        self._names: dict[str, Name | None] = {}  # surface → what it is known by, if it is wanted

    def quote(self, article: Article) -> tuple[Passage, ...]:
        """The title with its matches, if it has any; then the best passages of the body, or its beginning."""
        text, body_at = f"{article.title}\n{article.body}", len(article.title) + 1
        words = self._words(text)
        in_body = bisect_left(words, (body_at,))
        title = self._marks("title", text, words[:in_body], 0)
        body = self._marks("body", text, words[in_body:], body_at)
        if (faint := self._faint) and any(leaf not in faint for _place, leaf in (*title, *body)):
            title, body = ([mark for mark in marks if mark[1] not in faint] for marks in (title, body))
        words_of = self._word_of
        pieces = best(article.body, [(place, words_of[leaf]) for place, leaf in body])
        titled = [passage("title", article.title, 0, [mark for mark, _leaf in title])] if title else []
        return (*titled, *pieces)

    def reasons(self, article: Article) -> tuple[Reason, ...]:
        """What of the article the query met, the closest first, then what stands there most often."""
        counts: dict[tuple[str, str], int] = {}
        for field, text in (("title", article.title), ("body", article.body)):
            for (start, end), leaf in self._marks(field, text, self._words(text), 0):
                met = self._tier_of[leaf], text[start:end]
                counts[met] = counts.get(met, 0) + 1
        order = {met: place for place, met in enumerate((*map(str, Tier), _REPAIRED, _PHRASE, _PATTERN))}
        ranked = sorted(counts.items(), key=lambda of: (of[0][0] in RANKING, order[of[0][0]], -of[1], of[0]))
        return tuple(Reason(word, tier, times) for (tier, word), times in ranked)

    def _marks(self, field: str, text: str, words: list[_Found], begin: int) -> list[Mark]:
        """Those of the words that are to be marked, their places counted from ``begin``."""
        firsts = self._firsts[field]
        marks = [((start - begin, end - begin), firsts[name]) for start, end, name in words if name in firsts]
        if self._phrases:
            marked = dict(marks)
            for number, phrase, bits in self._phrases:
                if field in phrase.fields:
                    some = [Met(start, end, bits[name]) for start, end, name in words if name in bits]
                    for word in together(phrase, text, some):
                        place = word.start - begin, word.end - begin
                        marked[place] = min(marked.get(place, number), number)
            marks = sorted(marked.items())
        return marks

    def _marks_all(self, number: int, phrase: Phrase | Near, names: Iterable[Name]) -> bool:
        """Whether all words of a phrase are marked without it, for leaves that come before."""
        return all(self._firsts[field].get(name, number) < number for field in phrase.fields for name in names)

    def _words(self, text: str) -> list[_Found]:
        """The first words of a text that the query meets, in order."""
        if len(text) > HEAD:
            text = text[: max(text.rfind(" ", 0, HEAD), 0) or HEAD]
        if self._spots:
            from newsearch.text.spotting import Spotted

            if (spotted := Spotted.read(text)) is not None:
                if self._parts:
                    self._test_some(spotted.keys - self._seen)
                found: list[_Found] = [*spotted.words(self._wanted)]
                if self._others:
                    found += self._one_by_one(others(), text)
                    found.sort()
                return found[:MOST]
        return list(islice(self._one_by_one(WORD, text), MOST))

    def _one_by_one(self, word: re.Pattern[str], text: str) -> Iterator[_Found]:
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


def _reasons(tree: Node, typed: Node | None) -> dict[Leaf, tuple[int, str]]:
    """Each leaf, members of synonyms in their place, with the number of its word and its tier.

    Whatever is not in the tree of the query as ``typed`` is there by repair; relatives stay what they are.
    """
    found: dict[Leaf, tuple[int, str]] = {}
    for number, leaf in enumerate(positive(tree)):
        if isinstance(leaf, Synonyms):
            for tier, member in zip(leaf.tiers, leaf.members, strict=True):
                found.setdefault(member, (number, tier))
        else:
            found.setdefault(leaf, (number, _kind(leaf)))
    if typed is not None:
        put_right = found.keys() - set(flat_leaves(typed))
        found |= {leaf: (found[leaf][0], _REPAIRED) for leaf in put_right if found[leaf][1] not in RANKING}
    # a relative of one word of the query may be another word of it
    return dict(sorted(found.items(), key=lambda of: _FAR.get(of[1][1], 0)))


def _kind(leaf: Leaf) -> str:
    """What a leaf by itself is called, in the place of a tier."""
    match leaf:
        case Term(level=level):
            return tier_of(level)
        case Phrase() | Near():
            return _PHRASE
        case _:
            return _PATTERN


def _by_field(
    leaves: list[Leaf], numbers: Iterable[int], of_leaf: list[list[Sequence[Name]]]
) -> dict[str, dict[Name, int]]:
    """For each field, of each name the first leaf it stands behind; fields of the same leaves share one dictionary."""
    made: dict[tuple[int, ...], dict[Name, int]] = {}
    found = {}
    for field in TEXT_FIELDS:
        here = tuple(number for number in numbers if field in leaves[number].fields)
        if here not in made:
            firsts = made[here] = {}
            for number in reversed(here):
                for names in of_leaf[number]:
                    firsts.update(dict.fromkeys(names, number))
        found[field] = made[here]
    return found


def _bits(names: list[Sequence[Name]]) -> dict[Name, int]:
    """Of each name one bit for each term of a phrase that it stands behind."""
    bits: dict[Name, int] = {}
    for number, of in enumerate(names):
        for name in of:
            bits[name] = bits.get(name, 0) | 1 << number
    return bits


def _parts(leaves: list[Leaf]) -> set[str] | None:
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


assert TEXT_FIELDS == ("title", "body")  # noqa: S101  the two fields that ``quote`` knows
