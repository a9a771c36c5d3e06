"""The index and its writer, as Whoosh knows them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

from whoosh.index import Index, LockError
from whoosh.searching import Searcher
from whoosh.writing import IndexingError, IndexWriter

from newsearch.batch import Batch
from newsearch.engines.on_whoosh.arrays.engine import ArrayEngine
from newsearch.engines.on_whoosh.door.reader import DoorReader
from newsearch.engines.on_whoosh.door.schema import Analyse, made
from newsearch.errors import IndexLocked, Unsupported
from newsearch.fields import FIELDS
from newsearch.model import Article, fault, from_iso

#: Articles in, their columns out: what ``text.columns`` does.
ToBatch = Callable[[list[Article]], Batch]
_NAMES: Final = tuple(field.name for field in FIELDS)
#: So many articles are held before they are handed on.
_HELD: Final = 1000


class DoorLocked(IndexLocked, LockError):  # type: ignore[misc]  # noqa: N818
    """IndexLocked, for those who wait for Whoosh's LockError."""


class NotThere(Unsupported, AttributeError):  # noqa: N818
    """Unsupported, for those who ask whether there is such an attribute."""


class DoorIndex(Index):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.index.Index``: a news index for anything that is written for Whoosh."""

    #: What Whoosh calls the only index of a folder.
    indexname = "MAIN"

    def __init__(self, engine: ArrayEngine, analyse: Analyse, to_batch: ToBatch) -> None:
        """``analyse`` must be the analyser that made the index, and that of ``to_batch``."""
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
        """The one writer. Raises IndexLocked, which is a LockError, too."""
        with _locking():
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
        with _locking():
            self._engine.compact()

    def add_field(self, fieldname: str, fieldspec: Any) -> NoReturn:
        """The fields of a news index are fixed."""
        raise Unsupported("a news index has fixed fields", hint="keep other values in an index of their own")

    def remove_field(self, fieldname: str) -> NoReturn:
        """The fields of a news index are fixed."""
        raise Unsupported("a news index has fixed fields", hint="leave the field empty instead")

    def __getattr__(self, name: str) -> Any:
        raise NotThere(f"a news index has no {name!r}", hint="docs/whoosh.md says what it has")


class DoorWriter(IndexWriter):  # type: ignore[misc]  # Whoosh is untyped
    """See ``whoosh.writing.IndexWriter``. Adding an article with a known id replaces it."""

    def __init__(self, index: DoorIndex, engine: ArrayEngine, to_batch: ToBatch) -> None:
        self.schema = index.schema
        self._index = index
        self._to_batch = to_batch
        self._writer = engine.writer()
        self._committed = index.reader()
        self._held: dict[str, Article] = {}
        self._added: set[str] = set()
        self.is_closed = False

    def reader(self, **options: Any) -> DoorReader:
        """The last commit, without what this writer did."""
        return self._index.reader(**options)

    def add_document(self, **fields: Any) -> None:
        """Add an article by its fields: id, title, body, url, source, section, author, date (a date or ISO text).

        None stands for no value. Raises Unsupported for anything else.
        """
        self._check_state()
        article = _article({name: value for name, value in fields.items() if value is not None})
        self._held[article.id] = article
        self._added.add(article.id)
        if len(self._held) == _HELD:
            self._hand_on()

    def update_document(self, **fields: Any) -> None:
        """As ``add_document``."""
        self.add_document(**fields)

    def delete_document(self, docnum: int, delete: bool = True) -> None:
        """Delete by document number, which is that of the last commit: what is added here stays."""
        self._check_state()
        if not delete:
            raise Unsupported("what was deleted does not come back", hint="add the article again")
        article_id = self._committed.id_of(docnum)
        if article_id not in self._added and not self._committed.is_deleted(docnum):
            self._writer.delete([article_id])

    def add_reader(self, reader: Any) -> None:
        """Add every article of another reader."""
        for fields in reader.all_stored_fields():
            self.add_document(**fields)

    def commit(self, mergetype: Any = None, optimize: bool = False, merge: bool = True) -> None:
        """Make it durable and visible; a commit that fails ends the transaction, too. ``merge`` is up to the engine."""
        self._check_state()
        if mergetype is not None:
            raise Unsupported("a news index merges its own way", hint="commit without mergetype")
        try:
            self._hand_on()
            if optimize:
                self._writer.compact()
            else:
                self._writer.commit()
        finally:
            self.cancel()

    def cancel(self) -> None:
        """Forget what this writer did and did not commit."""
        self._writer.cancel()
        self._committed.close()
        self.is_closed = True

    def add_field(self, fieldname: str, fieldtype: Any, **_options: Any) -> NoReturn:
        """As ``DoorIndex``."""
        raise Unsupported("a news index has fixed fields", hint="keep other values in an index of their own")

    def remove_field(self, fieldname: str, **_options: Any) -> NoReturn:
        """As ``DoorIndex``."""
        raise Unsupported("a news index has fixed fields", hint="leave the field empty instead")

    def start_group(self) -> NoReturn:
        """Articles stand alone."""
        raise Unsupported("a news index has no groups of documents", hint="add the articles one by one")

    def _hand_on(self) -> None:
        if self._held:
            self._writer.add(self._to_batch(list(self._held.values())))
            self._held.clear()

    def _check_state(self) -> None:
        if self.is_closed:
            raise IndexingError("This writer is closed")


@contextmanager
def _locking() -> Iterator[None]:
    try:
        yield
    except IndexLocked as error:
        raise DoorLocked(error.message, error.hint) from error


def _article(fields: dict[str, Any]) -> Article:
    """Raises Unsupported."""
    for name in sorted(fields.keys() - set(_NAMES)):
        raise Unsupported(f"no field {name!r} in a news index", hint=f"the fields are {' '.join(_NAMES)}")
    date = fields.pop("date", None)
    if isinstance(date, str):
        try:
            date = from_iso(date)
        except ValueError as error:
            raise Unsupported(f"{date!r} is no date", hint="write it as 2024-02-01") from error
    article = Article(fields.pop("id", ""), date=date, **fields)
    if wrong := fault(article):
        raise Unsupported(f"this is no article: {wrong}", hint="give text, and as date a date or ISO text")
    return article
