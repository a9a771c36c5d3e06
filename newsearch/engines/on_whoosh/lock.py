"""One writer at a time: a lock that names its owner and dies with it.

The kernel holds it (``flock``; on Windows ``msvcrt.locking``): that needs no guess whether an owner still lives, and
knows nothing of other programs that happen to have the owner's number. A lock file of which only the existence counts
would have to be cleared away by hand after a crash. The package ``filelock`` does the same with the same calls, but
names no owner and would be one more dependency for two lines.
"""

import contextlib
import json
import os
import platform
import sys
import time
import weakref
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from newsearch import files
from newsearch.engines.base import Patience
from newsearch.errors import IndexLocked, IndexUnwritable

NAME: Final = "writer.lock"
if sys.platform == "win32":
    import msvcrt

    #: A byte beyond the end of the file: on Windows nobody else may read what is locked.
    _BYTE: Final = 1 << 30

    def _take(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _give(handle: int) -> None:
        os.lseek(handle, _BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _give(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


#: How the file begins that names the owner.
_BEGIN: Final = b'{"process"'
_PAUSE: Final = 0.05  # seconds between two tries
_LONGEST: Final = 200  # characters shown of anything the file says


class Lock:
    """The right to write to an index; it ends with the process at the latest, forked children notwithstanding.

    The file names the owner for those who are refused; it stays when the lock is released.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle: int | None = None

    def acquire(self, patience: Patience | None = None) -> None:
        """Take the lock, waiting for it as long as patience lasts (without it, not at all).

        Raises IndexLocked, naming the owner, if another has it; IndexUnwritable if the folder cannot be written to.
        """
        try:
            handle = files.regular(os.fspath(self._path), os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0))
        except OSError as error:
            raise IndexUnwritable(
                f"cannot write to {self._path}: {error.strerror}", hint="check its permissions and the disk"
            ) from error
        try:
            self._wait(handle, patience or Patience())
            self._check(handle)
        except BaseException:
            os.close(handle)
            raise
        self._handle = handle
        if not self._is_there():  # it was removed before it was ours
            self.forget()
            self.acquire(patience)
            return
        _HELD.add(self)
        _sign(handle)

    def release(self) -> None:
        """Give the lock back; doing so twice is fine."""
        if self._handle is not None:
            _give(self._handle)  # closing alone would not do while a copy of the handle lives
            self.forget()

    def confirm(self) -> None:
        """Raises IndexLocked if the file is gone, or is another: then somebody else may have taken the lock too."""
        if not self._is_there():
            raise self.lost()

    def lost(self) -> IndexLocked:
        """The error for a writer that was not alone."""
        return IndexLocked(
            f"another program may have written to {self._path.parent} meanwhile: {NAME} was removed or is not heeded",
            hint="nothing of this run was kept: run it again, and leave that file alone",
        )

    def _is_there(self) -> bool:
        try:
            return self._handle is not None and os.path.samestat(os.fstat(self._handle), self._path.stat())
        except FileNotFoundError:
            return False

    def forget(self) -> None:
        """Let go of the handle without giving the lock back: for a forked child, whose parent goes on holding it."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None
            _HELD.discard(self)

    def _check(self, handle: int) -> None:
        """Raises IndexUnwritable if the file is not ours: it will be written to, and may be a link to another."""
        begin = os.read(handle, len(_BEGIN)).strip(b"\0")  # a crash may have left a part of it, or zeros
        if not _BEGIN.startswith(begin):
            raise IndexUnwritable(
                f"{self._path} is no lock of newsearch", hint="it is not touched: move it away if nobody needs it"
            )

    def _wait(self, handle: int, patience: Patience) -> None:
        deadline, told = time.monotonic() + patience.seconds, False
        while True:
            try:
                _take(handle)
            except (BlockingIOError, PermissionError):
                if time.monotonic() >= deadline:
                    raise IndexLocked(
                        f"another program is writing to {self._path.parent}: {_owner(self._path)}",
                        hint="try again when it is done; with --wait SECONDS it is waited for",
                    ) from None
                if not told:
                    patience.tell(f"waiting up to {patience.seconds:g} s for {_owner(self._path)}")
                    told = True
                time.sleep(_PAUSE)
            except OSError as error:
                raise IndexUnwritable(
                    f"{self._path.parent} cannot be locked: {error.strerror}", hint="put the index on a local disk"
                ) from error
            else:
                return


def _sign(handle: int) -> None:
    owner = {
        "process": os.getpid(),
        "command": " ".join((Path(sys.argv[0]).name, *sys.argv[1:]))[:_LONGEST],
        "host": platform.node(),
        "since": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with contextlib.suppress(OSError):  # a full disk must not stop a deletion; the lock itself is held
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.dumps(owner).encode())


def _owner(path: Path) -> str:
    try:
        owner = json.loads(path.read_text(encoding="utf-8"))
        said = {name: _shown(str(owner[name])) for name in ("process", "command", "host", "since")}
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "a process that did not give its name"
    return f"process {said['process']} ({said['command']}) on {said['host']}, since {said['since']}"


def _shown(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:_LONGEST]


_HELD: Final = weakref.WeakSet[Lock]()


def _forget_all() -> None:
    for lock in list(_HELD):
        lock.forget()


if hasattr(os, "register_at_fork"):  # Windows has no fork
    os.register_at_fork(after_in_child=_forget_all)
