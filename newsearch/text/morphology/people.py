"""Words said of people: وزيرة is another person than وزير, while كبيرة only agrees with what stands before it.

The lemma table does not say which words these are, but how often news has each form of them: where women are called
so, men are called so in numbers, too, and of things and of mere qualities there is hardly such a plural. Counts miss
some, which are listed.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from newsearch.text.morphology.lexicon import Lexicon
from newsearch.text.morphology.table import Kind, Lemma

#: How the feminine is written at the end of a word: of one, of two, of several.
FEMININE: Final = ("ة", "تان", "تين", "ات")
_KINDS: Final = frozenset({Kind.NOUN, Kind.PARTICIPLE, Kind.ADJECTIVE})
#: Men in numbers come at least so often as one woman or several, and one as several: there is hardly one مخدرة.
_LEAST: Final = 0.2
#: Words said of people that counts do not tell: men are seldom called so (محجب), the plural of men is filed elsewhere
#: or of a pattern of its own (مرضى, كتاب, أطفال), or a form has another meaning (خادم الحرمين, مدرسة).
_LISTED: Final = frozenset(
    "خادم كاتب مدرس مطلق محجب منتقب معنف مريض أسير يتيم راقص ساحر عاهر أرمل عازب عانس طباخ خياط محرر فارس بطل واعظ "
    "راهب صائم مصلي مقترع تاجر متسوق سارق شاهد مخطوب مغني ملحن عارض طفل كفيف متسول مكفول ابن حفيد خال نزيل ضيف جاسوس "
    "متسلق مكتشف مأذون متحدث طاهي نادل نصاب متحرش مرابي سكرتير أخصائي سمسار معوق مطوف مشتري".split()
)


def feminine_endings(lemma: Lemma, lexicon: Lexicon) -> tuple[str, ...]:
    """The endings with which the word means women, nothing for nearly all words.

    One سعودية may as well be a thing, or the country; several سعوديات are women, as far as there are سعوديون.
    """
    if lemma.kind is Kind.RELATIVE:
        stem = lemma.term.removesuffix("ي")
        men, women = (_count(lemma, lexicon, words) for words in ((stem + "يون", stem + "يين"), (stem + "يات",)))
        return FEMININE[1:] if stem != lemma.term and men > _LEAST * women else ()
    return FEMININE if is_of_people(lemma, lexicon) else ()


def is_of_people(lemma: Lemma, lexicon: Lexicon) -> bool:
    """Whether a word, no nisba, has a masculine and a feminine that are said of men and of women."""
    if lemma.term in _LISTED:
        return True
    if lemma.kind not in _KINDS or lemma.term.endswith(FEMININE):
        return False
    woman, women = (_count(lemma, lexicon, (lemma.term + ending,)) for ending in ("ة", "ات"))
    return woman > _LEAST * women and _count(lemma, lexicon, _men(lemma)) > _LEAST * max(woman, women)


def _count(lemma: Lemma, lexicon: Lexicon, words: Iterable[str]) -> float:
    """How often news has these forms of the word, with and without the article."""
    return sum(lexicon.count(form, lemma.term) for word in words for form in (word, "ال" + word))


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
