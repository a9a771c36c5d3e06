"""A reader's view: the segments of one commit as one collection. See ``engines.base.Reader``."""

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from newsearch.batch import day_of
from newsearch.engines.base import Entry
from newsearch.engines.on_whoosh.arrays.files.lookup import NOWHERE
from newsearch.engines.on_whoosh.arrays.files.mapped import ASTRAY, astray
from newsearch.engines.on_whoosh.arrays.files.toc import Toc, is_last
from newsearch.engines.on_whoosh.arrays.searching import search as searching
from newsearch.engines.on_whoosh.arrays.segments.heads import unpack_article, unpack_entry, unpack_head, unpack_heads
from newsearch.engines.on_whoosh.arrays.segments.ledger import LEDGER
from newsearch.engines.on_whoosh.arrays.segments.opening import Files, open_commit, reading
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexClosed
from newsearch.model import NO_MOMENT, Article, Head, Stats, Vocable
from newsearch.query.plan import Found, Search
from newsearch.query.tree import Level, Node


class Snapshot:
    """One commit, until it is closed. Addresses count the articles of all segments, one behind the other."""

    def __init__(self, folder: Path, opened: tuple[Toc, Sequence[Files]] | None = None) -> None:
        """The last commit, or the one whose table of contents and segments' files are given."""
        self._folder = folder
        if opened is None:
            self._toc, self._segments = open_commit(folder, Segment)
        else:
            self._toc, files = opened
            with reading(folder):
                self._segments = [Segment(folder, *of) for of in zip(self._toc.segments, files, strict=True)]
        self._averages = self._toc.averages or Averages()
        self._articles = self._toc.live
        self._bases = [0]
        for segment in self._segments:
            self._bases.append(self._bases[-1] + segment.size)
        self._open = True

    @property
    def generation(self) -> int:
        """The number of the commit."""
        return self._toc.generation

    def segments(self) -> list[Segment]:
        """Its segments, for those who read arrays themselves."""
        self._check()
        return self._segments

    def bases(self) -> list[int]:
        """The address of the first article of each segment, and one above the last address."""
        return self._bases

    def reading(self) -> AbstractContextManager[None]:
        """Where arrays are read: what comes of damaged ones becomes IndexDamaged."""
        self._check()
        return reading(self._folder)

    def search(self, search: Search) -> Found:
        """Run the search; totals are exact, and counted when they are read: this works after ``close``, too."""
        self._check()
        try:
            rows, total, total_some = searching.run(self._segments, self._averages, self._articles, search)
        except ASTRAY as error:
            raise astray(self._folder, error) from error
        return Found(rows, partial(self._counted, total), partial(self._counted, total_some))

    def among(self, node: Node, addresses: Sequence[int]) -> set[int]:
        """Those of the addresses, all of live articles, whose article matches."""
        self._check()
        with reading(self._folder):
            return searching.among(self._segments, self._averages, node, addresses)

    def _counted(self, count: Callable[[], int]) -> int:
        with reading(self._folder):
            return count()

    def head(self, address: int) -> Head:
        """What a list of hits shows of the article."""
        segment, number = self._at(address)
        try:
            return unpack_head(segment.head(number))
        except ASTRAY as error:
            raise astray(self._folder, error) from error

    def heads(self, addresses: Sequence[int]) -> list[Head]:
        """``head`` of several articles at once, which is cheaper."""
        self._check()
        try:
            if len(self._segments) == 1:
                if addresses and not 0 <= min(addresses) <= max(addresses) < self._bases[-1]:
                    raise IndexError(f"there is no article at one of {addresses}")
                return unpack_heads(self._segments[0].heads(addresses))
            places = [self._at(address) for address in addresses]
            return unpack_heads([segment.head(number) for segment, number in places])
        except ASTRAY as error:
            raise astray(self._folder, error) from error

    def article(self, address: int) -> Article:
        """The whole article, as it was added."""
        segment, number = self._at(address)
        try:
            return unpack_article(segment.head(number), segment.body(number))
        except ASTRAY as error:
            raise astray(self._folder, error) from error

    def address(self, article_id: str) -> int | None:
        """Where the live article of that id is; None if there is none."""
        with reading(self._folder):
            found = (base + number for segment, base, number in self._having(article_id) if segment.is_live(number))
            return next(found, None)

    def entry(self, article_id: str) -> Entry | None:
        """What is remembered of the live article of that id; None if there is none."""
        if not self._articles:  # a new index is asked about everything it is to have
            self._check()
            return None
        with reading(self._folder):
            for segment, _base, number in self._having(article_id):
                if segment.confirmed.is_live(number):
                    digest, origin = unpack_entry(segment.entry(number))
                    return Entry(article_id, digest, origin)
        return None

    def _having(self, article_id: str) -> Iterator[tuple[Segment, int, int]]:
        """Each segment with an article of that id, deleted or not: its first address, and the number in it."""
        self._check()
        for segment, base in zip(self._segments if self._articles else (), self._bases, strict=False):
            number = segment.find(article_id)
            if number is not None:
                yield segment, base, number

    def ledger(self) -> Iterator[Entry]:
        """Every live article once."""
        self._check()
        with reading(self._folder):
            for segment in self._segments:
                segment.confirmed.confirm(LEDGER)  # articles are removed for what stands there
                for number in range(segment.size):
                    if segment.is_live(number):
                        digest, origin = unpack_entry(segment.entry(number))
                        yield Entry(segment.id_of(number), digest, origin)

    def vocabulary(self, level: Level, prefix: str = "") -> list[Vocable]:
        """The terms of live articles at ``level`` that begin with ``prefix``, by code point, with article counts."""
        self._check()
        counts: Counter[str] = Counter()
        with reading(self._folder):
            for segment in self._segments:
                low, high = segment.texts.range(prefix)
                lists = np.asarray(segment.lists[level])[low:high]
                used = lists.nonzero()[0]
                found = segment.counts(lists[used])
                for place, count in zip(used.tolist(), found.tolist(), strict=True):
                    if count:
                        counts[segment.texts.text(low + place)] += count
        return [Vocable(text, counts[text]) for text in sorted(counts)]

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind the term ``text`` of ``level`` that stand in live articles, the most frequent first."""
        self._check()
        counts: dict[str, int] = {}
        try:
            for segment in self._segments:
                number = segment.number(text)
                if number == NOWHERE or not segment.lists[level][number]:
                    continue
                forms = segment.forms_of(level, number)
                found = segment.counts(segment.file.array("form_list")[forms])
                for form, count in zip(map(segment.texts.text, forms.tolist()), found.tolist(), strict=True):
                    if count:
                        counts[form] = counts.get(form, 0) + count
        except ASTRAY as error:
            raise astray(self._folder, error) from error
        return [Vocable(form, -count) for count, form in sorted([(-count, form) for form, count in counts.items()])]

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms behind each of the terms; some may stand in deleted articles only."""
        self._check()
        found: list[list[str]] = [[] for _ in terms]
        try:
            for segment in self._segments:
                for forms, of in zip(found, _forms_behind(segment, terms), strict=True):
                    forms += of
        except ASTRAY as error:
            raise astray(self._folder, error) from error
        return found if len(self._segments) == 1 else [list(dict.fromkeys(forms)) for forms in found]

    def stats(self) -> Stats:
        """Counts over live articles; ``bytes`` and ``segments`` are those of the whole index."""
        self._check()
        forms, lemmas = (self._count(level) for level in (Level.FORM, Level.LEMMA))
        sources: Counter[str] = Counter()
        days: list[dt.date] = []
        with reading(self._folder):
            for segment in self._segments:
                outlets, moments = segment.file.array("outlets"), segment.moments
                if segment.live is not None:
                    outlets, moments = outlets[segment.live], moments[segment.live]
                for number, count in enumerate(np.bincount(outlets, minlength=len(segment.outlet_names)).tolist()):
                    if count:
                        sources[segment.outlet_names[number]] += count
                dated = moments[moments != NO_MOMENT]
                days += [day_of(int(of)) for of in dated[[0, -1]]] if len(dated) else []
        return Stats(
            articles=self._articles,
            forms=forms,
            lemmas=lemmas,
            words=sum(ref.title_words + ref.body_words for ref in self._toc.segments),
            first=min(days, default=None),
            last=max(days, default=None),
            sources=tuple(sorted(sources.items(), key=lambda of: (-of[1], of[0]))),
            segments=len(self._segments),
            bytes=self._toc.bytes,
        )

    def _count(self, level: Level) -> int:
        """How many terms of live articles there are: those of the largest segment, and what others have besides."""
        total, counted = 0, list[Segment]()
        with reading(self._folder):
            for segment in sorted(self._segments, key=lambda segment: -segment.size):
                lists = np.asarray(segment.lists[level])
                numbers = lists.nonzero()[0]
                numbers = numbers[segment.counts(lists[numbers]) > 0]
                if counted:
                    texts = map(segment.texts.text, numbers.tolist())
                    total += sum([not any(other.has(level, text) for other in counted) for text in texts])
                else:
                    total += len(numbers)
                counted.append(segment)
        return total

    def is_newest(self) -> bool:
        """Whether no commit was made since it was opened; False where that cannot be told."""
        self._check()
        return is_last(self._folder, self._toc)

    def close(self) -> None:
        """Let go of files. Afterwards every method raises IndexClosed. Closing twice is fine."""
        self._open = False
        self._segments = []

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("this snapshot of the index was closed", hint="open a new reader")

    def _at(self, address: int) -> tuple[Segment, int]:
        self._check()
        if not 0 <= address < self._bases[-1]:
            raise IndexError(f"there is no article at {address}")
        number = bisect_right(self._bases, address) - 1
        return self._segments[number], address - self._bases[number]


def _forms_behind(segment: Segment, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
    """The forms of each of the terms in one segment."""
    number_of, lists, forms_of = segment.number, segment.lists, segment.forms_of
    numbers: list[int] = []
    counts: list[int] = []
    for level, text in terms:
        number = number_of(text)
        forms = forms_of(level, number).tolist() if number != NOWHERE and lists[level][number] else []
        numbers += forms
        counts.append(len(forms))
    texts = iter(segment.texts.some(numbers))
    return [list(islice(texts, count)) for count in counts]
