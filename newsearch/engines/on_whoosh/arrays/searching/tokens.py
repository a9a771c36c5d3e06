"""Where a term stands: its tokens, ascending, without copying more of them than are looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.lookup import NOWHERE
from newsearch.engines.on_whoosh.arrays.searching.sets import found_in
from newsearch.engines.on_whoosh.arrays.segments.pages import FAR
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.query.tree import Level

_NOTHING: Final = np.zeros(0, np.uint8)


@dataclass(slots=True)
class Tokens:
    """The tokens of one term: those of a lemma, or of one form of it.

    ``form``: the number of the form within its lemma, None for all; ``which``: the form of each token; ``number``: that
    of the lemma, -1 if the tokens are of several, or of a part of one.
    """

    lemma: Array
    which: Array
    form: int | None
    number: int = -1

    def __len__(self) -> int:
        """At most so many."""
        return len(self.lemma)

    def all(self) -> Array:
        """Every token."""
        if self.form is None:
            return self.lemma
        mine: Array = self.lemma[(self.which == self.form).nonzero()[0]]
        return mine

    def among(self, wanted: Array) -> NDArray[np.bool_]:
        """Which of ``wanted`` (ascending) are tokens of this term."""
        if self.form is None:
            return found_in(wanted, self.lemma)
        places = self.lemma.searchsorted(wanted)
        same: NDArray[np.bool_] = self.lemma.take(places, mode="clip") == wanted
        same &= self.which.take(places, mode="clip") == self.form
        return same


def tokens_of(segment: Segment, level: Level, number: int) -> Tokens:
    """The tokens of a term given by the number of its text; none if it is not in the segment."""
    if number == NOWHERE or not segment.lists[level][number]:
        return Tokens(np.zeros(0, np.uint32), _NOTHING, None)
    return tokens_at(segment, level, number)


def tokens_at(segment: Segment, level: Level, number: int) -> Tokens:
    """The tokens of a term of the segment."""
    match level:
        case Level.LEMMA:
            return _slice(segment, segment.lists[Level.LEMMA][number] - 1, None)
        case Level.FORM:
            return _form(segment, number)
        case Level.SPELLING:
            parts = [_form(segment, form).all() for form in segment.forms_of(level, number).tolist()]
            return Tokens(merged(parts), _NOTHING, None)


def merged(parts: Sequence[Array]) -> Array:
    """Tokens of several terms, ascending."""
    together = np.concatenate(parts)
    if len(parts) > 1:
        together.sort()
    return together


def _form(segment: Segment, form: int) -> Tokens:
    lemma = segment.lists[Level.LEMMA][segment.lemma_of[form]] - 1
    return _slice(segment, lemma, segment.which_of[form])


def _slice(segment: Segment, lemma: int, form: int | None) -> Tokens:
    start, end = segment.token_starts[lemma], segment.token_starts[lemma + 1]
    tokens = segment.tokens[start:end]
    if form is not None and form >= FAR:
        return Tokens(tokens.take(segment.which.far(start, end, form)), _NOTHING, None)
    return Tokens(tokens, segment.which.bytes[start:end], form, lemma)
