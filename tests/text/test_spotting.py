"""Words found by their letters are those found one by one."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsearch.text import letters, spotting
from newsearch.text.spotting import Spotted
from newsearch.text.words import INSIDE_ARABIC, WORD, others

FATHA, TATWEEL, HAMZA_ABOVE = "\N{ARABIC FATHA}", "\N{ARABIC TATWEEL}", "\N{ARABIC HAMZA ABOVE}"
JOINER, EMBEDDING, ACUTE = "\N{ZERO WIDTH JOINER}", "\N{RIGHT-TO-LEFT EMBEDDING}", "\N{COMBINING ACUTE ACCENT}"
ALPHABET = [*"ابكيىةءأؤ،. \n\u06cc\u067e\u0651\ufefb\u06e5aé12,.٫", FATHA, TATWEEL, JOINER, EMBEDDING, ACUTE]
TEXTS = st.text(st.sampled_from([*ALPHABET, HAMZA_ABOVE, "\N{GRINNING FACE}", "\ud800"]), max_size=60)


def one_by_one(text: str) -> dict[str, list[tuple[int, int]]]:
    """Form of an Arabic word → where it stands."""
    places: dict[str, list[tuple[int, int]]] = {}
    for found in WORD.finditer(text):
        if INSIDE_ARABIC.match(found[0]):
            places.setdefault(letters.form(found[0]), []).append(found.span())
    places.pop("", None)
    return places


@given(st.one_of(TEXTS, st.text(st.sampled_from(ALPHABET), max_size=200), st.text(max_size=60)))
@example(f"a{TATWEEL}b {TATWEEL}{FATHA} {FATHA}با{FATHA}{JOINER}،با{TATWEEL}")
def test_arabic_words_are_found_where_they_are(text: str) -> None:
    spotted = Spotted.read(text)
    if spotted is not None:
        expected = one_by_one(text)
        every = [(place, form) for form, places in expected.items() for place in places]
        assert [((start, end), spotting.form(key)) for start, end, key in spotted.words(spotted.keys)] == sorted(every)
        for key in spotted.keys:
            assert [(start, end) for start, end, _ in spotted.words({key})] == expected[spotting.form(key)]
        assert set(spotting.keys([*expected])) == spotted.keys


def test_ordinary_text_can_be_read_and_rarities_are_left_to_others() -> None:
    assert Spotted.read(f"قال «الرئيس{FATHA}» لـCNN في 7.10.2023: سيعود") is not None
    for text in ("المدينةالمنورة", "\ufefbعب", f"ا{HAMZA_ABOVE}حمد", "\N{GRINNING FACE}"):
        assert Spotted.read(text) is None


@given(TEXTS)
def test_other_words_are_those_that_are_not_arabic(text: str) -> None:
    expected = [found.span() for found in WORD.finditer(text) if not INSIDE_ARABIC.match(found[0])]
    assert [found.span() for found in others().finditer(text)] == expected


@pytest.mark.parametrize("form", ["", "sea", "2015", "فf", FATHA, "\ufefb", "\N{GRINNING FACE}"])
def test_what_is_no_arabic_word_has_no_key(form: str) -> None:
    assert spotting.keys([form]) == [None]
    assert spotting.keys(["باكو", form, "كتاب"]) == [*spotting.keys(["باكو"]), None, *spotting.keys(["كتاب"])]


@given(
    st.lists(st.lists(st.sampled_from(["باكو", "كتاب", "sea", "2015", "فf", "\N{GRINNING FACE}", "أب"])), max_size=4)
)
def test_forms_are_known_by_their_key_if_they_have_one(forms: list[list[str]]) -> None:
    assert spotting.names(forms) == [tuple(spotting.keys([form])[0] or form for form in row) for row in forms]


@given(
    st.lists(st.text("ابمئأةتيىو", min_size=1, max_size=6), max_size=6),
    st.text("ابمءهتيو", min_size=1, max_size=3),
)
@example(["مائة", "باب"], "مء")
def test_a_part_of_a_spelling_finds_every_word_with_it(forms: list[str], part: str) -> None:
    keys = [key for key in spotting.keys(forms) if key]
    (coded,) = spotting.keys([part])
    assert coded
    found = {spotting.form(key) for key in spotting.spelt_with([coded], keys)}
    assert {form for form in forms if part in letters.spelling(form)} <= found <= set(forms)
