"""A snapshot of a Whoosh index."""

import heapq
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, assert_never

from newsearch.batch import day_of
from newsearch.engines import feedback, headline, scoring, steps
from newsearch.engines.base import Entry
from newsearch.engines.on_whoosh.stock import averages, matching
from newsearch.engines.on_whoosh.stock.foreign import reading
from newsearch.engines.on_whoosh.stock.leaves import Segment
from newsearch.engines.on_whoosh.stock.schema import KIN_SEPARATOR, cooked, length_field, loaded
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexClosed
from newsearch.fields import TEXT_FIELDS
from newsearch.model import NO_MOMENT, Article, Head, Stats, Vocable
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.tree import Between, Level, Node, Or, Scored, Synonyms, Term, leading, positive


class StockReader:
    """See ``engines.base.Reader``. Addresses are Whoosh's document numbers."""

    def __init__(self, index: Any, folder: Path) -> None:
        """Raises IndexDamaged."""
        self._index, self._folder = index, folder
        with reading(folder):
            self._searcher = index.searcher()
            # a reader without segments does not say which generation it is of
            self.generation: int = self._searcher.reader().generation() or index.latest_generation()
            self.averages = averages.read(folder, self.generation)
            self._segments = [
                Segment(searcher, offset, self.averages or Averages())
                for searcher, offset in self._searcher.leaf_searchers()
                if searcher.doc_count_all()
            ]
        self._open = True

    def search(self, search: Search) -> Found:
        """Run the search."""
        with self._reading():
            scored = search.asked if search.partial is None else search.partial
            run = self._run()
            asked = run.matching(search.asked)
            shown = asked if search.partial is None else run.matching(scored)
            ids, moments = self._ids, self._moments
            by_score = search.order is Order.SCORE
            count = search.offset + search.limit
            most = max(count, steps.POOL) if by_score else count

            def best_first(addresses: Iterable[int], scores: Mapping[int, int]) -> list[int]:
                def rank(address: int) -> tuple[object, ...]:
                    match search.order:
                        case Order.SCORE:
                            return -scores[address], -moments[address], ids[address]
                        case Order.COMPLETE:
                            return address not in asked, -scores[address], -moments[address], ids[address]
                        case Order.NEWEST:
                            return -moments[address], ids[address]
                        case Order.OLDEST:
                            return moments[address], ids[address]
                        case _:
                            assert_never(search.order)

                return heapq.nsmallest(most, addresses, key=rank)

            scores = run.scores(scored)
            in_order = partial(best_first, scores=scores)
            if by_score:
                lead = leading(scored)
                found = best_first(run.matching(lead), run.scores(lead))
                words = sum(1 for _ in positive(scored))
                ranked = [(address, scores[address]) for address in steps.two_steps(shown, found, words, in_order)]
            else:
                ranked = [(address, scores[address]) for address in in_order(shown)]
            if by_score and search.feedback:
                told = self._column("signature")

                def signature(address: int) -> list[str]:
                    return cooked(told[address]).split("\n") if told[address] else []

                pool = steps.pool_of(len(found), words)
                ranked = feedback.lifted(ranked, signature, run.weight, search.feedback, pool)
            if by_score and search.headline:
                ranked = headline.raised(ranked, scored, run.query_weight, run.places)
            rows = tuple(Row(score, address in asked, address) for address, score in ranked[search.offset : count])
            return Found(rows, len(asked), len(shown - asked))

    def among(self, node: Node, addresses: Sequence[int]) -> set[int]:
        """Those of the addresses whose article matches."""
        with self._reading():
            return self._run().matching(node).intersection(addresses)

    def _run(self) -> "_Run":
        return _Run(self._segments, self._moments, self._searcher.doc_count())

    # --- articles -----------------------------------------------------------------------------------------------------

    def head(self, address: int) -> Head:
        """What a list shows."""
        article = self.article(address)
        return Head(
            article.id, article.title, article.url, article.source, article.section, article.author, article.date
        )

    def heads(self, addresses: Sequence[int]) -> list[Head]:
        """What a list shows of several."""
        return list(map(self.head, addresses))

    def article(self, address: int) -> Article:
        """The whole article."""
        with self._reading():
            return loaded(self._searcher.stored_fields(address)["article"])

    def address(self, article_id: str) -> int | None:
        """Where it is."""
        with self._reading():
            return self._addresses.get(article_id)

    def entry(self, article_id: str) -> Entry | None:
        """What is remembered of it."""
        address = self.address(article_id)
        if address is None:
            return None
        with self._reading():
            return Entry(article_id, cooked(self._column("digest")[address]), cooked(self._column("origin")[address]))

    def ledger(self) -> Iterator[Entry]:
        """Every live article once."""
        with self._reading():
            digests, origins = self._column("digest"), self._column("origin")
            live = dict(self._addresses)
        for article_id, address in live.items():
            yield Entry(article_id, cooked(digests[address]), cooked(origins[address]))

    def lengths(self) -> dict[int, tuple[int, ...]]:
        """Address → words of each text field, of every live article."""
        with self._reading():
            columns = [self._column(length_field(name)) for name in TEXT_FIELDS]
            return {address: tuple(column[address] for column in columns) for address in self._addresses.values()}

    # --- words --------------------------------------------------------------------------------------------------------

    def vocabulary(self, level: Level, prefix: str = "") -> list[Vocable]:
        """The terms that begin so, by code point."""
        with self._reading():
            found = sorted(text for text in self._kin[level] if text.startswith(prefix))
            counted = (Vocable(text, self._articles(self._kin[level][text])) for text in found)
            return [vocable for vocable in counted if vocable.articles]

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind a term, the most frequent first."""
        with self._reading():
            counted = (
                Vocable(kin.split(KIN_SEPARATOR)[0], self._articles([kin])) for kin in self._kin[level].get(text, ())
            )
            found = [vocable for vocable in counted if vocable.articles]
            return sorted(found, key=lambda vocable: (-vocable.articles, vocable.text))

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms behind each of the terms."""
        with self._reading():
            return [[kin.split(KIN_SEPARATOR)[0] for kin in self._kin[level].get(text, ())] for level, text in terms]

    @cached_property
    def _kin(self) -> dict[Level, dict[str, list[str]]]:
        """Level → term → the entries of ``kin`` behind it."""
        result: dict[Level, dict[str, list[str]]] = {level: {} for level in Level}
        for term in self._searcher.lexicon("kin"):
            kin = cooked(term)
            for level, text in zip(Level, kin.split(KIN_SEPARATOR), strict=True):
                result[level].setdefault(text, []).append(kin)
        return result

    def _articles(self, kin: list[str]) -> int:
        """In how many live articles at least one of them stands."""
        if len(kin) == 1 and not self._searcher.reader().has_deletions():
            return int(self._searcher.reader().doc_frequency("kin", kin[0]))
        return sum(len({i for one in kin for i in segment.having("kin", one)}) for segment in self._segments)

    def _size(self, level: Level) -> int:
        """How many terms stand in live articles."""
        deleted = self._searcher.reader().has_deletions()
        return len(self.vocabulary(level) if deleted else self._kin[level])

    # --- the rest -----------------------------------------------------------------------------------------------------

    def stats(self) -> Stats:
        """Counts."""
        with self._reading():
            addresses = self._addresses.values()
            moments = [moment for address in addresses if (moment := self._moments[address]) != NO_MOMENT]
            days = [day_of(moment) for moment in (min(moments), max(moments))] if moments else [None, None]
            outlets = self._column("outlet")
            sources = Counter(cooked(outlets[address]) for address in addresses)
            return Stats(
                articles=len(addresses),
                forms=self._size(Level.FORM),
                lemmas=self._size(Level.LEMMA),
                words=sum(map(sum, self.lengths().values())),
                first=days[0],
                last=days[1],
                sources=tuple(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
                segments=len(self._segments),
                bytes=sum(path.stat().st_size for path in self._folder.iterdir() if path.is_file()),
            )

    def is_newest(self) -> bool:
        """Whether no commit was made since it was opened."""
        with self._reading():
            return bool(self._index.latest_generation() == self.generation)

    def close(self) -> None:
        """Let go of files."""
        if self._open:
            self._open = False
            self._searcher.close()

    def _reading(self) -> Any:
        if not self._open:
            raise IndexClosed("this snapshot was closed", hint="search again")
        return reading(self._folder)

    def _column(self, name: str) -> list[Any]:
        return [value for segment in self._segments for value in segment.column(name)]

    @cached_property
    def _ids(self) -> list[str]:
        return [cooked(value) for value in self._column("id")]

    @cached_property
    def _moments(self) -> list[int]:
        return self._column("moment")

    @cached_property
    def _addresses(self) -> dict[str, int]:
        """Id → address of every live article."""
        live = (segment.offset + document for segment in self._segments for document in segment.live())
        return {self._ids[address]: address for address in live}


class _Run:
    """One search: each leaf is read from the postings once."""

    def __init__(self, segments: list[Segment], moments: list[int], articles: int) -> None:
        self._segments, self._moments, self._articles = segments, moments, articles
        self._impacts: dict[tuple[Scored, int], dict[int, int]] = {}

    def matching(self, node: Node) -> set[int]:
        """The addresses of the articles that match."""
        return {
            segment.offset + document
            for segment in self._segments
            for document in matching.documents(node, segment, partial(self._matched, segment))
        }

    def scores(self, node: Node) -> Counter[int]:
        """Address → score, over the positive leaves."""
        scores = Counter[int]()
        for leaf in positive(node):
            weight = self.query_weight(leaf)
            for segment in self._segments:
                for document, impact in self._of(leaf, segment).items():
                    scores[segment.offset + document] += weight * impact
        return scores

    def query_weight(self, leaf: Scored) -> int:
        """What a leaf weighs."""
        telling = (
            len(self.matching(Or(leaf.members[: leaf.telling])))
            if isinstance(leaf, Synonyms)
            else sum(len(self._of(leaf, segment)) for segment in self._segments)
        )
        return scoring.query_weight(leaf.weight, telling, self._articles)

    def places(self, address: int, term: Term) -> headline.Places:
        """Where a term stands in an article."""
        segment = next(segment for segment in reversed(self._segments) if segment.offset <= address)
        return segment.places(address - segment.offset, term)

    def weight(self, lemma: str) -> int:
        """What a lemma weighs."""
        return scoring.query_weight(1.0, len(self.matching(Term(lemma))), self._articles)

    def _of(self, leaf: Scored, segment: Segment) -> dict[int, int]:
        key = leaf, segment.offset
        if key not in self._impacts:
            self._impacts[key] = segment.impacts(leaf)
        return self._impacts[key]

    def _matched(self, segment: Segment, leaf: Scored | Between) -> list[int]:
        if isinstance(leaf, Between):
            low = NO_MOMENT + 1 if leaf.low is None else max(leaf.low, NO_MOMENT + 1)
            high = math.inf if leaf.high is None else leaf.high
            return [document for document in segment.live() if low <= self._moments[segment.offset + document] <= high]
        return sorted(self._of(leaf, segment))
