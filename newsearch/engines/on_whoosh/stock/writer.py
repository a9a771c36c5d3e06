"""One transaction on a Whoosh index, held in memory until its commit."""

import contextlib
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from newsearch.batch import Batch
from newsearch.engines.on_whoosh.stock import averages
from newsearch.engines.on_whoosh.stock.foreign import writing
from newsearch.engines.on_whoosh.stock.reader import StockReader
from newsearch.engines.on_whoosh.stock.schema import document
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexClosed
from newsearch.fields import TEXT_FIELDS

#: Megabytes of postings that Whoosh holds before it sorts them into a temporary file.
_MEMORY: Final = 256


class StockWriter:
    """See ``engines.base.Writer``.

    Whoosh cannot take back a document that its writer has been given, so it is given them at the commit.
    """

    def __init__(self, index: Any, folder: Path, release: Callable[[], None]) -> None:
        """``release`` is called when the transaction is over."""
        self._index, self._folder, self._release = index, folder, release
        self._reader = StockReader(index, folder)
        self._added: dict[str, tuple[Batch, int]] = {}
        self._doomed: set[int] = set()
        self._open = True

    def add(self, batch: Batch) -> None:
        """Add articles; each replaces whatever has its id."""
        self._check()
        for number, record in enumerate(batch.records):
            self._doom(record.article.id)
            self._added[record.article.id] = batch, number

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id; returns how many of them there were."""
        self._check()
        return sum(self._doom(article_id) for article_id in set(ids))

    def commit(self) -> None:
        """Make it durable and visible to readers opened from now on."""
        self._check()
        try:
            if self._added or self._doomed:
                self._commit(optimize=False)
        finally:
            self._finish()

    def compact(self) -> None:
        """Commit, with all segments made one and everything deleted left out."""
        self._check()
        try:
            self._commit(optimize=True)
        finally:
            self._finish()

    def cancel(self) -> None:
        """Forget the transaction."""
        if self._open:
            self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.cancel()
        elif self._open:
            self.commit()

    # --- steps --------------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("the transaction is over", hint="ask the engine for a new writer")

    def _doom(self, article_id: str) -> bool:
        """Forget the article of that id; whether there was one."""
        there = self._added.pop(article_id, None) is not None
        address = self._reader.address(article_id)
        if address is not None and address not in self._doomed:
            self._doomed.add(address)
            there = True
        return there

    def _finish(self) -> None:
        self._open = False
        self._added, self._doomed = {}, set()
        self._reader.close()
        self._release()

    def _commit(self, *, optimize: bool) -> None:
        with writing(self._folder):
            before = set(self._folder.iterdir())
            writer = self._index.writer(limitmb=_MEMORY)
            try:
                for address in self._doomed:
                    writer.delete_document(address)
                for batch, number in self._added.values():
                    writer.add_document(**document(batch, number))
                averages.write(self._folder, self._reader.generation + 1, self._averages())
                writer.commit(optimize=optimize)
            except BaseException:
                _abandon(writer)
                raise
            _sync([*(set(self._folder.iterdir()) - before), self._folder])

    def _averages(self) -> Averages | None:
        """Those of what will be live."""
        lengths = [of for address, of in self._reader.lengths().items() if address not in self._doomed]
        for batch, number in self._added.values():
            starts = [batch.columns[name].starts for name in TEXT_FIELDS]
            lengths.append(tuple(int(of[number + 1] - of[number]) for of in starts))
        old = self._reader.averages
        if not lengths and old is None:
            return None
        title, body = (sum(of[place] for of in lengths) for place in range(len(TEXT_FIELDS)))
        return Averages.of(title, body, len(lengths)).unless(old)


def _abandon(writer: Any) -> None:
    """Take back what Whoosh's writer did so far, and its lock, whatever state it is in."""
    with contextlib.suppress(Exception):
        writer.cancel()
    if not writer.is_closed:
        with contextlib.suppress(Exception):
            writer.writelock.release()


def _sync(paths: Iterable[Path]) -> None:
    """Make files and folders durable: Whoosh leaves that to chance."""
    for path in paths:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
