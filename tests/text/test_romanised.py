"""Names by their usual spellings in Latin letters: the files that are shipped, and what is made of them."""

import re
from pathlib import Path

import pytest

from newsearch.text import romanised
from newsearch.text.romanised.places import key


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
        ("djamel", "جمال"),
        ("july", "تموز"),
        ("juillet", "يوليو"),
        ("noureddine", "نور الدين"),
    ],
)
def test_what_a_name_is(name: str, arabic: str) -> None:
    assert arabic in romanised.arabic(name)


@pytest.mark.parametrize("name", ["", "swede", "weden", "the", "names of places", "السويد", "new"])
def test_what_is_no_name(name: str) -> None:
    assert romanised.arabic(name) == ()


def test_beginnings_are_of_whole_words() -> None:
    assert romanised.begin("new zealand")
    assert romanised.begin("ras al")
    assert not romanised.begin("new zea")


def test_the_file_of_places_says_whose_it_is() -> None:
    text = romanised.PLACES.read_text("utf-8")
    assert "CC BY 4.0" in text
    assert "Unicode License" in text


@pytest.mark.parametrize(("path", "least"), [(romanised.PLACES, 2000), (romanised.PEOPLE, 500)])
def test_the_files_are_sound(path: Path, least: int) -> None:
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert len(lines) > least
    assert lines == sorted(set(lines))
    for line in lines:
        name, *arabic = line.split("\t")
        assert name == key(name)
        assert name.count(" ") < romanised.LONGEST
        assert arabic
        assert all(re.fullmatch("[ء-ي، -]+", one) for one in arabic), line


def test_no_name_is_in_both() -> None:
    keys = [
        [line.split("\t")[0] for line in path.read_text("utf-8").splitlines()]
        for path in (romanised.PLACES, romanised.PEOPLE)
    ]
    assert set(keys[0]).isdisjoint(keys[1])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("São Paulo", "sao paulo"), ("Ha'il", "hail"), ("Al-Ḥasakah", "al hasakah"), ("Москва", ""), ("Area 51", "")],
)
def test_keys(name: str, expected: str) -> None:
    assert key(name) == expected
