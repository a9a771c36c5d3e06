"""A leaf of the query made the articles it matches in one segment, and their impacts there."""

from dataclasses import dataclass
from functools import reduce
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays import patterns, phrases
from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import PAGE_BITS, spread
from newsearch.engines.on_whoosh.arrays.impacts import Baker
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.vocabulary import NOWHERE
from newsearch.engines.scoring import Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Fuzzy, Level, Near, Phrase, Scored, Term, Wildcard

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Postings:
    """Articles, ascending, and the impact of the leaf in each."""

    docs: Array
    impacts: Array


class Leaves:
    """Evaluates leaves on one segment. ``averages`` are those its impacts were made with."""

    def __init__(self, segment: Segment, averages: Averages) -> None:
        self._segment, self._averages = segment, averages

    def postings(self, leaf: Scored) -> Postings:
        """All articles that match, deleted ones too."""
        segment = self._segment
        fields = frozenset(leaf.fields)
        match leaf:
            case Term(text, level):
                if fields.issuperset(TEXT_FIELDS):
                    return self._list(segment.list_of(level, text))
                return self._bake(self._within(self.tokens(level, text), fields))
            case Phrase(texts, level, _, slop):
                return self._bake(self._within(phrases.phrase(self._all(level, texts), slop, self._fields), fields))
            case Near(texts, level, _, slop):
                return self._bake(self._within(phrases.near(self._all(level, texts), slop, self._fields), fields))
            case Wildcard(pattern, level):
                return self._largest(patterns.fitting(segment, level, pattern), level, fields)
            case Fuzzy(text, edits, level):
                return self._largest(patterns.close(segment, level, text, edits), level, fields)
            case _:
                assert_never(leaf)

    # --- lists ---------------------------------------------------------------------------------------------------

    def _list(self, number: int) -> Postings:
        starts = self._segment.list_starts
        start, end = starts[number], starts[number + 1]
        return Postings(self._segment.docs[start:end], self._segment.impacts[start:end])

    def _largest(self, lists: Ints, level: Level, fields: frozenset[str]) -> Postings:
        """The articles of any of the lists, each with its largest impact."""
        if fields.issuperset(TEXT_FIELDS):
            starts = np.asarray(self._segment.list_starts).astype(np.int64)
            at = spread(starts[lists], starts[lists + 1] - starts[lists])
            docs, impacts = self._segment.docs[at], self._segment.impacts[at]
        else:
            texts = np.isin(np.asarray(self._segment.lists[level]), lists).nonzero()[0].tolist() if len(lists) else []
            parts = [self._bake(self._within(self._tokens_of(level, number), fields)) for number in texts]
            docs = np.concatenate([np.zeros(0, np.int64), *(part.docs for part in parts)])
            impacts = np.concatenate([np.zeros(0, np.uint16), *(part.impacts for part in parts)])
        keys = docs.astype(np.int64) << 16 | impacts
        keys.sort()
        last = np.append(keys[1:] >> 16 != keys[:-1] >> 16, [True] * min(len(keys), 1)).nonzero()[0]
        best = keys[last]
        return Postings(best >> 16, best & 0xFFFF)

    # --- tokens --------------------------------------------------------------------------------------------------

    def _all(self, level: Level, texts: tuple[str, ...]) -> list[Ints]:
        return [self.tokens(level, text) for text in texts]

    def tokens(self, level: Level, text: str) -> Ints:
        """The tokens of a term, ascending."""
        number = self._segment.texts.number(text)
        if number == NOWHERE or not self._segment.lists[level][number]:
            return np.zeros(0, np.int64)
        return self._tokens_of(level, number)

    def _tokens_of(self, level: Level, number: int) -> Ints:
        segment = self._segment
        file = segment.file
        starts, tokens = file.view("token_starts"), file.array("tokens")
        lemma_list = segment.lists[Level.LEMMA]
        if level is Level.LEMMA:
            lemma = lemma_list[number] - 1
            return tokens[starts[lemma] : starts[lemma + 1]].astype(np.int64)
        lemma_of, which, which_of = file.view("lemma_of"), file.array("which"), file.view("which_of")
        parts = []
        for form in segment.forms_of(level, number).tolist():
            lemma = lemma_list[lemma_of[form]] - 1
            start, end = starts[lemma], starts[lemma + 1]
            parts.append(tokens[start:end][which[start:end] == which_of[form]])
        together = np.concatenate(parts).astype(np.int64)
        if len(parts) > 1:
            together.sort()
        return together

    def _owners(self, tokens: Ints) -> Array:
        return self._segment.owners.take(tokens >> PAGE_BITS)

    def _fields(self, tokens: Ints) -> Ints:
        """The same number for all tokens of one field of one article."""
        docs = self._owners(tokens).astype(np.int64)
        return docs << 1 | (tokens >= self._segment.numbering.bodies.take(docs))

    def _within(self, tokens: Ints, fields: frozenset[str]) -> Ints:
        if fields.issuperset(TEXT_FIELDS):
            return tokens
        in_body = (self._fields(tokens) & 1).astype(bool)
        wanted = reduce(np.logical_or, [in_body & ("body" in fields), ~in_body & ("title" in fields)])
        kept: Ints = tokens[wanted]
        return kept

    def _bake(self, tokens: Ints) -> Postings:
        """The articles of tokens, each an occurrence of the leaf, and the impacts."""
        of = self._fields(tokens)
        docs, first, counts = np.unique(of >> 1, return_index=True, return_counts=True)
        texts = np.add.reduceat(of & 1, first) if len(first) else counts
        return Postings(docs, self._baker.bake(docs, counts - texts, texts))

    @property
    def _baker(self) -> Baker:
        file = self._segment.file
        return Baker(file.array("titles"), file.array("bodies"), self._averages)
