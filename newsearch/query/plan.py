"""What an engine is asked to do, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from newsearch.model import Count
from newsearch.query.tree import Node


class Order(StrEnum):
    """How the articles of a search are sorted. Ties go to the newer article, then to the smaller id.

    An article without a date counts as older than all others.
    """

    SCORE = "score"  # best first
    COMPLETE = "complete"  # those with everything before those with a part; each best first
    NEWEST = "newest"
    OLDEST = "oldest"


class Search(NamedTuple):
    """One page of one query.

    ``asked``: what an article must match to have all that was asked for. ``partial``: what it must match to be worth
    showing all the same; whatever matches ``asked`` matches it too. ``None`` where only ``asked`` counts. Scores are
    those of ``partial`` (of ``asked`` where that is ``None``). How articles are sorted by it: ``engines.steps``.

    ``feedback``: by what part of its score an article may be lifted that is about the same as the best ones (see
    ``engines.feedback``); ``headline``: whether the words are one, so that it matters where in an article they stand
    (see ``engines.headline``). Both only where articles are sorted by score.
    """

    asked: Node
    partial: Node | None = None
    order: Order = Order.SCORE
    limit: int = 10
    offset: int = 0
    feedback: float = 0.0
    headline: bool = False


class Row(NamedTuple):
    """One found article: its score (an integer, see ``engines.scoring``), whether it has all that was asked for, and
    its address within the snapshot that was searched.
    """

    score: int
    complete: bool
    address: int


@dataclass(frozen=True)
class Found:
    """One page of rows, best first, and exact totals: articles with everything, and those with only a part.

    Either total may be given as a function; it is called when the total is first read.
    """

    rows: tuple[Row, ...]
    total: Count = Count()  # noqa: RUF009  a descriptor, not a value
    total_some: Count = Count()  # noqa: RUF009  a descriptor, not a value

    @property
    def has_complete(self) -> bool:
        """Whether any article has everything: ``total`` is counted only where the page does not tell."""
        return any(row.complete for row in self.rows) or self.total > 0
