"""Which segments a commit merges: large ones stay, small ones are taken together, their number stays bounded."""

from collections.abc import Sequence
from typing import Final

#: A segment is merged with the new articles unless it is more than so many times as large as all that is merged.
RATIO: Final = 4


def chosen(sizes: Sequence[tuple[int, int]], new: int) -> list[int]:
    """Of segments given as (live articles, deleted articles), those to merge with so many new articles.

    A segment of which more than half is deleted is always among them. Whatever stays is more than ``RATIO`` times as
    large as what comes to be, so there are about log(articles) / log(RATIO) at most.
    """
    picked = [number for number, (live, dead) in enumerate(sizes) if dead > live]
    total = new + sum(sizes[number][0] for number in picked)
    if not total:
        return picked
    rest = sorted((sizes[number][0], number) for number in range(len(sizes)) if number not in picked)
    for size, number in rest:
        if size > RATIO * total:
            break
        picked.append(number)
        total += size
    return picked
