"""Temporary: until the shared lock stands."""

import fcntl
import os
from pathlib import Path

from newsearch.errors import IndexLocked, IndexUnwritable


class Lock:
    def __init__(self, folder: Path) -> None:
        self._path = folder / "write.lock"
        self._file: int | None = None

    def acquire(self) -> None:
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise IndexUnwritable(f"cannot write to {self._path}", "") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(self._file)
            raise IndexLocked("another process is writing") from error

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None
