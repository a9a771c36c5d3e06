"""One transaction: batches become runs, runs become a segment, and a new table of contents makes them the index."""

import itertools
from collections.abc import Iterable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch import disk
from newsearch.batch import Batch
from newsearch.engines.base import MADE, Totals
from newsearch.engines.on_whoosh.arrays.building import merge_policy
from newsearch.engines.on_whoosh.arrays.building.intake import Intake, Share, totals, totals_of
from newsearch.engines.on_whoosh.arrays.building.merge import bake_anew
from newsearch.engines.on_whoosh.arrays.building.replaced import Ids
from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.store import BLOCK, SLOT_BITS, StoreWriter
from newsearch.engines.on_whoosh.arrays.files.toc import (
    FileRef,
    SegmentRef,
    Toc,
    generations,
    name_of,
    read_toc,
    sweep,
    write_toc,
)
from newsearch.engines.on_whoosh.arrays.segments.opening import open_commit, reading
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.on_whoosh.arrays.segments.source import Source
from newsearch.engines.on_whoosh.lock import Lock
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexClosed, IndexUnwritable, NewsearchError

#: The arrays that tell how many articles and words are left when some are deleted.
_COUNTED: Final = ("titles", "bodies")
#: The arrays by which articles are found.
_FOUND: Final = ("id_hashes", "id_order")


class ArrayWriter:
    """See ``engines.base.Writer``. Everything is written beside the index as it is; ``commit`` switches over."""

    def __init__(self, folder: Path, lock: Lock, run_words: int) -> None:
        """``lock``, held, is released when the transaction is over; ``run_words``: how many are held in memory."""
        self._folder, self._lock, self._run_words = folder, lock, run_words
        self._open = True
        self._toc, self._segments = open_commit(folder, Segment)
        self._made = self._toc
        self._generation = self._toc.generation + 1
        #: What is in the name of every file that this transaction writes, and of no other's.
        self._name = f"{self._generation:08}.{disk.unique()}"
        self._gone = [np.zeros(segment.size, bool) for segment in self._segments]  # deleted in this transaction
        self._shares: Sequence[Share] = ()
        self._intake = Intake(folder, self._name, self._name, run_words)

    # --- the transaction -----------------------------------------------------------------------------------------

    def add(self, batch: Batch) -> None:
        """Add articles; each replaces whatever has its id, in the index or earlier in this transaction."""
        self._check()
        with disk.writing(self._folder):
            self._intake.add(batch)

    def share(self, number: int) -> dict[str, Any]:
        """What another process needs to take in a share of the new articles: the arguments of ``Intake``."""
        return {
            "folder": str(self._folder),
            "name": f"{self._name}.{number}",
            "commit": self._name,
            "run_words": self._run_words,
        }

    def adopt(self, shares: Sequence[Share]) -> None:
        """Commit these with what is added here, and end them when this is over.

        No id is in two of them, added here, or deleted in this transaction.
        """
        self._check()
        self._shares = shares

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id; returns how many of them there were, unknown ids not counted."""
        self._check()
        wanted = set(ids)  # what goes wrong there is no damage
        with reading(self._folder):
            return sum(map(self._delete, wanted))

    def commit(self) -> None:
        """Make it durable and visible to readers opened from now on."""
        self._end(everything=False)

    def cancel(self) -> None:
        """Forget the transaction."""
        if self._open:
            self._abandon()

    def compact(self) -> None:
        """Commit, with all segments made one and everything deleted left out."""
        self._end(everything=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None and self._open:
            self.commit()
        elif error is not None and self._open:
            self._fail(error)

    # --- steps ---------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("the transaction is over", hint="ask the engine for a new writer")

    def _end(self, *, everything: bool) -> None:
        self._check()
        try:
            with disk.writing(self._folder):
                self._commit(everything=everything)
            self._finish()
        except BaseException as error:
            self._fail(error)
            raise

    def _fail(self, error: BaseException) -> None:
        """End the transaction, and let the error say what became of it."""
        if not self._stands():
            error.add_note("the index is as it was before")
            self._abandon()
            return
        error.add_note(MADE)  # only what comes last failed: the files of the commit stay
        if isinstance(error, IndexUnwritable):
            error.hint = f"{MADE}, though a power cut may undo it: check the disk"
        else:
            with suppress(OSError):
                disk.sync_folder(self._folder)
        self._finish()

    def _abandon(self) -> None:
        self._dismiss()  # before their files go
        if "_intake" in vars(self):
            self._intake.abandon()
        for pattern in (f"{self._name}*", f"*-{self._name}.*"):
            for path in self._folder.glob(pattern):
                disk.remove(path)
        self._finish()

    def _stands(self) -> bool:
        """Whether our table of contents, and not another writer's, is that of our generation."""
        try:
            return self._made is not self._toc and read_toc(self._folder, self._generation) == self._made
        except NewsearchError:  # rather leave files than lose a commit
            return (self._folder / name_of(self._generation)).exists()

    def _finish(self) -> None:
        self._open = False
        self._dismiss()
        for large in ("_intake", "_ids"):
            vars(self).pop(large, None)
        self._segments = []
        self._lock.release()

    def _dismiss(self) -> None:
        for share in self._shares:
            share.dismiss()
        self._shares = ()

    def _delete(self, article_id: str) -> bool:
        there = self._intake.forget(article_id)
        for segment, ids, gone in zip(self._segments, self._ids, self._gone, strict=True):
            number = ids.find(article_id)
            if number is not None and not gone[number] and segment.confirmed.is_live(number):
                gone[number] = True
                there = True
        return there

    def _replace(self) -> None:
        """Mark in segments what new articles replace."""
        if not self._segments:
            return
        news = [run.ids for run in self._intake.sealed] + [Ids.of(share.ids) for share in self._shares]
        for ids, gone in zip(self._ids, self._gone, strict=True):
            for new in news:
                gone |= ids.also_in(new)

    @cached_property
    def _ids(self) -> list[Ids]:
        """The ids of each segment. Raises IndexDamaged: who does not find an article would keep it beside a new one."""
        for segment in self._segments:
            segment.confirm(_FOUND)
        return list(map(Ids.of_stored, self._segments))

    def _commit(self, *, everything: bool) -> None:
        runs = self._intake.seal()
        with reading(self._folder):
            self._replace()
        here, elsewhere = totals(runs), [(share, share.totals()) for share in self._shares]
        shares = [share for share, of in elsewhere if of.articles]
        news = sum((of for _, of in elsewhere), here)
        old = [
            _totals(segment, _live(segment, gone)) if gone.any() else segment.ref.totals
            for segment, gone in zip(self._segments, self._gone, strict=True)
        ]
        sizes = [(of, segment.size - of.articles) for of, segment in zip(old, self._segments, strict=True)]
        picked = merge_policy.chosen(sizes, news, everything=everything)
        if len(picked) == 1 and not news.articles and not sizes[picked[0]][1]:
            picked = []  # it is as it would be
        if not (news.articles or picked or any(gone.any() for gone in self._gone)):
            self._intake.abandon()
            return
        every = sum(old, news)
        now = Averages.of(every.title_words, every.body_words, every.articles)
        averages = now.unless(self._toc.averages)
        for share in shares:
            share.start(averages)
        with reading(self._folder) if self._segments else nullcontext():
            refs = [
                self._kept(segment, self._gone[number], old[number], averages)
                for number, segment in enumerate(self._segments)
                if number not in picked
            ]
            if here.articles or any(old[number].articles for number in picked):
                refs.append(
                    self._built(runs, [(self._segments[number], self._gone[number]) for number in picked], averages)
                )
            else:
                self._intake.abandon()
        refs += [share.result() for share in shares]
        self._made = Toc(self._generation, averages, tuple(refs))
        self._lock.confirm()
        if generations(self._folder)[-1:] != [self._toc.generation]:
            raise self._lock.lost()
        try:
            write_toc(self._folder, self._made)
        except FileExistsError as error:
            raise self._lock.lost() from error
        sweep(self._folder)

    def _kept(self, segment: Segment, gone: NDArray[np.bool_], of: Totals, averages: Averages) -> SegmentRef:
        """The reference to a segment that stays, with its new deletions and impacts."""
        ref = segment.ref
        stem = f"{ref.name}-{self._name}"
        if of.articles < ref.live:
            file = ArrayFileWriter(self._folder / f"{stem}.dead")
            file.add("dead", narrow((~_live(segment, gone)).nonzero()[0]))
            size, crc = file.close()
            ref = replace(
                ref,
                dead=FileRef(f"{stem}.dead", size, crc),
                live=of.articles,
                title_words=of.title_words,
                body_words=of.body_words,
            )
        if averages != self._toc.averages:
            segment.confirm()
            source = segment.source()
            ref = replace(ref, impacts=bake_anew(source, averages, self._folder / f"{stem}.imp"))
        return ref

    def _built(
        self, runs: list[Source], old: list[tuple[Segment, NDArray[np.bool_]]], averages: Averages
    ) -> SegmentRef:
        """The reference to the new segment."""
        store = self._intake.store()
        store.cut()
        sources = list(runs)
        for segment, gone in old:
            segment.confirm()
            mask = _live(segment, gone)
            sources.append(segment.source(move_bodies(segment, mask, store), None if mask.all() else mask))
        return self._intake.write(sources, averages)


def move_bodies(segment: Segment, live: NDArray[np.bool_], store: StoreWriter) -> NDArray[np.int64]:
    """Copy the bodies of live articles; their slots in the new store (0 for the others).

    Blocks in which every text counts and that are well filled are copied as they are.
    """
    slots = segment.file.array("slots").astype(np.int64)
    result = np.zeros(len(slots), np.int64)
    numbers = live.nonzero()[0]
    numbers = numbers[slots[numbers].argsort(kind="stable")]
    blocks = slots[numbers] >> SLOT_BITS
    edges = np.flatnonzero(np.diff(blocks, prepend=-1, append=-1)).tolist()
    counts = segment.file.array("store.counts").tolist()
    loose = []
    for start, end in itertools.pairwise(edges):
        block = int(blocks[start])
        places = slots[numbers[start:end]] & ((1 << SLOT_BITS) - 1)
        if end - start == counts[block] and 2 * (end - start) > BLOCK:
            result[numbers[start:end]] = store.copy(segment.store.packed(block), end - start) << SLOT_BITS | places
        else:
            loose.append((block, start, end))
    for block, start, end in loose:
        texts = segment.store.texts(block)
        for number in numbers[start:end].tolist():
            result[number] = store.add(texts[int(slots[number]) & ((1 << SLOT_BITS) - 1)])
    store.cut()
    return result


def _totals(segment: Segment, mask: NDArray[np.bool_]) -> Totals:
    segment.confirm(_COUNTED)
    return totals_of(segment.titles, segment.bodies, mask)


def _live(segment: Segment, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of its articles stay. Raises IndexDamaged if what was deleted earlier is not known."""
    mask = ~gone
    with reading(segment.file.path.parent):
        mask[segment.confirmed.dead] = False
    return mask
