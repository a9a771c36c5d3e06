"""A reader for a process that searches once: what is simple is read without numpy, whose import takes longer.

Whatever else is asked (patterns, words of one field or near each other, long lists) goes to ``snapshot``, made of the
same files. Both give the same rows and totals.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from newsearch.engines import feedback, headline, steps
from newsearch.engines.base import Entry
from newsearch.engines.on_whoosh.arrays.cold.plain import Articles, PlainSegment
from newsearch.engines.on_whoosh.arrays.files.toc import is_last, read_toc
from newsearch.engines.on_whoosh.arrays.segments.heads import head_id, unpack_article, unpack_head, unpack_heads
from newsearch.engines.on_whoosh.arrays.segments.opening import open_commit, reading
from newsearch.engines.scoring import Averages, query_weight
from newsearch.errors import IndexClosed, Unsupported
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Article, Head, Stats, Vocable
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.tree import (
    All,
    And,
    Between,
    Level,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Scored,
    Synonyms,
    Term,
    leading,
    positive,
)

if TYPE_CHECKING:
    from newsearch.engines.on_whoosh.arrays.building.writer import ArrayWriter
    from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot

#: Postings read without numpy, at most, counted for every leaf of a query. Each takes 0.2 to 0.4 µs of CPU, importing
#: numpy 75 to 120 ms. Of 300 queries on 31,030 articles half had fewer than 17,000, all of them fewer than 110,000.
MOST: Final = 250_000


def is_simple(node: Node) -> bool:
    """Whether a tree is made of whole words, such side by side and filters only."""
    match node:
        case Term(fields=fields):
            return fields == TEXT_FIELDS
        case Phrase(fields=fields, slop=slop):
            return fields == TEXT_FIELDS and not slop
        case Synonyms(members):
            return all(map(is_simple, members))
        case And(children) | Or(children):
            return all(map(is_simple, children))
        case Not(child):
            return is_simple(child)
        case _:
            return isinstance(node, Only | Between | All | Nothing)


class OneShot:
    """One commit, until it is closed. See ``engines.base.Reader``; addresses are those of ``Snapshot``."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._toc, self._segments = open_commit(folder, PlainSegment)
        for segment in self._segments:
            segment.averages = self._toc.averages or Averages()
        self._arrays: Snapshot | None = None
        self._open = True

    def search(self, search: Search) -> Found:
        """Run the search; totals are exact."""
        self._check()
        nodes = [search.asked] if search.partial is None else [search.asked, search.partial]
        with reading(self._folder):
            if self._is_small(nodes):
                return self._search(search)
        return self._snapshot().search(search)

    def among(self, node: Node, addresses: Sequence[int]) -> set[int]:
        """Those of the addresses, all of live articles, whose article matches."""
        self._check()
        with reading(self._folder):
            if self._is_small([node]):
                bases = accumulate((segment.size for segment in self._segments), initial=0)
                found = zip(bases, (segment.matching(node) for segment in self._segments), strict=False)
                return {base + doc for base, docs in found for doc in docs}.intersection(addresses)
        return self._snapshot().among(node, addresses)

    def head(self, address: int) -> Head:
        """What a list of hits shows of the article."""
        segment, number = self._at(address)
        with reading(self._folder):
            return unpack_head(segment.head(number))

    def heads(self, addresses: Sequence[int]) -> list[Head]:
        """``head`` of several articles at once, which is cheaper."""
        places = [self._at(address) for address in addresses]
        with reading(self._folder):
            return unpack_heads([segment.head(number) for segment, number in places])

    def article(self, address: int) -> Article:
        """The whole article, as it was added."""
        segment, number = self._at(address)
        with reading(self._folder):
            return unpack_article(segment.head(number), segment.body(number))

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind the term ``text`` of ``level`` that stand in live articles, the most frequent first."""
        self._check()
        counts: Counter[str] = Counter()
        with reading(self._folder):
            for segment in self._segments:
                for form, count in segment.forms_of(level, text):
                    counts[form] += count
        return [Vocable(form, count) for form, count in sorted(counts.items(), key=lambda of: (-of[1], of[0]))]

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms behind each of the terms; some may stand in deleted articles only."""
        self._check()
        with reading(self._folder):
            return [
                list({form for segment in self._segments for form in segment.forms_behind(level, text)})
                for level, text in terms
            ]

    def address(self, article_id: str) -> int | None:
        """Where the live article of that id is; None if there is none."""
        return self._snapshot().address(article_id)

    def entry(self, article_id: str) -> Entry | None:
        """What is remembered of the live article of that id; None if there is none."""
        return self._snapshot().entry(article_id)

    def ledger(self) -> Iterator[Entry]:
        """Every live article once."""
        return self._snapshot().ledger()

    def vocabulary(self, level: Level, prefix: str = "") -> list[Vocable]:
        """The terms of live articles at ``level`` that begin with ``prefix``, by code point, with article counts."""
        return self._snapshot().vocabulary(level, prefix)

    def stats(self) -> Stats:
        """Counts over live articles; ``bytes`` and ``segments`` are those of the whole index."""
        return self._snapshot().stats()

    def is_newest(self) -> bool:
        """Whether no commit was made since it was opened; False where that cannot be told."""
        self._check()
        return is_last(self._folder, self._toc)

    def close(self) -> None:
        """Let go of files. Afterwards every method raises IndexClosed. Closing twice is fine."""
        self._open = False
        self._segments = []
        if self._arrays is not None:
            self._arrays.close()

    # --- inside ---------------------------------------------------------------------------------------------------

    def _check(self) -> None:
        if not self._open:
            raise IndexClosed("this snapshot of the index was closed", hint="open a new reader")

    def _snapshot(self) -> "Snapshot":
        self._check()
        if self._arrays is None:
            from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot

            self._arrays = Snapshot(self._folder, (self._toc, [segment.files for segment in self._segments]))
        return self._arrays

    def _at(self, address: int) -> tuple[PlainSegment, int]:
        self._check()
        number = address
        for segment in self._segments:
            if 0 <= number < segment.size:
                return segment, number
            number -= segment.size
        raise IndexError(f"there is no article at {address}")

    def _is_small(self, nodes: Sequence[Node]) -> bool:
        return all(map(is_simple, nodes)) and sum(map(self._work, nodes)) <= MOST

    def _work(self, node: Node) -> int:
        """How many postings a simple tree has, about: known before any is read."""
        match node:
            case Term():
                return sum(segment.length(segment.list_of(node)) for segment in self._segments)
            case Phrase():
                return sum(segment.occurrences(node) + segment.size for segment in self._segments)
            case And(children) | Or(children) | Synonyms(children):
                return sum(map(self._work, children))
            case Not(child):
                return self._work(child) + self._toc.live
            case _:
                return self._toc.live

    def _search(self, search: Search) -> Found:
        shown_by = search.asked if search.partial is None else search.partial
        asked = [segment.matching(search.asked) for segment in self._segments]
        shown = asked if search.partial is None else [segment.matching(search.partial) for segment in self._segments]
        total = sum(map(len, asked))
        rows: list[Row] = []
        if search.limit > 0:
            last = search.offset + search.limit
            rows = self._ranked(search, shown_by, asked, shown, last)[search.offset : last]
        return Found(tuple(rows), total, sum(map(len, shown)) - total)

    def _ranked(
        self, search: Search, shown_by: Node, asked: list[Articles], shown: list[Articles], count: int
    ) -> list[Row]:
        """The first ``count`` rows, maybe more. ``asked`` and ``shown``: by segment."""
        scores = self._scores(shown_by)
        order = search.order
        if order is not Order.SCORE:
            return self._best(order, asked, shown, scores, count)
        count = max(count, steps.POOL)
        lead = leading(shown_by)
        words = sum(1 for _ in positive(shown_by))
        found: list[Row] = []
        if lead is not shown_by:
            matching = [segment.matching(lead) for segment in self._segments]
            found = self._best(order, asked, matching, self._scores(lead), count)
        if not steps.come_first(len(found), words):
            rows = self._best(order, asked, shown, scores, count)
        else:
            rows = self._best(order, asked, self._parted(found[: steps.POOL]), scores, count)
            rows += [self._row(row.address, asked, scores) for row in found[steps.POOL :]]
            if len(found) < count:
                others = [every - some for every, some in zip(shown, self._parted(found), strict=True)]
                rows += self._best(order, asked, others, scores, count)
        if not (search.feedback or search.headline):
            return rows
        complete = {row.address for row in rows if row.complete}
        ranked = [(row.address, row.score) for row in rows]
        if search.feedback:
            pool = steps.pool_of(len(found), words)
            ranked = feedback.lifted(ranked, self._signature, self._weight, search.feedback, pool)
        if search.headline:
            ranked = headline.raised(ranked, shown_by, self._query_weight, self._places)
        return [Row(score, address in complete, address) for address, score in ranked]

    def _best(
        self, order: Order, asked: list[Articles], shown: list[Articles], scores: list[list[int]], count: int
    ) -> list[Row]:
        """The first ``count`` rows of the articles that are shown."""
        rows: list[tuple[tuple[int, ...], str, Row]] = []
        base = 0
        for segment, whole, some, of in zip(self._segments, asked, shown, scores, strict=True):
            for doc in segment.best(order, some, whole, of, count):
                row = Row(of[doc], doc in whole, base + doc)
                rows.append((_place(order, row, segment.moments[doc]), head_id(segment.head(doc)), row))
            base += segment.size
        rows.sort(key=lambda row: row[:2])
        return [row for _, _, row in rows[:count]]

    def _parted(self, rows: Sequence[Row]) -> list[Articles]:
        """The articles of some rows, by segment."""
        parted, base = [], 0
        for segment in self._segments:
            mine = (row.address - base for row in rows)
            parted.append(frozenset(number for number in mine if 0 <= number < segment.size))
            base += segment.size
        return parted

    def _row(self, address: int, asked: list[Articles], scores: list[list[int]]) -> Row:
        base = 0
        for segment, whole, of in zip(self._segments, asked, scores, strict=True):
            if address - base < segment.size:
                return Row(of[address - base], address - base in whole, address)
            base += segment.size
        raise IndexError(address)

    def _signature(self, address: int) -> list[str] | list[int]:
        """The signature of an article: numbers of texts will do where there is one segment."""
        segment, number = self._at(address)
        found = segment.signature(number)
        return found if len(self._segments) == 1 else segment.texts.some(found)

    def _weight(self, lemma: str | int) -> int:
        term = Term(lemma if isinstance(lemma, str) else self._segments[0].texts.text(lemma))
        return self._query_weight(term)

    def _query_weight(self, leaf: Scored) -> int:
        # only of whole words, phrases and such together: others are not simple
        telling = sum(segment.telling(leaf) for segment in self._segments if isinstance(leaf, Term | Phrase | Synonyms))
        return query_weight(leaf.weight, telling, self._toc.live)

    def _places(self, address: int, term: Term) -> headline.Places:
        segment, number = self._at(address)
        return segment.where(number, term)

    def _scores(self, tree: Node) -> list[list[int]]:
        """By segment, the score of every article."""
        weights = [
            (leaf, self._query_weight(leaf)) for leaf in positive(tree) if isinstance(leaf, Term | Phrase | Synonyms)
        ]
        return [segment.scores(weights) for segment in self._segments]


def _place(order: Order, row: Row, moment: int) -> tuple[int, ...]:
    """What rows of several segments are sorted by; then by id."""
    match order:
        case Order.SCORE:
            return -row.score, -moment
        case Order.COMPLETE:
            return not row.complete, -row.score, -moment
        case Order.NEWEST:
            return (-moment,)
        case Order.OLDEST:
            return (moment,)


class OneShotEngine:
    """The index in a folder, for one search; see ``engines.base.Engine``. It cannot write."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open = True

    @classmethod
    def open(cls, path: Path) -> Self:
        """The index in the folder. Raises IndexMissing, IndexDamaged, IndexStale."""
        read_toc(path)
        return cls(path)

    def reader(self) -> OneShot:
        """A snapshot of the last commit."""
        if not self._open:
            raise IndexClosed("this index was closed", hint="open it again")
        return OneShot(self._folder)

    def writer(self) -> "ArrayWriter":
        """Refused."""
        raise Unsupported("this index was opened for one search", hint="open it again without that")

    def compact(self) -> None:
        """Refused."""
        self.writer()

    def close(self) -> None:
        """Let go of everything. Readers that are still open stay usable until they are closed."""
        self._open = False
