"""Articles become columns of form numbers: whole arrays for ordinary text, word by word for the rest.

Both lanes give exactly the same numbers (a property test compares them on any text). The fast lane joins the texts of
a batch, folds them through a table of one byte a letter (``page``), finds word edges where the script changes, and
looks whole words up as 64-bit keys: up to eight letters the key *is* the word.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from newsearch.batch import Batch, Column, FormTable, moment
from newsearch.fields import KEYWORD_FIELDS, TEXT_FIELDS
from newsearch.model import Record
from newsearch.text import letters, page, words
from newsearch.text.analyser import Analyser
from newsearch.text.keys import KeyTable

_POINT, _COMMA = page.POINT, page.COMMA
_DIGIT = page.FIRST, page.FIRST + 9
_DECIMAL = page.FIRST + 10


class ColumnWriter:
    """Makes the batches of one run, which share their numbering of forms. Each distinct form is analysed once."""

    def __init__(self, analyser: Analyser) -> None:
        self.table = FormTable()
        self._analyser = analyser
        self._forms: dict[str, int] = {}
        self._surfaces: dict[str, int] = {}
        self._long: dict[bytes, int] = {}
        self._keys = KeyTable()
        self._runs: dict[str, bytes] = {}
        self._masks = np.array([(1 << (8 * length)) - 1 for length in range(9)], np.uint64)

    def batch(self, records: Sequence[Record]) -> Batch:
        """Articles as columns; see :class:`newsearch.batch.Batch`."""
        articles = [record.article for record in records]
        keywords = self._analyser.keywords
        return Batch(
            records=records,
            table=self.table,
            columns={name: self.column([getattr(article, name) for article in articles]) for name in TEXT_FIELDS},
            keywords={name: [keywords(getattr(article, name)) for article in articles] for name in KEYWORD_FIELDS},
            moments=np.fromiter((moment(article.date) for article in articles), np.int64, len(articles)),
        )

    def column(self, texts: Sequence[str]) -> Column:
        """One field of a batch; ``texts`` may hold any characters."""
        joined = page.END_MARK.join([*texts, ""])
        units = np.frombuffer(joined.encode("utf-16-le", "surrogatepass"), np.uint16)
        codes = page.table().take(units)
        ends = np.flatnonzero(codes == page.END)
        if not texts or len(ends) != len(texts):  # a text holds the mark that ends texts
            return self._general(texts)
        odd = np.flatnonzero(codes == page.OTHER)
        slow = set(np.searchsorted(ends, odd).tolist()) | self._split_numbers(codes, ends)
        for i in slow:
            codes[ends[i - 1] + 1 if i else 0 : ends[i]] = page.BREAK
        self._join_numbers(codes, units)
        column = self._looked_up(codes.tobytes().translate(None, bytes([page.GONE])), len(texts))
        return _spliced(column, {i: self._numbers(texts[i]) for i in slow}) if slow else column

    # --- the general way --------------------------------------------------------------------------------------------

    def _general(self, texts: Sequence[str]) -> Column:
        numbers = [self._numbers(text) for text in texts]
        starts = np.zeros(len(texts) + 1, np.int64)
        np.cumsum([len(row) for row in numbers], out=starts[1:])
        return Column(np.concatenate([*numbers, np.empty(0, np.int32)]), starts)

    def _numbers(self, text: str) -> NDArray[np.int32]:
        known, found = self._surfaces, []
        for surface in words.WORD.findall(text):
            number = known.get(surface)
            if number is None:
                form = letters.form(surface)
                number = known[surface] = self._number(form) if form else -1
            found.append(number)
        numbers = np.array(found, np.int32)
        return numbers[numbers >= 0]

    def _number(self, form: str) -> int:
        """The number of a form, which is analysed if it is new."""
        number = self._forms.get(form)
        return self._numbers_of([form])[0] if number is None else number

    def _numbers_of(self, forms: list[str]) -> list[int]:
        """The numbers of distinct forms; the new ones are analysed together."""
        fresh = [form for form in forms if form not in self._forms]
        self._forms.update(zip(fresh, range(len(self._forms), len(self._forms) + len(fresh)), strict=True))
        spellings, lemmas = self._analyser.classes(fresh)
        self.table.forms += fresh
        self.table.spellings += spellings
        self.table.lemmas += lemmas
        return [self._forms[form] for form in forms]

    # --- the fast lane ----------------------------------------------------------------------------------------------

    @staticmethod
    def _split_numbers(codes: NDArray[np.uint8], ends: NDArray[np.int64]) -> set[int]:
        """The texts in which something invisible parts two digits: rare, and not worth a rule here."""
        gone = np.flatnonzero(codes == page.GONE)
        low, high = _DIGIT
        after = codes[np.minimum(gone + 1, len(codes) - 1)]
        before = codes[np.maximum(gone - 1, 0)]
        signs = (before >= low) & (before <= high) | (before == _POINT) | (before == _COMMA)
        signs &= (after >= low) & (after <= high) | (after == _POINT) | (after == _COMMA) | (after == page.GONE)
        return set(np.searchsorted(ends, gone[signs]).tolist())

    def _join_numbers(self, codes: NDArray[np.uint8], units: NDArray[np.uint16]) -> None:
        """Decide, in place, which points and commas between digits belong to their number."""
        low, high = _DIGIT
        signs = np.flatnonzero((codes == _POINT) | (codes == _COMMA))
        if not len(signs):
            return
        before, after = codes[np.maximum(signs - 1, 0)], codes[signs + 1]
        signs = signs[(before >= low) & (before <= high) & (after >= low) & (after <= high)]
        done = 0
        for sign in signs.tolist():
            if sign < done:
                continue
            start = end = sign
            while start and self._in_number(int(codes[start - 1])):
                start -= 1
            while self._in_number(int(codes[end])):
                end += 1
            run = units[start:end].tobytes().decode("utf-16-le")
            joined = self._runs.get(run)
            if joined is None:
                joined = self._runs[run] = _joined(run)
            codes[start:end] = np.frombuffer(joined, np.uint8)
            done = end

    @staticmethod
    def _in_number(code: int) -> bool:
        return _DIGIT[0] <= code <= _DIGIT[1] or code in (_POINT, _COMMA)

    def _looked_up(self, folded: bytes, texts: int) -> Column:
        buffer = np.frombuffer(folded + bytes(8), np.uint8)
        letters_of = buffer[: len(folded)]
        kinds = np.frombuffer(folded.translate(page.scripts()), np.uint8)
        edges = np.flatnonzero(kinds[1:] != kinds[:-1]) + 1
        edges = np.concatenate((np.zeros(1, np.int64), edges, np.array([len(kinds)], np.int64)))
        words_at = kinds[edges[:-1]] > 0
        starts, ends = edges[:-1][words_at], edges[1:][words_at]
        lengths = ends - starts
        eights = np.ndarray((len(folded),), np.uint64, buffer=buffer.data, strides=(1,))
        keys = eights[starts] & self._masks[np.minimum(lengths, 8)]
        numbers = np.empty(len(starts), np.int32)
        short = lengths <= 8
        numbers[short] = self._keys.look_up(keys[short], self._numbers_of_keys)
        long = np.flatnonzero(~short)
        slices = map(slice, starts[long].tolist(), ends[long].tolist())
        numbers[long] = self._numbers_of_long(list(map(folded.__getitem__, slices)))
        stops = np.flatnonzero(letters_of == page.END)
        first = np.zeros(texts + 1, np.int64)
        first[1:] = np.searchsorted(starts, stops)
        return Column(numbers, first)

    def _numbers_of_keys(self, keys: NDArray[np.uint64]) -> NDArray[np.int32]:
        return np.array(self._numbers_of(page.decode_keys(keys)), np.int32)

    def _numbers_of_long(self, found: list[bytes]) -> list[int]:
        """The numbers of words of more than eight letters."""
        fresh = list(dict.fromkeys(word for word in found if word not in self._long))
        if fresh:
            self._long.update(zip(fresh, self._numbers_of(page.decode_lines(fresh)), strict=True))
        return list(map(self._long.__getitem__, found))


def _joined(run: str) -> bytes:
    """The bytes of a run of digits and signs, with those signs that belong to a number made part of it."""
    codes = bytearray(page.table()[np.frombuffer(run.encode("utf-16-le"), np.uint16)].tobytes())
    codes = bytearray(page.BREAK if code in (_POINT, _COMMA) else code for code in codes)
    for found in words.WORD.finditer(run):
        for i in range(*found.span()):
            if run[i] in ".٫":
                codes[i] = _DECIMAL
            elif run[i] in ",٬":
                codes[i] = page.GONE
    return bytes(codes)


def _spliced(ordinary: Column, slow: dict[int, NDArray[np.int32]]) -> Column:
    lengths = np.diff(ordinary.starts)
    pieces, at = [], 0
    for i in sorted(slow):
        start = int(ordinary.starts[i])
        pieces += [ordinary.words[at:start], slow[i]]
        at = start
        lengths[i] = len(slow[i])
    starts = np.zeros(len(lengths) + 1, np.int64)
    np.cumsum(lengths, out=starts[1:])
    return Column(np.concatenate([*pieces, ordinary.words[at:]]), starts)
