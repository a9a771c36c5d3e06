"""Bodies of articles as compressed blocks of a few, in the order in which they came.

A block: how many texts (u32); the bytes of each (u32), with the highest bit set where it is UTF-8 and not of the
``codepage``; the texts; the whole compressed. An article's slot is ``block << SLOT_BITS | place in the block``.
"""

import itertools
import os
import struct
import zlib
from array import array
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from newsearch.engines.on_whoosh.arrays.files.codepage import from_bytes, to_bytes
from newsearch.engines.on_whoosh.arrays.files.compressed import opened
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY, damaged, map_file
from newsearch.errors import IndexDamaged

#: Texts in a block. Larger blocks are smaller on disk and slower to read one article from.
BLOCK: Final = 4
#: A block with more characters is not filled up.
_CHARACTERS: Final = 1 << 22
SLOT_BITS: Final = 6
_LEVEL: Final = 1
_LARGEST: Final = 1 << 31  # no block is larger once opened
_WIDE: Final = 1 << 31  # set in the length of a text in UTF-8
_ASTRAY: Final = (*(kind for kind in ASTRAY if kind is not MemoryError), struct.error)


class StoreWriter:
    """Appends texts to a new file. ``cut`` ends a block early; ``close`` makes the file durable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("xb")
        import zstandard

        self._pack = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._texts: list[str] = []
        self._size = 0
        # of every block: numbers, not objects, since there are many
        self.ends, self.crcs, self.counts = array("q"), array("I"), array("B")

    def add(self, text: str) -> int:
        """Append a text; returns its slot."""
        slot = len(self.ends) << SLOT_BITS | len(self._texts)
        self._texts.append(text)
        self._size += len(text)
        if len(self._texts) == BLOCK or self._size > _CHARACTERS:
            self.cut()
        return slot

    def cut(self) -> None:
        """End the block that is being filled."""
        if self._texts:
            coded, wide = to_bytes(self._texts)
            lengths = [len(text) | _WIDE * of for text, of in zip(coded, wide, strict=True)]
            self.copy(
                self._pack(struct.pack(f"<{len(coded) + 1}I", len(coded), *lengths) + b"".join(coded)), len(coded)
            )
            self._texts, self._size = [], 0

    def copy(self, packed: bytes, count: int) -> int:
        """Append a block of so many texts as it lies in another store; returns its number. Only after ``cut``."""
        self._file.write(packed)
        self.ends.append((self.ends[-1] if self.ends else 0) + len(packed))
        self.crcs.append(zlib.crc32(packed))
        self.counts.append(count)
        return len(self.ends) - 1

    def close(self) -> int:
        """Sync the file; returns its bytes."""
        self.cut()
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        return self.ends[-1] if self.ends else 0

    def abandon(self) -> None:
        """Close and remove the unfinished file."""
        with suppress(OSError):  # of a full disk: what could not be written is tried again
            self._file.close()
        self.path.unlink(missing_ok=True)


class Store:
    """Reads the texts of a store. Every block is checked when it is opened. Raises IndexDamaged."""

    def __init__(self, path: Path, ends: Sequence[int], crcs: Sequence[int]) -> None:
        self.path = path
        self._ends, self._crcs = ends, crcs
        self._map = map_file(path, int(ends[-1]) if len(ends) else 0)

    def __len__(self) -> int:
        return len(self._ends)

    def packed(self, block: int) -> bytes:
        """A block as it lies in the file."""
        if not 0 <= block < len(self._ends):
            raise damaged(self.path, f"it has no block {block}")
        start = int(self._ends[block - 1]) if block else 0
        data = self._map[start : int(self._ends[block])]
        if zlib.crc32(data) != self._crcs[block]:
            raise damaged(self.path, f"block {block} is not what was written")
        return data

    def texts(self, block: int) -> list[str]:
        """The texts of a block."""
        try:
            return [from_bytes(*coded) for coded in self._coded(block)]
        except _ASTRAY as error:
            raise self._unreadable(block) from error

    def text(self, slot: int) -> str:
        """The text in that slot."""
        block, place = slot >> SLOT_BITS, slot & ((1 << SLOT_BITS) - 1)
        try:
            data, lengths = self._opened(block)
            size = lengths[place]
            start = 4 * (len(lengths) + 1) + sum([length & ~_WIDE for length in lengths[:place]])
            return from_bytes(data[start : start + (size & ~_WIDE)], size >= _WIDE)
        except _ASTRAY as error:
            raise self._unreadable(block) from error

    def _unreadable(self, block: int) -> IndexDamaged:
        return damaged(self.path, f"block {block} cannot be read")

    def _coded(self, block: int) -> list[tuple[bytes, bool]]:
        """The texts of a block in bytes, and whether each is UTF-8."""
        data, lengths = self._opened(block)
        bounds = itertools.accumulate((length & ~_WIDE for length in lengths), initial=4 * (len(lengths) + 1))
        spans = zip(itertools.pairwise(bounds), lengths, strict=True)
        return [(data[start:end], length >= _WIDE) for (start, end), length in spans]

    def _opened(self, block: int) -> tuple[bytes, tuple[int, ...]]:
        """A block as it was before it was compressed, and the lengths in it."""
        data = opened(self.packed(block), _LARGEST)
        (count,) = struct.unpack_from("<I", data)
        return data, struct.unpack_from(f"<{count}I", data, 4)

    def broken(self) -> list[int]:
        """The numbers of the blocks that are not what was written."""
        bad = []
        for block in range(len(self)):
            try:
                self.packed(block)
            except IndexDamaged:
                bad.append(block)
        return bad
