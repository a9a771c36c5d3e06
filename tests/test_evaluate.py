"""Measures, on rankings small enough to check by hand."""

import math
from pathlib import Path

import pytest

from newsearch.errors import SourceError
from newsearch.evaluate import Topic, evaluate, measure, read_judgments, read_topics


def test_a_perfect_ranking() -> None:
    row = measure(["a", "b", "c"], {"a": 2, "b": 1, "c": 0})
    assert (row.ndcg10, row.p10, row.recall50, row.ap, row.judged10) == (1.0, 0.2, 1.0, 1.0, 1.0)


def test_gain_and_discount() -> None:
    row = measure(["x", "b", "a"], {"a": 2, "b": 1})
    got = 1 / math.log2(3) + 3 / math.log2(4)
    ideal = 3 / math.log2(2) + 1 / math.log2(3)
    assert row.ndcg10 == pytest.approx(got / ideal)
    assert row.ap == pytest.approx((1 / 2 + 2 / 3) / 2)
    assert row.judged10 == pytest.approx(2 / 3)


def test_a_name_that_comes_again_counts_once() -> None:
    assert measure(["a", "a", "b"], {"a": 1, "b": 1}) == measure(["a", "b"], {"a": 1, "b": 1})


def test_nothing_found_and_nothing_relevant() -> None:
    assert measure([], {"a": 1}).ndcg10 == 0.0
    assert measure(["a"], {"a": 0}).ndcg10 == 0.0


def test_per_kind_and_all() -> None:
    topics = [Topic("1", "q", "plain"), Topic("2", "r", "typo"), Topic("3", "s", "typo")]
    rows = evaluate(topics, {"1": {"a": 1}, "2": {"b": 1}}, {"q": ["a"], "r": ["x"]}.__getitem__)
    assert list(rows) == ["plain", "typo", "all"]
    assert (rows["plain"].ndcg10, rows["typo"].ndcg10, rows["all"].ndcg10) == (1.0, 0.0, 0.5)
    assert rows["all"].topics == 2


def test_files(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("1\tأذربيجان\tplain\tneed\n\n2\tباكو\n", encoding="utf-8")
    (tmp_path / "q.qrels").write_text("1 0 a 2\n1 0 b 0\n", encoding="utf-8")
    assert read_topics(tmp_path / "t.tsv") == [Topic("1", "أذربيجان", "plain"), Topic("2", "باكو", "")]
    assert read_judgments(tmp_path / "q.qrels") == {"1": {"a": 2, "b": 0}}


def test_bad_lines_are_named(tmp_path: Path) -> None:
    (tmp_path / "t.tsv").write_text("1\tq\nlonely\n", encoding="utf-8")
    (tmp_path / "q.qrels").write_text("1 0 a 2\n1 0 a good\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"t\.tsv:2"):
        read_topics(tmp_path / "t.tsv")
    with pytest.raises(SourceError, match=r"q\.qrels:2"):
        read_judgments(tmp_path / "q.qrels")
    (tmp_path / "q.qrels").write_text("1 0 a 5000\n", encoding="utf-8")
    with pytest.raises(SourceError, match="not a judgment"):
        read_judgments(tmp_path / "q.qrels")
    with pytest.raises(SourceError, match="cannot be read"):
        read_topics(tmp_path / "missing")


def test_a_grade_below_nothing_counts_as_nothing() -> None:
    assert measure(["a", "b"], {"a": -2, "b": 1}) == measure(["a", "b"], {"a": 0, "b": 1})
