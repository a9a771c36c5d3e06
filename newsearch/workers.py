"""Several processes that take new articles in side by side: each analyses its share and makes one segment of it.

::

    this process        reads articles, tells new ones from known ones, deals them out by id
    a worker            analyses and sorts its share, says how many words it has, waits
    this process        works out the average lengths over all shares and the index as it is
    a worker            writes its segment with impacts made for these averages
    this process        commits: one table of contents names all the segments

Scores are the same as if one process had done it all. What goes through the pipes is frames: a length (u64) and so many
bytes, JSON or packed records. A worker that loses its pipe removes what it wrote; so an interrupted run leaves nothing.
"""

import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, astuple
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import IO, Any, Final

from newsearch import disk
from newsearch.engines.base import Totals, Writer
from newsearch.engines.on_whoosh.arrays.building.intake import Intake, totals
from newsearch.engines.on_whoosh.arrays.building.writer import ArrayWriter
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexUnwritable, NewsearchError, Unsupported
from newsearch.model import Article, Record, from_iso, to_iso
from newsearch.text.analyser import Analyser
from newsearch.text.columns import ColumnWriter

#: How many articles are analysed, and go through a pipe, together: fewer where they have more characters than that.
BLOCK: Final = 1000
CHARACTERS: Final = 1 << 22
_WAITING: Final = 2  # blocks that wait for a worker, so that reading goes on meanwhile
_LENGTH: Final = struct.Struct("<Q")
_TEXTS: Final = 10  # of a record
_FIELDS: Final = ("id", "title", "body", "url", "source", "section", "author")


def send(pipe: IO[bytes], data: bytes) -> None:
    """Write one frame."""
    pipe.write(_LENGTH.pack(len(data)))
    pipe.write(data)
    pipe.flush()


def receive(pipe: IO[bytes]) -> bytes:
    """Read one frame. Raises EOFError where there is none."""
    head = pipe.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        raise EOFError
    (size,) = _LENGTH.unpack(head)
    data = pipe.read(size)
    if len(data) < size:
        raise EOFError
    return data


def pack_all(records: Sequence[Record]) -> bytes:
    """Records as one frame: how many texts (u32), how long each is (u32), how they are coded, all of them joined.

    In UTF-16, which is four times quicker for Arabic, unless there is half a surrogate pair.
    """
    texts = [text for record in records for text in pack(record)]
    joined = "".join(texts)
    try:
        coded = b"\0" + joined.encode("utf-16-le")
    except UnicodeEncodeError:
        coded = b"\1" + joined.encode("utf-8", "surrogatepass")
    return struct.pack(f"<{1 + len(texts)}I", len(texts), *map(len, texts)) + coded


def unpack_all(data: bytes) -> list[Record]:
    """The records of ``pack_all``."""
    (count,) = struct.unpack_from("<I", data)
    lengths = struct.unpack_from(f"<{count}I", data, 4)
    at = 4 * (1 + count)
    joined = str(memoryview(data)[at + 1 :], "utf-8" if data[at] else "utf-16-le", "surrogatepass")
    texts = [joined[start:end] for start, end in pairwise(accumulate(lengths, initial=0))]
    return [unpack(texts[start : start + _TEXTS]) for start in range(0, count, _TEXTS)]


def pack(record: Record) -> list[str]:
    """A record as texts."""
    article = record.article
    values = (getattr(article, name) for name in _FIELDS)
    return [*values, to_iso(article.date), record.digest, record.origin]


def unpack(texts: Sequence[str]) -> Record:
    """The record of ``pack``."""
    *values, date, digest, origin = texts
    fields = dict(zip(_FIELDS, values, strict=True))
    return Record(Article(fields.pop("id"), date=from_iso(date), **fields), digest, origin)


class Pile:
    """Records that come one by one, until there are enough for a block, or for so many ``times`` as much."""

    def __init__(self, times: int = 1) -> None:
        self._records: list[Record] = []
        self._characters, self._times = 0, times

    def put(self, record: Record) -> list[Record]:
        """Add a record. Returns those that were there if they are enough without it, which begins anew then."""
        size = len(record.article.title) + len(record.article.body)
        most, longest = self._times * BLOCK, self._times * CHARACTERS
        full = self._records and (len(self._records) >= most or self._characters + size > longest)
        block = self.take() if full else []
        self._records.append(record)
        self._characters += size
        return block

    def take(self) -> list[Record]:
        """All that are there, and begin anew."""
        block, self._records, self._characters = self._records, [], 0
        return block


def take_in(records: Iterator[Record], writer: Writer, analyser: Analyser, workers: int) -> None:
    """Hand records to the writer, analysed: here, or where there are many by so many processes."""
    if workers > 1:
        pile = Pile(workers)
        for record in records:
            if first := pile.put(record):
                several = Workers(writer, workers)
                for each in chain(first, pile.take(), records):
                    several.give(each)
                several.finish()
                return
        records = iter(pile.take())
    pile, columns = Pile(), ColumnWriter(analyser)
    for record in records:
        if block := pile.put(record):
            writer.add(columns.batch(block))
    if block := pile.take():
        writer.add(columns.batch(block))


class Workers:
    """Those of one transaction: ``give`` all records, then ``finish``. The writer ends them when it is over."""

    def __init__(self, writer: Writer, count: int) -> None:
        """Raises Unsupported where the engine takes articles in by itself only."""
        if not isinstance(writer, ArrayWriter):
            raise Unsupported("this engine takes articles in by one process only", hint="use one worker")
        self._workers = [_Worker(writer.share(number)) for number in range(count)]
        writer.adopt(self._workers)

    def give(self, record: Record) -> None:
        """Hand a record to one of the workers; the same id always goes to the same one."""
        code = zlib.crc32(record.article.id.encode("utf-8", "surrogatepass"))
        self._workers[code % len(self._workers)].give(record)

    def finish(self) -> None:
        """All records were given."""
        for worker in self._workers:
            worker.finish()


class _Worker:
    """One process and its share of the articles; see ``intake.Share``."""

    def __init__(self, share: dict[str, Any]) -> None:
        self.ids: list[str] = []
        self._pile = Pile()
        # modules are looked for where this process finds them: never in the folder it happens to be in
        begin = f"import sys; sys.path[:] = {sys.path!r}; from {__name__} import work; work()"
        command = [sys.executable, "-P", "-c", begin]
        calm = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # threads that numpy would start, and nothing here uses
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=calm)  # noqa: S603
        self._waiting: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        self._lost = threading.Event()
        self._feeder = threading.Thread(target=self._feed, daemon=True)
        self._feeder.start()
        self._waiting.put(json.dumps(share).encode())

    def _feed(self) -> None:
        assert self._process.stdin is not None  # noqa: S101  it is a pipe
        while (message := self._waiting.get()) is not None:
            if not self._lost.is_set():
                try:
                    send(self._process.stdin, message)
                except OSError:
                    self._lost.set()

    def give(self, record: Record) -> None:
        """Take a record. Raises IndexUnwritable if the process has ended."""
        self.ids.append(record.article.id)
        if block := self._pile.put(record):
            if self._lost.is_set():
                self._answer()  # says why
            self._waiting.put(pack_all(block))

    def finish(self) -> None:
        """All records were given."""
        if block := self._pile.take():
            self._waiting.put(pack_all(block))
        self._waiting.put(b"")

    def totals(self) -> Totals:
        """Wait until everything was taken in: how many articles and words there are."""
        return Totals(*self._answer())

    def start(self, averages: Averages) -> None:
        """Begin to write the segment."""
        self._waiting.put(json.dumps([averages.title, averages.body]).encode())

    def result(self) -> SegmentRef:
        """Wait for the segment, which is durable then."""
        return SegmentRef.of(self._answer())

    def dismiss(self) -> None:
        """End the process, whatever it is doing. What it wrote is the writer's to keep or to remove."""
        self._process.kill()
        self._waiting.put(None)
        self._feeder.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):  # of what was not sent any more
                    pipe.close()
        self._process.wait()

    def _answer(self) -> Any:
        assert self._process.stdout is not None  # noqa: S101  it is a pipe
        try:
            answer = json.loads(receive(self._process.stdout))
        except EOFError as error:
            code = self._process.wait()
            raise IndexUnwritable(
                f"a process that took articles in ended with exit code {code}",
                hint="the index is as it was; run it again, with --workers 1 if there is little memory",
            ) from error
        if "error" in answer:
            raise IndexUnwritable(answer["error"], answer["hint"])
        return answer["answer"]


def work() -> None:
    """What a worker does, from its first frame to its last. Reads standard input, answers on standard output."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):  # the process that asked decides, and closes the pipe
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # nothing that is printed may get among the frames
    try:
        share = json.loads(receive(source))
    except EOFError:  # nobody is there any more
        return
    intake = Intake(Path(share["folder"]), share["name"], share["commit"], share["run_words"])
    threading.Thread(target=_end_with_parent, args=(source.fileno(), intake), daemon=True).start()
    try:
        with disk.writing(Path(share["folder"])):
            columns = ColumnWriter(Analyser())
            while block := receive(source):
                intake.add(columns.batch(unpack_all(block)))
            sources = intake.seal()
            _answer(sink, answer=astuple(totals(sources)))
            averages = Averages(*json.loads(receive(source)))
            _answer(sink, answer=asdict(intake.write(sources, averages)))
    except EOFError:  # nobody is there any more
        intake.abandon()
    except NewsearchError as error:
        intake.abandon()
        _answer(sink, error=error.message, hint=error.hint)


def _end_with_parent(pipe: int, intake: Intake) -> None:
    """Wait until nobody can write to the pipe any more, then end this process, whatever it is doing."""
    if hasattr(select, "poll"):
        poll = select.poll()
        poll.register(pipe, 0)  # that the other end is closed is always told
        poll.poll()
        intake.remove_files()
        os._exit(1)


def _answer(sink: IO[bytes], **answer: object) -> None:
    send(sink, json.dumps(answer).encode())
