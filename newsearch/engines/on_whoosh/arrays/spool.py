"""Arrays that grow: in memory while they are small, in a temporary file beside the index once they are not."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import Array


class Spool:
    """Pieces of one array, appended and read back in order. The file, if any, has no name and goes by itself."""

    def __init__(self, folder: Path, limit: int) -> None:
        """``limit``: bytes kept in memory."""
        self._folder, self._limit = folder, limit
        self._pieces: list[Array] = []
        self._held = 0
        self._file: IO[bytes] | None = None
        self._written: list[tuple[int, str]] = []

    def put(self, piece: Array) -> None:
        """Append a piece."""
        self._pieces.append(piece)
        self._held += piece.nbytes
        if self._held > self._limit:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder)  # noqa: SIM115  lives as long as the spool
            for held in self._pieces:
                self._file.write(held.tobytes())
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
