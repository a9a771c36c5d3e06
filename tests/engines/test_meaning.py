"""What leaves mean, word by word: the reference against other ways to say the same."""

import re

from hypothesis import given
from hypothesis import strategies as st

from newsearch.engines import meaning
from newsearch.engines.on_whoosh.stock import leaves
from newsearch.query.tree import Near, Phrase, Wildcard

WORD = st.text("ابتثة", max_size=7)
PATTERN = st.text("ابتثة*?", max_size=7)
TEXTS = st.lists(st.sampled_from("ابت"), max_size=12)
WANTED = st.lists(st.sampled_from("ابت"), min_size=1, max_size=4).map(tuple)


def places(texts: list[str], wanted: tuple[str, ...]) -> list[tuple[int, ...]]:
    return [tuple(i for i, text in enumerate(texts) if text == word) for word in wanted]


@given(PATTERN, WORD)
def test_a_pattern_fits_as_the_same_regular_expression_does(pattern: str, word: str) -> None:
    expression = "".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern)
    expected = re.fullmatch(expression, word, re.DOTALL) is not None
    assert meaning.fits(pattern, word) == expected
    assert (Wildcard(pattern).test()(word) is not None) == expected


def test_patterns_that_are_not_regular_expressions() -> None:
    assert meaning.fits("[ب]*", "[ب]اكو")
    assert not meaning.fits("[ب]*", "باكو")
    assert meaning.fits("?*", "*")
    assert not meaning.fits("a?", "a")
    assert Wildcard(".*").test()(".كو")
    assert not Wildcard(".*").test()("باكو")


def test_a_hostile_pattern_takes_no_longer() -> None:
    pattern, word = "*ا" * 40 + "ب", "ا" * 4000
    assert not meaning.fits(pattern, word[:300])
    assert Wildcard(pattern).test()(word) is None
    assert meaning.fits("*" * 20_000, "باكو")
    assert Wildcard("*" * 20_000).test()("باكو")


@given(TEXTS, WANTED, st.integers(0, 6))
def test_phrases_by_words_and_by_positions(texts: list[str], wanted: tuple[str, ...], slop: int) -> None:
    for leaf, by_places in ((Phrase, leaves.in_order), (Near, leaves.in_any_order)):
        counted = meaning.occurrences(leaf(wanted, slop=slop), texts)
        assert counted.total() == len(by_places(places(texts, wanted), slop))


@given(TEXTS, WANTED)
def test_without_slop_a_phrase_occurs_where_the_words_stand_side_by_side(
    texts: list[str], wanted: tuple[str, ...]
) -> None:
    side_by_side = sum(tuple(texts[i : i + len(wanted)]) == wanted for i in range(len(texts)))
    assert meaning.occurrences(Phrase(wanted), texts).total() == side_by_side


@given(WORD, WORD, WORD)
def test_distance_is_one(first: str, second: str, third: str) -> None:
    assert (meaning.distance(first, second) == 0) == (first == second)
    assert meaning.distance(first, second) == meaning.distance(second, first)
    assert meaning.distance(first, third) <= meaning.distance(first, second) + meaning.distance(second, third)


def test_distances() -> None:
    for first, second, edits in (
        ("باكو", "باكو", 0),
        ("باكو", "باكوا", 1),
        ("باكو", "اكو", 1),
        ("باكو", "ياكو", 1),
        ("باكو", "ابكو", 2),  # letters changed about are two edits
        ("", "باكو", 4),
    ):
        assert meaning.distance(first, second) == edits
