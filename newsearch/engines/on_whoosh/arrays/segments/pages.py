"""How the words of a segment are numbered, for those who read it without numpy; ``articles`` tells the whole story."""

from collections.abc import Iterable
from itertools import accumulate
from typing import Final

#: An article begins at a multiple of 64.
PAGE_BITS: Final = 6
#: The byte of every form with this number within its lemma, or a larger one. Hardly any lemma has so many forms.
FAR: Final = 255


def bases(titles: Iterable[int], bodies: Iterable[int]) -> list[int]:
    """The first token of each article, given how many words its fields have; one more than there are articles."""
    pages = (title + body + 1 + (1 << PAGE_BITS) >> PAGE_BITS for title, body in zip(titles, bodies, strict=True))
    return [page << PAGE_BITS for page in accumulate(pages, initial=0)]
