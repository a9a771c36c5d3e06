"""The tree as a Whoosh query: which documents of a segment match is decided by Whoosh's own nodes."""

from collections.abc import Callable, Iterator
from typing import Any, assert_never

from whoosh import query
from whoosh.matching import ListMatcher, NullMatcher

from newsearch.engines.on_whoosh.stock.leaves import Segment
from newsearch.fields import KEYWORD_FIELDS
from newsearch.query.tree import (
    All,
    And,
    Between,
    Filter,
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

#: What a leaf matches in the segment, in order.
Matched = Callable[[Scored | Between], list[int]]


class Listed(query.Query):  # type: ignore[misc]  # Whoosh has no types
    """A query whose documents are known already."""

    def __init__(self, documents: list[int]) -> None:
        self.documents = documents

    def matcher(self, searcher: Any, context: Any = None) -> Any:
        """A matcher over them."""
        return ListMatcher(self.documents) if self.documents else NullMatcher()

    def estimate_size(self, ixreader: Any) -> int:
        """How many there are."""
        return len(self.documents)

    def estimate_min_size(self, ixreader: Any) -> int:
        """How many there are."""
        return len(self.documents)


def documents(node: Node, segment: Segment, matched: Matched) -> Iterator[int]:
    """The live documents of the segment that match the tree."""
    found: Iterator[int] = _query(node, matched).docs(segment.searcher)
    return found


def _query(node: Node, matched: Matched) -> Any:
    match node:
        case And(children):  # Whoosh's And matches nothing if it is empty
            return query.And([_query(child, matched) for child in children]) if children else query.Every()
        case Or(children):
            return query.Or([_query(child, matched) for child in children])
        case Not(child):  # Whoosh's Not may match deleted documents, its Every does not
            return query.And([query.Every(), query.Not(_query(child, matched))])
        case Synonyms(members, matching=matching):
            return _query(Or(members[:matching]), matched)
        case Term() | Phrase() | Near() | Wildcard() | Fuzzy():
            return Listed(matched(node))
        case Only() | Between() | All() | Nothing():
            return _filter(node, matched)
        case _:
            assert_never(node)


def _filter(node: Filter, matched: Matched) -> Any:
    match node:
        case Only(field, text):
            return query.Term(field, text) if field in KEYWORD_FIELDS else query.NullQuery
        case Between():
            return Listed(matched(node))
        case All():
            return query.Every()
        case Nothing():
            return query.NullQuery
        case _:
            assert_never(node)
