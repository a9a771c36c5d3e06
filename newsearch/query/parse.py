"""Signs become syntax. Any string is a valid query: what makes no sense is left out or becomes words, with a note.

From tight to loose: prefixes (``-`` ``=`` ``field:``), ``AND``, ``OR``, side by side. So ``a b OR c`` asks for a, and
for b or c. One pass over the signs with a stack of our own: no recursion, whatever the query.
What most readers type, plain words with or without ``AND`` and ``OR`` between them, has a short way of its own.
"""

import re
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Final

from newsearch.fields import BY_NAME
from newsearch.model import Note
from newsearch.query.lex import MAX_CHARACTERS, OPERATORS, Lexer, Piece, Sign
from newsearch.query.syntax import Both, Either, Exact, Group, In, Pattern, Quoted, Syntax, Without, Word

MAX_DEPTH: Final = 20  # brackets and prefixes around a word
MAX_WORDS: Final = 64  # words, patterns and phrases of one query
_TOO_MANY: Final = f"only the first {MAX_WORDS} words are searched"

_LETTERS: Final = "A-Za-z0-9\u0621-\u063a\u0641-\u064a"
_PLAIN_WORD: Final = rf"[{_LETTERS}][{_LETTERS}\u064b-\u0652]*+"
_PLAIN: Final = re.compile(rf"{_PLAIN_WORD}(?: {_PLAIN_WORD})*")


@dataclass(frozen=True)
class Parsed:
    """A query as understood, and what its reader should know, by place."""

    syntax: Syntax
    notes: tuple[Note, ...] = ()


def parse(text: str) -> Parsed:
    """Understand a query as well as possible; never raises. Linear in its length, which is capped."""
    plain = _plainly(text)
    return _in_full(text) if plain is None else Parsed(plain)


def _plainly(text: str) -> Syntax | None:
    """The syntax of words of letters and digits, a blank apart, maybe joined by ``AND`` and ``OR``; else None."""
    if len(text) > MAX_CHARACTERS or not _PLAIN.fullmatch(text):
        return None
    typed = text.split(" ")
    if len(typed) > MAX_WORDS:
        return None
    start = 0
    if OPERATORS.keys().isdisjoint(typed):
        words: list[Syntax] = []
        for word in typed:
            words.append(_word(word, start))
            start += len(word) + 1
        return _joined(Group, words)
    parts: list[list[list[Syntax]]] = []
    joint = None
    for word in typed:
        if word not in OPERATORS:
            _add(parts, joint, _word(word, start))
            joint = None
        elif joint or not parts or word == Sign.NOT:
            return None
        else:
            joint = word
        start += len(word) + 1
    return None if joint else _closed(parts)


def _word(text: str, start: int) -> Word:
    made = Word.__new__(Word)  # a third of the time of calling a frozen dataclass
    made.__dict__.update({"text": text, "start": start, "end": start + len(text)})
    return made


def _in_full(text: str) -> Parsed:
    lexer = Lexer(text)
    parser = _Parser()
    for piece in lexer:
        if not parser.take(piece):
            break
    syntax = parser.finish()
    notes: dict[str, Note] = {}
    for note in sorted([*lexer.notes, *parser.notes], key=lambda note: (note.start, note.end)):
        notes.setdefault(note.message, note)
    return Parsed(syntax, tuple(notes.values()))


@dataclass
class _Frame:
    """What was read since an opening bracket: parts side by side, each an OR of ANDs, and what waits for an operand."""

    opened: Piece | None = None
    parts: list[list[list[Syntax]]] = field(default_factory=list)
    joint: Piece | None = None
    prefixes: list[Piece] = field(default_factory=list)

    def append(self, operand: Syntax) -> None:
        for prefix in reversed(self.prefixes):
            operand = _prefixed(prefix, operand)
        _add(self.parts, self.joint.sign if self.joint else None, operand)
        self.joint = None
        self.prefixes = []

    def close(self) -> Syntax | None:
        return _closed(self.parts) if self.parts else None


def _add(parts: list[list[list[Syntax]]], joint: str | None, operand: Syntax) -> None:
    """Put the operand behind the sign that joins it to the one before, if there is such a sign."""
    match joint:
        case Sign.AND:
            parts[-1][-1].append(operand)
        case Sign.OR:
            parts[-1].append([operand])
        case _:
            parts.append([[operand]])


def _closed(parts: list[list[list[Syntax]]]) -> Syntax:
    return _joined(Group, [_joined(Either, [_joined(Both, both) for both in either]) for either in parts])


class _Parser:
    def __init__(self) -> None:
        self.notes: list[Note] = []
        self._frames = [_Frame()]
        self._depth = 0
        self._unopened = 0  # brackets too deep, whose closing ones are to be passed over
        self._words = 0
        self._idle: list[Piece] = []

    def take(self, piece: Piece) -> bool:
        """Take the next sign; False once there are too many words."""
        frame = self._frames[-1]
        match piece.sign:
            case Sign.WORD | Sign.PATTERN | Sign.QUOTED:
                self._words += 1
                if self._words > MAX_WORDS:
                    self._note(_TOO_MANY, piece)
                    return False
                self._append(frame, _leaf(piece))
            case Sign.OR | Sign.AND:
                self._drop(frame.prefixes)
                if frame.parts and not frame.joint:
                    frame.joint = piece
                else:
                    self._drop([piece])
            case Sign.NOT | Sign.EXACT | Sign.FIELD:
                if self._room(piece):
                    frame.prefixes.append(piece)
            case Sign.OPEN:
                if self._room(piece):
                    self._frames.append(_Frame(opened=piece))
                else:
                    self._unopened += 1
            case Sign.CLOSE:
                if self._unopened:
                    self._unopened -= 1
                elif frame.opened:
                    self._close()
                else:
                    self._note("the bracket was never opened", piece)
        return True

    def finish(self) -> Syntax:
        """The whole query, once every sign was taken."""
        while opened := self._frames[-1].opened:
            if self._words <= MAX_WORDS:
                self._note("the bracket is not closed", opened)
            self._close()
        frame = self._frames[0]
        self._settle(frame)
        alone = not frame.parts
        for piece in sorted(self._idle, key=attrgetter("start")):
            if alone and piece.text.isalpha():
                self._words += 1
                if self._words > MAX_WORDS:
                    self._note(_TOO_MANY, piece)
                    break
                self._note(f"{piece.text} has nothing to work on: taken as a word", piece)
                frame.append(Word(piece.text.lower(), start=piece.start, end=piece.end))
            else:
                self._note(f"{piece.text} has nothing to work on: left out", piece)
        return frame.close() or Group()

    def _append(self, frame: _Frame, operand: Syntax) -> None:
        self._depth -= len(frame.prefixes)
        frame.append(operand)

    def _close(self) -> None:
        inner = self._frames.pop()
        self._settle(inner)
        self._depth -= 1
        if operand := inner.close():
            self._append(self._frames[-1], operand)

    def _settle(self, frame: _Frame) -> None:
        """What still waits for an operand has none."""
        self._drop(frame.prefixes)
        if frame.joint:
            self._drop([frame.joint])
            frame.joint = None

    def _drop(self, pieces: list[Piece]) -> None:
        self._idle.extend(pieces)
        if pieces and pieces[0].sign in (Sign.NOT, Sign.EXACT, Sign.FIELD):
            self._depth -= len(pieces)
            pieces.clear()

    def _room(self, piece: Piece) -> bool:
        if self._depth >= MAX_DEPTH:
            self._note(
                f"more than {MAX_DEPTH} brackets and signs within each other: the inner ones are left out", piece
            )
            return False
        self._depth += 1
        return True

    def _note(self, message: str, piece: Piece) -> None:
        self.notes.append(Note(message, piece.start, piece.end))


def _leaf(piece: Piece) -> Syntax:
    match piece.sign:
        case Sign.QUOTED:
            return Quoted(piece.text, piece.distance, start=piece.start, end=piece.end)
        case Sign.PATTERN:
            return Pattern(piece.text, start=piece.start, end=piece.end)
        case _:
            return Word(piece.text, start=piece.start, end=piece.end)


def _prefixed(prefix: Piece, part: Syntax) -> Syntax:
    match prefix.sign:
        case Sign.NOT:
            return Without(part, start=prefix.start, end=part.end)
        case Sign.EXACT:
            return Exact(part, start=prefix.start, end=part.end)
        case _:
            return In(BY_NAME[prefix.text.lower()].name, part, start=prefix.start, end=part.end)


def _joined(kind: type[Group] | type[Both] | type[Either], parts: list[Syntax]) -> Syntax:
    """One part stands for itself."""
    if len(parts) == 1:
        return parts[0]
    return kind(tuple(parts), start=parts[0].start, end=parts[-1].end)
