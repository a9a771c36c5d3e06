"""Names that mean one thing: a list of ours, and one that a newsroom keeps beside its index.

One group a line, its names parted by tabs; ``#`` begins a note. A line with fewer than two names is reported with its
number and left out; the rest is used.
"""

from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Self

Key = tuple[str, ...]


class Aliases:
    """Groups of names, looked up by the lemmas of their words."""

    def __init__(self) -> None:
        self._groups: dict[Key, list[str]] = {}
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
        ours = resources.files("newsearch.text") / "data" / "aliases.tsv"
        aliases._add(ours.read_text(encoding="utf-8"), key)
        if path.exists():
            text = path.read_bytes().decode("utf-8-sig", "replace")
            aliases.broken = list(aliases._add(text, key))
        return aliases

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
