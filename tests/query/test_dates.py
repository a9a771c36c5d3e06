"""Days as readers write them."""

import datetime as dt

import pytest

from newsearch.query.dates import between
from newsearch.query.tree import Between


def days(first: str | None, last: str | None) -> Between:
    """From the first second of one day to the last second of another."""

    def second(day: str | None, clock: str) -> int | None:
        return None if day is None else int(dt.datetime.fromisoformat(f"{day}T{clock}+00:00").timestamp())

    return Between(second(first, "00:00:00"), second(last, "23:59:59"))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2015", "2015-01-01", "2015-12-31"),
        ("2016-02", "2016-02-01", "2016-02-29"),
        ("2015-8-3", "2015-08-03", "2015-08-03"),
        ("٢٠١٥-٠٨-٠٣", "2015-08-03", "2015-08-03"),
        ("۲۰۱۵/۰۸/۰۳", "2015-08-03", "2015-08-03"),
        ("3/8/2015", "2015-08-03", "2015-08-03"),
        ("8/2015", "2015-08-01", "2015-08-31"),
        ("2015..2016-03", "2015-01-01", "2016-03-31"),
        ("2015\N{HORIZONTAL ELLIPSIS}2016", "2015-01-01", "2016-12-31"),
        ("2016..2015", "2015-01-01", "2016-12-31"),
        ("2015-08-03..", "2015-08-03", None),
        ("..2015-08", None, "2015-08-31"),
        ("9999", "9999-01-01", "9999-12-31"),
        ("1950", "1950-01-01", "1950-12-31"),
    ],
)
def test_a_date_is_the_days_it_names(text: str, first: str | None, last: str | None) -> None:
    assert between(text) == days(first, last)


@pytest.mark.parametrize(
    "text", ["", "..", "x", "15", "2015-13", "2015-02-30", "0000", "20155", "2015..x", "2015..2016..2017", "1-2-3"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert between(text) is None
