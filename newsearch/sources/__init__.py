"""Where articles come from: files and folders, lines of JSON, standard input → records, in bounded memory."""

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import IO, Final, cast

from newsearch.digest import digest
from newsearch.errors import SourceError
from newsearch.model import Article, Record
from newsearch.sources import encodings, files, jsonl, text_file
from newsearch.sources.items import Doubt, Severity, Skipped
from newsearch.sources.text_file import Keep

__all__ = ["STDIN", "Doubt", "Keep", "Severity", "Skipped", "Sources", "ids_by_line"]

STDIN: Final = "-"
_HEAD: Final = 1 << 16


class Sources:
    """The articles of some paths, in a fixed order. Iterate once.

    Yields Records, and a Skipped for everything that did not become one; a Doubt is a Skipped whose article was taken.
    """

    def __init__(
        self, paths: Sequence[str], *, mapping: Mapping[str, str] | None = None, keep: Keep = Keep.ARTICLE
    ) -> None:
        """``mapping`` names the fields of JSON files: their name → ours; see ``jsonl.read``."""
        unknown = sorted(set((mapping or {}).values()) - set(jsonl.NAMES))
        if unknown:
            raise SourceError(f"there is no field {unknown[0]!r}", hint=f"the fields are {' '.join(jsonl.NAMES)}")
        self._mapping = dict(mapping or {})
        self._keep = keep
        self._found = list(files.walk([Path(path) for path in paths if path != STDIN]))
        self._stdin = STDIN in paths
        #: Bytes of all files as they lie on disk; standard input does not count.
        self.total_bytes = sum(path.stat().st_size for path in self._found if isinstance(path, Path))
        self._finished = 0
        self._raw: IO[bytes] | None = None

    @property
    def done_bytes(self) -> int:
        """How many of ``total_bytes`` were read."""
        return self._finished + (self._raw.tell() if self._raw and not self._raw.closed else 0)

    def __iter__(self) -> Iterator[Record | Skipped]:
        for item in self._found:
            if isinstance(item, Skipped):
                yield item
            else:
                yield from self._file(item)
        if self._stdin:
            yield from self._stream(sys.stdin.buffer, STDIN, "")

    def _file(self, path: Path) -> Iterator[Record | Skipped]:
        name = str(path)
        try:
            with path.open("rb") as self._raw:
                yield from self._stream(files.unpack(self._raw, name), name, files.kind(path))
        except OSError as error:
            reason = error.strerror or str(error)
            yield Skipped(name, None, f"cannot be read: {reason}", Severity.FAILED)
        finally:
            self._finished += path.stat().st_size if path.exists() else 0
            self._raw = None

    def _stream(self, stream: IO[bytes], name: str, kind: str) -> Iterator[Record | Skipped]:
        try:
            head = stream.read(_HEAD)
            if encodings.is_binary(head):
                yield Skipped(name, None, "binary, not text", Severity.FAILED)
                return
            encoding = encodings.detect(head)
            if encoding is None:
                yield Skipped(name, None, "neither UTF-8 nor an Arabic encoding", Severity.FAILED)
                return
            rest = cast(IO[bytes], _Joined(head, stream))
            if kind in files.LINES or (not kind and head.lstrip().startswith(b"{")):
                yield from self._lines(rest, name, encoding)
            else:
                yield from self._text(files.whole(rest, name).decode(encoding), name)
        except files.DAMAGE as error:
            yield Skipped(name, None, f"damaged archive: {error or type(error).__name__}", Severity.FAILED)
        except UnicodeDecodeError as error:
            yield Skipped(name, None, f"not {error.encoding} all through", Severity.FAILED)
        except SourceError as error:
            yield Skipped(name, None, error.message, Severity.FAILED)

    def _lines(self, stream: IO[bytes], name: str, encoding: str) -> Iterator[Record | Skipped]:
        origin = name if name == STDIN else str(Path(name).resolve())
        if encoding == "utf-16":
            stream = io.BytesIO(files.whole(stream, name).decode(encoding).encode())
            encoding = "utf-8"
        for number, line in enumerate(files.lines(stream), 1):
            if line is None:
                yield Skipped(name, number, f"a line of more than {files.LONGEST // 2**20} MiB", Severity.FAILED)
            elif line.strip(b" \t\r\xef\xbb\xbf"):
                try:
                    text = line.decode("utf-8-sig" if encoding.startswith("utf-8") else encoding)
                except UnicodeDecodeError:
                    yield Skipped(name, number, f"not {encoding}", Severity.FAILED)
                    continue
                for item in jsonl.read(text, name, number, self._mapping, self._keep):
                    yield item if isinstance(item, Skipped) else Record(item.article, item.digest, origin)

    def _text(self, text: str, name: str) -> Iterator[Record | Skipped]:
        parts = text_file.read(encodings.sound(text), self._keep)
        if not (parts.title or parts.body):
            yield Skipped(name, None, "empty: neither title nor body")
            return
        article = Article(
            "", title=parts.title, body=parts.body, source=parts.source, section=parts.section, date=parts.date
        )
        content = digest(article)
        origin = name if name == STDIN else str(Path(name).resolve())
        yield Record(
            Article(
                _name(origin, content),
                title=parts.title,
                body=parts.body,
                source=parts.source,
                section=parts.section,
                date=parts.date,
            ),
            content,
            origin,
        )


def ids_by_line(path: Path) -> dict[str, str]:
    """Article id → line number from 0, as text, of the first article with that id in a JSON lines file."""
    numbers: dict[str, str] = {}
    with path.open("rb") as raw:
        for number, line in enumerate(files.lines(files.unpack(raw, path.name))):
            for item in jsonl.read(line or b"", str(path), number, {}, Keep.ARTICLE):
                if isinstance(item, Record):
                    numbers.setdefault(item.article.id, str(number))
    return numbers


def _name(origin: str, content: str) -> str:
    """The id of a text file: its name, and a few digits that tell its folder; of standard input, its content's."""
    if origin == STDIN:
        return f"stdin-{content[:16]}"
    path = Path(origin)
    folder = blake2b(str(path.parent).encode("utf-8", "surrogateescape"), digest_size=4).hexdigest()
    stem = encodings.sound(path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))
    return f"{stem.split('.')[0]}-{folder}"


class _Joined(io.RawIOBase):
    """A stream whose first bytes were already read."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        super().__init__()
        self._head = head
        self._rest = rest

    def read(self, size: int = -1) -> bytes:
        """Up to ``size`` bytes."""
        head, self._head = self._head, b""
        if size < 0:
            return head + self._rest.read()
        if len(head) >= size:
            self._head = head[size:]
            return head[:size]
        return head + self._rest.read(size - len(head))
