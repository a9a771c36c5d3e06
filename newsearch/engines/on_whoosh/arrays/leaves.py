"""A leaf of the query made the articles it matches in one segment, and their impacts there."""

from dataclasses import dataclass
from typing import assert_never

import numpy as np

from newsearch.engines.on_whoosh.arrays import patterns, phrases
from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import PAGE_BITS, spread
from newsearch.engines.on_whoosh.arrays.impacts import norms, saturate
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.tokens import tokens_at, tokens_of
from newsearch.engines.scoring import Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Fuzzy, Level, Near, Phrase, Scored, Term, Wildcard


@dataclass(slots=True)
class Postings:
    """Articles, ascending, and the impact of the leaf in each. ``list_number`` is that of the list they are, if any."""

    docs: Array
    impacts: Array
    list_number: int = -1


class Leaves:
    """Evaluates leaves on one segment. ``averages`` are those its impacts were made with."""

    def __init__(self, segment: Segment, averages: Averages) -> None:
        self._segment, self._averages = segment, averages

    def postings(self, leaf: Scored) -> Postings:
        """All articles that match, deleted ones too."""
        segment, fields = self._segment, leaf.fields
        if isinstance(leaf, Term):
            if fields == TEXT_FIELDS:
                return self._list(segment.list_of(leaf.level, leaf.text))
            return self._bake(self._within(tokens_of(segment, leaf.level, leaf.text).all(), fields))
        match leaf:
            case Phrase(texts, level, _, slop):
                terms = [tokens_of(segment, level, text) for text in texts]
                return self._bake(self._within(phrases.phrase(terms, slop, self._fields), fields))
            case Near(texts, level, _, slop):
                terms = [tokens_of(segment, level, text) for text in texts]
                return self._bake(self._within(phrases.near(texts, terms, slop, self._fields), fields))
            case Wildcard(pattern, level):
                return self._largest(patterns.fitting(segment, level, pattern), level, fields)
            case Fuzzy(text, edits, level):
                return self._largest(patterns.close(segment, level, text, edits), level, fields)
            case _:
                assert_never(leaf)

    def _list(self, number: int) -> Postings:
        starts = self._segment.list_starts
        start, end = starts[number], starts[number + 1]
        return Postings(self._segment.docs[start:end], self._segment.impacts[start:end], number)

    def _largest(self, lists: Array, level: Level, fields: tuple[str, ...]) -> Postings:
        """The articles of any of the lists, each with its largest impact."""
        segment = self._segment
        if not len(lists):
            return self._list(0)
        if set(fields) >= set(TEXT_FIELDS):
            if len(lists) == 1:
                return self._list(int(lists[0]))
            starts = np.asarray(segment.list_starts)
            first = starts[lists].astype(np.int64)
            at = spread(first, starts[lists + 1] - first)
            docs, impacts = segment.docs.take(at), segment.impacts.take(at)
        else:
            texts = np.flatnonzero(np.isin(np.asarray(segment.lists[level]), lists)).tolist()
            parts = [self._bake(self._within(tokens_at(segment, level, text).all(), fields)) for text in texts]
            docs, impacts = (np.concatenate([getattr(part, name) for part in parts]) for name in ("docs", "impacts"))
        keys = docs.astype(np.int64)
        keys <<= 16
        keys |= impacts
        keys.sort()
        docs = keys >> 16
        last = np.ones(len(keys), bool)
        np.not_equal(docs[1:], docs[:-1], out=last[:-1])
        best = last.nonzero()[0]
        return Postings(docs[best].astype(segment.docs.dtype), (keys[best] & 0xFFFF).astype(np.uint16))

    def _fields(self, tokens: Array) -> Array:
        """The same number for all tokens of one field of one article: twice the article's, one more in the body."""
        docs = self._segment.owners.take(tokens >> PAGE_BITS)
        return docs.astype(np.int64) << 1 | (tokens >= self._segment.numbering.bodies.take(docs))

    def _within(self, tokens: Array, fields: tuple[str, ...]) -> Array:
        """The number of the field in which each of the tokens stands, for those in one of the fields."""
        of = self._fields(tokens)
        match ("title" in fields, "body" in fields):
            case (True, True):
                return of
            case (in_title, in_body):
                wanted: Array = of[((of & 1) == 1) if in_body else ((of & 1) == 0) if in_title else []]
                return wanted

    def _bake(self, of: Array) -> Postings:
        """The articles and impacts of occurrences, given by the numbers of their fields."""
        segment = self._segment
        if not len(of):
            return self._list(0)
        docs = of >> 1
        new = np.empty(len(of), bool)
        new[0] = True
        np.not_equal(docs[1:], docs[:-1], out=new[1:])
        first = new.nonzero()[0]
        docs = docs[first].astype(segment.docs.dtype)
        counts = np.empty(len(first), np.int64)
        counts[:-1] = first[1:] - first[:-1]
        counts[-1] = len(of) - first[-1]
        texts = np.add.reduceat(of & 1, first)
        averages = self._averages
        x = (counts - texts) * norms("title", segment.titles.take(docs), averages.title)
        x += texts * norms("body", segment.bodies.take(docs), averages.body)
        return Postings(docs, saturate(x))
