"""Every byte of an index looked at: what is not what was written, and which articles that touches."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import ASTRAY, ArrayFile
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.store import SLOT_BITS
from newsearch.engines.on_whoosh.arrays.toc import SegmentRef, read_toc
from newsearch.errors import IndexDamaged

#: The arrays that tell which articles the blocks of the store hold.
_BLOCKS: Final = frozenset(("heads", "heads.ends", "slots", "store.ends", "store.crcs", "store.counts"))


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
    for ref in toc.segments:
        try:
            yield from _segment(folder, ref)
        except IndexDamaged as error:
            yield Problem(ref.name, error.message)
        except ASTRAY as error:
            yield Problem(ref.name, f"it cannot be read ({type(error).__name__})")


def _segment(folder: Path, ref: SegmentRef) -> Iterator[Problem]:
    files = [of for of in (ref.arrays, ref.impacts, ref.dead) if of is not None]
    broken: set[str] = set()
    for of in files:
        for name in ArrayFile(folder / of.name, of.size, of.crc).verify():
            broken.add(name)
            yield Problem(of.name, f"{name}, which all {ref.articles:,} articles in it need")
    if not broken.isdisjoint(_BLOCKS):
        return  # where its blocks are cannot be told either
    segment = Segment(folder, ref)
    slots = segment.file.array("slots") >> SLOT_BITS
    for block in segment.store.broken():
        numbers = np.flatnonzero(slots == block).tolist()
        yield Problem(ref.store_name, f"block {block}", tuple(segment.id_of(number) for number in numbers))
