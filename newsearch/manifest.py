"""The first file of an index: which engine keeps it, and which analyser made its terms."""

import errno
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from newsearch import disk, files
from newsearch.errors import REBUILD, IndexDamaged, IndexMissing, IndexStale, IndexUnreadable, IndexUnwritable

NAME: Final = "newsearch.json"
#: The lists that a user keeps beside an index.
ALIASES: Final = "aliases.tsv"
OWN_WORDS: Final = "lexicon.tsv"
FORMAT: Final = 1
DEFAULT_ENGINE: Final = "arrays"

#: What a folder may hold and still count as empty: the user's own lists may be there first.
_HARMLESS: Final = frozenset(
    {"README.md", "README.txt", "README", ".gitignore", ".gitkeep", ".DS_Store", "lost+found", ALIASES, OWN_WORDS}
)


@dataclass(frozen=True)
class Manifest:
    """What ``newsearch.json`` says."""

    format: int
    engine: str
    analyser: str


def exists(folder: Path) -> bool:
    """Whether the folder holds an index. Raises IndexUnreadable or IndexMissing if nobody can tell."""
    try:
        return (folder / NAME).exists()
    except PermissionError as error:
        raise IndexUnreadable(folder) from error
    except OSError as error:  # a name that is too long
        raise IndexMissing(f"{folder}: {error.strerror}", hint="give another folder with --index") from error


def may_begin(folder: Path) -> bool:
    """Whether an index may begin in the folder: it is not there yet, or holds nothing that matters.

    Raises what ``exists`` does, and IndexUnwritable if the folder cannot be looked into.
    """
    if exists(folder):
        return False
    try:
        return not _foreign(folder)
    except FileNotFoundError:
        return True
    except OSError as error:
        raise _unwritable(folder, error) from error


def _foreign(folder: Path) -> list[str]:
    """What is in the folder, and would not be in that of a new index."""
    names = {path.name for path in folder.iterdir()} - _HARMLESS
    return sorted(name for name in names if not name.startswith(f"{NAME}."))


def create(folder: Path, fingerprint: str) -> Manifest:
    """Write the manifest of a new index into a folder that is new or empty; durable on return."""
    made = Manifest(FORMAT, DEFAULT_ENGINE, fingerprint)
    try:
        new = [path for path in (folder, *folder.parents) if not path.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        if foreign := _foreign(folder):
            raise IndexUnwritable(
                f"{folder} is not empty and is no index (it holds {foreign[0]})",
                hint="choose a new or empty folder with --index",
            )
        temporary = folder / f"{NAME}.{os.getpid()}"  # another program may be making the same index
        try:
            disk.put(temporary, files.seal(asdict(made)))
            temporary.replace(folder / NAME)
        finally:
            disk.remove(temporary)
        disk.sync_folder(folder)
        with suppress(PermissionError):  # of a folder in which one may write and not look
            for path in new:
                disk.sync_folder(path.parent)
    except OSError as error:
        raise _unwritable(folder, error) from error
    return made


def _unwritable(folder: Path, error: OSError) -> IndexUnwritable:
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    return IndexUnwritable(
        f"cannot write an index to {folder}: {error.strerror}",
        hint=f"{'make room on the disk, or ' if full else ''}choose another folder with --index",
    )


def read(folder: Path, fingerprint: str | None) -> Manifest:
    """The manifest of the index in the folder, made sure to fit this version of newsearch.

    ``fingerprint``: of the analyser, None where terms do not matter.
    """
    exists(folder)  # says what is wrong with the name
    try:
        data = files.read(folder / NAME)
    except FileNotFoundError:
        what = "is no index" if folder.is_dir() else "does not exist"
        raise IndexMissing(f"{folder} {what}", hint="make one with: newsearch index PATH... --index DIR") from None
    except NotADirectoryError:
        raise IndexMissing(f"{folder} is a file, not an index", hint="give the index's folder with --index") from None
    except OSError as error:
        why = files.unreadable(folder / NAME, error)
        raise why or IndexDamaged(f"{folder / NAME} cannot be read: {error.strerror}", hint=REBUILD) from error
    found = _parse(data, folder)
    if found.format != FORMAT or fingerprint not in (None, found.analyser):
        raise IndexStale(
            f"the index in {folder} was made by another version of newsearch",
            hint=f"index again into a new folder, and copy your {ALIASES} and {OWN_WORDS} there; articles you have "
            f"nowhere else come out with: newsearch export --index {folder}",
        )
    return found


def _parse(data: bytes, folder: Path) -> Manifest:
    try:
        raw = json.loads(data) if data.startswith(b"{") else files.unseal(data)  # at first, they were not sealed
        values = raw["format"], raw["engine"], raw["analyser"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamaged(f"{folder / NAME} is not what newsearch wrote", hint=REBUILD) from error
    if tuple(map(type, values)) != (int, str, str):
        raise IndexDamaged(f"{folder / NAME} is not what newsearch wrote", hint=REBUILD)
    return Manifest(*values)
