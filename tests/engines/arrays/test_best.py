"""The best articles are found without reading all of long lists; still they are those of the reference."""

import random
from functools import cache
from pathlib import Path

import pytest

from newsearch.batch import moment
from newsearch.engines.in_memory import InMemory, MemoryReader
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.searching import local, thresholds
from newsearch.engines.on_whoosh.arrays.searching.thresholds import MaxScore
from newsearch.engines.on_whoosh.arrays.segments import champions
from newsearch.model import Article
from newsearch.query.plan import Order, Search
from newsearch.query.tree import And, Between, Level, Node, Not, Only, Or, Scored, Term, weighing
from tests.engines import building
from tests.engines.building import batch, fold
from tests.engines.test_oracle import ROUNDS, answer


@pytest.fixture(params=[1, 4, 20])
def limits(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Few champions, and nothing too cheap for thresholds: the number of searches these answered."""
    monkeypatch.setattr(champions, "KEPT", request.param)
    monkeypatch.setattr(champions, "LEAST", max(2 * request.param, 16))
    monkeypatch.setattr(champions, "LONG", max(4 * request.param, 40))
    monkeypatch.setattr(champions, "KEPT_OF_LONG", 3 * request.param)
    monkeypatch.setattr(local, "_SLOW", -1)
    monkeypatch.setattr(local, "_SPARSE", -100)
    monkeypatch.setattr(local, "_MOST", 100)
    monkeypatch.setattr(thresholds, "_FEW", 2)
    for name in ("_START", "_EACH_LIST", "_EACH_SHORT", "_EACH_CANDIDATE"):
        monkeypatch.setattr(thresholds, name, 0.0)
    answered = [0]
    best = MaxScore.best

    def counted(self: MaxScore, *rest: object) -> object:
        found = best(self, *rest)  # type: ignore[arg-type]
        answered[0] += found is not None
        return found

    monkeypatch.setattr(MaxScore, "best", counted)
    return answered


def remembering(reader: MemoryReader) -> MemoryReader:
    """The reference, which works out each leaf once, whatever its weight."""
    frequencies = cache(reader._frequencies)
    reader._frequencies = lambda leaf: frequencies(weighing(leaf, 1.0))  # type: ignore[method-assign]
    return reader


def term(rng: random.Random) -> Term:
    level = rng.choice(list(Level))
    text = fold(level)(rng.choice(building.WORDS))
    return Term(text, level, weight=1e-6 if rng.random() < 0.02 else rng.choice([1.0, 1.0, 0.3, 0.1]))


def terms(rng: random.Random, most: int = 20) -> Node:
    leaves = [term(rng) for _ in range(rng.randrange(1, most))]
    return leaves[0] if len(leaves) == 1 else Or(tuple(leaves))


def wanted(rng: random.Random) -> Search:
    match rng.randrange(6):
        case 0 | 1 | 2:
            asked = terms(rng)
        case 3:
            asked = And((terms(rng, 3), terms(rng, 3)))
        case 4:
            asked = And((terms(rng), Not(term(rng)), Only("source", "الغد")))
        case _:
            low, high = sorted(moment(building.moment_of(rng)) for _ in range(2))
            asked = And((terms(rng), Between(low, high)))
    partial = rng.choice([None, Or((asked, term(rng), term(rng))), terms(rng)])
    if partial is not None and not isinstance(partial, Or):
        partial = Or((asked, partial))
    elif isinstance(partial, Or) and asked not in partial.children:
        partial = Or((*partial.children, *(asked.children if isinstance(asked, Or) else (asked,))))
    order = rng.choice([Order.SCORE, Order.SCORE, Order.COMPLETE, Order.NEWEST])
    return Search(asked, partial, order, rng.choice([1, 1, 3, 10, 64]), rng.choice([0, 0, 0, 0, 1, 10, 60, 300]))


def collection(rng: random.Random, count: int, first: int) -> list[Article]:
    return [building.article(rng, f"a{number}") for number in range(first, first + count)]


@pytest.mark.parametrize("seed", range(max(ROUNDS // 4, 1)))
@pytest.mark.parametrize("sizes", [(800,), (600, 120, 24, 4)])
def test_thresholds_change_nothing(seed: int, sizes: tuple[int, ...], tmp_path: Path, limits: list[int]) -> None:
    rng = random.Random(seed)
    reference, other = InMemory(), ArrayEngine.create(tmp_path / "index")
    first = 0
    for size in sizes:
        articles = collection(rng, size, first)
        first += size
        for engine in (reference, other):
            with engine.writer() as writer:
                writer.add(batch(*articles))
    assert other.reader().stats().segments == len(sizes)
    for _ in range(2):
        expected, got = remembering(reference.reader()), other.reader()
        for _ in range(60):
            asked = wanted(rng)
            assert answer(got, asked) == answer(expected, asked), asked
        doomed = [f"a{rng.randrange(first)}" for _ in range(rng.choice([3, first // 3]))]
        for engine in (reference, other):
            with engine.writer() as writer:
                writer.delete(doomed)
    assert limits[0] > 5


def test_one_word_is_answered_by_its_champions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(champions, "LEAST", 20)
    monkeypatch.setattr(champions, "KEPT", 10)
    reference, other = InMemory(), ArrayEngine.create(tmp_path)
    articles = [Article(f"{number:02}", body="خبر " * (number % 7)) for number in range(50)]
    for engine in (reference, other):
        with engine.writer() as writer:
            writer.add(batch(*articles))
        with engine.writer() as writer:
            writer.delete(["06", "13", "20"])
    for limit in (1, 7, 8, 10, 11, 60):
        asked = Search(Term("خبر", Level.FORM), limit=limit)
        assert answer(other.reader(), asked) == answer(reference.reader(), asked)


def test_totals_are_counted_later_in_what_was_searched(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path)
    for number in range(3):
        with engine.writer() as writer:
            writer.add(batch(Article(f"{number}", body="خبر")))
    reader = engine.reader()
    scored: Scored = Term("خبر", Level.FORM)
    found = reader.search(Search(scored, Or((scored, Term("غائب"))), limit=1))
    with engine.writer() as writer:
        writer.delete(["0", "1"])
    engine.compact()
    reader.close()
    assert (found.total, found.total_some) == (3, 0)
