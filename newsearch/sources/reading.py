"""Paths → records: the one place of this room that opens files."""

import codecs
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import IO, Final

from newsearch.digest import digest
from newsearch.errors import SourceError
from newsearch.model import Article, Record
from newsearch.sources import encodings, files, jsonl, streams, text_file
from newsearch.sources.items import Backwards, Keep, Severity, Skipped
from newsearch.text.backwards import is_backwards

STDIN: Final = "-"
_HEAD: Final = 1 << 16  # by so many bytes the encoding is judged


class Sources:
    """The articles of some paths, in a fixed order, each file once. Iterate once.

    Yields Records, and a Skipped for everything that did not become one; a Doubt is a Skipped whose article was taken.
    Raises nothing but what the consumer does: what cannot be read is a Skipped, and the rest goes on.
    """

    def __init__(
        self, paths: Sequence[str], *, mapping: Mapping[str, str] | None = None, keep: Keep = Keep.ARTICLE
    ) -> None:
        """``mapping`` names the fields of JSON files: their name → ours.

        Raises SourceError if it names a field that an article does not have.
        """
        self._mapping = dict(mapping or {})
        unknown = sorted(set(self._mapping.values()) - set(jsonl.NAMES))
        if unknown:
            raise SourceError(f"there is no field {unknown[0]!r}", hint=f"the fields are {' '.join(jsonl.NAMES)}")
        self._keep = keep
        named = dict.fromkeys(paths)
        walked = chain.from_iterable([Path(STDIN)] if path == STDIN else files.walk(path) for path in named)
        self._found = list(files.once(walked))
        self._raw: IO[bytes] | None = None
        self._finished = 0
        #: Bytes of all files as they lie on disk; standard input does not count.
        self.total_bytes = sum(_size(item) for item in self._found if isinstance(item, Path))

    @property
    def done_bytes(self) -> int:
        """How many of ``total_bytes`` were read."""
        return self._finished + (self._raw.tell() if self._raw else 0)

    def __iter__(self) -> Iterator[Record | Skipped]:
        for item in self._found:
            if isinstance(item, Skipped):
                yield item
            elif str(item) == STDIN and sys.stdin is None:  # by the shell (``<&-``)
                yield _failed(STDIN, "closed")
            elif str(item) == STDIN:
                yield from self._read(sys.stdin.buffer, STDIN, "", STDIN)
            else:
                yield from self._file(item)

    def _file(self, path: Path) -> Iterator[Record | Skipped]:
        try:
            with path.open("rb") as self._raw:
                yield from self._read(self._raw, str(path), files.kind(path), os.path.realpath(path))
        except OSError as error:
            self._raw = None  # it is closed, and somebody may ask how far it was read
            yield files.unreadable(str(path), error)
        finally:
            self._raw = None
            self._finished += _size(path)

    def _read(self, raw: IO[bytes], name: str, kind: str, origin: str) -> Iterator[Record | Skipped]:
        """The articles of a stream; ``kind`` is one of files.TEXT or LINES, or empty where the first sign tells."""
        try:
            yield from self._articles(streams.blocks(raw, Path(name).suffix), name, kind, origin)
        except streams.DAMAGE as error:
            yield _failed(name, f"damaged archive: {error}")
        except UnicodeDecodeError as error:
            yield _failed(name, f"not {error.encoding} all through")
        except SourceError as error:
            yield _failed(name, error.message)

    def _articles(self, blocks: Iterator[bytes], name: str, kind: str, origin: str) -> Iterator[Record | Skipped]:
        rest, encoding = _decodable(blocks)
        first = next(rest, b"")
        rest = chain((first,), rest)
        is_json = kind in files.LINES if kind else first.decode(encoding, "ignore").lstrip().startswith("{")
        if is_json:
            lines = jsonl.Lines(name, origin, self._mapping, self._keep)
            met: set[Severity | None] = set()  # None of articles
            for _number, item in _numbered(lines, rest, name, encoding):
                met.add(item.severity if isinstance(item, Skipped) else None)
                yield item
            if not met:
                yield Skipped(name, None, "empty: no line with an article")
            elif None not in met and Severity.FAILED in met:
                yield _failed(name, "no line of it is an article")
        else:
            yield from self._text(encodings.decode(streams.whole(rest, name), encoding), name, origin)

    def _text(self, text: str, name: str, origin: str) -> Iterator[Record | Skipped]:
        article = text_file.read(encodings.sound(text), self._keep)
        if not (article.title or article.body):
            yield Skipped(name, None, "empty: neither title nor body")
            return
        if is_backwards(article.body):
            yield Backwards(name, None)
        article = replace(article, id=_name(article, origin))
        yield Record(article, digest(article), origin)


def _decodable(blocks: Iterator[bytes]) -> tuple[Iterator[bytes], str]:
    """Bytes of which each line is in one encoding, and this one; without byte order marks.

    Raises SourceError for what is no text.
    """
    first = next(blocks, b"")
    head = first[:_HEAD]
    found = None if encodings.is_binary(head) else encodings.detect(head)
    if found is None:
        raise SourceError(encodings.NOT_TEXT if encodings.is_binary(head) else encodings.NOT_ARABIC)
    encoding, mark = found
    rest = chain((first[mark:],), blocks)
    if encoding == "utf-16":  # a line ends in two bytes there
        return (text.encode() for text in codecs.iterdecode(rest, encoding)), "utf-8"
    return rest, encoding


def _numbered(
    lines: jsonl.Lines, blocks: Iterable[bytes], name: str, encoding: str
) -> Iterator[tuple[int, Record | Skipped]]:
    """What becomes of the lines of a file, each with its number, from 1."""
    for number, line in enumerate(streams.lines(blocks), 1):
        if line is None:
            yield number, _failed(name, f"longer than {streams.LONGEST // 2**20} MiB: not one article", number)
            continue
        try:
            text = encodings.decode(line, encoding).removeprefix("\ufeff")  # files that were joined
        except UnicodeDecodeError:
            yield number, _failed(name, f"not {encoding}, as the lines before it", number)
            continue
        if text and not text.isspace():
            yield from ((number, item) for item in lines.read(text, number))


def ids_by_line(path: Path) -> dict[str, str]:
    """Article id → line number from 0, as text, of the first article with that id in a JSON lines file.

    Raises SourceError if the file cannot be read.
    """
    numbers: dict[str, str] = {}
    lines = jsonl.Lines(str(path), "", {}, Keep.ARTICLE)
    try:
        with path.open("rb") as raw:
            blocks, encoding = _decodable(streams.blocks(raw, path.suffix))
            for number, item in _numbered(lines, blocks, str(path), encoding):
                if isinstance(item, Record):
                    numbers.setdefault(item.article.id, str(number - 1))
    except (OSError, UnicodeDecodeError, SourceError, *streams.DAMAGE) as error:
        raise SourceError(f"{path} cannot be read: {error}", path=str(path)) from error
    return numbers


def _name(article: Article, origin: str) -> str:
    """The id of a text: of a file its name, and a few digits that tell its folder; of standard input its content's.

    The digits are of the whole real path, so that neither the working directory nor a link makes it another article.
    """
    if origin == STDIN:
        return f"stdin-{digest(article)[:16]}"
    path = os.fsencode(origin)
    stem = encodings.sound(Path(origin).name.removesuffix(".txt"))
    return f"{stem}-{blake2b(path, digest_size=4).hexdigest()}"


def _failed(name: str, reason: str, line: int | None = None) -> Skipped:
    return Skipped(name, line, reason, Severity.FAILED)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
