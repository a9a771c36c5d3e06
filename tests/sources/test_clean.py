"""Page chrome goes where it stands as a line of its own, and stays inside a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.sources.chrome import TABLE
from newsearch.sources.clean import key, without_chrome

TEXT = "أعلنت البلدية أمس موعد افتتاح الحديقة."


def left(*lines: str) -> list[str]:
    return without_chrome([TEXT, *lines])[1:]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.kind)
def test_every_phrase_is_chrome_on_a_line_of_its_own(row: object) -> None:
    for phrase in row.phrases.split("|"):  # type: ignore[attr-defined]
        assert left(phrase.strip()) == [], phrase


def test_every_row_has_a_reason_and_no_phrase_stands_twice() -> None:
    assert all(row.reason and row.kind for row in TABLE)
    phrases = [phrase.strip() for row in TABLE for phrase in row.phrases.split("|")]
    assert all(map(key, phrases))
    assert sorted({p for p in phrases if phrases.count(p) > 1}) == []


@pytest.mark.parametrize(
    "line",
    [
        "إقرأ أيضاً: زلزال في الجنوب",
        "اقرأ ايضا : زلزال في الجنوب",
        "▪ اقرأ أيضا | زلزال في الجنوب؟",
        "«اقرأ أيضًا» زلزال في الجنوب",
        "اقـــرأ أيضا... زلزال في الجنوب.",
        "شاهد أيضا: لحظة الافتتاح",
        "للمزيد: زلزال في الجنوب",
        "أخبار ذات صلة: زلزال في الجنوب",
        "الوسوم: باكو، كنجة، شوشا",
        "تابعونا على تويتر وفيسبوك لمعرفة الجديد.",
        "اشترك في نشرتنا البريدية ليصلك كل جديد!",
        "جميع الحقوق محفوظة لصحيفة المدى © 2024",
        "© 2024 صحيفة المدى",
        "حقوق النشر © 2024",
        "Copyright © 2024 Al Mada",
        "شارك: فيسبوك | تويتر | واتساب",
        "مشاركة فيسبوك تويتر طباعة",
        "[فيسبوك] [تويتر]",
        "3 تعليقات",
        "التعليقات (٠)",
        "عدد المشاهدات: 1,250",
        "وقت القراءة: دقيقتان",
        "الرئيسية / أخبار / سياسة",
        "الرئيسية » اقتصاد",
        "الخبر السابق: زلزال في الجنوب",
        "↑ العودة إلى الأعلى ↑",
        "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    ],
)
def test_chrome_with_something_beside_it(line: str) -> None:
    assert left(line) == []


@pytest.mark.parametrize(
    "line",
    [
        "نفى الوزير في تغريدة على تويتر ما نشر.",
        "تويتر تعلن نتائجها الفصلية",
        "فيسبوك: عدد المستخدمين يرتفع",
        "اقرأ أكثر تعش أطول، هذا شعار معرض الكتاب.",
        "للمزيد من الأمن نشرت الشرطة دوريات.",
        "شارك الوزير في افتتاح المعرض",
        "شاركها الجائزة كاتب من تونس.",
        "طباعة الكتب المدرسية تبدأ غدا",
        "إعلان الطوارئ في الجنوب",
        "إعلان: الحكومة تقر الموازنة",
        "شاهد أيضا عدة مواطنين الحادث.",
        "تابعنا على مدى عامين هذه القضية.",
        "تابعنا باهتمام تصريحات الوزير.",
        "التعليقات على القرار تنوعت.",
        "لا توجد تعليقات رسمية حتى الآن.",
        "الأكثر قراءة في العالم العربي كتب السيرة",
        "حقوق النشر تشغل الكتاب العرب",
        "اشتراك ثلاثين دولة في القمة",
        "النشرة الإخبارية الأولى بثت قبل خمسين عاما.",
        "مقالات ذات صلة وثيقة بتاريخ المدينة جمعها الباحث.",
        "الرئيسية منصة للقطار",
        "البحث عن ناجين مستمر",
        "X وY متغيران",
        "7 أكتوبر",
    ],
)
def test_news_stays(line: str) -> None:
    assert left(line) == [line]


def test_a_longer_line_is_a_paragraph_whatever_it_begins_with() -> None:
    paragraph = "تابعونا على " + "طريق الحرير كما وصفه الرحالة " * 10
    assert left(paragraph) == [paragraph]


def test_related_headlines_go_with_their_heading_to_the_end() -> None:
    assert left("مقالات ذات صلة", "", "زلزال في الجنوب", "هل يعود المطر؟", "الوزير: الخطة جاهزة...", "", "سباق!") == []


def test_a_block_ends_where_sentences_go_on() -> None:
    assert left("أخبار ذات صلة", "زلزال في الجنوب", TEXT) == [TEXT]


def test_a_teaser_takes_the_headlines_right_below_only() -> None:
    assert left("اقرأ أيضا", "زلزال في الجنوب", "أمطار في الشمال", "", "عنوان فرعي", TEXT) == ["", "عنوان فرعي", TEXT]
    assert left("اقرأ أيضا", "", "زلزال في الجنوب", "", "عنوان فرعي") == ["", "", "عنوان فرعي"]


def test_a_teaser_with_its_headline_takes_nothing_more() -> None:
    assert left("اقرأ أيضا: زلزال في الجنوب", "عنوان فرعي") == ["عنوان فرعي"]


def test_buttons_between_headline_and_text_take_no_line_with_them() -> None:
    assert left("شاركها", "فيسبوك", "تويتر", "باكو - خاص") == ["باكو - خاص"]


def test_a_heading_above_the_text_does_not_take_the_headline() -> None:
    assert without_chrome(["آخر الأخبار", "زلزال في الجنوب", "", TEXT]) == ["زلزال في الجنوب", "", TEXT]


@given(st.lists(st.text(max_size=60) | st.sampled_from([p for row in TABLE for p in row.phrases.split("|")])))
def test_what_is_left_are_lines_of_the_article_in_order(lines: list[str]) -> None:
    rest = iter(lines)
    assert all(any(line == other for other in rest) for line in without_chrome(lines))
