"""Dates as exports and newsrooms write them: ISO, RFC 2822, epoch seconds, and Arabic months of every region.

The standard library parses the machine formats; ``dateutil`` and ``dateparser`` know neither ``جانفي`` nor two names
for one month side by side, so the Arabic ones are read by the table below.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from typing import Final

from newsearch.text.letters import form, spelling

#: The names of each month: Egypt and the Gulf; the Levant and Iraq; Algeria and Tunisia; Morocco; old spellings.
MONTHS: Final = {
    1: ("يناير", "كانون الثاني", "كانون ثاني", "جانفي", "ينائر"),
    2: ("فبراير", "شباط", "فيفري", "فبرائر"),
    3: ("مارس", "آذار", "أذار"),
    4: ("أبريل", "إبريل", "نيسان", "أفريل"),
    5: ("مايو", "أيار", "ماي"),
    6: ("يونيو", "حزيران", "جوان", "يونيه"),
    7: ("يوليو", "تموز", "جويلية", "يوليوز", "يوليه"),
    8: ("أغسطس", "آب", "أوت", "غشت"),
    9: ("سبتمبر", "أيلول", "شتنبر"),
    10: ("أكتوبر", "تشرين الأول", "تشرين أول"),
    11: ("نوفمبر", "تشرين الثاني", "تشرين ثاني", "نونبر"),
    12: ("ديسمبر", "كانون الأول", "كانون أول", "دجنبر"),
}
_NUMBERS: Final = {spelling(name): number for number, names in MONTHS.items() for name in names}
_NAMES: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_ARABIC: Final = re.compile(rf"(\d{{1,2}}) (?:من )?({_NAMES})(?: ?/ ?({_NAMES}))?[ ,،]+(?:عام |سنه )?(\d{{4}})(?: ?م)?")
_NUMERIC: Final = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_DAY_FIRST: Final = re.compile(
    r"^(?:يوم )?(?:السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه)[ ,،]*"
    r"|^(?:نشر في|تاريخ النشر|اخر تحديث|نشر)[ :]*"
)
_TIME_LAST: Final = re.compile(r"[ ,،|-]*(?:الساعه )?\d{1,2}:\d{2}(?::\d{2})?(?: ?[صم])?$")
_EPOCH: Final = re.compile(r"\d{9,11}(?:\.\d+)?")


def parse(text: str) -> dt.date | None:
    """The date, or moment, that a text *is*; None if it is anything else. A numeric one is read day first."""
    plain = _plain(text)
    for read in (_iso, _epoch, _mail, _arabic):
        try:
            found = read(plain)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
        if found is not None:
            return found
    return None


def _plain(text: str) -> str:
    """Digits of one set, letters of one spelling, single spaces."""
    return " ".join(spelling(form(word)) if not word.isascii() else word for word in text[:200].split())


def _iso(text: str) -> dt.date | None:
    if len(text) == 10:
        return dt.date.fromisoformat(text)
    if not re.match(r"\d{4}-?\d\d-?\d\d", text):
        return None
    return dt.datetime.fromisoformat(text)


def _epoch(text: str) -> dt.date | None:
    return dt.datetime.fromtimestamp(float(text), dt.UTC) if _EPOCH.fullmatch(text) else None


def _mail(text: str) -> dt.date | None:
    return parsedate_to_datetime(text) if re.search(r"[A-Za-z]{3}", text) else None


def _arabic(text: str) -> dt.date | None:
    text = _TIME_LAST.sub("", _DAY_FIRST.sub("", _DAY_FIRST.sub("", text))).strip(" .،,")
    if found := _ARABIC.fullmatch(text):
        day, month, other, year = found.groups()
        if other and _NUMBERS[other] != _NUMBERS[month]:
            return None
        return dt.date(int(year), _NUMBERS[month], int(day))
    if found := _NUMERIC.fullmatch(text):
        day, month, year = map(int, found.groups())
        return dt.date(year, month, day)
    return None
