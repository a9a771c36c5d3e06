"""Engines that live in a folder: what is there after a restart, and what they say when the folder is not as it was."""

import contextlib
import gc
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from newsearch.engines.base import Engine
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFile
from newsearch.engines.on_whoosh.arrays.files.toc import read_toc
from newsearch.engines.on_whoosh.stock import StockWhoosh
from newsearch.errors import IndexDamaged, IndexLocked, IndexMissing, IndexUnwritable, NewsearchError
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import All, Level, Term
from tests.engines import building
from tests.engines.building import batch

Kept = type[ArrayEngine] | type[StockWhoosh]
KEPT: dict[str, Kept] = {kind.__name__: kind for kind in (ArrayEngine, StockWhoosh)}


@pytest.fixture(params=KEPT)
def kind(request: pytest.FixtureRequest) -> Kept:
    return KEPT[request.param]


def add(engine: Engine, *articles: Article) -> None:
    with engine.writer() as writer:
        writer.add(batch(*articles))


def answer(engine: Engine) -> list[tuple[str, int]]:
    reader = engine.reader()
    rows = reader.search(Search(Term("باكو", Level.FORM), limit=100)).rows
    found = [(reader.head(row.address).id, row.score) for row in rows]
    reader.close()
    return found


def test_it_is_there_after_a_restart(kind: Kept, tmp_path: Path) -> None:
    engine = kind.create(tmp_path / "new" / "index")
    add(engine, Article("a", body="باكو"), Article("b", body="باكو خبر"), Article("c", body="خبر"))
    with engine.writer() as writer:
        writer.delete(["c"])
    before = answer(engine)
    engine.close()
    engine = kind.open(tmp_path / "new" / "index")
    assert answer(engine) == before
    add(engine, Article("a", body="باكو باكو"), Article("d", body="باكو"))
    assert {name for name, _ in answer(engine)} == {"a", "b", "d"}
    engine.close()


def test_creating_twice_keeps_what_is_there(kind: Kept, tmp_path: Path) -> None:
    add(kind.create(tmp_path), Article("a", body="باكو"))
    assert [name for name, _ in answer(kind.create(tmp_path))] == ["a"]


def test_two_that_opened_the_same_folder_see_each_others_commits(kind: Kept, tmp_path: Path) -> None:
    first, second = kind.create(tmp_path), kind.open(tmp_path)
    add(first, Article("a", body="باكو"))
    assert [name for name, _ in answer(second)] == ["a"]
    writer = first.writer()
    with pytest.raises(IndexLocked):
        second.writer()
    with pytest.raises(IndexLocked):
        second.compact()
    writer.cancel()
    add(second, Article("b", body="باكو"))
    assert len(answer(first)) == 2


def test_other_files_in_the_folder_stay(kind: Kept, tmp_path: Path) -> None:
    (tmp_path / "newsearch.json").write_text("{}")
    (tmp_path / "README.md").write_text("mine")
    engine = kind.create(tmp_path)
    add(engine, Article("a", body="باكو"))
    engine.compact()
    assert (tmp_path / "newsearch.json").read_text() == "{}"
    assert (tmp_path / "README.md").read_text() == "mine"


def test_a_folder_without_an_index(kind: Kept, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no index")
    (tmp_path / "folder").mkdir()
    for name in ("missing", "folder", "file"):
        with pytest.raises(IndexMissing) as caught:
            kind.open(tmp_path / name)
        assert caught.value.hint
    assert not (tmp_path / "missing").exists()
    assert not list((tmp_path / "folder").iterdir())


def test_a_place_that_cannot_be_a_folder(kind: Kept, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    for path in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(IndexUnwritable) as caught:
            kind.create(path)
        assert caught.value.hint


def test_a_process_killed_while_it_adds_leaves_the_last_commit(kind: Kept, tmp_path: Path) -> None:
    add(kind.create(tmp_path), Article("a", body="باكو"))
    script = f"""
import os, signal
from pathlib import Path
from newsearch.model import Article
from tests.engines import building
from tests.engines.building import batch
from tests.engines.test_kept import KEPT
writer = KEPT[{kind.__name__!r}].open(Path({str(tmp_path)!r})).writer()
writer.add(batch(*(Article(f"x{{i}}", body="باكو خبر") for i in range(100))))
writer.delete(["a"])
os.kill(os.getpid(), signal.SIGKILL)
"""
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", script], cwd=root, check=False).returncode == -9
    engine = kind.open(tmp_path)
    assert [name for name, _ in answer(engine)] == ["a"]
    add(engine, Article("b", body="باكو"))
    assert len(answer(engine)) == 2


def use(kind: Kept, path: Path) -> str | None:
    """Open, search and close; the hint of the error, if there was one."""
    try:
        with contextlib.closing(kind.open(path).reader()) as reader:
            reader.search(Search(All(), limit=100))
            reader.vocabulary(Level.FORM)
    except (IndexDamaged, IndexMissing) as error:
        return error.hint
    return None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("harm", ["empty", "cut", "noise", "gone"])
def test_a_damaged_file_is_reported_or_does_not_matter(kind: Kept, harm: str, tmp_path: Path) -> None:
    """One file at a time; what pickles and maps files without checking may go unnoticed, but only our errors come."""
    engine = kind.create(tmp_path / "index")
    for i in range(3):
        add(engine, *(Article(f"{i}{j}", body="باكو خبر " * j) for j in range(5)))
    noticed = 0
    for path in sorted((tmp_path / "index").iterdir()):
        whole = path.read_bytes()
        match harm:
            case "empty":
                path.write_bytes(b"")
            case "cut":
                path.write_bytes(whole[: len(whole) // 2])
            case "noise":
                path.write_bytes(bytes(byte ^ 0x5A for byte in whole[:200]) + whole[200:])
            case _:
                path.unlink()
        hint = use(kind, tmp_path / "index")
        noticed += hint is not None
        assert hint != ""
        path.write_bytes(whole)
    gc.collect()  # what Whoosh leaves open when it fails
    assert noticed
    assert len(answer(kind.open(tmp_path / "index"))) == 12


def test_a_full_disk(kind: Kept, tmp_path: Path) -> None:
    engine = kind.create(tmp_path)
    add(engine, Article("a", body="باكو"))
    script = f"""
import resource
from pathlib import Path
from newsearch.errors import IndexUnwritable
from newsearch.model import Article
from tests.engines import building
from tests.engines.building import batch
from tests.engines.test_kept import KEPT
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
engine = KEPT[{kind.__name__!r}].open(Path({str(tmp_path)!r}))
limits = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (2000, limits[1]))
try:
    with engine.writer() as writer:
        writer.add(batch(*(Article(f"x{{i}}", body=" ".join(f"{{i}}-{{j}}" for j in range(300))) for i in range(50))))
except IndexUnwritable as error:
    print(error.hint)
resource.setrlimit(resource.RLIMIT_FSIZE, limits)
with engine.writer() as writer:  # there is room again
    writer.add(batch(Article("b", body="باكو")))
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "as it was" in done.stdout
    assert {name for name, _ in answer(kind.open(tmp_path))} == {"a", "b"}
    assert engine.reader().stats().articles == 2


def test_our_errors_have_one_root() -> None:
    for error in (IndexDamaged, IndexLocked, IndexMissing, IndexUnwritable):
        assert issubclass(error, NewsearchError)


def test_three_hundred_commits_of_one_article_take_little_more_room_than_one_of_all(tmp_path: Path) -> None:
    rng = random.Random(3)
    articles = [building.article(rng, f"a{number}") for number in range(301)]
    one, many = ArrayEngine.create(tmp_path / "one"), ArrayEngine.create(tmp_path / "many")
    add(one, *articles)
    for article in articles:
        add(many, article)
    sizes = [sum(path.stat().st_size for path in (tmp_path / name).iterdir()) for name in ("one", "many")]
    assert sizes[1] <= 2 * sizes[0]
    with contextlib.closing(many.reader()) as reader:
        assert reader.stats().articles == 301
        assert reader.stats().segments <= 6


def test_an_index_says_nothing_of_the_machine_that_made_it(tmp_path: Path) -> None:
    """Numbers are little-endian, of types that say so; everything else is JSON, UTF-8 or zstd."""
    engine = ArrayEngine.create(tmp_path)
    add(engine, *(building.article(random.Random(i), f"a{i}") for i in range(50)))
    with engine.writer() as writer:
        writer.delete(["a1", "a2"])
    kinds = set()
    for segment in read_toc(tmp_path).segments:
        for ref in (segment.arrays, segment.impacts, segment.dead):
            assert ref is not None
            file = ArrayFile(tmp_path / ref.name, ref.size, ref.crc)
            kinds |= {kind for kind, *_ in file.notes["arrays"].values()}
    assert kinds <= {"|u1", "<u2", "<u4", "<i8"}
    for path in tmp_path.glob("toc-*"):
        json.loads(path.read_bytes()[9:])
