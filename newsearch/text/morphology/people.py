"""Words said of people: وزيرة is another person than وزير, while كبيرة only agrees with what stands before it.

The lemma table does not say which words these are, but how often news has each form of them: where women are called
so, men are called so in numbers, too, and of things and of mere qualities there is hardly such a plural.
"""

from collections.abc import Iterator
from typing import Final

from newsearch.text.morphology.lexicon import Lexicon
from newsearch.text.morphology.table import Kind, Lemma

#: How the feminine is written at the end of a word: of one, of two, of several.
FEMININE: Final = ("ة", "تان", "تين", "ات")
#: Nisbas are left out: said of a country or a thing (الجزائرية) they are as often feminine.
_KINDS: Final = frozenset({Kind.NOUN, Kind.PARTICIPLE, Kind.ADJECTIVE})
#: Men in numbers come at least so often as one woman or several, and one as several: there is hardly one مخدرة.
_LEAST: Final = 0.2


def is_of_people(lemma: Lemma, lexicon: Lexicon) -> bool:
    """Whether a word has a masculine and a feminine that are said of men and of women."""
    if lemma.kind not in _KINDS or lemma.term.endswith(FEMININE):
        return False

    def count(word: str) -> float:
        return sum(lexicon.count(form, lemma.term) for form in (word, "ال" + word))

    woman, women = (count(lemma.term + ending) for ending in ("ة", "ات"))
    return woman > _LEAST * women and sum(map(count, _men(lemma))) > _LEAST * max(woman, women)


def _men(lemma: Lemma) -> Iterator[str]:
    """What the plural may be: معلمون, محامون; وزراء, أصدقاء, أطباء; عمال, طلبة, قضاة; أساتذة, تلاميذ."""
    stem = lemma.term.removesuffix("ي")
    yield from (stem + "ون", stem + "ين")
    root = lemma.root.replace("ء", "أ", 1) if lemma.root.startswith("ء") else lemma.root
    if len(root) == 3:
        first, second, third = list(root)
        yield from (f"{root}اء", f"أ{root}اء")
        if second == third:
            yield f"أ{first}{second}اء"
        if lemma.term[1:2] == "ا":  # of كبير, كبار is a mere quality
            yield from (f"{first}{second}ا{third}", f"{root}ة", f"{first}{second}اة")
    elif len(root) == 4:
        yield from (f"{root[:2]}ا{root[2:]}ة", f"{root[:2]}ا{root[2]}ي{root[3]}")
