"""A tree of leaves made a set of articles of one segment."""

from collections.abc import Sequence
from typing import Final, assert_never

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.lookup import KEY_SIGN
from newsearch.engines.on_whoosh.arrays.searching import sets
from newsearch.engines.on_whoosh.arrays.searching.leaves import Leaves, Postings
from newsearch.engines.on_whoosh.arrays.searching.synonyms import blended
from newsearch.engines.on_whoosh.arrays.segments.champions import Best
from newsearch.engines.on_whoosh.arrays.segments.remembered import Word
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.engines.scoring import Averages, member_weight
from newsearch.fields import TEXT_FIELDS
from newsearch.model import NO_MOMENT
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
    Synonyms,
    Term,
    Wildcard,
)

# isinstance is quicker with tuples than with unions
_LEAVES: Final = (Term, Phrase, Near, Wildcard, Fuzzy, Synonyms)
_PATTERNS: Final = (Wildcard, Fuzzy)
#: Looking a few hundred articles up in a list takes as long as blending so many postings.
_LONG: Final = 2048


def scored_leaves(node: Node) -> list[Scored]:
    """``query.tree.positive`` as a list, in half the time."""
    if isinstance(node, _LEAVES):
        return [node]
    if not isinstance(node, And | Or):
        return []
    found: list[Scored] = []
    for child in node.children:
        if isinstance(child, _LEAVES):
            found.append(child)
        else:
            found += scored_leaves(child)
    return found


def is_union(node: Node) -> bool:
    """Whether an article matches if it has any of the scored leaves."""
    if isinstance(node, Or):
        return all(map(_is_any, node.children))
    return _is_any(node)


def _is_any(node: Node) -> bool:
    if isinstance(node, Synonyms):
        return node.matching == len(node.members)
    return isinstance(node, _LEAVES)


class View:
    """One segment within one search: what the leaves match in it, each worked out once."""

    def __init__(self, segment: Segment, base: int, averages: Averages) -> None:
        self.segment, self.base, self.size = segment, base, segment.size
        self._averages = averages
        self._leaves = Leaves(segment, averages)
        self._known: dict[int, Postings] = {}
        self._lists: dict[int, Postings] = {}
        self._counts: dict[int, int] = {}

    def every_match_scores(self, leaves: Sequence[Postings]) -> bool:
        """Whether each of the leaves, if its weight is above 0, adds more than 0 wherever it matches."""
        if all(of.list_number >= 0 for of in leaves):
            return self.segment.least > 0
        return self.segment.least_impact(self._averages) > 0

    # --- leaves: deleted articles too --------------------------------------------------------------------------------

    def postings(self, leaf: Scored) -> Postings:
        """The articles that match the leaf, and their impacts. ``leaf`` must live as long as the view."""
        number = self.list_of(leaf)
        if number >= 0:
            return self.posting_list(number)
        found = self._known.get(id(leaf))
        if found is None:
            found = self._synonyms(leaf) if isinstance(leaf, Synonyms) else self._leaves.postings(leaf)
            self._known[id(leaf)] = found
        return found

    def all_postings(self, leaves: Sequence[Scored]) -> list[Postings]:
        """``postings`` of several leaves; those that stand for many terms are worked out together."""
        patterns = [leaf for leaf in leaves if isinstance(leaf, _PATTERNS) and self._remembered(leaf) is None]
        if patterns:
            for leaf, found in zip(patterns, self._leaves.together(patterns), strict=True):
                self._known[id(leaf)] = found
                # copies: each of these lists is a part of that of all patterns
                self.segment.remembered.put(leaf, (found.docs.copy(), found.impacts.copy(), None))
        return list(map(self.postings, leaves))

    def list_of(self, node: Node) -> int:
        """The number of the list that a node is, 0 if that is empty, -1 if it is none."""
        if isinstance(node, Term) and node.fields == TEXT_FIELDS:
            return self.segment.list_of(node.level, node.text)
        return -1

    def posting_list(self, number: int) -> Postings:
        """The list with this number. The levels of a word often share one: each is met once."""
        found = self._lists.get(number)
        if found is None:
            found = self._lists[number] = self._leaves.posting_list(number)
        return found

    def _synonyms(self, leaf: Synonyms) -> Postings:
        """All members together; once they were asked for they are remembered."""
        known = self._remembered(leaf)
        if known is not None:
            return known
        docs, impacts = blended(leaf, self.all_postings(leaf.members), self.size)
        telling = None if leaf.telling == len(leaf.members) else self._any_of(leaf.members[: leaf.telling])
        self.segment.remembered.put(leaf.word, (docs, impacts, telling))
        return Postings(docs, impacts, telling=telling)

    def _remembered(self, leaf: Word) -> Postings | None:
        """What a word becomes, if that is known."""
        known = self._known.get(id(leaf))
        if known is None:
            # whether a part of it will do makes no difference here
            found = self.segment.remembered.get(leaf.word if isinstance(leaf, Synonyms) else leaf)
            if found is not None:
                docs, impacts, telling = found
                known = self._known[id(leaf)] = Postings(docs, impacts, telling=telling)
        return known

    def is_blended(self, leaf: Synonyms) -> bool:
        """Whether all members of a word together are known, or soon made and worth it: what comes twice comes again."""
        if self._remembered(leaf) is not None:
            return True
        if self.segment.remembered.is_new(leaf.word):
            return False
        lists, others = self.members(leaf)
        starts = self.segment.list_starts
        postings = sum([starts[of + 1] - starts[of] for of in lists]) + sum([len(of.docs) for of in others])
        return postings <= _LONG * len(leaf.members)

    def members(self, leaf: Synonyms) -> tuple[dict[int, int], dict[Postings, int]]:
        """The members of a word with their weights: the numbers of lists, and postings that are no list."""
        lists: dict[int, int] = {}
        others: dict[Postings, int] = {}
        for member in leaf.members:
            weight, number = member_weight(member.weight), self.list_of(member)
            if number > 0:
                lists[number] = lists.get(number, 0) + weight
            elif number < 0 and len((postings := self.postings(member)).docs):
                others[postings] = others.get(postings, 0) + weight
        return lists, others

    def telling(self, leaf: Scored) -> int:
        """How many live articles tell how rare it is; a word is not made of its members for it."""
        if isinstance(leaf, Synonyms) and self._remembered(leaf) is None:
            return self.segment.live_count(self._any_of(leaf.members[: leaf.telling]))
        return self.count(self.postings(leaf))

    def count(self, postings: Postings) -> int:
        """How many live articles there are among those that tell how rare it is."""
        if self.segment.live is None:
            return len(postings.counted)
        found = self._counts.get(postings.list_number)
        if found is None:
            found = self.segment.live_count(postings.counted)
            if postings.list_number >= 0:
                self._counts[postings.list_number] = found
        return found

    def distinct(self, children: Sequence[Node]) -> Sequence[Node]:
        """The children without those whose articles another child has too, as far as can be told at a glance."""
        lists: dict[int, Node] = {}
        others = []
        for child in children:
            if (number := self.list_of(child)) < 0:
                others.append(child)
            else:
                lists[number] = child
        lists.pop(0, None)  # the empty list
        if len(lists) > 1:
            wider = self.segment.wider
            others += [child for number, child in lists.items() if lists.keys().isdisjoint(wider(number))]
            return others
        return [*lists.values(), *others]

    # --- trees: live articles only -----------------------------------------------------------------------------------

    def matching(self, node: Node) -> Array:
        """The live articles that match."""
        return self.live(self._matching(node))

    def live(self, docs: Array) -> Array:
        """The live ones of these articles."""
        live = self.segment.live
        return docs if live is None else docs[live.take(docs)]

    def champions(self, postings: Postings) -> Best | None:
        """The live ones of the champions of a list, best first; None if it has none."""
        segment = self.segment
        found = segment.champions.of(postings.list_number, len(postings.docs))
        if found is None or segment.live is None:
            return found
        kept = segment.live.take(found.docs).nonzero()[0]
        return Best(found.docs.take(kept), found.impacts.take(kept))

    def among(self, node: Node, docs: Array) -> NDArray[np.bool_]:
        """Which of a few live articles, ascending, match."""
        match node:
            case And(children):
                found = np.ones(len(docs), bool)
                for child in children:
                    if not found.any():
                        break
                    found &= self.among(child, docs)
                return found
            case Or(children):
                return self._in_any(children, docs)
            case Synonyms(members, _, matching) if self._remembered(node) is None:
                return self._in_any(members[:matching], docs)
            case Not(child):
                return ~self.among(child, docs)
            case All():
                return np.ones(len(docs), bool)
            case Nothing():
                return np.zeros(len(docs), bool)
            case Between(low, high):
                start, end = self._dated(low, high)
                return (docs >= start) & (docs < end)
            case _:
                return sets.found_in(docs, self._matching(node))

    def _in_any(self, children: Sequence[Node], docs: Array) -> NDArray[np.bool_]:
        """Which of a few live articles, ascending, match any of the children."""
        found = np.zeros(len(docs), bool)
        for child in self.distinct(children):
            if found.all():
                break
            found |= self.among(child, docs)
        return found

    def _matching(self, node: Node) -> Array:
        """The articles that match, and among them deleted ones."""
        if isinstance(node, Synonyms):
            postings = self._remembered(node)
            if postings is not None and node.matching == len(node.members):
                return postings.docs
            if postings is not None and node.matching == node.telling:
                return postings.counted
            return self._any_of(node.members[: node.matching])
        if isinstance(node, _LEAVES):
            return self.postings(node).docs
        match node:
            case And(children):
                return self._all_of(children)
            case Or(children):
                return self._any_of(children)
            case Not(child):
                return sets.without(self._between(0, self.size), self._matching(child), self.size)
            case All():
                return self._between(0, self.size)
            case Nothing():
                return self._between(0, 0)
            case Only(name, text):
                return self.segment.with_key(name + KEY_SIGN + text)
            case Between(low, high):
                return self._between(*self._dated(low, high))
            case _:
                assert_never(node)

    def _all_of(self, children: Sequence[Node]) -> Array:
        """The sets of the children, smallest first; dates are cut out, what is not wanted is taken off."""
        start, end = 0, self.size
        wanted, unwanted = [], []
        for child in children:
            match child:
                case Between(low, high):
                    first, last = self._dated(low, high)
                    start, end = max(start, first), min(end, last)
                case All() | Or((All(), *_)):
                    pass
                case Not(inner):
                    unwanted.append(inner)
                case _:
                    wanted.append(self._matching(child))
        end = max(start, end)
        if not wanted:
            found = self._between(start, end)
        else:
            if end - start < self.size:
                wanted = [_within(docs, start, end) for docs in wanted]
            found = sets.intersection(wanted, self.size)
        for inner in unwanted:
            found = sets.without(found, self._matching(inner), self.size)
        return found

    def _any_of(self, children: Sequence[Node]) -> Array:
        return sets.union([self._matching(child) for child in self.distinct(children)], self.size, self.segment.kind)

    def _between(self, start: int, end: int) -> Array:
        return np.arange(start, end, dtype=self.segment.kind)

    def _dated(self, low: int | None, high: int | None) -> tuple[int, int]:
        """The first article of a span of time, and one above its last."""
        moments = self.segment.moments
        start = int(moments.searchsorted(_bounded(low if low is not None else NO_MOMENT + 1)))
        end = len(moments) if high is None else int(moments.searchsorted(_bounded(high), side="right"))
        return start, max(end, start)


def _within(docs: Array, start: int, end: int) -> Array:
    """The articles from ``start`` to ``end`` (excluded)."""
    first, last = docs.searchsorted(np.array((start, end), np.int64).astype(docs.dtype)).tolist()
    return docs[first:last]


def _bounded(moment: int) -> int:
    """A moment that fits into 64 bits and is not that of an article without a date."""
    return min(max(moment, NO_MOMENT + 1), -NO_MOMENT)
