"""A file of named arrays: little-endian, aligned, a checksum each, described by JSON at its end.

::

    magic, padded to 64 | array | padding | array | ... | footer (JSON) | length and checksum of the footer

Reading maps the file into memory and checks the footer; the arrays are checked by ``verify``.
"""

import json
import mmap
import os
import struct
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.mapped import ALIGNED, MAGIC, TRAILER, MappedFile, damaged

Array = NDArray[Any]

#: So many bytes are checked at a time: a segment may be larger than the memory.
_SPAN: Final = 1 << 24


def narrow(array: Array, top: int | None = None) -> Array:
    """The same whole numbers >= 0 in the smallest of u8, u16, u32, i64 that holds ``top`` (default: the largest)."""
    limit = (int(array.max()) if len(array) else 0) if top is None else top
    for kind, bound in ((np.uint8, 1 << 8), (np.uint16, 1 << 16), (np.uint32, 1 << 32)):
        if limit < bound:
            return array.astype(kind, copy=False)
    return array.astype(np.int64, copy=False)


class ArrayFileWriter:
    """Writes arrays one behind the other; ``close`` makes the file durable and returns (bytes, checksum)."""

    def __init__(self, path: Path, *, temporary: bool = False) -> None:
        """``temporary``: no crash will be survived by the file, so its arrays are neither checksummed nor synced."""
        self.path, self._temporary = path, temporary
        self._file = path.open("xb")
        self._end = 0
        self._arrays: dict[str, tuple[str, int, int, int]] = {}
        self._write(MAGIC)

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._end += len(data)

    def add(self, name: str, *pieces: Array) -> None:
        """Write one array, given whole or in pieces of one type."""
        self.stream(name, pieces)

    def stream(self, name: str, pieces: Iterable[Array]) -> None:
        """Write one array from pieces of one type as they come; at least one piece."""
        self._write(bytes(-self._end % ALIGNED))
        offset, crc, count, kind = self._end, 0, 0, "|u1"
        for piece in pieces:
            kind = piece.dtype.newbyteorder("<").str
            data = memoryview(np.ascontiguousarray(piece, dtype=kind)).cast("B")  # type: ignore[arg-type]
            crc = 0 if self._temporary else zlib.crc32(data, crc)
            count += len(piece)
            if len(piece):
                self._write(data)
        self._arrays[name] = (kind, offset, count, crc)

    def close(self, **notes: int | str) -> tuple[int, int]:
        """Write the footer with ``notes`` in it and sync the file."""
        footer = json.dumps({"arrays": self._arrays, **notes}, separators=(",", ":")).encode()
        crc = zlib.crc32(footer)
        head = struct.pack("<QI", len(footer), crc)
        self._write(footer)
        self._write(TRAILER.pack(len(footer), crc, zlib.crc32(head)))
        self._file.flush()
        if not self._temporary:
            os.fsync(self._file.fileno())
        self._file.close()
        return self._end, crc

    def abandon(self) -> None:
        """Close and remove the unfinished file."""
        self._file.close()
        self.path.unlink(missing_ok=True)


class ArrayFile(MappedFile):
    """The same, read as numpy arrays."""

    @classmethod
    def of(cls, mapped: MappedFile) -> Self:
        """Of a file that is open already."""
        file = cls.__new__(cls)
        file.__dict__.update(vars(mapped))
        return file

    def array(self, name: str) -> Array:
        """The array of that name, unchecked."""
        kind, offset, count, _ = self._arrays[name]
        if not count:
            return np.zeros(0, dtype=kind)
        return np.frombuffer(self.map, dtype=kind, count=count, offset=offset)

    def forget(self) -> None:
        """Give the memory of pages that were read back to the system; they are read again when they are needed."""
        if isinstance(self.map, mmap.mmap) and hasattr(mmap, "MADV_DONTNEED"):
            self.map.madvise(mmap.MADV_DONTNEED)

    def confirm(self, only: Collection[str] = ()) -> None:
        """Raises IndexDamaged unless all arrays, or ``only`` some, are what was written."""
        for name in self.verify(only):
            raise damaged(self.path, f"{name} is not what was written")

    def verify(self, only: Collection[str] = ()) -> Iterator[str]:
        """Check every array, or ``only`` some, and what lies before it; the names of what is not what was written."""
        end = len(MAGIC)
        for name, (kind, offset, count, crc) in self._arrays.items():
            before, end = end, offset + count * np.dtype(kind).itemsize
            if only and name not in only:
                continue
            if any(self.map[before:offset]):
                yield f"padding before {name}"
            found = 0
            for low in range(offset, end, _SPAN):
                found = zlib.crc32(memoryview(self.map)[low : min(low + _SPAN, end)], found)
                self.forget()
            if found != crc:
                yield name
