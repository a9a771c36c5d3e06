"""The terms of a segment: every form with its spelling and lemma, and which of them share a posting list.

Lists are numbered: 0 is the empty list, then come those of lemmas, of spellings, of forms. Terms of two levels that
stand for the same words share one list: a lemma or spelling with one form is not written twice.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """Forms in the order of (lemma, form), as numbers of texts in the vocabulary; int32, but for ``first``.

    ``forms``, ``spellings``, ``lemmas``: texts of each form. ``first``: for each lemma the place of its first form, one
    more at the end. ``form_rank``: for each form the number of its list among those of forms, -1 if it is the only form
    of its lemma. ``spelling_rank``: for each form the number of its spelling's list among those of spellings, -1 if
    that spelling has none of its own.
    """

    forms: Array
    spellings: Array
    lemmas: Array
    first: Ints
    form_rank: Array
    spelling_rank: Array

    @classmethod
    def of(cls, forms: Array, spellings: Array, lemmas: Array) -> Self:
        """From the three texts of every form, sorted by (lemma, form)."""
        new = np.ones(len(lemmas), bool)
        new[1:] = lemmas[1:] != lemmas[:-1]
        first = np.append(new.nonzero()[0], len(lemmas))
        size = np.diff(first).repeat(np.diff(first))  # how many forms the lemma of each form has
        form_rank = np.where(size > 1, (size > 1).cumsum() - 1, -1)
        spelling_rank = _spelling_rank(spellings, lemmas, size)
        return cls(_small(forms), _small(spellings), _small(lemmas), first, _small(form_rank), _small(spelling_rank))

    @property
    def which(self) -> Ints:
        """The number of each form among those of its lemma."""
        return np.arange(len(self.forms)) - self.first[:-1].repeat(np.diff(self.first))

    def lists(self, texts: int) -> tuple[Ints, Ints, Ints]:
        """For each of so many texts its list as a form, as a spelling, as a lemma; 0 if it is none."""
        lemma_list, spelling_list, form_list = (np.zeros(texts, np.int64) for _ in range(3))
        lemma_list[self.lemmas] = lemma_of = 1 + np.arange(len(self.first) - 1).repeat(np.diff(self.first))
        spellings = 1 + len(self.first) - 1
        forms = spellings + int(self.spelling_rank.max(initial=-1)) + 1
        own = np.where(self.form_rank >= 0, forms + self.form_rank, lemma_of)
        form_list[self.forms] = own
        # a spelling without a list of its own has one form, or all the forms of its lemma
        alone = np.bincount(self.spellings, minlength=texts)[self.spellings] == 1
        spelling_list[self.spellings] = np.where(
            self.spelling_rank >= 0, spellings + self.spelling_rank, np.where(alone, own, lemma_of)
        )
        return form_list, spelling_list, lemma_list

    def wider(self) -> tuple[Ints, Ints]:
        """For each list of a spelling or form the list of a lemma, for each of a form that of a spelling, that has all
        of it; 0 where there is none.
        """
        lemma_of = 1 + np.arange(len(self.first) - 1).repeat(np.diff(self.first))
        spellings, forms = self.spelling_rank >= 0, self.form_rank >= 0
        low, high = np.full(int(self.spelling_rank.max(initial=-1)) + 1, len(self.first)), lemma_of[:0]
        np.minimum.at(low, self.spelling_rank[spellings], lemma_of[spellings])
        high = np.zeros_like(low)
        np.maximum.at(high, self.spelling_rank[spellings], lemma_of[spellings])
        own = np.where(self.spelling_rank >= 0, len(self.first) + self.spelling_rank, 0)
        return np.concatenate((np.where(low == high, low, 0), lemma_of[forms])), own[forms]


def _small(numbers: Array) -> Array:
    return numbers.astype(np.int32)


def _spelling_rank(spellings: Array, lemmas: Array, size: Array) -> Ints:
    order = np.lexsort((lemmas, spellings))
    groups, of = spellings[order], lemmas[order]
    new = np.ones(len(order), bool)
    new[1:] = groups[1:] != groups[:-1]
    first = new.nonzero()[0]
    counts = np.diff(first, append=len(order))
    last = first + counts - 1
    same_lemma = of[first] == of[last] if len(first) else np.zeros(0, bool)
    own = (counts > 1) & ~(same_lemma & (counts == size[order][first]))
    rank = np.where(own, own.cumsum() - 1, -1)
    result = np.empty(len(order), np.int64)
    result[order] = rank.repeat(counts)
    return result
