"""Ranking by score in two steps: the articles that may be among the best are found, then each of them is weighed whole.

A common word has a dozen relatives, and most of what they add is added to articles that nobody will see. So articles
are found by the *leading* tree (see ``query.tree.leading``), in the order of the score it gives them. If they are at
least ``POOL``, the first ``POOL`` of them, the *pool*, are put in the order of their whole score; the others stay as
they were found, and behind them come the articles with nothing but what is not leading. Where fewer are found, all
articles that match are in the order of their whole score, and the first ``POOL`` of them are the pool.

Whatever the step, the score of a row is the whole one; only in the pool feedback adds to it, or where the words of a
headline stand (see ``headline``).
"""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import Final

POOL: Final = 300


def two_steps(
    shown: AbstractSet[int], found: Sequence[int], best_first: Callable[[Iterable[int]], list[int]]
) -> list[int]:
    """The articles that are ``shown``, best first.

    ``found``: those the leading tree finds, best first; ``best_first`` sorts some articles by their whole score.
    """
    if len(found) < POOL:
        return best_first(shown)
    return [*best_first(found[:POOL]), *found[POOL:], *best_first(shown - set(found))]
