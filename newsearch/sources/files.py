"""Which files there are."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from newsearch import manifest
from newsearch.sources.items import Severity, Skipped

COMPRESSED: Final = (".gz", ".xz", ".zst")
TEXT: Final = (".txt",)
LINES: Final = (".jsonl", ".ndjson")

_UNKNOWN: Final = f"not a kind of file that is read: {' '.join((*TEXT, *LINES))}, also packed as {' '.join(COMPRESSED)}"


def kind(path: Path) -> str:
    """The suffix that says what a file is, below any compression; empty if it is none that can be read."""
    name = path.name.lower()
    for packed in COMPRESSED:
        name = name.removesuffix(packed)
    return next((suffix for suffix in (*TEXT, *LINES) if name.endswith(suffix)), "")


def walk(name: str) -> Iterator[Path | Skipped]:
    """The file named, or the files in the folder named, in a fixed order: a folder's files, then its folders.

    Hidden files and folders inside are not looked at. Links to folders are not followed, so that a loop of links ends.
    """
    path = Path(name)
    try:
        is_folder = stat.S_ISDIR(os.stat(name).st_mode)  # noqa: PTH116  no name is no path, but Path makes one of it
    except FileNotFoundError:
        yield Skipped(name and str(path), None, "there is no such file", Severity.FAILED)
    except OSError as error:
        yield unreadable(str(path), error)
    except ValueError:  # a NUL in the name
        yield Skipped(repr(str(path)), None, "not a possible file name", Severity.FAILED)
    else:
        if not is_folder:
            yield _judge(path, Severity.FAILED)
            return
        inside = list(_inside(path))
        yield from inside
        if not any(isinstance(item, Path) or item.severity is Severity.FAILED for item in inside):
            yield Skipped(str(path), None, "a folder without a file that can be read")


def once(items: Iterable[Path | Skipped]) -> Iterator[Path | Skipped]:
    """The same, without files that came before under this or another name."""
    seen: set[str | Skipped] = set()
    for item in items:
        real = item if isinstance(item, Skipped) else os.path.realpath(item)
        if real not in seen:
            seen.add(real)
            yield item


def unreadable(name: str, error: OSError) -> Skipped:
    """What to say of a file that the system refuses to read."""
    return Skipped(name, None, f"cannot be read: {error.strerror or error}", Severity.FAILED)


def _judge(path: Path, severity: Severity) -> Path | Skipped:
    """The path if it is a file of a known kind; a pipe or a device would wait for ever, or never end."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return unreadable(str(path), error)
    if stat.S_ISDIR(mode):
        return Skipped(str(path), None, "a link to a folder is not followed", severity)
    if not stat.S_ISREG(mode):
        return Skipped(str(path), None, "not a regular file; a stream can be read as -", severity)
    return path if kind(path) else Skipped(str(path), None, _UNKNOWN, severity)


def _inside(top: Path) -> Iterator[Path | Skipped]:
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as found:
                entries = sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda e: e.name)
        except OSError as error:
            yield unreadable(str(folder), error)
            continue
        if any(entry.name == manifest.NAME for entry in entries):
            yield Skipped(str(folder), None, "an index: its own files are no articles")
            continue
        below: list[Path] = []
        for entry in entries:
            path = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                below.append(path)
            else:
                yield _judge(path, Severity.PASSED)
        folders.extend(reversed(below))
