"""Syntax becomes a tree of terms: what an article must have to match fully, and what will do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Protocol, assert_never

from newsearch.fields import BY_NAME, TEXT_FIELDS, Kind
from newsearch.model import Note
from newsearch.query import leaves
from newsearch.query.combine import conjunction, disjunction, negation
from newsearch.query.leaves import Token
from newsearch.query.syntax import Both, Either, Exact, Group, In, Leaf, Pattern, Quoted, Syntax, Without, Word
from newsearch.query.tree import All, Node, Nothing, Only, positive

MAX_PHRASE: Final = 64  # words of one phrase


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


class Tier(StrEnum):
    """What an alternative is worth."""

    MATCHES = "matches"  # as good as the word asked for
    RANKS = "ranks"  # adds to the score, and follows as a part of what was asked


@dataclass(frozen=True)
class Alternative:
    """Another way to write ``length`` words of a run, from word ``start`` on: where it stands, and how it is told."""

    start: int
    length: int
    node: Node
    said: str = ""
    tier: Tier = Tier.MATCHES


class Expand(Protocol):
    """Finds other ways in which an index may write the words of a query."""

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> Sequence[Alternative]:
        """The alternatives for words that stand side by side."""
        ...


class Words(StrEnum):
    """Which of the words that stand side by side an article must have."""

    ALL = "all"
    SOME = "some"  # one of them will do, unless it is marked as required


@dataclass(frozen=True)
class Resolved:
    """A query in terms; ``asked`` and ``partial`` as in :class:`newsearch.query.plan.Search`."""

    asked: Node
    partial: Node | None = None
    notes: tuple[Note, ...] = ()


def resolve(syntax: Syntax, analyser: Analyser, *, words: Words = Words.SOME, expand: Expand | None = None) -> Resolved:
    """Give the syntax its meaning. Total: what cannot be looked for is left out with a note."""
    resolver = _Resolver(analyser, expand)
    part = resolver.part(syntax, _Scope())
    if part is None:
        note = Note("there is nothing to look for", syntax.start, syntax.end)
        return Resolved(Nothing(), notes=(*resolver.notes, note))
    asked, partial = conjunction([part.asked]), conjunction([part.partial])
    if words is Words.ALL or partial == asked:
        return Resolved(asked, notes=tuple(resolver.notes))
    return Resolved(asked, partial, tuple(resolver.notes))


class _Letters(StrEnum):
    """How letters are compared."""

    LOOSE = "loose"
    EXACT = "exact"


@dataclass(frozen=True)
class _Scope:
    """What the signs around a part say about it."""

    field: str = ""
    letters: _Letters = _Letters.LOOSE

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,) if self.field in TEXT_FIELDS else TEXT_FIELDS


@dataclass(frozen=True)
class _Part:
    """What an article needs to have all of a part, what will do, and whether the part may be missing altogether."""

    asked: Node
    partial: Node
    required: bool

    @classmethod
    def whole(cls, node: Node) -> "_Part":
        """A leaf; filters are always required."""
        return cls(node, node, required=not any(positive(node)))


class _Resolver:
    def __init__(self, analyser: Analyser, expand: Expand | None) -> None:
        self._analyser = analyser
        self._expand = expand
        self.notes: list[Note] = []

    def part(self, syntax: Syntax, scope: _Scope) -> _Part | None:
        """The meaning of a part; None if there is nothing in it to look for."""
        match syntax:
            case Word() if tokens := self._plain(syntax, scope):
                return self._run([syntax], [tokens], scope)[0]
            case Word() | Pattern() | Quoted():
                node = self._leaf(syntax, scope)
                return None if node is None else _Part.whole(node)
            case Group(parts):
                return self._group(parts, scope)
            case Both(parts):
                found = self._parts(parts, scope)
                asked = conjunction(part.asked for part in found)
                return _Part(asked, asked, required=True) if found else None
            case Either(parts):
                found = self._parts(parts, scope)
                asked, partial = (
                    disjunction(part.asked for part in found),
                    disjunction(part.partial for part in found),
                )
                return _Part(asked, partial, required=all(part.required for part in found)) if found else None
            case Without(inner):
                if part := self.part(inner, scope):
                    asked = negation(part.asked)
                    return _Part(asked, asked, required=True)
                return None
            case Exact(inner):
                return self.part(inner, replace(scope, letters=_Letters.EXACT))
            case In(name, inner):
                return self.part(inner, replace(scope, field=name))
            case _:
                assert_never(syntax)

    def _parts(self, parts: Iterable[Syntax], scope: _Scope) -> list[_Part]:
        return [part for child in parts if (part := self.part(child, scope))]

    def _group(self, parts: tuple[Syntax, ...], scope: _Scope) -> _Part | None:
        """Parts side by side; stop words among them are dropped, unless no other words are left."""
        said = self._row([part for part in parts if not self._is_stop(part, scope)], scope)
        if not any(any(positive(part.asked)) for part in said):
            said += self._row([part for part in parts if self._is_stop(part, scope)], scope)
        return _side_by_side(said)

    def _row(self, parts: Sequence[Syntax], scope: _Scope) -> list[_Part]:
        """Parts side by side; plain words that follow one another may be written together, or otherwise."""
        found: list[_Part] = []
        words: list[Syntax] = []
        tokens: list[Token] = []
        for part in (*parts, None):
            token = self._plain(part, scope) if part is not None else None
            if part is not None and token is not None:
                words.append(part)
                tokens.append(token)
                continue
            if words:
                found += self._run(words, tokens, scope)
                words, tokens = [], []
            if part is not None and (other := self.part(part, scope)):
                found.append(other)
        return found

    def _plain(self, part: Syntax, scope: _Scope) -> Token | None:
        """The token of a word that may be written otherwise; None for any other part."""
        if not isinstance(part, Word) or scope.field not in ("", *TEXT_FIELDS) or scope.letters is _Letters.EXACT:
            return None
        tokens = self._analyser.tokens(part.text)
        return tokens[0] if len(tokens) == 1 else None

    def _run(self, words: Sequence[Syntax], tokens: Sequence[Token], scope: _Scope) -> list[_Part]:
        """Plain words, each with its alternatives; words that have one together make one part."""
        nodes = [leaves.word(token, leaves.WORD, scope.fields) for token in tokens]
        others = self._expand(tokens, scope.fields) if self._expand else ()
        parts: list[_Part] = []
        at = 0
        while at < len(nodes):
            length = max((other.length for other in others if other.start == at), default=1)
            inside = [other for other in others if at <= other.start and other.start + other.length <= at + length]
            matching = [other for other in inside if other.tier is Tier.MATCHES]
            if said := "، ".join(dict.fromkeys(other.said for other in matching)):
                self.notes.append(Note(f"also: {said}", words[at].start, words[at + length - 1].end))
            singles = [
                disjunction([nodes[i], *(o.node for o in matching if (o.start, o.length) == (i, 1))])
                for i in range(at, at + length)
            ]
            together = [other.node for other in matching if other.length > 1]
            ranking = [other.node for other in inside if other.tier is Tier.RANKS]
            asked = disjunction([conjunction(singles), *together])
            parts.append(_Part(asked, disjunction([*singles, *together, *ranking]), required=False))
            at += length
        return parts

    def _is_stop(self, part: Syntax, scope: _Scope) -> bool:
        if not isinstance(part, Word) or scope.field not in ("", *TEXT_FIELDS) or scope.letters is _Letters.EXACT:
            return False
        return all(token.stop for token in self._analyser.tokens(part.text))

    def _leaf(self, leaf: Leaf, scope: _Scope) -> Node | None:
        match BY_NAME[scope.field].kind if scope.field else Kind.TEXT:
            case Kind.KEYWORD:
                return self._keyword(leaf, scope)
            case Kind.DATE:
                from newsearch.query.dates import between  # few queries have a date

                if node := between(leaf.text):
                    return node
                self._note(f"{leaf.text} is no date such as 2015, 2015-08, 2015-08-21 or 2015..2016", leaf)
                return self._leaf(leaf, replace(scope, field=""))
            case _:
                return self._pattern(leaf, scope) if isinstance(leaf, Pattern) else self._words(leaf, scope)

    def _words(self, leaf: Word | Quoted, scope: _Scope) -> Node | None:
        tokens = self._analyser.tokens(leaf.text)
        if len(tokens) > MAX_PHRASE:
            self._note(f"of a phrase, only the first {MAX_PHRASE} words are searched", leaf)
            tokens = tokens[:MAX_PHRASE]
        if not tokens:
            return None
        exact = scope.letters is _Letters.EXACT
        if len(tokens) == 1:
            weights = leaves.EXACT if exact else leaves.WORD if isinstance(leaf, Word) else leaves.QUOTED
            return leaves.word(tokens[0], weights, scope.fields)
        distance = leaf.distance if isinstance(leaf, Quoted) else None
        return leaves.phrase(tokens, leaves.EXACT if exact else leaves.PHRASE, scope.fields, distance)

    def _pattern(self, leaf: Pattern, scope: _Scope) -> Node | None:
        if scope.letters is _Letters.EXACT:
            self._note("= has no meaning before a word with * or ?", leaf)
        pieces = leaves.pieces(leaf.text)
        if len(pieces) > 1:
            self._note(f"the parts of {leaf.text} are searched one by one", leaf)
        found: list[Node] = []
        for piece in pieces:
            folded = self._analyser.fold_pattern(piece)
            if "*" not in piece and "?" not in piece:
                if node := self._words(Word(piece), scope):
                    found.append(node)
            elif folded.strip("*?"):
                found.append(leaves.pattern(folded, scope.fields))
        return conjunction(found) if found else None

    def _keyword(self, leaf: Leaf, scope: _Scope) -> Node | None:
        if isinstance(leaf, Pattern):
            self._note(f"* and ? have no meaning in {scope.field}", leaf)
        tokens = self._analyser.tokens(leaf.text)
        values = [leaf.text]
        if len(tokens) > 1 and scope.letters is _Letters.LOOSE:
            values = [leaf.text[token.start : token.end] for token in tokens]
        found = [Only(scope.field, terms[0]) for value in values if (terms := self._analyser.keywords(value))]
        return conjunction(found) if found else None

    def _note(self, message: str, leaf: Leaf) -> None:
        self.notes.append(Note(message, leaf.start, leaf.end))


def _side_by_side(parts: list[_Part]) -> _Part | None:
    """All are asked for; of those that are not required one will do, or none where a required one is a word."""
    if not parts:
        return None
    asked = conjunction(part.asked for part in parts)
    required = [part.asked for part in parts if part.required]
    some = [part for part in parts if not part.required]
    if any(any(positive(node)) for node in required):
        enough = [*(part.partial for part in some), All()]
    elif [part.partial for part in some] == [part.asked for part in some[:1]]:  # a single one cannot be missing
        return _Part(asked, asked, required=not some)
    else:
        enough = [part.partial for part in some]
    return _Part(asked, conjunction([*required, disjunction(enough)]), required=not some)
