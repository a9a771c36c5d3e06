"""Words that are hardly seen apart, ``بلاك بيري``, ``الأمم المتحدة``: the second tells little that the first does not.

How far two words are one expression is Dice's coefficient of the articles that have each and those that have them side
by side (Dice 1945; Smadja, McKeown and Hatzivassiloglou 1996 for collocations).
"""

from typing import Final

from newsearch.engines.base import Reader, document_frequency
from newsearch.query.tree import And, Level, Phrase, Term

#: Less is nothing: a weight that changes by a tenth changes no page.
_LEAST: Final = 0.2


def collocated(one: str, other: str, level: Level, reader: Reader) -> float:
    """How far two words are one expression in an index, from 0 to 1: 1 if neither is seen without the other."""
    words = Term(one, level), Term(other, level)
    counts = [document_frequency(reader, word) for word in words]
    together = 2 * min(counts) / max(sum(counts), 1)
    # cheapest first: they are no more often side by side than both anywhere, nor that than the rarer one
    for node in (And(words), Phrase((one, other), level)):
        if together < _LEAST:
            return 0.0
        together = 2 * document_frequency(reader, node) / sum(counts)
    return together if together >= _LEAST else 0.0
