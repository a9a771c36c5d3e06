"""Every error that newsearch raises on purpose.

::

    NewsearchError
    ├── SourceError         a file or a line that cannot become articles
    ├── SettingError        a value, chosen by a caller, that makes no sense
    ├── IndexMissing        there is no index in the folder
    ├── IndexStale          made by another analyser or format: rebuild it
    ├── IndexLocked         somebody else is writing to it
    ├── IndexDamaged        its files are not what was written
    ├── IndexUnreadable     its files may not, or cannot now, be read
    ├── IndexUnwritable     the folder or disk refuses what has to be written
    ├── IndexClosed         used after close()
    ├── EngineMissing       the engine of an index, or what it needs, is not installed
    └── Unsupported         the engine cannot do this, and says so
"""

from typing import Final

#: What to do about an index that cannot be read as it is.
REBUILD: Final = "restore it from a copy, or index again into another folder"


class NewsearchError(Exception):
    """What happened (``message``), and what to do about it (``hint``)."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class SourceError(NewsearchError):
    """A file, or one line of it, cannot become articles; ``path`` and ``line`` (from 1) say which."""

    def __init__(self, message: str, hint: str = "", *, path: str = "", line: int | None = None) -> None:
        super().__init__(message, hint)
        self.path = path
        self.line = line


class SettingError(NewsearchError):
    """A caller chose a value that makes no sense, such as to wait less than no time."""


class IndexMissing(NewsearchError):  # noqa: N818  errors are named after what happened
    """There is no index in the folder."""


class IndexStale(NewsearchError):  # noqa: N818
    """The index was made by another version of the analyser or of the format."""


class IndexLocked(NewsearchError):  # noqa: N818
    """Another process is writing to the index."""


class IndexDamaged(NewsearchError):  # noqa: N818
    """The files of the index are not what was written."""


class IndexUnreadable(NewsearchError):  # noqa: N818
    """The files of the index may not be read by this user, or there is too little memory or the like to do so."""

    def __init__(
        self, path: object, why: str = "permission denied", hint: str = "check who owns the index and who may read it"
    ) -> None:
        super().__init__(f"{path} cannot be read: {why}", hint)


class IndexUnwritable(NewsearchError):  # noqa: N818
    """The disk is full, or the folder cannot be written to."""


class IndexClosed(NewsearchError):  # noqa: N818
    """The index, or a hit that reads from it, was used after ``close()``."""


class EngineMissing(NewsearchError):  # noqa: N818
    """The engine of an index, or a package that it needs, is not installed."""


class Unsupported(NewsearchError):  # noqa: N818
    """The engine cannot do what was asked; it never approximates silently."""
