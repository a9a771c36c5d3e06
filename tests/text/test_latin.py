"""Arabic in Latin letters: what they may stand for, with bounded work."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text import latin
from newsearch.text.letters import spelling


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Zelensky", "زيلينسكي"),
        ("Zelensky", "زلنسكي"),
        ("3omar", "عمر"),
        ("ma7moud", "محمود"),
        ("5aled", "خالد"),
        ("7arb", "حرب"),
        ("fa9l", "فصل"),
        ("rabi3", "ربيع"),
        ("6aleb", "طالب"),
        ("3'aza", "غزه"),
        ("el-3ira8", "العراق"),
        ("Muhammad", "محمد"),
        ("Sisi", "السيسي"),
        ("Al-Sisi", "السيسي"),
        ("An-Nahda", "النهضه"),
        ("Ennahda", "النهضه"),
        ("Echorouk", "الشروق"),
        ("Houthi", "الحوثي"),
        ("Tsipras", "تسيبراس"),
        ("Merkel", "ميركل"),
        ("Shinzo", "شينزو"),
        ("Khaled", "خالد"),
        ("Ghazi", "غازي"),
        ("Chirac", "شيراك"),
        ("Cecilia", "سيسيليا"),
        ("Toyota", "تويوتا"),
        ("Al-Qaeda", "القاعده"),
        ("Abdulaziz", "عبدالعزيز"),
        ("Nasrallah", "نصرالله"),
        ("Zarif", "ظريف"),
        ("Jumblatt", "جنبلاط"),
        ("Pfizer", "فايزر"),
        ("Mazrouei", "مزروعي"),
        ("Alaoui", "علوي"),
        ("Nureddin", "نورالدين"),
        ("Odah", "عوده"),
        ("Moaz", "معاذ"),
    ],
)
def test_what_it_may_be(typed: str, meant: str) -> None:
    assert meant in latin.arabic(typed)


@pytest.mark.parametrize(("typed", "other"), [("Khatib", "كتيب"), ("Shahab", "سحاب"), ("Ghali", "جالي")])
def test_two_letters_for_one_sound_are_not_read_one_by_one(typed: str, other: str) -> None:
    assert other not in latin.arabic(typed)


@pytest.mark.parametrize("word", ["Al-Nahda", "an-nahda", "En-Nahda", "Nahda"])
def test_an_article_comes_off_as_it_is_said(word: str) -> None:
    assert latin.without_article(word).lower() == "nahda"
    assert latin.without_article("An-Sahda") == "An-Sahda"


@pytest.mark.parametrize("word", "3omar ma7moud 5aled 7arb fa9l rabi3 el-3ira2 3'aza Ma3rib".split())
def test_letters_and_digits(word: str) -> None:
    assert latin.is_chat(word)
    assert not latin.is_name(word)


@pytest.mark.parametrize("word", "covid19 iPhone15 C4 F16 g20 A380 2015 عمر CNN Zelensky 7 7alب x1y".split())
def test_not_chat(word: str) -> None:
    assert not latin.is_chat(word)


def test_the_table_is_sound() -> None:
    assert len({sound.latin for sound in latin.SOUNDS}) == len(latin.SOUNDS)
    for sound in latin.SOUNDS:
        assert sound.reason
        for letters in (sound.inside, sound.first or {}, sound.last or {}):
            for text, cost in letters.items():
                assert text == spelling(text), sound
                assert 0 <= cost <= 1, sound
    assert {sound.latin for sound in latin.SOUNDS} >= set("abcdefghijklmnopqrstuvwxyz")


@given(st.text("abcdefghijklmnopqrstuvwxyz'235678 9-", max_size=40))
def test_few_spellings_whatever_the_word(word: str) -> None:
    found = latin.arabic(word)
    assert len(found) <= 2 * latin._GIVEN
    assert all(cost >= 0 for cost in found.values())
    assert all(text == spelling(text) for text in found)


@pytest.mark.parametrize("word", ["", "a", "ab", "a" * 21, "a" * 10_000, "ж" * 5, "عمر"])
def test_what_is_no_name_has_none(word: str) -> None:
    assert not latin.arabic(word)
    assert not latin.is_name(word)
    assert not latin.is_chat(word)
