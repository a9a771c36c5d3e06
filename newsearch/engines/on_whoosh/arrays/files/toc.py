"""The table of contents of a commit: which files make it up. Written last, so that a commit is all or nothing.

``toc-GENERATION.json`` is a sealed line of JSON.
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from newsearch import disk, files
from newsearch.engines.base import Totals
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY, damaged, unreadable
from newsearch.engines.scoring import Averages
from newsearch.errors import REBUILD, IndexDamaged, IndexMissing, IndexStale, NewsearchError

FORMAT: Final = 5
_TOC: Final = re.compile(r"toc-([0-9]{8,})\.json")
#: Every name this engine gives to a file; nothing else in the folder is touched.
_NAME: Final = r"[0-9]{8,}(\.[0-9a-f]+)*"
_OURS: Final = re.compile(
    rf"newsearch\.json\.[0-9]+|toc-[0-9]{{8,}}\.json(\.[0-9a-f]+\.tmp)?|{_NAME}\.(seg|store)|{_NAME}-{_NAME}\.(imp|dead|run)"
)


@dataclass(frozen=True)
class FileRef:
    """A file of arrays as it was written: name, bytes, checksum of its footer."""

    name: str
    size: int
    crc: int

    @classmethod
    def of(cls, content: dict[str, Any]) -> Self:
        """From what ``asdict`` makes of one. Raises ValueError or the like for anything else."""
        return cls(_our(content["name"]), _whole(content["size"]), _whole(content["crc"]))


@dataclass(frozen=True)
class SegmentRef:
    """One segment: its files, and how many articles and words of live articles it holds."""

    name: str
    arrays: FileRef
    impacts: FileRef
    store_size: int
    dead: FileRef | None
    articles: int
    live: int
    title_words: int
    body_words: int

    @classmethod
    def of(cls, content: dict[str, Any]) -> Self:
        """From what ``asdict`` makes of one. Raises ValueError or the like for anything else."""
        dead = content["dead"]
        counts = ("articles", "live", "title_words", "body_words", "store_size")
        made = cls(
            name=content["name"],
            arrays=FileRef.of(content["arrays"]),
            impacts=FileRef.of(content["impacts"]),
            dead=None if dead is None else FileRef.of(dead),
            **{name: _whole(content[name]) for name in counts},
        )
        _our(made.store_name)
        if made.live > made.articles:
            raise ValueError("more articles are live than there are")
        return made

    @property
    def totals(self) -> Totals:
        """What is live in it."""
        return Totals(self.live, self.title_words, self.body_words)

    def files(self) -> Iterator[str]:
        """The names of all its files."""
        yield self.arrays.name
        yield self.impacts.name
        yield self.store_name
        if self.dead is not None:
            yield self.dead.name

    @property
    def bytes(self) -> int:
        """The bytes of all its files."""
        return self.arrays.size + self.impacts.size + self.store_size + (self.dead.size if self.dead else 0)

    @property
    def store_name(self) -> str:
        """The file with the bodies."""
        return f"{self.name}.store"


@dataclass(frozen=True)
class Toc:
    """One commit. ``averages`` are those the impacts of all segments were made with."""

    generation: int = 0
    averages: Averages | None = None
    segments: tuple[SegmentRef, ...] = ()

    @property
    def live(self) -> int:
        """How many articles there are."""
        return sum(segment.live for segment in self.segments)

    @property
    def bytes(self) -> int:
        """The bytes of all its files and its own."""
        return sum(segment.bytes for segment in self.segments) + len(_sealed(self))


def name_of(generation: int) -> str:
    """The file of a generation."""
    return f"toc-{generation:08}.json"


def generations(folder: Path) -> list[int]:
    """The generations whose tables lie in the folder, ascending."""
    try:
        names = [_TOC.fullmatch(path.name) for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unreadable(folder, error, REBUILD) from error
    return sorted(int(match[1]) for match in names if match)


def write_toc(folder: Path, toc: Toc) -> None:
    """Make the commit: durable on return. All files it names must have been synced before.

    Raises FileExistsError if there is one of that generation.
    """
    disk.publish(folder / name_of(toc.generation), _sealed(toc))


def _sealed(toc: Toc) -> bytes:
    return files.seal({"format": FORMAT, **asdict(toc)})


def read_toc(folder: Path, generation: int | None = None) -> Toc:
    """The last commit (or that of a generation). Raises IndexMissing, IndexDamaged, IndexStale."""
    known = generations(folder)
    if not known:
        orphans = any(folder.glob("*.seg"))
        known = generations(folder)  # another program may have begun it meanwhile
        if not known and orphans:
            raise IndexDamaged(f"{folder} is damaged: its tables of contents are gone", REBUILD)
        if not known:
            raise IndexMissing(f"there is no index in {folder}", hint="make one with `newsearch index`")
    generation = known[-1] if generation is None else generation
    path = folder / name_of(generation)
    before = known[known.index(generation) - 1] if generation in known[1:] else None
    hint = REBUILD if before is None else f"{REBUILD}; without that file the commit before it shows"
    try:
        content = files.unseal(files.read(path))
        if _whole(content["format"]) != FORMAT:
            raise IndexStale(
                f"the index in {folder} has another format",
                hint="index again into another folder; the version of newsearch that made it can export its articles",
            )
        toc = _toc(content)
    except OSError as error:
        raise unreadable(path, error, hint) from error
    except ASTRAY as error:
        raise damaged(path, "it is not what was written", hint) from error
    if toc.generation != generation:
        raise damaged(path, f"it is that of commit {toc.generation}", f"name it {name_of(toc.generation)} again")
    return toc


def is_last(folder: Path, toc: Toc) -> bool:
    """Whether it is still the last commit of the folder; False where that cannot be told."""
    try:
        return read_toc(folder) == toc
    except NewsearchError:
        return False


def _toc(content: dict[str, Any]) -> Toc:
    averages, segments = content["averages"], tuple(map(SegmentRef.of, content["segments"][:]))
    if averages is not None:
        averages = Averages(_average(averages["title"]), _average(averages["body"]))
    if len({segment.name for segment in segments}) < len(segments):
        raise ValueError("a segment comes twice")
    return Toc(_whole(content["generation"]), averages, segments)


def _whole(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 48:
        raise ValueError("it is no number of things")
    return value


def _average(value: Any) -> float:
    if type(value) is not float or not 1 <= value < 1 << 48:
        raise ValueError("it is no average")
    return value


def _our(name: Any) -> str:
    if not _OURS.fullmatch(name):
        raise ValueError("it is no name of ours")
    return str(name)


def sweep(folder: Path) -> None:
    """Remove every file of ours that neither the last commit nor the one before names."""
    kept: set[str] = set()
    for generation in generations(folder)[-2:]:
        kept.add(name_of(generation))
        kept.update(name for segment in read_toc(folder, generation).segments for name in segment.files())
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in kept:
            disk.remove(path)
