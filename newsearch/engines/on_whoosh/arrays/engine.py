"""The engine: a folder of segments and tables of contents."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from newsearch import disk
from newsearch.engines import MEMORY
from newsearch.engines.base import Patience
from newsearch.engines.on_whoosh.arrays.files.toc import Toc, read_toc, write_toc
from newsearch.errors import IndexClosed, IndexMissing

if TYPE_CHECKING:  # imported when they are needed: a command starts sooner without them
    from newsearch.engines.on_whoosh.arrays.building.writer import ArrayWriter
    from newsearch.engines.on_whoosh.arrays.check import Problem
    from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot
    from newsearch.model import Article

_BESIDES: Final = 260  # taken by Python, numpy, the analyser and its forms
_BYTES_A_WORD: Final = 11  # while the words of a run are sorted


def words_for(memory: int) -> int:
    """How many words a run may have where so many megabytes may be taken in all."""
    return max(memory - _BESIDES, 16) * 1_000_000 // _BYTES_A_WORD


class ArrayEngine:
    """See ``engines.base.Engine``."""

    def __init__(self, folder: Path, memory: int = MEMORY, patience: Patience | None = None) -> None:
        """Not for callers: use ``create`` or ``open``."""
        self._folder, self._memory = folder, memory
        self._patience = patience or Patience()
        self._open = True

    @classmethod
    def create(cls, path: Path, memory: int = MEMORY, patience: Patience | None = None) -> Self:
        """A new, empty index in the folder, which is made if need be; the rest as in ``open``.

        One that is there already is opened. Raises IndexUnwritable, IndexDamaged.
        """
        with disk.writing(path):
            path.mkdir(parents=True, exist_ok=True)
            try:
                read_toc(path)
            except IndexMissing:
                with suppress(FileExistsError):  # another program makes the same index
                    write_toc(path, Toc(1))
        return cls(path, memory, patience)

    @classmethod
    def open(cls, path: Path, memory: int = MEMORY, patience: Patience | None = None) -> Self:
        """The index in the folder. Raises IndexMissing, IndexDamaged, IndexStale.

        ``memory``: how many megabytes a process that indexes may take, whatever there is to index; ``patience``:
        what its writers do while there is another (without it, they raise IndexLocked at once).
        """
        read_toc(path)
        return cls(path, memory, patience)

    def reader(self) -> "Snapshot":
        """A snapshot of the last commit."""
        from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot

        self._check()
        return Snapshot(self._folder)

    def writer(self) -> "ArrayWriter":
        """The one writer. Raises IndexLocked, naming the owner, while there is another and patience is at an end."""
        from newsearch.engines.on_whoosh.arrays.building.writer import ArrayWriter
        from newsearch.engines.on_whoosh.lock import Lock

        self._check()
        lock = Lock(self._folder)
        lock.acquire(self._patience)
        try:
            return ArrayWriter(self._folder, lock, words_for(self._memory))
        except BaseException:
            lock.release()
            raise

    def compact(self) -> None:
        """Rewrite the index without what was deleted."""
        self.writer().compact()

    def check(self) -> "Iterator[Problem]":
        """Look at every byte of the last commit: what of it is not what was written."""
        from newsearch.engines.on_whoosh.arrays.check import check

        self._check()
        return check(self._folder)

    def salvage(self) -> "Iterator[Article | Problem]":
        """Every article of the last commit that can be read, and what cannot."""
        from newsearch.engines.on_whoosh.arrays.salvage import salvage

        self._check()
        return salvage(self._folder)

    def close(self) -> None:
        """Let go of everything. Readers that are still open stay usable until they are closed."""
        self._open = False

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("this index was closed", hint="open it again")
