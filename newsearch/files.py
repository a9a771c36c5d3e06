"""Small files of an index, read and written whole; what keeps any file from being opened, told from damage."""

import errno
import json
import os
import stat
import zlib
from pathlib import Path
from typing import Any, Final

from newsearch.errors import IndexUnreadable

#: No table of contents has a fraction of it: there are few segments.
_LARGEST: Final = 1 << 24
#: What keeps a sound file from being read: what there is too little of, or a disk; and what helps.
_SHORT: Final = {
    errno.EMFILE: "close some, or allow more with ulimit -n",
    errno.ENFILE: "other programs hold too many open: end some",
    errno.ENOMEM: "end other programs, or allow this one more",
    errno.EIO: "check the disk: it may be failing",
    errno.ESTALE: "check the network disk",
    errno.ETIMEDOUT: "check the network disk",
}


def regular(path: str, flags: int) -> int:
    """An opener for ``open``: raises OSError for what is no regular file, and never waits, as a pipe would make it."""
    handle = os.open(path, flags | getattr(os, "O_NONBLOCK", 0), 0o644)
    if stat.S_ISREG(os.fstat(handle).st_mode):
        return handle
    os.close(handle)
    raise OSError(errno.EINVAL, "it is no regular file", path)


def read(path: Path) -> bytes:
    """The content of a regular file. Raises OSError, also if it is larger than any that newsearch writes."""
    with open(path, "rb", opener=regular) as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise OSError(errno.EFBIG, "it is too large", os.fspath(path))
    return content


def unreadable(path: Path, error: OSError | MemoryError) -> IndexUnreadable | None:
    """The error for a file that cannot be read though it may be sound; None if the file itself is to blame."""
    if isinstance(error, PermissionError):
        return IndexUnreadable(path)
    number = errno.ENOMEM if isinstance(error, MemoryError) else error.errno or 0
    return IndexUnreadable(path, os.strerror(number).lower(), _SHORT[number]) if number in _SHORT else None


def seal(content: object) -> bytes:
    """One line of JSON behind its CRC-32 in eight hex digits and a blank."""
    line = json.dumps(content, separators=(",", ":")).encode()
    return b"%08x %s\n" % (zlib.crc32(line), line)


def unseal(data: bytes) -> Any:
    """What was sealed. Raises ValueError if this is not what ``seal`` wrote."""
    line = data[9:-1]
    if data != b"%08x %s\n" % (zlib.crc32(line), line):
        raise ValueError("it is not what was written")
    try:
        return json.loads(line)
    except RecursionError as error:
        raise ValueError("it is not what newsearch writes") from error
