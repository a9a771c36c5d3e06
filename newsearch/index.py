"""NewsIndex: the only place that joins analysis, queries, engines and passages."""

import operator
import os
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from newsearch import engines, manifest
from newsearch.engines.base import Engine, Entry, Patience, Reader, Use, Writer
from newsearch.errors import IndexClosed, IndexUnwritable, Unsupported
from newsearch.model import Article, Changes, Forms, Hits, Record, Stats
from newsearch.query.choices import Choices, Feedback, Repair, Words
from newsearch.query.plan import Order
from newsearch.query.tiers import ALL, Tier
from newsearch.text.analyser import Analyser

if TYPE_CHECKING:  # what only searches, or only indexes, starts sooner without the others
    from newsearch.batch import Batch
    from newsearch.engines.on_whoosh.arrays import ArrayEngine
    from newsearch.engines.on_whoosh.door import DoorIndex
    from newsearch.expansion.aliases import Aliases
    from newsearch.expansion.own_words import OwnWords
    from newsearch.reading import Analysis
    from newsearch.searcher import Explanation, Searcher


class Mode(Enum):
    """Whether an update is carried out, or only counted."""

    WRITE = "write"
    PREVIEW = "preview"


class NewsIndex:
    """An index of news articles in a folder. A context manager; ``close`` it when done.

    Searches see the articles of the last commit; ``add`` and ``delete`` are one commit each: all or nothing.
    """

    def __init__(self, path: Path, engine: Engine, analyser: Analyser, use: Use = Use.ANYTHING) -> None:
        """Not for callers: use ``create`` or ``open``."""
        self._path = path
        self._engine: Engine | None = engine
        self._analyser, self._use = analyser, use
        self._reader: Reader | None = None
        self._renewed, self._guard = 0, Lock()  # a search may go on in another thread
        self._lists: tuple[Aliases, OwnWords] | None = None  # what the index and its user know of other words
        self._searcher: Searcher | None = None

    @classmethod
    def create(
        cls, path: str | os.PathLike[str], *, wait: float | Patience = 0.0, memory: int = engines.MEMORY
    ) -> Self:
        """Make an empty index in a folder that is new or empty; ``wait`` and ``memory`` as in ``open``.

        Raises IndexUnwritable if the folder cannot be made or holds something else.
        """
        folder, analyser = Path(path), Analyser()
        made = manifest.create(folder, analyser.fingerprint)
        return cls(folder, engines.create(made.engine, folder, _patience(wait), memory), analyser)

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        *,
        use: Use = Use.ANYTHING,
        wait: float | Patience = 0.0,
        memory: int = engines.MEMORY,
    ) -> Self:
        """Open the index in a folder. For ``Use.ONE_SEARCH``, it can only be searched, and starts sooner.

        ``wait``: how many seconds whatever changes the index waits for another program that does; a Patience also
        says for whom. Then IndexLocked is raised. ``memory``: how many megabytes a process that indexes may take,
        about, whatever there is to index.

        Raises IndexMissing if there is none, IndexStale if another version of the analyser made it, IndexDamaged if
        its files are not what was written.
        """
        folder, analyser = Path(path), Analyser()
        found = manifest.read(folder, analyser.fingerprint)
        return cls(folder, engines.open(found.engine, folder, use, _patience(wait), memory), analyser, use)

    @classmethod
    def open_or_create(
        cls, path: str | os.PathLike[str], *, wait: float | Patience = 0.0, memory: int = engines.MEMORY
    ) -> Self:
        """Open the index in a folder, or make one if there is none; another program may do so at the same time."""
        folder = Path(path)
        if not manifest.exists(folder):
            try:
                return cls.create(path, wait=wait, memory=memory)
            except IndexUnwritable:
                if not manifest.exists(folder):
                    raise
        analyser = Analyser()
        found = manifest.read(folder, analyser.fingerprint)
        return cls(folder, engines.create(found.engine, folder, _patience(wait), memory), analyser)

    # --- change ---------------------------------------------------------------------------------------------------

    def add(self, articles: Iterable[Article | Record]) -> Changes:
        """Add articles; each replaces the one with its id, unless nothing in it changed.

        Raises TypeError for an article with a value of another type, ValueError for one without an id; none is added.
        """
        return self.update(articles)

    def delete(self, ids: Iterable[str]) -> int:
        """Delete articles by id; returns how many of the ids there were. Raises TypeError for what is no text."""
        wanted = list(map(_text, ids))
        with self._writing() as writer:
            return writer.delete(wanted)

    def update(
        self,
        articles: Iterable[Article | Record],
        *,
        gone: Callable[[Entry], bool] | None = None,
        mode: Mode = Mode.WRITE,
        workers: int = 1,
    ) -> Changes:
        """Add articles and delete those that are ``gone``, as one commit; or only count what would change.

        With ``workers`` above 1, many articles are taken in by so many processes side by side, each of which makes a
        segment of its own; answers are the same. An exception, KeyboardInterrupt included, leaves the index as it
        was, or has a note that the change was made all the same.
        """
        from newsearch.tally import Tally
        from newsearch.workers import take_in

        if mode is Mode.PREVIEW:
            tally = Tally(self._snapshot())
            for _record in tally.changed(articles):
                pass
            return replace(tally.changes(), removed=tally.doomed(gone))
        with self._writing() as writer:
            tally = Tally(self._snapshot())
            take_in(tally.changed(articles), writer, self._analyser, workers)
            changes = replace(tally.changes(), removed=tally.doomed(gone))
            del tally  # it is large, and the commit needs memory too
            if changes.removed:
                writer.delete(changes.removed)
        return changes

    def compact(self) -> None:
        """Rewrite the index without the articles that were deleted or replaced."""
        self._opened().compact()
        self._renew()

    # --- ask ------------------------------------------------------------------------------------------------------

    def search(
        self,
        query: str,
        limit: int = 10,
        offset: int = 0,
        *,
        words: Words = Words.SOME,
        order: Order = Order.SCORE,
        repair: Repair = Repair.WHEN_SURE,
        feedback: Feedback = Feedback.LIFTS,
        tiers: AbstractSet[Tier] = ALL,
        sums: bool = False,
    ) -> Hits:
        """One page of hits for a query as a reader types it; any string is a valid query.

        ``words`` says whether articles with only a part of the words follow; ``order`` how hits are sorted;
        ``repair`` whether misspelt words are put right: what is found by them only is ``repaired``; ``feedback``
        whether articles rise that are about the same as the best ones; ``tiers`` how far a word of an article may be
        from that of the query; with ``sums``, hits tell what their score is the sum of, which takes longer.
        Raises TypeError for what is no such choice, ``feedback=False`` say, and for a limit that is no whole number.
        """
        choices = Choices(words, order, repair, feedback, frozenset(tiers), sums)
        limit, offset = (max(operator.index(number), 0) for number in (limit, offset))
        return self._searching().search(query, choices, limit, offset)

    def get(self, article_id: str) -> Article | None:
        """The article with that id, or None."""
        reader = self._snapshot()
        address = reader.address(_text(article_id))
        return None if address is None else reader.article(address)

    def origin(self, article_id: str) -> str:
        """The file that the article with that id was read from, ``-`` for standard input; empty if that is unknown."""
        entry = self._snapshot().entry(_text(article_id))
        return entry.origin if entry else ""

    def __len__(self) -> int:
        return self.stats().articles

    def __contains__(self, article_id: str) -> bool:
        return self._snapshot().address(_text(article_id)) is not None

    def stats(self) -> Stats:
        """What the index holds."""
        return self._snapshot().stats()

    def check(self) -> list[str]:
        """What is wrong with the files of the index, and which articles that touches: every byte is looked at."""
        return [str(problem) for problem in self._arrays().check()]

    def export(self, lost: Callable[[str], None]) -> Iterator[Article]:
        """Every article, in no order, as it was added. What is damaged is left out, and told to ``lost``."""
        return _salvaged(self._arrays(), lost)

    @staticmethod
    def export_from(path: str | os.PathLike[str], lost: Callable[[str], None]) -> Iterator[Article]:
        """``export`` of the index in a folder, which another version of the analyser may have made.

        Raises IndexMissing, IndexStale if this version does not know its format, IndexDamaged.
        """
        folder = Path(path)
        return _salvaged(_as_arrays(engines.open(manifest.read(folder, None).engine, folder)), lost)

    def analyze(self, text: str) -> "Analysis":
        """What each word of a text becomes, and why, as a query in this index reads it."""
        from newsearch.reading import analysis

        searcher = self._searching()
        return analysis(text, self._analyser, self._own_lists()[1], searcher.expander, searcher.notes)

    def forms(self, word: str, *, sources: bool = False) -> Forms:
        """The forms of the index that a word reaches, closest first; with ``sources``, counted by outlet, too.

        The word, or several, may be written as in a query: quoted, behind ``=``, as a pattern, misspelt.
        """
        return self._searching().forms(word, sources=sources)

    def explain(self, query: str, *, words: Words = Words.SOME) -> "Explanation":
        """How a query is read and what is searched for, with how many articles each word of it stands in."""
        return self._searching().explain(query, words)

    def whoosh(self) -> "DoorIndex":
        """The same index as a ``whoosh.index.Index``, for anything that is written for Whoosh; see docs/whoosh.md."""
        from newsearch.digest import digest
        from newsearch.engines.on_whoosh.door import DoorIndex
        from newsearch.text.columns import ColumnWriter

        engine, columns = self._arrays(), ColumnWriter(self._analyser)

        def to_batch(articles: list[Article]) -> "Batch":
            return columns.batch([Record(article, digest(article)) for article in articles])

        return DoorIndex(engine, self._analyser, to_batch)

    # --- life -----------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Let searches from now on see what others committed since: processes, or writers of ``whoosh()``."""
        reader = self._reader  # another thread may let go of it
        if reader is not None and not reader.is_newest():
            self._renew()

    def close(self) -> None:
        """Let go of the files. Hits already read stay usable; what they have not read yet is gone.

        Hits found before the last commit keep the files of theirs for as long as they live.
        """
        if self._reader is not None:
            self._reader.close()
        self._renew()
        if self._engine is not None:
            self._engine.close()
            self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _opened(self) -> Engine:
        if self._engine is None:
            raise IndexClosed("this index was closed", hint="open it again with NewsIndex.open(path)")
        return self._engine

    def _arrays(self) -> "ArrayEngine":
        return _as_arrays(self._opened())

    def _snapshot(self) -> Reader:
        reader, renewed = self._reader, self._renewed
        if reader is None:
            reader = self._opened().reader()
            with self._guard:
                if renewed == self._renewed:  # else it may be older than what was committed meanwhile
                    self._reader = reader
        return reader

    def _searching(self) -> "Searcher":
        reader, searcher = self._snapshot(), self._searcher
        if searcher is None or searcher.reader is not reader:
            from newsearch.expansion.expand import Expander
            from newsearch.searcher import Searcher

            aliases, own_words = self._own_lists()
            expander = own_words.beside(Expander(self._analyser, reader, aliases), self._analyser, reader)
            notes = (*aliases.notes, *own_words.notes)
            self._searcher = searcher = Searcher(reader, self._analyser, expander, notes, self._use)
        return searcher

    def _own_lists(self) -> "tuple[Aliases, OwnWords]":
        if self._lists is None:
            from newsearch.expansion.aliases import aliases_of
            from newsearch.expansion.own_words import OwnWords

            self._lists = aliases_of(self._path, self._analyser), OwnWords.read(self._path, self._analyser)
        return self._lists

    def _renew(self) -> None:
        with self._guard:
            self._renewed += 1
            self._reader = self._searcher = None  # not closed: hits found in it may still be read

    @contextmanager
    def _writing(self) -> Iterator[Writer]:
        """The writer, and a snapshot that is as new as its lock; afterwards there is another one."""
        try:
            with self._opened().writer() as writer:
                self._renew()
                yield writer
                self._renew()  # before the commit, which needs memory
        finally:
            self._renew()  # a search may have opened what was there meanwhile


def _as_arrays(engine: Engine) -> "ArrayEngine":
    from newsearch.engines.on_whoosh.arrays import ArrayEngine

    if not isinstance(engine, ArrayEngine):
        raise Unsupported("this index was opened for one search", hint="open it without Use.ONE_SEARCH")
    return engine


def _salvaged(engine: "ArrayEngine", lost: Callable[[str], None]) -> Iterator[Article]:
    for found in engine.salvage():
        if isinstance(found, Article):
            yield found
        else:
            lost(str(found))


def _text(value: str) -> str:
    """Raises TypeError."""
    if not isinstance(value, str):
        raise TypeError(f"an id is text, not {value!r}")
    return value


def _patience(wait: float | Patience) -> Patience:
    return wait if isinstance(wait, Patience) else Patience(wait)
