"""Articles as columns: what the analyser hands to an engine. No Python object per word."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from newsearch.model import NO_MOMENT, Record

if TYPE_CHECKING:  # what only searches needs no numpy
    import numpy as np
    from numpy.typing import NDArray

_EPOCH_UTC: Final = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_EPOCH: Final = _EPOCH_UTC.replace(tzinfo=None)
_AT_ONCE: Final = 1 << 15  # forms: of more the terms are no cheaper, but finding them takes more memory


@dataclass
class FormTable:
    """Every distinct form met so far in one run, numbered from 0, with its terms at the other two levels.

    ``forms`` only grows, so that numbers stay true over all batches of the run. ``find_terms`` tells the spellings and
    the lemmas of forms, ``find_rarities`` how rare lemmas are; each is asked once about each, and not before somebody
    wants to know: of a hundred thousand forms at once a form's terms cost half of what they cost batch by batch.
    """

    find_terms: Callable[[list[str]], tuple[list[str], list[str]]]
    find_rarities: Callable[[Sequence[str]], Sequence[int]]
    forms: list[str] = field(default_factory=list)
    _spellings: list[str] = field(default_factory=list)
    _lemmas: list[str] = field(default_factory=list)
    _rarities: dict[str, int] = field(default_factory=dict)

    def levels(self) -> tuple[list[str], list[str], list[str]]:
        """The forms, and the spelling and the lemma of each: parallel lists, as ``Level`` has them."""
        while len(self._lemmas) < len(self.forms):
            done = len(self._lemmas)
            spellings, lemmas = self.find_terms(self.forms[done : done + _AT_ONCE])
            self._spellings += spellings
            self._lemmas += lemmas
        return self.forms, self._spellings, self._lemmas

    def rarities(self, lemmas: Sequence[str]) -> list[int]:
        """How rare each of some lemmas is in the language, 0 to 255; 0 for what tells nothing of a text."""
        known = self._rarities
        new = [lemma for lemma in dict.fromkeys(lemmas) if lemma not in known]
        known.update(zip(new, self.find_rarities(new), strict=True))
        return list(map(known.__getitem__, lemmas))


@dataclass(frozen=True)
class Column:
    """One text field of all articles of a batch.

    ``words``: int32 numbers of forms in reading order, all articles one behind the other.
    ``starts``: int64, one more than there are articles; those of article i are ``words[starts[i]:starts[i + 1]]``.
    """

    words: "NDArray[np.int32]"
    starts: "NDArray[np.int64]"


@dataclass(frozen=True)
class Batch:
    """A few thousand articles, analysed.

    ``columns`` has one Column per text field; ``keywords`` has, per keyword field, the terms of each article;
    ``moments`` is int64, seconds since 1970 UTC, ``NO_MOMENT`` for an article without a date. Ids may repeat: the
    last one counts.
    """

    records: Sequence[Record]
    table: FormTable
    columns: Mapping[str, Column]
    keywords: Mapping[str, Sequence[tuple[str, ...]]]
    moments: "NDArray[np.int64]"


def moment(date: dt.date | None) -> int:
    """Seconds since 1970 UTC; a bare date counts as its midnight, a moment without a zone as UTC."""
    if date is None:
        return NO_MOMENT
    if not isinstance(date, dt.datetime):
        return (date - _EPOCH.date()).days * 86_400
    since = date - (_EPOCH if date.tzinfo is None else _EPOCH_UTC)
    return int(since.total_seconds())


def day_of(moment: int) -> dt.date:
    """The day of a moment in UTC; the first or last one of the calendar where that is a day beyond it."""
    try:
        return (_EPOCH_UTC + dt.timedelta(seconds=moment)).date()
    except OverflowError:
        return dt.date.min if moment < 0 else dt.date.max
