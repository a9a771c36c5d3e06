"""All articles that can be read of an index, whatever else of it is damaged."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from newsearch.digest import digest
from newsearch.engines.on_whoosh.arrays.check import Problem, open_stored
from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFile
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY
from newsearch.engines.on_whoosh.arrays.files.store import Store
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef, read_toc
from newsearch.engines.on_whoosh.arrays.segments.heads import unpack_article, unpack_entry
from newsearch.engines.on_whoosh.arrays.segments.stored import StoredSource
from newsearch.errors import IndexDamaged
from newsearch.model import Article

#: The arrays that articles are read from, and where the blocks of bodies are.
_READ: Final = ("heads", "heads.ends", "slots", "store.ends", "store.crcs")


def salvage(folder: Path) -> Iterator[Article | Problem]:
    """Every article that is what was added, the newest segments first; and what is not, or not known to be there.

    Raises IndexMissing, IndexDamaged if the table of contents cannot be read, IndexUnreadable if any file may not be.
    """
    newer: list[SegmentRef] = []
    for ref in sorted(read_toc(folder).segments, key=lambda ref: ref.name, reverse=True):
        try:
            yield from _segment(folder, ref, newer)
        except (IndexDamaged, *ASTRAY) as error:
            yield Problem(ref.name, f"its {ref.live:,} articles cannot be read: {error}")
        newer.append(ref)


def _segment(folder: Path, ref: SegmentRef, newer: Sequence[SegmentRef]) -> Iterator[Article | Problem]:
    stored = open_stored(folder, ref)
    store = Store(folder / ref.store_name, stored.file.view("store.ends"), stored.file.view("store.crcs"))
    sound = not any(stored.file.verify(_READ))
    dead = _dead(folder, ref)
    if dead is None:  # an article that stands in a newer segment, too, was replaced
        known = {of.id_of(number) for of in (open_stored(folder, ref) for ref in newer) for number in range(of.size)}
        dead = {number for number in range(stored.size) if stored.id_of(number) in known}
        unknown = ref.articles - ref.live - len(dead)
        if unknown:
            yield Problem(ref.name, f"{unknown:,} of {ref.articles - len(dead):,} articles were deleted, but not which")
    for number in range(stored.size):
        if number not in dead:
            try:
                article = unpack_article(stored.head(number), store.text(stored.slots[number]))
                if sound or digest(article) == unpack_entry(stored.entry(number))[0]:
                    yield article
                    continue
            except (IndexDamaged, *ASTRAY):
                pass
            yield Problem(ref.name, f"article {number:,} is not what was added", _id(stored, number))


def _dead(folder: Path, ref: SegmentRef) -> set[int] | None:
    """The numbers of deleted articles; None if they are not what was written."""
    if ref.dead is None:
        return set()
    try:
        file = ArrayFile(folder / ref.dead.name, ref.dead.size, ref.dead.crc)
        file.confirm()
        return set(file.array("dead").tolist())
    except (IndexDamaged, *ASTRAY):
        return None


def _id(stored: StoredSource, number: int) -> tuple[str, ...] | None:
    try:
        return (stored.id_of(number),)
    except ASTRAY:
        return None
