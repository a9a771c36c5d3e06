"""What a reader writes behind ``date:`` → the days it means. Digits of all sets; day first where the year is last."""

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from newsearch.query.tree import Between

Span = tuple[dt.date, dt.date]  # first and last day

_DASH: Final = "[-/\N{MINUS SIGN}\N{EN DASH}]"
_RANGE: Final = re.compile(r"\.{2,}|\N{HORIZONTAL ELLIPSIS}")
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()
_SECONDS: Final = 24 * 60 * 60


def _year(year: int) -> Span:
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _month(year: int, month: int) -> Span:
    first = dt.date(year, month, 1)
    return first, first.replace(day=calendar.monthrange(year, month)[1])


def _day(year: int, month: int, day: int) -> Span:
    return (date := dt.date(year, month, day)), date


#: How a day, a month or a year may be written.
SHAPES: Final[tuple[tuple[re.Pattern[str], Callable[..., Span]], ...]] = (
    (re.compile(r"(\d{4})"), _year),
    (re.compile(rf"(\d{{4}}){_DASH}(\d{{1,2}})"), _month),
    (re.compile(rf"(\d{{4}}){_DASH}(\d{{1,2}}){_DASH}(\d{{1,2}})"), _day),
    (re.compile(rf"(\d{{1,2}}){_DASH}(\d{{4}})"), lambda month, year: _month(year, month)),
    (re.compile(rf"(\d{{1,2}}){_DASH}(\d{{1,2}}){_DASH}(\d{{4}})"), lambda day, month, year: _day(year, month, day)),
)


def between(text: str) -> Between | None:
    """The days of ``2015``, ``2015-08``, ``2015-08-21``, ``21/8/2015``, or from..to with one side open.

    From and to may be given in either order. ``None`` if it is no date.
    """
    match _RANGE.split(text.strip()):
        case [one]:
            return _spanning(low, low) if (low := _days(one)) else None
        case ["", to]:
            return _spanning(None, high) if (high := _days(to)) else None
        case [since, ""]:
            return _spanning(low, None) if (low := _days(since)) else None
        case [since, to]:
            low, high = _days(since), _days(to)
            if low and high:
                return _spanning(min(low, high), max(low, high))
    return None


def _days(text: str) -> Span | None:
    for shape, make in SHAPES:
        if found := shape.fullmatch(text.strip()):
            try:
                return make(*map(int, found.groups()))
            except ValueError:
                return None
    return None


def _spanning(low: Span | None, high: Span | None) -> Between:
    return Between(
        low=None if low is None else (low[0].toordinal() - _EPOCH) * _SECONDS,
        high=None if high is None else (high[1].toordinal() - _EPOCH + 1) * _SECONDS - 1,
    )
