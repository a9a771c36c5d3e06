"""Which articles the new ones replace: ids compared by hash, many at a time, and then letter by letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.segments.ledger import hash_id
from newsearch.engines.on_whoosh.arrays.segments.source import Source
from newsearch.engines.on_whoosh.arrays.segments.stored import StoredSource

#: Ids of so many articles are looked for at a time.
_STEP: Final = 1 << 14


@dataclass(frozen=True)
class Ids:
    """The ids of a segment or run: their hashes in ascending order, the article of each, and the id of an article.

    ``forget`` lets go of what was read of a file.
    """

    hashes: Array
    order: Array
    id_of: Callable[[int], str]
    forget: Callable[[], None] = lambda: None

    @classmethod
    def of(cls, ids: Sequence[str]) -> Self:
        """Those of articles 0, 1, ..."""
        hashes = np.fromiter(map(hash_id, ids), np.uint32, len(ids))
        order = hashes.argsort(kind="stable")
        return cls(hashes[order], order, ids.__getitem__)

    @classmethod
    def of_source(cls, source: Source) -> Self:
        """Those of a run."""
        return cls.of(list(map(source.id_of, range(len(source.moments)))))

    @classmethod
    def of_stored(cls, stored: StoredSource) -> Self:
        """Those of a segment or spilled run, deleted articles included."""
        return cls(stored.file.array("id_hashes"), stored.file.array("id_order"), stored.id_of, stored.file.forget)

    def also_in(self, newer: "Ids") -> NDArray[np.bool_]:
        """For each article here whether its id is also there."""
        found = np.zeros(len(self.hashes), bool)
        for start in range(0, len(newer.hashes), _STEP):
            hashes, order = newer.hashes[start : start + _STEP], newer.order[start : start + _STEP]
            low = self.hashes.searchsorted(hashes, side="left")
            high = self.hashes.searchsorted(hashes, side="right")
            for place in (high > low).nonzero()[0].tolist():
                article_id = newer.id_of(int(order[place]))
                for at in range(int(low[place]), int(high[place])):
                    found[self.order[at]] |= self._is(at, article_id)
            self.forget()
            newer.forget()
        return found

    def find(self, article_id: str) -> int | None:
        """The article with that id."""
        wanted = np.uint32(hash_id(article_id))
        place = int(self.hashes.searchsorted(wanted))
        while place < len(self.hashes) and self.hashes[place] == wanted:
            if self._is(place, article_id):
                return int(self.order[place])
            place += 1
        return None

    def _is(self, place: int, article_id: str) -> bool:
        """Whether the id behind that hash is this one. Raises ValueError if it has another hash."""
        found = self.id_of(int(self.order[place]))
        if found != article_id and hash_id(found) != self.hashes[place]:
            raise ValueError("an id is not what was written")
        return found == article_id
