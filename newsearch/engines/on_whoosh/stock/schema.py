"""What a document is, for Whoosh: our terms with their positions, columns to sort and score by, the article."""

import json
import struct
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from whoosh import columns, fields, formats

from newsearch.batch import Batch, FormTable
from newsearch.engines import feedback
from newsearch.fields import KEYWORD_FIELDS, TEXT_FIELDS
from newsearch.model import Article, from_iso, to_iso
from newsearch.query.tree import Level

#: Between the levels of a word in the field ``kin``.
KIN_SEPARATOR: Final = "\N{INFORMATION SEPARATOR ONE}"


class Places(formats.Format):  # type: ignore[misc]  # Whoosh has no types
    """A posting's positions, as little-endian int32."""

    posting_size = -1

    def encode(self, places: list[int]) -> bytes:
        """Bytes of ascending positions."""
        return struct.pack(f"<{len(places)}i", *places)

    def decode_positions(self, value: bytes) -> tuple[int, ...]:
        """The positions of those bytes."""
        return struct.unpack(f"<{len(value) // 4}i", value)

    def decode_frequency(self, value: bytes) -> int:
        """How many positions there are."""
        return len(value) // 4


class _Terms(fields.FieldType):  # type: ignore[misc]
    """Terms that come ready made; any string is one, unpaired surrogates included.

    All are "scorable", though their scores are ours: without lengths Whoosh looks for a file at every posting.
    """

    def to_bytes(self, value: str | bytes) -> bytes:
        """UTF-8, which sorts by code point."""
        return value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")

    def from_bytes(self, bs: bytes) -> str:
        """Back again."""
        return bs.decode("utf-8", "surrogatepass")


class Words(_Terms):
    """A text field at one level: term → positions."""

    def __init__(self) -> None:
        super().__init__(Places(), analyzer=None, scorable=True)

    def index(self, value: Mapping[str, list[int]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight, positions."""
        encode = self.format.encode
        for term, places in value.items():
            yield self.to_bytes(term), len(places), float(len(places)), encode(places)


class Values(_Terms):
    """Terms that are there or not."""

    def __init__(self) -> None:
        super().__init__(formats.Existence(), analyzer=None, scorable=True)

    def index(self, value: Iterable[str], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Term, frequency, weight, nothing."""
        for term in value:
            yield self.to_bytes(term), 1, 1.0, b""


def words_field(name: str, level: Level) -> str:
    """Whoosh's name for a text field at a level."""
    return f"{name}_{level}"


def length_field(name: str) -> str:
    """Whoosh's name for the column of exact lengths: what it keeps itself is rounded to a byte."""
    return f"{name}_length"


#: ``kin`` holds each form of an article once, with its spelling and lemma: the vocabulary and its relations.
SCHEMA: Final = fields.Schema(
    article=fields.STORED(),
    id=fields.COLUMN(columns.VarBytesColumn()),
    digest=fields.COLUMN(columns.VarBytesColumn()),
    origin=fields.COLUMN(columns.RefBytesColumn()),
    outlet=fields.COLUMN(columns.RefBytesColumn()),
    signature=fields.COLUMN(columns.VarBytesColumn()),
    moment=fields.COLUMN(columns.NumericColumn("q")),
    kin=Values(),
    **{name: Values() for name in KEYWORD_FIELDS},
    **{length_field(name): fields.COLUMN(columns.NumericColumn("i")) for name in TEXT_FIELDS},
    **{words_field(name, level): Words() for name in TEXT_FIELDS for level in Level},
)


def document(batch: Batch, number: int) -> dict[str, object]:
    """The article at that place of the batch, as values of Whoosh's fields."""
    record = batch.records[number]
    result: dict[str, object] = {
        "article": dumped(record.article),
        "id": raw(record.article.id),
        "digest": raw(record.digest),
        "origin": raw(record.origin),
        "outlet": raw(record.article.source),
        "signature": raw("\n".join(feedback.signature(batch, number))),
        "moment": int(batch.moments[number]),
    }
    levels = terms_of(batch.table)
    kin: set[int] = set()
    for name in TEXT_FIELDS:
        column = batch.columns[name]
        words = column.words[column.starts[number] : column.starts[number + 1]].tolist()
        places: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            places.setdefault(word, []).append(place)
        kin.update(places)
        result[length_field(name)] = len(words)
        for level, texts in levels.items():
            result[words_field(name, level)] = _by_term(places, texts)
    result["kin"] = {KIN_SEPARATOR.join(texts[word] for texts in levels.values()) for word in kin}
    for name, values in batch.keywords.items():
        result[name] = set(values[number])
    return result


def terms_of(table: FormTable) -> dict[Level, list[str]]:
    """The terms of each form, level by level."""
    return dict(zip(Level, table.levels(), strict=True))


def _by_term(places: dict[int, list[int]], texts: list[str]) -> dict[str, list[int]]:
    result: dict[str, list[int]] = {}
    for word, here in places.items():
        text = texts[word]
        result[text] = sorted(result[text] + here) if text in result else here
    return result


def raw(text: str) -> bytes:
    """A text in a column."""
    return text.encode("utf-8", "surrogatepass")


def cooked(value: bytes) -> str:
    """A text out of a column."""
    return value.decode("utf-8", "surrogatepass")


def dumped(article: Article) -> str:
    """The article as JSON."""
    return json.dumps({**vars(article), "date": to_iso(article.date)}, ensure_ascii=False)


def loaded(text: str) -> Article:
    """The article of that JSON."""
    values = json.loads(text)
    return Article(values.pop("id"), date=from_iso(values.pop("date")), **values)
