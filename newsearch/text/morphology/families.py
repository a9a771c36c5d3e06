"""Words of one root: the verb, its noun, its participles, their neighbours. They rank articles; they never match.

A verb and its noun are of one *measure*: انتحر and انتحار are of the eighth, نحر is of the first.

``data/families.tsv`` holds one root a line, sorted, with the classes of the lemma table that have it: the root, then
``term kind`` for each (a kind is one letter; its measures follow, a digit each), parted by tabs. A root is found by
bisection over the bytes; nothing is built when it is opened.
``python -m newsearch.text.morphology.families`` writes the file from the table.
"""

import mmap
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from newsearch.text.morphology.table import Kind, Lemma, Table

_DATA: Final = Path(__file__).with_name("data") / "families.tsv"
_LEMMAS: Final = Path(__file__).with_name("data") / "lemmas.bin"

#: What a verb does, its name, who does it, to whom it is done: these have measures.
_CLOSE: Final = frozenset({Kind.VERB, Kind.VERBAL_NOUN, Kind.PARTICIPLE})
#: What patterns begin with, sukun left out, and their measures: several where without vowels they are written alike
#: (so one class may have both), or where both have the noun. With two lams they are of four radicals; all others are of
#: the first.
_MEASURES: Final = (
    ("0", ("استَف", "استِف", "مُستَف")),
    ("8", ("افتَ", "افتِ", "مُفتَ")),
    ("7", ("انفَ", "انفِ", "مُنفَ")),
    ("6", ("تَفَا", "مُتَفَا")),
    ("5", ("تَفَع", "مُتَفَع")),
    ("4", ("أَفعَ", "إِفعَ")),
    ("24", ("مُفعَ", "مُفعِ", "مُفَع")),
    ("3", ("فَاعَ", "مُفَاع")),
    ("2", ("تَفعِ",)),
    ("12", ("فَعَّ", "فَعَلَ", "فَعِلَ", "فَعُلَ")),
    ("13", ("فِعَال",)),
)
_FOUR_RADICALS: Final = "9"
#: Roots with more words than this are letters that many roots share by chance.
_MOST: Final = 60


class Kinship(StrEnum):
    """How close two words of one root are."""

    CLOSE = "close"  # a verb, its noun, its participles: of one measure
    DISTANT = "distant"  # any other words of the root


def relatives(lemma: Lemma) -> Iterator[tuple[str, Kinship]]:
    """The terms of other classes with the root of a class; none for names and particles."""
    if lemma.root and lemma.kind not in (Kind.NAME, Kind.PARTICLE):
        family = _family(lemma.root)
        measures = frozenset(family.pop(lemma.term, ""))
        for term, others in family.items():
            yield term, Kinship.DISTANT if measures.isdisjoint(others) else Kinship.CLOSE


@cache
def _content() -> bytes | mmap.mmap:
    with _DATA.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _family(root: str) -> dict[str, str]:
    """The terms of a root with the measures of each, a digit each."""
    members = [member.rpartition(" ") for member in _members(root.encode()).decode().split("\t") if member]
    return {term: marks[1:] for term, _, marks in members}


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


def measures_of(pattern: str) -> str:
    """The measures that a vowelled pattern may be of, a digit each (0 is the tenth, 9 of four radicals)."""
    if pattern.count("ل") > 1:
        return _FOUR_RADICALS
    plain = unicodedata.normalize("NFC", pattern).replace("\N{ARABIC SUKUN}", "")
    for measures, beginnings in _MEASURES:
        if plain.startswith(tuple(unicodedata.normalize("NFC", beginning) for beginning in beginnings)):
            return measures
    return "1"


def main() -> None:
    """Write the file."""
    roots: dict[str, set[str]] = defaultdict(set)
    for lemma in Table.read(_LEMMAS).lemmas():
        if lemma.root and lemma.kind not in (Kind.NAME, Kind.PARTICLE):
            measures = measures_of(lemma.pattern) if lemma.kind in _CLOSE else ""
            roots[lemma.root].add(f"{lemma.term} {lemma.kind.value}{measures}")
    kept = sorted((root, sorted(of)) for root, of in roots.items() if 1 < len(of) <= _MOST)
    lines = sorted("\t".join((root, *of)).encode() for root, of in kept)
    lines.sort(key=lambda line: line.split(b"\t")[0])
    _DATA.write_bytes(b"".join(line + b"\n" for line in lines))
    sys.stderr.write(f"{_DATA}: {_DATA.stat().st_size:,} bytes\n")


if __name__ == "__main__":
    main()
