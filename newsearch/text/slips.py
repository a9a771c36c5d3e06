"""Slips of pen and finger: one table of what they cost.

A *slip* is a letter left out, put in, replaced, or swapped with the next one. What a slip costs says how likely it is:
0.4 is what everybody's finger or ear does, 1 is any letter for any other. Letters are those of spellings (``ة`` is
``ه``, hamzas on alef are ``ا``), so what those fold costs nothing.
"""

from dataclasses import dataclass
from typing import Final

from newsearch.text.keyboards import NEIGHBOURS
from newsearch.text.letters import spelling


@dataclass(frozen=True)
class Alike:
    """Letters that are taken for one another: for any of the first any of the second, and the reverse."""

    some: str
    others: str
    cost: float
    reason: str


#: Letter for letter. What stands in no row is a neighbour on the keyboard, or any other letter.
ALIKE: Final = (
    Alike("ض", "ظ", 0.4, "one sound in most dialects: نضام, ضروف"),
    Alike("ذ", "ز", 0.45, "one sound in the cities of Egypt and the Levant"),
    Alike("ث", "ست", 0.5, "said as either in the same cities"),
    Alike("س", "ص", 0.45, "differ by a neighbouring vowel only: صور, سور"),
    Alike("ت", "ط", 0.45, "as above"),
    Alike("د", "ض", 0.5, "as above"),
    Alike("ذ", "دظ", 0.5, "a dot left out; one sound in the Gulf"),
    Alike("ق", "غ", 0.5, "said for each other in the Gulf and Sudan"),
    Alike("ق", "كج", 0.6, "said as g in many dialects, and g written as any of them"),
    Alike("ك", "ج", 0.6, "foreign g"),
    Alike("غ", "ج", 0.5, "foreign g"),
    Alike("ه", "ت", 0.5, "the ة of a noun opened where nothing follows it"),
    Alike("ه", "حا", 0.6, "final ة heard as a; ح for those who hear no difference"),
    Alike("ا", "وي", 0.6, "one long vowel for another"),
    Alike("و", "ي", 0.6, "one long vowel for another: the case of a plural, a dot of a hand"),
    Alike("ء", "اوي", 0.5, "a hamza that lost its seat, or a seat that lost its hamza"),
    Alike("ج", "حخ", 0.6, "one shape, another dot"),
    Alike("ح", "خ", 0.6, "one shape, another dot"),
    Alike("ب", "تنثي", 0.7, "one shape within a word, other dots"),
    Alike("ت", "ني", 0.7, "one shape within a word, other dots"),
    Alike("ن", "ي", 0.7, "one shape within a word, other dots"),
    Alike("د", "ر", 0.7, "hardly told apart in small print"),
    Alike("ر", "ز", 0.6, "one shape, another dot"),
    Alike("س", "ش", 0.6, "one shape, another dot"),
    Alike("ص", "ض", 0.6, "one shape, another dot; neighbours on the keyboard"),
    Alike("ط", "ظ", 0.6, "one shape, another dot; neighbours on the keyboard"),
    Alike("ع", "غ", 0.6, "one shape, another dot"),
    Alike("ف", "ق", 0.6, "one shape, another dot"),
    Alike("aeiou", "aeiouy", 0.5, "vowels of foreign names"),
    Alike("c", "ks", 0.5, "one sound"),
    Alike("s", "z", 0.5, "one sound"),
    Alike("g", "j", 0.6, "one sound"),
    Alike("f", "v", 0.6, "nearly one sound"),
)
#: What other slips cost.
DOUBLED: Final = 0.4  # a key held too long, or a letter written once that stands twice
VOWEL: Final = 0.45  # a long vowel heard short, or a short one written
NEIGHBOUR: Final = 0.6  # the key beside
SWAPPED: Final = 0.6  # two fingers in the wrong order
DROPPED: Final = 0.7  # any letter left out by the writer
ADDED: Final = 0.9
REPLACED: Final = 1.0
BLANK: Final = 0.5  # a blank left out between two words
#: More if it happens to the first letter, which writers get right and readers look at.
FIRST: Final = 0.3
#: Of two slips in one word, each may cost so much.
SMALL: Final = 0.5

_ARABIC: Final = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_VOWELS: Final = {_ARABIC: "اوي", _LATIN: "aeiou"}


def _replacing() -> dict[str, dict[str, float]]:
    """Letter → letters → what it costs to write the first for the second."""
    costs: dict[str, dict[str, float]] = {}
    for letter, keys in NEIGHBOURS.items():
        for key in spelling(keys):
            costs.setdefault(spelling(letter), {})[key] = NEIGHBOUR
    for row in ALIKE:
        for one in row.some:
            for other in row.others:
                for first, second in ((one, other), (other, one)):
                    of = costs.setdefault(first, {})
                    of[second] = min(row.cost, of.get(second, row.cost))
    return costs


_REPLACING: Final = _replacing()
_SMALL: Final = {letter: {o: cost for o, cost in of.items() if cost <= SMALL} for letter, of in _REPLACING.items()}


def slips(word: str, most: float = REPLACED + FIRST) -> dict[str, float]:
    """The spellings of which ``word`` may be a slip, and the least that it costs; those that cost ``most`` at most.

    The word itself is not among them.
    """
    letters = _LATIN if word.isascii() else _ARABIC
    vowels, size = _VOWELS[letters], len(word)
    found: dict[str, float] = {}

    def meet(candidate: str, cost: float, at: int) -> None:
        cost += FIRST if at == 0 else 0.0
        if cost <= most and found.get(candidate, cost) >= cost:
            found[candidate] = cost

    for at, letter in enumerate(word):
        before, after = word[:at], word[at + 1 :]
        twin = letter in (word[at - 1 : at], after[:1])
        meet(before + after, DOUBLED if twin else VOWEL if letter in vowels else ADDED, 1 if twin else at)
        if after:
            meet(before + after[0] + letter + after[1:], SWAPPED, at)
        costs = (_SMALL if most <= SMALL else _REPLACING).get(letter, {})
        for other in letters if most >= REPLACED else costs:
            meet(before + other + after, costs.get(other, REPLACED), at)
        meet(before + letter + letter + after, DOUBLED, 1)
    for other in letters if most >= DROPPED else vowels:
        cost = VOWEL if other in vowels else DROPPED
        for at in range(size + 1):
            meet(word[:at] + other + word[at:], cost, at)
    found.pop(word, None)
    return found


def two_slips(word: str, each: float = SMALL) -> dict[str, float]:
    """The spellings of which ``word`` may be two slips that cost ``each`` at most, and what they cost together."""
    found: dict[str, float] = {}
    for once, cost in slips(word, each).items():
        for twice, more in slips(once, each).items():
            found[twice] = min(cost + more, found.get(twice, 2.0))
    found.pop(word, None)
    return found
