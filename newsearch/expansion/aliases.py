"""Names that mean one thing: a list of ours, and one that a newsroom keeps beside its index.

One group a line, its names parted by tabs; ``#`` begins a note. A line without two different names is reported with
its number and left out; the rest is used.

Names are looked up by the lemmas of their words. Those of our own names are shipped beside them (``data/names.keys``):
working them out takes longer than a search. ``python -m newsearch.expansion.expand`` writes the file; one that does not
fit the list or the analyser is as good as none.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, Self

from newsearch.lists import OwnList
from newsearch.model import Note

Key = tuple[str, ...]
#: Tells what each of some names is looked up by; nothing, if it has no word.
Keys = Callable[[Sequence[str]], Sequence[Key]]

_DATA: Final = Path(__file__).parents[1] / "text" / "data"
OURS: Final = _DATA / "aliases.tsv"
KEYS: Final = _DATA / "names.keys"


class Aliases:
    """Groups of names, looked up by the lemmas of their words."""

    def __init__(self, keys: Keys) -> None:
        self._groups: dict[Key, list[dict[Key, str]]] = {}
        self._keys = keys
        #: How many words the longest name has.
        self.longest = 1
        #: The first two words of every name of more than one.
        self.pairs: set[Key] = set()
        #: What was wrong in the user's file, in words.
        self.notes: tuple[Note, ...] = ()

    @classmethod
    def read(cls, path: Path, keys: Keys) -> Self:
        """Our own list, and that of ``path`` if there is one."""
        aliases = cls(keys)
        aliases._add(OwnList(OURS))
        users = OwnList(path)
        aliases._add(users)
        aliases.notes = users.notes
        return aliases

    def key(self, name: str) -> Key:
        """What a name is looked up by."""
        return self._keys([name])[0]

    def others(self, key: Key) -> Iterator[str]:
        """The other names of the groups that a name is in."""
        groups = self._groups.get(key, ())
        return iter(dict.fromkeys(name for group in groups for other, name in group.items() if other != key))

    def _add(self, listed: OwnList) -> None:
        keys = iter(self._keys([name for _number, names in listed.rows for name in names]))
        for number, names in listed.rows:
            group: dict[Key, str] = {}
            for name in names:
                if key := next(keys):
                    group.setdefault(key, name)
            if len(group) < 2:
                listed.leave_out(number, names, "is no group of different names, parted by tabs, and was left out")
                continue
            for key in group:
                self.longest = max(self.longest, len(key))
                if len(key) > 1:
                    self.pairs.add(key[:2])
                self._groups.setdefault(key, []).append(group)


def names_of_ours() -> list[str]:
    """All names of our own list."""
    return [name for _number, names in OwnList(OURS).rows for name in names if name]


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
