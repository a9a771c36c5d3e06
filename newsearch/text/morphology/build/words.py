"""Words, which classes are made of, and what a reading shows of them."""

from enum import StrEnum
from typing import Final, NamedTuple

from newsearch.text.morphology.build.analyse import PARTICLE, VERB, Reading, bare


class Sort(StrEnum):
    """Words of the same letters are told apart by these."""

    NOUN = "n"
    VERB = "v"
    PARTICLE = "p"


class Word(NamedTuple):
    """A candidate class: the letters of a lemma, and its sort."""

    letters: str
    sort: Sort


class Candidate(NamedTuple):
    """A word, and the core in which a form shows it."""

    word: Word
    core: str


_BEFORE_WEAK: Final = ("\N{ARABIC KASRA}ل", "\N{ARABIC DAMMA}ل", "\N{ARABIC SHADDA}ل")  # فاعِل, تفاعُل, تفعُّل


def letters(lemma: str) -> str:
    """The letters of a vowelled lemma; defective nouns with their ي (قاضٍ → قاضي), and no ى behind a ي but of Yahya."""
    written = bare(lemma) + ("ي" if lemma.endswith("\N{ARABIC KASRATAN}") else "")
    return written[:-1] + "ا" if written.endswith("يى") and written != "يحيى" else written


def word_of(reading: Reading) -> Word:
    """The word a reading is of."""
    if reading.sort == VERB:
        return Word(letters(reading.lemma), Sort.VERB)
    written = letters(reading.lemma)
    weak = reading.root[-1:] in {"و", "ي"} and len(bare(reading.pattern)) == len(written) + 1
    if weak and reading.pattern.endswith(_BEFORE_WEAK) and len(written) > 2 and written[-1] not in "ىياة":
        return Word(written + "ي", Sort.NOUN)  # a defective noun as the analyser writes it: وال of والي, تحد of تحدي
    if len(reading.root) == 3 and reading.root[2] in "وي" and written == f"{reading.root[0]}ا{reading.root[1]}":
        written += "ي"  # as above, without its pattern: داع of داعي
    return Word(written, Sort.PARTICLE if reading.sort == PARTICLE else Sort.NOUN)


def core_of(reading: Reading) -> str:
    """What is left of a form without its clitics; verbs without persons, so that كشف and كشفت decide together."""
    if reading.sort != VERB:
        return reading.stem
    stem = reading.stem.removesuffix(reading.suffixes)
    others = reading.tense == "مضارع" and reading.person != "متكلم"  # أقدم is seldom «I offer»
    return "ي" + stem[1:] if others else stem


def is_strained(reading: Reading) -> bool:
    """Whether a reading needs affixes that news seldom has, which chance finds in foreign names."""
    verb = reading.sort == VERB and not reading.stem.startswith("ا")
    two = reading.number == "مثنى" and reading.suffixes == "ي"
    return verb or two or reading.enclitics in {"ي", "ني", "ك", "نا"} or reading.proclitics[:1] in {"ف", "ك", "أ"}
