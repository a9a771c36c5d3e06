"""How benchmarks/weights.py chooses: on the other folds, measured on the one held out, nothing left changed."""

from dataclasses import replace
from pathlib import Path
from statistics import fmean

import pytest

from benchmarks.weights import (
    BY_NAME,
    PARTS,
    SHIPPED,
    WEIGHTS,
    Trial,
    Values,
    Weight,
    ascended,
    changed,
    folded,
    gain,
    held_out,
    moved,
)
from newsearch import Article, NewsIndex
from newsearch.engines import scoring, steps
from newsearch.query import tiers
from newsearch.query.tiers import Tier

CLOSE, FORM = BY_NAME["close"], BY_NAME["form"]
TWO = (FORM, CLOSE)
TEXTS = ("زارت الوزيرة بيروت", "غرق مركب لاجئين في كانون الثاني", "القمة تبحث أزمة لبنان", "وزير يزور مركبا غارقا")


def liking(*wishes: float) -> "dict[Values, list[float]]":
    """Four topics, each of which likes close relatives to have the weight it wishes; none cares for forms."""
    found = {}
    for form in (FORM.shipped(), *FORM.values):
        for close in (CLOSE.shipped(), *CLOSE.values):
            values = changed(changed(SHIPPED, "form", form), "close", close)
            found[values] = [1.0 - abs(close - wish) for wish in wishes]
    return found


def test_every_topic_is_in_one_fold() -> None:
    folds = folded(33, 5, seed=0)
    assert sorted(topic for fold in folds for topic in fold) == list(range(33))
    assert {len(fold) for fold in folds} == {6, 7}
    assert folds == folded(33, 5, seed=0) != folded(33, 5, seed=1)


def test_the_best_value_is_chosen_and_what_does_not_matter_stays() -> None:
    measured = liking(0.5, 0.5, 0.5, 0.1).__getitem__
    assert ascended(TWO, measured, range(4)) == {("close", 0.5)}
    assert ascended(TWO, measured, [3]) == {("close", 0.1)}
    assert ascended(TWO, liking(*[CLOSE.shipped()] * 4).__getitem__, range(4)) == SHIPPED


def test_a_topic_has_no_say_in_what_it_is_measured_with() -> None:
    measured = liking(0.5, 0.5, 0.5, 0.1).__getitem__
    figures = held_out(TWO, measured, [[0, 1], [2, 3]])
    assert figures[2:] == pytest.approx([1.0, 0.6])  # with what the first two like
    assert fmean(figures) <= fmean(measured(ascended(TWO, measured, range(4))))


def test_a_gain_comes_with_its_error() -> None:
    more, error = gain([0.5, 0.7, 0.9], [0.4, 0.6, 0.5])
    assert more == pytest.approx(0.2)
    assert error == pytest.approx(0.1)
    assert (moved([0.5, 0.7, 0.9], [0.4, 0.695, 1.0]), moved([0.4, 0.695, 1.0], [0.5, 0.7, 0.9])) == (1, 1)


def there() -> list[object]:
    """What is set at the moment, wherever it stands."""
    return [dict(tiers.WEIGHTS), dict(scoring.FIELD_WEIGHTS), steps.POOL, *(weight.shipped() for weight in WEIGHTS)]


def test_weights_are_as_before_after_a_trial() -> None:
    before = there()
    forms = {**tiers.WEIGHTS, Tier.FORM: 0.4}
    title = replace(scoring.FIELD_WEIGHTS["title"], weight=2.0)
    body = replace(scoring.FIELD_WEIGHTS["body"], b=0.7)
    values = frozenset({("form", 0.4), ("pool", 100.0), ("body b", 0.7), ("title weight", 2.0)})
    with Trial(values, kept=bool, separate=True).carried_out():
        words, fields, pool = there()[:3]
        assert words == forms
        assert fields == {"title": title, "body": body}
        assert pool == 100
        assert scoring.norm("title", 1, 1.0) == 2.0
    assert there() == before


def test_only_what_is_baked_asks_for_an_index_of_its_own() -> None:
    assert Trial(frozenset({("form", 0.4), ("lead", 20.0)})).baked == {("lead", 20.0)}
    assert changed(SHIPPED, "close", CLOSE.shipped()) == SHIPPED


@pytest.mark.parametrize("weight", WEIGHTS, ids=lambda weight: weight.name)
def test_what_is_shipped_is_one_of_the_values_tried(weight: Weight) -> None:
    assert weight.shipped() in weight.values


@pytest.mark.parametrize("part", PARTS)
def test_the_ranking_runs_without_each_part(part: str, tmp_path: Path) -> None:
    with PARTS[part].carried_out(), NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(str(number), title=text, body=text) for number, text in enumerate(TEXTS))
        for query in (
            "زيارة الوزيرة",
            "غرق مركب في يناير",
            "زيارة OR غرق",
            "القمة العربية تبحث أزمة اللاجئين في لبنان",
        ):
            hits = index.search(query, repair=PARTS[part].repair, feedback=PARTS[part].feedback)
            assert all(hit.score > 0 for hit in hits)
            assert len(hits)
