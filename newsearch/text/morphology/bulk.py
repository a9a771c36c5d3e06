"""The spellings and lemmas of many forms at once: what ``letters`` and ``Lexicon`` do to each, done to whole arrays.

The rules are theirs, read from the same tables, in the same order; a property test compares the two. Forms with
letters that the fast lane's page does not have, and very long ones, are left to them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.text import letters, page
from newsearch.text.keys import KeyTable
from newsearch.text.morphology import segment, stem
from newsearch.text.morphology.packed import LONGEST, PIECES, Words
from newsearch.text.morphology.segment import ARTICLE, FAR_MORE, FOREIGN, FREQUENT, SEATED, SEEN, SHORT, Of
from newsearch.text.morphology.table import CLASS, CODEC, Kind, Table

Bytes = NDArray[np.uint8]
Ints = NDArray[np.int32]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]

_OF: Final[dict[Of | None, int]] = {of: number for number, of in enumerate(Of)}
_ANY, _DEFINED, _FEMININE, _RARE = map(_OF.__getitem__, (Of.ANY, Of.DEFINED, Of.FEMININE, Of.RARE))
#: Verbs in ت must not be past for these.
_NOT_PAST: Final = [_OF[Of.NOT_PAST], _OF[Of.PRESENT]]
#: For each of these whether a short rest need not be seen in text.
_UNSEEN: Final = np.array([of.unseen for of in Of])
#: int8: for each of these whether any word will do, a noun or a verb.
_SORT: Final = np.array([2 if of.is_verb else min(_OF[of], 1) for of in Of], np.int8)
#: int8: which words take two affixes, by which take the one and the other; -1 if there are none.
_NARROWED: Final = np.array([[_OF.get(one.narrowed(other), -1) for other in Of] for one in Of], np.int8)
#: How much longer a rest may be than the word it is the rest of.
_GROWTH: Final = max(
    len(instead) - len(row.letters) for row in (*segment.PROCLITICS, *segment.ENDINGS) for instead in row.instead
)
_LONGEST: Final = min(LONGEST, segment.LONGEST) - max(_GROWTH, 0)


#: bool[256]: bytes of forms that need a closer look.
_ODD: Final = np.arange(256) == page.OTHER
_ASCII: Final = page.flags(map(chr, range(128)))
_FOREIGN: Final = page.flags(FOREIGN)
_SEATED: Final = page.flags(SEATED)


class Bulk:
    """The forms of a lemma table laid out as arrays, and what is done about forms that are not in it."""

    def __init__(self, table: Table, lemma: Callable[[str], str]) -> None:
        """``lemma`` is asked about the few forms that do not fit in here."""
        self._table = table
        self._terms = np.array(table.terms, object)
        self._in_teh = np.array([*(term.startswith("ت") for term in table.terms), False], np.bool_)
        self._lemma = lemma
        self._entries = _Entries(table)
        self._fold = page.folding(letters.spelling)

    def classes(self, forms: list[str]) -> tuple[list[str], list[str]]:
        """The spelling and the lemma of each form."""
        text = "\n".join([*forms, ""])
        codes = page.mapped(text, page.exact())
        words = Words.of_lines(codes)
        spelt = Words.of_lines(self._fold.take(page.mapped(letters.respelt(text), page.exact()), mode="clip"))
        if not len(words) == len(spelt) == len(forms):  # a form has a line feed
            return list(map(letters.spelling, forms)), list(map(self._lemma, forms))
        spellings = list(forms)
        changed = words.differ(spelt)
        for i, spelling in zip(changed.tolist(), spelt.take(changed).texts(), strict=True):
            spellings[i] = spelling
        odd = np.union1d(_rows_with(codes, _ODD), np.flatnonzero(np.maximum(words.sizes, spelt.sizes) > _LONGEST))
        classes, rests = self._found(forms, codes, words, spelt, odd)
        known = np.flatnonzero(classes >= 0)
        column = np.array(spellings, object)
        column[known] = self._terms.take(classes.take(known))
        lemmas: list[str] = column.tolist()
        for i, rest in rests.items():
            lemmas[i] = rest
        for i in odd.tolist():
            spellings[i], lemmas[i] = letters.spelling(forms[i]), self._lemma(forms[i])
        return spellings, lemmas

    def _found(
        self, forms: list[str], codes: Bytes, words: Words, spelt: Words, odd: Rows
    ) -> tuple[Ints, dict[int, str]]:
        """The class of each form, -1 if none; what remains of forms that lost affixes by rule."""
        entries = self._entries
        classes = entries.classes_of(words)
        latin = [i for i in _rows_with(codes, _ASCII).tolist() if forms[i].isascii()]
        unknown = classes < 0
        for rows in (odd, np.array(latin, np.int64)):
            classes[rows], unknown[rows] = -1, False
        left = np.flatnonzero(unknown)
        foreign = _rows_with(codes, _FOREIGN)
        native = np.setdiff1d(left, foreign, assume_unique=True)
        written = native[words.take(native).differ(spelt.take(native))]
        classes[written] = self._segmented(words.take(written), np.isin(written, _rows_with(codes, _SEATED)))
        left = left[classes[left] < 0]
        classes[left] = entries.classes_of(spelt.take(left))
        left = np.setdiff1d(left[classes[left] < 0], foreign, assume_unique=True)
        spelt = spelt.take(left)
        # what the word would be with its hamza on a seat of yeh is tried where the word itself gives nothing
        seated, respelt = spelt.replaced(page.spell("اي"), page.spell("اء"))
        both = Words.joined([spelt, respelt])
        found, again = np.split(self._segmented(both, np.ones(len(both), np.bool_)), [len(left)])
        whole = entries.classes_of(respelt)
        again = np.where(whole < 0, again, whole)
        found[seated] = np.where(found[seated] < 0, again, found[seated])
        classes[left] = found
        return classes, self._stems(forms, classes, left[found < 0])

    def _stems(self, forms: list[str], classes: Ints, rows: Rows) -> dict[int, str]:
        """Take affixes off by rule; what remains of a form if that is no entry."""
        split = [(i, *stem.split(forms[i])) for i in rows.tolist()]
        cut = [(i, rest, _OF[stem.takes(affixes)]) for i, affixes, rest in split if affixes]
        rests = letters.spellings([rest for _, rest, _ in cut])
        numbers = self._entries.find(Words.of_lines(page.mapped("\n".join([*rests, ""]), page.exact())))
        places, of = np.array([i for i, _, _ in cut], np.int64), np.array([of for _, _, of in cut], np.int64)
        found = self._entries.of_sort(numbers, _SORT.take(of))
        classes[places] = found
        return {i: rest for i, rest, of in zip(places.tolist(), rests, found.tolist(), strict=True) if of < 0}

    # --- clitics: see ``segment`` and ``as_written`` there ----------------------------------------------------------

    def _segmented(self, words: Words, ends: Flags) -> Ints:
        """int32: the class of what remains when clitics come off each word, -1 if none does; ``ends``: endings, too."""
        found = np.full(len(words), -1, np.int32)
        rows = np.flatnonzero(words.sizes > 3)
        fronts = _without_fronts(words.take(rows), rows)
        behind = fronts.first(found, self._whole(fronts))
        whole = _Rests(rows, words.take(rows), np.full(len(rows), _ANY, np.int8), np.zeros(len(rows), np.bool_))
        left = _Rests.joined([whole, fronts])
        undecided = (found.take(left.rows) < 0) | (np.arange(len(left.rows)) < len(rows))
        sizes = np.append(fronts.words.sizes, -1).take(behind.take(left.rows))
        undecided |= left.words.sizes == sizes + 1
        left = left.take(np.flatnonzero(undecided & ends.take(left.rows)))
        ended, classes = _without_ends(left), np.full(len(left.rows), -1, np.int32)
        first = ended.first(classes, self._known(ended.words, ended.of))
        classes[left.of == _RARE] = -1
        either = np.flatnonzero((found.take(left.rows) >= 0) & (classes >= 0))
        rather = self._rather(
            left.words.take(either),
            ended.words.take(first.take(either)),
            classes.take(either),
            fronts.words.take(behind.take(left.rows.take(either))),
        )
        classes[either[~rather]] = -1
        late = np.flatnonzero(left.late & (found.take(left.rows) < 0))
        whole_known = self._known(left.words.take(late), left.of.take(late))
        classes[late] = np.where(whole_known < 0, classes.take(late), whole_known)
        left.first(found, classes)
        return found

    def _rather(self, words: Words, ended: Words, classes: Ints, behind: Words) -> Flags:
        """Whether words are rather what an ending leaves, of these classes, than what is behind a front.

        See ``Lexicon.is_rather``.
        """
        entries = self._entries
        rather: Flags = entries.weights_of(ended) >= entries.weights_of(behind) + np.int16(FAR_MORE)
        some = np.flatnonzero(rather)
        texts = words.take(some).texts(), behind.take(some).texts(), classes.take(some).tolist()
        for i, word, rest, number in zip(some.tolist(), *texts, strict=True):
            begins = word.endswith(rest) and self._terms[number].startswith(word[: 1 - len(rest)])
            rather[i] = begins and self._table.kind(number) is not Kind.NAME
        return rather

    def _whole(self, fronts: "_Rests") -> Ints:
        """int32: the class of each word without its front, -1 if there is none or endings are to be tried first."""
        return np.where(fronts.late, np.int32(-1), self._known(fronts.words, fronts.of))

    def _known(self, words: Words, of: NDArray[np.int8]) -> Ints:
        """int32: the class of each word, -1 if there is none or it does not take such an affix."""
        found, entries = self._entries.find(words), self._entries
        short = np.flatnonzero((found >= 0) & (words.sizes <= SHORT) & ~_UNSEEN.take(of))
        found[short[~self._seen(found.take(short), words.take(short))]] = -1
        nouns = np.flatnonzero((found >= 0) & (of == _DEFINED))
        found[nouns[~self._defined(found.take(nouns), words.take(nouns))]] = -1
        classes = entries.of_sort(found, _SORT.take(of))
        for i in np.flatnonzero((classes >= 0) & (of == _FEMININE)).tolist():
            if not self._table.is_feminine(int(classes[i])):
                classes[i] = -1
        verbs = np.flatnonzero((classes >= 0) & np.isin(of, _NOT_PAST) & self._in_teh.take(classes, mode="clip"))
        for i, word in zip(verbs.tolist(), words.take(verbs).texts(), strict=True):
            if self._table.is_past(int(classes[i]), word):
                classes[i] = -1
        return classes

    def _defined(self, found: Ints, words: Words) -> Flags:
        """Whether words, whose entries are known, are nouns that news often has with the article: see ``Lexicon``."""
        classes = self._entries.of_sort(found, np.full(len(found), _OF[Of.NOUN], np.int8))
        defined = self._have_article(words, classes, np.full(len(found), FREQUENT))
        for i in np.flatnonzero(defined).tolist():
            defined[i] = self._table.kind(int(classes[i])) is not Kind.NAME
        return defined

    def _seen(self, found: Ints, words: Words) -> Flags:
        """Whether news has short words, whose entries are known, often enough: see ``Lexicon``."""
        entries, least = self._entries, np.where(words.sizes < SHORT, FREQUENT, SEEN)
        seen: Flags = entries.weights.take(found) >= least
        rest = np.flatnonzero(~seen)
        seen[rest] = self._have_article(words.take(rest), entries.likeliest(found.take(rest)), least.take(rest))
        return seen

    def _have_article(self, words: Words, classes: Ints, least: Rows) -> Flags:
        """Whether news has words of these classes, none if -1, with the article, with so much weight at least."""
        entries = self._entries
        for letter in reversed(page.spell(ARTICLE)):
            words = words.with_front(letter)
        others = entries.find(words)
        same: Flags = (others >= 0) & (classes >= 0) & (entries.likeliest(others) == classes)
        return same & (entries.weights.take(others) >= least)


class _Entries:
    """The entries of a table: their ``weights``, and the class of each, int32: the likeliest of any sort, of a noun, of
    a verb, -1 if it has none (see ``_OF``).
    """

    def __init__(self, table: Table) -> None:
        keys, ends, classes = table.columns()
        edges = np.asarray(ends, np.uint32).astype(np.int64)
        columns = np.append(np.asarray(classes, np.uint32), np.uint32(0))  # one that is nobody's: there is one to take
        self.weights = (columns >> np.uint32(CLASS.bit_length())).astype(np.uint8)
        likeliest = (columns & np.uint32(CLASS)).astype(np.int32)
        verb = likeliest < table.verbs
        nouns, verbs = np.where(verb, np.int32(-1), likeliest), np.where(verb, likeliest, np.int32(-1))
        for entry, number in reversed(table.seconds()):  # of several the first stays
            of_sort = verbs if number < table.verbs else nouns
            if verb[entry] != (number < table.verbs):
                of_sort[entry] = number
        self._by_sort = likeliest, nouns, verbs  # as ``_SORT`` has them
        letters_of = bytes(range(256)).decode(CODEC, "replace")
        to_page = page.mapped(letters_of, page.exact()).tobytes()
        codes = np.frombuffer(keys.translate(to_page), np.uint8)
        begins, sizes = edges, np.diff(edges, append=edges[-1:])
        fit = (sizes > 0) & (sizes <= LONGEST)
        fit[edges.searchsorted(np.flatnonzero(codes == page.OTHER), side="right") - 1] = False
        self._rows = np.append(np.flatnonzero(fit), -1).astype(np.int32)  # of the entries that can be words of the page
        self._words = Words.of(codes, begins[self._rows], sizes[self._rows])
        self._factor, apart = np.uint64(0x9E3779B97F4A7C15), False
        while not apart:  # the first factor will do, but nobody can promise it
            self._factor += np.uint64(2)
            mixes = self._mixes(self._words)[:-1]
            self._numbers = KeyTable.of(mixes)
            apart = np.array_equal(self._numbers.find(mixes), np.arange(len(mixes)))

    def classes_of(self, words: Words) -> Ints:
        """int32: the likeliest class of each word, -1 if it has none."""
        found = self.find(words)
        return np.where(found >= 0, self.likeliest(found), np.int32(-1))

    def weights_of(self, words: Words) -> NDArray[np.uint8]:
        """The weight of each word, 0 if it is no entry."""
        return self.weights.take(self.find(words))

    def likeliest(self, found: Ints) -> Ints:
        """int32: the likeliest class of each entry."""
        return self._by_sort[_ANY].take(found, mode="clip")

    def of_sort(self, found: Ints, sorts: NDArray[np.int8]) -> Ints:
        """int32: the likeliest class of each entry that is of its sort (see ``_SORT``), -1 if there is none."""
        classes = np.choose(sorts, [of_sort.take(found, mode="clip") for of_sort in self._by_sort])
        return np.where(found >= 0, classes, np.int32(-1))

    def find(self, words: Words) -> Ints:
        """int32: the entry of each word, -1 if it has none."""
        numbers = self._numbers.find(self._mixes(words))
        same = numbers >= 0
        for piece in range(1, PIECES):  # if these are equal, and the mixes, so is the first piece
            same &= self._words.pieces[piece].take(numbers, mode="clip") == words.pieces[piece]
        return np.where(same, self._rows.take(numbers, mode="clip"), np.int32(-1))

    def _mixes(self, words: Words) -> NDArray[np.uint64]:
        first, second, third = words.pieces
        mixes: NDArray[np.uint64] = first ^ (second ^ third * self._factor) * self._factor
        return mixes


@dataclass(frozen=True)
class _Rests:
    """What may remain of words: the ``rows`` they are in, the likeliest first of each; the ``words`` that remain; of
    which sort (int8, see ``_OF``) they must be, and whether endings are tried first (see ``segment.Clitic.late``).
    """

    rows: Rows
    words: Words
    of: NDArray[np.int8]
    late: Flags

    @classmethod
    def joined(cls, parts: list["_Rests"]) -> "_Rests":
        none = np.zeros(0, np.int64), np.zeros(0, np.int8), np.zeros(0, np.bool_)
        return cls(
            np.concatenate([none[0], *(part.rows for part in parts)]),
            Words.joined([part.words for part in parts]),
            np.concatenate([none[1], *(part.of for part in parts)]),
            np.concatenate([none[2], *(part.late for part in parts)]),
        )

    def take(self, some: Rows) -> "_Rests":
        return _Rests(self.rows.take(some), self.words.take(some), self.of.take(some), self.late.take(some))

    def first(self, found: Ints, classes: Ints) -> Rows:
        """Put the first class of each row, if it has one, where it belongs; which one that is of each row, or -1."""
        hits = np.flatnonzero(classes >= 0)[::-1]  # of several the last that is written stays
        rows, firsts = self.rows.take(hits), np.full(len(found), -1, np.int64)
        found[rows], firsts[rows] = classes.take(hits), hits
        return firsts


def _without_fronts(words: Words, rows: Rows) -> _Rests:
    heads, parts = words.heads(), []
    for clitic in segment.PROCLITICS:
        size = len(clitic.letters)
        fits = _begin(heads, clitic.begins or clitic.letters)
        if clitic.unless:
            fits &= ~_begin(heads, clitic.unless)
        some = np.flatnonzero(fits & (words.sizes >= size + clitic.least))
        if not len(some):
            continue
        bare = words.take(some).without_front(size)
        for letters_instead in clitic.instead:
            rest = bare
            for code in reversed(page.spell(letters_instead)):
                rest = rest.with_front(code)
            of, late = np.full(len(some), _OF[clitic.of], np.int8), np.full(len(some), clitic.late)
            parts.append(_Rests(rows.take(some), rest, of, late))
    return _Rests.joined(parts)


def _begin(heads: NDArray[np.uint32], few: str) -> Flags:
    """Which of these beginnings of words begin with the letters, four at most."""
    wanted = int.from_bytes(page.spell(few), "little")
    begin: Flags = (heads & np.uint32((1 << 8 * len(few)) - 1)) == np.uint32(wanted)
    return begin


def _without_ends(words: _Rests) -> _Rests:
    """Endings off, as far as such words take them; the rows are those of ``words``, not of what these remain in."""
    tails, sizes, of, parts = words.words.tails(), words.words.sizes, words.of, []
    for ending in segment.ENDINGS:
        size, of_rest = len(ending.letters), _NARROWED[:, _OF[ending.of]].take(of)
        fits = _end(tails, ending.letters)
        if ending.unless:
            fits &= ~_end(tails, ending.unless)
        fits &= (sizes >= size + ending.least) & (of_rest >= 0)
        if ending.begins:
            fits &= _begin(words.words.heads(), ending.begins)
        some = np.flatnonzero(fits)
        if not len(some):
            continue
        fitting = words.take(some)
        for letters_instead in ending.instead:
            rest = fitting.words.with_end(fitting.words.sizes - size, page.spell(letters_instead))
            parts.append(_Rests(some, rest, of_rest.take(some), fitting.late))
    return _Rests.joined(parts)


def _end(tails: NDArray[np.uint64], few: str) -> Flags:
    """Which of these ends of words end with the letters, eight at most."""
    wanted = int.from_bytes(page.spell(few), "little")
    end: Flags = tails >> np.uint64(64 - 8 * len(few)) == np.uint64(wanted)
    return end


def _rows_with(codes: Bytes, flags: Flags) -> Rows:
    """Which lines hold a letter that is flagged."""
    ends = np.flatnonzero(codes == page.NEWLINE)
    return np.unique(ends.searchsorted(np.flatnonzero(flags.take(codes, mode="clip"))))
