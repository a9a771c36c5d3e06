"""A text file → one article: section, headline, dateline, body, outlet told apart by how they stand."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import Final

from newsearch.sources import clean, dates


class Keep(Enum):
    """What becomes of page chrome."""

    ARTICLE = "article"  # only what belongs to the article
    EVERYTHING = "everything"  # chrome too, as part of the body


@dataclass(frozen=True)
class Parts:
    """What was found in a text."""

    title: str = ""
    body: str = ""
    section: str = ""
    source: str = ""
    date: dt.date | None = None


#: What outlets call their sections, without the article.
SECTIONS: Final = frozenset(
    clean.key(
        "سياسة سياسية سياسي اقتصاد اقتصادية أعمال مال رياضة رياضي ثقافة ثقافي فنون فن مجتمع محليات محلية محلي منوعات"
        " صحة علوم تقنية تكنولوجيا رأي مقالات حوادث قضايا تحقيقات تقارير تقرير أخبار دولية دولي عالم عربية عربي عاجل"
        " بيئة تعليم سياحة إعلام سيارات مرأة أسرة دين طقس فيديو صور حوارات حوار ترجمات"
    )
)
_LONGEST_TITLE: Final = 250
_DATELINES: Final = 4  # lines at the top among which a dateline is looked for


def read(text: str, keep: Keep = Keep.ARTICLE) -> Parts:
    """The parts of an article. The body keeps its paragraphs, parted by blank lines."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    source = ""
    if keep is Keep.ARTICLE:
        lines = clean.without_chrome(lines)
        lines, source = _outlet(lines)
    lines = [line for line in lines if line]
    section = lines.pop(0) if len(lines) > 2 and _is_section(lines[0]) else ""
    date = None
    for i, line in enumerate(lines[:_DATELINES]):
        if len(lines) > 1 and len(line) < 60 and (date := dates.parse(line)) is not None:
            del lines[i]
            break
    title = lines.pop(0) if len(lines) > 1 and _is_title(lines[0]) else ""
    return Parts(title, "\n\n".join(lines), section, source, date)


def _is_section(line: str) -> bool:
    words = clean.key(line)
    return 0 < len(words) <= 3 and all(word.removeprefix("ال") in SECTIONS or word in SECTIONS for word in words)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and not line.rstrip(' »”"').endswith((".", "،", "؛", ":"))


def _outlet(lines: list[str]) -> tuple[list[str], str]:
    """The lines without the outlet's name and description at the end, if they are there, and the name."""
    filled = [i for i, line in enumerate(lines) if line]
    if len(filled) < 3 or not clean.describes_outlet(lines[filled[-1]]):
        return lines, ""
    name = lines[filled[-2]]
    if len(name.split()) <= 5 and clean.is_teaser_like(name):
        return lines[: filled[-2]], name
    return lines[: filled[-1]], ""
