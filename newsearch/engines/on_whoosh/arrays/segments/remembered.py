"""What words become is remembered, the last ones asked for: the words of queries come again and again.

Nothing is remembered of queries.
"""

from collections import OrderedDict
from threading import Lock
from typing import Final

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.query.tree import Fuzzy, Synonyms, Wildcard

#: Bytes of lists that are remembered for one segment: so many, or so many for each of its articles if that is more.
KEPT: Final = 32 << 20
_KEPT_EACH: Final = 128
#: Of so many words it is remembered that they were asked for.
_MET: Final = 4096
#: What is remembered: a word in all the ways it may be written, or the terms that a pattern fits.
Word = Synonyms | Wildcard | Fuzzy
#: Articles, impacts, and the articles in which a member that tells stands (None: all of them).
Blended = tuple[Array, Array, Array | None]


class Remembered:
    """The lists of the last words asked for in one segment. Threads may share one."""

    def __init__(self, articles: int) -> None:
        """``articles``: how many the segment has."""
        self._most = max(KEPT, _KEPT_EACH * articles)
        self._known: OrderedDict[Word, Blended] = OrderedDict()
        self._met: OrderedDict[Word, None] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def get(self, leaf: Word) -> Blended | None:
        """The list of a word, if it is remembered."""
        with self._lock:
            found = self._known.get(leaf)
            if found is not None:
                self._known.move_to_end(leaf)
        return found

    def is_new(self, leaf: Word) -> bool:
        """Whether nobody asked this before of the word, as far as is remembered."""
        with self._lock:
            if leaf in self._met:
                return False
            self._met[leaf] = None
            if len(self._met) > _MET:
                self._met.popitem(last=False)
        return True

    def put(self, leaf: Word, blended: Blended) -> None:
        """Remember the list of a word, and forget those asked for longest ago."""
        with self._lock:
            if leaf not in self._known:
                self._known[leaf] = blended
                self._bytes += _size(blended)
                while self._bytes > self._most:
                    self._bytes -= _size(self._known.popitem(last=False)[1])


def _size(blended: Blended) -> int:
    """Bytes of memory; what is a part of a mapped file takes none."""
    return 1024 + sum(of.nbytes for of in blended if of is not None and of.base is None)
