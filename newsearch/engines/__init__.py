"""Where indexed articles live: engines behind one seam (``base``)."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from newsearch import settings
from newsearch.engines.base import Engine, Patience, Use
from newsearch.errors import EngineMissing

if TYPE_CHECKING:
    from newsearch.engines.on_whoosh.arrays import ArrayEngine

#: Megabytes, where nothing else is said.
MEMORY: Final = int(settings.MEMORY.default)


def create(name: str, folder: Path, patience: Patience | None = None, memory: int = MEMORY) -> Engine:
    """A new, empty engine of that name in the folder. Raises EngineMissing for a name that is not known.

    ``memory``: how many megabytes a process that indexes may take, about.
    """
    return _engine(name).create(folder, memory=memory, patience=patience)


def open(  # noqa: A001  called as engines.open
    name: str, folder: Path, use: Use = Use.ANYTHING, patience: Patience | None = None, memory: int = MEMORY
) -> Engine:
    """The engine of that name that lives in the folder. Raises EngineMissing for a name that is not known."""
    if name == "arrays" and use is Use.ONE_SEARCH:
        from newsearch.engines.on_whoosh.arrays.cold.oneshot import OneShotEngine

        return OneShotEngine.open(folder)
    return _engine(name).open(folder, memory=memory, patience=patience)


def _engine(name: str) -> "type[ArrayEngine]":
    match name:
        case "arrays":
            from newsearch.engines.on_whoosh.arrays import ArrayEngine

            return ArrayEngine
        case _:
            raise EngineMissing(f"this version of newsearch has no engine called {name!r}", hint="upgrade newsearch")
