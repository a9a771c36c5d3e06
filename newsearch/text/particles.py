"""Particles written as the first letters of the next word: a word behind them, and a word without them, as spellings.

Nothing here says that the first letters of a word *are* particles; it lists spellings worth looking for. How often an
index has the word by itself decides: ``لماكرون`` is ``ماكرون``, ``كلينتون`` is no ``لينتون``.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple


class Particle(NamedTuple):
    """The letters before a word, and when they are a particle rather than the first letters of another word.

    The word has ``least`` letters, and is so many ``times`` as frequent by itself as behind the particle.
    """

    letters: str
    least: int
    times: int
    times_long: int  # if the word is long: chance hardly leaves another one of so many letters

    def comes_off(self, word: str, alone: int, behind: int) -> bool:
        """Whether it stands before ``word``, which is found ``alone`` and ``behind`` it so many times."""
        times = self.times_long if len(word) >= _LONG else self.times
        return len(word) >= self.least and 0 < behind * times <= alone


_LONG: Final = 6
#: The rarer before a name, the likelier are the letters its own: كلايف is no لايف.
_SINGLE: Final = (
    Particle("و", 4, 2, 1),
    Particle("ل", 4, 3, 1),
    Particle("ب", 4, 5, 2),
    Particle("ف", 5, 5, 5),
    Particle("ك", 5, 10, 10),
)
PARTICLES: Final = (
    *_SINGLE,
    *(
        Particle(one.letters + other.letters, 5, one.times * other.times, one.times_long * other.times_long)
        for one in _SINGLE
        if one.letters in "وف"
        for other in _SINGLE
        if other.letters in "بلك"
    ),
)
_ARTICLE: Final = "ال"
#: The same before a name in Latin letters.
LATIN_ARTICLES: Final = frozenset({"al", "el"})
#: Before these letters it is said as they are: ``An-Nahda``, ``Es-Semara``.
SUN_LETTERS: Final = "dnrstz"


def is_latin_article(letters: str, name: str) -> bool:
    """Whether letters glued to a name in Latin letters are its article: ``al``, or ``an`` before ``nahda``."""
    if letters in LATIN_ARTICLES:
        return True
    return len(letters) == 2 and letters[0] in "ae" and letters[1] in SUN_LETTERS and name.startswith(letters[1])


def behind(word: str) -> Iterator[tuple[str, Particle]]:
    """The word behind each particle: ``الناتو`` → ``والناتو``, ``للناتو`` and others."""
    for particle in PARTICLES:
        yield _joined(particle.letters, word), particle


def without(word: str) -> Iterator[tuple[str, Particle]]:
    """What the word is if its first letters are particles: ``للناتو`` → ``الناتو``, and ``لناتو`` as well."""
    for particle in PARTICLES:
        rest = word.removeprefix(particle.letters)
        if rest != word:
            yield rest, particle
            if particle.letters.endswith("ل") and rest.startswith("ل"):
                yield from ((_ARTICLE + of, particle) for of in (rest, rest[1:]))


def _joined(letters: str, word: str) -> str:
    """لل is for + the: the alef is not written, nor is a third ل."""
    if not (letters.endswith("ل") and word.startswith(_ARTICLE)):
        return letters + word
    return letters + "ل" + word.removeprefix(_ARTICLE).removeprefix("ل")
