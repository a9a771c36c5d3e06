"""Where output goes that cannot be written, or is not wanted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

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
    assert shell("2> /dev/full", index).returncode == 2
    assert shell("> /dev/full 2> /dev/full", index).returncode == 2


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
