"""Headlines: where one is asked for, its words count more if they stand early in an article, near each other, as typed.

Who types six words, or pastes them, has a headline before him and wants that one article. A headline says in short what
the beginning of its article says; others about the same have its words too, but here and there. So the first ``BEST``
articles are raised by where the words of the leading tree (see ``steps``) stand in them, in whole numbers::

    raise = sum over words of                    query weight * (early(first) + early(first as typed) // 2)
          + sum over words and the next one of   the smaller query weight * (NEAR // distance)
    early(place) = EARLY * HALF // (HALF + place)

``first``: how many words of the body stand before the word, in any of its forms, and in the very form; 0 where the
title has it. ``distance``: how far behind an occurrence of the first word in the body the second one follows at the
nearest; 1 where the title has both. What is not in the article adds nothing, nor does what is no word: patterns,
phrases, what is looked for in one field only.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import chain, pairwise
from typing import Final, NamedTuple

from newsearch.engines import steps
from newsearch.engines.scoring import IMPACT_SCALE
from newsearch.fields import TEXT_FIELDS
from newsearch.query.tree import Level, Node, Scored, Synonyms, Term, positive

#: Where a term stands in an article: whether in the title, and how many words of the body stand before each occurrence.
Places = tuple[bool, Sequence[int]]

#: A query of so many words is a headline; names, and what a story is looked for by, have fewer.
WORDS: Final = 6
#: So many articles are raised.
BEST: Final = 30
#: What a word at the very beginning adds, beside an impact.
EARLY: Final = IMPACT_SCALE * 3 // 4
#: The place where it adds half as much.
HALF: Final = 60
#: What two words side by side add.
NEAR: Final = IMPACT_SCALE // 2


def is_headline(words: int) -> bool:
    """Whether a query of so many words is one."""
    return words >= WORDS


def reach() -> int:
    """How many articles are raised at most: those whose whole score is known."""
    return min(BEST, steps.POOL)


class Word(NamedTuple):
    """A word whose places count: the leading leaf, the terms it may stand as, and its very form, if that is told."""

    leaf: Scored
    terms: Sequence[Term]
    forms: Sequence[Term]


def words(tree: Node) -> list[Word]:
    """Those of a whole tree, in order."""
    found = []
    for leaf in positive(tree):
        lead = leaf.leading if isinstance(leaf, Synonyms) else leaf
        if terms := _terms(lead):
            forms = [term for term in _terms(leaf) if term.level is Level.FORM]
            found.append(Word(lead, terms, forms))
    return found


def _terms(leaf: Scored) -> list[Term]:
    members = leaf.members[: leaf.matching] if isinstance(leaf, Synonyms) else (leaf,)
    return [member for member in members if isinstance(member, Term) and member.fields == TEXT_FIELDS]


class Met(NamedTuple):
    """A word in an article: its query weight, where it stands, and where in its very form."""

    weight: int
    places: Places
    typed: Places = (False, ())


def worth(met: Sequence[Met]) -> int:
    """By what an article is raised, given each word."""
    alone = sum(word.weight * (_early(word.places) + _early(word.typed) // 2) for word in met)
    return alone + sum(
        min(word.weight, other.weight) * (NEAR // distance)
        for word, other in pairwise(met)
        if (distance := _distance(word.places, other.places))
    )


def _early(places: Places) -> int:
    title, body = places
    return EARLY * HALF // (HALF + (0 if title else body[0])) if title or body else 0


def _distance(one: Places, other: Places) -> int:
    """How far the other follows behind; 0 if it does not."""
    (title, body), (other_title, other_body) = one, other
    if title and other_title:
        return 1
    behind = [other_body[at] - place for place in body if (at := bisect_right(other_body, place)) < len(other_body)]
    return min(behind, default=0)


def _any(places: Sequence[Places]) -> Places:
    """Where any of some terms stands."""
    return any(title for title, _ in places), sorted(chain.from_iterable(body for _, body in places))


def raised(
    ranked: Sequence[tuple[int, int]],
    tree: Node,
    weight: Callable[[Scored], int],
    places: Callable[[int, Term], Places],
) -> list[tuple[int, int]]:
    """Articles and their scores, best first, with the best of them raised and in their new order.

    ``tree``: the whole one; ``weight``: the query weight of a leading leaf; ``places`` of a term in an article.
    """
    weighed = [(weight(word.leaf), word) for word in words(tree)]

    def met(article: int, of: int, word: Word) -> Met:
        return Met(of, *(_any([places(article, term) for term in terms]) for terms in (word.terms, word.forms)))

    anew = [
        (article, score + worth([met(article, of, word) for of, word in weighed]))
        for article, score in ranked[: reach()]
    ]
    return [*sorted(anew, key=lambda of: -of[1]), *ranked[len(anew) :]]
