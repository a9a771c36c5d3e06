"""Articles taken in by several processes are found as if one had done it."""

import datetime as dt
import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex, workers
from newsearch.batch import Batch
from newsearch.errors import IndexUnwritable
from newsearch.model import Record
from newsearch.query.tree import Level
from newsearch.text.analyser import Analyser
from newsearch.workers import pack_all, unpack_all

WORDS = "وزير قال أمس مدينة باكو أذربيجان قمة اقتصاد نفط غاز سفر قطار مطر حريق فريق هدف 2015 ١٢ CNN 日本".split()


def articles(count: int, seed: int = 0) -> list[Article]:
    choose = random.Random(seed)
    return [
        Article(
            f"{seed}-{number}",
            title=" ".join(choose.choices(WORDS, k=5)),
            body=" ".join(choose.choices(WORDS, k=choose.randint(0, 60))),
            source=choose.choice(["الغد", "أمس"]),
            date=dt.date(2020, 1, 1) + dt.timedelta(choose.randint(0, 300)),
        )
        for number in range(count)
    ]


@pytest.fixture(autouse=True)
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "BLOCK", 20)  # so that a few hundred articles are many


def test_the_same_answers_from_one_process_and_from_three(tmp_path: Path) -> None:
    first, more = articles(300), [*articles(100, seed=1), *articles(50)[::-1]]
    with NewsIndex.create(tmp_path / "one") as one, NewsIndex.create(tmp_path / "three") as three:
        for some in (first, more):
            assert one.update(some) == three.update(some, workers=3)
        assert three.stats().articles == one.stats().articles == 400
        assert three.stats().segments > 1
        for level in Level:
            assert one._snapshot().vocabulary(level) == three._snapshot().vocabulary(level)
        for query in (*WORDS, "وزير باكو", '"قال أمس"', "نفط OR غاز -قمة", "مصدر:الغد قطار", "قط*"):
            found = [[(hit.head, hit.score, hit.match) for hit in of.search(query, limit=50)] for of in (one, three)]
            assert found[0] == found[1], query
        assert three.get("1-7") == one.get("1-7")
        assert three.check() == []


@pytest.mark.parametrize("count", [1, 2])
def test_long_articles_are_taken_in_a_few_at_a_time(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held at a time is bounded by characters, not by articles alone; the order stays."""
    monkeypatch.setattr(workers, "CHARACTERS", 1000)
    lengths = [400, 400, 400, 2000, 10, 10, 500, 500]  # too few for two processes by number, not by length
    records = [Record(Article(str(n), title="خ", body="خبر " * (size // 4)), "") for n, size in enumerate(lengths)]
    taken: list[list[str]] = []

    class Heard:
        def add(self, batch: Batch) -> None:
            taken.append([record.article.id for record in batch.records])

    class Counted(workers.Workers):
        def __init__(self, writer: object, count: int) -> None:
            taken.extend([] for _ in range(count))

        def give(self, record: Record) -> None:
            taken[0].append(record.article.id)

        def finish(self) -> None:
            pass

    monkeypatch.setattr(workers, "Workers", Counted)
    workers.take_in(iter(records), Heard(), Analyser(), count)  # type: ignore[arg-type]
    assert taken == ([list("01"), ["2"], ["3"], list("456"), ["7"]] if count == 1 else [list("01234567"), []])


def test_an_interruption_leaves_the_index_as_it_was(tmp_path: Path) -> None:
    def interrupted() -> object:
        yield from articles(200)
        raise KeyboardInterrupt

    with NewsIndex.create(tmp_path / "index") as of:
        of.add(articles(3, seed=2))
        before = sorted((tmp_path / "index").iterdir())
        with pytest.raises(KeyboardInterrupt):
            of.update(interrupted(), workers=2)  # type: ignore[arg-type]
        assert sorted((tmp_path / "index").iterdir()) == before
        assert len(of) == 3
        of.update(articles(200), workers=2)
        assert len(of) == 203


def test_a_worker_that_dies_is_an_error_and_nothing_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("newsearch.workers.sys.executable", "/bin/false")
    with NewsIndex.create(tmp_path / "index") as of:
        of.add(articles(3, seed=2))
        with pytest.raises(IndexUnwritable, match="exit code 1"):
            of.update(articles(200), workers=2)
        assert len(of) == 3


def test_workers_import_nothing_from_the_folder_they_run_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("json", "numpy", "newsearch"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('a stranger was imported')")
    monkeypatch.chdir(tmp_path)
    with NewsIndex.create(tmp_path / "index") as of:
        of.update(articles(200), workers=2)
        assert len(of) == 200


def test_nobody_is_fed_to_the_end_in_vain(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsearch.workers.sys.executable", "/bin/false")
    endless = (Article(f"n{number}", body="وصل الوفد") for number in itertools.count())
    with NewsIndex.create(tmp_path / "index") as of, pytest.raises(IndexUnwritable, match="exit code 1"):
        of.update(endless, workers=2)


ENDLESS = """
import itertools, sys
from newsearch import Article, NewsIndex, workers
workers.BLOCK = 20
with NewsIndex.open(sys.argv[1]) as of:
    of.update((Article(f"n{number}", body="وصل الوفد") for number in itertools.count()), workers=2)
"""


def test_workers_whose_process_is_killed_remove_what_they_wrote(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    with NewsIndex.create(folder) as of:
        of.add(articles(3, seed=2))
    before = sorted(folder.iterdir())
    process = subprocess.Popen([sys.executable, "-c", ENDLESS, str(folder)])
    while not list(folder.glob("*.store"))[2:]:  # that of the index, and one of each worker
        assert process.poll() is None
        time.sleep(0.01)
    process.kill()
    process.wait()
    while sorted(folder.iterdir()) != before:
        time.sleep(0.01)
    with NewsIndex.open(folder) as of:
        assert len(of) == 3
        of.update(articles(200), workers=2)
        assert len(of) == 203


TOLD = """
import subprocess
from newsearch import workers
class Told(subprocess.Popen):
    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        print(self.pid, flush=True)
workers.subprocess.Popen = Told
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs /proc to tell who stands still")
def test_workers_left_behind_touch_nothing_that_others_write(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    NewsIndex.create(folder).close()
    command = [sys.executable, "-c", TOLD + ENDLESS, str(folder)]
    # a session of its own, where the kernel does not wake what is stopped
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        pids = [int(process.stdout.readline()) for _ in range(2)]
        while len(stores := list(folder.glob("*.store"))) < 2:
            assert process.poll() is None
            time.sleep(0.01)
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        while not all(map(stands_still, pids)):
            time.sleep(0.01)
        process.kill()
        process.wait()
        with NewsIndex.open(folder) as of:
            of.update(articles(200), workers=2)
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    while any(store.exists() for store in stores) or any(map(runs, pids)):
        time.sleep(0.01)
    with NewsIndex.open(folder) as of:
        assert len(of) == 200
        assert of.check() == []


def stands_still(process: int) -> bool:
    """Whether all its threads are stopped, which takes a while where the processor is busy."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return all((task / "stat").read_text(encoding="utf-8").rpartition(") ")[2].startswith("T") for task in tasks)


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_workers_end_with_their_process_whatever_they_are_doing(tmp_path: Path) -> None:
    busy = "workers.Intake.add = lambda *_: time.sleep(600)"
    begin = f"import sys, time; sys.path[:] = {sys.path!r}; from newsearch import workers; {busy}; workers.work()"
    share = {"folder": str(tmp_path), "name": "n", "commit": "n", "run_words": 1000}
    worker = subprocess.Popen([sys.executable, "-c", begin], stdin=subprocess.PIPE)
    assert worker.stdin is not None
    workers.send(worker.stdin, json.dumps(share).encode())
    workers.send(worker.stdin, pack_all([Record(Article("a"), "digest")]))
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(1)
    worker.stdin.close()
    assert worker.wait(60) == 1


def test_a_worker_whose_process_is_gone_before_it_says_anything_ends_quietly() -> None:
    begin = f"import sys; sys.path[:] = {sys.path!r}; from newsearch import workers; workers.work()"
    worker = subprocess.run([sys.executable, "-c", begin], input=b"", capture_output=True, timeout=60, check=False)
    assert (worker.returncode, worker.stdout, worker.stderr) == (0, b"", b"")


def test_a_record_goes_through_a_pipe_unchanged() -> None:
    zone = dt.timezone(dt.timedelta(hours=3))
    dates = (None, dt.date(2020, 2, 29), dt.datetime(2020, 1, 1, 2, 3, 4, 5, zone))
    for odd in ("", "\ud83d", "\ud83d\ude00", "\U0001f600"):
        records = [Record(Article("١", title="\x1f" + odd, body=odd, date=date), "digest", "origin") for date in dates]
        assert unpack_all(pack_all(records)) == records
