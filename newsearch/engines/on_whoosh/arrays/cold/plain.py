"""One segment read without numpy: posting lists as Python numbers, sets of articles as Python sets.

Many times slower than arrays; but importing numpy takes as long as reading some 300,000 postings so.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from heapq import nlargest, nsmallest
from pathlib import Path
from typing import Final, assert_never

from newsearch.engines import headline
from newsearch.engines.feedback import SIZE
from newsearch.engines.on_whoosh.arrays.cold.places import Places, Span
from newsearch.engines.on_whoosh.arrays.files.lookup import KEY_SIGN, NOWHERE, Lookup
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef
from newsearch.engines.on_whoosh.arrays.segments.opening import Files
from newsearch.engines.on_whoosh.arrays.segments.pages import bases
from newsearch.engines.scoring import LEAD, Averages, blend, frequency, member_weight, norm, saturate
from newsearch.model import NO_MOMENT
from newsearch.query.plan import Order
from newsearch.query.tree import All, And, Between, Level, Node, Not, Nothing, Only, Or, Phrase, Synonyms, Term

#: Looking a number up in a sorted array takes about as long as reading so many of it.
_SEVERAL: Final = 16
_frequency, _blend = cache(frequency), cache(blend)  # the same few come again and again
Articles = frozenset[int]
#: What is found in one segment: articles, their impacts.
Postings = tuple[Sequence[int], Sequence[int]]


class PlainSegment:
    """The files of one segment as they were at one commit. Raises IndexDamaged."""

    def __init__(self, folder: Path, ref: SegmentRef) -> None:
        self.averages = Averages()  # those its impacts were made with: the commit knows them
        self.files = files = Files.of(folder, ref)
        self.size = ref.articles
        self._file = file = files.arrays
        self._impacts = files.impacts.view("impacts")
        self.dead: Articles = frozenset(files.dead.view("dead") if files.dead else ())
        self._docs, self._starts = file.view("docs"), file.view("list_starts")
        self.texts = Lookup(file, "texts")
        self._lists = {level: file.view(f"{level}_list") for level in Level}
        self._known: dict[int, Postings] = {}
        self._rows: dict[Phrase, Postings] = {}

    # --- articles ------------------------------------------------------------------------------------------------

    @cached_property
    def moments(self) -> memoryview:
        """When each article was published, ascending."""
        return self._file.view("moments")

    def head(self, number: int) -> bytes:
        """The packed head of an article."""
        at, ends = self._file.offset("heads"), self._file.view("heads.ends")
        return self._file.map[at + ends[number] : at + ends[number + 1]]

    def body(self, number: int) -> str:
        """The body of an article."""
        return self.files.store.text(self._file.view("slots")[number])

    def signature(self, number: int) -> list[int]:
        """The signature of an article, as numbers of texts."""
        row: list[int] = self._file.view("signatures")[number * SIZE : (number + 1) * SIZE].tolist()
        return [text for text in row if text < len(self.texts)]

    # --- terms ---------------------------------------------------------------------------------------------------

    def list_of(self, term: Term) -> int:
        """The number of a term's list, 0 if there is none."""
        number = self.texts.number(term.text)
        return 0 if number == NOWHERE else int(self._lists[term.level][number])

    def length(self, of: int) -> int:
        """How many articles a list has, deleted ones too."""
        return int(self._starts[of + 1]) - int(self._starts[of])

    def count(self, of: int) -> int:
        """How many live articles a list has."""
        return len(self.postings(of)[0]) if self.dead else self.length(of)

    def postings(self, of: int) -> Postings:
        """The live articles of a list, ascending, and the impact in each."""
        found = self._known.get(of)
        if found is None:
            span = slice(self._starts[of], self._starts[of + 1])
            docs, impacts = self._docs[span].tolist(), self._impacts[span].tolist()
            if self.dead:
                kept = [place for place, doc in enumerate(docs) if doc not in self.dead]
                docs, impacts = [docs[place] for place in kept], [impacts[place] for place in kept]
            found = self._known[of] = docs, impacts
        return found

    def forms_behind(self, level: Level, text: str) -> Iterator[str]:
        """The forms behind a term, those of deleted articles too."""
        return map(self.texts.text, self._behind(level, text))

    def forms_of(self, level: Level, text: str) -> Iterator[tuple[str, int]]:
        """The forms behind a term that stand in live articles, and in how many."""
        forms = self._lists[Level.FORM]
        for form in self._behind(level, text):
            if forms[form] and (count := self.count(forms[form])):
                yield self.texts.text(form), count

    def _behind(self, level: Level, text: str) -> Iterable[int]:
        number = self.texts.number(text)
        if number == NOWHERE or not self._lists[level][number]:
            return ()
        return (number,) if level is Level.FORM else self._having(level, number)

    def _having(self, level: Level, number: int) -> Iterator[int]:
        """The texts with that number in the array of the level: looked for by its lowest byte, five times as fast."""
        numbers, lowest = self._numbers[level]
        byte = number & 0xFF
        at = lowest.find(byte)
        while at >= 0:
            if numbers[at] == number:
                yield at
            at = lowest.find(byte, at + 1)

    @cached_property
    def _numbers(self) -> dict[Level, tuple[memoryview, bytes]]:
        found = {}
        for level in (Level.SPELLING, Level.LEMMA):
            view, at = self._file.view(f"{level}_of"), self._file.offset(f"{level}_of")
            found[level] = view, self._file.map[at : at + view.nbytes : view.itemsize]  # little-endian
        return found

    # --- searching -----------------------------------------------------------------------------------------------

    def matching(self, node: Node) -> Articles:
        """The live articles that match; only of trees that ``oneshot`` takes for simple."""
        match node:
            case Term():
                return frozenset(self.postings(self.list_of(node))[0])
            case Phrase():
                return frozenset(self.found(node)[0])
            case Synonyms(members, matching=matching):
                return self.matching(Or(members[:matching]))
            case And(children):
                found = sorted((self.matching(child) for child in children if not isinstance(child, Not)), key=len)
                both = found[0].intersection(*found[1:]) if found else self._everything()
                return both.difference(*(self.matching(child.child) for child in children if isinstance(child, Not)))
            case Or(children):
                lists = {self.list_of(child) for child in children if isinstance(child, Term)}
                others = [self.matching(child) for child in children if not isinstance(child, Term)]
                return Articles().union(*(self.postings(of)[0] for of in lists), *others)
            case Not(child):
                return self._everything() - self.matching(child)
            case All():
                return self._everything()
            case Nothing():
                return frozenset()
            case Only(field, text):
                return self._with_key(field + KEY_SIGN + text) - self.dead
            case Between(low, high):
                return self._dated(low, high) - self.dead
            case _:
                raise TypeError(f"{node} is not for this reader")

    def found(self, leaf: Term | Phrase | Synonyms) -> Postings:
        """The live articles in which the leaf, or one of its members, stands, and the impact in each."""
        if isinstance(leaf, Term):
            return self.postings(self.list_of(leaf))
        if isinstance(leaf, Phrase):
            if leaf not in self._rows:
                self._rows[leaf] = self._row(leaf)
            return self._rows[leaf]
        weights: dict[int | Phrase, int] = {}
        for member in leaf.members:
            of = self.list_of(member) if isinstance(member, Term) else member
            weights[of] = weights.get(of, 0) + member_weight(member.weight)
        totals: dict[int, int] = {}
        for of, weight in weights.items():
            for doc, impact in zip(*(self.found(of) if isinstance(of, Phrase) else self.postings(of)), strict=True):
                totals[doc] = totals.get(doc, 0) + weight * _frequency(impact)
        return list(totals), list(map(_blend, totals.values()))

    def telling(self, leaf: Term | Phrase | Synonyms) -> int:
        """How many live articles tell how rare the leaf is."""
        if isinstance(leaf, Term):
            return self.count(self.list_of(leaf))
        if isinstance(leaf, Phrase):
            return len(self.found(leaf)[0])
        return len(self.matching(Or(leaf.members[: leaf.telling])))

    def where(self, number: int, term: Term) -> headline.Places:
        """The places of a term in an article."""
        spans, start = self._spans(term.level, term.text), self._bases[number]
        body = start + self._file.view("titles")[number] + 1
        end = body + self._file.view("bodies")[number]
        title, text = (self._places.between(spans, low, high) for low, high in ((start, body), (body, end)))
        return bool(title), [token - body for token in text]

    def scores(self, leaves: Iterable[tuple[Term | Phrase | Synonyms, int]]) -> list[int]:
        """The score of every article, given the leaves and the weight of each."""
        scores = [0] * self.size
        for leaf, weight in leaves:
            for doc, impact in zip(*self.found(leaf), strict=True):
                scores[doc] += weight * impact
        return scores

    def best(self, order: Order, shown: Articles, asked: Articles, scores: list[int], count: int) -> list[int]:
        """The first ``count`` of the articles that are shown; of equal ones the higher number first."""
        moments = self.moments
        match order:
            case Order.SCORE:
                return [doc for _, doc in nlargest(count, [(scores[doc], doc) for doc in shown])]
            case Order.COMPLETE:
                return nlargest(count, shown, key=lambda doc: (doc in asked, scores[doc], doc))
            case Order.NEWEST:
                return nlargest(count, shown)
            case Order.OLDEST:
                return nsmallest(count, shown, key=lambda doc: (moments[doc], -doc))
            case _:
                assert_never(order)

    def occurrences(self, leaf: Phrase) -> int:
        """How many places have to be looked at, about: known before any of them is read."""
        return len(leaf.texts) * min((_size(self._spans(leaf.level, text)) for text in leaf.texts), default=0)

    def _spans(self, level: Level, text: str) -> list[Span]:
        """Where a term stands."""
        lemmas = self._lists[Level.LEMMA]
        if level is not Level.LEMMA:
            return [self._places.of_form(form, lemmas) for form in self._behind(level, text)]
        number = self.texts.number(text)
        return [self._places.of_lemma(lemmas[number])] if number != NOWHERE and lemmas[number] else []

    def _row(self, leaf: Phrase) -> Postings:
        """The live articles in which words stand side by side, and the impact there; see ``Leaves`` for the same."""
        terms = sorted(enumerate(self._spans(leaf.level, text) for text in leaf.texts), key=lambda of: _size(of[1]))
        place, rarest = terms[0] if terms else (0, [])
        begins = {token - place for token in self._places.all(rarest)}
        for place, spans in terms[1:]:
            if _size(spans) < _SEVERAL * len(begins):
                begins = begins.intersection([token - place for token in self._places.all(spans)])
            else:
                begins = {begin for begin in begins if self._places.has(spans, begin + place)}
        titles, articles = self._file.view("titles"), self._bases if begins else []
        counts: dict[int, tuple[int, int]] = {}
        for token in begins:
            doc = bisect_right(articles, token) - 1
            body = articles[doc] + titles[doc] + 1
            in_title, in_body = counts.get(doc, (0, 0))
            counts[doc] = (in_title + 1, in_body) if token < body else (in_title, in_body + 1 + (token < body + LEAD))
        docs = sorted(counts.keys() - self.dead)
        return docs, [saturate(self._frequency(doc, *counts[doc])) for doc in docs]

    def _frequency(self, doc: int, in_title: int, in_body: int) -> float:
        """What so many occurrences in an article count."""
        title, body = self._file.view("titles")[doc], self._file.view("bodies")[doc]
        return in_title * norm("title", title, self.averages.title) + in_body * norm("body", body, self.averages.body)

    @cached_property
    def _places(self) -> Places:
        return Places(self._file)

    @cached_property
    def _bases(self) -> list[int]:
        """The first token of each article."""
        return bases(self._file.view("titles"), self._file.view("bodies"))

    def _everything(self) -> Articles:
        return frozenset(range(self.size)) - self.dead

    def _with_key(self, key: str) -> Articles:
        number = Lookup(self._file, "keys").number(key)
        if number == NOWHERE:
            return frozenset()
        starts = self._file.view("key_starts")
        return frozenset(self._file.view("key_docs")[starts[number] : starts[number + 1]])

    def _dated(self, low: int | None, high: int | None) -> Articles:
        start = bisect_left(self.moments, NO_MOMENT + 1 if low is None else max(low, NO_MOMENT + 1))
        end = self.size if high is None else bisect_right(self.moments, high)
        return frozenset(range(start, end))


def _size(spans: Iterable[Span]) -> int:
    """How many tokens there are at most."""
    return sum(span.stop - span.start for span in spans)
