"""A tree of leaves made a set of articles of one segment."""

from collections.abc import Sequence
from typing import assert_never

import numpy as np

from newsearch.batch import NO_MOMENT
from newsearch.engines.on_whoosh.arrays import sets
from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.leaves import Leaves, Postings
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.vocabulary import KEY_SIGN
from newsearch.engines.scoring import Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import (
    All,
    And,
    Between,
    Fuzzy,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Scored,
    Term,
    Wildcard,
)

_LEAVES = (Term, Phrase, Near, Wildcard, Fuzzy)


class View:
    """One segment within one search: what the leaves match in it, each worked out once."""

    def __init__(self, segment: Segment, base: int, averages: Averages) -> None:
        self.segment, self.base, self.size = segment, base, segment.size
        self._leaves = Leaves(segment, averages)
        self._known: dict[int, Postings] = {}
        self._numbers: dict[str, int] = {}
        self._lists: dict[int, Postings] = {}

    def postings(self, leaf: Scored) -> Postings:
        """The live articles that match the leaf, and their impacts. ``leaf`` must live as long as the view."""
        found = self._known.get(id(leaf))
        if found is None:
            if isinstance(leaf, Term) and leaf.fields == TEXT_FIELDS:
                found = self._list(leaf)
            else:
                found = self._live_part(self._leaves.postings(leaf))
            self._known[id(leaf)] = found
        return found

    def _list(self, term: Term) -> Postings:
        """The list of a term. The levels of a word often share a text, or a list: each is looked up once."""
        segment, text = self.segment, term.text
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = segment.texts.number(text)
        of = segment.lists[term.level][number] if number >= 0 else 0
        found = self._lists.get(of)
        if found is None:
            start, end = segment.list_starts[of], segment.list_starts[of + 1]
            found = self._live_part(Postings(segment.docs[start:end], segment.impacts[start:end], of))
            self._lists[of] = found
        return found

    def prepare(self, leaves: Sequence[Scored]) -> None:
        """Work out together what is cheaper together."""
        many = [leaf for leaf in leaves if isinstance(leaf, Wildcard | Fuzzy)]
        if len(many) > 1:
            for leaf, found in zip(many, self._leaves.together(many), strict=True):
                self._known[id(leaf)] = self._live_part(found)

    def _live_part(self, found: Postings) -> Postings:
        live = self.segment.live
        if live is None:
            return found
        kept = live.take(found.docs).nonzero()[0]
        return Postings(found.docs.take(kept), found.impacts.take(kept), found.list_number)

    def matching(self, node: Node) -> Array:
        """The live articles that match."""
        if isinstance(node, _LEAVES):
            return self.postings(node).docs
        match node:
            case And(children):
                return self._all_of(children)
            case Or(children):
                return self._any_of(children)
            case Not(child):
                return sets.without(self._everything(), self.matching(child), self.size)
            case All():
                return self._everything()
            case Nothing():
                return self._everything()[:0]
            case Only(name, text):
                return self._live(self.segment.with_key(name + KEY_SIGN + text))
            case Between(low, high):
                return self._live(self._dated(low, high))
            case _:
                assert_never(node)

    def _all_of(self, children: Sequence[Node]) -> Array:
        wanted = [self.matching(child) for child in children if not isinstance(child, Not)]
        found = sets.intersection(wanted, self.size) if wanted else self._everything()
        for child in children:
            if isinstance(child, Not):
                found = sets.without(found, self.matching(child.child), self.size)
        return found

    def _any_of(self, children: Sequence[Node]) -> Array:
        return sets.union([self.matching(child) for child in self.distinct(children)], self.size, self.segment.kind)

    def distinct(self, children: Sequence[Node]) -> Sequence[Node]:
        """The children without those whose articles another child has too, as far as can be told at a glance."""
        lists = {self.postings(child).list_number: child for child in children if isinstance(child, Term)}
        if -1 in lists:
            return children
        lists.pop(0, None)  # the empty list
        kept = list(lists.values())
        if len(lists) > 1:
            wider = self.segment.wider
            kept = [child for number, child in lists.items() if lists.keys().isdisjoint(wider(number))]
        return [*kept, *(child for child in children if not isinstance(child, Term))]

    def _everything(self) -> Array:
        return self._live(np.arange(self.size, dtype=self.segment.kind))

    def _live(self, docs: Array) -> Array:
        return docs if self.segment.live is None else docs[self.segment.live.take(docs)]

    def _dated(self, low: int | None, high: int | None) -> Array:
        moments = self.segment.moments
        start = int(moments.searchsorted(_bounded(low if low is not None else NO_MOMENT + 1)))
        end = len(moments) if high is None else int(moments.searchsorted(_bounded(high), side="right"))
        return np.arange(start, max(end, start), dtype=self.segment.kind)


def _bounded(moment: int) -> int:
    """A moment that fits into 64 bits and is not that of an article without a date."""
    return min(max(moment, NO_MOMENT + 1), -NO_MOMENT)
