"""Bodies of articles, and ledger entries, as compressed blocks of a few dozen, in the order in which they came.

A block: how many texts (u32), their lengths in bytes (u32 each), the texts; the whole compressed. An article's slot is
``block << SLOT_BITS | place in the block``.
"""

import itertools
import os
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from newsearch.engines.on_whoosh.arrays.mapped import ASTRAY, damaged, map_file
from newsearch.errors import IndexDamaged

#: Texts in a block. Larger blocks are smaller on disk and slower to read one article from.
BLOCK: Final = 32
SLOT_BITS: Final = 6
_LEVEL: Final = 1
_LARGEST: Final = 1 << 31  # no block is larger once opened


class StoreWriter:
    """Appends texts to a new file. ``cut`` ends a block early; ``close`` makes the file durable."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("wb")
        import zstandard

        self._pack = zstandard.ZstdCompressor(level=_LEVEL).compress
        self._texts: list[bytes] = []
        self._size = 0
        self.ends: list[int] = []
        self.crcs: list[int] = []
        self.counts: list[int] = []

    def add(self, text: bytes) -> int:
        """Append a text; returns its slot."""
        slot = len(self.ends) << SLOT_BITS | len(self._texts)
        self._texts.append(text)
        self._size += len(text)
        if len(self._texts) == BLOCK or self._size > 1 << 22:
            self.cut()
        return slot

    def cut(self) -> None:
        """End the block that is being filled."""
        if self._texts:
            count = len(self._texts)
            lengths = struct.pack(f"<{count + 1}I", count, *map(len, self._texts))
            self.copy(self._pack(lengths + b"".join(self._texts)), count)
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

    def texts(self, block: int) -> list[bytes]:
        """The texts of a block."""
        try:
            data = self._opened(self.packed(block))
            (count,) = struct.unpack_from("<I", data)
            lengths = struct.unpack_from(f"<{count}I", data, 4)
        except (*ASTRAY, struct.error) as error:
            raise damaged(self.path, f"block {block} cannot be opened") from error
        bounds = itertools.accumulate(lengths, initial=4 * (count + 1))
        return [data[start:end] for start, end in itertools.pairwise(bounds)]

    @staticmethod
    def _opened(packed: bytes) -> bytes:
        import zstandard  # most searches read no body

        try:  # a decompressor is not to be shared by threads, and quickly made
            return zstandard.ZstdDecompressor().decompress(packed, max_output_size=_LARGEST)
        except zstandard.ZstdError as error:
            raise ValueError("it is not compressed as it should be") from error

    def text(self, slot: int) -> bytes:
        """The text in that slot."""
        texts = self.texts(slot >> SLOT_BITS)
        place = slot & ((1 << SLOT_BITS) - 1)
        if place >= len(texts):
            raise damaged(self.path, f"block {slot >> SLOT_BITS} has no place {place}")
        return texts[place]

    def broken(self) -> list[int]:
        """The numbers of the blocks that are not what was written."""
        bad = []
        for block in range(len(self)):
            try:
                self.packed(block)
            except IndexDamaged:
                bad.append(block)
        return bad
