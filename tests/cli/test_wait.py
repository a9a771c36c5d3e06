"""Two programs that write to one index: the second one waits if it was told to, and says for whom."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsearch import NewsIndex
from newsearch.errors import SettingError
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
#: Writes to the index until a line comes.
FIRST = """
import sys
from pathlib import Path
from newsearch.engines.on_whoosh.arrays import ArrayEngine
with ArrayEngine.open(Path(sys.argv[1])).writer():
    print("writing", flush=True)
    sys.stdin.readline()
"""


@contextmanager
def another_writer(index: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-c", FIRST, str(index)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        yield process
        process.kill()


def second(index: Path, archive: Path, *options: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "newsearch", "index", str(archive), "--index", str(index), *options]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )


def test_it_goes_on_when_the_other_is_done(index: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.jsonl"
    more.write_text('{"id": "n4", "title": "خبر", "body": "خبر جديد"}\n', encoding="utf-8")
    with another_writer(index) as first, second(index, more, "--wait", "60") as other:
        assert other.stderr is not None
        said = other.stderr.readline()
        assert f"process {first.pid}" in said
        assert said.startswith("waiting up to 60 s for")
        assert other.poll() is None
        first.communicate("done\n", timeout=60)
        out, err = other.communicate(timeout=60)
    assert (other.returncode, err) == (0, "")
    assert "added 1" in out
    with NewsIndex.open(index) as opened:
        assert opened.get("n4") is not None


def test_it_gives_up_in_the_end(index: Path, archive: Path) -> None:
    with another_writer(index) as first, second(index, archive, "--wait", "0.3") as other:
        _, err = other.communicate(timeout=60)
        assert other.returncode == 2
        waiting, refused, *_ = err.splitlines()
        assert waiting.startswith("waiting up to 0.3 s for process")
        assert refused.startswith("newsearch: another program is writing")
        assert f"process {first.pid}" in refused


def test_without_it_there_is_no_waiting(index: Path, archive: Path, command: Command) -> None:
    with another_writer(index):
        refused = command("index", archive, "--index", index)
        assert refused.code == 2
        assert "waiting" not in refused.err
        assert command("index", archive, "--index", index, "--wait", "-1").code == 2
        assert command("index", archive, "--index", index, "--dry-run").code == 0


def test_two_may_make_the_same_index_at_once(tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.jsonl" for number in range(4)]
    for file in files:
        file.write_text(f'{{"id": "{file.stem}", "body": "خبر"}}\n', encoding="utf-8")
    together = [second(tmp_path / "index", file, "--wait", "60") for file in files]
    for process in together:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    with NewsIndex.open(tmp_path / "index") as opened:
        assert len(opened) == len(files)


def test_segments_without_a_table_of_contents_are_not_begun_anew(index: Path, archive: Path, command: Command) -> None:
    for table in index.glob("toc-*"):
        table.unlink()
    refused = command("index", archive, "--index", index)
    assert refused.code == 2
    assert "damaged" in refused.err
    assert list(index.glob("*.seg"))


def test_no_number_of_seconds(command: Command, index: Path, archive: Path) -> None:
    for seconds in ("nan", "-1"):
        assert command("index", archive, "--wait", seconds, "--index", index).code == 2
        with pytest.raises(SettingError, match=seconds):
            NewsIndex.open(index, wait=float(seconds))
