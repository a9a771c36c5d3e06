"""Searching a commit, article by article."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import assert_never

from newsearch.batch import day_of
from newsearch.engines import feedback, headline, scoring, steps
from newsearch.engines.base import Entry
from newsearch.engines.in_memory.documents import PLACE, Document, State, Word
from newsearch.engines.meaning import occurrences
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexClosed
from newsearch.fields import TEXT_FIELDS
from newsearch.model import NO_MOMENT, Article, Head, Stats, Vocable
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.tree import (
    All,
    And,
    Between,
    Fuzzy,
    Leaf,
    Level,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Scored,
    Synonyms,
    Term,
    Wildcard,
    leading,
    positive,
)


class MemoryReader:
    """See ``engines.base.Reader``. Addresses number the articles of the snapshot by id."""

    def __init__(self, state: State, last: Callable[[], State]) -> None:
        self._state, self._last = state, last
        self._documents: list[Document] | None = [state.documents[key] for key in sorted(state.documents)]
        self._averages = state.averages or Averages()

    def search(self, search: Search) -> Found:
        """Run the search."""
        documents = self._live()
        scored = search.asked if search.partial is None else search.partial
        asked = self._matching(search.asked)
        shown = self._matching(scored)
        scores = self._scores(scored)

        def best_first(addresses: Iterable[int], scores: Mapping[int, int] = scores) -> list[int]:
            """In the order of the search."""

            def rank(address: int) -> tuple[object, ...]:
                moment, article_id = documents[address].moment, documents[address].record.article.id
                match search.order:
                    case Order.SCORE:
                        return -scores[address], -moment, article_id
                    case Order.COMPLETE:
                        return address not in asked, -scores[address], -moment, article_id
                    case Order.NEWEST:
                        return -moment, article_id
                    case Order.OLDEST:
                        return moment, article_id
                    case _:
                        assert_never(search.order)

            return sorted(addresses, key=rank)

        if search.order is Order.SCORE:
            lead = leading(scored)
            found = best_first(self._matching(lead), self._scores(lead))
            words = sum(1 for _ in positive(scored))
            ranked = [(address, scores[address]) for address in steps.two_steps(shown, found, words, best_first)]
            if search.feedback:
                pool = steps.pool_of(len(found), words)
                ranked = feedback.lifted(ranked, self._signature, self._weight, search.feedback, pool)
            if search.headline:
                ranked = headline.raised(ranked, scored, self._query_weight, self._places)
        else:
            ranked = [(address, scores[address]) for address in best_first(shown)]
        page = ranked[search.offset : search.offset + search.limit]
        rows = tuple(Row(score, address in asked, address) for address, score in page)
        return Found(rows, len(asked), len(shown - asked))

    def among(self, node: Node, addresses: Sequence[int]) -> set[int]:
        """Those of the addresses whose article matches."""
        return self._matching(node).intersection(addresses)

    def _signature(self, address: int) -> tuple[str, ...]:
        return self._live()[address].signature

    def _weight(self, lemma: str) -> int:
        return scoring.query_weight(1.0, len(self._matching(Term(lemma))), len(self._live()))

    def _places(self, address: int, term: Term) -> headline.Places:
        """Where a term stands in an article."""
        title, body = (self._live()[address].texts(name, term.level) for name in TEXT_FIELDS)
        return term.text in title, [place for place, text in enumerate(body) if text == term.text]

    # --- matching ---------------------------------------------------------------------------------------------------

    def _matching(self, node: Node) -> set[int]:
        documents = self._live()
        everything = set(range(len(documents)))
        match node:
            case And(children):
                return everything.intersection(*map(self._matching, children))
            case Or(children):
                return set().union(*map(self._matching, children))
            case Not(child):
                return everything - self._matching(child)
            case Term() | Phrase() | Near() | Wildcard() | Fuzzy():
                return set(self._frequencies(node))
            case Synonyms(members, matching=matching):
                return self._matching(Or(members[:matching]))
            case Only(name, text):
                return {a for a, document in enumerate(documents) if text in document.keywords.get(name, ())}
            case Between(low, high):
                lowest, highest = -math.inf if low is None else low, math.inf if high is None else high
                return {
                    a
                    for a, document in enumerate(documents)
                    if document.moment != NO_MOMENT and lowest <= document.moment <= highest
                }
            case All():
                return everything
            case Nothing():
                return set()
            case _:
                assert_never(node)

    # --- scoring ----------------------------------------------------------------------------------------------------

    def _scores(self, node: Node) -> Counter[int]:
        """Address → score."""
        scores = Counter[int]()
        for leaf in positive(node):
            scores.update(self._parts(leaf))
        return scores

    def _parts(self, leaf: Scored) -> dict[int, int]:
        """Address → what the leaf adds to its score."""
        weight = self._query_weight(leaf)
        return {address: weight * impact for address, impact in self._impacts(leaf).items()}

    def _query_weight(self, leaf: Scored) -> int:
        telling = self._matching(Or(leaf.members[: leaf.telling]) if isinstance(leaf, Synonyms) else leaf)
        return scoring.query_weight(leaf.weight, len(telling), len(self._live()))

    def _impacts(self, leaf: Scored) -> dict[int, int]:
        if not isinstance(leaf, Synonyms):
            return {
                address: max(self._impact(address, counts) for counts in terms)
                for address, terms in self._frequencies(leaf).items()
            }
        return scoring.blended((member.weight, self._impacts(member)) for member in leaf.members)

    def _impact(self, address: int, counts: dict[str, int]) -> int:
        document = self._live()[address]
        x = 0.0
        for name in TEXT_FIELDS:
            if counts.get(name):
                average = getattr(self._averages, name)
                x += counts[name] * scoring.norm(name, len(document.words[name]), average)
        return scoring.saturate(x)

    def _frequencies(self, leaf: Leaf) -> dict[int, list[dict[str, int]]]:
        """Address → field → how often, for each term of the leaf that stands in the article."""
        found: dict[int, list[dict[str, int]]] = {}
        for address, document in enumerate(self._live()):
            terms: dict[str, dict[str, int]] = {}
            for name in TEXT_FIELDS:
                if name in leaf.fields:
                    for term, count in occurrences(leaf, document.texts(name, leaf.level), scoring.lead(name)).items():
                        terms.setdefault(term, {})[name] = count
            if terms:
                found[address] = list(terms.values())
        return found

    # --- the rest ---------------------------------------------------------------------------------------------------

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
        return self._live()[address].record.article

    def address(self, article_id: str) -> int | None:
        """Where it is."""
        ids = [document.record.article.id for document in self._live()]
        return ids.index(article_id) if article_id in ids else None

    def entry(self, article_id: str) -> Entry | None:
        """What is remembered of it."""
        return next((entry for entry in self.ledger() if entry.id == article_id), None)

    def ledger(self) -> Iterator[Entry]:
        """Every article once."""
        for document in self._live():
            yield Entry(document.record.article.id, document.record.digest, document.record.origin)

    def vocabulary(self, level: Level, prefix: str = "") -> list[Vocable]:
        """The terms that begin so, by code point."""
        counts = self._counted(lambda word: word[PLACE[level]])
        return [Vocable(text, counts[text]) for text in sorted(counts) if text.startswith(prefix)]

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind a term, the most frequent first."""
        counts = self._counted(lambda word: word[0] if word[PLACE[level]] == text else None)
        return [Vocable(form, counts[form]) for form in sorted(counts, key=lambda form: (-counts[form], form))]

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms behind each of the terms."""
        return [[vocable.text for vocable in self.variants(level, text)] for level, text in terms]

    def _counted(self, term: Callable[[Word], str | None]) -> Counter[str]:
        """In how many articles each term stands."""
        counts = Counter[str]()
        for document in self._live():
            terms = {term(word) for words in document.words.values() for word in words}
            counts.update(text for text in terms if text is not None)
        return counts

    def stats(self) -> Stats:
        """Counts."""
        documents = self._live()
        articles = [document.record.article for document in documents]
        days = [day_of(d.moment) for d in documents if d.moment != NO_MOMENT]
        sources = Counter(article.source for article in articles)
        return Stats(
            articles=len(articles),
            forms=len(self._counted(lambda word: word[0])),
            lemmas=len(self._counted(lambda word: word[2])),
            words=sum(len(words) for document in documents for words in document.words.values()),
            first=min(days, default=None),
            last=max(days, default=None),
            sources=tuple(sorted(sources.items(), key=lambda item: (-item[1], item[0]))),
            segments=1 if documents else 0,
            bytes=0,
        )

    def is_newest(self) -> bool:
        """Whether no commit was made since it was opened."""
        self._live()
        return self._last() is self._state

    def close(self) -> None:
        """Let go."""
        self._documents = None

    def _live(self) -> list[Document]:
        if self._documents is None:
            raise IndexClosed("this snapshot was closed", hint="search again")
        return self._documents
