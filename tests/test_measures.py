"""On real articles, where they are at hand: what was reached is kept."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsearch import NewsIndex
from newsearch.evaluate import evaluate, read_judgments, read_topics
from newsearch.sources import Sources, ids_by_line
from newsearch.sources.items import Skipped

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def shared() -> Path:
    folder = os.environ.get("NEWSEARCH_SHARED")
    if not folder:
        pytest.skip("set NEWSEARCH_SHARED to a folder of real articles, topics and rows")
    return Path(folder)


def test_judged_topics(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "saudinewsnet.jsonl.xz"
    names = ids_by_line(corpus)
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(item for item in Sources([str(corpus)]) if not isinstance(item, Skipped))
        assert index.stats().articles == len(names)
        rows = evaluate(
            read_topics(shared / "judged" / "dev.topics.tsv"),
            read_judgments(shared / "judged" / "dev.qrels"),
            lambda query: [names[hit.head.id] for hit in index.search(query, 50)],
        )
        assert index.check() == []
    assert rows["all"].topics == 33
    assert rows["all"].ndcg10 >= 0.91
    assert rows["all"].recall50 >= 0.85


def test_which_word_finds_which_text(shared: Path) -> None:
    rows = shared / "matching" / "cases.tsv"
    runner = shared / "bench" / "matching" / "run.py"
    ran = subprocess.run([sys.executable, runner, rows, "--gate"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
