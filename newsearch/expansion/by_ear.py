"""Spellings of a foreign name by ear: زيلينسكي and زيلنسكي, غوغل and قوقل, as far as an index has them."""

from typing import Final

from newsearch.engines.base import Reader
from newsearch.model import Vocable
from newsearch.query.leaves import Token
from newsearch.query.tree import Level
from newsearch.text import morphology, names
from newsearch.text.letters import spelling
from newsearch.text.morphology import Kind, Reading, Source

#: How many spellings by ear are taken, the most frequent first.
MOST: Final = 4
#: Fewer letters are too few to tell names by ear; more are no name, and would have too many spellings.
_NAME_LENGTHS: Final = range(4, 16)
#: With so many consonants in common, two names are one if they differ in a long vowel: if both are in the dictionary,
#: and if one is not, or the shorter has so many letters (سلمان has fewer).
_CONSONANTS_KNOWN: Final = 5
_CONSONANTS_UNKNOWN: Final = 4
_LETTERS_KNOWN: Final = 6
#: Two that differ in the letter for g only have fewer in common: so many consonants or letters, or so many letters if
#: the dictionary has neither.
_CONSONANTS_G: Final = 3
_LETTERS_G: Final = 5
_LETTERS_G_UNKNOWN: Final = 6
#: ك is a g in few countries, another sound in all: the dictionary has the other of the two only, of so many letters.
_CONSONANTS_K: Final = 4
_LETTERS_K: Final = 5


def spellings(token: Token, reading: Reading, reader: Reader, *, famous: bool) -> list[tuple[Level, str, str]]:
    """The lemmas that sound like a foreign name, each with its most frequent form; the most frequent first.

    Of a name that looks like a word behind a particle, as بنكران does, the spelling instead: that word is not meant.
    Of a ``famous`` one, which has other names, the dictionary has hardly two: البرتقال are oranges.
    ``reading``: that of the token's form.
    """
    name = spelling(reading.rest) if reading.source is Source.CLITICS else token.spelling
    if reading.lemma.kind is not Kind.NAME or len(name) not in _NAME_LENGTHS or not name.isalpha() or name.isascii():
        return []
    long = names.consonants(name) >= _CONSONANTS_UNKNOWN
    ways = ((names.by_ear, _by_ear), (names.by_k, _in_k)) if long else ((names.by_foreign_g, _in_g),)
    heard = {text: are_one for spelt, are_one in ways for text in spelt(name)}
    found: dict[tuple[Level, str], Vocable] = {}
    for text, are_one in heard.items():
        for vocable in reader.variants(Level.SPELLING, text):
            other = morphology.read(vocable.text)
            known = famous and other.source is not Source.RULES and len(text) == len(name)
            a_name = other.lemma.kind is Kind.NAME and other.lemma.term != token.lemma and not known
            if a_name and not _are_arab(name, text) and are_one(name, text, (reading.source, other.source)):
                of_another = other.source is Source.CLITICS
                key = (Level.SPELLING, text) if of_another else (Level.LEMMA, morphology.lemma(vocable.text))
                found.setdefault(key, vocable)
    best = sorted(found.items(), key=lambda item: (-item[1].articles, item[0]))[:MOST]
    return [(level, text, vocable.text) for (level, text), vocable in best]


def _are_arab(name: str, heard: str) -> bool:
    """Whether both are names of two Arabic words, which nobody spells by ear: عبدالإله is another than عبدالله."""
    return all((parts := names.apart(text)) and parts[1].startswith(names.ARTICLE) for text in (name, heard))


def _by_ear(name: str, heard: str, sources: tuple[Source, Source]) -> bool:
    """Whether two names that sound the same are one; ``sources``: of the first, and of the one in the index."""
    letters = min(len(name), len(heard))
    few = names.consonants(name) < _CONSONANTS_KNOWN and letters < _LETTERS_KNOWN
    return Source.RULES in sources or not few or len(heard) == len(name)


def _in_g(name: str, _heard: str, sources: tuple[Source, Source]) -> bool:
    """Whether two short names that differ in the letter for g are one."""
    letters = len(names.core(name))
    if sources == (Source.RULES, Source.RULES) or sources[1] is Source.CLITICS:
        return letters >= _LETTERS_G_UNKNOWN
    return letters >= _LETTERS_G or names.consonants(name) >= _CONSONANTS_G


def _in_k(name: str, heard: str, sources: tuple[Source, Source]) -> bool:
    """Whether two names of which one has ``ك`` for a g are one: بلكاريا."""
    k, g = sources if name.count("ك") > heard.count("ك") else reversed(sources)
    long = len(names.core(name)) >= _LETTERS_K and names.consonants(name) >= _CONSONANTS_K
    return long and k is Source.RULES and g in (Source.TABLE, Source.SPELLING)
