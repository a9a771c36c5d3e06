"""The signatures of articles (see ``engines.feedback``), picked out of the lists of lemmas as these are made.

A signature is a row of ``SIZE`` numbers of texts, the best first; in free places stands the number of all texts.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines import feedback
from newsearch.engines.feedback import LEAST, MOST, SIZE
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.files.spool import SHARED, Spools

#: ``feedback.worth`` for every rarity and number of times.
_WORTH: Final = np.array([[feedback.worth(t, rarity) for t in range(MOST + 1)] for rarity in range(256)], np.uint16)
#: A candidate is one number: article, what it is worth (the more the smaller), lemma.
_LEMMA_BITS: Final = 26
_WORTH_BITS: Final = 12
_MOST_WORTH: Final = (1 << _WORTH_BITS) - 1
#: The candidates of so many articles are sorted at a time.
_PART_BITS: Final = 15

Ints = NDArray[np.int64]


class Signer:
    """Finds the signatures of the articles of one segment: ``put`` every lemma, then read ``rows``."""

    def __init__(self, rarities: Array, articles: int, folder: Path) -> None:
        """``rarities``: of each lemma."""
        self._rarities, self._articles = rarities, articles
        self._aside = Spools(folder, 1 + (articles >> _PART_BITS), SHARED)

    def put(self, lemmas: Ints, docs: Array, titles: Ints, texts: Ints) -> None:
        """Postings: lemma, article, occurrences in the title and in the body (twice in the lead)."""
        times = np.minimum(3 * titles + texts, MOST)
        worth = _WORTH[self._rarities.take(lemmas), times]
        some = ((worth >= LEAST) & (lemmas < 1 << _LEMMA_BITS)).nonzero()[0]
        of = docs.take(some)
        found = of.astype(np.uint64)
        found <<= np.uint64(_WORTH_BITS)
        found |= _MOST_WORTH - worth.take(some).astype(np.uint64)
        found <<= np.uint64(_LEMMA_BITS)
        found |= lemmas.take(some).astype(np.uint64)
        if len(self._aside) == 1:
            self._aside.put(0, found)
            return
        parts = of >> _PART_BITS
        for part in np.unique(parts).tolist():
            self._aside.put(part, found[parts == part])

    def rows(self, text_of: Array, texts: int, kind: np.dtype[np.generic]) -> Iterator[Array]:
        """The signatures, one row behind the other. ``text_of``: of each lemma its text, among so many ``texts``."""
        for part in range(len(self._aside)):
            first = part << _PART_BITS
            count = min(self._articles - first, 1 << _PART_BITS)
            found = np.concatenate([np.zeros(0, np.uint64), *self._aside.pieces(part)])
            found.sort()
            docs = np.arange(first, first + count + 1, dtype=np.uint64) << np.uint64(_WORTH_BITS + _LEMMA_BITS)
            ends = found.searchsorted(docs)
            places = ends[:-1, None] + np.arange(SIZE)
            kept = places < ends[1:, None]
            lemmas = (found.take(places[kept]) & np.uint64((1 << _LEMMA_BITS) - 1)).astype(np.int64)
            rows = np.full((count, SIZE), texts, kind)
            rows[kept] = text_of.take(lemmas)
            yield rows.ravel()
        self._aside.close()
