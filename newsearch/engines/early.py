"""Early words: where a headline is asked for, a word of it counts the more the earlier it stands in an article.

Who types six words, or pastes them, has a headline before him and wants that one article. A headline says in short what
the first sentences of its article say; others about the same have its words too, but anywhere. So the first ``BEST``
articles are raised, in whole numbers, over the words of the leading tree (see ``steps``)::

    raise = sum of  query weight * (MOST * HALF // (HALF + place))

``place``: how many words of the body stand before the first occurrence, 0 where the title has the word. What is not in
the article adds nothing, nor does what is no word: patterns, phrases, and what is looked for in one field only.
"""

from collections.abc import Callable, Sequence
from typing import Final

from newsearch.engines import steps
from newsearch.engines.scoring import IMPACT_SCALE
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Node, Scored, Synonyms, Term, leading, positive

#: A query of so many words is a headline; names, and what a story is looked for by, have fewer.
HEADLINE: Final = 6
#: So many articles are raised.
BEST: Final = 50
#: What the first word of an article adds, beside an impact; of the word at place ``HALF`` it is half of that.
MOST: Final = round(0.4 * IMPACT_SCALE)
HALF: Final = 80


def is_headline(words: int) -> bool:
    """Whether a query of so many words is one."""
    return words >= HEADLINE


def reach() -> int:
    """How many articles are raised at most: those whose whole score is known."""
    return min(BEST, steps.POOL)


def words(tree: Node) -> list[tuple[Scored, list[Term]]]:
    """The words whose places count, each with the terms that it may stand as."""
    found = [(leaf, _terms(leaf)) for leaf in positive(leading(tree))]
    return [(leaf, terms) for leaf, terms in found if terms]


def _terms(leaf: Scored) -> list[Term]:
    members = leaf.members if isinstance(leaf, Synonyms) else (leaf,)
    return [member for member in members if isinstance(member, Term) and member.fields == TEXT_FIELDS]


def raised(
    ranked: Sequence[tuple[int, int]],
    tree: Node,
    weight: Callable[[Scored], int],
    place: Callable[[int, Term], int | None],
) -> list[tuple[int, int]]:
    """Articles and their scores, best first, with the best of them raised and in their new order.

    ``weight``: the query weight of a word; ``place`` of a term in an article, None where it is not.
    """
    weighed = [(weight(leaf), terms) for leaf, terms in words(tree)]
    anew = []
    for article, score in ranked[: reach()]:
        for of, terms in weighed:
            places = [at for term in terms if (at := place(article, term)) is not None]
            if places:
                score += of * (MOST * HALF // (HALF + min(places)))
        anew.append((article, score))
    return [*sorted(anew, key=lambda of: -of[1]), *ranked[len(anew) :]]
