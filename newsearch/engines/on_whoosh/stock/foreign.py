"""Whose error it is: what Whoosh and the system raise, said in our words."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from whoosh.index import EmptyIndexError, IndexVersionError, LockError

from newsearch.errors import (
    REBUILD,
    IndexDamaged,
    IndexLocked,
    IndexMissing,
    IndexStale,
    IndexUnwritable,
    NewsearchError,
)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """What goes wrong inside is damage, for Whoosh checks nothing that it reads."""
    try:
        yield
    except NewsearchError:
        raise
    except EmptyIndexError as error:
        what = "holds no index" if folder.is_dir() else "is no folder"
        raise IndexMissing(f"{folder} {what}", hint="make one with: newsearch index PATH... --index DIR") from error
    except IndexVersionError as error:
        raise IndexStale(f"{folder} was made by another version of Whoosh", hint="build the index anew") from error
    except PermissionError as error:
        raise IndexDamaged(f"cannot read {error.filename or folder}", hint="check its permissions") from error
    except Exception as error:
        raise _damaged(folder, error) from error


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """What the system refuses inside is said with what to do about it."""
    try:
        yield
    except LockError as error:
        raise IndexLocked(
            f"another program is writing to {folder}", hint="wait until it is done, then try again"
        ) from error
    except OSError as error:
        raise IndexUnwritable(f"cannot write to {folder}: {error.strerror or error}", hint=_advice(error)) from error
    except NewsearchError:
        raise
    except Exception as error:
        raise _damaged(folder, error) from error


def _damaged(folder: Path, error: Exception) -> IndexDamaged:
    return IndexDamaged(
        f"the index in {folder} cannot be read: {type(error).__name__}: {error}",
        hint=REBUILD,
    )


def _advice(error: OSError) -> str:
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return "make room on the disk; the index is as it was before"
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return "check the permissions of the folder, or choose another with --index"
        case errno.ENOTDIR | errno.EEXIST:
            return "this is a file; choose a folder with --index"
        case _:
            return "check the disk; the index is as it was before"
