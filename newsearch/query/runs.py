"""Plain words side by side, each with the other ways in which an index may write it.

The words of a language come again and again: what a word means by itself is remembered, for the last few thousand
distinct ones. Nothing is remembered of queries.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import pairwise
from typing import Final, NamedTuple, Protocol

from newsearch.model import Note
from newsearch.query import leaves
from newsearch.query.combine import conjunction, disjunction
from newsearch.query.leaves import Token, Way
from newsearch.query.syntax import Word
from newsearch.query.tiers import ALL, Role, Tier, role_of
from newsearch.query.tiers import phrase as phrase_weights
from newsearch.query.tiers import word as word_weights
from newsearch.query.tree import Node, Phrase, Term, scores, times

#: How many distinct words are remembered, the last ones asked for. One takes about four kilobytes.
KEPT: Final = 4096
#: Of so many words side by side each counts what it tells beside its neighbours: of two there is no third that these
#: could outweigh together, and of more, which are a headline, nothing is gained by it.
_WEIGHED: Final = range(3, 6)
#: How much less each of two words counts that are one expression: together they count as one.
_COLLOCATED: Final = 0.5
#: Longer words are read anew each time: they hardly come again.
LONGEST: Final = 32


class Analyser(Protocol):
    """Where text becomes terms. It must be the one that made the index."""

    def tokens(self, text: str) -> Sequence[Token]:
        """The words of a text in reading order."""
        ...

    def keywords(self, value: str) -> tuple[str, ...]:
        """The terms of a keyword field's value: first the whole of it, then its words; none if it says nothing."""
        ...

    def fold_pattern(self, pattern: str) -> str:
        """A pattern in spellings: letters folded, ``*`` and ``?`` as they are."""
        ...


class Alternative(NamedTuple):
    """Another way to write ``length`` words of a run, from word ``start`` on: what stands there, and how it is told.

    ``listed``: a list of names says so. ``fixed``: the words mean this side by side only. ``one``: they say the same
    twice, and do not count by themselves.
    """

    start: int
    length: int
    leaf: Term | Phrase
    said: str = ""
    tier: Tier = Tier.NAME
    instead: bool = False
    listed: bool = False
    fixed: bool = False
    one: bool = False

    @property
    def role(self) -> Role:
        """What becomes of the word."""
        return Role.INSTEAD if self.instead else role_of(self.tier)


def in_names(others: Iterable[Alternative]) -> set[int]:
    """The places of the words that are part of a name of several."""
    return {place for other in others if other.length > 1 for place in range(other.start, other.start + other.length)}


class Expand(Protocol):
    """Finds other ways in which an index may write the words of a query."""

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> Sequence[Alternative]:
        """The alternatives for words that stand side by side."""
        ...

    def related(self, tokens: Sequence[Token]) -> bool:
        """Whether these words, side by side, may have other alternatives than each of them has alone."""
        ...

    def lemmas(self, token: Token) -> tuple[str, ...]:
        """All words that a word of a phrase may be an inflection of, the likeliest first."""
        ...

    def collocated(self, one: Token, other: Token) -> float:
        """How far two words side by side are one expression, from 0 to 1."""
        ...


@dataclass(frozen=True)
class Part:
    """What an article needs to have all of a part, what will do, and whether the part may be missing altogether.

    ``words``: how many it has as typed; a phrase or a pattern counts as one, a filter or what is not wanted as none.
    ``instead``: whether something else is meant than what the lemma table says of a word.
    """

    asked: Node
    partial: Node
    required: bool
    words: int
    instead: bool = False

    @classmethod
    def whole(cls, node: Node) -> "Part":
        """A leaf; filters are always required."""
        scored = scores(node)
        return cls(node, node, required=not scored, words=int(scored))

    def weighing(self, factor: float) -> "Part":
        """The same part, where each of its words weighs so many times as much."""
        if factor == 1.0:
            return self
        asked = times(self.asked, factor)
        partial = asked if self.partial is self.asked else times(self.partial, factor)
        return replace(self, asked=asked, partial=partial)


class Typed(NamedTuple):
    """A word as typed: its tokens, those that tell, and whether these carry no news."""

    tokens: tuple[Token, ...]
    telling: tuple[Token, ...]
    stop: bool

    @property
    def single(self) -> bool:
        """Whether only one tells."""
        return len(self.telling) == 1


class Runs:
    """Reads runs of plain words in one snapshot of an index. Threads may share one."""

    def __init__(self, analyser: Analyser, expand: Expand | None, tiers: AbstractSet[Tier] = ALL) -> None:
        self._expand, self._tiers = expand, tiers
        # made of what they need, not of self: a ring of references would keep a snapshot until it is collected
        self._read = partial(_typed, analyser)
        self._known = lru_cache(KEPT)(self._read)
        self._instead = lru_cache(KEPT)(partial(_instead, self._known, expand, tiers))
        self._alone = lru_cache(KEPT)(partial(_alone, self._known, expand, tiers))

    def word(self, text: str) -> Typed:
        """What there is to know of one word as typed."""
        return self._known(text) if len(text) <= LONGEST else self._read(text)

    def part(self, word: Word, fields: tuple[str, ...], notes: list[Note]) -> Part:
        """The meaning of a word of one telling token; what it is also looked for by is told in ``notes``."""
        known = self._alone if len(word.text) <= LONGEST else self._alone.__wrapped__
        part, said = known(word.text, fields)
        if said:
            notes.append(Note(said, word.start, word.end))
        return part

    def parts(self, words: Sequence[Word], fields: tuple[str, ...], notes: list[Note]) -> list[Part]:
        """The meaning of words of one telling token each, side by side; those written together otherwise make one part.

        What they are also looked for by is told in ``notes``.
        """
        if self._expand is None or len(words) < 2:
            return [self.part(word, fields, notes) for word in words]
        tokens = [self.word(word.text).telling[0] for word in words]
        factors = _factors(tokens, self._expand)
        if not self._expand.related(tokens):
            found = [self.part(word, fields, notes) for word in words]
            return [part.weighing(by) for part, by in zip(found, factors, strict=True)]
        at, found = 0, []
        for part, said, length in _parts(tokens, self._expand, self._tiers, fields, factors):
            if said:
                notes.append(Note(said, words[at].start, words[at + length - 1].end))
            found.append(part)
            at += length
        return found

    def instead(self, text: str, fields: tuple[str, ...]) -> Node | None:
        """What a text of one token means whatever the table says of it; None for nearly all words."""
        return (self._instead if len(text) <= LONGEST else self._instead.__wrapped__)(text, fields)


def _factors(tokens: Sequence[Token], expand: Expand) -> list[float]:
    """What each of some words side by side tells beside its neighbours: both words of a name half."""
    if len(tokens) not in _WEIGHED:
        return [1.0] * len(tokens)
    shared = [0.0, *map(expand.collocated, tokens, tokens[1:]), 0.0]
    return [1.0 - _COLLOCATED * max(around) for around in pairwise(shared)]


def _typed(analyser: Analyser, text: str) -> Typed:
    tokens = tuple(analyser.tokens(text))
    telling = leaves.telling(tokens)
    return Typed(tokens, telling, all(token.stop for token in telling))


def _alone(
    read: Callable[[str], Typed],
    expand: Expand | None,
    tiers: AbstractSet[Tier],
    text: str,
    fields: tuple[str, ...],
) -> tuple[Part, str]:
    """A word by itself, and what is to be said about it."""
    ((part, said, _length),) = _parts(read(text).telling, expand, tiers, fields, [1.0])
    return part, said


def _parts(
    tokens: Sequence[Token],
    expand: Expand | None,
    tiers: AbstractSet[Tier],
    fields: tuple[str, ...],
    factors: Sequence[float],
) -> Iterator[tuple[Part, str, int]]:
    """Words, each with its alternatives: parts, what is to be said about each, and of how many words it is.

    ``factors``: what each word counts.
    """
    by_role: dict[Role, list[Alternative]] = {role: [] for role in Role}
    for other in _others(tokens, expand, tiers, fields):
        by_role[other.role].append(other)
    instead, matching, echoes, ranking = by_role.values()
    words = [
        leaves.synonyms(
            [*(_ways(instead, i) or leaves.word(token, word_weights(tiers), fields)), *_ways(matching, i)],
            _ways(ranking, i),
            _ways(echoes, i),
        )
        for i, token in enumerate(tokens)
    ]
    singles = list(map(times, words, factors))
    for start, end in _spans(matching, 0, len(tokens)):
        inside = [other for other in matching if start <= other.start and other.start + other.length <= end]
        if ones := [other for other in inside if other.one]:
            one = disjunction(_together(ones))
            yield Part(one, one, required=False, words=1), _said(ones), end - start
            continue
        fixed = any(other.fixed for other in inside) or (end - start > 1 and _is_fixed(tokens[start:end]))
        whole = _side_by_side(tokens[start:end], expand, tiers, fields) if fixed else []
        some = [word for i, word in enumerate(singles[start:end], start) if not (fixed and tokens[i].stop)]
        part = Part(
            _asked(singles, inside, start, end, whole),
            disjunction([*map(leaves.loose, some), *whole, *_together(inside)]),
            required=False,
            words=end - start,
            instead=any(start <= other.start < end for other in instead),
        )
        yield part, _said(inside), end - start


def _said(others: Iterable[Alternative]) -> str:
    """What is to be said about words that have these alternatives."""
    said = "، ".join(dict.fromkeys(other.said for other in others if other.said))
    return f"also: {said}" if said else ""


def _is_fixed(tokens: Sequence[Token]) -> bool:
    """Whether words that have another name say little apart: إن in سي إن إن, or بي twice in بي بي سي."""
    return any(token.stop for token in tokens) or len({token.form for token in tokens}) < len(tokens)


def _spans(others: Sequence[Alternative], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Words, each by itself or with those behind it that something else stands for: first, and behind the last."""
    while start < end:
        length = max((o.length for o in others if o.start == start and start + o.length <= end), default=1)
        yield start, start + length
        start += length


def _side_by_side(
    tokens: Sequence[Token], expand: Expand | None, tiers: AbstractSet[Tier], fields: tuple[str, ...]
) -> list[Node]:
    """Words as a phrase."""
    lemmas = expand.lemmas if expand else leaves.lemmas
    return [leaves.phrase(tokens, phrase_weights(tiers), fields, lemmas=lemmas)]


def _asked(
    singles: Sequence[Node], others: Sequence[Alternative], start: int, end: int, fixed: Sequence[Node] = ()
) -> Node:
    """All of the words; or what stands for all of them, or, beside the rest of them, for some.

    Of what is ``fixed`` the words by themselves will not do.
    """
    if fixed:
        return disjunction([*fixed, *_together([other for other in others if other.length == end - start])])
    found = []
    for first, behind in _spans(others, start, end):
        whole = [other for other in others if (other.start, other.length) == (first, behind - first)]
        shorter = [other for other in others if other.length < behind - first]
        word = singles[first] if behind - first == 1 else _asked(singles, shorter, first, behind)
        found.append(disjunction([word, *_together(whole)]))
    return conjunction(found)


def _together(others: Iterable[Alternative]) -> list[Node]:
    """What may stand for several words: as one word, for each such row of them."""
    ways: dict[tuple[int, int], list[Way]] = {}
    for other in others:
        if other.length > 1:
            ways.setdefault((other.start, other.length), []).append((other.tier, other.leaf))
    return list(map(leaves.synonyms, ways.values()))


def _others(
    tokens: Sequence[Token], expand: Expand | None, tiers: AbstractSet[Tier], fields: tuple[str, ...]
) -> list[Alternative]:
    """The alternatives that are switched on: the form always is, and what a word means by itself only with lemmas."""
    if expand is None:
        return []
    on = {*tiers, Tier.FORM}
    off = () if Tier.LEMMA in tiers else (Role.INSTEAD, Role.ECHOES)
    return [other for other in expand(tokens, fields) if other.tier in on and other.role not in off]


def _instead(
    read: Callable[[str], Typed],
    expand: Expand | None,
    tiers: AbstractSet[Tier],
    text: str,
    fields: tuple[str, ...],
) -> Node | None:
    others = _others(read(text).tokens, expand, tiers, fields)
    strong, echoes = (_ways((one for one in others if one.role is role), 0) for role in (Role.INSTEAD, Role.ECHOES))
    return leaves.synonyms(strong, echoes=echoes) if strong else None


def _ways(others: Iterable[Alternative], at: int) -> list[Way]:
    """What may stand for the one word there."""
    return [(other.tier, other.leaf) for other in others if other.start == at and other.length == 1]
