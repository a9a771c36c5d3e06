"""The shipped lemma table: form → class, read straight from its bytes.

One file of little-endian arrays behind a header; docs/decisions/0010 says why. A form is found by hashing
(CRC-32, open addressing, linear probing) and checked letter by letter, so a stranger is never taken for an entry.

==========  ========  ==================================================================================
section     type      holds
==========  ========  ==================================================================================
slots       uint32    hash → entry + 1, 0 if empty; a power of two of them
keys        bytes     the forms, one byte a letter (ISO 8859-6)
key ends    uint32    where each key ends, with a leading 0
classes     uint32    per entry: class in the low 24 bits, ``round(log2(count + 1) * 8)`` in the high 8
seconds     uint32    pairs (entry, class) in order: readings that are also likely
also        uint32    pairs (class, entry) in order: forms that are meant by a word though another has them
lemmas      bytes     per class, verbs first: term, root, pattern, kind letter, separated by tabs (UTF-8)
lemma ends  uint32    where each of these ends, with a leading 0
==========  ========  ==================================================================================
"""

import errno
import mmap
import struct
import sys
from array import array
from bisect import bisect_left
from codecs import charmap_encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from encodings.iso8859_6 import encoding_table
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final
from zlib import crc32

from newsearch.errors import NewsearchError
from newsearch.text.letters import spelling

MAGIC: Final = b"NSLEMMAS"
VERSION: Final = 2
SECTIONS: Final = ("slots", "keys", "key ends", "classes", "seconds", "also", "lemmas", "lemma ends")
CODEC: Final = "iso8859_6"
_HEADER: Final = struct.Struct(f"<8sII{2 * len(SECTIONS)}I")
_HINT: Final = "reinstall newsearch"
CLASS: Final = (1 << 24) - 1
#: Behind the letters of a verb, in its term.
VERB_SIGN: Final = "/v"


class Kind(StrEnum):
    """What sort of word a class is; families are made of it with root and pattern."""

    VERB = "v"
    VERBAL_NOUN = "m"
    PARTICIPLE = "p"
    ADJECTIVE = "a"
    RELATIVE = "r"
    NOUN = "n"
    NAME = "x"
    PARTICLE = "c"


@dataclass(frozen=True)
class Lemma:
    """One class: the term its forms share, and its root and pattern where known (else empty)."""

    term: str
    root: str = ""
    pattern: str = ""
    kind: Kind = Kind.NAME


class Table:
    """A lemma table in memory; look-ups take about a microsecond and build nothing but the answer."""

    def __init__(self, content: bytes | mmap.mmap, name: str = "lemma table") -> None:
        """Open the bytes of a table. Raises ``NewsearchError`` unless they are one, and of this version.

        Bytes in memory are checked whole; those of a mapped file by ``check``.
        """
        if len(content) < _HEADER.size or content[:8] != MAGIC:
            raise NewsearchError(f"{name} is not a lemma table", _HINT)
        _magic, version, self._checksum, *spans = _HEADER.unpack_from(content)
        if version != VERSION:
            raise NewsearchError(f"{name} has format {version}, this newsearch reads {VERSION}", _HINT)
        self._content, self._name = content, name
        if isinstance(content, bytes):
            self.check()
        try:
            self._lay_out(spans)
        except (ValueError, IndexError, TypeError) as error:
            raise NewsearchError(f"{name} is damaged", _HINT) from error

    def _lay_out(self, spans: Sequence[int]) -> None:
        starts = dict(zip(SECTIONS, spans[::2], strict=True))
        parts = {
            part: memoryview(self._content)[start : start + size]
            for part, start, size in zip(SECTIONS, spans[::2], spans[1::2], strict=True)
        }
        self._slots = _numbers(parts["slots"])
        self._mask = len(self._slots) - 1
        self._keys = starts["keys"]  # where in the file they begin, as with the lemmas
        self._ends = _numbers(parts["key ends"])
        self._classes = _numbers(parts["classes"])
        self._seconds = _numbers(parts["seconds"])
        self._also = _numbers(parts["also"])
        self._lemmas = starts["lemmas"]
        self._lemma_ends = _numbers(parts["lemma ends"])
        self._verbs = bisect_left(range(len(self._lemma_ends) - 1), 1, key=lambda n: self.kind(n) is not Kind.VERB)

    @classmethod
    def read(cls, path: Path) -> "Table":
        """Open a file: only what is looked at is read. Raises ``NewsearchError``, also if it cannot be read."""
        try:
            with path.open("rb") as file:
                content = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            short = getattr(error, "errno", None) in (errno.ENOMEM, errno.EMFILE, errno.ENFILE)
            hint = "close other programs, or allow for more" if short else _HINT
            raise NewsearchError(f"the lemma table cannot be read: {error}", hint) from error
        return cls(content, path.name)

    def check(self) -> None:
        """Raise ``NewsearchError`` unless every byte is what was written: some milliseconds, so not for one query."""
        if crc32(memoryview(self._content)[16:]) != self._checksum:
            raise NewsearchError(f"{self._name} is damaged", _HINT)

    def __len__(self) -> int:
        return len(self._classes)

    def find(self, form: str) -> int:
        """The entry of a form, or -1."""
        try:
            key = charmap_encode(form, "strict", encoding_table)[0]  # as CODEC does, in a third of the time
        except UnicodeEncodeError:
            return -1
        slots, mask, ends, content, keys = self._slots, self._mask, self._ends, self._content, self._keys
        slot = crc32(key) & mask
        while entry := slots[slot]:
            if content[keys + ends[entry - 1] : keys + ends[entry]] == key:
                return entry - 1
            slot = (slot + 1) & mask
        return -1

    def columns(self) -> tuple[bytes, Sequence[int], Sequence[int]]:
        """The forms in ``CODEC``, one behind the other; where each ends, with a leading 0; and of each its class in the
        low 24 bits, its weight above them. The numbers are buffers of uint32.
        """
        ends = self._ends
        return self._content[self._keys : self._keys + ends[-1]], ends, self._classes

    def class_of(self, entry: int) -> int:
        """The most likely class of an entry."""
        return self._classes[entry] & CLASS

    def weight(self, entry: int) -> int:
        """How frequent the entry is in news: ``log2(count + 1)`` in eighths."""
        return self._classes[entry] >> 24

    def classes_of(self, entry: int) -> tuple[int, ...]:
        """The most likely class of an entry, then the others that are likely too."""
        return (self._classes[entry] & CLASS, *_of(self._seconds, entry))

    def also(self, number: int) -> list[str]:
        """The forms that are meant by a class though another has them: ``طرق``, which has roads, by methods."""
        ends, content, keys = self._ends, self._content, self._keys
        spans = ((keys + ends[entry], keys + ends[entry + 1]) for entry in _of(self._also, number))
        return [content[start:end].decode(CODEC) for start, end in spans]

    def seconds(self) -> list[tuple[int, int]]:
        """Entry and class of every further likely class, those of an entry likeliest first."""
        pairs = iter(self._seconds)
        return list(zip(pairs, pairs, strict=True))

    def lemma(self, number: int) -> Lemma:
        """What is known about a class."""
        line = self._content[self._lemmas + self._lemma_ends[number] : self._lemmas + self._lemma_ends[number + 1]]
        term, root, pattern, kind = line.decode().split("\t")
        return Lemma(term, root, pattern, Kind(kind))

    def term(self, number: int) -> str:
        """The term of a class."""
        start = self._lemmas + self._lemma_ends[number]
        return self._content[start : self._content.find(b"\t", start)].decode()

    def kind(self, number: int) -> Kind:
        """The kind of a class."""
        return Kind(chr(self._content[self._lemmas + self._lemma_ends[number + 1] - 1]))

    @cached_property
    def terms(self) -> list[str]:
        """The terms of all classes, in order of number."""
        content = self._content[self._lemmas : self._lemmas + self._lemma_ends[-1]]
        # before each but the first stands the letter of the kind before it
        return [term[1:] for term in f"-{content.decode()}".split("\t")[:-1:3]]

    @property
    def verbs(self) -> int:
        """How many classes are verbs': the first ones."""
        return self._verbs

    def is_verb(self, number: int) -> bool:
        """Whether a class is a verb's."""
        return number < self._verbs

    def is_feminine(self, number: int) -> bool:
        """Whether forms of a class may end in ة: those of a verbal noun only if it has one itself."""
        return self.kind(number) is not Kind.VERBAL_NOUN or self.term(number).endswith("ة")

    def is_past(self, number: int, form: str) -> bool:
        """Whether a folded form of a verb in ت can only be its past tense: ترددوا of تردد."""
        term = self.term(number)
        return term.startswith("ت") and form.startswith(spelling(term.removesuffix(VERB_SIGN)))

    def lemmas(self) -> Iterator[Lemma]:
        """All classes, in order of number."""
        return (self.lemma(number) for number in range(len(self._lemma_ends) - 1))


def fingerprint(path: Path) -> str:
    """Format and checksum of a table, from its header alone; empty where there is none yet."""
    try:
        with path.open("rb") as file:
            _magic, version, checksum = struct.unpack("<8sII", file.read(16))
    except (OSError, struct.error):
        return ""
    return f"{version}-{checksum:08x}"


def pack(
    entries: Mapping[str, tuple[int, int]],
    seconds: Sequence[tuple[str, int]],
    lemmas: Sequence[Lemma],
    also: Sequence[tuple[int, str]] = (),
) -> bytes:
    """The bytes of a table: form → (class, weight), further likely classes of forms, the classes (verbs first).

    ``also``: classes, and forms of others that are meant by them.
    """
    keys = [form.encode(CODEC) for form in entries]
    size = 1 << max(3, (len(keys) * 3 // 2).bit_length())
    slots = array("I", bytes(4 * size))
    for number, key in enumerate(keys, 1):
        slot = crc32(key) & (size - 1)
        while slots[slot]:
            slot = (slot + 1) & (size - 1)
        slots[slot] = number
    number_of = {form: number for number, form in enumerate(entries)}
    lines = ["\t".join((lemma.term, lemma.root, lemma.pattern, lemma.kind)).encode() for lemma in lemmas]
    pairs = sorted((number_of[form], klass) for form, klass in seconds)
    meant = sorted((klass, number_of[form]) for klass, form in also)
    parts = {
        "slots": slots,
        "keys": b"".join(keys),
        "key ends": _ends(keys),
        "classes": array("I", [klass | min(weight, 255) << 24 for klass, weight in entries.values()]),
        "seconds": array("I", [number for pair in pairs for number in pair]),
        "also": array("I", [number for pair in meant for number in pair]),
        "lemmas": b"".join(lines),
        "lemma ends": _ends(lines),
    }
    body, spans = bytearray(), list[int]()
    for part in SECTIONS:
        content = parts[part]
        body += bytes(-len(body) % 4)
        if isinstance(content, array) and sys.byteorder == "big":
            content.byteswap()
        spans += [_HEADER.size + len(body), len(bytes(content))]
        body += bytes(content)
    head = _HEADER.pack(MAGIC, VERSION, 0, *spans)
    return head[:12] + struct.pack("<I", crc32(head[16:] + body)) + head[16:] + bytes(body)


def _of(pairs: Sequence[int], first: int) -> Iterator[int]:
    """The second numbers of the pairs with this first one."""
    firsts = pairs[::2]
    for at in range(bisect_left(firsts, first), len(firsts)):
        if firsts[at] != first:
            return
        yield pairs[2 * at + 1]


def _ends(parts: Sequence[bytes]) -> "array[int]":
    ends = array("I", [0])
    for part in parts:
        ends.append(ends[-1] + len(part))
    return ends


def _numbers(content: memoryview) -> Sequence[int]:
    if sys.byteorder == "little":
        return content.cast("I")
    numbers = array("I", content.tobytes())
    numbers.byteswap()
    return numbers
