"""Which segments a commit merges: large ones stay, small ones are taken together, their number stays bounded."""

from collections.abc import Sequence
from typing import Final

from newsearch.engines.base import Totals
from newsearch.engines.on_whoosh.arrays.segments.articles import MOST_TOKENS
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS

#: A segment is merged with the new articles unless it is more than so many times as large as all that is merged.
RATIO: Final = 4
#: So many token numbers of an article may stand for no word.
_UNUSED: Final = (1 << PAGE_BITS) + 1


def chosen(segments: Sequence[tuple[Totals, int]], new: Totals, *, everything: bool = False) -> list[int]:
    """Of segments given as (what is live in them, how many articles are deleted), those to merge with new articles.

    All, with ``everything``; else those of which more than half is deleted, and the small ones. Whatever stays is more
    than ``RATIO`` times as large as what comes to be, so there are about log(articles) / log(RATIO) at most. What would
    have more token numbers than there are is not merged, whatever was asked for.
    """
    wanted = {number for number, (live, dead) in enumerate(segments) if everything or dead > live.articles}
    picked, total = list[int](), new
    for number in sorted(range(len(segments)), key=lambda number: (number not in wanted, segments[number][0].articles)):
        live = segments[number][0]
        small = total.articles > 0 and live.articles <= RATIO * total.articles
        if (number in wanted or small) and _tokens(total + live) <= MOST_TOKENS:
            picked.append(number)
            total += live
    return picked


def _tokens(of: Totals) -> int:
    """How many token numbers a segment takes at most."""
    return of.title_words + of.body_words + _UNUSED * of.articles
