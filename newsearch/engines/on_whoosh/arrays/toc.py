"""The table of contents of a commit: which files make it up. Written last, so that a commit is all or nothing.

``toc-GENERATION.json``: the crc32 of what follows in eight hex digits, a blank, and one line of JSON.
"""

import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final, Self

from newsearch.engines.base import Totals
from newsearch.engines.on_whoosh.arrays import disk
from newsearch.engines.on_whoosh.arrays.mapped import damaged, unreadable
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexMissing, IndexStale, IndexUnreadable

FORMAT: Final = 4
_TOC: Final = re.compile(r"toc-([0-9]{8})\.json")
#: Every name this engine gives to a file; nothing else in the folder is touched.
_NAME: Final = r"[0-9]{8}(\.[0-9a-f]+)*"
_OURS: Final = re.compile(
    rf"toc-[0-9]{{8}}\.json(\.[0-9a-f]+\.tmp)?|{_NAME}\.(seg|store)|{_NAME}-{_NAME}\.(imp|dead|run)"
)


@dataclass(frozen=True)
class FileRef:
    """A file of arrays as it was written: name, bytes, checksum of its footer."""

    name: str
    size: int
    crc: int


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
        """From what ``asdict`` makes of one."""
        files = {name: FileRef(**content[name]) if content[name] else None for name in ("arrays", "impacts", "dead")}
        return cls(**{**content, **files})

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


def name_of(generation: int) -> str:
    """The file of a generation."""
    return f"toc-{generation:08}.json"


def generations(folder: Path) -> list[int]:
    """The generations whose tables lie in the folder, ascending."""
    try:
        names = [_TOC.fullmatch(path.name) for path in folder.iterdir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except PermissionError as error:
        raise IndexUnreadable(folder) from error
    return sorted(int(match[1]) for match in names if match)


def write_toc(folder: Path, toc: Toc) -> None:
    """Make the commit: durable on return. All files it names must have been synced before.

    Raises FileExistsError if there is one of that generation.
    """
    content = {"format": FORMAT, **asdict(toc)}
    line = json.dumps(content, separators=(",", ":")).encode()
    disk.publish(folder / name_of(toc.generation), b"%08x %s\n" % (zlib.crc32(line), line))


def read_toc(folder: Path, generation: int | None = None) -> Toc:
    """The last commit (or that of a generation). Raises IndexMissing, IndexDamaged, IndexStale."""
    if generation is None:
        known = generations(folder)
        if not known:
            raise IndexMissing(f"there is no index in {folder}", hint="make one with `newsearch index`")
        generation = known[-1]
    path = folder / name_of(generation)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    line = data[9:-1]
    if data != b"%08x %s\n" % (zlib.crc32(line), line):
        raise damaged(path, "it is not what was written")
    content = json.loads(line)
    if content.pop("format") != FORMAT:
        raise IndexStale(f"the index in {folder} has another format", hint="build it again with `newsearch index`")
    return _toc(content)


def _toc(content: dict[str, Any]) -> Toc:
    averages = Averages(**content["averages"]) if content["averages"] else None
    return Toc(content["generation"], averages, tuple(map(SegmentRef.of, content["segments"])))


def sweep(folder: Path) -> None:
    """Remove every file of ours that neither the last commit nor the one before names."""
    kept: set[str] = set()
    for generation in generations(folder)[-2:]:
        kept.add(name_of(generation))
        kept.update(name for segment in read_toc(folder, generation).segments for name in segment.files())
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name) and path.name not in kept:
            disk.remove(path)
