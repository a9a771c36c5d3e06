"""Names that mean one thing: a list of ours, and one that a newsroom keeps beside its index.

One group a line, its names parted by tabs; ``#`` begins a note. A line without two different names is reported with
its number and left out; the rest is used.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Self

from newsearch.expansion.name_keys import OURS, Key, Keys, quick_keys
from newsearch.lists import OwnList
from newsearch.manifest import ALIASES
from newsearch.model import Note
from newsearch.text.analyser import Analyser


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


def aliases_of(folder: Path, analyser: Analyser) -> Aliases:
    """Our aliases, and those of the index in the folder."""
    return Aliases.read(folder / ALIASES, quick_keys(analyser))
