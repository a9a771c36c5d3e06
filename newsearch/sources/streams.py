"""The bytes of a file: decompressed, in blocks or lines, in bounded memory whatever the file claims to be."""

import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from select import select
from typing import Final, Protocol

import zstandard

from newsearch.errors import SourceError

#: A line of JSON or a text file longer than this is no article (the longest of 90,000 lines measured has 66 KB).
LONGEST: Final = 16 * 2**20

#: What a damaged archive raises, depending on its kind.
DAMAGE: Final = (EOFError, zlib.error, lzma.LZMAError, zstandard.ZstdError)

_BLOCK: Final = 2**18
_STEP: Final = 2**10  # compressed bytes taken at once; the worst of the formats makes 32,000 bytes of one
_WINDOW: Final = 2**27  # memory that an archive may ask for


class _Unpacker(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, /) -> bytes: ...


class _Raw(Protocol):
    def read(self, size: int, /) -> bytes | None: ...
    def fileno(self) -> int: ...


#: By suffix. All three check what they read; none but these low-level ones also tells that an archive was cut off.
_UNPACKERS: Final[dict[str, Callable[[], _Unpacker]]] = {
    ".gz": lambda: zlib.decompressobj(wbits=31),
    ".xz": lambda: lzma.LZMADecompressor(memlimit=2 * _WINDOW),
    ".zst": lambda: zstandard.ZstdDecompressor(max_window_size=_WINDOW).decompressobj(),
}


def blocks(raw: _Raw, suffix: str = "") -> Iterator[bytes]:
    """The bytes of a file in blocks, behind the compression that its last suffix names. Raises one of DAMAGE."""
    new, read = _UNPACKERS.get(suffix.lower()), _waiting(raw)
    return _unpacked(read, new) if new else iter(lambda: read(_BLOCK), b"")


def _waiting(raw: _Raw) -> Callable[[int], bytes]:
    """Reads as ``raw`` does, and waits where that has nothing yet: standard input may have been told not to."""

    def read(size: int) -> bytes:
        while (data := raw.read(size)) is None:
            select([raw], [], [])
        return data

    return read


def _unpacked(read: Callable[[int], bytes], new: Callable[[], _Unpacker]) -> Iterator[bytes]:
    made: list[bytes] = []
    size = 0
    part: _Unpacker | None = None  # an archive may consist of several, one after the other, with NULs between them
    while data := read(_STEP):
        while data := data if part else data.lstrip(b"\0"):
            part = part or new()
            made.append(part.decompress(data))
            size += len(made[-1])
            data, part = (part.unused_data, None) if part.eof else (b"", part)
        if size >= _BLOCK:
            yield b"".join(made)
            made, size = [], 0
    yield b"".join(made)
    if part:
        raise EOFError("it ends too soon")


def lines(blocks: Iterable[bytes]) -> Iterator[bytes | None]:
    """The lines of a stream, without their ends; None for one longer than LONGEST, which is passed over."""
    begun: list[bytes] = []
    size = 0
    for block in blocks:
        *ended, rest = block.split(b"\n")
        for line in ended:
            size += len(line)
            yield b"".join((*begun, line)) if size <= LONGEST else None
            begun, size = [], 0
        size += len(rest)
        begun = [*begun, rest] if size <= LONGEST else []
    if size:
        yield b"".join(begun) if size <= LONGEST else None


def whole(blocks: Iterable[bytes], path: str) -> bytes:
    """All bytes of a stream. Raises SourceError if there are more than LONGEST."""
    read = bytearray()
    for block in blocks:
        read += block
        if len(read) > LONGEST:
            raise SourceError(f"longer than {LONGEST // 2**20} MiB: not one article", path=path)
    return bytes(read)
