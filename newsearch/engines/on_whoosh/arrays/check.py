"""Every byte of an index looked at: what is not what was written, and which articles that touches."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFile
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY, damaged
from newsearch.engines.on_whoosh.arrays.files.store import SLOT_BITS
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef, name_of, read_toc
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.on_whoosh.arrays.segments.stored import StoredSource
from newsearch.errors import IndexDamaged

#: The arrays that tell where the blocks of the store are.
_BLOCKS: Final = frozenset(("store.ends", "store.crcs"))
#: So many of the articles that all need a file are named.
_NAMED: Final = 5


@dataclass(frozen=True)
class Problem:
    """A damaged part of the index: the file, what in it, and the ids of articles it touches (None: any of the file)."""

    file: str
    what: str
    articles: tuple[str, ...] | None = None

    def __str__(self) -> str:
        if self.articles is None:
            return f"{self.file}: {self.what}"
        return f"{self.file}: {self.what}, with the articles {', '.join(self.articles)}"


def check(folder: Path) -> Iterator[Problem]:
    """Every problem of the last commit. Raises IndexMissing if there is no index."""
    try:
        toc = read_toc(folder)
    except IndexDamaged as error:
        yield Problem(folder.name, error.message)
        return
    before = name_of(toc.generation - 1)
    if toc.generation > 1 and not (folder / before).exists():  # the last commit keeps the one before it
        yield Problem(before, "it is missing: perhaps this is not the last commit, whose table was removed")
    for ref in toc.segments:
        try:
            yield from _segment(folder, ref)
        except IndexDamaged as error:
            yield Problem(ref.name, f"{error.message}; {_all(ref, ())}")
        except ASTRAY as error:
            yield Problem(ref.name, f"it cannot be read ({type(error).__name__})")


def _segment(folder: Path, ref: SegmentRef) -> Iterator[Problem]:
    files = [of for of in (ref.arrays, ref.impacts, ref.dead) if of is not None]
    stored = open_stored(folder, ref)
    named = tuple(islice(_ids(stored, range(ref.articles)), _NAMED))
    broken: set[str] = set()
    for of in files:
        for name in ArrayFile(folder / of.name, of.size, of.crc).verify():
            broken.add(name)
            yield Problem(of.name, f"{name}; {_all(ref, named)}")
    if not broken.isdisjoint(_BLOCKS):
        return  # whether they are sound cannot be told
    segment = Segment(folder, ref)
    slots = segment.file.array("slots") >> SLOT_BITS
    for block in segment.store.broken():
        numbers = filter(segment.is_live, np.flatnonzero(slots == block).tolist())
        yield Problem(ref.store_name, f"block {block}", tuple(_ids(segment, numbers)))


def open_stored(folder: Path, ref: SegmentRef) -> StoredSource:
    """The articles of a segment, whatever else of it is damaged. Raises IndexDamaged."""
    file = ArrayFile(folder / ref.arrays.name, ref.arrays.size, ref.arrays.crc)
    if len(file.view("moments")) != ref.articles:
        raise damaged(file.path, f"it has not {ref.articles:,} articles")
    return StoredSource(file, ref.articles)


def _all(ref: SegmentRef, named: tuple[str, ...]) -> str:
    some = ", ".join(named) + (", …" if len(named) < ref.articles else "")
    return f"all {ref.articles:,} articles of the segment need it" + (f": {some}" if named else "")


def _ids(stored: StoredSource, numbers: Iterable[int]) -> Iterator[str]:
    """The ids of articles, of those that can be read."""
    for number in numbers:
        try:
            found = stored.id_of(number)
        except ASTRAY:
            continue
        yield found
