"""The engine: a folder of segments and tables of contents."""

from pathlib import Path
from typing import Self

from newsearch.engines.on_whoosh.arrays import disk
from newsearch.engines.on_whoosh.arrays.snapshot import Snapshot
from newsearch.engines.on_whoosh.arrays.toc import Toc, generations, read_toc, write_toc
from newsearch.engines.on_whoosh.arrays.writer import ArrayWriter
from newsearch.engines.on_whoosh.lock import Lock
from newsearch.errors import IndexClosed


class ArrayEngine:
    """See ``engines.base.Engine``."""

    def __init__(self, folder: Path) -> None:
        """Not for callers: use ``create`` or ``open``."""
        self._folder = folder
        self._open = True

    @classmethod
    def create(cls, path: Path) -> Self:
        """A new, empty index in the folder, which is made if need be. Raises IndexUnwritable."""
        with disk.writing(path):
            path.mkdir(parents=True, exist_ok=True)
            if not generations(path):
                write_toc(path, Toc(1))
        return cls(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in the folder. Raises IndexMissing, IndexDamaged, IndexStale."""
        read_toc(path)
        return cls(path)

    def reader(self) -> Snapshot:
        """A snapshot of the last commit."""
        self._check()
        return Snapshot(self._folder)

    def writer(self) -> ArrayWriter:
        """The one writer. Raises IndexLocked, naming the owner, while there is another."""
        self._check()
        lock = Lock(self._folder)
        lock.acquire()
        try:
            return ArrayWriter(self._folder, lock.release)
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
