"""The lists that a user keeps beside an index: columns parted by tabs, ``#`` begins a note.

Whatever stands in such a file, a search goes on: what cannot be used is left out, and said in a few notes.
"""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from newsearch.model import Note

#: More than this is not read of a list: every search from the command line reads it anew.
MOST_LINES: Final = 100_000
MOST_BYTES: Final = 10_000_000
#: A longer line is none that a person wrote.
LONGEST: Final = 2_000
#: So many of the lines that were left out are named, with so many characters of each.
NAMED: Final = 5
SHOWN: Final = 60
#: What an encoding is told by, and whether it is text at all.
_HEAD: Final = 1 << 16
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_CONTROLS: Final = re.compile(r"[\0-\x08\x0e-\x1f]")
_FOREIGN: Final = re.compile(r"[^\0-\x7f\u0600-\u06ff]")
#: What spreadsheets, and those who write, put around a name.
_QUOTES: Final = '"“”«»'
_LOST: Final = "\N{REPLACEMENT CHARACTER}"
_DAMAGED: Final = re.compile(rf"{_CONTROLS.pattern}|{_LOST}")


class OwnList:
    """A list, line by line: ``rows`` has the number of each line, from 1, and its columns."""

    def __init__(self, path: Path) -> None:
        """Read the file; one that is not there is an empty list."""
        self.rows: list[tuple[int, list[str]]] = []
        self._name = path.name
        self._faults: list[str] = []
        self._left_out: list[tuple[int, str]] = []
        for number, line in enumerate(self._lines(path), 1):
            columns = [column.strip().strip(_QUOTES).strip() for column in line.partition("#")[0].strip().split("\t")]
            if columns == [""]:
                continue
            if len(line) > LONGEST or _DAMAGED.search(line):
                why = "is too long" if len(line) > LONGEST else "has letters that cannot be read"
                self.leave_out(number, [line], f"{why} and was left out")
            else:
                self.rows.append((number, columns))

    def leave_out(self, number: int, columns: list[str], why: str) -> None:
        """A line that is of no use: it is told ``why``."""
        line = "\t".join(columns)
        shown = line if len(line) <= SHOWN else f"{line[:SHOWN]} …"
        self._left_out.append((number, f"{self._name}:{number} {why}: {shown}"))

    @property
    def notes(self) -> tuple[Note, ...]:
        """What is wrong with the list, in words."""
        named = [message for _number, message in sorted(self._left_out)[:NAMED]]
        more = len(self._left_out) - len(named)
        rest = [f"{self._name}: {more:,} more line{'s' if more > 1 else ''} left out"] if more else []
        return tuple(map(Note, (*self._faults, *named, *rest)))

    def _lines(self, path: Path) -> list[str]:
        try:
            if path.exists() and not path.is_file():
                return self._nothing("it is no file")
            with path.open("rb") as file:
                content = file.read(MOST_BYTES + 1)
        except FileNotFoundError:
            return []
        except OSError as error:
            return self._nothing(str(error.strerror).lower())
        lines = self._decoded(content).replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if len(content) > MOST_BYTES or not lines[-1]:
            lines.pop()  # the last one was cut, or is none
        if len(content) > MOST_BYTES or len(lines) > MOST_LINES:
            del lines[MOST_LINES:]
            most = f"{MOST_LINES:,} lines and {MOST_BYTES // 1_000_000} MB are the most"
            self._faults.append(f"{self._name}: what stands below line {len(lines):,} was left out: {most}")
        return lines

    def _decoded(self, content: bytes) -> str:
        """The text of the file: in UTF-8, but for some damaged lines, or else in whatever it seems to be."""
        text = content.decode("utf-8-sig", "replace")
        if not _DAMAGED.search(text):
            return text
        if content.startswith(_UTF16):
            return content.decode("utf-16", "replace")
        from newsearch.sources import encodings  # hardly any list needs it

        lines = text[:_HEAD].split("\n")
        if 2 * sum(map(bool, map(_CONTROLS.search, lines))) > len(lines):
            self._nothing(f"it is {encodings.NOT_TEXT}")
            return ""
        written = [line for line in text.split("\n") if not line.isascii()]
        if 2 * sum(_LOST in line for line in written) <= len(written):
            return text
        name = _single_byte(content[:_HEAD], encodings.SINGLE_BYTE)
        self._faults.append(f"{self._name} is not in UTF-8: it was read as {name}")
        return content.decode(name, "replace")

    def _nothing(self, why: str) -> list[str]:
        self._faults.append(f"{self._name} was left out: {why}")
        return []


def _single_byte(head: bytes, names: Sequence[str]) -> str:
    """The encoding in which most is Arabic: lists are too short of common words to be told by those."""
    return min(names, key=lambda name: len(_FOREIGN.findall(head.decode(name, "replace"))))
