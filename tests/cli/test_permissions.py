"""What is said where the file system says no, and that nothing but our errors comes of it."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch.errors import IndexUnreadable, IndexUnwritable
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds" / "wire.jsonl"
#: Runs commands as a user who owns nothing; what they import must be imported before, for it may be root's alone.
SCRIPT = """
import os, sys
from pathlib import Path
from newsearch.cli import run
work = Path(sys.argv[1])
sys.stdout = open(os.devnull, "w")
whole = [[name] for name in ("check", "stats", "export")]
for command in (["index", "--wait", "1"], ["query", "اذربيجان"], ["query", "اذربيج*"], *whole):
    paths = [sys.argv[2]] if command[0] == "index" else []
    assert run([*command, *paths, "--index", str(work / "warm")]) == 0
import encodings.idna, shlex, platform
if os.geteuid() == 0:
    os.seteuid(65534)
print("--", file=sys.stderr)
sys.exit(run([*sys.argv[3:], "--index", str(work / "index")]))
"""


@pytest.fixture
def work(command: Command) -> Iterator[Path]:
    """A folder that everybody may enter, with an index in it."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    assert command("index", SEEDS, "--index", folder / "index").code == 0
    yield folder
    for path in [folder / "index", *(folder / "index").iterdir()]:
        path.chmod(0o755)
    shutil.rmtree(folder)


def stranger(work: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and stderr of a command run by a user who owns nothing."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(work), str(SEEDS), *arguments],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    return done.returncode, done.stderr.split("--\n")[-1]


pytestmark = pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions as Unix has them")


def test_an_index_that_may_only_be_read_is_searched_and_not_written(work: Path) -> None:
    for path in (work / "index").iterdir():
        path.chmod(0o444)
    (work / "index").chmod(0o555)
    for command in (["query", "أذربيجان"], ["query", "أذرب*"], ["check"], ["stats"]):
        assert stranger(work, *command)[0] == 0
    code, said = stranger(work, "index", str(SEEDS))
    assert code == 2
    assert said.startswith(f"newsearch: cannot write to {work / 'index' / 'writer.lock'}: Permission denied")
    assert "permissions" in said


@pytest.mark.parametrize("which", ["newsearch.json", "toc-*", "*.seg", "*.imp", "*.store"])
def test_a_file_that_may_not_be_read_is_not_called_damaged(work: Path, which: str) -> None:
    for path in (work / "index").glob(which):
        path.chmod(0)
    others = [["index", str(SEEDS)], *([["export"]] if which != "*.imp" else [])]
    for command in (["query", "أذربيجان"], ["query", "أذرب*"], ["check"], ["stats"], *others):
        code, said = stranger(work, *command)
        assert code == 2, command
        assert "cannot be read: permission denied" in said or "cannot write to" in said
        assert "damaged" not in said
        assert "who" in said or "permissions" in said


@pytest.mark.parametrize("mode", [0o000, 0o311])
def test_a_folder_that_may_not_be_read(work: Path, mode: int) -> None:
    (work / "index").chmod(mode)
    for command in (["query", "أذربيجان"], ["stats"], ["index", str(SEEDS)]):
        code, said = stranger(work, *command)
        assert code == 2, command
        assert "permission" in said.lower()
        assert "bug" not in said


def test_both_are_errors_with_a_hint() -> None:
    assert IndexUnreadable("x").hint
    assert not issubclass(IndexUnreadable, IndexUnwritable)
