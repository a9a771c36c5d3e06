"""One segment, mapped into memory: its articles, terms and lists. Nothing is read or built before it is asked for."""

import threading
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.feedback import SIZE
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile, narrow
from newsearch.engines.on_whoosh.arrays.files.lookup import NOWHERE
from newsearch.engines.on_whoosh.arrays.files.toc import SegmentRef
from newsearch.engines.on_whoosh.arrays.segments.champions import Champions
from newsearch.engines.on_whoosh.arrays.segments.impacts import norms, saturate
from newsearch.engines.on_whoosh.arrays.segments.ledger import hash_id
from newsearch.engines.on_whoosh.arrays.segments.opening import Files
from newsearch.engines.on_whoosh.arrays.segments.remembered import Remembered
from newsearch.engines.on_whoosh.arrays.segments.stored import StoredSource
from newsearch.engines.scoring import Averages
from newsearch.query.tree import Level

#: Of fewer lists than these the live articles are counted one by one.
_FEW: Final = 256
#: How often all forms are gone through for those of one term before they are sorted, which costs as much as 100 times.
_OFTEN: Final = 50
#: Of so many texts, the last ones asked for, the number is remembered: the words of queries come again and again.
_REMEMBERED: Final = 8192
_LISTS: Final = tuple((level, f"{level}_list") for level in Level)


class Segment(StoredSource):
    """The files of one segment as they were at one commit. Raises IndexDamaged."""

    def __init__(self, folder: Path, ref: SegmentRef, files: Files | None = None) -> None:
        """``files``: those of the segment, if they are open already."""
        files = files or Files.of(folder, ref)
        file = ArrayFile.of(files.arrays)
        super().__init__(file, ref.articles)
        self.ref = ref
        self.baked = ArrayFile.of(files.impacts)
        self._dead = ArrayFile.of(files.dead) if files.dead else None
        self.store = files.store
        self.docs, self.impacts = file.array("docs"), self.baked.array("impacts")
        self.kind = self.docs.dtype
        self.least = int(self.baked.notes["least"])
        self.champions = Champions(self.baked, self.kind)
        self.list_starts = file.view("list_starts")
        self.starts = file.array("list_starts")
        self.lists = {level: file.view(name) for level, name in _LISTS}
        #: The number of a text, NOWHERE if it is not there.
        self.number = lru_cache(_REMEMBERED)(self.texts.number)
        #: The number of a term's list, by level and text, 0 if there is none; made of what it needs, not of self.
        self.list_of = lru_cache(_REMEMBERED)(partial(_list_of, self.number, self.lists))
        self.remembered = Remembered(ref.articles)
        self._threads = threading.local()
        self._asked = 0
        self._by_term: dict[Level, tuple[Any, Array]] = {}
        self._norms: tuple[Averages, NDArray[np.float64], NDArray[np.float64]] | None = None

    def confirm(self, only: Collection[str] = ()) -> None:
        """Raises IndexDamaged unless all arrays, or ``only`` some, are what was written.

        For those who write them anew: with a fresh checksum nobody would find the damage again.
        """
        self.file.confirm(only)

    @cached_property
    def confirmed(self) -> Self:
        """The same. Raises IndexDamaged unless what is deleted is what was written: for those who decide by it."""
        if self._dead:
            self._dead.confirm()
        return self

    # --- articles ------------------------------------------------------------------------------------------------

    @cached_property
    def dead(self) -> Array:
        """The numbers of deleted articles, ascending."""
        return (self._dead.array("dead") if self._dead else np.zeros(0, np.int64)).astype(self.kind, copy=False)

    @cached_property
    def live(self) -> NDArray[np.bool_] | None:
        """False for deleted articles; None if there are none."""
        if not len(self.dead):
            return None
        live = np.ones(self.size, bool)
        live[self.dead] = False
        return live

    def norms(self, averages: Averages) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What one occurrence counts in a title, and in a body, of each number of words."""
        if self._norms is None or (self._norms[0] is not averages and self._norms[0] != averages):
            longest = [np.arange(int(lengths.max(initial=0)) + 1) for lengths in (self.titles, self.bodies)]
            self._norms = averages, norms("title", longest[0], averages.title), norms("body", longest[1], averages.body)
        return self._norms[1:]

    def least_impact(self, averages: Averages) -> int:
        """An impact that no leaf is below in an article that it matches."""
        return int(saturate(np.array([of[-1] for of in self.norms(averages)])).min())

    @cached_property
    def owners(self) -> Array:
        """The article of each page of tokens."""
        return self.numbering.owners()

    def body(self, number: int) -> str:
        """The body of an article."""
        return self.store.text(self.slots[number])

    def find(self, article_id: str) -> int | None:
        """The number of the article with that id, deleted or not."""
        hashes, order = self.file.array("id_hashes"), self.file.array("id_order")
        place = int(hashes.searchsorted(np.uint32(hash_id(article_id))))
        while place < len(hashes) and hashes[place] == hash_id(article_id):
            number = int(order[place])
            if self.id_of(number) == article_id:
                return number
            place += 1
        return None

    def is_live(self, number: int) -> bool:
        """Whether the article was not deleted."""
        return self.live is None or bool(self.live[number])

    def live_count(self, docs: Array) -> int:
        """How many of these articles, ascending, are live."""
        if self.live is None:
            return len(docs)
        # in nanoseconds, about: every deleted article looked up, or every one of these
        if len(self.dead) * 16 < len(docs):
            places = docs.searchsorted(self.dead)
            return len(docs) - int(np.count_nonzero(docs.take(places, mode="clip") == self.dead))
        return int(np.count_nonzero(self.live.take(docs)))

    # --- terms ---------------------------------------------------------------------------------------------------

    @cached_property
    def token_starts(self) -> Any:
        """Where the tokens of each lemma begin."""
        return self.file.view("token_starts")

    @cached_property
    def lemma_of(self) -> Any:
        """For each text its lemma, if it is a form."""
        return self.file.view("lemma_of")

    @cached_property
    def which_of(self) -> Any:
        """For each text its number among the forms of its lemma, if it is a form."""
        return self.file.view("which_of")

    @cached_property
    def lemma_lists(self) -> Array:
        """For each text its list, if it is a lemma."""
        return self.file.array("lemma_list")

    @cached_property
    def signatures(self) -> Array:
        """The signature of each article: a row of texts, see ``signatures``."""
        return self.file.array("signatures").reshape(-1, SIZE)

    @property
    def scratch(self) -> NDArray[np.float64]:
        """A zero for each text, one for none and one for NOWHERE, that only this thread sees; keep them zeros."""
        found: NDArray[np.float64] | None = getattr(self._threads, "scratch", None)
        if found is None:
            found = self._threads.scratch = np.zeros(len(self.texts) + 2)
        return found

    @cached_property
    def _list_lemma(self) -> Any:
        """For each list but those of lemmas, a list of a lemma that has all of it, or 0."""
        return self.file.view("list_lemma")

    @cached_property
    def _list_spelling(self) -> Any:
        """For each list of a form, a list of a spelling that has all of it, or 0."""
        return self.file.view("list_spelling")

    def has(self, level: Level, text: str) -> bool:
        """Whether the term is in a live article."""
        number = self.list_of(level, text)
        return number > 0 and int(self.counts(np.array([number]))[0]) > 0

    def wider(self, number: int) -> tuple[int, ...]:
        """Lists that have all the articles of that list, as far as is known."""
        count = len(self.list_starts) - 1
        if number < count - len(self._list_lemma):
            return ()
        lemma = self._list_lemma[number - count]
        if number < count - len(self._list_spelling):
            return (lemma,)
        return (lemma, self._list_spelling[number - count])

    def counts(self, lists: Array) -> NDArray[np.int64]:
        """How many live articles each of the lists has."""
        first, last = self.starts.take(lists), self.starts.take(lists + 1)
        if self.live is None:
            return (last - first).astype(np.int64)
        if len(lists) < _FEW:
            some = zip(first.tolist(), last.tolist(), strict=True)
            return np.array([np.count_nonzero(self.live.take(self.docs[a:b])) for a, b in some], np.int64)
        upto = np.concatenate((np.zeros(1, np.int64), self.live.take(self.docs).cumsum()))
        live: NDArray[np.int64] = upto[last] - upto[first]
        return live

    def counts_of(self, lemmas: Sequence[str]) -> NDArray[np.int64]:
        """How many live articles have each lemma; those that were counted before are remembered."""
        known = self._counted
        new = [lemma for lemma in lemmas if lemma not in known]
        if new:
            lists = np.array([self.list_of(Level.LEMMA, lemma) for lemma in new], np.int64)
            known.update(zip(new, self.counts(lists).tolist(), strict=True))
        return np.fromiter(map(known.__getitem__, lemmas), np.int64, len(lemmas))

    @cached_property
    def _counted(self) -> dict[str, int]:
        return {}

    def with_key(self, key: str) -> Array:
        """The articles that have a term of a keyword field."""
        number = self.keys.number(key)
        if number == NOWHERE:
            return np.zeros(0, self.kind)
        starts = self.file.view("key_starts")
        return self.file.array("key_docs")[starts[number] : starts[number + 1]]

    @cached_property
    def letters(self) -> tuple[str, NDArray[np.uint32], NDArray[np.int64]]:
        """All texts one behind the other, their code points, and where each text begins (one more at the end)."""
        texts = self.texts.all()
        coded, ends = texts.coded, texts.edges
        whole = coded.tobytes().decode("utf-8", "surrogatepass")
        begins = np.append((coded & 0xC0 != 0x80).cumsum(dtype=np.int64), 0)  # characters up to each byte
        starts = np.where(ends > 0, begins[ends.astype(np.int64) - 1], 0)
        return whole, np.frombuffer(whole.encode("utf-32-le", "surrogatepass"), "<u4"), starts

    def forms_of(self, level: Level, number: int) -> NDArray[Any]:
        """The forms of a term, as numbers of texts, ascending; once many were asked for, all are laid out by term."""
        if level is Level.FORM:
            return np.array([number])
        self._asked += 1
        if self._asked < _OFTEN:
            return np.flatnonzero(self.file.array(f"{level}_of") == number)
        if level not in self._by_term:
            of = self.file.array(f"{level}_of")
            order = of.argsort(kind="stable")
            self._by_term[level] = of[order].data, narrow(order)
        terms, forms = self._by_term[level]
        return forms[bisect_left(terms, number) : bisect_right(terms, number)]


def _list_of(number: Callable[[str], int], lists: Mapping[Level, Any], level: Level, text: str) -> int:
    found = number(text)
    return 0 if found == NOWHERE else int(lists[level][found])
