"""One snapshot of our arrays, read through Whoosh's interface."""

from collections.abc import Iterator
from functools import cached_property
from heapq import merge
from itertools import groupby
from typing import Any

import numpy as np
from whoosh.automata.fsa import find_all_matches
from whoosh.automata.lev import levenshtein_automaton
from whoosh.fields import Schema
from whoosh.reading import IndexReader, TermInfo, TermNotFound

from newsearch.batch import day_of, moment
from newsearch.engines.on_whoosh.arrays.files.codepage import decode, encode
from newsearch.engines.on_whoosh.arrays.searching import occurrences
from newsearch.engines.on_whoosh.arrays.searching.occurrences import Occurrences
from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot
from newsearch.engines.on_whoosh.door.matcher import PostingMatcher
from newsearch.engines.on_whoosh.door.schema import KEYWORDS, TEXTS
from newsearch.engines.on_whoosh.door.terms import SegmentTerms
from newsearch.model import Article, Head, to_iso

_COLUMNS = (*KEYWORDS, "date")


class DoorReader(IndexReader):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.reading.IndexReader``. Document numbers are addresses of the snapshot."""

    def __init__(self, snapshot: Snapshot, schema: Schema) -> None:
        self.schema = schema
        self._snapshot = snapshot
        self._segments = list(zip(snapshot.segments(), snapshot.bases(), strict=False))
        self._terms = [SegmentTerms(segment) for segment, _base in self._segments]
        self._last: tuple[tuple[str, str], Occurrences] | None = None

    def close(self) -> None:
        """Let go of the snapshot."""
        self._last = None
        self._snapshot.close()

    def is_atomic(self) -> bool:
        """One reader over all segments: document numbers are global anyway."""
        return True

    def generation(self) -> int:
        """The number of the commit."""
        return self._snapshot.generation

    # --- terms ----------------------------------------------------------------------------------------------------

    def __contains__(self, term: tuple[str, Any]) -> bool:
        field, text = term
        return field in self.schema and len(self._occurrences(field, self._plain(text)).articles) > 0

    def indexed_field_names(self) -> list[str]:
        """Fields that have terms."""
        return ["id", *TEXTS, *_COLUMNS]

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """Every (field, text), in order."""
        return self.terms_from("", "")

    def terms_from(self, fieldname: str, prefix: Any) -> Iterator[tuple[str, bytes]]:
        """Every (field, text) from that one on, of that field and those behind it."""
        for field in sorted(self.indexed_field_names()):
            if field >= fieldname:
                for text in self._texts(field, self._plain(prefix) if field == fieldname else ""):
                    yield field, encode(text)

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """The terms of one field."""
        return map(encode, self._texts(fieldname))

    def terms_within(self, fieldname: str, text: str, maxdist: int, prefix: int = 0) -> Iterator[str]:
        """The terms of a field at most so many edits away, of which the first ``prefix`` characters are equal."""
        if fieldname not in TEXTS:
            yield from super().terms_within(fieldname, text, maxdist, prefix=prefix)
            return
        _name, level = TEXTS[fieldname]

        def at_least(least: str) -> str | None:
            with self._snapshot.reading():
                found = [terms.at_least(level, least) for terms in self._terms]
            return min((text for text in found if text is not None), default=None)

        near = levenshtein_automaton(text, maxdist, prefix).to_dfa()
        yield from (found for found in find_all_matches(near, at_least) if (fieldname, found) in self)

    def term_info(self, fieldname: str, text: Any) -> TermInfo:
        """Counts of a term. Raises TermNotFound."""
        found = self._found(fieldname, text)
        articles, counts = np.unique(found.articles, return_counts=True)
        lengths = self._lengths(fieldname)[articles]
        return TermInfo(
            float(counts.sum()),
            len(articles),
            int(lengths.min()),
            int(lengths.max()),
            float(counts.max()),
            int(articles[0]),
            int(articles[-1]),
        )

    def frequency(self, fieldname: str, text: Any) -> int:
        """How often a term stands in all articles together."""
        return len(self._occurrences(fieldname, self._plain(text)).articles)

    def doc_frequency(self, fieldname: str, text: Any) -> int:
        """In how many articles a term stands."""
        return len(np.unique(self._occurrences(fieldname, self._plain(text)).articles))

    def postings(self, fieldname: str, text: Any, scorer: Any = None) -> PostingMatcher:
        """The matcher of a term. Raises TermNotFound."""
        return PostingMatcher((fieldname, encode(self._plain(text))), self._found(fieldname, text), scorer)

    # --- documents --------------------------------------------------------------------------------------------------

    def has_deletions(self) -> bool:
        """Whether some numbers stand for deleted articles."""
        return any(segment.live is not None for segment, _base in self._segments)

    def is_deleted(self, docnum: int) -> bool:
        """Whether that one does; a number that stands for nothing does not."""
        if not 0 <= docnum < self.doc_count_all():
            return False
        segment, base = next((segment, base) for segment, base in reversed(self._segments) if base <= docnum)
        with self._snapshot.reading():
            return not segment.is_live(docnum - base)

    def id_of(self, docnum: int) -> str:
        """The id of an article."""
        return self._snapshot.head(docnum).id

    def stored_fields(self, docnum: int) -> dict[str, str]:
        """The fields of an article as text."""
        return _stored(self._snapshot.article(docnum))

    def doc_count_all(self) -> int:
        """How many numbers there are."""
        return sum(segment.size for segment, _base in self._segments)

    def doc_count(self) -> int:
        """How many articles there are."""
        return self.doc_count_all() - sum(len(segment.dead) for segment, _base in self._segments)

    def field_length(self, fieldname: str) -> int:
        """Words of all articles in a field."""
        return int(self._lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """Words of the shortest."""
        return int(self._lengths(fieldname).min(initial=2**31 - 1)) if self.doc_count_all() else 0

    def max_field_length(self, fieldname: str) -> int:
        """Words of the longest."""
        return int(self._lengths(fieldname).max(initial=0))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Words of one article in a field."""
        if fieldname not in TEXTS:
            return default
        return int(self._lengths(fieldname)[docnum])

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """No vectors are kept."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> Any:
        """No vectors are kept."""
        raise KeyError(f"field {fieldname!r} has no vectors")

    # --- columns: sorting and facets ------------------------------------------------------------------------------

    def supports_caches(self) -> bool:
        """Nothing is cached outside of this reader."""
        return False

    def has_column(self, fieldname: str) -> bool:
        """Whether hits can be sorted and grouped by a field."""
        return fieldname in _COLUMNS

    def column_reader(
        self, fieldname: str, column: Any = None, reverse: bool = False, translate: bool = True
    ) -> "HeadColumn":
        """The values of a field, one for each document number: text, or bytes without ``translate``."""
        if fieldname not in _COLUMNS:
            raise KeyError(f"field {fieldname!r} has no column")
        return HeadColumn(self._snapshot, fieldname, self.doc_count_all(), translate)

    # --- inside -----------------------------------------------------------------------------------------------------

    @staticmethod
    def _plain(text: Any) -> str:
        return decode(text) if isinstance(text, bytes) else str(text)

    def _found(self, field: str, text: Any) -> Occurrences:
        plain = self._plain(text)
        found = self._occurrences(field, plain) if field in self.schema else None
        if found is None or not len(found.articles):
            raise TermNotFound(f"no term {field}:{plain}")
        return found

    def _occurrences(self, field: str, text: str) -> Occurrences:
        """The last ones are remembered: Whoosh asks for the counts of a term, then for its postings."""
        last = self._last
        if last is None or last[0] != (field, text):
            with self._snapshot.reading():
                last = self._last = (field, text), self._read(field, text)
        return last[1]

    def _read(self, field: str, text: str) -> Occurrences:
        if field in TEXTS:
            name, level = TEXTS[field]
            parts = [(occurrences.of_word(segment, level, text, name), base) for segment, base in self._segments]
        elif field in KEYWORDS:
            parts = [(occurrences.of_keyword(segment, field, text), base) for segment, base in self._segments]
        elif field == "id":
            address = self._snapshot.address(text)
            articles = np.array([] if address is None else [address], np.int64)
            return Occurrences(articles, np.zeros(len(articles), np.int64))
        elif field == "date":
            articles = np.array(self._by_date.get(text, []), np.int64)
            return Occurrences(articles, np.zeros(len(articles), np.int64))
        else:
            parts = []
        if not parts:
            return Occurrences(np.zeros(0, np.int64), np.zeros(0, np.int64))
        return Occurrences(
            np.concatenate([found.articles + base for found, base in parts]),
            np.concatenate([found.places for found, _base in parts]),
        )

    def _texts(self, field: str, first: str = "") -> Iterator[str]:
        with self._snapshot.reading():
            if field in TEXTS:
                name, level = TEXTS[field]
                several = merge(*(terms.texts(level, name, first) for terms in self._terms))
                yield from (text for text, _same in groupby(several))
                return
            if field in KEYWORDS:
                texts = {text for segment, _base in self._segments for text in occurrences.keywords(segment, field)}
            elif field == "id":
                texts = {entry.id for entry in self._snapshot.ledger()}
            elif field == "date":
                texts = set(self._by_date)
            else:
                texts = set()
            yield from sorted(text for text in texts if text >= first)

    @cached_property
    def _by_date(self) -> dict[str, list[int]]:
        dates: dict[str, list[int]] = {}
        numbers = list(self.all_doc_ids())
        for docnum, head in zip(numbers, self._snapshot.heads(numbers), strict=True):
            day = _day(head)
            if day:
                dates.setdefault(day, []).append(docnum)
        return dates

    @cached_property
    def _field_lengths(self) -> dict[str, Any]:
        with self._snapshot.reading():
            titles = [np.asarray(segment.titles) for segment, _base in self._segments]
            bodies = [np.asarray(segment.bodies) for segment, _base in self._segments]
        none = [np.zeros(0, np.int64)]
        return {"title": np.concatenate([*none, *titles]), "body": np.concatenate([*none, *bodies])}

    def _lengths(self, field: str) -> Any:
        return self._field_lengths[TEXTS[field][0]] if field in TEXTS else np.zeros(self.doc_count_all(), np.int64)


class HeadColumn:
    """The values of one field for sorting and grouping: what Whoosh calls a column reader."""

    def __init__(self, snapshot: Snapshot, field: str, count: int, translate: bool) -> None:
        self._snapshot, self._field, self._count, self._translate = snapshot, field, count, translate

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, docnum: int) -> str | bytes:
        head = self._snapshot.head(docnum)
        value = _day(head) if self._field == "date" else str(getattr(head, self._field))
        return value if self._translate else encode(value)

    def __iter__(self) -> Iterator[str | bytes]:
        return map(self.__getitem__, range(self._count))

    def sort_key(self, docnum: int) -> str | bytes:
        """The value itself."""
        return self[docnum]

    def load(self) -> list[str | bytes]:
        """All values."""
        return list(self)


def _day(head: Head) -> str:
    return day_of(moment(head.date)).isoformat() if head.date else ""


def _stored(article: Article) -> dict[str, str]:
    fields = {name: str(getattr(article, name)) for name in ("id", "title", "body", "url", *KEYWORDS)}
    return {**fields, "date": to_iso(article.date)}
