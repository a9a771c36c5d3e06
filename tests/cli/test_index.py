"""Indexing from the command line: what is read, counted, refused, and never lost."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from newsearch import NewsIndex, files
from tests.cli.conftest import ARTICLES, Command, Outcome

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def summary(outcome: Outcome) -> dict[str, int]:
    record = json.loads(outcome.out.splitlines()[-1])
    return {name: record[name] for name in ("added", "replaced", "unchanged", "removed", "skipped")}


def write(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def counts(**given: int) -> dict[str, int]:
    return {"added": 0, "replaced": 0, "unchanged": 0, "removed": 0, "skipped": 0, **given}


def test_running_it_again_changes_nothing(command: Command, tmp_path: Path, archive: Path) -> None:
    folder = tmp_path / "index"
    assert summary(command("index", archive, "--index", folder, "--json")) == counts(added=3)
    assert summary(command("index", archive, "--index", folder, "--json")) == counts(unchanged=3)


def test_a_changed_article_is_replaced_and_a_new_one_added(command: Command, index: Path, archive: Path) -> None:
    rows = [{**ARTICLES[0], "body": "نص آخر تماما عن القوقاز."}, *ARTICLES[1:], {"id": "n4", "body": "خبر رابع."}]
    write(archive, rows)
    assert summary(command("index", archive, "--index", index, "--json")) == counts(added=1, replaced=1, unchanged=2)
    assert [row["id"] for row in command("query", "القوقاز", "--index", index, "--json").records] == ["n1"]
    assert command("query", "=افتتحت", "--index", index).code == 1


def test_a_file_that_moved_leaves_its_articles_unchanged(command: Command, index: Path, archive: Path) -> None:
    moved = archive.with_name("moved.jsonl")
    archive.rename(moved)
    assert summary(command("index", moved, "--index", index, "--json")) == counts(unchanged=3)
    assert (
        summary(command("index", moved.parent / "moved.jsonl", "--prune", "--index", index, "--json"))["removed"] == 0
    )


def test_the_environment_names_what_is_indexed(
    command: Command, tmp_path: Path, archive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSEARCH_PATHS", str(archive))
    assert summary(command("index", "--index", tmp_path / "index", "--json")) == counts(added=3)


def test_dry_run_counts_and_changes_nothing(command: Command, tmp_path: Path, index: Path) -> None:
    more = write(tmp_path / "more.jsonl", [{"id": "n9", "body": "خبر تاسع."}])
    assert summary(command("index", more, "--index", index, "--dry-run", "--json")) == counts(added=1)
    assert command("show", "n9", "--index", index).code == 1
    empty = tmp_path / "empty"
    empty.mkdir()
    assert summary(command("index", more, "--index", empty, "--dry-run", "--json")) == counts(added=1)
    empty.mkdir(exist_ok=True)
    (empty / "README.md").write_text("here be indexes", encoding="utf-8")
    assert summary(command("index", more, "--index", empty, "--dry-run", "--json")) == counts(added=1)
    assert [path.name for path in empty.iterdir()] == ["README.md"]


def test_prune_removes_articles_whose_file_is_gone(command: Command, tmp_path: Path) -> None:
    folder, texts = tmp_path / "index", tmp_path / "texts"
    texts.mkdir()
    for name in ("a", "b"):
        (texts / f"{name}.txt").write_text(f"عنوان الخبر {name}\n\nنص الخبر هنا.\n", encoding="utf-8")
    assert summary(command("index", texts, "--index", folder, "--json")) == counts(added=2)
    (texts / "a.txt").unlink()
    assert summary(command("index", texts, "--index", folder, "--json")) == counts(unchanged=1)
    assert summary(command("index", texts, "--index", folder, "--prune", "--dry-run", "--json"))["removed"] == 1
    assert summary(command("index", texts, "--index", folder, "--prune", "--json")) == counts(unchanged=1, removed=1)
    with NewsIndex.open(folder) as opened:
        assert opened.stats().articles == 1


def test_a_missing_path_is_an_error_and_the_rest_is_indexed(command: Command, tmp_path: Path, archive: Path) -> None:
    outcome = command("index", tmp_path / "nowhere.txt", archive, "--index", tmp_path / "index", "--json")
    assert outcome.code == 2
    assert "nowhere.txt" in outcome.err
    assert summary(outcome)["added"] == 3


def test_a_broken_line_is_named_and_the_rest_is_indexed(command: Command, tmp_path: Path, archive: Path) -> None:
    archive.write_text(archive.read_text(encoding="utf-8") + '{"id": "n4", "body"\n', encoding="utf-8")
    outcome = command("index", archive, "--index", tmp_path / "index", "--json")
    assert summary(outcome) == counts(added=3, skipped=1)
    assert "archive.jsonl:4" in outcome.err


def test_ids_that_come_twice_are_named_and_the_last_counts(command: Command, tmp_path: Path) -> None:
    rows = [{"id": "x", "body": "الأول."}, {"id": "x", "body": "الثاني."}]
    folder = tmp_path / "index"
    outcome = command("index", write(tmp_path / "twice.jsonl", rows), "--index", folder)
    assert outcome.code == 0
    assert "x" in outcome.err
    assert "الثاني" in command("show", "x", "--index", folder).out
    with NewsIndex.open(folder) as opened:
        assert opened.stats().articles == 1


def _texts(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(f"عنوان الخبر {name}\n\nنص الخبر هنا.\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("harm", ["missing", "empty", "of another kind", "broken link"])
def test_prune_removes_nothing_below_what_could_not_be_read(harm: str, command: Command, tmp_path: Path) -> None:
    folder, read, lost = tmp_path / "index", _texts(tmp_path / "read", "a", "b"), _texts(tmp_path / "lost", "c", "d")
    assert summary(command("index", read, lost, "--index", folder, "--json")) == counts(added=4)
    (read / "a.txt").unlink()
    lost.rename(tmp_path / "elsewhere")
    if harm == "broken link":
        lost.symlink_to(tmp_path / "nowhere")
    elif harm != "missing":
        lost.mkdir()
        (lost / ("notes.doc" if harm == "of another kind" else ".hidden")).touch()
    outcome = command("index", read, f"{lost}/", "--prune", "--index", folder, "--json")
    assert summary(outcome)["removed"] == 1
    assert f"skipped {lost}: " in outcome.err
    with NewsIndex.open(folder) as opened:
        assert sorted(hit.article.title for hit in opened.search("عنوان")) == [f"عنوان الخبر {name}" for name in "bcd"]


def test_prune_removes_nothing_of_folders_inside_that_could_not_be_read(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, texts = tmp_path / "index", _texts(tmp_path / "texts", "a", "b")
    closed = _texts(texts / "closed", "c", "d")
    assert summary(command("index", texts, "--index", folder, "--json")) == counts(added=4)
    (texts / "a.txt").unlink()
    (closed / "c.txt").unlink()

    def shut(name: str, patch: pytest.MonkeyPatch) -> None:
        """From now on, a function of the system refuses to look into the closed folder."""
        done = getattr(os, name)

        def refuse(path: Path | str, **more: object) -> object:
            if str(path).startswith(str(closed)):
                raise PermissionError(13, "Permission denied", str(path))
            return done(path, **more)

        patch.setattr(os, name, refuse)

    with monkeypatch.context() as patch:
        shut("scandir", patch)
        assert summary(command("index", texts, "--prune", "--dry-run", "--index", folder, "--json"))["removed"] == 1
    shut("stat", monkeypatch)
    assert summary(command("index", texts, "--prune", "--index", folder, "--json"))["removed"] == 1


def test_other_names_of_fields(command: Command, tmp_path: Path) -> None:
    path = write(tmp_path / "export.jsonl", [{"nid": "7", "text": "خبر من التصدير.", "headline": "عنوان"}])
    options = ("--map", "nid=id", "--map", "text=body", "--map", "headline=title")
    assert command("index", path, *options, "--index", tmp_path / "index").code == 0
    assert "خبر من التصدير" in command("show", "7", "--index", tmp_path / "index").out


def test_the_user_s_seed(command: Command, tmp_path: Path) -> None:
    seed = Path(__file__).parents[2] / "seeds" / "000_c2a11cad783ba0b1.txt"
    folder = tmp_path / "index"
    assert command("index", seed, "--index", folder).code == 0
    (record,) = command("query", "أذربيجان", "--index", folder, "--json").records
    assert record["section"] == "سياسة"
    assert record["source"] == "Political Keys"
    assert str(record["title"]).startswith("“للدفاع عن سلامة أراضيهما”")
    for chrome in ('"مقالات ذات صلة"', '"زر الذهاب إلى الأعلى"', '"منصة إخبارية مستقلة"'):
        assert command("query", chrome, "--all-words", "--index", folder).code == 1
    article = json.loads(command("show", record["id"], "--json", "--index", folder).out)
    assert article["body"].startswith("شهدت العلاقات")
    assert article["body"].endswith("في المنطقة بأسرها.")


def test_an_index_of_another_analyser_is_refused(command: Command, index: Path, archive: Path) -> None:
    manifest = index / "newsearch.json"
    made = files.unseal(manifest.read_bytes())
    manifest.write_bytes(files.seal({**made, "analyser": "0000"}))
    for arguments in (("query", "خبر"), ("index", archive), ("stats",)):
        outcome = command(*arguments, "--index", index)
        assert outcome.code == 2
        assert "another version" in outcome.err


def test_a_folder_that_holds_something_else_is_left_alone(command: Command, tmp_path: Path, archive: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.doc").write_text("years of work", encoding="utf-8")
    outcome = command("index", archive, "--index", tmp_path / "thesis")
    assert outcome.code == 2
    assert "chapter.doc" in outcome.err
    assert [path.name for path in (tmp_path / "thesis").iterdir()] == ["chapter.doc"]


def start(*arguments: object, stdin: int | None = None) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "newsearch", *map(str, arguments)],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=_hear_signals,
    )


def _hear_signals() -> None:
    """Whoever runs tests in the background has had some ignored, and what is ignored stays so in other processes."""
    for sent in SIGNALS:
        signal.signal(sent, signal.SIG_DFL)


def wait_for_owner(index: Path, process: int) -> None:
    """Until the lock names the process as its owner."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        lock = index / "writer.lock"
        if lock.exists() and str(process) in lock.read_text(encoding="utf-8"):
            return
        time.sleep(0.05)
    raise AssertionError("the other process never began")


@pytest.mark.parametrize("sent", SIGNALS)
def test_two_runs_at_once_and_one_is_told_to_end(command: Command, index: Path, archive: Path, sent: int) -> None:
    before = sorted(index.iterdir())
    with start("index", "-", "--index", index, stdin=subprocess.PIPE) as other:
        assert other.stdin
        other.stdin.write(json.dumps({"id": "n5", "body": "خبر خامس قيد الفهرسة."}, ensure_ascii=False) + "\n")
        other.stdin.flush()
        wait_for_owner(index, other.pid)
        refused = command("index", archive, "--index", index)
        assert refused.code == 2
        assert str(other.pid) in refused.err
        assert command("query", "أذربيجان", "--index", index).code == 0
        other.send_signal(sent)
        _, err = other.communicate(timeout=30)
    assert other.returncode == 130, err
    assert "interrupted" in err
    assert sorted(index.iterdir()) == before
    assert command("show", "n5", "--index", index).code == 1
    assert summary(command("index", archive, "--index", index, "--json")) == counts(unchanged=3)


@pytest.mark.parametrize(
    ("step", "made"),
    [
        ("newsearch.disk.put", False),
        ("os.link", False),
        ("newsearch.disk.remove", True),
        ("newsearch.engines.on_whoosh.arrays.building.writer.sweep", True),
        ("newsearch.engines.on_whoosh.lock.Lock.release", True),
        ("newsearch.cli.adding._summary", True),
    ],
)
def test_whoever_interrupts_learns_what_became_of_it(
    command: Command, index: Path, archive: Path, step: str, made: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Around the link that makes the commit."""
    write(archive, [{"id": "n4", "body": "خبر رابع."}])
    ignored = signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupt(*_: object) -> None:
        patch.undo()
        signal.raise_signal(signal.SIGINT)

    with monkeypatch.context() as patch:
        patch.setattr(step, interrupt)
        stopped = command("index", archive, "--index", index)
    signal.signal(signal.SIGINT, ignored)
    assert (stopped.code, stopped.out) == (130, "")
    assert "interrupted" in stopped.err
    assert ("the index is as it was before" in stopped.err, "was made all the same" in stopped.err) == (not made, made)
    assert (command("show", "n4", "--index", index).code == 0) is made
    assert command("delete", "n1", "--index", index).code == 0  # the lock is free


#: Sends the process a signal when all that a commit needs is written.
ENDED = """
import os, sys
from newsearch import cli, disk
disk.publish = lambda *_: os.kill(os.getpid(), int(sys.argv.pop()))
cli.main(sys.argv[1:-1])
"""


@pytest.mark.parametrize("sent", SIGNALS)
@pytest.mark.parametrize("name", ["delete n1", "compact"])
def test_other_commands_that_change_an_index_leave_nothing_behind_either(index: Path, name: str, sent: int) -> None:
    with NewsIndex.open(index) as opened:
        opened.delete(["n2"])
    before = sorted(index.iterdir())
    command = [sys.executable, "-c", ENDED, *name.split(), "--index", str(index), str(int(sent))]
    done = subprocess.run(command, preexec_fn=_hear_signals, capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert "as it was before" in done.stderr
    assert sorted(index.iterdir()) == before


def test_what_is_exported_makes_the_same_index_again(command: Command, index: Path, tmp_path: Path) -> None:
    odd = {
        "id": " a\n\x1b[31m",
        "title": "\u2028",
        "body": "سطر\n\nنشر على فيسبوك <b>هنا</b>\n\x1e&amp;",
        "url": "http://x",
    }
    assert command("index", write(tmp_path / "odd.jsonl", [odd]), "--as-is", "--index", index).code == 0
    with NewsIndex.open(index) as kept:
        article = kept.get(odd["id"])
        assert article is not None
        assert article.body == odd["body"]
    exported = command("export", "--index", index)
    assert (exported.code, exported.err) == (0, "")
    assert "\x1b" not in exported.out
    lines = tmp_path / "all.jsonl"
    lines.write_text(exported.out, encoding="utf-8")
    assert command("index", lines, "--as-is", "--index", tmp_path / "new").code == 0
    with NewsIndex.open(index) as old, NewsIndex.open(tmp_path / "new") as new:
        assert len(new) == len(old) == 4
        for article_id in ("n1", "n2", "n3", odd["id"]):
            assert new.get(article_id) == old.get(article_id) is not None
    for store in index.glob("*.store"):
        store.unlink()
    exported = command("export", "--index", index)
    assert exported.code == 2
    assert "not everything" in exported.err


#: Whatever a signal raises while Python calls back from an import, or takes an object apart, is printed and dropped.
DROPPED = """
import os, sys
from newsearch.cli import main
from newsearch.sources import Sources
class Interrupted:
    def __del__(self):
        os.kill(os.getpid(), int(sys.argv.pop()))
def then(self, items=Sources.__iter__):
    first = list(items(self))
    yield first[0]
    Interrupted()
    yield from first[1:int(os.environ["ITEMS"])]
Sources.__iter__ = then
main(sys.argv[1:-1])
"""


@pytest.mark.parametrize("sent", SIGNALS)
@pytest.mark.parametrize("items", [1, 3])
def test_a_signal_that_python_drops_is_heeded_all_the_same(index: Path, tmp_path: Path, items: int, sent: int) -> None:
    more = write(tmp_path / "more.jsonl", [{"id": f"n{number}", "body": "خبر."} for number in range(5, 8)])
    done = subprocess.run(
        [sys.executable, "-c", DROPPED, "index", str(more), "--index", str(index), str(int(sent))],
        env={**os.environ, "ITEMS": str(items)},
        preexec_fn=_hear_signals,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "ignored in" in done.stderr
    assert done.returncode == 130, done.stderr
    with NewsIndex.open(index) as opened:
        assert len(opened) == 3


def test_output_closed_by_head_is_silent(command: Command, index: Path, tmp_path: Path) -> None:
    rows = [{"id": f"m{i}", "title": f"خبر {i}", "body": "أذربيجان " * 50} for i in range(400)]
    assert command("index", write(tmp_path / "many.jsonl", rows), "--index", index).code == 0
    with start("query", "أذربيجان", "--limit", 400, "--json", "--index", index) as query:
        assert query.stdout
        assert query.stderr
        query.stdout.readline()
        query.stdout.close()
        err = query.stderr.read()
        code = query.wait(timeout=30)
    assert code == 0
    assert "Error" not in err
    assert "Traceback" not in err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written(command: Command, tmp_path: Path, archive: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    outcome = command("index", archive, "--index", tmp_path / "locked" / "index")
    assert outcome.code == 2
    assert "cannot write" in outcome.err


def test_several_workers_take_in_what_one_would(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsearch.workers.BLOCK", 10)
    rows = [{"id": f"n{number}", "title": f"خبر {number}", "body": "وصل الوفد إلى باكو."} for number in range(90)]
    file = write(tmp_path / "many.jsonl", [*rows, {**rows[5], "body": "نص آخر."}])
    folder = tmp_path / "index"
    outcome = command("index", file, "--index", folder, "--workers", 2, "--memory", 200, "--json")
    assert outcome.code == 0
    assert summary(outcome) == counts(added=90)
    assert "came twice, the last one counts: n5" in outcome.err
    with NewsIndex.open(folder) as index:
        assert index.stats().segments == 2
        assert index.search("باكو").total == 89
    assert command("index", file, "--index", folder, "--workers", 0).code == 2
    assert command("index", file, "--index", folder, "--memory", "some").code == 2


def test_articles_that_read_backwards_are_named_counted_and_kept(command: Command, tmp_path: Path) -> None:
    body = "أعلنت الحكومة خطة جديدة لتطوير المدينة القديمة وقالت الوزارة إن اللجنة العليا وافقت على الميزانية المقترحة"
    rows = [{"id": "1", "body": body}, {"id": "2", "body": body[::-1]}]
    (tmp_path / "old.txt").write_text(body[::-1], encoding="utf-8")
    archive = write(tmp_path / "pdf.jsonl", rows)
    outcome = command("index", archive, tmp_path / "old.txt", "--index", tmp_path / "index")
    assert outcome.code == 0
    assert outcome.out.splitlines()[-1].startswith("added 3, ")
    assert outcome.out.splitlines()[-1].endswith(", reads backwards 2")
    assert "pdf.jsonl:2: its letters stand in the opposite order" in outcome.err
    assert "old.txt: its letters stand in the opposite order" in outcome.err
    record = json.loads(command("index", archive, "--index", tmp_path / "index", "--json").out.splitlines()[-1])
    assert (record["unchanged"], record["backwards"]) == (2, 1)
    with NewsIndex.open(tmp_path / "index") as index:
        kept = index.get("2")
        assert kept is not None
        assert kept.body == body[::-1]


def test_a_file_without_a_line_that_can_be_read_is_an_error(command: Command, tmp_path: Path) -> None:
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"id": "a", "body":\n[1]\n', encoding="utf-8")
    outcome = command("index", broken, "--index", tmp_path / "index")
    assert outcome.code == 2
    assert f"{broken}: no line of it is an article" in outcome.err
    broken.write_text('{"id": "a", "body":\n{"id": "b", "body": "خبر"}\n', encoding="utf-8")
    assert command("index", broken, "--index", tmp_path / "index").code == 0


def test_an_index_of_another_version_can_be_exported(command: Command, index: Path) -> None:
    path = index / "newsearch.json"
    seen = files.unseal(path.read_bytes())
    path.write_bytes(files.seal({**seen, "analyser": "another"}))
    refused = command("query", "باكو", "--index", index)
    assert refused.code == 2
    assert f"newsearch export --index {index}" in refused.err
    exported = command("export", "--index", index)
    assert (exported.code, exported.err) == (0, "")
    assert sorted(json.loads(line)["id"] for line in exported.out.splitlines()) == ["n1", "n2", "n3"]
