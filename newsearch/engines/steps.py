"""Ranking by score in two steps: the articles that may be among the best are found, then each of them is weighed whole.

A common word has a dozen relatives, and most of what they add is added to articles that nobody will see. So articles
are found by the *leading* tree (see ``query.tree.leading``), in the order of the score it gives them. If they are at
least ``POOL``, the first ``POOL`` of them, the *pool*, are put in the order of their whole score; the others stay as
they were found, and behind them come the articles with nothing but what is not leading. So it is, too, if fewer are
found by a single word: four articles with a rare name come before the many with another word of its root. Where fewer
are found by several words, all articles that match are in the order of their whole score, and the first ``POOL`` of
them are the pool.

Whatever the step, the score of a row is the whole one; only in the pool feedback adds to it, or where the words of a
headline stand (see ``headline``).
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

POOL: Final = 300


def come_first(found: int, words: int) -> bool:
    """Whether so many articles, found by the leading tree of so many words, come before all others."""
    return found >= POOL or (words == 1 and found > 0)


def pool_of(found: int, words: int) -> int:
    """How many articles the pool has at most."""
    return min(found, POOL) if come_first(found, words) else POOL


def two_steps(
    shown: AbstractSet[int], found: Sequence[int], words: int, best_first: Callable[[Iterable[int]], list[int]]
) -> list[int]:
    """The articles that are ``shown``, best first.

    ``found``: those the leading tree of so many ``words`` finds, best first; ``best_first`` sorts some articles by
    their whole score.
    """
    if not come_first(len(found), words):
        return best_first(shown)
    return [*best_first(found[:POOL]), *found[POOL:], *best_first(shown - set(found))]
