"""Places by their Latin names: the file that is shipped, and what is made of it."""

import re

import pytest

from newsearch.text import places
from newsearch.text.places.build import key


@pytest.mark.parametrize(
    ("name", "arabic"),
    [
        ("sweden", "السويد"),
        ("aleppo", "حلب"),
        ("munich", "ميونيخ"),
        ("basra", "البصرة"),
        ("algiers", "الجزائر"),
        ("barcelona", "برشلونة"),
        ("ras al khaimah", "راس الخيمة"),
        ("new zealand", "نيوزيلندا"),
        ("allemagne", "ألمانيا"),
    ],
)
def test_what_a_place_is_called(name: str, arabic: str) -> None:
    assert arabic in places.arabic(name)


@pytest.mark.parametrize("name", ["", "swede", "weden", "the", "names of places", "السويد", "new"])
def test_what_is_no_place(name: str) -> None:
    assert places.arabic(name) == ()


def test_beginnings_are_of_whole_words() -> None:
    assert places.begin("new zealand")
    assert places.begin("ras al")
    assert not places.begin("new zea")


def test_the_file_is_sound() -> None:
    text = places.DATA.read_text("utf-8")
    assert "CC BY 4.0" in text
    assert "Unicode License" in text
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    assert len(lines) > 2000
    assert lines == sorted(set(lines))
    for line in lines:
        name, *arabic = line.split("\t")
        assert name == key(name)
        assert name.count(" ") < places.LONGEST
        assert arabic
        assert all(re.fullmatch("[ء-ي، -]+", one) for one in arabic), line


@pytest.mark.parametrize(
    ("name", "expected"),
    [("São Paulo", "sao paulo"), ("Ha'il", "hail"), ("Al-Ḥasakah", "al hasakah"), ("Москва", ""), ("Area 51", "")],
)
def test_keys(name: str, expected: str) -> None:
    assert key(name) == expected
