"""A file of arrays mapped into memory and read as Python numbers: without numpy, so that one search starts quickly.

``arrayfile`` writes such files, says how they are made up, and reads them as numpy arrays.
"""

import json
import mmap
import os
import struct
import sys
import zlib
from array import array
from pathlib import Path
from typing import Any, Final, Literal

from newsearch import files
from newsearch.errors import IndexDamaged, NewsearchError

MAGIC: Final = b"newsearch arrays 1\n"
ALIGNED: Final = 64  # at a multiple of that every array begins
TRAILER: Final = struct.Struct("<QII")  # length of the footer, its crc32, crc32 of the two
#: What reading arrays that are not what was written may raise.
ASTRAY: Final = (ValueError, IndexError, KeyError, TypeError, OverflowError, MemoryError)
HINT: Final = (
    "restore it from a copy, or index again into a new folder; `newsearch check` says what is affected, "
    "`newsearch export` writes all articles that can be read"
)
#: The types of arrays, as numpy and as ``struct`` call them.
_CODES: Final[dict[str, Literal["B", "H", "I", "i", "q"]]] = {
    "|u1": "B",
    "<u2": "H",
    "<u4": "I",
    "<i4": "i",
    "<i8": "q",
}

_SIZES: Final = {kind: struct.calcsize("=" + code) for kind, code in _CODES.items()}


def damaged(path: Path, what: str, hint: str = HINT) -> IndexDamaged:
    """The error for a file that is not what was written."""
    return IndexDamaged(f"{path.name} is damaged: {what}", hint)


def unreadable(path: Path, error: OSError, hint: str = HINT) -> NewsearchError:
    """The error for a file that cannot be opened."""
    return files.unreadable(path, error) or damaged(path, error.strerror or "it cannot be read", hint)


def astray(folder: Path, error: Exception) -> NewsearchError:
    """The error for one of ``ASTRAY`` that came of reading the index in the folder."""
    if isinstance(error, MemoryError) and (short := files.unreadable(folder, error)):
        return short
    return IndexDamaged(f"the index in {folder} is damaged", HINT)


def map_file(path: Path, size: int) -> mmap.mmap | bytes:
    """The file in memory, read-only. Raises IndexDamaged if it is missing or not ``size`` bytes, IndexUnreadable."""
    try:
        with open(path, "rb", opener=files.regular) as file:
            actual = os.fstat(file.fileno()).st_size
            if actual != size:
                raise damaged(path, f"it has {actual} bytes instead of {size}")
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
    except FileNotFoundError as error:
        raise damaged(path, "it is missing") from error
    except OSError as error:
        raise unreadable(path, error) from error


class MappedFile:
    """The arrays of one file, mapped into memory. Raises IndexDamaged."""

    def __init__(self, path: Path, size: int, crc: int) -> None:
        """``size`` and ``crc`` are what ``ArrayFileWriter.close`` returned: another file's do not fit."""
        self.path = path
        self.size = size
        self.map = map_file(path, size)
        try:
            length, found, head = TRAILER.unpack(self.map[size - TRAILER.size :])
            footer = self.map[size - TRAILER.size - length : size - TRAILER.size]
            whole = self.map[: len(MAGIC)] == MAGIC and zlib.crc32(struct.pack("<QI", length, found)) == head
            if not whole or found != crc or zlib.crc32(footer) != crc:
                raise damaged(path, "its footer is not what was written")
            self.notes: dict[str, Any] = json.loads(footer)
            self._arrays: dict[str, tuple[str, int, int, int]] = self.notes["arrays"]
            self._check_layout(size - TRAILER.size - length)
        except (*ASTRAY, struct.error, AttributeError, RecursionError) as error:
            raise damaged(path, "its footer cannot be read") from error

    def _check_layout(self, end: int) -> None:
        """Raises ValueError or the like unless the arrays lie one behind the other up to the footer."""
        at = len(MAGIC)
        for kind, offset, count, _ in self._arrays.values():
            at += -at % ALIGNED
            if offset != at or not type(offset) is type(count) is int or count < 0:
                raise ValueError("arrays overlap")
            at += count * _SIZES[kind]
        if at != end:
            raise ValueError("arrays end elsewhere")

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def counts(self) -> dict[str, tuple[str, int]]:
        """Of every array its type and how many numbers it has."""
        return {name: (kind, count) for name, (kind, _, count, _) in self._arrays.items()}

    def offset(self, name: str) -> int:
        """Where in the file the array begins."""
        return self._arrays[name][1]

    def view(self, name: str) -> memoryview:
        """The array of that name as a memoryview, whose items are Python numbers: quick to read one by one."""
        kind, offset, count, _ = self._arrays[name]
        code = _CODES[kind]
        numbers = memoryview(self.map)[offset : offset + count * _SIZES[kind]].cast(code)
        if len(numbers) != count:
            raise ValueError(f"{name} is cut off")
        if sys.byteorder == "big" and code != "B":
            turned = array(code, numbers)
            turned.byteswap()
            return memoryview(turned)
        return numbers
