"""The terms of a segment: every form with its spelling and lemma, and which of them share a posting list.

Lists are numbered: 0 is the empty list, then come those of lemmas, of spellings, of forms. Terms of two levels that
stand for the same words share one list: a lemma or spelling with one form is not written twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.spool import let_go
from newsearch.engines.on_whoosh.arrays.segments.articles import firsts
from newsearch.engines.on_whoosh.arrays.segments.radix import order_of

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """Forms in the order of (lemma, form), as numbers of texts in the vocabulary; all int32.

    ``forms``, ``spellings``, ``lemmas``: texts of each form. ``first``: for each lemma the place of its first form, one
    more at the end.
    """

    forms: Array
    spellings: Array
    lemmas: Array
    first: Array

    @classmethod
    def of(cls, forms: Array, spellings: Array, lemmas: Array) -> Self:
        """From the three texts of every form, sorted by (lemma, form)."""
        first = np.append(firsts(lemmas), len(lemmas))
        return cls(_small(forms), _small(spellings), _small(lemmas), _small(first))

    def forget(self) -> None:
        """Let go of what was read of temporary files."""
        let_go(self.forms, self.spellings, self.lemmas, self.first)

    @cached_property
    def form_rank(self) -> Array:
        """For each form the number of its list among those of forms, -1 if it is the only form of its lemma."""
        several = self._size() > 1
        return _ranked(several, _small(several.cumsum()))

    @cached_property
    def spelling_rank(self) -> Array:
        """For each form the number of its spelling's list among those of spellings, -1 if that has none of its own."""
        order = order_of(self.spellings, int(self.spellings.max(initial=-1)) + 1)  # by lemma they are in order already
        groups, of = self.spellings[order], self.lemmas[order]
        first = _small(firsts(groups))
        counts = np.diff(first, append=np.int32(len(order)))
        same_lemma = of[first] == of[first + counts - 1]
        own = (counts > 1) & ~(same_lemma & (counts == self._size()[order[first]]))
        result = np.empty(len(order), np.int32)
        result[order] = _ranked(own, _small(own.cumsum())).repeat(counts)
        return result

    @property
    def which(self) -> Array:
        """The number of each form among those of its lemma."""
        return np.arange(len(self.forms), dtype=np.int32) - self.first[:-1].repeat(np.diff(self.first))

    def _size(self) -> Array:
        """How many forms the lemma of each form has."""
        size = np.diff(self.first)
        return size.repeat(size)

    def _lemma_lists(self) -> Array:
        """For each form the list of its lemma."""
        size = np.diff(self.first)
        return np.arange(1, len(size) + 1, dtype=np.int32).repeat(size)

    def lists(self, texts: int) -> Iterator[Array]:
        """For each of so many texts its list as a form, as a spelling, as a lemma; 0 if it is none."""
        lemma_of = self._lemma_lists()
        spellings = 1 + len(self.first) - 1
        forms = spellings + int(self.spelling_rank.max(initial=-1)) + 1
        own = np.where(self.form_rank >= 0, forms + self.form_rank, lemma_of)
        yield _spread(texts, self.forms, own)
        # a spelling without a list of its own has one form, or all the forms of its lemma
        alone = (np.bincount(self.spellings, minlength=texts) == 1)[self.spellings]
        shared = np.where(alone, own, lemma_of)
        yield _spread(texts, self.spellings, np.where(self.spelling_rank >= 0, spellings + self.spelling_rank, shared))
        yield _spread(texts, self.lemmas, lemma_of)

    def wider(self) -> tuple[Array, Array]:
        """For each list of a spelling or form the list of a lemma, for each of a form that of a spelling, that has all
        of it; 0 where there is none.
        """
        lemma_of = self._lemma_lists()
        spellings, forms = self.spelling_rank >= 0, self.form_rank >= 0
        low = np.full(int(self.spelling_rank.max(initial=-1)) + 1, len(self.first), np.int32)
        high = np.zeros_like(low)
        np.minimum.at(low, self.spelling_rank[spellings], lemma_of[spellings])
        np.maximum.at(high, self.spelling_rank[spellings], lemma_of[spellings])
        own = np.where(self.spelling_rank >= 0, len(self.first) + self.spelling_rank, 0)
        return np.concatenate((np.where(low == high, low, 0), lemma_of[forms])), own[forms]


def _small(numbers: Array) -> Array:
    return numbers.astype(np.int32, copy=False)


def _ranked(own: NDArray[np.bool_], upto: Array) -> Array:
    """The number of each that has its own among these, -1 of the others."""
    return np.where(own, upto - 1, np.int32(-1))


def _spread(texts: int, numbers: Array, lists: Array) -> Array:
    column = np.zeros(texts, np.uint32)
    column[numbers] = lists
    return column
