"""The score: numbers checked by hand, and what must hold for any."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.engines import scoring
from newsearch.engines.scoring import Averages


def test_impacts_by_hand() -> None:
    """(K1 + 1) x / (K1 + x), of 16384, with K1 = 1.2: 1 for x = 1, at most 2.2."""
    assert scoring.saturate(0.0) == 0
    assert scoring.saturate(1.0) == 16384
    assert scoring.saturate(2.0) == round(16384 * 4.4 / 3.2)
    assert scoring.saturate(1e9) == round(16384 * 2.2) < 2**16


def test_norms_by_hand() -> None:
    assert scoring.norm("body", 300, 300.0) == 1.0
    assert scoring.norm("body", 600, 300.0) == 1.0 / 1.6
    assert scoring.norm("title", 8, 8.0) == 4.0
    assert scoring.norm("title", 4, 8.0) == 4.0 / 0.75


@given(st.integers(1, 35_900))
def test_a_frequency_is_read_back_from_its_impact(impact: int) -> None:
    """A word that is written in one way only counts, among synonyms, as it does alone, but for the rounding."""
    alone = scoring.blend(scoring.member_weight(1.0) * scoring.frequency(impact))
    assert abs(alone - impact) <= max(2, 16384 * 2.2 / (1.2 * 4096))


def test_synonyms_by_hand() -> None:
    """1 of the word and 1 at half the weight are 1.5 of it; any of it counts more than none."""
    one = scoring.frequency(scoring.saturate(1.0))
    assert one == 4096
    both = scoring.member_weight(1.0) * one + scoring.member_weight(0.5) * one
    assert scoring.blend(both) == scoring.saturate(1.5)
    assert scoring.frequency(0) == scoring.frequency(1) == 1
    assert scoring.frequency(2**16) == scoring.frequency(36_044) < 2**22
    assert scoring.member_weight(0.0) == scoring.blend(1) == 1


def test_weights_by_hand() -> None:
    """1024 ln(1 + (N - df + 0.5) / (df + 0.5))."""
    assert scoring.query_weight(1.0, 1, 1) == 295  # ln(4/3)
    assert scoring.query_weight(1.0, 0, 0) == 710  # ln 2
    assert scoring.query_weight(0.5, 10, 1000) == 2333  # ln(1001 / 10.5) / 2
    assert scoring.as_float(16384 * 1024) == 1.0


def test_averages_are_kept_until_one_moves_by_more_than_a_tenth() -> None:
    old = Averages.of(100, 1000, 10)
    assert (old.title, old.body) == (10.0, 100.0)
    assert Averages.of(110, 1000, 10).unless(old) is old
    assert Averages.of(90, 1000, 10).unless(old) is old
    for now in (Averages.of(111, 1000, 10), Averages.of(100, 899, 10)):
        assert now.unless(old) is now
    assert old.unless(None) is old
    assert Averages.of(0, 0, 0) == Averages.of(0, 1, 10) == Averages(1.0, 1.0)


@given(st.floats(0.01, 100), st.integers(1, 1000), st.floats(0.1, 2))
def test_rounding_is_all_that_parts_a_score_from_bm25f(x: float, df: int, weight: float) -> None:
    idf, impact = weight * math.log(1 + (1000 - df + 0.5) / (df + 0.5)), 2.2 * x / (1.2 + x)
    score = scoring.query_weight(weight, df, 1000) * scoring.saturate(x)
    assert scoring.as_float(score) == pytest.approx(idf * impact, abs=(idf + 1) / 2**15 + impact / 2**11)


COUNT = st.integers(0, 1_000_000)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_more_never_counts_less(one: float, two: float) -> None:
    assert scoring.saturate(min(one, two)) <= scoring.saturate(max(one, two)) < 2**16


@given(COUNT, COUNT, COUNT)
def test_rarer_words_weigh_more_and_none_weighs_less_than_nothing(one: int, two: int, rest: int) -> None:
    few, many = sorted((one, two))
    articles = many + rest
    assert scoring.query_weight(1.0, few, articles) >= scoring.query_weight(1.0, many, articles) >= 0


@given(st.sampled_from(["title", "body"]), COUNT, COUNT, st.floats(1, 1e6))
def test_shorter_fields_count_more(field: str, one: int, two: int, average: float) -> None:
    short, long = sorted((one, two))
    assert scoring.norm(field, short, average) >= scoring.norm(field, long, average) > 0


def test_a_field_that_is_not_scored() -> None:
    with pytest.raises(KeyError):
        scoring.norm("source", 1, 1.0)
