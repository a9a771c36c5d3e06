"""Files that survive a power cut: written, flushed to the platter, then renamed into place."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsearch.errors import IndexUnwritable

_HINTS = {
    errno.ENOSPC: "make room on the disk and run it again: the index is as it was",
    errno.EDQUOT: "make room on the disk and run it again: the index is as it was",
    errno.EROFS: "the file system is mounted read-only; the index is as it was",
    errno.EACCES: "check who owns the folder and who may write to it; the index is as it was",
    errno.EPERM: "check who owns the folder and who may write to it; the index is as it was",
}


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Turn every ``OSError`` inside into IndexUnwritable with a hint."""
    try:
        yield
    except OSError as error:
        what = error.strerror or str(error)
        hint = _HINTS.get(error.errno or 0, "the index is as it was before")
        raise IndexUnwritable(f"cannot write to {path}: {what}", hint) from error


def sync_folder(folder: Path) -> None:
    """Make the names in the folder durable."""
    if os.name == "nt":  # Windows cannot open a folder, and makes renames durable by itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(path: Path, content: bytes) -> None:
    """Write a new file whole and durable, though its name only after ``sync_folder``. What has the name goes."""
    path.unlink(missing_ok=True)
    with path.open("xb") as file:  # never through a link
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def publish(path: Path, content: bytes) -> None:
    """Write a new file so that after a crash it is either absent or whole; durable on return.

    The folder is synced before the file gets its name, so that all files written earlier are there once the name is.
    Raises FileExistsError: what has the name already is never replaced.
    """
    temporary = path.with_name(f"{path.name}.{unique()}.tmp")
    try:
        put(temporary, content)
        sync_folder(path.parent)
        try:
            os.link(temporary, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if path.exists():
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
            temporary.replace(path)
    finally:
        remove(temporary)
    sync_folder(path.parent)


def unique() -> str:
    """A part of a name that nobody else comes upon."""
    return os.urandom(4).hex()


def remove(path: Path) -> None:
    """Remove the file if it is there; a file that cannot be removed now is left for the next commit."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return
