"""Which files there are, and their bytes, decompressed, in bounded memory."""

import gzip
import lzma
import os
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Final, cast

import zstandard

from newsearch.errors import SourceError
from newsearch.sources.items import Severity, Skipped

COMPRESSED: Final = (".gz", ".xz", ".zst")
TEXT: Final = (".txt",)
LINES: Final = (".jsonl", ".ndjson")

#: A text file, or a line, longer than this is no article; it also bounds what a hostile archive can unpack to.
LONGEST: Final = 64 * 2**20

#: What a damaged archive raises, depending on its kind.
DAMAGE: Final = (EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError, gzip.BadGzipFile)


def kind(path: Path) -> str:
    """The suffix that says what a file is, below any compression; empty if it is none that can be read."""
    suffixes = path.name.lower()
    for packed in COMPRESSED:
        suffixes = suffixes.removesuffix(packed)
    return next((suffix for suffix in (*TEXT, *LINES) if suffixes.endswith(suffix)), "")


def walk(paths: Iterable[Path]) -> Iterator[Path | Skipped]:
    """The files named, and those in the folders named, each once, in a fixed order; hidden ones are not looked at.

    Links to folders are not followed, so that a loop of links ends.
    """
    seen: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found: Iterator[Path | Skipped] = _inside(path)
        elif kind(path) or not path.exists():
            found = iter(
                [path] if path.exists() else [Skipped(str(path), None, "there is no such file", Severity.FAILED)]
            )
        else:
            found = iter([Skipped(str(path), None, _unknown(), Severity.FAILED)])
        for item in found:
            if isinstance(item, Skipped):
                yield item
            elif (real := item.resolve()) not in seen:
                seen.add(real)
                yield item


def _inside(folder: Path) -> Iterator[Path | Skipped]:
    refused: list[OSError] = []
    for where, folders, names in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in [name for name in folders if Path(where, name).is_symlink()]:
            yield Skipped(str(Path(where, name)), None, "a link to a folder is not followed")
        for name in sorted(names):
            path = Path(where, name)
            if not name.startswith("."):
                yield path if kind(path) else Skipped(str(path), None, _unknown())
        while refused:
            error = refused.pop()
            yield Skipped(str(error.filename), None, f"cannot be read: {error.strerror}", Severity.FAILED)
    while refused:
        error = refused.pop()
        yield Skipped(str(error.filename), None, f"cannot be read: {error.strerror}", Severity.FAILED)


def _unknown() -> str:
    return f"not a kind of file that is read ({' '.join((*TEXT, *LINES))}, also packed as {' '.join(COMPRESSED)})"


def unpack(raw: IO[bytes], name: str) -> IO[bytes]:
    """A stream of the bytes behind a file's compression, if its name says there is one."""
    match Path(name).suffix.lower():
        case ".gz":
            return cast(IO[bytes], gzip.GzipFile(fileobj=raw))
        case ".xz":
            return cast(IO[bytes], lzma.LZMAFile(raw))
        case ".zst":
            limit = zstandard.ZstdDecompressor(max_window_size=2**27)
            return cast(IO[bytes], limit.stream_reader(raw, read_across_frames=True))
        case _:
            return raw


def lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream; None for one that is longer than LONGEST, which is passed over."""
    rest = b""
    while block := stream.read(1 << 20):
        *whole, last = block.split(b"\n")
        if not whole:
            rest += last
        else:
            yield rest + whole[0]
            yield from whole[1:]
            rest = last
        if len(rest) > LONGEST:
            yield None
            rest = _skip_line(stream)
    if rest:
        yield rest


def _skip_line(stream: IO[bytes]) -> bytes:
    """Read on to the end of a line; returns what was read behind it."""
    while block := stream.read(1 << 20):
        _, newline, behind = block.partition(b"\n")
        if newline:
            return behind
    return b""


def whole(stream: IO[bytes], path: str) -> bytes:
    """All bytes of a stream. Raises SourceError if there are more than LONGEST."""
    data = stream.read(LONGEST + 1)
    if len(data) > LONGEST:
        raise SourceError(f"longer than {LONGEST // 2**20} MiB: not one article", path=path)
    return data
