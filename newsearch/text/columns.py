"""Articles become columns of form numbers, in whole arrays.

``folding`` makes bytes of the texts of a batch, one a letter. Words are found where something parts them or the script
changes, and looked up as 64-bit keys: up to eight letters the key *is* the word, so equal keys are equal words. What
was not met before gets a number in a table of forms, which has it analysed.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.batch import Batch, Column, FormTable, moment
from newsearch.fields import KEYWORD_FIELDS, TEXT_FIELDS
from newsearch.model import Record
from newsearch.text import page
from newsearch.text.analyser import Analyser
from newsearch.text.folding import Folder
from newsearch.text.keys import KeyTable

#: By how many letters a word has (eight or more count as eight), the bytes of its key.
_MASKS: Final = np.array([(1 << (8 * length)) - 1 for length in range(9)], np.uint64)
#: The lowest byte of keys that are not the letters of a word; no letter has it.
_LONG: Final = 1  # nine to twelve letters: the number of the first eight (24 bits), then the others
_FAR: Final = 2  # more letters: a number
_TEH_MARBUTA: Final = page.spell("ة")[0]
_PORTION: Final = 1 << 20  # characters that are folded at a time: it bounds memory
_BLANK: Final = re.compile(r"[ \n]")
#: With so many forms a table is full: some 65 MB are taken by it and what goes with it, and as much again to sort it.
FORMS: Final = 330_000
_KEYWORDS: Final = 10_000  # values of keyword fields that are remembered


class ColumnWriter:
    """Makes batches that share their numbering of forms, so that each distinct form is analysed once.

    When there are too many of them to hold, the next batch begins another table.
    """

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._keywords = lru_cache(_KEYWORDS)(analyser.keywords)
        self._begin()

    def _begin(self) -> None:
        """Forget all forms."""
        self._folder = Folder()
        self.table = FormTable(self._analyser.classes, self._analyser.rarities)
        self._keys = KeyTable()
        self._beginnings = KeyTable()  # the first eight letters of longer words
        self._far: dict[bytes, int] = {}  # words of more than twelve letters
        self._fars: list[bytes] = []

    def batch(self, records: Sequence[Record]) -> Batch:
        """Articles as columns; see :class:`newsearch.batch.Batch`."""
        if len(self.table.forms) >= FORMS:
            self._begin()
        articles = [record.article for record in records]
        whole = self.column([getattr(article, name) for name in TEXT_FIELDS for article in articles])
        keywords, count = self._keywords, len(articles)
        return Batch(
            records=records,
            table=self.table,
            columns={name: _part(whole, i * count, (i + 1) * count) for i, name in enumerate(TEXT_FIELDS)},
            keywords={name: [keywords(getattr(article, name)) for article in articles] for name in KEYWORD_FIELDS},
            moments=np.fromiter((moment(article.date) for article in articles), np.int64, count),
        )

    def column(self, texts: Sequence[str]) -> Column:
        """The words of texts, which may hold any characters."""
        numbers, counts = [np.zeros(0, np.int32)], [np.zeros(0, np.int64)]
        pieces, firsts = _pieces(texts)
        for portion in _portions(pieces):
            keys, counts_of = self._words(self._folder.fold(portion))
            numbers.append(self._keys.number(keys))
            counts.append(counts_of)
            self._learn(self._keys.since(len(self.table.forms)))
        ends = np.concatenate((np.zeros(1, np.int64), *counts)).cumsum()
        return Column(np.concatenate(numbers), ends[firsts])

    def _words(self, folded: bytes) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
        """The keys of all words, and how many of them each text has."""
        buffer = np.frombuffer(folded + bytes(8), np.uint8)
        codes = buffer[: len(folded)]
        stops = np.flatnonzero(codes < page.OTHER)
        cuts = _cuts(codes)
        cut_at = stops.searchsorted(cuts)
        stops = np.insert(stops, cut_at, cuts)
        begins = np.zeros(len(stops), np.int64)
        np.add(stops[:-1], 1, out=begins[1:])
        begins[cut_at + np.arange(1, len(cuts) + 1)] -= 1  # nothing stands between these and the word before them
        lengths = stops - begins
        eights = np.ndarray((len(folded),), "<u8", buffer=buffer.data, strides=(1,))
        keys = eights[begins] & _MASKS.take(lengths, mode="clip")
        long = np.flatnonzero(lengths > 8)
        if len(long):
            rest = eights[begins[long] + 8] & _MASKS.take(lengths[long] - 8, mode="clip")
            beginnings = self._beginnings.number(keys[long])
            keys[long] = rest << np.uint64(32) | beginnings.astype(np.uint64) << np.uint64(8) | np.uint64(_LONG)
            far = long[(lengths[long] > 12) | (beginnings >= 1 << 24)]
            spans = zip(begins[far].tolist(), stops[far].tolist(), strict=True)
            keys[far] = [self._far_key(folded[begin:stop]) for begin, stop in spans]
        none = np.flatnonzero(lengths == 0)
        ends = stops.searchsorted(np.flatnonzero(codes == page.END))
        return keys[lengths != 0], np.diff(ends - none.searchsorted(ends, side="right"), prepend=-1)

    def _far_key(self, word: bytes) -> int:
        number = self._far.get(word)
        if number is None:
            number = self._far[word] = len(self._fars)
            self._fars.append(word)
        return number << 8 | _FAR

    def _learn(self, keys: NDArray[np.uint64]) -> None:
        """Add what new keys stand for to the table."""
        if not len(keys):
            return
        tags = keys.astype(np.uint8)  # the lowest byte: their first letter, or what they are instead of letters
        forms = page.decode_pieces(np.where(tags < page.FIRST, np.uint64(page.OTHER), keys))
        for tag, spelt in ((page.OTHER, self._odd_forms), (_LONG, self._long_forms), (_FAR, self._far_forms)):
            some = np.flatnonzero(tags == tag)
            if len(some):
                for i, form in zip(some.tolist(), spelt(keys[some]), strict=True):
                    forms[i] = form
        self.table.forms += forms

    def _odd_forms(self, keys: NDArray[np.uint64]) -> list[str]:
        return list(map(self._folder.odd.__getitem__, keys.tolist()))

    def _long_forms(self, keys: NDArray[np.uint64]) -> list[str]:
        beginnings = self._beginnings.since(0)[keys >> np.uint64(8) & np.uint64((1 << 24) - 1)]
        return page.decode_pieces(beginnings, keys >> np.uint64(32))

    def _far_forms(self, keys: NDArray[np.uint64]) -> list[str]:
        return page.decode_lines(map(self._fars.__getitem__, (keys >> np.uint64(8)).tolist()))


def _cuts(codes: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Where a word ends because another begins: one of another script, or one glued to a ة."""
    arabic = codes >= page.ARABIC
    glued = np.flatnonzero((codes[:-2] == _TEH_MARBUTA) & arabic[1:-1] & arabic[2:]) + 1
    others = np.flatnonzero((codes - np.uint8(page.OTHER)) < page.ARABIC - page.OTHER)
    if not len(others):
        return glued
    kinds = page.KINDS
    here, after = kinds[codes[others]], kinds[codes[others + 1]]
    before = kinds[codes[others - 1]]  # before the first byte of all stands the last, which ends a text
    return np.sort(np.concatenate((glued, others[(before != here) & (before != 0)], others[after == 1] + 1)))


def _pieces(texts: Sequence[str]) -> tuple[Sequence[str], NDArray[np.int64]]:
    """Texts, of which long ones are cut at blanks, where no word is; where each begins, and where the last one ends."""
    pieces: list[str] = []
    firsts = [0]
    for text in texts:
        start = 0
        while len(text) - start > _PORTION and (blank := _BLANK.search(text, start + _PORTION)):
            pieces.append(text[start : blank.end()])
            start = blank.end()
        pieces.append(text[start:])
        firsts.append(len(pieces))
    return pieces, np.array(firsts)


def _portions(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """Texts in a row, so many at a time that the arrays made of them stay small."""
    first = size = 0
    for i, text in enumerate(texts):
        size += len(text)
        if size > _PORTION:
            yield texts[first : i + 1]
            first, size = i + 1, 0
    if first < len(texts):
        yield texts[first:]


def _part(whole: Column, first: int, last: int) -> Column:
    """The texts from ``first`` up to ``last``."""
    starts = whole.starts[first : last + 1]
    return Column(whole.words[starts[0] : starts[-1]], starts - starts[0])
