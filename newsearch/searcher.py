"""Searching one snapshot of an index: a query becomes a search, and what is found becomes hits."""

from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Final

from newsearch.correction.mend import Mended, Mender
from newsearch.engines.base import Reader, Use, document_frequency
from newsearch.engines.feedback import share_of
from newsearch.engines.headline import is_headline
from newsearch.engines.scoring import as_float
from newsearch.highlighting.passages import Quoter
from newsearch.highlighting.spotter import Names
from newsearch.model import Article, Forms, Hit, Hits, Match, Note, Passage, Reason, Share
from newsearch.query.choices import Choices, Feedback, Repair, Words
from newsearch.query.leaves import loose
from newsearch.query.parse import Parsed, parse
from newsearch.query.plan import Found, Order, Row, Search
from newsearch.query.resolve import Resolved, Resolver
from newsearch.query.runs import Expand
from newsearch.query.syntax import Syntax
from newsearch.query.tiers import ALL, Tier
from newsearch.query.tree import All, Node, Scored, flat_leaves, positive
from newsearch.text.analyser import Analyser

_JOINTS: Final = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}/"


@dataclass(frozen=True)
class Explanation:
    """A query taken apart: as read, as it is searched, and in how many articles each scored part of that stands."""

    parsed: Parsed
    resolved: Resolved
    counts: tuple[tuple[Scored, int], ...]
    notes: tuple[Note, ...]


class Searcher:
    """A snapshot, what gives words their meaning in it, and what it quotes by. Threads may share one."""

    def __init__(
        self, reader: Reader, analyser: Analyser, expander: Expand, notes: Sequence[Note], use: Use = Use.ANYTHING
    ) -> None:
        """``notes``: what is wrong with the user's own lists, to be said with every answer."""
        self.reader, self.expander = reader, expander
        self.notes = notes
        self._analyser, self._use = analyser, use
        self._resolver = Resolver(analyser, expander)
        self._resolvers: dict[AbstractSet[Tier], Resolver] = {ALL: self._resolver}
        self._mender = Mender(reader, expander, self._resolver.tokens)
        self._names = Names(reader)

    def search(self, query: str, choices: Choices, limit: int, offset: int) -> Hits:
        """One page of hits."""
        parsed = self._parsed(query)
        resolver = self._resolver_of(choices.tiers)

        def answer(syntax: Syntax) -> tuple[Resolved, Found]:
            meant = resolver.resolve(syntax, choices.words)
            share = 0.0 if choices.feedback is Feedback.OFF else share_of(meant.words)
            whole = is_headline(meant.words)
            page = Search(meant.asked, meant.partial, choices.order, limit, offset, feedback=share, headline=whole)
            return meant, self.reader.search(page)

        repair = choices.repair is Repair.WHEN_SURE and Tier.LEMMA in choices.tiers
        mended = self._mended(query, parsed) if repair else None
        resolved, found = answer(mended.syntax if mended else parsed.syntax)
        if repair and not found.has_complete and (better := self._mender.mended_in_context(parsed.syntax)):
            mended = better
            resolved, found = answer(mended.syntax)
        notes = [*parsed.notes, *resolved.notes, *self.notes]
        suggestions: tuple[str, ...] = ()
        typed: Node | None = None
        as_typed: AbstractSet[int] | None = None
        if mended:
            notes += mended.notes
            meant = resolver.resolve(parsed.syntax, choices.words)
            typed = meant.partial or meant.asked
            as_typed = self.reader.among(meant.asked, [row.address for row in found.rows])
        if not found.has_complete:
            from newsearch.correction.suggest import advice  # hardly any search needs it

            suggestions, more = advice(query, parsed.syntax, self._analyser, self.reader, self.expander)
            notes += more
        quoting = _Quoting(resolved.partial or resolved.asked, self._names, self._use, typed)
        hits = _hits(self.reader, found.rows, as_typed, quoting)
        if choices.sums:
            rest = "headline" if is_headline(resolved.words) else "feedback"
            sums = self._sums(resolved.partial or resolved.asked, found.rows, rest)
            hits = tuple(replace(hit, shares=of) for hit, of in zip(hits, sums, strict=True))
        return Hits(
            hits=hits,
            total=lambda: found.total,
            total_some=lambda: found.total_some,
            notes=tuple(notes),
            suggestions=suggestions,
        )

    def _parsed(self, query: str) -> Parsed:
        """The query as read, names in Latin letters without hyphens, names of months without slashes."""
        parsed = parse(query)
        if not any(char in query for char in _JOINTS):
            return parsed
        from newsearch.correction.hyphens import Hyphens  # hardly any search needs it

        return replace(parsed, syntax=Hyphens(self.reader, self.expander, self._resolver.tokens).apart(parsed.syntax))

    def _mended(self, query: str, parsed: Parsed) -> Mended | None:
        """The query put right; None if it need not be, or reads right when reversed."""
        mended = self._mender.mended(parsed.syntax)
        if mended and len(query.split()) > 1:  # the letters of a single word may well be those of another one reversed
            from newsearch.correction.suggest import backwards  # hardly any search needs it

            return None if backwards(query, self._analyser, self.reader) else mended
        return mended

    def _resolver_of(self, tiers: AbstractSet[Tier]) -> Resolver:
        """What gives words their meaning with these tiers switched on."""
        if tiers not in self._resolvers:
            self._resolvers[tiers] = Resolver(self._analyser, self.expander, tiers)
        return self._resolvers[tiers]

    def _sums(self, tree: Node, rows: Sequence[Row], rest: str) -> list[tuple[Share, ...]]:
        """What the score of each row is the sum of: its part from each word, and the ``rest`` that its order adds."""
        from newsearch.query.describe import label  # hardly any search needs it

        parts: list[list[Share]] = [[] for _ in rows]
        left = {row.address: row.score for row in rows}
        articles = document_frequency(self.reader, All())
        for leaf, times in Counter(positive(tree)).items():
            found = self.reader.search(Search(loose(leaf), order=Order.NEWEST, limit=articles))
            scores = {one.address: one.score * times for one in found.rows if one.address in left}
            for row, of in zip(rows, parts, strict=True):
                if row.address in scores:
                    left[row.address] -= scores[row.address]
                    of.append(Share(label(leaf), as_float(scores[row.address])))
        for row, of in zip(rows, parts, strict=True):
            if left[row.address]:
                of.append(Share(rest, as_float(left[row.address])))
        return [tuple(of) for of in parts]

    def explain(self, query: str, words: Words) -> Explanation:
        """How a query is read and what is searched for, with how many articles each word of it stands in."""
        parsed, syntax, more = self._put_right(query)
        resolved = self._resolver.resolve(syntax, words)
        trees = [resolved.asked, *([resolved.partial] if resolved.partial else [])]
        leaves = dict.fromkeys(leaf for tree in trees for leaf in (*positive(tree), *flat_leaves(tree)))
        counts = tuple((leaf, document_frequency(self.reader, leaf)) for leaf in leaves)
        return Explanation(parsed, resolved, counts, (*parsed.notes, *resolved.notes, *more))

    def forms(self, text: str, *, sources: bool) -> Forms:
        """The forms behind what a query asks for, as it is searched for."""
        from newsearch import forms  # no search needs it

        parsed, syntax, more = self._put_right(text)
        found, notes = forms.reached(syntax, self._resolver, self.reader, self.expander, sources=sources)
        return Forms(tuple(found), (*parsed.notes, *notes, *more))

    def _put_right(self, query: str) -> tuple[Parsed, Syntax, tuple[Note, ...]]:
        """A query as read, what is searched for, and what is to be said besides: of the user's lists, and of slips."""
        parsed = self._parsed(query)
        mended = self._mended(query, parsed)
        meant = self._resolver.resolve(mended.syntax if mended else parsed.syntax, Words.SOME)
        if not document_frequency(self.reader, meant.asked):
            mended = self._mender.mended_in_context(parsed.syntax) or mended
        return parsed, mended.syntax if mended else parsed.syntax, (*self.notes, *(mended.notes if mended else ()))


class _Quoting:
    """What the hits of one page are quoted with, made when it is first needed."""

    def __init__(self, tree: Node, names: Names, use: Use, typed: Node | None) -> None:
        self._made_of = tree, names, use, typed

    @cached_property
    def _quoter(self) -> Quoter:
        return Quoter(*self._made_of)

    def quote(self, article: Article) -> tuple[Passage, ...]:
        """The passages of a hit."""
        return self._quoter.quote(article)

    def reasons(self, article: Article) -> tuple[Reason, ...]:
        """Why it was found."""
        return self._quoter.reasons(article)


def _hits(
    reader: Reader,
    rows: Sequence[Row],
    as_typed: AbstractSet[int] | None,
    quoting: _Quoting,
) -> tuple[Hit, ...]:
    """``as_typed``: of a query that was put right, the articles that match without; None of any other query."""
    new, load, some, hits = Hit.__new__, reader.article, Match.SOME, []
    quote, reasons = quoting.quote, quoting.reasons
    for (score, complete, address), head in zip(rows, reader.heads([row.address for row in rows]), strict=True):
        hit = new(Hit)  # a third of the time of calling a frozen dataclass
        fields = hit.__dict__
        fields["head"] = head
        fields["score"] = as_float(score)
        full = Match.ALL if as_typed is None or address in as_typed else Match.REPAIRED
        fields["match"] = full if complete else some
        fields["_load"] = partial(load, address)
        fields["_quote"], fields["_reasons"], fields["shares"] = quote, reasons, ()
        hits.append(hit)
    return tuple(hits)
