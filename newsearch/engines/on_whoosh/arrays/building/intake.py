"""The new articles of a transaction: batches in memory, runs on the disk, bodies in a store."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol, Self

import numpy as np
from numpy.typing import NDArray

from newsearch import disk
from newsearch.batch import Batch
from newsearch.engines.base import Totals
from newsearch.engines.on_whoosh.arrays.building.memory import give_back
from newsearch.engines.on_whoosh.arrays.building.merge import build, spill
from newsearch.engines.on_whoosh.arrays.building.replaced import Ids
from newsearch.engines.on_whoosh.arrays.building.run import Run
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.store import StoreWriter
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef
from newsearch.engines.on_whoosh.arrays.segments.source import Source
from newsearch.engines.on_whoosh.arrays.segments.stored import SpilledRun
from newsearch.engines.scoring import Averages

#: How many words fewer a run may have for every article taken in before: something is remembered of each.
_WORDS_AN_ARTICLE: Final = 6
#: So many runs on the disk that were joined equally often are made one, so that few are read at a time.
_RUNS: Final = 12


@dataclass(frozen=True)
class Sealed:
    """A sorted run: what is in it, which articles were replaced or deleted since, how often it was joined.

    ``spilled``: where it was put on the disk, None if it is in memory.
    """

    source: Source
    spilled: SpilledRun | None
    gone: NDArray[np.bool_]
    joined: int = 0

    @classmethod
    def of(cls, source: Source, spilled: SpilledRun | None = None, joined: int = 0) -> Self:
        """With all its articles."""
        return cls(source, spilled, np.zeros(len(source.moments), bool), joined)

    @cached_property
    def ids(self) -> Ids:
        """Its ids. A run that is the whole of a new index is not asked for them."""
        return Ids.of_source(self.source) if self.spilled is None else Ids.of_stored(self.spilled)

    def live(self) -> Source:
        """Its articles without those that are gone."""
        return replace(self.source, live=~self.gone) if self.gone.any() else self.source


class Share(Protocol):
    """New articles of a transaction that another process takes in, with an Intake of its own."""

    @property
    def ids(self) -> Sequence[str]:
        """The ids of these articles; one may stand there twice."""
        ...

    def totals(self) -> Totals:
        """Wait until all are taken in: what there is."""
        ...

    def start(self, averages: Averages) -> None:
        """Begin to write the segment."""
        ...

    def result(self) -> SegmentRef:
        """Wait for the segment, which is durable then."""
        ...

    def dismiss(self) -> None:
        """End the other process, whatever it is doing. What it wrote is the writer's to keep or to remove."""
        ...


class Intake:
    """Takes batches in and makes one segment of them. Holds ``run_words`` words in memory at most."""

    def __init__(self, folder: Path, name: str, commit: str, run_words: int) -> None:
        """``name``: that of the segment to be, which no other ever had; ``commit``: that of the commit it is for."""
        self.sealed: list[Sealed] = []
        self._folder, self._name, self._commit, self._run_words = folder, name, commit, run_words
        self._run: Run | None = None
        self._spilled = self._articles = 0
        self._store: StoreWriter | None = None

    def add(self, batch: Batch) -> None:
        """Add articles; each replaces the one with its id that came before."""
        if self._run is not None and self._run.table is not batch.table:
            self._spill()
        if self._run is None:
            self._run = Run(batch.table)
        self._run.add(batch, self.store())
        self._articles += len(batch.records)
        if self._run.load >= max(self._run_words - self._articles * _WORDS_AN_ARTICLE, self._run_words // 4):
            self._spill()

    def forget(self, article_id: str) -> bool:
        """Leave an article out; whether it was there."""
        there = self._run is not None and self._run.forget(article_id)
        for run in self.sealed:
            number = run.ids.find(article_id)
            if number is not None and not run.gone[number]:
                run.gone[number] = True
                there = True
        return there

    def seal(self) -> list[Source]:
        """Everything that was added, sorted; of each id the last. Nothing is added afterwards."""
        if self.sealed:  # there was more than fits into memory beside what joining it takes
            self._spill()
        else:
            self._seal()
        self._replace()
        return [run.live() for run in self.sealed]

    def store(self) -> StoreWriter:
        """Where the bodies go."""
        if self._store is None:
            self._store = StoreWriter(self._folder / f"{self._name}.store")
        return self._store

    def write(self, sources: Iterable[Source], averages: Averages) -> SegmentRef:
        """Write the segment of all live articles of sources whose bodies are in the store; durable on return."""
        store, name = self.store(), self._name
        size = store.close()
        some = [source for source in sources if source.live is None or source.live.any()]
        arrays, impacts = build(
            some, store, averages, self._folder / f"{name}.seg", self._folder / f"{name}-{self._commit}.imp"
        )
        of = totals(some)
        return SegmentRef(
            name=name,
            arrays=arrays,
            impacts=impacts,
            store_size=size,
            dead=None,
            articles=of.articles,
            live=of.articles,
            title_words=of.title_words,
            body_words=of.body_words,
        )

    def abandon(self) -> None:
        """Remove what was written."""
        if self._store is not None:
            self._store.abandon()
        self.remove_files()
        self.sealed, self._run, self._store = [], None, None

    def remove_files(self) -> None:
        """Remove all files of that name, written or being written."""
        for suffix in (".seg", ".store", f"-{self._commit}.imp"):
            disk.remove(self._folder / f"{self._name}{suffix}")

    def _seal(self) -> None:
        if self._run is not None and len(self._run):
            self.sealed.append(Sealed.of(self._run.source()))
        self._run = None

    def _spill(self) -> None:
        """Seal the run and put it on the disk; where there are many of a kind, these are made one."""
        if self._run is None or not len(self._run):
            return
        self._seal()
        give_back()
        self._join(1)
        while len(self.sealed) >= _RUNS and self.sealed[-_RUNS].joined == self.sealed[-1].joined:
            self._join(_RUNS)

    def _join(self, count: int) -> None:
        """Make the last runs one on the disk."""
        if count > 1:
            self._replace()
        runs, self.sealed = self.sealed[-count:], self.sealed[:-count]
        path = self._folder / f"{self._name}-{self._spilled:08}.run"
        self._spilled += 1
        spilled = spill([run.live() for run in runs], path)
        joined = runs[-1].joined + 1
        disk.remove(path)  # it stays readable for as long as it is mapped
        runs.clear()
        spilled.file.forget()
        give_back()
        self.sealed.append(Sealed.of(spilled.source(), spilled, joined))

    def _replace(self) -> None:
        """Mark in runs what later ones replace."""
        for place, newer in enumerate(self.sealed):
            for older in self.sealed[:place]:
                older.gone[older.ids.also_in(newer.ids)] = True


def totals(sources: Iterable[Source]) -> Totals:
    """Of all live articles."""
    return sum((totals_of(of.titles, of.bodies, of.live) for of in sources), Totals())


def totals_of(titles: Array, bodies: Array, live: NDArray[np.bool_] | None = None) -> Totals:
    """Of live articles, from the words of each title and body."""
    if live is not None:
        titles, bodies = titles[live], bodies[live]
    return Totals(len(titles), int(titles.sum(dtype=np.int64)), int(bodies.sum(dtype=np.int64)))
