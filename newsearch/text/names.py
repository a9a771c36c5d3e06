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
    ("قك", "k: نيقوسيا, نيكوسيا"),
)
#: The German z, which is ts: شولتس, شولتز.
_BEHIND_T: Final = {"س": "ز", "ز": "س"}
_VOWELS: Final = "اوي"
_INFLECTING: Final = _VOWELS + "نته"  # the last letters of endings, as of ين, ات and يه
_NO_CLUSTER: Final = _VOWELS + "ل"  # ال is the article
_CHOICES: Final = {
    letter: "".join(dict.fromkeys("".join(group for group, _reason in SOUNDS if letter in group).replace(letter, "")))
    for letter in {letter for group, _reason in SOUNDS for letter in group}
}
#: Letters that Western names are hardly ever written with: الكعبري is not الجعبري by ear.
_SEMITIC: Final = frozenset("ثحذصضظع")
ARTICLE: Final = "ال"
#: First words of names of two words, written joined to the second or apart: in a row are the cases of one word.
HEADS: Final = (
    *(("عبد",), ("ابو", "ابا", "ابي"), ("ابن", "بن")),
    *((head,) for head in ("بو", "بور", "ام", ARTICLE, "سان", "نيو")),
)
#: Those that begin hardly any other words; those that begin many.
TELLING: Final = ("عبد", "ابو", "ابا", "ابي")
DOUBTFUL: Final = ("ابن", "بن", "بو", "بور", "ام", "سان", "نيو")
#: What stands before those that are then no other word: لابي is one of them, لبن is milk.
_BEFORE: Final = ("", "و", "ل", "ب")
_CASES: Final = {head: row for row in HEADS for head in row} | {
    before + head: row for row in HEADS[:3] for head in row if head != "بن" for before in _BEFORE
}
#: Second words of names that are written joined to any first one, or apart: نصر الله, نور الدين.
_ENDS: Final = ("الله", "الدين", "الاسلام")
_SHORTEST_FIRST: Final = 2
_SHORTEST_SECOND: Final = 3
_SHORTEST_IN_DOUBT: Final = 4


def consonants(name: str) -> int:
    """How many letters of a spelling are neither long vowels nor the article, nor ``ه`` (``ة``) at the end."""
    return sum(letter not in _VOWELS for letter in core(name))


def core(name: str) -> str:
    """A spelling without the article and without ``ه`` (``ة``) at the end."""
    return name.removeprefix("ال").rstrip("ه")


def by_ear(name: str) -> Iterator[str]:
    """Spellings that differ from ``name`` by one long vowel behind the first letter, or by one sound's letter.

    Or by what ``_clusters`` says: ``ميشيغان``, ``ميتشيغان``, ``ستوكهولم``, ``استوكهولم``.
    """
    for i, letter in enumerate(name):
        for other in _CHOICES.get(letter, ""):
            yield name[:i] + other + name[i + 1 :]
            # one newsroom writes one sound one way all through the name: غوغل, جوجل
            yield name.replace(letter, other)
        if name[i - 1 : i] == "ت" and letter in _BEHIND_T:
            yield name[:i] + _BEHIND_T[letter] + name[i + 1 :]
    yield from _clusters(name)
    yield from _vowels(name)


def by_foreign_g(name: str) -> Iterator[str]:
    """Spellings that differ by a letter for g, in one place or in all: ``انغولا``, ``انجولا``."""
    for one, other in ("غج", "جغ"):
        yield from _in_place_of(one, other, name)


def by_k(name: str) -> Iterator[str]:
    """Spellings with ``ك`` for a g, in one place or in all, or the reverse: ``بلغاريا``, ``بلكاريا``."""
    if not _SEMITIC.isdisjoint(name):
        return
    for one, other in ("غك", "جك", "كغ", "كج"):
        yield from _in_place_of(one, other, name)


def _in_place_of(one: str, other: str, name: str) -> Iterator[str]:
    """The name with another letter in one place of the first, or in all."""
    yield from (name[:i] + other + name[i + 1 :] for i, letter in enumerate(name) if letter == one)
    yield name.replace(one, other)


def _clusters(name: str) -> Iterator[str]:
    """With ch for sh or the reverse, and with or without an alef before two consonants, which begin no Arabic word."""
    yield from (name.replace(*pair) for pair in (("تش", "ش"), ("ش", "تش")) if pair[0] in name)
    if name[0] == "ا" and name[1] not in _NO_CLUSTER and name[2] not in _NO_CLUSTER:
        yield name[1:]
    elif name[0] not in _NO_CLUSTER and name[1] not in _NO_CLUSTER:
        yield "ا" + name


def _vowels(name: str) -> Iterator[str]:
    """With one long vowel more or less. The first letter stays, and so does an end that may inflect."""
    for i in range(1, len(name) - (name[-1] in _INFLECTING)):
        before, letter, after = name[:i], name[i], name[i + 1 :]
        if letter in _VOWELS and after:
            yield before + after
        yield from (before + vowel + letter + after for vowel in _VOWELS if vowel not in (letter, name[i - 1]))


def apart(name: str) -> tuple[str, str] | None:
    """A joined name, as spelling, in two words: ``عبدالله`` → ``عبد``, ``الله``. Particles before ``عبد`` come off."""
    name = name[1:] if name[1:].startswith("عبد") and name[0] in _BEFORE else name
    for end in _ENDS:
        if name.endswith(end) and len(name) - len(end) >= _SHORTEST_FIRST and not name.startswith("عبد"):
            return name.removesuffix(end), end
    return next(_parted(name, TELLING, _SHORTEST_SECOND), None)


def perhaps_apart(name: str) -> Iterator[tuple[str, str]]:
    """The same of a word that is no such name as likely as not: ``بنكيران``, but ``بنغلاديش``, too."""
    return _parted(name, DOUBTFUL, _SHORTEST_IN_DOUBT)


def _parted(name: str, heads: tuple[str, ...], shortest: int) -> Iterator[tuple[str, str]]:
    for head in heads:
        if name.startswith(head) and len(name) - len(head) >= shortest:
            yield head, name[len(head) :]


def cases(first: str, second: str) -> tuple[str, ...]:
    """All cases of the first of two words, as spellings, without particles, if they may be one name."""
    either = (first,) if second in _ENDS and len(first) >= _SHORTEST_FIRST else ()
    return _CASES.get(first, either) if len(second) >= _SHORTEST_SECOND else ()


def begins(first: str, second: str) -> bool:
    """Whether the first of two words, whatever it is alone, begins a name with the second: أم درمان."""
    return first in _CASES and bool(cases(first, second))


def written(head: str) -> tuple[str, ...]:
    """A head by itself and behind the particles that it takes."""
    return tuple(before + head for before in _BEFORE)
