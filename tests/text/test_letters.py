"""Letters that readers treat as one."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text.letters import TABLE, Tier, form, spelling

ARABIC_BLOCKS = [(0x600, 0x6FF), (0x750, 0x77F), (0x870, 0x8FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF)]


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("مُدَرِّسَة", "مدرسة"),
        ("الرَّحْمٰن", "الرحمن"),
        ("إيــــران", "إيران"),
        ("أذر\N{SOFT HYPHEN}بيجان", "أذربيجان"),
        ("أذر\N{ZERO WIDTH NON-JOINER}بيجان", "أذربيجان"),
        ("\N{ZERO WIDTH NO-BREAK SPACE}خبر", "خبر"),
        ("ﻓﻠﺴﻄﻴﻦ", "فلسطين"),
        ("ﻻ", "لا"),
        ("ﷲ", "الله"),
        ("بیان", "بيان"),
        ("وکالة", "وكالة"),
        ("٢٠٢٣", "2023"),
        ("۲۰۲۳", "2023"),
        ("١٬٥٠٠", "1500"),
        ("1,500", "1500"),
        ("١٫٥", "1.5"),
        ("Reuters", "reuters"),
        ("ا\N{ARABIC HAMZA ABOVE}حمد", "أحمد"),
        ("\N{ARABIC LETTER ALEF WASLA}لكتاب", "الكتاب"),
    ],
)
def test_the_form_does_not_tell_how_a_word_is_written(written: str, same: str) -> None:
    assert form(written) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [("أمن", "آمن"), ("علي", "على"), ("كرة", "كره"), ("مسؤول", "مسئول"), ("café", "cafe"), ("پوتين", "بوتين")],
)
def test_forms_keep_apart_what_spellings_join(one: str, other: str) -> None:
    assert form(one) != form(other)
    assert spelling(form(one)) == spelling(form(other))


@pytest.mark.parametrize(("one", "other"), [("مئة", "مائة"), ("هيئة", "هيأة"), ("مئتين", "مائتين"), ("شؤون", "شئون")])
def test_schools_of_spelling_meet(one: str, other: str) -> None:
    assert spelling(one) == spelling(other)


@pytest.mark.parametrize(
    ("one", "other"), [("كتاب", "كاتب"), ("قطر", "قطرة"), ("حماس", "حماسة"), ("دمائه", "دمه"), ("علمائه", "علمه")]
)
def test_spellings_do_not_join_words(one: str, other: str) -> None:
    assert spelling(one) != spelling(other)


def test_a_superscript_two_survives() -> None:
    assert form("x²") == "x²"


def test_nothing_is_left_of_marks_and_tatweel() -> None:
    assert form("ـــ") == ""
    assert form("\N{ARABIC FATHA}\N{ARABIC SHADDA}") == ""


def test_every_letter_of_the_arabic_blocks_becomes_letters_or_nothing() -> None:
    for low, high in ARABIC_BLOCKS:
        for char in map(chr, range(low, high + 1)):
            if unicodedata.category(char) in {"Lo", "Lm", "Mn", "Cf", "Nd"}:
                folded = form(char)
                assert all(unicodedata.category(c)[0] in "LN" for c in folded), (hex(ord(char)), folded)
                assert not any("\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufefc" for c in folded), hex(ord(char))


def test_every_row_gives_a_reason_and_does_something() -> None:
    chars = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    for row in TABLE:
        assert row.name
        assert row.reason
        assert any(row.fold(char) != char for char in chars)
    assert {row.tier for row in TABLE} == set(Tier)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert form(form(text)) == form(text)
    assert spelling(spelling(form(text))) == spelling(form(text))
