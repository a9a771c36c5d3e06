"""The index and its writer, as Whoosh knows them."""

from collections.abc import Callable
from typing import Any

from whoosh.index import Index
from whoosh.searching import Searcher
from whoosh.writing import IndexWriter

from newsearch.batch import Batch
from newsearch.engines.on_whoosh.arrays.engine import ArrayEngine
from newsearch.engines.on_whoosh.door.reader import DoorReader
from newsearch.engines.on_whoosh.door.schema import Analyse, made
from newsearch.errors import Unsupported
from newsearch.model import Article, from_iso

#: Articles in, their columns out: what ``text.columns`` does.
ToBatch = Callable[[list[Article]], Batch]


class DoorIndex(Index):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.index.Index``: a news index for anything that is written for Whoosh."""

    def __init__(self, engine: ArrayEngine, analyse: Analyse, to_batch: ToBatch | None = None) -> None:
        """``analyse`` must be the analyser that made the index; without ``to_batch`` nothing can be added."""
        self._engine = engine
        self._to_batch = to_batch
        self.schema = made(analyse)

    def reader(self, reuse: Any = None, **_options: Any) -> DoorReader:
        """A snapshot of the last commit."""
        return DoorReader(self._engine.reader(), self.schema)

    def searcher(self, **options: Any) -> Searcher:
        """Whoosh's searcher over a snapshot."""
        return Searcher(self.reader(), fromindex=self, **options)

    def writer(self, **_options: Any) -> "DoorWriter":
        """The one writer. Raises IndexLocked."""
        return DoorWriter(self, self._engine, self._to_batch)

    def is_empty(self) -> bool:
        """Whether it has no articles."""
        return bool(self.doc_count() == 0)

    def latest_generation(self) -> int:
        """The number of the last commit."""
        with self.reader() as reader:
            return int(reader.generation())

    def up_to_date(self) -> bool:
        """Always: readers are made of the last commit."""
        return True

    def refresh(self) -> "DoorIndex":
        """Itself; its next reader sees the last commit."""
        return self

    def optimize(self, **_options: Any) -> None:
        """Rewrite the index without what was deleted."""
        self._engine.compact()

    def add_field(self, fieldname: str, fieldspec: Any) -> None:
        """The fields of a news index are fixed."""
        raise Unsupported("a news index has fixed fields", hint="keep other values in an index of their own")

    def remove_field(self, fieldname: str) -> None:
        """The fields of a news index are fixed."""
        raise Unsupported("a news index has fixed fields", hint="leave the field empty instead")


class DoorWriter(IndexWriter):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.writing.IndexWriter``. Adding an article with a known id replaces it."""

    def __init__(self, index: DoorIndex, engine: ArrayEngine, to_batch: ToBatch | None) -> None:
        self.schema = index.schema
        self._index = index
        self._to_batch = to_batch
        self._writer = engine.writer()
        self._added: list[Article] = []
        self.is_closed = False

    def reader(self, **options: Any) -> DoorReader:
        """The last commit, without what this writer did."""
        return self._index.reader(**options)

    def add_document(self, **fields: Any) -> None:
        """Add an article by its fields: id, title, body, url, source, section, author, date (a date or ISO text)."""
        if self._to_batch is None:
            raise Unsupported("this door can only be read through", hint="open it with NewsIndex.whoosh()")
        known = {name: value for name, value in fields.items() if not name.startswith("_")}
        unknown = sorted(set(known) - set(Article.__dataclass_fields__))
        if unknown or not known.get("id"):
            raise Unsupported(
                f"no field {unknown[0]!r} in a news index" if unknown else "an article needs an id",
                hint=f"the fields are {' '.join(Article.__dataclass_fields__)}",
            )
        date = known.pop("date", None)
        if isinstance(date, str):
            date = from_iso(date)
        self._added.append(Article(known.pop("id"), date=date, **known))

    def update_document(self, **fields: Any) -> None:
        """As ``add_document``."""
        self.add_document(**fields)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete by document number."""
        if delete:
            with self.reader() as reader:
                self._flush()
                self._writer.delete([reader.stored_fields(docnum)["id"]])

    def add_reader(self, reader: Any) -> None:
        """Add every article of another reader."""
        for fields in reader.all_stored_fields():
            self.add_document(**fields)

    def commit(self, **_options: Any) -> None:
        """Make it durable and visible."""
        self._flush()
        self._writer.commit()
        self.is_closed = True

    def cancel(self) -> None:
        """Forget what this writer did."""
        self._writer.cancel()
        self.is_closed = True

    def _flush(self) -> None:
        if self._added and self._to_batch is not None:
            self._writer.add(self._to_batch(self._added))
            self._added = []
