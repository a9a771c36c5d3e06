"""What a leaf finds in one field of one article, word by word: the plainest way to say it, for the reference engine."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import assert_never

from newsearch.query.tree import Fuzzy, Leaf, Near, Phrase, Term, Wildcard


def occurrences(leaf: Leaf, texts: list[str], lead: int = 0) -> Counter[str]:
    """How often each term of the leaf stands in a field of these words; a phrase counts as one term.

    What stands, or begins, among the first ``lead`` words counts twice.
    """
    counts = Counter[str]()
    for place, term in _places(leaf, texts):
        counts[term] += 2 if place < lead else 1
    return counts


def _places(leaf: Leaf, texts: list[str]) -> Iterator[tuple[int, str]]:
    """Each occurrence: the place where it begins, and its term, which is empty for phrases."""
    match leaf:
        case Term(text):
            return ((place, word) for place, word in enumerate(texts) if word == text)
        case Wildcard(pattern):
            return ((place, word) for place, word in enumerate(texts) if fits(pattern, word))
        case Fuzzy(text, edits):
            return ((place, word) for place, word in enumerate(texts) if distance(text, word) <= edits)
        case Phrase(wanted, slop=slop):
            return ((place, "") for place in range(len(texts)) if _in_order(wanted, texts, place, slop))
        case Near(wanted, slop=slop):
            return ((place, "") for place in range(len(texts)) if _in_any_order(wanted, texts, place, slop))
        case _:
            assert_never(leaf)


def _in_order(wanted: tuple[str, ...], texts: list[str], start: int, slop: int) -> bool:
    """Whether an occurrence begins at ``start``: each word behind the one before, at most ``slop`` others between."""
    if not wanted or texts[start] != wanted[0]:
        return False
    place = start
    for text in wanted[1:]:
        place = next((i for i in range(place + 1, min(len(texts), start + len(wanted) + slop)) if texts[i] == text), -1)
        if place < 0:
            return False
    return True


def _in_any_order(wanted: tuple[str, ...], texts: list[str], start: int, slop: int) -> bool:
    """Whether a window that begins at ``start``, with a word that is wanted, holds every wanted word."""
    return texts[start] in wanted and not Counter(wanted) - Counter(texts[start : start + len(wanted) + slop])


@lru_cache(1 << 16)
def fits(pattern: str, word: str) -> bool:
    """Whether the pattern fits the word as a whole: ``*`` any letters, ``?`` exactly one."""
    places = {0}  # in the pattern, up to which it may fit the word so far
    for letter in word:
        places = {
            place if sign == "*" else place + 1
            for place in _past_stars(pattern, places)
            if (sign := pattern[place : place + 1]) in ("*", "?", letter)
        }
    return len(pattern) in _past_stars(pattern, places)


def _past_stars(pattern: str, places: set[int]) -> set[int]:
    """The places, and those behind any stars that begin at them."""
    result = set(places)
    for place in places:
        while pattern.startswith("*", place) and place + 1 not in result:
            place += 1
            result.add(place)
    return result


@lru_cache(1 << 16)
def distance(first: str, second: str) -> int:
    """Levenshtein's distance, in letters."""
    row = list(range(len(second) + 1))
    for i, letter in enumerate(first, 1):
        new = [i]
        for j, other in enumerate(second, 1):
            new.append(min(row[j - 1] + (letter != other), row[j] + 1, new[-1] + 1))
        row = new
    return row[-1]
