"""The index as a dictionary, and its one writer."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from types import TracebackType
from typing import Self

from newsearch.batch import Batch
from newsearch.engines.in_memory.documents import Document, State, documents_of
from newsearch.engines.in_memory.reader import MemoryReader
from newsearch.errors import IndexClosed, IndexLocked


class InMemory:
    """See ``engines.base.Engine``. Everything is forgotten when the process ends."""

    def __init__(self) -> None:
        self._state = State()
        self._lock = threading.Lock()
        self._open = True

    def reader(self) -> MemoryReader:
        """A snapshot of the last commit."""
        self._check()
        return MemoryReader(self._state, lambda: self._state)

    def writer(self) -> "MemoryWriter":
        """The one writer."""
        self._check()
        if not self._lock.acquire(blocking=False):
            raise IndexLocked("another writer of this process is at work", hint="commit or cancel it first")
        return MemoryWriter(self._state, self._commit)

    def compact(self) -> None:
        """Nothing: what is deleted is gone at once."""
        self.writer().cancel()

    def close(self) -> None:
        """Let go of everything."""
        self._open = False

    def _commit(self, documents: dict[str, Document] | None) -> None:
        if documents is not None and documents is not self._state.documents:
            self._state = State(documents, self._state.averages)
            if documents or self._state.averages:
                now = self._state.taken()
                self._state = replace(self._state, averages=now.unless(self._state.averages))
        self._lock.release()

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("this index was closed", hint="open it again")


class MemoryWriter:
    """See ``engines.base.Writer``."""

    def __init__(self, state: State, done: Callable[[dict[str, Document] | None], None]) -> None:
        self._documents = state.documents
        self._done: Callable[[dict[str, Document] | None], None] | None = done

    def add(self, batch: Batch) -> None:
        """Add articles."""
        self._check()
        self._documents = {**self._documents, **{d.record.article.id: d for d in documents_of(batch)}}

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id."""
        self._check()
        doomed = {article_id for article_id in ids if article_id in self._documents}
        if doomed:
            self._documents = {key: value for key, value in self._documents.items() if key not in doomed}
        return len(doomed)

    def commit(self) -> None:
        """Make it visible."""
        self._check()
        self._finish(self._documents)

    def cancel(self) -> None:
        """Forget the transaction."""
        self._finish(None)

    def _check(self) -> None:
        if self._done is None:
            raise IndexClosed("the transaction is over", hint="ask the engine for a new writer")

    def _finish(self, documents: dict[str, Document] | None) -> None:
        if self._done is not None:
            done, self._done = self._done, None
            done(documents)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self.cancel()
        elif self._done is not None:
            self.commit()
