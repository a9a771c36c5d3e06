"""Text in visual order: recognised by evidence, never where there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text.backwards import is_backwards, turned

NEWS = """
    أعلنت الحكومة اليوم الأحد خطة جديدة لتطوير المدينة القديمة في العاصمة، وقالت الوزارة إن اللجنة العليا للمشاريع
    وافقت على الميزانية المقترحة. وأضاف الوزير في مؤتمر صحفي أن المرحلة الأولى تبدأ في سنة 2015 وتشمل الطرق الرئيسة
    والحدائق العامة ومحطة القطار، وأن التكلفة تبلغ 350 مليون دولار."""
SHAPES = "ﺔﻣﻮﻜﺤﻟﺍ ﺖﻨﻠﻋﺃ ﺔﺻﺎﻌﻟﺍ ﺔﻨﻳﺪﻤﻟﺍ ﺔﻄﺧ ﺓﺪﻳﺪﺟ ﺓﺭﺍﺯﻮﻟﺍ ﺖﻟﺎﻗ ﺔﻨﺠﻠﻟﺍ ﺔﻴﻧﺍﺰﻴﻤﻟﺍ"


def lines(text: str) -> str:
    return "\n".join(map(turned, text.splitlines()))


VOCALISED = """
    أَعْلَنَتِ الْحُكُومَةُ الْيَوْمَ خُطَّةً جَدِيدَةً لِتَطْوِيرِ الْمَدِينَةِ الْقَدِيمَةِ، وَقَالَتِ الْوِزَارَةُ إِنَّ اللَّجْنَةَ وَافَقَتْ عَلَى الْمِيزَانِيَّةِ"""
NO_TEH = "أعلن الوزير اليوم أن المشروع الجديد في الجنوب يبدأ العام المقبل، وقال إن العمل على الطريق الساحلي متوقف"


def test_an_article_from_an_old_pdf() -> None:
    assert is_backwards(lines(NEWS))
    assert is_backwards(" " + SHAPES)


@pytest.mark.parametrize("text", [VOCALISED, NO_TEH])
def test_one_with_marks_and_one_without_any_teh(text: str) -> None:
    assert is_backwards(lines(text))
    assert not is_backwards(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        NEWS,
        NEWS * 3,
        "ة",
        "جامع ة الملك سعود تعلن أسماء المقبولين في الكلي ة والجامع ة",  # letters apart
        "لا إله إلا الله، مثلا وأولا وجدلا وبدلا وحالا ومالا وعملا",  # words that end as the article begins
        "ة ة ة ة ة ة ة ة",
        "ةةةة ةةةةة ةةةةةة",
        "The city of Riyadh 2015",
        "قال وزير خارجية فرنسا فعلا وأولا إن بلاده لن تشارك في مؤتمر جنيف",  # no word with the article
        turned("قال"),
    ],
)
def test_what_is_not(text: str) -> None:
    assert not is_backwards(text)


def test_numbers_and_latin_words_keep_their_order() -> None:
    assert turned("ةنيدملا 2015 CNN") == "CNN 2015 المدينة"
    assert turned(turned("بطولة 2015 كأس F-35")) == "بطولة 2015 كأس F-35"
    assert turned("") == ""


@given(st.text(max_size=200))
def test_total(text: str) -> None:
    assert isinstance(is_backwards(" ة" + text), bool)
    assert len(turned(text)) == len(text)
