"""Dates as exports and newsrooms write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.sources.dates import MONTHS, parse

DAY = dt.date(2022, 2, 24)


@pytest.mark.parametrize(
    "text",
    [
        "2022-02-24",
        "20220224",
        "2022/2/24",
        "24/02/2022",
        "24.2.2022",
        "٢٤/٠٢/٢٠٢٢",
        "٢٠٢٢-٠٢-٢٤",
        "۲۴/۲/۲۰۲۲",
        "24 فبراير 2022",
        "24 شباط 2022",
        "24 فيفري 2022",
        "٢٤ فبراير ٢٠٢٢",
        "24 فبراير/ شباط 2022",
        "24 شباط/فبراير 2022",
        "24 فبراير (شباط) 2022",
        "24 شباط - فبراير 2022",
        "24 فبراير، 2022",
        "فبراير 24, 2022",
        "فبراير 24، 2022",
        "الخميس 24 فبراير 2022",
        "الخميس، 24 فبراير 2022م",
        "الخميس 24 من فبراير عام 2022",
        "نُشر في: 24 فبراير 2022",
        "تاريخ النشر: الخميس 24 فبراير 2022 - 10:35",
        "24 فبراير 2022 | 10:35 صباحًا",
        "آخر تحديث: 24/02/2022 10:35 م",
        "24 فبراير 2022، الساعة 22:35 بتوقيت غرينتش",
        "February 24, 2022",
        "Thursday, 24 February 2022",
        "Feb 24th, 2022 10:35 AM",
        "24-Feb-2022",
        "\u200f24 فبراير 2022\u200f",
        " 24  فبرايـر  2022 ",
    ],
)
def test_days(text: str) -> None:
    assert parse(text) == DAY


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2015-07-21 02:45:59", dt.datetime(2015, 7, 21, 2, 45, 59)),  # noqa: DTZ001
        ("2015-07-21T02:45:59Z", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("2015-07-21t02:45z", dt.datetime(2015, 7, 21, 2, 45, tzinfo=dt.UTC)),
        ("2015-07-21T02:45:59.123+03:00", dt.datetime(2015, 7, 20, 23, 45, 59, 123000, tzinfo=dt.UTC)),
        ("Tue, 21 Jul 2015 02:45:59 +0000", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("21 Jul 2015 02:45:59 GMT", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("1437446759", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("1437446759.0", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("1437446759000", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
        ("١٤٣٧٤٤٦٧٥٩", dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)),
    ],
)
def test_moments(text: str, moment: dt.datetime) -> None:
    assert parse(text) == moment


@pytest.mark.parametrize(("number", "name"), [(number, name) for number, names in MONTHS.items() for name in names])
def test_every_name_of_every_month(number: int, name: str) -> None:
    assert parse(f"14 {name} 2011") == dt.date(2011, number, 14)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "أمس",
        "قبل ساعتين",
        "2022",
        "فبراير 2022",
        "24 فبراير",
        "30 فبراير 2022",
        "24 شباط/ مارس 2022",
        "1 رمضان 1445هـ",
        "1/9/1445",
        "1445-09-01",
        "1445-09-01T10:00:00",
        "13/13/2022",
        "24/02/22",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "شهد 24 فبراير 2022 حدثا",
        "أب لثلاثة أطفال",
        "iPhone 15",
        "7:45",
        "99999999999999999999",
        "nan",
        "\ud800",
    ],
)
def test_what_is_no_date_or_not_one_only(text: str) -> None:
    assert parse(text) is None


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y"]))
def test_what_is_written_is_read(day: dt.date, style: str) -> None:
    assert parse(day.strftime(style)) == day


@given(st.text() | st.from_regex(r"[0-9T:+\-/ .Z]{1,30}"))
def test_any_text_is_a_date_or_none(text: str) -> None:
    found = parse(text)
    assert found is None or 1800 <= found.year < 2200
