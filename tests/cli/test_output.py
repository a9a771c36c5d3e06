"""Where output goes that cannot be written, or is not wanted."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsearch import NewsIndex

ROOT = Path(__file__).parents[2]


def shell(redirected: str, index: Path) -> "subprocess.CompletedProcess[str]":
    """``newsearch query`` by a shell that redirects its output."""
    command = f'"$0" -m newsearch query أذربيجان --index "$1" {redirected}'
    arguments = ["/bin/sh", "-c", command, sys.executable, str(index)]
    return subprocess.run(arguments, cwd=ROOT, check=False, capture_output=True, text=True)


pytestmark = pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full")


def test_results_that_cannot_be_written_are_an_error_and_no_bug(index: Path) -> None:
    done = shell("> /dev/full", index)
    assert done.returncode == 2
    assert "cannot write the results: No space left" in done.stderr
    assert "bug" not in done.stderr


def test_the_exit_code_comes_even_if_nothing_can_be_said(index: Path) -> None:
    done = shell("2> /dev/full", index)
    assert done.returncode == 0
    assert "n1" in done.stdout
    assert shell("> /dev/full 2> /dev/full", index).returncode == 2


def test_what_cannot_be_said_keeps_nothing_from_being_done(index: Path, tmp_path: Path) -> None:
    (tmp_path / "more.jsonl").write_text('no article\n{"id": "n4", "body": "خبر"}\n', encoding="utf-8")
    for command in (f"index {tmp_path}/more.jsonl", "delete n1 nosuch"):
        line = f'"$0" -m newsearch {command} --index "$1" 2> /dev/full'
        assert subprocess.run(["/bin/sh", "-c", line, sys.executable, index], cwd=ROOT, check=False).returncode == 0
    with NewsIndex.open(index) as opened:
        assert ("n1" in opened, "n4" in opened) == (False, True)


def test_a_stream_that_was_closed_is_not_written_to(index: Path) -> None:
    for redirected in (">&-", "2>&-", ">&- 2>&-"):
        done = shell(redirected, index)
        assert done.returncode == 0
        assert "Traceback" not in done.stderr + done.stdout


def test_a_reader_that_has_enough_is_no_error(index: Path) -> None:
    done = shell("| head -1", index)
    assert done.returncode == 0
    assert done.stdout.count(os.linesep) == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("encoding", "sign"), [("latin-1", "\\u0623"), ("utf-8", "أ")])
def test_characters_that_an_encoding_lacks_are_escaped(index: Path, encoding: str, sign: str) -> None:
    for extra in ([], ["--json"]):
        done = subprocess.run(
            [sys.executable, "-m", "newsearch", "query", "باكو", "--index", str(index), *extra],
            env={**os.environ, "PYTHONIOENCODING": encoding},
            capture_output=True,
            check=True,
        )
        assert sign in done.stdout.decode(encoding)
    assert json.loads(done.stdout.decode(encoding).splitlines()[0])["id"] == "n1"
