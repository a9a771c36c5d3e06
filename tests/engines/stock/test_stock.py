"""The stock engine: whose errors it raises, and what else may go wrong beneath it."""

from importlib import metadata
from pathlib import Path

import pytest
from whoosh.index import open_dir

from newsearch.engines.on_whoosh import distribution
from newsearch.engines.on_whoosh.stock import StockWhoosh, averages, schema, writer
from newsearch.engines.on_whoosh.stock.schema import words_field
from newsearch.engines.scoring import Averages
from newsearch.errors import EngineMissing, IndexDamaged, IndexLocked
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import All, Level
from tests.engines.building import batch


def fill(engine: StockWhoosh, *articles: Article) -> None:
    with engine.writer() as transaction:
        transaction.add(batch(*articles))


def total(engine: StockWhoosh) -> int:
    return engine.reader().search(Search(All())).total


def installed(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    def look_up(name: str) -> None:
        if name not in names:
            raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "distribution", look_up)


def test_exactly_one_package_may_own_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    distribution.check()
    for name in distribution.CLAIMANTS:
        installed(monkeypatch, name)
        distribution.check()
    installed(monkeypatch, "Whoosh", "whoosh3")
    with pytest.raises(EngineMissing, match="Whoosh and whoosh3") as caught:
        distribution.check()
    assert "pip uninstall Whoosh whoosh3" in caught.value.hint
    installed(monkeypatch)
    with pytest.raises(EngineMissing) as caught:
        distribution.check()
    assert "pip install Whoosh" in caught.value.hint


def test_whoosh_itself_reads_the_index(tmp_path: Path) -> None:
    fill(StockWhoosh.create(tmp_path), Article("a", title="خبر", body="باكو خبر باكو"), Article("b", body="باكو"))
    with open_dir(str(tmp_path)).searcher() as searcher:
        field = words_field("body", Level.FORM)
        postings = searcher.postings(field, "باكو")
        assert (postings.weight(), postings.value_as("positions")) == (2.0, (0, 2))
        assert searcher.doc_frequency(field, "باكو") == 2
        assert list(searcher.lexicon(words_field("title", Level.LEMMA))) == ["خبر".encode()]


def test_another_program_with_whooshs_own_lock(tmp_path: Path) -> None:
    engine = StockWhoosh.create(tmp_path)
    other = open_dir(str(tmp_path)).writer()
    with pytest.raises(IndexLocked) as caught:
        fill(engine, Article("a", body="باكو"))
    assert caught.value.hint
    other.cancel()
    fill(engine, Article("a", body="باكو"))
    assert total(engine) == 1


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError])
def test_a_commit_that_fails_half_way_leaves_the_index_and_no_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    engine = StockWhoosh.create(tmp_path)
    fill(engine, Article("a", body="باكو"))
    whole = schema.document
    calls = []

    def failing(*arguments: object) -> dict[str, object]:
        calls.append(arguments)
        if len(calls) == 3:
            raise error
        return whole(*arguments)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(writer, "document", failing)
        with pytest.raises(BaseException):  # noqa: B017  which of ours it becomes is said elsewhere
            fill(engine, *(Article(f"x{i}", body="خبر") for i in range(9)))
    assert len(calls) == 3
    assert total(engine) == 1
    fill(engine, Article("b", body="باكو"))
    assert total(engine) == 2
    assert not [path for path in tmp_path.iterdir() if ".tmp" in path.name]


def test_averages_belong_to_a_generation(tmp_path: Path) -> None:
    assert averages.read(tmp_path, 0) is None
    averages.write(tmp_path, 1, None)
    averages.write(tmp_path, 2, Averages(2.0, 20.0))
    averages.write(tmp_path, 3, Averages(3.0, 30.0))  # never committed
    averages.write(tmp_path, 3, Averages(4.0, 40.0))
    assert averages.read(tmp_path, 1) is None
    assert averages.read(tmp_path, 2) == Averages(2.0, 20.0)
    assert averages.read(tmp_path, 3) == Averages(4.0, 40.0)
    with pytest.raises(IndexDamaged):
        averages.read(tmp_path, 4)
