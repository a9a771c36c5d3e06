"""Which words of an article made it match, and the pieces of it worth showing. Offsets, no markup."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import partial, reduce
from itertools import accumulate, islice, pairwise
from operator import itemgetter, or_
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol

from newsearch.engines.base import Use
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Article, Passage, Vocable
from newsearch.query.tree import Fuzzy, Level, Near, Node, Phrase, Scored, Term, Wildcard, positive
from newsearch.text import letters, morphology
from newsearch.text.edits import within
from newsearch.text.words import OTHER, WORD

if TYPE_CHECKING:
    from newsearch.text.spotting import Spotted

#: How long a passage of the body is, in characters, and how many of them a hit shows.
WIDTH = 240
COUNT = 2


class Terms(Protocol):
    """What is asked of the index that the article was found in."""

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind a term."""
        ...


class _Word(NamedTuple):
    """A word that the query meets: its place in the text, and one bit for each term that it meets."""

    start: int
    end: int
    bits: int


_Mark = tuple[tuple[int, int], int]  # (start, end) of a word, and the number of a leaf it belongs to


class Quoter:
    """Quotes articles found by one query. Only words that the query may meet are looked at, each distinct one once."""

    def __init__(self, tree: Node, terms: Terms, use: Use = Use.ANYTHING) -> None:
        """For ``Use.ONE_SEARCH``, words are looked at one by one: that is slower, but nothing has to be set up."""
        self._leaves = list(dict.fromkeys(positive(tree)))
        self._met = _Met(use)
        self._bits = [[self._met.meet(leaf, text, terms) for text in _texts(leaf)] for leaf in self._leaves]
        self._phrases = [
            (number, leaf, bits)
            for number, (leaf, bits) in enumerate(zip(self._leaves, self._bits, strict=True))
            if isinstance(leaf, Phrase | Near)
        ]
        self._firsts: dict[str, dict[int, int | None]] = {field: {} for field in TEXT_FIELDS}

    def quote(self, article: Article) -> tuple[Passage, ...]:
        """The title with its matches, if it has any; then the best passages of the body, or its beginning."""
        text, body_at = f"{article.title}\n{article.body}", len(article.title) + 1
        words = self._met.words(text)
        in_body = bisect_left(words, body_at, key=itemgetter(0))
        title = self._marks("title", text, words[:in_body], 0)
        body = self._marks("body", text, words[in_body:], body_at)
        passages = [Passage("title", article.title, 0, tuple(mark for mark, _leaf in title))] if title else []
        return (*passages, *_best(article.body, body))

    def _marks(self, field: str, text: str, words: list[_Word], begin: int) -> list[_Mark]:
        """Those of the words that are to be marked, their places counted from ``begin``."""
        firsts = self._firsts[field]
        marked = {}
        for word in words:
            if word.bits not in firsts:
                firsts[word.bits] = self._first(field, word.bits)
            leaf = firsts[word.bits]
            if leaf is not None:
                marked[word] = leaf
        for number, phrase, bits in self._phrases:
            if field in phrase.fields:
                for word in _together(phrase, bits, text, words):
                    marked[word] = min(marked.get(word, number), number)
        return [((word.start - begin, word.end - begin), marked[word]) for word in words if word in marked]

    def _first(self, field: str, met: int) -> int | None:
        """The first leaf of a single word that a word with these bits belongs to."""
        for number, (leaf, bits) in enumerate(zip(self._leaves, self._bits, strict=True)):
            if met & bits[0] and field in leaf.fields and not isinstance(leaf, Phrase | Near):
                return number
        return None


class _Met(dict[str, int]):
    """Surface word → one bit for each term of the query that it meets."""

    def __init__(self, use: Use) -> None:
        super().__init__()
        self._count = 0
        self._forms: dict[str, int] = {}
        self._tests: list[tuple[Level, Callable[[str], bool], int]] = []
        #: One of them stands in every spelling that passes a test; None if that is not known, or not to be used.
        self._parts: set[str] | None = set() if use is Use.ANYTHING else None
        self._spotter: _Spotter | None = None

    def meet(self, leaf: Scored, text: str, terms: Terms) -> int:
        """Another term to be met; returns its bit."""
        bit = 1 << self._count
        self._count += 1
        test = _test(leaf, text)
        if test is None:
            of = [text] if leaf.level is Level.FORM else [vocable.text for vocable in terms.variants(leaf.level, text)]
            for form in of:
                self._forms[form] = self._forms.get(form, 0) | bit
            return bit
        self._tests.append((leaf.level, test, bit))
        part = max(re.split("[*?]", text), key=len) if isinstance(leaf, Wildcard) else ""
        if part and leaf.level is Level.SPELLING and self._parts is not None:
            self._parts.add(part)
        else:
            self._parts = None
        return bit

    def words(self, text: str) -> list[_Word]:
        """The words of a text that meet a term, in order."""
        if self._parts is not None:
            from newsearch.text.spotting import Spotted

            if self._spotter is None:
                self._spotter = _Spotter(self, self._forms, self._parts)
            if (spotted := Spotted.read(text)) is not None:
                return self._spotter.words(text, spotted)
        return [_Word(*found.span(), bits) for found in WORD.finditer(text) if (bits := self[found[0]])]

    def __missing__(self, surface: str) -> int:
        self[surface] = bits = self.of(letters.form(surface))
        return bits

    def of(self, form: str) -> int:
        """The bits of a form."""
        bits, folded = self._forms.get(form, 0), dict[Level, str]()
        for level, test, bit in self._tests:
            if level not in folded:
                folded[level] = _FOLDS[level](form)
            if test(folded[level]):
                bits |= bit
        return bits


class _Spotter:
    """The same without looking at words that are not met: see ``text.spotting``."""

    def __init__(self, met: _Met, forms: dict[str, int], parts: set[str]) -> None:
        from newsearch.text import spotting

        self._met, self._spelt_with, self._form = met, spotting.spelt_with, spotting.form
        bits_of = dict(zip(spotting.keys([*forms]), forms.values(), strict=True))
        least = [part for part in parts if not any(other in part for other in parts if other != part)]
        keys = set(spotting.keys(least))
        self._others = None in bits_of or None in keys
        self._bits = {key: bits for key, bits in bits_of.items() if key is not None}
        self._parts = {key for key in keys if key is not None}
        self._seen: set[bytes] = set()

    def words(self, text: str, spotted: "Spotted") -> list[_Word]:
        """The words that meet a term, in order."""
        bits_of = self._bits
        if self._parts:
            new = spotted.keys - self._seen
            self._seen |= new
            for key in self._spelt_with(self._parts, new):
                if bits := self._met.of(self._form(key)):
                    bits_of[key] = bits
        found = [_Word(*place, bits_of[key]) for key in bits_of.keys() & spotted.keys for place in spotted.places(key)]
        if self._others:
            found += [_Word(*one.span(), bits) for one in OTHER.finditer(text) if (bits := self._met[one[0]])]
        return sorted(found)


def _texts(leaf: Scored) -> tuple[str, ...]:
    match leaf:
        case Phrase() | Near():
            return leaf.texts
        case Wildcard():
            return (leaf.pattern,)
        case Term() | Fuzzy():
            return (leaf.text,)


def _test(leaf: Scored, text: str) -> Callable[[str], bool] | None:
    """Whether a term fits a pattern or comes near a word; None for leaves that ask for terms as they are."""
    if isinstance(leaf, Wildcard):
        fits = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in text), re.DOTALL).fullmatch
        return lambda term: fits(term) is not None
    if isinstance(leaf, Fuzzy):
        edits = leaf.edits
        return lambda term: within(term, text, edits)
    return None


_FOLDS: Final[dict[Level, Callable[[str], str]]] = {
    Level.FORM: str,
    Level.SPELLING: letters.spelling,
    Level.LEMMA: morphology.lemma,
}


def _together(leaf: Phrase | Near, bits: list[int], text: str, words: list[_Word]) -> Iterator[_Word]:
    """The words that make ``leaf`` match."""
    anywhere = reduce(or_, bits)
    some = [word for word in words if word.bits & anywhere]
    if reduce(or_, (word.bits for word in some), 0) & anywhere != anywhere:
        return
    span = len(bits) + leaf.slop
    numbers = list(accumulate(pairwise(some), partial(_next, text, span), initial=0))
    choose = _ordered if isinstance(leaf, Phrase) else _unordered
    for at, first in enumerate(some):
        if isinstance(leaf, Phrase) and not first.bits & bits[0]:
            continue
        last = bisect_left(numbers, numbers[at] + span, at, min(at + span, len(some)))
        yield from choose(bits, some[at:last])


def _next(text: str, most: int, number: int, pair: tuple[_Word, _Word]) -> int:
    """The number of the second of two words, given that of the first: exact unless ``most`` or more lie between."""
    one, other = pair
    for found in islice(WORD.finditer(text, one.end), most + 1):
        number += 1
        if found.start() == other.start:
            break
    return number


def _ordered(bits: list[int], window: list[_Word]) -> list[_Word]:
    """Words for ``bits`` in this order, the first of them at the beginning of the window; empty if they are not."""
    chosen: list[_Word] = []
    for word in window:
        if len(chosen) < len(bits) and word.bits & bits[len(chosen)]:
            chosen.append(word)
    return chosen if len(chosen) == len(bits) else []


def _unordered(bits: list[int], window: list[_Word]) -> list[_Word]:
    """Words for all of ``bits``, each used once; empty if one is not there."""
    left = list(window)
    chosen: list[_Word] = []
    for bit in bits:
        word = next((word for word in left if word.bits & bit), None)
        if word is None:
            return []
        left.remove(word)
        chosen.append(word)
    return chosen


def _best(text: str, marks: list[_Mark]) -> list[Passage]:
    """Up to COUNT windows with the most different leaves, then the most marks, in reading order."""
    if not marks:
        return [_cut(text, 0, [])] if text.strip() else []
    passages: list[Passage] = []
    places = [mark for mark, _leaf in marks]
    left = marks
    for _ in range(COUNT):
        if not left:
            break
        passage = _cut(text, left[_fullest(left)][0][0], places)
        passages.append(passage)
        end = passage.start + len(passage.text)
        left = [mark for mark in left if mark[0][1] <= passage.start or mark[0][0] >= end]
    passages.sort(key=lambda passage: passage.start)
    return _apart(passages)


def _fullest(marks: list[_Mark]) -> int:
    """The number of the mark with which the best window begins."""
    inside: dict[int, int] = {}  # leaf → how many marks of it are in the window
    best, best_at, last = (0, 0), 0, 0
    for at, ((start, _end), leaf) in enumerate(marks):
        while last < len(marks) and (last == at or marks[last][0][1] < start + WIDTH * 3 // 4):
            inside[marks[last][1]] = inside.get(marks[last][1], 0) + 1
            last += 1
        if (len(inside), last - at) > best:
            best, best_at = (len(inside), last - at), at
        inside[leaf] -= 1
        if not inside[leaf]:
            del inside[leaf]
    return best_at


def _apart(passages: list[Passage]) -> list[Passage]:
    """Without a passage that overlaps the one before it."""
    kept = passages[:1]
    for passage in passages[1:]:
        if passage.start >= kept[-1].start + len(kept[-1].text):
            kept.append(passage)
    return kept


_SENTENCE_END = re.compile(r"[.!?؟\n…]\s+|\n")
_SPACE = re.compile(r"\s")


def _cut(text: str, first: int, marks: list[tuple[int, int]]) -> Passage:
    """About WIDTH characters around the mark that begins at ``first``: from the start of its sentence, if near."""
    start = max(0, first - WIDTH // 4)
    if start:
        ends = [found.end() for found in _SENTENCE_END.finditer(text, start, first)]
        spaces = _SPACE.search(text, start, first)
        start = ends[-1] if ends else spaces.end() if spaces else first
    end = min(len(text), start + WIDTH)
    inside = [mark for mark in marks if mark[0] >= start]
    if end < len(text):
        space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        floor = next((mark[1] for mark in inside if mark[0] == first), start)
        end = space if space > floor else max(end, floor)
        end = next((mark[0] for mark in inside if mark[0] < end < mark[1]), end)
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    piece = piece.strip()
    start += lead
    end = start + len(piece)
    shown = tuple((s - start, e - start) for s, e in inside if s >= start and e <= end)
    return Passage("body", piece, start, shown, before=bool(text[:start].strip()), after=bool(text[end:].strip()))


assert TEXT_FIELDS == ("title", "body")  # noqa: S101  the two fields that ``quote`` knows
