"""A text file: section, headline, dateline, body and outlet told apart."""

import datetime as dt
from pathlib import Path

import pytest

from newsearch.model import Article
from newsearch.sources.items import Keep
from newsearch.sources.text_file import read

SEED = Path(__file__).parents[2] / "seeds" / "000_c2a11cad783ba0b1.txt"
PAGE = """اقتصاد

ميناء كنجة الجاف يستقبل أول قطار

الأحد 3 آذار/ مارس 2024

شاركها
فيسبوك
تويتر

استقبل ميناء كنجة الجاف أمس أول قطار للحاويات قادما من الشرق.

وقال مدير الميناء إن الرحلة استغرقت عشرة أيام في 14 كانون الثاني 2024.

المدى

وكالة أنباء مستقلة تعنى بأخبار القوقاز.

مقالات ذات صلة

طريق جديد إلى شوشا
"""


def test_a_whole_page() -> None:
    assert read(PAGE) == Article(
        "",
        title="ميناء كنجة الجاف يستقبل أول قطار",
        body="استقبل ميناء كنجة الجاف أمس أول قطار للحاويات قادما من الشرق.\n\n"
        "وقال مدير الميناء إن الرحلة استغرقت عشرة أيام في 14 كانون الثاني 2024.",
        source="المدى",
        section="اقتصاد",
        date=dt.date(2024, 3, 3),
    )


def test_chrome_can_be_kept() -> None:
    article = read(PAGE, Keep.EVERYTHING)
    assert article.title == "ميناء كنجة الجاف يستقبل أول قطار"
    for line in ("فيسبوك", "المدى", "طريق جديد إلى شوشا"):
        assert line in article.body.split("\n\n")


def test_the_user_s_seed() -> None:
    article = read(SEED.read_text(encoding="utf-8"))
    assert (article.section, article.source, article.date) == ("سياسة", "Political Keys", None)
    assert article.title.endswith("بين المغرب وأذربيجان")
    paragraphs = article.body.split("\n\n")
    assert len(paragraphs) == 10
    assert paragraphs[0].startswith("شهدت العلاقات")
    assert paragraphs[-1].endswith("في المنطقة بأسرها.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_all_line_ends(end: str) -> None:
    assert read(f"عنوان{end}{end}نص أول.{end}نص ثان.") == Article("", title="عنوان", body="نص أول.\n\nنص ثان.")


def test_a_text_without_a_headline_is_all_body() -> None:
    assert read("أعلنت البلدية موعد الافتتاح.\n\nوقالت إن الدخول مجاني.").title == ""
    assert read("سطر واحد بلا نقطة") == Article("", body="سطر واحد بلا نقطة")


def test_a_date_in_a_sentence_is_not_the_date_of_publication() -> None:
    article = read("عنوان\n\nوقع الاتفاق في 24 فبراير 2022.")
    assert (article.date, article.body) == (None, "وقع الاتفاق في 24 فبراير 2022.")


def test_a_date_far_down_is_not_the_date_of_publication() -> None:
    article = read("عنوان\n\n" + "فقرة من النص.\n\n" * 5 + "24 فبراير 2022")
    assert article.date is None
    assert article.body.endswith("24 فبراير 2022")


def test_a_first_line_that_is_not_a_section_is_the_headline() -> None:
    assert read("سياسة جديدة\n\nعنوان فرعي\n\nنص.").title == "سياسة جديدة"
    assert read("أخبار محلية\n\nعنوان\n\nنص.").section == "أخبار محلية"


def test_a_last_paragraph_on_an_agency_is_news_unless_a_name_stands_above_it() -> None:
    text = "عنوان\n\nنقلت الصحف الخبر عن مصدر واحد.\n\nوكالة أنباء عربية بثت الخبر أولا."
    assert read(text).source == ""
    assert read(text).body.endswith("بثت الخبر أولا.")


def test_nothing_but_chrome_is_nothing() -> None:
    assert read("شارك\nفيسبوك\n\nالرئيسية") == Article("")


def test_one_huge_line() -> None:
    assert len(read("كلمة " * 200_000).body) == 999_999
