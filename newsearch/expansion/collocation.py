"""Words that are hardly seen apart, ``بلاك بيري``, ``الأمم المتحدة``: the second tells little that the first does not.

How far two words are one expression is Dice's coefficient of the articles that have each and those that have them side
by side (Dice 1945; Smadja, McKeown and Hatzivassiloglou 1996 for collocations).
"""

from typing import Final

from newsearch.engines.base import Reader
from newsearch.query.plan import Search
from newsearch.query.tree import And, Level, Node, Phrase, Term

#: Less is nothing: a weight that changes by a tenth changes no page.
_LEAST: Final = 0.2


def collocated(one: str, other: str, level: Level, reader: Reader) -> float:
    """How far two words are one expression in an index, from 0 to 1: 1 if neither is seen without the other."""
    words = Term(one, level), Term(other, level)
    counts = [_count(word, reader) for word in words]
    total, found = sum(counts), min(counts)
    # cheapest first: as many as have the rarer word, both words, the words side by side
    for node in (And(words), Phrase((one, other), level)):
        if 2 * found < _LEAST * total or not found:
            return 0.0
        found = _count(node, reader)
    return 2 * found / total if 2 * found >= _LEAST * total else 0.0


def _count(node: Node, reader: Reader) -> int:
    return reader.search(Search(node, limit=0)).total
