"""Syntax becomes a tree of terms: what an article must have to match fully, and what will do."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Final, TypeGuard, assert_never

from newsearch.fields import BY_NAME, TEXT_FIELDS, Kind
from newsearch.model import Note
from newsearch.query import leaves, tiers
from newsearch.query.blanks import numbered, otherwise
from newsearch.query.choices import Words
from newsearch.query.combine import conjunction, disjunction, negation
from newsearch.query.leaves import Lemmas, Token
from newsearch.query.runs import Analyser, Expand, Part, Runs, in_names
from newsearch.query.syntax import Both, Either, Exact, Group, In, Leaf, Pattern, Quoted, Syntax, Without, Word
from newsearch.query.tiers import Tier
from newsearch.query.tree import All, Level, Node, Nothing, Only, scores
from newsearch.text import morphology, names

MAX_PHRASE: Final = 64  # words of one phrase
_NAME: Final = tiers.WEIGHTS[Tier.NAME]
_IN_TEXT: Final = frozenset(("", *TEXT_FIELDS))


@dataclass(frozen=True)
class Resolved:
    """A query in terms; ``asked`` and ``partial`` as in :class:`newsearch.query.plan.Search`.

    ``words``: how many words it has as typed, stop words aside; see :class:`newsearch.query.runs.Part`.
    """

    asked: Node
    partial: Node | None = None
    notes: tuple[Note, ...] = ()
    words: int = 0


class Resolver:
    """Gives queries their meaning in one snapshot of an index; remembers what ``Runs`` does. Threads may share one."""

    def __init__(self, analyser: Analyser, expand: Expand | None = None, tiers: AbstractSet[Tier] = tiers.ALL) -> None:
        """``tiers``: those that are switched on."""
        self._analyser, self._tiers = analyser, tiers
        self._runs = Runs(analyser, expand, tiers)
        self._expand = expand

    def tokens(self, text: str) -> tuple[Token, ...]:
        """The tokens of a word as typed, remembered."""
        return self._runs.word(text).tokens

    def resolve(self, syntax: Syntax, words: Words = Words.SOME) -> Resolved:
        """Give the syntax its meaning. Total: what cannot be looked for is left out with a note."""
        reading = _Reading(self._analyser, self._runs, self._expand, self._tiers)
        part = reading.part(syntax, _TOP)
        if part is None:
            note = Note("there is nothing to look for", syntax.start, syntax.end)
            return Resolved(Nothing(), notes=(*reading.notes, note))
        asked, partial = conjunction([part.asked]), conjunction([part.partial])
        notes, count = tuple(reading.notes), part.words
        if words is Words.ALL and reading.rows:
            asked = conjunction([asked, disjunction([All(), *reading.rows])])
        if words is Words.ALL or partial == asked:
            return Resolved(asked, None, notes, count)
        return Resolved(asked, partial, notes, count)


class _Letters(StrEnum):
    """How letters are compared."""

    LOOSE = "loose"
    EXACT = "exact"


@dataclass(frozen=True)
class _Scope:
    """What the signs around a part say about it."""

    field: str = ""
    letters: _Letters = _Letters.LOOSE

    @cached_property
    def loose(self) -> bool:
        """Whether its words are those of a text, in letters that may differ from those typed."""
        return self.letters is _Letters.LOOSE and self.field in _IN_TEXT

    @cached_property
    def fields(self) -> tuple[str, ...]:
        return (self.field,) if self.field in TEXT_FIELDS else TEXT_FIELDS


_TOP: Final = _Scope()


class _Reading:
    """One query being resolved."""

    def __init__(self, analyser: Analyser, runs: Runs, expand: Expand | None, on: AbstractSet[Tier]) -> None:
        self._analyser, self._runs, self._expand, self._tiers = analyser, runs, expand, on
        self._lemmas: Lemmas = expand.lemmas if expand else leaves.lemmas
        self.notes: list[Note] = []
        self.rows: list[Node] = []  # words that stand side by side, as phrases

    def part(self, syntax: Syntax, scope: _Scope) -> Part | None:
        """The meaning of a part; None if there is nothing in it to look for."""
        match syntax:
            case Word() if self._is_plain(syntax, scope):
                return self._runs.part(syntax, scope.fields, self.notes)
            case Word() | Pattern() | Quoted():
                node = self._leaf(syntax, scope)
                return None if node is None else Part.whole(node)
            case Group(parts):
                return self._group(parts, scope)
            case Both(parts):
                found = self._parts(parts, scope)
                asked = conjunction(part.asked for part in found)
                return Part(asked, asked, required=True, words=_words(found)) if found else None
            case Either(parts):
                found = self._parts(parts, scope)
                asked, partial = (
                    disjunction(part.asked for part in found),
                    disjunction(part.partial for part in found),
                )
                required = all(part.required for part in found)
                return Part(asked, partial, required, _words(found)) if found else None
            case Without(inner):
                wanted = len(self.rows)
                part = self.part(inner, scope)
                del self.rows[wanted:]  # what is not wanted adds nothing
                if part is None:
                    return None
                asked = negation(part.asked)
                return Part(asked, asked, required=True, words=0)
            case Exact(inner):
                return self.part(inner, replace(scope, letters=_Letters.EXACT))
            case In(name, inner):
                return self.part(inner, replace(scope, field=name))
            case _:
                assert_never(syntax)

    def _parts(self, parts: Iterable[Syntax], scope: _Scope) -> list[Part]:
        return [part for child in parts if (part := self.part(child, scope))]

    def _group(self, parts: tuple[Syntax, ...], scope: _Scope) -> Part | None:
        """Parts side by side; stop words are dropped, unless no other words are left or they are part of a name."""
        stops = [
            part
            for part, after in zip_longest(parts, parts[1:])
            if self._is_stop(part, scope) and not self._is_head(part, after, scope)
        ]
        if stops:
            named = self._in_names(parts, scope)
            stops = [part for part in stops if part not in named]
        said = self._row([part for part in parts if part not in stops] if stops else parts, scope)
        if stops and not any(scores(part.asked) for part in said):
            said += self._row(stops, scope)
        return _side_by_side([*said, *self._as_phrases(parts, scope)])

    def _row(self, parts: Sequence[Syntax], scope: _Scope) -> list[Part]:
        """Parts side by side; plain words that follow one another may be written together, or otherwise."""
        found: list[Part] = []
        words: list[Word] = []
        for part in parts:
            if self._is_plain(part, scope):
                words.append(part)
                continue
            found += self._runs.parts(words, scope.fields, self.notes)
            words = []
            if other := self.part(part, scope):
                found.append(other)
        found += self._runs.parts(words, scope.fields, self.notes)
        return found

    def _as_phrases(self, parts: Sequence[Syntax], scope: _Scope) -> Iterator[Part]:
        """Plain words that follow one another as a phrase, which nobody asked for, but which counts where it stands."""
        for words in self._lines(parts, scope):
            tokens = [self._runs.word(word.text).telling[0] for word in words]
            if 1 < len(tokens) <= MAX_PHRASE:
                telling = [word for word, token in zip(words, tokens, strict=True) if not token.stop]
                instead = any(self._runs.part(word, scope.fields, []).instead for word in telling)
                on = self._tiers - {Tier.LEMMA} if instead else self._tiers  # by lemma something else would be found
                row = leaves.row(tokens, tiers.row(on, len(telling)), scope.fields, self._lemmas)
                self.rows.append(row)
                yield Part(All(), row, required=False, words=0)

    def _lines(self, parts: Sequence[Syntax], scope: _Scope) -> list[list[Word]]:
        """Plain words that follow one another; then the same with words among them of which any will do."""
        found: list[list[Word]] = []
        for either in (False, True):
            places = (self._plain_ones(part, scope, either=either) for part in parts)
            for plain, run in groupby(places, bool):
                found += [words for words in _rows([*run]) if words not in found] if plain else []
        return found

    def _plain_ones(self, part: Syntax, scope: _Scope, *, either: bool) -> Sequence[Word]:
        """The part, if it is such a word, or the words of which any will do."""
        of = part.parts if either and isinstance(part, Either) else (part,)
        words = [one for one in of if self._is_plain(one, scope)]
        return words if len(words) == len(of) else ()

    def _is_plain(self, part: Syntax, scope: _Scope) -> TypeGuard[Word]:
        """Whether it is a single word that may be written otherwise."""
        return isinstance(part, Word) and scope.loose and self._runs.word(part.text).single

    def _is_stop(self, part: Syntax, scope: _Scope) -> bool:
        return isinstance(part, Word) and scope.loose and self._runs.word(part.text).stop

    def _is_head(self, part: Syntax, after: Syntax | None, scope: _Scope) -> bool:
        """Whether it is the first word of a name together with the one behind it: أم in أم درمان."""
        if not (after and self._is_plain(part, scope) and self._is_plain(after, scope)):
            return False
        first, second = (self._runs.word(word.text).telling[0].spelling for word in (part, after))
        return names.begins(first, second)

    def _in_names(self, parts: Sequence[Syntax], scope: _Scope) -> list[Word]:
        """Words that are part of a name of several: فكان in خور فكان, إن in سي إن إن."""
        if self._expand is None:
            return []
        found: list[Word] = []
        for plain, run in groupby(parts, lambda part: self._is_plain(part, scope)):
            words = [part for part in run if isinstance(part, Word)] if plain else []
            tokens = [self._runs.word(word.text).telling[0] for word in words]
            if self._expand.related(tokens):
                found += [words[place] for place in in_names(self._expand(tokens, scope.fields))]
        return found

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
        exact = scope.letters is _Letters.EXACT
        pieces = map(self._runs.word, leaf.text.split())
        whole = exact or isinstance(leaf, Quoted)
        tokens = [token for piece in pieces for token in (piece.tokens if whole else piece.telling)]
        if len(tokens) > MAX_PHRASE:
            self._note(f"of a phrase, only the first {MAX_PHRASE} words are searched", leaf)
            tokens = tokens[:MAX_PHRASE]
        if not tokens:
            return None
        if len(tokens) == 1 and not exact and (instead := self._runs.instead(leaf.text, scope.fields)):
            return instead
        others = [] if exact else self._otherwise(tokens, leaf)
        if len(tokens) == 1:
            weights = leaves.EXACT if exact else (tiers.word if isinstance(leaf, Word) else tiers.quoted)(self._tiers)
            ways = leaves.word(tokens[0], weights, scope.fields, self._lemmas)
            apart = [tuple(token.lemma for token in other) for other in others]
            ways += [(Tier.NAME, leaves.side_by_side(name, Level.LEMMA, scope.fields, _NAME)) for name in apart]
            return leaves.synonyms(ways)
        distance = leaf.distance if isinstance(leaf, Quoted) else None
        if exact:
            weights = leaves.EXACT
        else:
            misfiled = any(morphology.lemma(token.spelling) not in self._lemmas(token) for token in tokens)
            weights = tiers.phrase(self._tiers, misfiled=misfiled)
        return leaves.phrase(tokens, weights, scope.fields, distance, self._lemmas, others)

    def _otherwise(self, tokens: Sequence[Token], leaf: Word | Quoted) -> list[Sequence[Token]]:
        """The words of a phrase with other blanks in names, a name and its number with other names; which is said."""
        if self._expand is None or not {Tier.LEMMA, Tier.NAME} <= self._tiers:
            return []
        others = otherwise(tokens, self._analyser, self._expand)
        if isinstance(leaf, Word):
            others += numbered(tokens, self._analyser, self._expand)
        if others:
            said = (" ".join(token.form for token in other) for other in others)
            self._note(f"also: {'، '.join(said)}", leaf)
        return others

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


def _rows(places: Sequence[Sequence[Word]]) -> Iterator[list[Word]]:
    """Words for each place: the first ones, then the second ones where there are more, and so on."""
    for number in range(max(map(len, places))):
        yield [words[min(number, len(words) - 1)] for words in places]


def _words(parts: Iterable[Part]) -> int:
    return sum(part.words for part in parts)


def _side_by_side(parts: list[Part]) -> Part | None:
    """All are asked for; of those that are not required one will do, or none where a required one is a word."""
    if not parts:
        return None
    asked = conjunction(part.asked for part in parts)
    required = [part.asked for part in parts if part.required]
    some = [part for part in parts if not part.required]
    if any(scores(node) for node in required):
        enough = [*(part.partial for part in some), All()]
    elif [part.partial for part in some] == [part.asked for part in some[:1]]:  # a single one cannot be missing
        return Part(asked, asked, not some, _words(parts))
    else:
        enough = [part.partial for part in some]
    return Part(asked, conjunction([*required, disjunction(enough)]), not some, _words(parts))
