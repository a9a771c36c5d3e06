"""Arrays that grow: in memory while they are small, in a temporary file beside the index once they are not."""

import mmap
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, Self

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array

#: Bytes that spools growing side by side keep in memory together.
SHARED: Final = 1 << 23


class Spool:
    """Pieces of one array, appended and read back in order. The file, if any, has no name and goes by itself."""

    def __init__(self, folder: Path, limit: int) -> None:
        """``limit``: bytes kept in memory."""
        self._folder, self._limit = folder, limit
        self._pieces: list[Array] = []
        self._held = 0
        self._file: IO[bytes] | None = None
        self._written: list[tuple[int, str]] = []

    @classmethod
    def of(cls, folder: Path, limit: int, pieces: Iterable[Array]) -> Self:
        """With these pieces in it."""
        spool = cls(folder, limit)
        for piece in pieces:
            spool.put(piece)
        return spool

    def put(self, piece: Array) -> None:
        """Append a piece."""
        self._pieces.append(piece)
        self._held += piece.nbytes
        if self._held > self._limit:
            self._write()

    def _write(self) -> None:
        if self._file is None:
            self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  lives as long as the spool
        for held in self._pieces:
            self._file.write(np.ascontiguousarray(held).data)
            self._written.append((held.nbytes, held.dtype.str))
        self._pieces, self._held = [], 0

    def pieces(self) -> Iterator[Array]:
        """All pieces in order; afterwards the spool is empty."""
        if self._file is not None:
            self._file.seek(0)
            for size, kind in self._written:
                yield np.frombuffer(self._file.read(size), dtype=kind)
            self._file.close()
            self._file = None
        yield from self._pieces
        self._pieces, self._written, self._held = [], [], 0

    def whole(self, kind: np.dtype[np.generic]) -> Array:
        """All pieces, which are of that type, as one array, mapped if it is in a file; the spool is empty then."""
        if self._file is None:
            whole = np.concatenate([np.zeros(0, kind), *self._pieces])
        else:
            self._write()
            self._file.flush()
            whole = np.frombuffer(mmap.mmap(self._file.fileno(), 0, access=mmap.ACCESS_READ), kind)
            self._file.close()
            self._file = None
        self._pieces, self._written, self._held = [], [], 0
        return whole

    def close(self) -> None:
        """Let go of it, read or not."""
        self._pieces, self._written, self._held = [], [], 0
        if self._file is not None:
            self._file.close()
            self._file = None


class Spools:
    """Many arrays that grow side by side: in memory while they are small together, then in one temporary file."""

    def __init__(self, folder: Path, count: int, limit: int) -> None:
        """``limit``: bytes kept in memory of all of them."""
        self._folder, self._limit, self._held = folder, limit, 0
        self._file: IO[bytes] | None = None
        self._pieces: list[list[Array]] = [[] for _ in range(count)]
        self._written: list[list[tuple[int, int, str]]] = [[] for _ in range(count)]

    def __len__(self) -> int:
        return len(self._pieces)

    def put(self, number: int, piece: Array) -> None:
        """Append a piece to one of the arrays."""
        self._pieces[number].append(piece)
        self._held += piece.nbytes
        if self._held > self._limit:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  lives as long as these
            start = self._file.tell()
            for pieces, written in zip(self._pieces, self._written, strict=True):
                for held in pieces:
                    self._file.write(np.ascontiguousarray(held).data)
                    written.append((start, held.nbytes, held.dtype.str))
                    start += held.nbytes
                pieces.clear()
            self._held = 0

    def pieces(self, number: int) -> Iterator[Array]:
        """The pieces of one of the arrays in order, as often as they are asked for once all were put."""
        if self._file is not None:
            for start, size, kind in self._written[number]:
                self._file.seek(start)
                yield np.frombuffer(self._file.read(size), kind)
        yield from self._pieces[number]

    def close(self) -> None:
        """Let go of all of them."""
        self._pieces, self._written = [], []
        if self._file is not None:
            self._file.close()


def let_go(*arrays: Array) -> None:
    """Give the memory of what was read of mapped arrays back to the system; it is read again when it is needed."""
    for array in arrays:
        base: object = array
        while isinstance(base, np.ndarray):
            base = base.base
        if isinstance(base, memoryview):
            base = base.obj
        if isinstance(base, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            base.madvise(mmap.MADV_DONTNEED)
