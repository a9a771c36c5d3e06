"""Which words of an article made it match, and the pieces of it worth showing. Offsets, no markup."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from newsearch.fields import TEXT_FIELDS
from newsearch.model import Article, Passage, Vocable
from newsearch.query.tree import Fuzzy, Level, Near, Node, Phrase, Scored, Term, Wildcard, positive
from newsearch.text import letters, morphology
from newsearch.text.edits import within
from newsearch.text.words import WORD

#: How long a passage of the body is, in characters, and how many of them a hit shows.
WIDTH = 240
COUNT = 2


class Terms(Protocol):
    """What is asked of the index that the article was found in."""

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind a term."""
        ...


@dataclass(frozen=True)
class _Word:
    start: int
    end: int
    bits: int  # one bit for each term of the query that the word meets


class Quoter:
    """Quotes articles found by one query. Each distinct surface word is compared with the query once."""

    def __init__(self, tree: Node, terms: Terms) -> None:
        self._leaves = list(dict.fromkeys(positive(tree)))
        self._met = _Met()
        self._bits = [[self._met.meet(leaf, text, terms) for text in _texts(leaf)] for leaf in self._leaves]

    def quote(self, article: Article) -> tuple[Passage, ...]:
        """The title with its matches, if it has any; then the best passages of the body, or its beginning."""
        title = self._marks("title", article.title)
        passages = [Passage("title", article.title, 0, tuple(mark for mark, _leaf in title))] if title else []
        body = self._marks("body", article.body)
        return (*passages, *_best(article.body, body))

    def _marks(self, field: str, text: str) -> list[tuple[tuple[int, int], int]]:
        """The (start, end) of each word to be marked, in order, with the number of a leaf it belongs to."""
        met = self._met
        words = [_Word(*found.span(), met[found[0]]) for found in WORD.finditer(text)]
        marked: dict[int, int] = {}
        for number, (leaf, bits) in enumerate(zip(self._leaves, self._bits, strict=True)):
            if field in leaf.fields:
                for place in _places(leaf, bits, words):
                    marked.setdefault(place, number)
        return [((words[place].start, words[place].end), marked[place]) for place in sorted(marked)]


class _Met(dict[str, int]):
    """Surface word → one bit for each term of the query that it meets."""

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._forms: dict[str, int] = {}
        self._tests: list[tuple[Callable[[str], bool], int]] = []

    def meet(self, leaf: Scored, text: str, terms: Terms) -> int:
        """Another term to be met; returns its bit."""
        bit = 1 << self._count
        self._count += 1
        test = _test(leaf, text)
        if test is None:
            for vocable in terms.variants(leaf.level, text):
                self._forms[vocable.text] = self._forms.get(vocable.text, 0) | bit
        else:
            self._tests.append((test, bit))
        return bit

    def __missing__(self, surface: str) -> int:
        form = letters.form(surface)
        bits = self._forms.get(form, 0)
        for test, bit in self._tests:
            if test(form):
                bits |= bit
        self[surface] = bits
        return bits


def _texts(leaf: Scored) -> tuple[str, ...]:
    match leaf:
        case Phrase() | Near():
            return leaf.texts
        case Wildcard():
            return (leaf.pattern,)
        case Term() | Fuzzy():
            return (leaf.text,)


def _test(leaf: Scored, text: str) -> Callable[[str], bool] | None:
    """Whether a form fits a pattern or comes near a word; None for leaves that ask for terms as they are."""
    fold = _FOLDS[leaf.level]
    if isinstance(leaf, Wildcard):
        fits = re.compile("".join({"*": ".*", "?": "."}.get(c, re.escape(c)) for c in text), re.DOTALL).fullmatch
        return lambda form: fits(fold(form)) is not None
    if isinstance(leaf, Fuzzy):
        edits = leaf.edits
        return lambda form: within(fold(form), text, edits)
    return None


_FOLDS: Final[dict[Level, Callable[[str], str]]] = {
    Level.FORM: str,
    Level.SPELLING: letters.spelling,
    Level.LEMMA: morphology.lemma,
}


def _places(leaf: Scored, bits: list[int], words: list[_Word]) -> Iterable[int]:
    """The numbers of the words that make ``leaf`` match."""
    if not isinstance(leaf, Phrase | Near):
        return [i for i, word in enumerate(words) if word.bits & bits[0]]
    anywhere = 0
    for bit in bits:
        anywhere |= bit
    candidates = [i for i, word in enumerate(words) if word.bits & anywhere]
    span = len(bits) + leaf.slop
    places: set[int] = set()
    for at, first in enumerate(candidates):
        if isinstance(leaf, Phrase) and not words[first].bits & bits[0]:
            continue
        window = [i for i in candidates[at : at + span] if i < first + span]
        chosen = _ordered(bits, window, words) if isinstance(leaf, Phrase) else _unordered(bits, window, words)
        places.update(chosen)
    return places


def _ordered(bits: list[int], window: list[int], words: list[_Word]) -> list[int]:
    """Places of ``bits`` in this order, the first of them at the beginning of the window; empty if they are not."""
    chosen: list[int] = []
    for i in window:
        if len(chosen) < len(bits) and words[i].bits & bits[len(chosen)]:
            chosen.append(i)
    return chosen if len(chosen) == len(bits) else []


def _unordered(bits: list[int], window: list[int], words: list[_Word]) -> list[int]:
    """Places of all of ``bits``, each word used once; empty if one is not there."""
    left = list(window)
    chosen: list[int] = []
    for bit in bits:
        place = next((i for i in left if words[i].bits & bit), None)
        if place is None:
            return []
        left.remove(place)
        chosen.append(place)
    return chosen


def _best(text: str, marks: list[tuple[tuple[int, int], int]]) -> list[Passage]:
    """Up to COUNT windows with the most different leaves, then the most marks, in reading order."""
    if not marks:
        return [_cut(text, 0, [])] if text.strip() else []
    passages: list[Passage] = []
    left = marks
    for _ in range(COUNT):
        if not left:
            break
        windows = []
        for i, ((start, _end), _leaf) in enumerate(left):
            last = bisect_left(left, start + WIDTH * 3 // 4, key=lambda mark: mark[0][1])
            inside = left[i : max(last, i + 1)]
            windows.append((len({leaf for _mark, leaf in inside}), len(inside), -i))
        _leaves, _count, first = max(windows)
        passage = _cut(text, left[-first][0][0], [mark for mark, _leaf in marks])
        passages.append(passage)
        end = passage.start + len(passage.text)
        left = [mark for mark in left if mark[0][1] <= passage.start or mark[0][0] >= end]
    passages.sort(key=lambda passage: passage.start)
    return _apart(passages)


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
