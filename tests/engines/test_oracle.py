"""Every engine answers as the reference does: the same articles in the same order, with the same integer scores."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from newsearch.engines import headline, steps
from newsearch.engines.base import Engine, Reader
from newsearch.engines.in_memory import InMemory
from newsearch.engines.on_whoosh.arrays.cold import places, plain
from newsearch.engines.on_whoosh.arrays.searching import matching, tokens
from newsearch.engines.on_whoosh.arrays.segments import pages, which
from newsearch.query.plan import Search
from newsearch.query.tree import Level
from tests.engines import building
from tests.engines.conftest import ENGINES

ROUNDS = int(os.environ.get("NEWSEARCH_ORACLE_ROUNDS", "4"))
SEARCHES = 60


def answer(reader: Reader, search: Search) -> tuple[object, ...]:
    found = reader.search(search)
    assert reader.among(search.asked, [row.address for row in found.rows]) == {
        row.address for row in found.rows if row.complete
    }
    rows = [(reader.head(row.address).id, row.score, row.complete) for row in found.rows]
    return found.total, found.total_some, rows


def change(rng: random.Random, engines: list[Engine]) -> None:
    """One random commit, made to each engine: batches with new and known ids, and deletions."""
    batches, tables = [], [building.new_table() for _ in engines]
    for _ in range(rng.randrange(1, 4)):
        batches.append(
            [building.article(rng, f"a{rng.randrange(60)}", rng.choice((40, 160))) for _ in range(rng.randrange(25))]
        )
    doomed = [f"a{rng.randrange(60)}" for _ in range(rng.randrange(8))]
    counts = set()
    for engine, table in zip(engines, tables, strict=True):
        with engine.writer() as writer:
            for articles in batches:
                writer.add(building.batch(*articles, table=table))
            counts.add(writer.delete(doomed))
    assert len(counts) == 1
    if rng.random() < 0.3:
        for engine in engines:
            engine.compact()


@pytest.mark.parametrize("name", [name for name in ENGINES if name != "in_memory"])
@pytest.mark.parametrize("seed", range(ROUNDS))
def test_random_searches_over_random_commits(
    name: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng = random.Random(seed)
    monkeypatch.setattr(steps, "POOL", rng.choice([11, 14, steps.POOL]))
    monkeypatch.setattr(headline, "BEST", rng.choice([3, 12, headline.BEST]))
    monkeypatch.setattr(matching, "_LONG", rng.choice([0, 5, 2048]))
    monkeypatch.setattr(plain, "_SEVERAL", rng.choice([0, plain._SEVERAL]))
    far = rng.choice([1, pages.FAR])
    for module in (which, tokens, places):
        monkeypatch.setattr(module, "FAR", far)
    make: Callable[[Path], Engine] = ENGINES[name]
    reference, other = InMemory(), make(tmp_path / "engine")
    for _ in range(5):
        change(rng, [reference, other])
        expected, got = reference.reader(), other.reader()
        for _ in range(SEARCHES):
            search = building.search(rng)
            assert answer(got, search) == answer(expected, search), search
        for level in Level:
            assert got.vocabulary(level) == expected.vocabulary(level)
            some = expected.vocabulary(level)[:: rng.randrange(3, 9)]
            for vocable in some:
                assert got.variants(level, vocable.text) == expected.variants(level, vocable.text)
            terms = [(level, vocable.text) for vocable in some]
            for found, live in zip(got.forms_behind(terms), expected.forms_behind(terms), strict=True):
                assert len(set(found)) == len(found)
                assert set(live) <= set(found)
        assert sorted(got.ledger(), key=repr) == sorted(expected.ledger(), key=repr)
        sizes = {"segments": 0, "bytes": 0}
        assert {**vars(got.stats()), **sizes} == {**vars(expected.stats()), **sizes}
        got.close()
    other.close()
