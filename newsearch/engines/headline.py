"""Headlines: where one is asked for, its words count more if they stand early in an article, and near each other.

Who types six words, or pastes them, has a headline before him and wants that one article. A headline says in short what
the beginning of its article says; others about the same have its words too, but here and there. So the first ``BEST``
articles are raised by where the words of the leading tree (see ``steps``) first stand in them, in whole numbers::

    raise = sum over words of                    query weight * (MOST * HALF // (HALF + place))
          + sum over words and the next one of   the smaller query weight * (MOST // distance)

``place``: how many words of the body stand before it, 0 where the title has it; ``distance`` of two places, at least 1.
What is not in the article adds nothing, nor does what is no word: patterns, phrases, what is looked for in one field
only.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

from newsearch.engines import steps
from newsearch.engines.scoring import IMPACT_SCALE
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Node, Scored, Synonyms, Term, positive

#: A query of so many words is a headline; names, and what a story is looked for by, have fewer.
WORDS: Final = 6
#: So many articles are raised.
BEST: Final = 30
#: What the very first word adds, beside an impact, and what two words side by side add.
MOST: Final = IMPACT_SCALE // 2
#: The place where a word adds half as much.
HALF: Final = 60


def is_headline(words: int) -> bool:
    """Whether a query of so many words is one."""
    return words >= WORDS


def reach() -> int:
    """How many articles are raised at most: those whose whole score is known."""
    return min(BEST, steps.POOL)


def words(lead: Node) -> list[tuple[Scored, list[Term]]]:
    """The words of a leading tree whose places count, each with the terms that it may stand as."""
    found = [(leaf, _terms(leaf)) for leaf in positive(lead)]
    return [(leaf, terms) for leaf, terms in found if terms]


def _terms(leaf: Scored) -> list[Term]:
    members = leaf.members if isinstance(leaf, Synonyms) else (leaf,)
    return [member for member in members if isinstance(member, Term) and member.fields == TEXT_FIELDS]


def worth(places: Sequence[tuple[int, int | None]]) -> int:
    """By what an article is raised: of each word the query weight, and its place, None where it is not."""
    early = sum(weight * (MOST * HALF // (HALF + place)) for weight, place in places if place is not None)
    near = sum(
        min(weight, after) * (MOST // max(abs(place - next_place), 1))
        for (weight, place), (after, next_place) in pairwise(places)
        if place is not None and next_place is not None
    )
    return early + near


def raised(
    ranked: Sequence[tuple[int, int]],
    lead: Node,
    weight: Callable[[Scored], int],
    place: Callable[[int, Term], int | None],
) -> list[tuple[int, int]]:
    """Articles and their scores, best first, with the best of them raised and in their new order.

    ``lead``: the leading tree; ``weight``: the query weight of a word; ``place`` of a term in an article, None where it
    is not.
    """
    weighed = [(weight(leaf), terms) for leaf, terms in words(lead)]

    def first(article: int, terms: Sequence[Term]) -> int | None:
        return min((at for term in terms if (at := place(article, term)) is not None), default=None)

    anew = [
        (article, score + worth([(of, first(article, terms)) for of, terms in weighed]))
        for article, score in ranked[: reach()]
    ]
    return [*sorted(anew, key=lambda of: -of[1]), *ranked[len(anew) :]]
