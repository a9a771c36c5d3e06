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


#: Topics of ours, made by assessors who had not seen the ranking; nothing was tuned to them.
HELD_OUT = Path(__file__).parent.parent / "benchmarks"


def test_judged_topics(shared: Path, tmp_path: Path) -> None:
    corpus = shared / "corpora" / "saudinewsnet.jsonl.xz"
    names = ids_by_line(corpus)
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(item for item in Sources([str(corpus)]) if not isinstance(item, Skipped))
        assert index.stats().articles == len(names)

        def measured(topics: Path, judgments: Path) -> Measures:
            found = evaluate(
                read_topics(topics),
                read_judgments(judgments),
                lambda query: [names[hit.head.id] for hit in index.search(query, 50)],
            )
            return found["all"]

        judged = measured(shared / "judged" / "dev.topics.tsv", shared / "judged" / "dev.qrels")
        held_out = measured(HELD_OUT / "held_out.topics.tsv", HELD_OUT / "held_out.qrels")
        assert index.check() == []
    assert (judged.topics, held_out.topics) == (33, 18)
    assert judged.ndcg10 >= 0.91
    assert judged.recall50 >= 0.85
    assert held_out.ndcg10 >= 0.91
    assert held_out.recall50 >= 0.85


def test_which_word_finds_which_text(shared: Path) -> None:
    rows = shared / "matching" / "cases.tsv"
    runner = shared / "bench" / "matching" / "run.py"
    ran = subprocess.run([sys.executable, runner, rows, "--gate"], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
