"""Opening the last commit: what a reader does before it knows how it will read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self, TypeVar

from newsearch.engines.feedback import SIZE
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY, MappedFile, astray, damaged
from newsearch.engines.on_whoosh.arrays.files.store import Store
from newsearch.engines.on_whoosh.arrays.files.toc import FileRef, SegmentRef, Toc, generations, read_toc
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

        arrays, impacts = mapped(ref.arrays), mapped(ref.impacts)
        dead = mapped(ref.dead) if ref.dead else None
        _check_arrays(ref, arrays, impacts, dead)
        store = Store(folder / ref.store_name, arrays.view("store.ends"), arrays.view("store.crcs"))
        return cls(arrays, impacts, dead, store)


def _check_arrays(ref: SegmentRef, arrays: MappedFile, impacts: MappedFile, dead: MappedFile | None) -> None:
    """Raises IndexDamaged if an array has a type or length that its readers do not expect."""
    found = arrays.counts() | impacts.counts() | (dead.counts() if dead else {})
    for name, (kind, _) in found.items():
        if kind not in (_TYPES.get(name) or (_NARROW_OR_WIDE if name.endswith(_WIDE) else _NARROW)):
            raise damaged(arrays.path, f"{name} is not of its type")
    texts, lemmas = found["texts.hashes"][1], found["rarities"][1]
    least = impacts.notes["least"]
    expected = {
        **dict.fromkeys(("moments", "titles", "bodies", "slots", "outlets", "id_hashes", "id_order"), ref.articles),
        **dict.fromkeys(("form_list", "spelling_list", "lemma_list", "spelling_of", "lemma_of"), texts),
        **dict.fromkeys(("which_of", "texts.order"), texts),
        "heads.ends": ref.articles + 1,
        "signatures": ref.articles * SIZE,
        "texts.ends": texts + 1,
        "token_starts": lemmas + 1,
        "which": found["tokens"][1],
        "impacts": found["docs"][1],
        "store.crcs": found["store.ends"][1],
        "store.counts": found["store.ends"][1],
    }
    if dead:
        expected["dead"] = ref.articles - ref.live
    if any(found[name][1] != count for name, count in expected.items()):
        raise damaged(arrays.path, "arrays have not the lengths that fit together")
    if type(least) is not int or not 0 <= least <= 1 << 16:  # the latter without postings
        raise damaged(impacts.path, "its footer cannot be read")


_NARROW: Final = ("|u1", "<u2", "<u4")
_NARROW_OR_WIDE: Final = (*_NARROW, "<i8")
_WIDE: Final = ("ends", "starts", "slots")  # what may be above 2^32
#: The types of arrays that are not always of the smallest type for what is in them.
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "moments": ("<i8",),
    "docs": ("<u2", "<u4"),
    **dict.fromkeys(("impacts", "champion_impacts"), ("<u2",)),
    **dict.fromkeys(("id_hashes", "store.crcs", "tokens", "champion_lists", "champion_starts"), ("<u4",)),
    **dict.fromkeys(("form_list", "spelling_list", "lemma_list", "spelling_of", "lemma_of"), ("<u4",)),
    **dict.fromkeys(("store.counts", "outlet_names", "heads", "entries", "rarities", "which"), ("|u1",)),
    **dict.fromkeys((f"{of}.{part}" for of in ("texts", "keys") for part in ("text", "hashes", "signs")), ("|u1",)),
}


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Turn whatever comes of reading damaged arrays into IndexDamaged."""
    try:
        yield
    except ASTRAY as error:
        raise astray(folder, error) from error


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
