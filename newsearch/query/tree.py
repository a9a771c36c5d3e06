"""What a query means: a frozen tree over terms. Which articles match it, and with what score, is a pure function.

Matching
    A leaf matches an article as its class says; ``And``, ``Or`` and ``Not`` are those of sets.
Scoring
    The score of an article is the sum, over the *positive* leaves of the tree (those not under a ``Not``) that match
    it, of ``leaf weight x leaf impact`` (see :mod:`newsearch.engines.scoring`). The shape of the tree plays no part.
    Filters (``Only``, ``Between``, ``All``, ``Nothing``) add nothing.

Engines receive these trees; they never see text.
"""

import operator
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Final, NamedTuple, get_args

from newsearch.fields import TEXT_FIELDS


class Level(StrEnum):
    """What is compared when a word of the query meets a word of an article. Each level is a function of the form."""

    FORM = "form"  # letters as written, but for marks and the like: what ``=word`` asks for
    SPELLING = "spelling"  # letters that careless copy confuses made equal
    LEMMA = "lemma"  # the word behind its inflections


class Term(NamedTuple):
    """Articles in which ``text`` stands, at ``level``, in any of ``fields``. A tuple: there are many, soon made so."""

    text: str
    level: Level = Level.LEMMA
    fields: tuple[str, ...] = TEXT_FIELDS
    weight: float = 1.0


@dataclass(frozen=True)
class Phrase:
    """Articles in which ``texts`` stand in this order with at most ``slop`` other words between first and last.

    Slop 0: one directly behind the other. All of them within one field.
    """

    texts: tuple[str, ...]
    level: Level = Level.LEMMA
    fields: tuple[str, ...] = TEXT_FIELDS
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True)
class Near:
    """As Phrase, but in any order: ``texts`` within a window of ``len(texts) + slop`` words."""

    texts: tuple[str, ...]
    level: Level = Level.LEMMA
    fields: tuple[str, ...] = TEXT_FIELDS
    slop: int = 0
    weight: float = 1.0


@dataclass(frozen=True)
class Wildcard:
    """Articles with a term that ``pattern`` fits as a whole: ``*`` any letters, ``?`` exactly one.

    A prefix is a pattern that ends in its only ``*``; engines may answer it faster.
    """

    pattern: str
    level: Level = Level.SPELLING
    fields: tuple[str, ...] = TEXT_FIELDS
    weight: float = 1.0

    def test(self) -> Callable[[str], object]:
        """What is true of a term that fits, in time that grows with its length alone.

        What stands between two ``*`` is taken where it comes first, and looked for no more: nothing is lost by it.
        """
        pieces = ["".join("." if sign == "?" else re.escape(sign) for sign in of) for of in self.pattern.split("*")]
        inner = "".join(f"(?>.*?{piece})" for piece in pieces[1:-1] if piece)
        return re.compile(f"{pieces[0]}{inner}{f'.*{pieces[-1]}' if pieces[1:] else ''}", re.DOTALL).fullmatch


@dataclass(frozen=True)
class Fuzzy:
    """Articles with a term at most ``edits`` insertions, deletions or substitutions of a letter away from ``text``.

    For those who ask an engine themselves, as they would a Whoosh index: nothing that a reader types becomes one, for a
    misspelt word is put right by what it may mean (see ``mend``), which is more than letters.
    """

    text: str
    edits: int = 1
    level: Level = Level.SPELLING
    fields: tuple[str, ...] = TEXT_FIELDS
    weight: float = 1.0


@dataclass(frozen=True)
class Synonyms:
    """One word, in all the ways it may be written: articles in which one of the first ``matching`` members stands.

    The frequencies of all members, each times its weight, are summed before they are saturated, so that a word counts
    once however it is written (Indri's ``#wsyn``). How rare the word is follows from the articles that have one of the
    first ``telling`` members. ``tiers`` says of each member how close it is to the word that was typed (see ``tiers``);
    it plays no part in what is found.
    """

    members: tuple[Term | Phrase, ...]
    telling: int
    matching: int
    weight: float = 1.0
    tiers: tuple[str, ...] = ()

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash(self.members)

    @cached_property
    def loose(self) -> "Synonyms":
        """The same word, where every member makes an article match."""
        return self if self.matching == len(self.members) else replace(self, matching=len(self.members))

    @cached_property
    def word(self) -> "Synonyms":
        """The same word, whatever it weighs: what its members become together does not depend on that."""
        return self.loose if self.weight == 1.0 else replace(self.loose, weight=1.0)

    @cached_property
    def leading(self) -> "Scored":
        """Those of the members that match which count most, at least half as much as the first of them."""
        matching = self.members[: self.matching]
        most = max(member.weight for member in matching)
        places = [place for place, member in enumerate(matching) if member.weight >= _LEADS * most]
        if len(places) == 1:
            return weighing(matching[places[0]], self.weight)
        if len(places) == len(self.members):
            return self
        tiers = tuple(self.tiers[place] for place in places) if self.tiers else ()
        return Synonyms(tuple(matching[place] for place in places), len(places), len(places), self.weight, tiers)


@dataclass(frozen=True)
class Only:
    """Articles whose keyword ``field`` has ``text`` among its terms (the whole value, or one of its words)."""

    field: str
    text: str


@dataclass(frozen=True)
class Between:
    """Articles dated from ``low`` to ``high``, both included: seconds since 1970, UTC; ``None`` leaves a side open.

    An article without a date never matches.
    """

    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class All:
    """Every article."""


@dataclass(frozen=True)
class Nothing:
    """No article."""


@dataclass(frozen=True)
class And:
    """Articles that match every child (all articles, if there is none)."""

    children: tuple["Node", ...]

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((And, self.children))


@dataclass(frozen=True)
class Or:
    """Articles that match at least one child."""

    children: tuple["Node", ...]

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        return hash((Or, self.children))

    @cached_property
    def members(self) -> dict["Node", None]:
        """The children once more: a dictionary is joined to another without hashing what is in it again."""
        return dict.fromkeys(self.children)

    @classmethod
    def of(cls, members: dict["Node", None]) -> "Or":
        """Of distinct children in a dictionary, which is kept."""
        made = cls(tuple(members))
        made.__dict__["members"] = members
        return made


@dataclass(frozen=True)
class Not:
    """Articles that do not match the child."""

    child: "Node"


Leaf = Term | Phrase | Near | Wildcard | Fuzzy
Scored = Leaf | Synonyms
Filter = Only | Between | All | Nothing
Node = Scored | Filter | And | Or | Not

_SCORED: Final = frozenset(get_args(Scored))
_LEADS: Final = 0.5


def positive(node: Node) -> Iterator[Scored]:
    """The scored leaves that are not under a ``Not``, from left to right; equal leaves as often as they stand."""
    found: list[Scored] = []
    _collect(node, found)
    return iter(found)


def flat_leaves(node: Node) -> Iterator[Leaf]:
    """The positive leaves, with the members of synonyms in their place."""
    for leaf in positive(node):
        if isinstance(leaf, Synonyms):
            yield from leaf.members
        else:
            yield leaf


def weighing(leaf: Scored, weight: float) -> Scored:
    """The same leaf with another weight."""
    return leaf._replace(weight=weight) if isinstance(leaf, Term) else replace(leaf, weight=weight)


def times(node: Node, factor: float) -> Node:
    """The same tree, where each scored leaf weighs so many times as much."""
    if factor == 1.0:
        return node
    match node:
        case And(children) | Or(children):
            return type(node)(tuple(times(child, factor) for child in children))
        case Not() | Only() | Between() | All() | Nothing():
            return node
        case _:
            return weighing(node, node.weight * factor)


def leading(node: Node) -> Node:
    """The tree with nothing but the leading members of each word; the same one if there is nothing to leave out."""
    match node:
        case Synonyms():
            return node.leading
        case And(children) | Or(children):
            fewer = tuple(map(leading, children))
            same = all(map(operator.is_, fewer, children))
            return node if same else type(node)(fewer)
        case _:
            return node


def scores(node: Node) -> bool:
    """Whether it has a positive leaf."""
    match node:
        case And(children) | Or(children):
            return any(map(scores, children))
        case _:
            return type(node) in _SCORED


def _collect(node: Node, found: list[Scored]) -> None:
    match node:
        case And(children) | Or(children):
            for child in children:
                if type(child) is Term:  # as most are
                    found.append(child)
                else:
                    _collect(child, found)
        case Term() | Phrase() | Near() | Wildcard() | Fuzzy() | Synonyms():
            found.append(node)
        case _:
            return
