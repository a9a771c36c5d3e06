"""After any crash, of the process or of the machine, the index is as before or as after a commit, never between."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.files.toc import Toc, write_toc
from newsearch.engines.on_whoosh.lock import NAME, Lock
from newsearch.errors import IndexLocked, IndexUnwritable
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import All
from tests.engines.building import batch

KILLS = int(os.environ.get("NEWSEARCH_KILLS", "6"))


def articles(folder: Path) -> dict[str, str]:
    reader = ArrayEngine.open(folder).reader()
    found = {}
    for row in reader.search(Search(All(), limit=10_000)).rows:
        article = reader.article(row.address)
        found[article.id] = article.body
    return found


def commit(engine: ArrayEngine, number: int) -> None:
    """The commit of that number: it adds, replaces and deletes, and one in three rewrites everything."""
    with engine.writer() as writer:
        writer.add(batch(*(Article(f"{number}-{i}", body=f"خبر {number}") for i in range(number % 4 + 1))))
        writer.add(batch(Article("same", body=f"نسخة {number}")))
        writer.delete([f"{number - 2}-0"])
    if number % 3 == 0:
        engine.compact()


def states(folder: Path, commits: int) -> list[dict[str, str]]:
    engine = ArrayEngine.create(folder)
    found: list[dict[str, str]] = [{}]
    for number in range(1, commits + 1):
        commit(engine, number)
        found.append(articles(folder))
    return found


WRITES = """
import sys
from pathlib import Path
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from tests.engines.arrays.test_crash import commit
engine = ArrayEngine.open(Path(sys.argv[1]))
for number in range(1, 1000):
    commit(engine, number)
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(KILLS))
def test_a_killed_writer_loses_nothing_it_acknowledged(seed: int, tmp_path: Path) -> None:
    ArrayEngine.create(tmp_path / "index")
    command = [sys.executable, "-c", WRITES, str(tmp_path / "index")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path.cwd()) as process:
        assert process.stdout is not None
        done = int(process.stdout.readline())
        time.sleep(random.Random(seed).uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
        done = max([done, *map(int, process.stdout.read().split())])
    found = articles(tmp_path / "index")
    expected = states(tmp_path / "replayed", done + 1)
    assert found in expected[done : done + 2]
    commit(ArrayEngine.open(tmp_path / "index"), done + 3)  # the lock is free
    names = {path.name for path in (tmp_path / "index").iterdir()}
    assert not [name for name in names if name.endswith((".tmp", ".run"))]
    assert len([name for name in names if name.startswith("toc-")]) == 2


class Disk:
    """Remembers what a power cut may leave: of a file what was synced, of a folder the names at its last sync.

    Any new name may have been written besides, and others not.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.names: dict[str, int] = {path.name: path.stat().st_ino for path in folder.iterdir()}
        self.content: dict[int, bytes] = {path.stat().st_ino: path.read_bytes() for path in folder.iterdir()}
        self.moments: list[dict[str, bytes]] = []
        fsync = os.fsync

        def record(handle: int) -> None:
            self.moments += self.perhaps()
            fsync(handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            if path == folder:
                self.names = {path.name: path.stat().st_ino for path in folder.iterdir()}
            else:
                self.content[os.fstat(handle).st_ino] = path.read_bytes()
            self.moments.append(self.left())

        monkeypatch.setattr(os, "fsync", record)

    def perhaps(self) -> list[dict[str, bytes]]:
        """The files after a power cut now that happened to leave one of the names that were not synced."""
        new = [path for path in self.folder.iterdir() if path.name not in self.names]
        return [self.left() | {path.name: self.content.get(path.stat().st_ino, b"")} for path in new]

    def left(self) -> dict[str, bytes]:
        """The files after a power cut now: names as last synced, content that was never synced is lost."""
        return {name: self.content.get(node, b"") for name, node in self.names.items()}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to tell what is synced")
def test_a_power_cut_leaves_the_old_or_the_new_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "index"
    engine = ArrayEngine.create(folder)
    commit(engine, 1)
    for number in range(2, 8):
        before = articles(folder)
        with monkeypatch.context() as patch:
            disk = Disk(folder.resolve(), patch)
            commit(engine, number)
        after = articles(folder)
        assert len(disk.moments) > 4
        for moment, files in enumerate(disk.moments):
            left = tmp_path / f"left-{number}-{moment}"
            left.mkdir()
            for name, content in files.items():
                (left / name).write_bytes(content)
            assert articles(left) in (before, after)
            shutil.rmtree(left)


@pytest.mark.parametrize("failing", range(12))
def test_a_full_disk_leaves_the_index_as_it_was(failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ArrayEngine.create(tmp_path / "index")
    commit(engine, 1)
    before = articles(tmp_path / "index")
    fsync, calls = os.fsync, iter(range(1000))

    def full(handle: int) -> None:
        if next(calls) >= failing:
            raise OSError(28, "No space left on device")
        fsync(handle)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with contextlib.suppress(IndexUnwritable):
            commit(engine, 2)
            before = articles(tmp_path / "index")  # there was room for all of it
    # where only the very last sync fails, the commit shows all the same
    new = {f"2-{i}": "خبر 2" for i in range(3)} | {"same": "نسخة 2"}
    assert articles(tmp_path / "index") in (before, before | new)
    commit(engine, 3)
    assert articles(tmp_path / "index")["same"] == "نسخة 3"


def test_an_error_behind_a_commit_says_that_it_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ArrayEngine.create(tmp_path)
    link = os.link

    def broken(_: int) -> None:
        raise OSError(5, "Input/output error")

    def link_and_break(*names: Path) -> None:
        link(*names)
        monkeypatch.setattr(os, "fsync", broken)

    monkeypatch.setattr(os, "link", link_and_break)
    with pytest.raises(IndexUnwritable) as caught:
        commit(engine, 1)
    assert "was made" in caught.value.hint
    assert "as it was" not in str(caught.value)
    assert articles(tmp_path).keys() == {"1-0", "1-1", "same"}


def test_of_two_writers_without_a_lock_only_one_commits(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path)
    commit(engine, 1)
    for together in (1, 2, 3):
        first = engine.writer()
        first.add(batch(Article("first", body="خبر أول")))
        (tmp_path / NAME).unlink()
        for number in range(together):
            with engine.writer() as second:
                second.add(batch(Article(f"second {together}", body=f"خبر {number}")))
        with pytest.raises(IndexLocked) as caught:
            first.commit()
        assert NAME in caught.value.message
        assert caught.value.hint
        assert not list(engine.check())
        assert articles(tmp_path)[f"second {together}"] == f"خبر {together - 1}"
        assert "first" not in articles(tmp_path)


def test_a_table_of_contents_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ArrayEngine.create(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(Lock, "acquire", lambda *_: None)  # as on a file system that does not heed locks
        patch.setattr(Lock, "confirm", lambda *_: None)
        first, second = engine.writer(), engine.writer()
        first.add(batch(Article("first", body="خبر")))
        second.add(batch(Article("second", body="خبر")))
        second.commit()
        with pytest.raises(IndexLocked):
            first.commit()
        with pytest.raises(FileExistsError):
            write_toc(tmp_path, Toc(2))
        patch.setattr(os, "link", links_are_not_supported)
        with pytest.raises(FileExistsError):
            write_toc(tmp_path, Toc(2))
        with engine.writer() as third:
            third.add(batch(Article("third", body="خبر")))
    assert articles(tmp_path).keys() == {"second", "third"}
    assert not [path for path in tmp_path.iterdir() if path.suffix == ".tmp"]


def links_are_not_supported(*_: object) -> None:
    raise OSError(95, "Operation not supported")


def test_many_small_commits_stay_small(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path / "many")
    for number in range(60):
        with engine.writer() as writer:
            writer.add(batch(Article(f"{number}", body=f"خبر رقم {number} من الوزير")))
    once = ArrayEngine.create(tmp_path / "once")
    with once.writer() as writer:
        writer.add(batch(*(Article(f"{number}", body=f"خبر رقم {number} من الوزير") for number in range(60))))
    many = engine.reader().stats()
    assert many.segments <= 4
    assert many.bytes <= 2 * once.reader().stats().bytes
    files = [path for path in (tmp_path / "many").iterdir() if path.suffix != ".lock"]
    assert len(files) <= 3 * 2 * many.segments + 2
