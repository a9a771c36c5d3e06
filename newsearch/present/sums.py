"""The parts of a score as they are shown: rounded, and all the same they add up to the score as it is shown."""

from collections.abc import Iterator

from newsearch.model import Hit


def shares(found: Hit, digits: int) -> Iterator[tuple[str, float]]:
    """Each part of a hit's score, and what it adds: the sums are rounded, so that a part is off by one at most."""
    total = shown = 0.0
    for share in found.shares:
        total += share.score  # exact: scores are whole numbers over a power of two
        yield share.part, round(round(total, digits) - shown, digits)
        shown = round(total, digits)
