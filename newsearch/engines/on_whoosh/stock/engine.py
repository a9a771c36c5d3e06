"""The engine: a folder with a Whoosh index in it."""

from pathlib import Path
from typing import Self

from whoosh.filedb.filestore import FileStorage
from whoosh.index import FileIndex

from newsearch.engines.on_whoosh.lock import Lock
from newsearch.engines.on_whoosh.stock.foreign import reading, writing
from newsearch.engines.on_whoosh.stock.reader import StockReader
from newsearch.engines.on_whoosh.stock.schema import SCHEMA
from newsearch.engines.on_whoosh.stock.writer import StockWriter
from newsearch.errors import IndexClosed


class StockWhoosh:
    """See ``engines.base.Engine``."""

    def __init__(self, folder: Path) -> None:
        """Not for callers: use ``create`` or ``open``."""
        self._folder = folder
        with reading(folder):
            self._index = FileIndex(FileStorage(str(folder)), SCHEMA)
        self._open = True

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty index in the folder, which is made if need be; an old one stays. Raises IndexUnwritable."""
        with writing(path):
            path.mkdir(parents=True, exist_ok=True)
            storage = FileStorage(str(path))
            if not storage.index_exists():
                storage.create_index(SCHEMA)
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in the folder. Raises IndexMissing, IndexDamaged, IndexStale."""
        return cls(path)

    def reader(self) -> StockReader:
        """A snapshot of the last commit."""
        self._check()
        return StockReader(self._index, self._folder)

    def writer(self) -> StockWriter:
        """The one writer. Raises IndexLocked, naming the owner, while there is another."""
        self._check()
        lock = Lock(self._folder)
        lock.acquire()
        try:
            return StockWriter(self._index, self._folder, lock.release)
        except BaseException:
            lock.release()
            raise

    def compact(self) -> None:
        """Rewrite the index without what was deleted."""
        self.writer().compact()

    def close(self) -> None:
        """Let go of everything. Readers that are still open stay usable until they are closed."""
        self._open = False

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("this index was closed", hint="open it again")
