"""Opening the last commit: what a reader does before it knows how it will read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

from newsearch.engines.on_whoosh.arrays.mapped import ASTRAY, HINT, MappedFile
from newsearch.engines.on_whoosh.arrays.store import Store
from newsearch.engines.on_whoosh.arrays.toc import FileRef, SegmentRef, Toc, generations, read_toc
from newsearch.errors import IndexDamaged

Opened = TypeVar("Opened")


@dataclass(frozen=True)
class Files:
    """The files of one segment, mapped: they stay readable whatever is removed from the folder later."""

    arrays: MappedFile
    impacts: MappedFile
    dead: MappedFile | None
    store: Store

    @classmethod
    def of(cls, folder: Path, ref: SegmentRef) -> Self:
        """Map them. Raises IndexDamaged."""

        def mapped(file: FileRef) -> MappedFile:
            return MappedFile(folder / file.name, file.size, file.crc)

        arrays = mapped(ref.arrays)
        store = Store(folder / ref.store_name, arrays.view("store.ends"), arrays.view("store.crcs"))
        return cls(arrays, mapped(ref.impacts), mapped(ref.dead) if ref.dead else None, store)


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn whatever comes of reading damaged arrays into IndexDamaged."""
    try:
        yield
    except ASTRAY as error:
        raise IndexDamaged(f"the index in {folder} is damaged", HINT) from error


def open_commit(folder: Path, open_segment: Callable[[Path, SegmentRef], Opened]) -> tuple[Toc, list[Opened]]:
    """The last commit, its segments opened; tries again if another commit swept its files away meanwhile."""
    while True:
        last = generations(folder)[-1:]
        try:
            with reading(folder):
                toc = read_toc(folder)
                return toc, [open_segment(folder, ref) for ref in toc.segments]
        except IndexDamaged:
            if generations(folder)[-1:] == last:
                raise
