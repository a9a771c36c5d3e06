"""Verbs behind لم and لن whose letters are another word's: لم يقل is of قال, not of قل, and لم تفاوض is no noun.

Behind لم a weak verb loses its long vowel, and then looks like another verb; what follows either is no noun. The table
has one word for such a form wherever it stands. So a verb asks for the two words side by side.
"""

from collections.abc import Iterator
from typing import Final

from newsearch.engines.base import Reader
from newsearch.query.tree import Level, Phrase
from newsearch.text import morphology
from newsearch.text.letters import spelling
from newsearch.text.morphology.table import VERB_SIGN

_NOT: Final = ("لم", "ولم", "فلم")
_WILL_NOT: Final = ("لن", "ولن", "فلن")
_PERSONS: Final = "يت"
_WEAK: Final = "ىاي"
_SHORTEST: Final = 3  # letters: of لم يف nobody could tell
_LONGEST: Final = 7


def phrases(lemma: str, fields: tuple[str, ...], reader: Reader) -> Iterator[Phrase]:
    """Where a verb (a term) stands behind لم or لن in an index, in a form that the table has for another word."""
    verb = lemma.removesuffix(VERB_SIGN)
    if verb == lemma or not _SHORTEST <= len(verb) <= _LONGEST:
        return
    for stems, before in ((_shortened(verb), _NOT), (_alike(verb), (*_NOT, *_WILL_NOT))):
        for form in (person + stem for stem in stems for person in _PERSONS):
            if len(form) < _SHORTEST or morphology.lemma(form) == lemma:
                continue
            if any(one.text == form for one in reader.variants(Level.SPELLING, spelling(form))):
                yield from (Phrase((word, form), Level.FORM, fields) for word in before)


def _shortened(verb: str) -> Iterator[str]:
    """What a weak verb is behind لم, but for the person: of قال قل, of أجاب جب, of استعاد ستعد, of دعا دع."""
    present = _without_alef(verb)
    if verb[-1] in _WEAK:
        yield present[:-1]
    elif verb[-2] == "ا" and (verb[0] in "أا" or len(verb) == _SHORTEST):
        yield present[:-2] + present[-1]


def _alike(verb: str) -> Iterator[str]:
    """What a sound verb is, where «she» makes a verbal noun of it: of لوث لوث, of فاوض فاوض."""
    measure = len(verb) == _SHORTEST or (len(verb) == _SHORTEST + 1 and verb[1] == "ا")
    if measure and verb[-1] not in _WEAK and verb[0] not in "أاآو":
        yield verb


def _without_alef(verb: str) -> str:
    """What follows the person in the present: of أجرى جرى, of استدعى ستدعى, of آتى ؤتى, but of أتى أتى."""
    if verb[0] == "آ":
        return "ؤ" + verb[1:]
    return verb[1:] if verb[0] == "ا" or (verb[0] == "أ" and len(verb) > _SHORTEST) else verb
