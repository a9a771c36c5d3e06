"""Names whose usual spelling in Latin letters is known: ``Sweden`` is السويد, which no transliteration tells.

Two files have a name a line, in lower case, and what news writes for it in Arabic: ``data/places.tsv``, made by
``places``, and ``data/people.tsv``, which is ours. They are searched as they are, not read into a table: a process that
asks for one name has nothing else to do.
"""

from functools import cache
from pathlib import Path
from typing import Final

_DATA: Final = Path(__file__).parents[1] / "data"
PLACES: Final = _DATA / "places.tsv"
PEOPLE: Final = _DATA / "people.tsv"
#: How many words a name has, at most.
LONGEST: Final = 3


@cache
def _lines() -> bytes:
    return b"\n" + PLACES.read_bytes() + PEOPLE.read_bytes()


def arabic(name: str) -> tuple[str, ...]:
    """What a name is in Arabic, the commonest first, of a place rather than of people; none if it is not known.

    ``name`` is folded.
    """
    text, key = _lines(), f"\n{name}\t".encode()
    at = text.find(key)
    return tuple(text[at + len(key) : text.find(b"\n", at + 1)].decode().split("\t")) if at >= 0 else ()


def begin(name: str) -> bool:
    """Whether names begin with these words."""
    return f"\n{name} ".encode() in _lines() or f"\n{name}\t".encode() in _lines()
