"""One snapshot of our arrays, read through Whoosh's interface."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import numpy as np
from whoosh.fields import Schema
from whoosh.reading import IndexReader, TermInfo, TermNotFound

from newsearch.engines.on_whoosh.arrays import occurrences
from newsearch.engines.on_whoosh.arrays.occurrences import Occurrences
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.snapshot import Snapshot
from newsearch.engines.on_whoosh.door.matcher import PostingMatcher
from newsearch.engines.on_whoosh.door.schema import KEYWORDS, TEXTS
from newsearch.model import Article, Head

_COLUMNS = (*KEYWORDS, "date")


class DoorReader(IndexReader):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.reading.IndexReader``. Document numbers are addresses of the snapshot."""

    def __init__(self, snapshot: Snapshot, schema: Schema) -> None:
        self.schema = schema
        self._snapshot = snapshot
        self._segments = list(zip(snapshot.segments(), snapshot.bases(), strict=False))

    def close(self) -> None:
        """Let go of the snapshot."""
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
        for field in sorted(self.indexed_field_names()):
            for text in self._texts(field):
                yield field, text.encode()

    def terms_from(self, fieldname: str, prefix: Any) -> Iterator[tuple[str, bytes]]:
        """Every (field, text) from that one on, of that field and those behind it."""
        first = self._plain(prefix).encode()
        for field in sorted(self.indexed_field_names()):
            if field >= fieldname:
                for text in self._texts(field):
                    if field > fieldname or text.encode() >= first:
                        yield field, text.encode()

    def lexicon(self, fieldname: str) -> Iterator[bytes]:
        """The terms of one field."""
        return (text.encode() for text in self._texts(fieldname))

    def term_info(self, fieldname: str, text: Any) -> TermInfo:
        """Counts of a term. Raises TermNotFound."""
        found = self._found(fieldname, text)
        articles, counts = np.unique(found.articles, return_counts=True)
        lengths = [self.doc_field_length(article, fieldname) for article in articles.tolist()]
        return TermInfo(
            float(counts.sum()),
            len(articles),
            min(lengths),
            max(lengths),
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
        return PostingMatcher((fieldname, self._plain(text).encode()), self._found(fieldname, text), scorer)

    # --- documents --------------------------------------------------------------------------------------------------

    def has_deletions(self) -> bool:
        """Whether some numbers stand for deleted articles."""
        return any(segment.live is not None for segment, _base in self._segments)

    def is_deleted(self, docnum: int) -> bool:
        """Whether that one does."""
        segment, base = self._home(docnum)
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
        return text.decode() if isinstance(text, bytes) else str(text)

    def _found(self, field: str, text: Any) -> Occurrences:
        plain = self._plain(text)
        found = self._occurrences(field, plain) if field in self.schema else None
        if found is None or not len(found.articles):
            raise TermNotFound(f"no term {field}:{plain}")
        return found

    def _occurrences(self, field: str, text: str) -> Occurrences:
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

    def _texts(self, field: str) -> list[str]:
        if field in TEXTS:
            _name, level = TEXTS[field]
            texts = [vocable.text for vocable in self._snapshot.vocabulary(level)]
            return [text for text in texts if len(self._occurrences(field, text).articles)]
        if field in KEYWORDS:
            words = {text for segment, _base in self._segments for text in occurrences.keywords(segment, field)}
            return sorted(text for text in words if len(self._occurrences(field, text).articles))
        if field == "id":
            return sorted(entry.id for entry in self._snapshot.ledger())
        return sorted(self._by_date)

    @cached_property
    def _by_date(self) -> dict[str, list[int]]:
        dates: dict[str, list[int]] = {}
        for docnum in self.all_doc_ids():
            day = _day(self._snapshot.head(docnum))
            if day:
                dates.setdefault(day, []).append(docnum)
        return dates

    @cached_property
    def _field_lengths(self) -> dict[str, Any]:
        titles = [np.asarray(segment.titles) for segment, _base in self._segments]
        bodies = [np.asarray(segment.bodies) for segment, _base in self._segments]
        none = [np.zeros(0, np.int64)]
        return {"title": np.concatenate([*none, *titles]), "body": np.concatenate([*none, *bodies])}

    def _lengths(self, field: str) -> Any:
        return self._field_lengths[TEXTS[field][0]] if field in TEXTS else np.zeros(self.doc_count_all(), np.int64)

    def _home(self, docnum: int) -> tuple[Segment, int]:
        return next((segment, base) for segment, base in reversed(self._segments) if base <= docnum)


class HeadColumn:
    """The values of one field for sorting and grouping: what Whoosh calls a column reader."""

    def __init__(self, snapshot: Snapshot, field: str, count: int, translate: bool) -> None:
        self._snapshot, self._field, self._count, self._translate = snapshot, field, count, translate

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, docnum: int) -> str | bytes:
        head = self._snapshot.head(docnum)
        value = _day(head) if self._field == "date" else str(getattr(head, self._field))
        return value if self._translate else value.encode()

    def __iter__(self) -> Iterator[str | bytes]:
        return map(self.__getitem__, range(self._count))

    def sort_key(self, docnum: int) -> str | bytes:
        """The value itself."""
        return self[docnum]

    def load(self) -> list[str | bytes]:
        """All values."""
        return list(self)


def _day(head: Head) -> str:
    return head.date.isoformat()[:10] if head.date else ""


def _stored(article: Article) -> dict[str, str]:
    fields = {name: str(getattr(article, name)) for name in ("id", "title", "body", "url", *KEYWORDS)}
    return {**fields, "date": article.date.isoformat() if article.date else ""}
