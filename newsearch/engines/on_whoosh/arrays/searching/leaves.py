"""A leaf of the query made the articles it matches in one segment, and their impacts there."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import assert_never

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching import patterns, phrases
from newsearch.engines.on_whoosh.arrays.searching.tokens import Tokens, tokens_at, tokens_of
from newsearch.engines.on_whoosh.arrays.segments.articles import firsts, spread
from newsearch.engines.on_whoosh.arrays.segments.impacts import saturate
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import LEAD, Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Fuzzy, Leaf, Level, Near, Phrase, Term, Wildcard


@dataclass(slots=True, eq=False)
class Postings:
    """Articles, ascending, deleted ones too, and the impact of the leaf in each.

    ``list_number`` is that of the list they are, -1 if they are none; ``weight``: that of all leaves with this list.
    ``telling``: the articles that tell how rare the leaf is, None: all of them.
    """

    docs: Array
    impacts: Array
    list_number: int = -1
    weight: int = 0
    telling: Array | None = None

    @property
    def counted(self) -> Array:
        """The articles that tell how rare the leaf is."""
        return self.docs if self.telling is None else self.telling


class Leaves:
    """Evaluates leaves on one segment. ``averages`` are those its impacts were made with."""

    def __init__(self, segment: Segment, averages: Averages) -> None:
        self._segment, self._averages = segment, averages
        self._phrases: dict[tuple[int, ...], Array] = {}

    def postings(self, leaf: Leaf) -> Postings:
        """All articles that match; for a term in all fields there is a list, see ``View``."""
        fields = leaf.fields
        match leaf:
            case Term(text, level):
                return self._bake(self._within(self._tokens(level, (text,))[0].all(), fields))
            case Phrase(texts, level, _, slop):
                return self._bake(self._within(self._phrase(self._tokens(level, texts), slop), fields))
            case Near(texts, level, _, slop):
                starts = phrases.near(texts, self._tokens(level, texts), slop, self._fields)
                return self._bake(self._within(starts, fields))
            case Wildcard() | Fuzzy():
                return self.together([leaf])[0]
            case _:
                assert_never(leaf)

    def _tokens(self, level: Level, texts: Sequence[str]) -> list[Tokens]:
        segment = self._segment
        return [tokens_of(segment, level, segment.number(text)) for text in texts]

    def _phrase(self, terms: Sequence[Tokens], slop: int) -> Array:
        """The first tokens of a phrase. One of forms is looked for in that of their lemmas, if this is known."""
        if slop or not terms or not all(map(len, terms)):
            return phrases.phrase(terms, slop, self._fields)
        key = tuple([term.number for term in terms])
        known = self._phrases.get(key)
        if known is not None:
            return phrases.narrowed(known, terms, range(len(terms)))
        found = phrases.phrase(terms, 0, self._fields)
        if all(term.form is None and term.number >= 0 for term in terms):
            self._phrases[key] = found
        return found

    def posting_list(self, number: int) -> Postings:
        """The list with this number, 0 is an empty one; ``View`` keeps what it has met."""
        starts = self._segment.list_starts
        start, end = starts[number], starts[number + 1]
        return Postings(self._segment.docs[start:end], self._segment.impacts[start:end], number)

    def together(self, leaves: Sequence[Wildcard | Fuzzy]) -> list[Postings]:
        """The same for several leaves that stand for many terms: each article with the largest impact of these."""
        docs, impacts, counts = self._gathered(leaves)
        if not len(docs):
            return [self.posting_list(0)] * len(leaves)
        order = docs.argsort(kind="stable")
        if len(leaves) > 1:  # by leaf, then by article: stable sorts of small numbers are quick
            of = np.arange(len(leaves), dtype=np.uint16).repeat(counts).take(order)
            order = order.take(of.argsort(kind="stable"))
        docs, impacts = docs.take(order), impacts.take(order)
        edges = [0, *accumulate(counts)]
        new = np.empty(len(docs) + 1, bool)
        np.not_equal(docs[1:], docs[:-1], out=new[1:-1])
        new[edges] = True
        first = new[:-1].nonzero()[0]
        docs, impacts = docs.take(first), np.maximum.reduceat(impacts, first)
        bounds = first.searchsorted(edges).tolist()
        return [Postings(docs[start:end], impacts[start:end]) for start, end in pairwise(bounds)]

    def _gathered(self, leaves: Sequence[Wildcard | Fuzzy]) -> tuple[Array, Array, list[int]]:
        """The postings of all terms of all leaves, one behind the other, and how many each leaf has."""
        segment, lists = self._segment, self._lists(leaves)
        if all(leaf.fields == TEXT_FIELDS for leaf in leaves):
            starts = segment.starts
            every = np.concatenate(lists)
            first = starts.take(every).astype(np.int64)
            sizes = starts.take(every + 1) - first
            at = spread(first, sizes)
            edges = np.concatenate((np.zeros(1, np.int64), sizes.cumsum()))
            counts = np.diff(edges[np.cumsum([0, *map(len, lists)])]).tolist()
            return segment.docs.take(at), segment.impacts.take(at), counts
        parts, counts = [self.posting_list(0)], []
        for leaf, mine in zip(leaves, lists, strict=True):
            texts = np.flatnonzero(np.isin(np.asarray(segment.lists[leaf.level]), mine)).tolist() if len(mine) else []
            some = [tokens_at(segment, leaf.level, text).all() for text in texts]
            parts += (found := [self._bake(self._within(tokens, leaf.fields)) for tokens in some])
            counts.append(sum(len(part.docs) for part in found))
        docs, impacts = (np.concatenate([getattr(part, name) for part in parts]) for name in ("docs", "impacts"))
        return docs, impacts, counts

    def _lists(self, leaves: Sequence[Wildcard | Fuzzy]) -> list[Array]:
        patterns_of = [leaf for leaf in leaves if isinstance(leaf, Wildcard)]
        fitting = iter(patterns.fitting(self._segment, patterns_of))
        return [
            next(fitting)
            if isinstance(leaf, Wildcard)
            else patterns.close(self._segment, leaf.level, leaf.text, leaf.edits)
            for leaf in leaves
        ]

    def _fields(self, tokens: Array) -> Array:
        """The same number for all tokens of one field of one article: twice the article's, one more in the body."""
        docs = self._segment.owners.take(tokens >> PAGE_BITS)
        return docs.astype(np.int64) << 1 | (tokens >= self._segment.numbering.bodies.take(docs))

    def _within(self, tokens: Array, fields: tuple[str, ...]) -> Array:
        """Those of the tokens that stand in one of the fields."""
        match ("title" in fields, "body" in fields):
            case (True, True):
                return tokens
            case (in_title, in_body):
                of = self._fields(tokens)
                wanted: Array = tokens[((of & 1) == 1) if in_body else ((of & 1) == 0) if in_title else []]
                return wanted

    def _bake(self, tokens: Array) -> Postings:
        """The articles and impacts of occurrences that begin at these tokens."""
        segment = self._segment
        if not len(tokens):
            return self.posting_list(0)
        title, body = segment.norms(self._averages)
        docs = segment.owners.take(tokens >> PAGE_BITS)
        bodies = segment.numbering.bodies.take(docs)
        counts = (tokens >= bodies) * (1 + (tokens < bodies + LEAD))  # in the title 0, in the lead 2
        if (docs[1:] != docs[:-1]).all():  # the usual case of a phrase: the same numbers in half the time
            x = np.where(counts, counts * body.take(segment.bodies.take(docs)), title.take(segment.titles.take(docs)))
            return Postings(docs, saturate(x))
        first = firsts(docs)
        docs = docs[first]
        x = np.add.reduceat(counts == 0, first, dtype=np.int64) * title.take(segment.titles.take(docs))
        x += np.add.reduceat(counts, first) * body.take(segment.bodies.take(docs))
        return Postings(docs, saturate(x))
