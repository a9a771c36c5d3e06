"""On real articles, where they are at hand: what was reached is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsearch import NewsIndex
from newsearch.evaluate import Measures, evaluate, read_judgments, read_topics
from newsearch.sources import Sources, ids_by_line
from newsearch.sources.items import Skipped

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = os.environ.get("NEWSEARCH_SHARED")
    if not folder:
        pytest.skip("set NEWSEARCH_SHARED to a folder of real articles, topics and rows")
    return Path(folder)


#: Topics of ours, made by assessors who had not seen the ranking; few weights were chosen with them in sight.
TOPICS = Path(__file__).parent.parent / "benchmarks" / "topics"


def measured(index: NewsIndex, topics: Path, judgments: Path, names: dict[str, str]) -> Measures:
    found = evaluate(
        read_topics(topics),
        read_judgments(judgments),
        lambda query: [names.get(hit.head.id, hit.head.id) for hit in index.search(query, 50)],
    )
    return found["all"]


def test_judged_topics(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "saudinewsnet.jsonl.xz"
    names = ids_by_line(corpus)
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(item for item in Sources([str(corpus)]) if not isinstance(item, Skipped))
        assert index.stats().articles == len(names)
        judged = measured(index, shared / "judged" / "dev.topics.tsv", shared / "judged" / "dev.qrels", names)
        ours = measured(index, TOPICS / "saudi.tsv", TOPICS / "saudi.qrels", names)
        new = measured(index, TOPICS / "saudi2.tsv", TOPICS / "saudi2.qrels", names)
        assert index.check() == []
    assert (judged.topics, ours.topics, new.topics) == (33, 18, 12)
    assert judged.ndcg10 >= 0.91
    assert judged.recall50 >= 0.85
    assert ours.ndcg10 >= 0.91
    assert ours.recall50 >= 0.85
    assert new.ndcg10 >= 0.79


@pytest.mark.parametrize(
    ("name", "corpora", "least", "least_of_new"),
    [("maghreb", ("hespress_jazeera_2022", "antcorpus_jawhara"), 0.78, 0.88), ("gulf", ("sanad_khaleej",), 0.73, 0.63)],
)
def test_topics_on_other_corpora(
    shared: Path, tmp_path: Path, name: str, corpora: tuple[str, ...], least: float, least_of_new: float
) -> None:
    files = [str(shared / "corpora" / f"{corpus}.jsonl.xz") for corpus in corpora]
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(item for item in Sources(files) if not isinstance(item, Skipped))
        found = measured(index, TOPICS / f"{name}.tsv", TOPICS / f"{name}.qrels", {})
        new = measured(index, TOPICS / f"{name}2.tsv", TOPICS / f"{name}2.qrels", {})
    assert (found.topics, new.topics) == (16, 12)
    assert found.ndcg10 >= least
    assert new.ndcg10 >= least_of_new


def test_which_word_finds_which_text(shared: Path) -> None:
    rows = shared / "matching" / "cases.tsv"
    runner = shared / "bench" / "matching" / "run.py"
    ran = subprocess.run([sys.executable, runner, rows, "--gate"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
