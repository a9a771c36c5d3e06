"""Heads, ledger and ids of a segment's articles: written in pieces, read one at a time."""

import itertools
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.codepage import encode
from newsearch.engines.on_whoosh.arrays.files.compressed import opened
from newsearch.engines.on_whoosh.arrays.segments.source import Source

#: The arrays that all entries are read from.
LEDGER: Final = ("heads", "heads.ends", "entries", "entries.ends")
#: Articles at a time: their ledger entries make one compressed block.
_PIECE: Final = 1024
_LARGEST: Final = 1 << 28  # no block is larger once opened
#: After so many articles what was read of the sources is let go.
_FORGET: Final = 32 * _PIECE


def hash_id(article_id: str) -> int:
    """Where an id is looked for; equal ids have equal hashes."""
    return zlib.crc32(encode(article_id))


def write_ledger(file: ArrayFileWriter, sources: Sequence[Source], origin: Array, places: Array) -> None:
    """Write the arrays ``heads``, ``entries`` (with their ``.ends``), ``id_hashes`` and ``id_order``."""
    import zstandard

    pack = zstandard.ZstdCompressor(level=3).compress
    lengths: list[Array] = [np.zeros(1, np.int32)]
    hashes: list[Array] = [np.zeros(0, np.uint32)]
    blocks: list[int] = []

    def pieces() -> Iterator[Iterator[tuple[Source, int]]]:
        for start in range(0, len(places), _PIECE):
            if start % _FORGET == 0:
                for source in sources:
                    source.forget()
            some = slice(start, start + _PIECE)
            yield (
                (sources[source], place)
                for source, place in zip(origin[some].tolist(), places[some].tolist(), strict=True)
            )

    def heads() -> Iterator[NDArray[np.uint8]]:
        yield np.zeros(0, np.uint8)
        for piece in pieces():
            some = list(piece)
            hashes.append(np.array([hash_id(source.id_of(place)) for source, place in some], np.uint32))
            packed = [source.head(place) for source, place in some]
            lengths.append(np.array(list(map(len, packed)), np.int32))
            yield np.frombuffer(b"".join(packed), np.uint8)

    def entries() -> Iterator[NDArray[np.uint8]]:
        yield np.zeros(0, np.uint8)
        for piece in pieces():
            some = [source.entry(place) for source, place in piece]
            sizes = np.array(list(map(len, some)), "<u4")
            block = pack(sizes.tobytes() + b"".join(some))
            blocks.append(len(block))
            yield np.frombuffer(block, np.uint8)

    file.stream("heads", heads())
    file.add("heads.ends", narrow(np.concatenate(lengths).cumsum(dtype=np.int64)))
    file.stream("entries", entries())
    file.add("entries.ends", narrow(np.cumsum([0, *blocks])))
    coded = np.concatenate(hashes)
    order = coded.argsort(kind="stable")
    file.add("id_hashes", coded.take(order))
    file.add("id_order", narrow(order))


class Entries:
    """The packed ledger entries of a segment; opens one block at a time, and keeps the last one open."""

    def __init__(self, file: ArrayFile, count: int) -> None:
        self._packed, self._ends, self._count = file.view("entries"), file.view("entries.ends"), count
        self._forget = file.forget
        self._last: tuple[int, list[bytes]] = (-1, [])

    def __call__(self, number: int) -> bytes:
        """The packed entry of an article. Raises ValueError where the block is damaged."""
        block, texts = self._last
        if number // _PIECE != block:
            block = number // _PIECE
            texts = self._texts(block)
            self._last = block, texts
        return texts[number % _PIECE]

    def _texts(self, block: int) -> list[bytes]:
        data = opened(self._packed[self._ends[block] : self._ends[block + 1]], _LARGEST)
        self._forget()  # who asks for entries asks for many, and for the ids of as many articles
        count = min(_PIECE, self._count - block * _PIECE)
        sizes: Array = np.frombuffer(data, "<u4", count)
        edges = np.concatenate(([0], sizes)).cumsum() + 4 * count
        return [data[start:end] for start, end in itertools.pairwise(edges.tolist())]
