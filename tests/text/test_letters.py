"""Letters that readers treat as one."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text.letters import TABLE, Tier, form, is_latin, spelling
from newsearch.text.words import WORD

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
        ("24,", "24"),  # no sign of a number
        ("١٫٥", "1.5"),
        ("١،٥٠٠", "1500"),
        ("1.500.000", "1500000"),
        ("5.000", "5000"),
        ("1.500", "1.500"),  # it may be either
        ("0.000", "0.000"),
        ("1,5", "1.5"),
        ("١،٥", "1.5"),
        ("0,125", "0.125"),
        ("1.500,75", "1500.75"),
        ("1,500.75", "1500.75"),
        ("1,500.000", "1500.000"),
        ("Reuters", "reuters"),
        ("ＣＮＮ", "cnn"),
        ("شا\N{ARABIC LETTER ALEF MAKSURA}\N{ARABIC HAMZA ABOVE}ع", "شائع"),
        ("شا\N{ARABIC LETTER FARSI YEH}\N{ARABIC HAMZA ABOVE}ع", "شائع"),
        ("كت\N{VARIATION SELECTOR-16}اب", "كتاب"),
        ("كت\N{MONGOLIAN VOWEL SEPARATOR}اب", "كتاب"),
        ("ا\N{ARABIC HAMZA ABOVE}حمد", "أحمد"),
        ("\N{ARABIC LETTER ALEF WASLA}لكتاب", "الكتاب"),
        ("ڨفصة", "قفصة"),
        ("\N{ARABIC LETTER ALEF WITH WAVY HAMZA ABOVE}ن", "أن"),
    ],
)
def test_the_form_does_not_tell_how_a_word_is_written(written: str, same: str) -> None:
    assert form(written) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أمن", "آمن"),
        ("علي", "على"),
        ("كرة", "كره"),
        ("مسؤول", "مسئول"),
        ("café", "cafe"),
        ("پوتين", "بوتين"),
        ("ڥيروس", "فيروس"),
        ("أݣادير", "أكادير"),
    ],
)
def test_forms_keep_apart_what_spellings_join(one: str, other: str) -> None:
    assert form(one) != form(other)
    assert spelling(form(one)) == spelling(form(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("مئة", "مائة"), ("هيئة", "هيأة"), ("مئتين", "مائتين"), ("شؤون", "شئون"), ("هيئات", "هيآت")),
        *(("طوارئ", "طوارىء"), ("شاطئ", "شاطيء"), ("لآلئ", "لآلىء")),
    ],
)
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


#: What is done with every code point of the Arabic blocks, in runs: letters that stay as they are ...
KEPT = (
    "620-621 627-628 62a-63a 63b-63f 641-648 64a 66e-66f 674-67d 67f-685 687-697 699-6a1 6a3 6a6 6ab-6ac 6ae 6b0-6bd "
    "6bf 6c4-6cb 6cd-6cf 6d1 6d3 6ee-6ef 6fa-6fc 6ff 750-762 764-77f 870-887 889-88e 8a0-8c9"
)
#: ... letters and digits that become others by a row of the table or by their plain shape ...
FOLDED = (
    "622-626 629 649 660-669 66b 671-673 67e 686 698 6a2 6a4-6a5 6a7-6aa 6ad 6af 6be 6c0-6c3 6cc 6d0 6d2 6d5 6f0-6f9 "
    "763 fb50-fbb1 fbd3-fc5d fc64-fcf1 fcf5-fd3d fd50-fd8f fd92-fdc7 fdf0-fdfc fe80-fefc"
)
#: ... marks, tatweel, what cannot be seen and what groups digits, which go ...
DROPPED = (
    "600-605 60c 610-61a 61c 640 64b-65f 66c 670 6d6-6dd 6df-6e8 6ea-6ed 890-891 898-89f 8ca-8ff fc5e-fc63 fcf2-fcf4 "
    "fe70-fe74 fe76-fe7f feff"
)
#: ... and signs that are no part of a word.
SIGNS = "606-60b 60d-60f 61b 61d-61f 66a 66d 6d4 6de 6e9 6fd-6fe 888 fbb2-fbc2 fd3e-fd4f fdcf fdfd-fdff"
#: Nothing yet in Unicode 14, which Python 3.11 has: a later one may say what it is.
UNASSIGNED = "88f 892-897 fbc3-fbd2 fd90-fd91 fdc8-fdce fdd0-fdef fe75 fefd-fefe"


def _chars(runs: str) -> list[str]:
    ends = [run.split("-") for run in runs.split()]
    return [chr(code) for run in ends for code in range(int(run[0], 16), int(run[-1], 16) + 1)]


def test_every_code_point_of_the_arabic_blocks_is_treated_on_purpose() -> None:
    fates = {KEPT: "kept", FOLDED: "folded", DROPPED: "dropped", SIGNS: "kept"}
    listed = [(char, fate) for runs, fate in fates.items() for char in _chars(runs)]
    everything = [chr(code) for low, high in ARABIC_BLOCKS for code in range(low, high + 1)]
    assert sorted([*(char for char, _fate in listed), *_chars(UNASSIGNED)]) == everything
    for char, fate in listed:
        folded = spelling(form(char))
        assert fate == ("dropped" if not folded else "kept" if folded == char else "folded"), hex(ord(char))
        assert form(form(char)) == form(char)
        assert spelling(form(folded)) == folded, hex(ord(char))
    assert not any(WORD.search(char) for char in _chars(SIGNS))


#: What letters become in forms, whoever typed them; and in spellings on top.
FORMS = {"ا": "ٱ", "أ": "ٲ", "إ": "ٳ", "ف": "ڢ", "ق": "ڧڨ", "ك": "کڪ", "ه": "ھہۀۂە", "ة": "ۃ", "ي": "یېے", ".": "٫"}
SPELLINGS = {"ا": "أإآ", "ء": "ؤئ", "ي": "ى", "ه": "ة", "ب": "پ", "ج": "چ", "ز": "ژ", "ف": "ڤڥ", "ك": "گڭݣ"}


def test_every_code_point_that_is_folded_becomes_the_right_one() -> None:
    forms = {char: to for to, chars in FORMS.items() for char in chars}
    spellings = {char: to for to, chars in SPELLINGS.items() for char in chars}
    for char in _chars(FOLDED):
        plain = "".join(unicodedata.normalize("NFKC", char).split())
        if plain == char:
            same = str(unicodedata.digit(char)) if char.isdigit() else forms.get(char, char)
            assert form(char) == same, hex(ord(char))
            assert spelling(same) == spellings.get(same, same), hex(ord(char))
        else:
            assert form(char) == form(plain), hex(ord(char))


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


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("Paris", True),
        ("Özil", True),
        ("ørsted", True),
        ("باريس", False),
        ("Париж", False),
        ("3omar", False),
        ("-a", False),
    ],
)
def test_latin_is_what_begins_with_a_latin_letter(word: str, latin: bool) -> None:
    assert is_latin(word) is latin
    assert is_latin(spelling(form(word))) is latin


@pytest.mark.parametrize("word", ["بطيء", "السيء", "مجيء", "أسيء", "طوارىء", "هيآت", "لاشيء"])
def test_words_that_end_in_hamza_are_folded_once_for_all(word: str) -> None:
    assert spelling(spelling(word)) == spelling(word)
    assert spelling("بطيء") != spelling("بطء")
