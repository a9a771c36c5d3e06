"""One writer at a time: a lock that names its owner and dies with it."""

import contextlib
import fcntl
import json
import os
import platform
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from newsearch.errors import IndexLocked, IndexUnwritable

NAME: Final = "writer.lock"
_PAUSE: Final = 0.05  # seconds between two tries


class Lock:
    """The right to write to an index. The kernel holds it (``flock``), so that it ends with the process at the latest.

    The file names the owner for those who are refused; it stays when the lock is released.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._handle: int | None = None

    def acquire(self, wait: float = 0.0) -> None:
        """Take the lock, waiting up to ``wait`` seconds for it.

        Raises IndexLocked, naming the owner, if another has it; IndexUnwritable if the folder cannot be written to.
        """
        try:
            handle = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        except OSError as error:
            raise IndexUnwritable(
                f"cannot write to {self._path.parent}: {error.strerror}", hint="check its permissions and the disk"
            ) from error
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    os.close(handle)
                    raise IndexLocked(
                        f"another program is writing to {self._path.parent}: {self._owner()}",
                        hint="wait until it is done, then try again",
                    ) from None
                time.sleep(_PAUSE)
        self._handle = handle
        self._sign(handle)

    def release(self) -> None:
        """Give the lock back; doing so twice is fine."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    @staticmethod
    def _sign(handle: int) -> None:
        since = datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps({"process": os.getpid(), "host": platform.node(), "since": since})
        with contextlib.suppress(OSError):  # a full disk must not stop a deletion; the lock itself is held
            os.ftruncate(handle, 0)
            os.pwrite(handle, text.encode(), 0)

    def _owner(self) -> str:
        try:
            owner = json.loads(self._path.read_text(encoding="utf-8"))
            return f"process {int(owner['process'])} on {owner['host']}, since {owner['since']}"
        except (OSError, ValueError, KeyError, TypeError):
            return "a process that did not give its name"
