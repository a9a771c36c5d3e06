"""Names that mean one thing: a list of ours, and one that a newsroom keeps beside its index.

One group a line, its names parted by tabs; ``#`` begins a note. A line with fewer than two names is reported with its
number and left out; the rest is used.

Names are looked up by the lemmas of their words. Those of our own names are shipped beside them (``data/names.keys``):
working them out takes longer than a search. ``python -m newsearch.expand`` writes the file; one that does not fit the
list or the analyser is as good as none.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Self

from newsearch.model import Note

Key = tuple[str, ...]

#: The user's own aliases, beside the manifest of the index.
ALIASES: Final = "aliases.tsv"
_DATA: Final = Path(__file__).with_name("text") / "data"
OURS: Final = _DATA / "aliases.tsv"
KEYS: Final = _DATA / "names.keys"


class Aliases:
    """Groups of names, looked up by the lemmas of their words."""

    def __init__(self) -> None:
        self._groups: dict[Key, list[str]] = {}
        #: What a name is looked up by.
        self.key: Callable[[str], Key] = lambda name: (name,)
        #: How many words the longest name has.
        self.longest = 1
        #: The first two words of every name of more than one.
        self.pairs: set[Key] = set()
        #: What was wrong in the user's file: (line number, what it says).
        self.broken: list[tuple[int, str]] = []

    @classmethod
    def read(cls, path: Path, key: Callable[[str], Key]) -> Self:
        """Our own list, and that of ``path`` if there is one."""
        aliases = cls()
        aliases.key = key
        aliases._add(OURS.read_text(encoding="utf-8"), key)
        if path.exists():
            text = path.read_bytes().decode("utf-8-sig", "replace")
            aliases.broken = list(aliases._add(text, key))
        return aliases

    @property
    def notes(self) -> tuple[Note, ...]:
        """What was wrong in the user's file, in words."""
        what = "is no group of names and was left out"
        return tuple(Note(f"{ALIASES}:{number} {what}: {line}") for number, line in self.broken)

    def others(self, key: Key) -> Iterator[str]:
        """The other names of the groups that a name is in."""
        return iter(self._groups.get(key, ()))

    def _add(self, text: str, key: Callable[[str], Key]) -> list[tuple[int, str]]:
        broken = []
        for number, line in enumerate(text.splitlines(), 1):
            names = [name.strip() for name in line.split("#")[0].split("\t") if name.strip()]
            keys = {key(name): name for name in reversed(names)}
            keys.pop((), None)
            if len(keys) > 1:
                self._group(keys)
            elif line.strip() and not line.lstrip().startswith("#") and len(names) < 2:
                broken.append((number, line.strip()))
        return broken

    def _group(self, keys: dict[Key, str]) -> None:
        for one in keys:
            self.longest = max(self.longest, len(one))
            if len(one) > 1:
                self.pairs.add(one[:2])
            known = self._groups.setdefault(one, [])
            known += [name for other, name in reversed(keys.items()) if other != one and name not in known]


def names_of_ours() -> list[str]:
    """All names of our own list."""
    lines = [line.split("#")[0] for line in OURS.read_text(encoding="utf-8").splitlines()]
    return [name.strip() for line in lines for name in line.split("\t") if name.strip()]


def read_keys(fingerprint: str) -> dict[str, Key]:
    """The shipped keys; none if they were made by another analyser (see its ``fingerprint``) or of another list."""
    try:
        head, *lines = KEYS.read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return {}
    if head != _head(fingerprint):
        return {}
    return {name: tuple(key.split()) for name, _, key in (line.partition("\t") for line in lines)}


def write_keys(fingerprint: str, keys: Iterable[tuple[str, Key]]) -> None:
    """Write the file that ``read_keys`` reads."""
    lines = [_head(fingerprint), *sorted({f"{name}\t{' '.join(key)}" for name, key in keys})]
    KEYS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _head(fingerprint: str) -> str:
    return f"# {fingerprint} {zlib.crc32(OURS.read_bytes()):08x}"
