"""What a segment is built from: the words of a run or of an older segment, in one shape."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.articles import Numbering
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.terms import Ints, Terms
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts
from newsearch.engines.on_whoosh.arrays.segments.which import Which


@dataclass(frozen=True)
class Keys:
    """The terms of keyword fields: distinct texts in order, and for each the articles that have it."""

    texts: list[str]
    starts: Ints
    docs: Array


def _nothing() -> None:
    """What is only in memory cannot be let go."""


@dataclass(frozen=True)
class Source:
    """Articles in their order (see ``articles``) and their words, sorted by (lemma, token).

    ``live``: False for articles to leave out, None if there are none. ``terms`` works the terms out, each time anew,
    which point into ``texts``. ``rarities``: uint8 of each lemma, see ``batch.FormTable``. ``starts``: for each lemma
    its first token, one more at the end; ``which``: the form of each token, counted within its lemma. ``slots``: where
    the bodies are in the new store. ``head`` and ``entry`` give the packed texts of an article, ``id_of`` its id.
    ``outlets``: the value of the field source of each article, as a number in ``names``. ``forget`` lets go of what of
    it is in memory but can be read again.
    """

    moments: NDArray[np.int64]
    titles: Array
    bodies: Array
    live: NDArray[np.bool_] | None
    texts: Texts
    terms: Callable[[], Terms]
    rarities: Array
    starts: Array
    tokens: Array
    which: Array | Which
    keys: Keys
    slots: Array
    outlets: Array
    names: list[str]
    head: Callable[[int], bytes]
    entry: Callable[[int], bytes]
    id_of: Callable[[int], str]
    forget: Callable[[], None] = _nothing

    @property
    def held(self) -> bool:
        """Whether all of it is in memory."""
        return self.forget is _nothing

    def used(self, step: int) -> NDArray[np.bool_] | None:
        """For each form whether a live article has it; None if all have. Looks at ``step`` tokens at a time."""
        if self.live is None:
            return None
        owners, first = Numbering.of(self.titles, self.bodies).owners(), self.terms().first
        starts = self.starts.astype(np.int64)
        used = np.zeros(int(first[-1]), bool)
        for start in range(0, len(self.tokens), step):
            tokens = self.tokens[start : start + step]
            lemmas = starts.searchsorted(np.arange(start, start + len(tokens)), side="right") - 1
            forms = first.take(lemmas) + self.which[start : start + step]
            used[forms[self.live.take(owners.take(tokens >> PAGE_BITS))]] = True
        return used
