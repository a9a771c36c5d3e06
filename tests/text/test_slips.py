"""What a slip costs, and which spellings it may come from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.text import slips
from newsearch.text.edits import within
from newsearch.text.keyboards import NEIGHBOURS
from newsearch.text.letters import spelling
from newsearch.text.slips import FIRST, REPLACED, SMALL, two_slips

ARABIC = "ءابتثجحخدذرزسشصضطظعغفقكلمنهوي"


@pytest.mark.parametrize(
    ("written", "meant", "most"),
    [
        ("نضام", "نظام", 0.4),  # one sound
        ("اذربيجن", "اذربيجان", 0.45),  # a long vowel left out
        ("بيرروت", "بيروت", 0.4),  # a letter held too long
        ("مكتت", "مكت", 0.4),
        ("بيروتت", "بيروت", 0.4),
        ("بيورت", "بيروت", 0.6),  # two letters swapped
        ("العراف", "العراق", 0.6),  # neighbours, and one shape
        ("مدرست", "مدرسه", 0.5),  # the end of a noun
        ("زيلنسكي", "زيلينسكي", 0.45),
        ("مصتوطن", "مستوطن", 0.45),
        ("trmp", "trump", 0.45),
    ],
)
def test_likely_slips_cost_little(written: str, meant: str, most: float) -> None:
    assert slips.slips(written)[meant] <= most


@pytest.mark.parametrize(
    ("written", "likely", "unlikely"),
    [
        ("ضروف", "ظروف", "حروف"),  # the same sound before another first letter
        ("العلس", "العسل", "المس"),
        ("قرصن", "قرصان", "قرمن"),
        ("محربي", "محاربي", "محترمي"),
    ],
)
def test_the_likelier_costs_less(written: str, likely: str, unlikely: str) -> None:
    found = slips.slips(written)
    assert found[likely] < found.get(unlikely, REPLACED + FIRST + 1)


def test_the_first_letter_costs_more() -> None:
    found = slips.slips("كتاب")
    assert found["قتاب"] == pytest.approx(found["كتاب".replace("ت", "ط")] + (0.6 - 0.45) + FIRST)


@given(st.text(ARABIC, min_size=1, max_size=9))
def test_every_spelling_one_slip_away_is_found(word: str) -> None:
    found = slips.slips(word)
    assert word not in found
    for at in range(len(word)):
        assert word[:at] + word[at + 1 :] in found or word[:at] + word[at + 1 :] == word
        for letter in "بسا":
            assert word[:at] + letter + word[at:] in found
            assert word[:at] + letter + word[at + 1 :] in {*found, word}
        swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
        assert swapped in {*found, word}
    assert all(0 < cost <= REPLACED + FIRST for cost in found.values())
    assert all(within(word, other, 2) for other in found)


@given(st.text(ARABIC, min_size=1, max_size=9))
def test_what_is_left_out_when_only_small_slips_are_asked_for(word: str) -> None:
    every = slips.slips(word)
    assert slips.slips(word, SMALL) == {other: cost for other, cost in every.items() if cost <= SMALL}


@given(st.text(ARABIC, min_size=1, max_size=7))
def test_two_small_slips(word: str) -> None:
    for other, cost in two_slips(word).items():
        assert other != word
        assert cost <= 2 * SMALL
        assert within(word, other, 4)


def test_the_table_is_sound() -> None:
    for row in slips.ALIKE:
        letters = row.some + row.others
        assert 0 < row.cost <= REPLACED, row
        assert row.reason
        assert letters.isascii() or set(letters) <= set(ARABIC), row
        assert letters == spelling(letters), f"{row} names a letter that spellings do not have"


def test_keys_are_neighbours_of_each_other() -> None:
    for letter, keys in NEIGHBOURS.items():
        assert keys
        assert letter not in keys
        for key in keys:
            assert letter in NEIGHBOURS[key], (letter, key)
    assert set("ضصثقفغعهخحجدشسيبلاتنمكطئءؤرىةوزظ") <= set(NEIGHBOURS)
    assert set(NEIGHBOURS["س"]) == set("شيصثئء")
