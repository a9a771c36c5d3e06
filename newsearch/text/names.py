"""Foreign names, which every newsroom spells by ear, and names of two words, written joined or apart.

Nothing here says that two spellings *are* one name; it lists spellings worth looking for. Which of them count is
decided by ``expand``, against the words of the index.
"""

from collections.abc import Iterator
from typing import Final

#: Letters that newsrooms choose between for one foreign sound, as spellings.
SOUNDS: Final = (
    ("غجق", "g: غوغل, جوجل, قوقل"),
    ("تط", "t: أنطونيو, أنتونيو"),
    ("سص", "s: سامسونغ, صامسونغ"),
    ("زذظ", "z: زيدان, ذيدان"),
    ("دض", "d"),
)
_VOWELS: Final = "اوي"
_CHOICES: Final = {
    letter: "".join(dict.fromkeys("".join(group for group, _reason in SOUNDS if letter in group).replace(letter, "")))
    for letter in {letter for group, _reason in SOUNDS for letter in group}
}
#: First words of names that are written joined to the second, or apart; and those of them that begin no other words.
HEADS: Final = ("عبد", "ابو", "ابا", "ابي", "بو", "ابن", "بن", "ام", "ال", "سان", "نيو")
_TELLING_HEADS: Final = ("عبد", "ابو", "ابا", "ابي")
_SHORTEST_SECOND: Final = 3


def consonants(name: str) -> int:
    """How many letters of a spelling are neither long vowels nor the article, nor ``ه`` (``ة``) at the end."""
    return sum(letter not in _VOWELS for letter in name.removeprefix("ال").rstrip("ه"))


def by_ear(name: str) -> Iterator[str]:
    """Spellings that differ from ``name`` by one long vowel behind the first letter, or by one sound's letter."""
    for i, letter in enumerate(name):
        for other in _CHOICES.get(letter, ""):
            yield name[:i] + other + name[i + 1 :]
            # one newsroom writes one sound one way all through the name: غوغل, جوجل
            yield name.replace(letter, other)
    yield from _vowels(name)


def _vowels(name: str) -> Iterator[str]:
    """With one long vowel more or less. The first letter stays, and so does the end: it may inflect."""
    for i in range(1, len(name) - 1):
        before, letter, after = name[:i], name[i], name[i + 1 :]
        if letter in _VOWELS:
            yield before + after
        yield from (before + vowel + letter + after for vowel in _VOWELS if vowel not in (letter, name[i - 1]))


def apart(name: str) -> tuple[str, str] | None:
    """A joined name, as spelling, in two words: ``عبدالله`` → ``عبد``, ``الله``."""
    for head in _TELLING_HEADS:
        rest = name.removeprefix(head)
        if rest != name and len(rest) >= _SHORTEST_SECOND:
            return head, rest
    return None


def joined(first: str, second: str) -> str | None:
    """Two words, as spellings, in one, if the first is the head of a name."""
    return first + second if first in HEADS and len(second) >= _SHORTEST_SECOND else None
