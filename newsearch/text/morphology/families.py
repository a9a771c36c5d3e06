"""Words of one root: the verb, its noun, its participles, their neighbours. They rank articles; they never match.

``data/families.tsv`` holds one root a line, sorted, with the classes of the lemma table that have it: the root, then
``term kind`` for each (a kind is one letter), parted by tabs. A root is found by bisection over the bytes; nothing is
built when it is opened.
``python -m newsearch.text.morphology.families`` writes the file from the table.
"""

import mmap
import sys
from collections import defaultdict
from collections.abc import Iterator
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

from newsearch.text.morphology.table import Kind, Lemma, Table

_DATA: Final = Path(__file__).with_name("data") / "families.tsv"
_LEMMAS: Final = Path(__file__).with_name("data") / "lemmas.bin"

#: What a verb does, its name, who does it, to whom it is done: the closest of a family.
_CLOSE: Final = frozenset({Kind.VERB, Kind.VERBAL_NOUN, Kind.PARTICIPLE})
_KINDS: Final = {kind.value: kind for kind in Kind}
#: Roots with more words than this are letters that many roots share by chance.
_MOST: Final = 60


class Kinship(Enum):
    """How close two words of one root are."""

    CLOSE = "close"  # a verb, its noun, its participles
    DISTANT = "distant"  # any other words of the root


def relatives(lemma: Lemma) -> Iterator[tuple[str, Kinship]]:
    """The terms of other classes with the root of a class; none for names and particles."""
    if lemma.root and lemma.kind not in (Kind.NAME, Kind.PARTICLE):
        nearest = Kinship.CLOSE if lemma.kind in _CLOSE else Kinship.DISTANT
        for term, kind in _family(lemma.root):
            if term != lemma.term:
                yield term, nearest if kind in _CLOSE else Kinship.DISTANT


@cache
def _content() -> bytes | mmap.mmap:
    with _DATA.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _family(root: str) -> list[tuple[str, Kind]]:
    members = _members(root.encode()).decode()
    return [(member[:-2], _KINDS[member[-1]]) for member in members.split("\t")] if members else []


def _members(root: bytes) -> bytes:
    """The line of a root without the root itself; empty if there is none."""
    content = _content()
    low, high = 0, len(content)
    while low < high:
        start = content.rfind(b"\n", 0, (low + high) // 2) + 1
        tab = content.find(b"\t", start)
        found = content[start:tab]
        if found == root:
            return content[tab + 1 : content.find(b"\n", tab)]
        if found < root:
            low = content.find(b"\n", tab) + 1
        else:
            high = start
    return b""


def main() -> None:
    """Write the file."""
    roots: dict[str, set[str]] = defaultdict(set)
    for lemma in Table.read(_LEMMAS).lemmas():
        if lemma.root and lemma.kind not in (Kind.NAME, Kind.PARTICLE):
            roots[lemma.root].add(f"{lemma.term} {lemma.kind.value}")
    kept = sorted((root, sorted(of)) for root, of in roots.items() if 1 < len(of) <= _MOST)
    lines = sorted("\t".join((root, *of)).encode() for root, of in kept)
    lines.sort(key=lambda line: line.split(b"\t")[0])
    _DATA.write_bytes(b"".join(line + b"\n" for line in lines))
    sys.stderr.write(f"{_DATA}: {_DATA.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
