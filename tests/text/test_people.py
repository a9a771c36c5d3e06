"""Words said of people have a masculine and a feminine; things and mere qualities have not."""

import pytest

from newsearch.text import morphology
from newsearch.text.morphology.people import feminine_endings, is_of_people


def of_people(word: str) -> bool:
    return is_of_people(morphology.read(word).lemma, morphology.lexicon())


@pytest.mark.parametrize(
    "word",
    [
        *"وزيرة سفيرة معلمة معلمات ممثلة مذيعة رئيسة نائبة طالبة طالبات طبيبة".split(),
        *"لاعبات فنانة مديرة قاضية محامية أميرة صديقة سجينات باحثة".split(),
        *"خادمات مطلقات مدرسات مريضة أسيرات كاتبة طفلة متحدثة".split(),  # counts do not tell
    ],
)
def test_of_women(word: str) -> None:
    assert of_people(word)


@pytest.mark.parametrize(
    "word",
    [
        *"مخدرات منتجات معدات مشروبات محركات مسابقات شركات".split(),  # things in numbers
        *"كبيرة جديدة كاملة غزيرة مغلقة سعودية عربية".split(),  # qualities, nisbas
        *"سيارة مدرسة مدينة فاطمة".split(),  # what has no masculine
    ],
)
def test_of_things_and_qualities(word: str) -> None:
    assert not of_people(word)


@pytest.mark.parametrize("word", "سعوديات صحفيات إعلاميات فلسطينيات شرطيات".split())
def test_several_of_a_nation_or_a_trade(word: str) -> None:
    assert feminine_endings(morphology.read(word).lemma, morphology.lexicon()) == ("تان", "تين", "ات")


@pytest.mark.parametrize("word", "فعاليات استراتيجيات إحصائيات أولويات كبيرات سيارات".split())
def test_things_in_numbers(word: str) -> None:
    assert feminine_endings(morphology.read(word).lemma, morphology.lexicon()) == ()
