"""One segment of a Whoosh index, and what a leaf of the query finds in it: articles and impacts."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, reduce
from typing import Any, Final, assert_never

from whoosh.matching import IntersectionMatcher

from newsearch.engines import scoring
from newsearch.engines.headline import Places
from newsearch.engines.on_whoosh.stock.schema import length_field, words_field
from newsearch.engines.scoring import Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Fuzzy, Leaf, Level, Near, Phrase, Scored, Synonyms, Term, Wildcard

#: Document → how often.
Counts = dict[int, int]

_FARTHEST: Final = 2**31


class Segment:
    """A reader of one segment of Whoosh's; documents are numbered within it."""

    def __init__(self, searcher: Any, offset: int, averages: Averages) -> None:
        self.searcher, self.offset, self._averages = searcher, offset, averages
        self._reader = searcher.reader()

    def impacts(self, leaf: Scored) -> dict[int, int]:
        """Document → impact of the leaf, for every live document in which it, or one of its members, stands."""
        if isinstance(leaf, Synonyms):
            return scoring.blended((member.weight, self.impacts(member)) for member in leaf.members)
        fields = [name for name in TEXT_FIELDS if name in leaf.fields]
        best: dict[int, int] = {}
        for counts in self._terms(leaf, fields):
            for document, x in self._weighed(counts).items():
                impact = scoring.saturate(x)
                if impact > best.get(document, -1):
                    best[document] = impact
        return best

    def column(self, name: str) -> list[Any]:
        """The values of a column, document by document."""
        reader = self._reader.column_reader(name, translate=False)
        return [reader[document] for document in range(self._reader.doc_count_all())]

    def live(self) -> list[int]:
        """The documents that are not deleted."""
        return list(self._reader.all_doc_ids())

    def having(self, field: str, text: str) -> list[int]:
        """The live documents with that term, in order."""
        return [] if (matcher := self._postings(field, text)) is None else list(matcher.all_ids())

    def places(self, document: int, term: Term) -> Places:
        """Where a term stands in a document."""
        title, body = (self._places(document, words_field(name, term.level), term.text) for name in TEXT_FIELDS)
        return bool(title), body

    def _places(self, document: int, field: str, text: str) -> Sequence[int]:
        matcher = self._postings(field, text)
        if matcher is None:
            return ()
        while matcher.is_active() and matcher.id() < document:
            matcher.next()
        found: Sequence[int] = ()
        if matcher.is_active() and matcher.id() == document:
            found = matcher.value_as("positions")
        return found

    # --- frequencies --------------------------------------------------------------------------------------------------

    def _weighed(self, counts: dict[str, Counts]) -> dict[int, float]:
        """Document → weighted, length-normalised frequency, summed over the fields in their order."""
        result: dict[int, float] = {}
        for name, of in counts.items():
            norms = self._norms[name]
            for document, count in of.items():
                result[document] = result.get(document, 0.0) + count * norms[document]
        return result

    @cached_property
    def _norms(self) -> dict[str, list[float]]:
        result = {}
        for name in TEXT_FIELDS:
            lengths = self.column(length_field(name))
            average = getattr(self._averages, name)
            norms = {length: scoring.norm(name, length, average) for length in set(lengths)}
            result[name] = [norms[length] for length in lengths]
        return result

    def _terms(self, leaf: Leaf, fields: list[str]) -> Iterator[dict[str, Counts]]:
        """For each term of the leaf: field → document → how often. A phrase counts as one term."""
        match leaf:
            case Term(text, level):
                yield {name: self._frequencies(words_field(name, level), text) for name in fields}
            case Wildcard(level=level):
                for text in self._expand(fields, level, lambda field: self._fitting(field, leaf)):
                    yield {name: self._frequencies(words_field(name, level), text) for name in fields}
            case Fuzzy(text, edits, level):
                for near in self._expand(fields, level, lambda field: self._near(field, text, edits)):
                    yield {name: self._frequencies(words_field(name, level), near) for name in fields}
            case Phrase(texts, level, slop=slop):
                yield {name: self._windows(words_field(name, level), texts, slop, in_order) for name in fields}
            case Near(texts, level, slop=slop):
                yield {name: self._windows(words_field(name, level), texts, slop, in_any_order) for name in fields}
            case _:
                assert_never(leaf)

    def _expand(self, fields: list[str], level: Level, terms: Callable[[str], Iterable[str]]) -> set[str]:
        return {text for name in fields for text in terms(words_field(name, level))}

    def _fitting(self, field: str, leaf: Wildcard) -> Iterator[str]:
        """The field's terms that fit the pattern; Whoosh's own wildcards know ``[...]`` too, which ours do not."""
        prefix, fits = re.split(r"[*?]", leaf.pattern, maxsplit=1)[0], leaf.test()
        decode = self._reader.schema[field].from_bytes
        return (text for term in self._reader.expand_prefix(field, prefix) if fits(text := decode(term)))

    def _near(self, field: str, text: str, edits: int) -> Iterator[str]:
        """The field's terms at most ``edits`` away, found by Whoosh's automaton."""
        decode = self._reader.schema[field].from_bytes
        for term in self._reader.terms_within(field, text, edits):
            yield decode(term) if isinstance(term, bytes) else term

    def _postings(self, field: str, text: str) -> Any:
        return self._reader.postings(field, text) if (field, text) in self._reader else None

    def _frequencies(self, field: str, text: str) -> Counts:
        return self._windows(field, (text,), 0, in_order)

    def _windows(
        self, field: str, texts: tuple[str, ...], slop: int, begin: Callable[[list[tuple[int, ...]], int], list[int]]
    ) -> Counts:
        """How often the texts stand together, in documents that have them all; twice as often in the lead."""
        lead = scoring.lead(field.partition("_")[0])
        matchers = {text: self._postings(field, text) for text in texts}
        counts: Counts = {}
        if not texts or None in matchers.values():
            return counts
        together = reduce(IntersectionMatcher, matchers.values())
        while together.is_active():
            places = {text: matcher.value_as("positions") for text, matcher in matchers.items()}
            if starts := begin([places[text] for text in texts], min(slop, _FARTHEST)):
                counts[together.id()] = len(starts) + bisect_left(starts, lead)
            together.next()
        return counts


def in_order(places: list[tuple[int, ...]], slop: int) -> list[int]:
    """The places of the first word from which the others follow, each at its next place, none too far away."""
    starts = []
    for start in places[0]:
        place = start
        for of in places[1:]:
            next_one = bisect_right(of, place)
            place = of[next_one] if next_one < len(of) else _FARTHEST * 2
        if place < start + len(places) + slop:
            starts.append(start)
    return starts


def in_any_order(places: list[tuple[int, ...]], slop: int) -> list[int]:
    """The places of any of the words from which a window holds them all, each as often as it is wanted."""
    wanted = [(of, places.count(of)) for of in dict.fromkeys(places)]
    return [
        start
        for start in sorted({place for of in places for place in of})
        if all(bisect_left(of, start + len(places) + slop) - bisect_left(of, start) >= times for of, times in wanted)
    ]
