"""Where words begin and end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text.letters import form
from newsearch.text.words import INSIDE_ARABIC, WORD


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("قال لـCNN مساء", ["قال", "لـ", "CNN", "مساء"]),
        ("2022و2023", ["2022", "و", "2023"]),
        ("المدينةالمنورة", ["المدينة", "المنورة"]),
        ("ووزارةُالداخلية الشركةة الفرةقـ", ["ووزارةُ", "الداخلية", "الشركةة", "الفرةقـ"]),
        ("خلال10أيام", ["خلال", "10", "أيام"]),
        ("iPhone15", ["iPhone", "15"]),
        ("#غزة_تحت_القصف", ["غزة", "تحت", "القصف"]),
        ("COVID-19", ["COVID", "19"]),
        ("1,500 و١٬٥٠٠ و1.5 و١٫٥", ["1,500", "و", "١٬٥٠٠", "و", "1.5", "و", "١٫٥"]),
        ("7.10.2023", ["7", "10", "2023"]),
        ("1.500.000 و1.500,75 و1,500.75 و1500,75", ["1.500.000", "و", "1.500,75", "و", "1,500.75", "و", "1500,75"]),
        ("1,5 و١،٥ و0,125 ثم 1,2,3", ["1,5", "و", "١،٥", "و", "0,125", "ثم", "1", "2", "3"]),
        ("قيمته،1,500. و5.000، و18,2015", ["قيمته", "1,500", "و", "5.000", "و", "18", "2015"]),
        ("192.168.1.1 و10.5.2", ["192", "168", "1", "1", "و", "10", "5", "2"]),
        ("١،٥٠٠ و1،234،567 و١،٢،٣ و2015،2016", ["١،٥٠٠", "و", "1،234،567", "و", "١", "٢", "٣", "و", "2015", "2016"]),
        ("في 2015,300", ["في", "2015", "300"]),
        ("مُدَرِّسَة.", ["مُدَرِّسَة"]),
        ("«مجلس الأمن»", ["مجلس", "الأمن"]),
        ("مجلس،الأمن؛ثم", ["مجلس", "الأمن", "ثم"]),
        ("د. أحمد", ["د", "أحمد"]),
        ("", []),
        ("!؟ …", []),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


def test_what_is_glued_to_a_teh_marbuta_has_two_letters_however_they_are_written() -> None:
    for char in map(chr, range(1 << 16)):
        if INSIDE_ARABIC.match(char):
            parts = [word for word in map(form, WORD.findall(f"سنة{char}")) if word]
            letters = len(form(f"سنة{char}")) - len("سنة")
            assert (len(parts) == 2) == (letters > 1), ascii(char)


def test_a_joiner_inside_a_word_belongs_to_it_and_one_beside_it_does_not() -> None:
    found = WORD.search("\N{RIGHT-TO-LEFT EMBEDDING}أذر\N{ZERO WIDTH NON-JOINER}بيجان\N{POP DIRECTIONAL FORMATTING}")
    assert found
    assert found[0] == "أذر\N{ZERO WIDTH NON-JOINER}بيجان"
    for selector in "\N{VARIATION SELECTOR-16}\N{MONGOLIAN VOWEL SEPARATOR}":
        assert WORD.findall(f"قلب{selector} كت{selector}اب{selector}") == ["قلب", f"كت{selector}اب"]


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for found in WORD.finditer(text):
        assert end <= found.start() < found.end() <= len(text)
        end = found.end()
