"""A dictionary of words and their broken plurals: Arramooz (package arramooz-pysqlite, GPL), by Taha Zerrouki."""

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import as_file, files
from typing import Final

from newsearch.text.morphology.build.analyse import bare

_SAID: Final = re.compile(
    "\N{ARABIC SUKUN}|\N{ARABIC FATHA}(?=ا)|(?<=ا)\N{ARABIC FATHA}|[\N{ARABIC FATHATAN}-\N{ARABIC KASRA}]+$"
)


@dataclass(frozen=True)
class Dictionary:
    """``words``: nouns, adjectives and verbs, without vowels; ``plurals``: broken plural → what it may be of;
    ``sounds``: how each of these plurals may be said (see ``sound``).
    """

    words: frozenset[str]
    plurals: dict[str, tuple[str, ...]]
    sounds: dict[str, frozenset[str]]


def read() -> Dictionary:
    """What the dictionary has, of words written in one piece."""
    with as_file(files("arramooz") / "data" / "arabicdictionary.sqlite") as path:
        base = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)
        nouns = list(base.execute("select vocalized, single from nouns"))
        verbs = [written for (written,) in base.execute("select vocalized from verbs")]
        base.close()
    plurals: dict[str, dict[str, None]] = defaultdict(dict)
    sounds: dict[str, set[str]] = defaultdict(set)
    for plural, single in nouns:
        if single and bare(plural) != bare(single):
            plurals[bare(plural)][bare(single)] = None
            sounds[bare(plural)].add(sound(plural))
    words = {bare(word) for word in (*_written(nouns), *verbs)}
    return Dictionary(
        frozenset(filter(_is_whole, words)),
        {plural: tuple(filter(_is_whole, of)) for plural, of in sorted(plurals.items()) if _is_whole(plural)},
        {plural: frozenset(of) for plural, of in sounds.items()},
    )


def sound(word: str) -> str:
    """A vowelled word without what is written of it now and then: sukun, the vowel before an alef, that of the case."""
    return _SAID.sub("", word)


def _written(nouns: list[tuple[str, str]]) -> Iterator[str]:
    for word, single in nouns:
        yield word
        if single:
            yield single


def _is_whole(word: str) -> bool:
    return len(word) > 1 and all("\N{ARABIC LETTER HAMZA}" <= letter <= "\N{ARABIC LETTER YEH}" for letter in word)
