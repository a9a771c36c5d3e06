"""Where the words of a phrase stand together in a text."""

from bisect import bisect_left
from collections.abc import Iterator
from functools import partial, reduce
from itertools import accumulate, islice, pairwise
from operator import or_
from typing import NamedTuple

from newsearch.query.tree import Near, Phrase
from newsearch.text.words import WORD


class Met(NamedTuple):
    """A word of a phrase: its place in the text, and one bit for each term of the phrase that it meets."""

    start: int
    end: int
    bits: int


def together(leaf: Phrase | Near, text: str, some: list[Met]) -> Iterator[Met]:
    """Those of the words that make ``leaf`` match."""
    bits = [1 << number for number in range(len(leaf.texts))]
    if reduce(or_, (word.bits for word in some), 0) != (1 << len(bits)) - 1:
        return
    span = len(bits) + leaf.slop
    numbers = list(accumulate(pairwise(some), partial(_next, text, span), initial=0))
    choose = _ordered if isinstance(leaf, Phrase) else _unordered
    for at, first in enumerate(some):
        if isinstance(leaf, Phrase) and not first.bits & bits[0]:
            continue
        last = bisect_left(numbers, numbers[at] + span, at, min(at + span, len(some)))
        yield from choose(bits, some[at:last])


def _next(text: str, most: int, number: int, pair: tuple[Met, Met]) -> int:
    """The number of the second of two words, given that of the first: exact unless ``most`` or more lie between."""
    one, other = pair
    for found in islice(WORD.finditer(text, one.end), most + 1):
        number += 1
        if found.start() == other.start:
            break
    return number


def _ordered(bits: list[int], window: list[Met]) -> list[Met]:
    """Words for ``bits`` in this order, the first of them at the beginning of the window; empty if they are not."""
    chosen: list[Met] = []
    for word in window:
        if len(chosen) < len(bits) and word.bits & bits[len(chosen)]:
            chosen.append(word)
    return chosen if len(chosen) == len(bits) else []


def _unordered(bits: list[int], window: list[Met]) -> list[Met]:
    """Words for all of ``bits``, each used once; empty if one is not there."""
    left = list(window)
    chosen: list[Met] = []
    for bit in bits:
        word = next((word for word in left if word.bits & bit), None)
        if word is None:
            return []
        left.remove(word)
        chosen.append(word)
    return chosen
