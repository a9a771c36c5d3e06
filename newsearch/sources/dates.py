"""Dates as exports and newsrooms write them: ISO, RFC 2822, epoch seconds, and month names of every region.

The standard library parses what machines write. Of libraries for the rest, dateutil knows no Arabic, and dateparser
neither ``جانفي`` nor two names of one month side by side, while it takes «الأحد» or «مايو» alone for a date; see
docs/decisions/0004. A numeric date is read day first. Hijri dates are left aside: they are None, not another year.
"""

import datetime as dt
import re
from email.utils import parsedate_to_datetime
from functools import lru_cache
from typing import Final

from newsearch.text import months
from newsearch.text.letters import form, spelling

_ENGLISH: Final = (
    "January Jan, February Feb, March Mar, April Apr, May, June Jun, July Jul, August Aug, September Sept Sep,"
    " October Oct, November Nov, December Dec"
)
#: The names of each month: those of every region, and English ones, as software that was never translated writes them.
MONTHS: Final = {
    number: (*months.NAMES[number], *english.split()) for number, english in enumerate(_ENGLISH.split(","), 1)
}
#: A year outside is another calendar, or a mistake.
YEARS: Final = range(1800, 2200)

_NUMBERS: Final = {spelling(form(name)): number for number, names in MONTHS.items() for name in names}
_NAME: Final = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_MONTH: Final = rf"(?P<month>{_NAME})(?: ?[/(|-] ?(?P<other>{_NAME})\)?)?"
_YEAR: Final = r"(?:عام |سنه )?(?P<year>\d{4})(?: ?م)?"
#: More characters are not looked at: no date is longer.
_LONGEST: Final = 120
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_WRITTEN: Final = (
    re.compile(rf"{_DAY}[ -](?:من )?{_MONTH}[ ,،/-]+{_YEAR}"),
    re.compile(rf"{_MONTH} {_DAY}[ ,،]+{_YEAR}"),
    re.compile(r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4})(?: ?م)?"),
    re.compile(r"(?P<year>\d{4})([/.-])(?P<month>\d{1,2})\2(?P<day>\d{1,2})"),
)
_LEAD: Final = re.compile(
    r"(?:(?:نشر في|نشر بتاريخ|نشرت في|تاريخ النشر|تم النشر في|تم النشر|بتاريخ|التاريخ|اخر تحديث|تحديث|حدث في|كتب في|نشر"
    r"|يوم|السبت|الاحد|الاثنين|الثلاثاء|الاربعاء|الخميس|الجمعه|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|mon|tue|wed|thu|fri|sat|sun)(?:[ :,،|-]+|$))+"
)
_TIME: Final = re.compile(
    r"[ ,،|-]*(?:[ -]|الساعه|علي الساعه|عند الساعه)* ?\d{1,2}:\d{2}(?::\d{2})?"
    r" ?(?:[صم]|صباحا|مساء|ظهرا|am|pm)?(?: ?(?:gmt|utc|بتوقيت غرينتش))?$"
)
_ISO: Final = re.compile(r"\d{4}-?\d\d-?\d\d(?:[T ].*)?", re.IGNORECASE)
_EPOCH: Final = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{12,13}")
_MAIL: Final = re.compile(r"(?:[a-z]{3}, ?)?\d{1,2} [a-z]{3} \d{4} \d\d:\d\d.*", re.IGNORECASE)


def parse(text: str) -> dt.date | None:
    """The date, or moment, that a text *is*; None if it is anything else, or lies outside YEARS."""
    return _parse(text[:_LONGEST])


@lru_cache(maxsize=4096)
def _parse(text: str) -> dt.date | None:
    plain = _plain(text)
    for read in (_iso, _epoch, _mail, _written):
        try:
            found = read(plain)
        except (ValueError, OverflowError, OSError, TypeError, IndexError):
            continue
        if found is not None:
            return found if found.year in YEARS else None
    return None


def _plain(text: str) -> str:
    """Digits of one set, letters of one spelling, single spaces."""
    if text.isascii():
        return " ".join(text.split())
    return " ".join(filter(None, (spelling(form(word)) for word in text.split())))


def _iso(text: str) -> dt.date | None:
    if not _ISO.fullmatch(text):
        return None
    return dt.date.fromisoformat(text) if len(text) in (8, 10) else dt.datetime.fromisoformat(text.upper())


def _epoch(text: str) -> dt.date | None:
    if not _EPOCH.fullmatch(text):
        return None
    return dt.datetime.fromtimestamp(float(text) / (1000 if len(text) > 11 and "." not in text else 1), dt.UTC)


def _mail(text: str) -> dt.date | None:
    return parsedate_to_datetime(text) if _MAIL.fullmatch(text) else None


def _written(text: str) -> dt.date | None:
    text = _LEAD.sub("", text.lower(), count=1).strip(" .،,")
    text = _TIME.sub("", text).strip(" .،,")
    for pattern in _WRITTEN:
        if found := pattern.fullmatch(text):
            return _date(found.groupdict())
    return None


def _date(parts: dict[str, str | None]) -> dt.date | None:
    """The date of its parts; None if it names two months that differ. Raises ValueError if there is no such day."""
    months = {_NUMBERS.get(name) or int(name) for name in (parts["month"], parts.get("other")) if name}
    if len(months) > 1:
        return None
    return dt.date(int(parts["year"] or 0), months.pop(), int(parts["day"] or 0))
