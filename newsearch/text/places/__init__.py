"""Places by their names in Latin letters: ``Sweden`` is السويد, which no transliteration tells.

``data/places.tsv`` has a name a line, in lower case, and what news writes for it in Arabic. It is searched as it is,
not read into a table: a process that asks for one name has nothing else to do. ``build`` makes it.
"""

from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parents[1] / "data" / "places.tsv"
#: How many words a name has, at most.
LONGEST: Final = 3


@cache
def _lines() -> bytes:
    return b"\n" + DATA.read_bytes()


def arabic(name: str) -> tuple[str, ...]:
    """What a place is called in Arabic, the commonest name first; none if it is not known. ``name`` is folded."""
    text, key = _lines(), f"\n{name}\t".encode()
    at = text.find(key)
    return tuple(text[at + len(key) : text.find(b"\n", at + 1)].decode().split("\t")) if at >= 0 else ()


def begin(name: str) -> bool:
    """Whether names of places begin with these words."""
    return f"\n{name} ".encode() in _lines() or f"\n{name}\t".encode() in _lines()
