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

from newsearch.errors import IndexDamaged, IndexUnreadable, NewsearchError

MAGIC: Final = b"newsearch arrays 1\n"
TRAILER: Final = struct.Struct("<QII")  # length of the footer, its crc32, crc32 of the two
#: What reading arrays that are not what was written may raise.
ASTRAY: Final = (ValueError, IndexError, KeyError, TypeError, OverflowError, MemoryError)
HINT: Final = "run `newsearch check` to see what is affected, or build the index again"
#: The types of arrays, as numpy and as ``struct`` call them.
_CODES: Final[dict[str, Literal["B", "H", "I", "i", "q"]]] = {
    "|u1": "B",
    "<u2": "H",
    "<u4": "I",
    "<i4": "i",
    "<i8": "q",
}


def damaged(path: Path, what: str) -> IndexDamaged:
    """The error for a file that is not what was written."""
    return IndexDamaged(f"{path.name} is damaged: {what}", HINT)


def unreadable(path: Path, error: OSError) -> NewsearchError:
    """The error for a file that cannot be opened."""
    if isinstance(error, PermissionError):
        return IndexUnreadable(path)
    return damaged(path, error.strerror or "it cannot be read")


def map_file(path: Path, size: int) -> mmap.mmap | bytes:
    """The file in memory, read-only. Raises IndexDamaged if it is missing or not ``size`` bytes, IndexUnreadable."""
    try:
        with path.open("rb") as file:
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
        except (ValueError, struct.error, OverflowError) as error:
            raise damaged(path, "its footer cannot be read") from error
        self._arrays: dict[str, tuple[str, int, int, int]] = self.notes["arrays"]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def offset(self, name: str) -> int:
        """Where in the file the array begins."""
        return self._arrays[name][1]

    def view(self, name: str) -> memoryview:
        """The array of that name as a memoryview, whose items are Python numbers: quick to read one by one."""
        kind, offset, count, _ = self._arrays[name]
        code = _CODES[kind]
        numbers = memoryview(self.map)[offset : offset + count * struct.calcsize("=" + code)].cast(code)
        if len(numbers) != count:
            raise ValueError(f"{name} is cut off")
        if sys.byteorder == "big" and code != "B":
            turned = array(code, numbers)
            turned.byteswap()
            return memoryview(turned)
        return numbers
