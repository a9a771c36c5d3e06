"""A text file → one article: section, headline, dateline, body and outlet told apart by how they stand."""

import datetime as dt
from typing import Final

from newsearch.model import Article
from newsearch.sources import clean, dates
from newsearch.sources.items import Keep

#: What outlets call their sections, with or without the article.
SECTIONS: Final = frozenset(
    clean.key(
        "سياسة سياسية سياسي اقتصاد اقتصادية اقتصادي أعمال مال أسواق طاقة عقارات رياضة رياضية رياضي ثقافة ثقافية ثقافي"
        " فنون فن أدب كتب تراث مجتمع محليات محلية محلي منوعات صحة طب علوم تقنية تكنولوجيا رأي مقالات آراء حوادث قضايا"
        " تحقيقات تقارير تقرير أخبار دولية دولي عالم عربية عربي عرب عاجل بيئة مناخ تعليم سياحة سفر إعلام سيارات مرأة"
        " أسرة دين طقس فيديو صور حوارات حوار ترجمات قضاء أمن شباب ميديا متفرقات جهات وطنية وطني"
    )
)
#: How the line below an outlet's name begins when the outlet describes itself: one of each, close together.
_OUTLETS: Final = frozenset(clean.key("منصة موقع صحيفة وكالة شبكة قناة مجلة جريدة بوابة مؤسسة إذاعة"))
_TRAITS: Final = frozenset(
    clean.key(
        "إخبارية إخباري إعلامية إعلامي إلكترونية إلكتروني مستقلة مستقل يومية أسبوعية شهرية أنباء شاملة عربية رقمية رقمي"
    )
)
_LONGEST_TITLE: Final = 250
_LONGEST_DATELINE: Final = 80
_LONGEST_SECTION: Final = 40
_LONGEST_OUTLET: Final = 5  # words of its name
_BLURB: Final = 200  # characters of its description of itself that are looked at
_ABOVE_TEXT: Final = 4  # lines at the top among which section, headline and dateline are looked for


def read(text: str, keep: Keep = Keep.ARTICLE) -> Article:
    """The article in a text, without an id. The body keeps its paragraphs, parted by empty lines.

    A date is taken only from a line of its own above the text; one inside a sentence is not the date of publication.
    """
    lines = [line.strip() for line in text.splitlines()]
    source = ""
    if keep is Keep.ARTICLE:
        lines = clean.without_chrome(lines)
        lines, source = _outlet([line for line in lines if line])
    lines = [line for line in lines if line]
    date, lines = _dateline(lines)
    section = lines.pop(0) if len(lines) > 2 and _is_section(lines[0]) else ""
    title = lines.pop(0) if len(lines) > 1 and _is_title(lines[0]) else ""
    return Article("", title=title, body="\n\n".join(lines), source=source, section=section, date=date)


def _dateline(lines: list[str]) -> tuple[dt.date | None, list[str]]:
    """The date on a line of its own above the text, and the other lines."""
    for i, line in enumerate(lines[:_ABOVE_TEXT]):
        if len(lines) > 1 and len(line) <= _LONGEST_DATELINE and (date := dates.parse(line)) is not None:
            return date, lines[:i] + lines[i + 1 :]
    return None, lines


def _is_section(line: str) -> bool:
    words = clean.key(line) if len(line) <= _LONGEST_SECTION else ()
    return bool(words) and all(word in SECTIONS or word.removeprefix("ال") in SECTIONS for word in words)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.rstrip(' »”"').endswith((".", "،", "؛", ":"))


def _outlet(lines: list[str]) -> tuple[list[str], str]:
    """The lines without the outlet's name and its description of itself at the end, if both are there; and the name."""
    if len(lines) < 3:
        return lines, ""
    *rest, name, blurb = lines
    words = clean.key(blurb[:_BLURB])
    described = bool(words) and words[0] in _OUTLETS and bool(_TRAITS & {*words[1:4]})
    named = len(name.split()) <= _LONGEST_OUTLET and clean.is_headline(name)
    return (rest, name) if described and named else (lines, "")
