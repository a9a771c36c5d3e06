"""What a search from the command line imports: facts of which its time is made, without measuring any time."""

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsearch.engines.on_whoosh.arrays.cold import oneshot
from tests.cli.conftest import Command

ROOT = Path(__file__).parents[2]
SCRIPT = """
import os, sys
from newsearch.cli import run
code = run(sys.argv[1:])
sys.stderr.write("\\n" + " ".join(sorted(sys.modules)))
sys.exit(code)
"""

#: What no search of whole words needs.
SLOW = {"numpy", "whoosh", "hashlib", "importlib.metadata", "importlib.resources", "multiprocessing", "socket", "lzma"}
#: Rooms that are for changing an index, or for other commands.
OTHERS = {
    "newsearch.digest",
    "newsearch.evaluate",
    "newsearch.forms",
    "newsearch.query.describe",
    "newsearch.sources",
    "newsearch.tally",
    "newsearch.text.columns",
    "newsearch.engines.in_memory",
    "newsearch.engines.on_whoosh.distribution",
    "newsearch.engines.on_whoosh.lock",
    "newsearch.engines.on_whoosh.arrays.searching.snapshot",
    "newsearch.engines.on_whoosh.arrays.building.writer",
}
#: What only words that nobody knows need, or a query that finds nothing.
FOR_SLIPS = {
    "newsearch.correction.candidates",
    "newsearch.correction.suggest",
    "newsearch.text.slips",
    "newsearch.text.latin",
}


def imported(*arguments: object) -> tuple[int, set[str]]:
    """The exit code of a command in a process of its own, and the modules there were at its end."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *map(str, arguments)], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return done.returncode, set(done.stderr.splitlines()[-1].split())


def test_what_must_not_be_imported_is_called_so() -> None:
    assert all(map(find_spec, SLOW | OTHERS | FOR_SLIPS))


def test_a_search_for_words_imports_neither_numpy_nor_what_writes(index: Path) -> None:
    code, modules = imported("query", "أذربيجان", "--index", index)
    assert code == 0
    assert not modules & (SLOW | OTHERS | FOR_SLIPS)
    assert "zstandard" in modules  # passages are quoted from the articles


def test_without_an_article_to_read_nothing_is_unpacked(index: Path) -> None:
    code, modules = imported("query", "--no-repair", "قسطنطينية", "--index", index)
    assert code == 1
    assert not modules & (SLOW | OTHERS | {"zstandard"})


@pytest.mark.parametrize("query", ["معرض باكو", '"معرض باكو"', "أذربيجان 2024"])
def test_words_side_by_side_need_no_numpy(query: str, index: Path) -> None:
    code, modules = imported("query", query, "--index", index)
    assert code == 0
    assert not modules & (SLOW | OTHERS)


def test_filters_and_operators_need_no_numpy(index: Path) -> None:
    code, modules = imported("query", "أذربيجان", "-رياضة", "source:المدى", "OR", "وفد", "date:2024", "--index", index)
    assert code == 0
    assert not modules & (SLOW | OTHERS)


def test_patterns_and_words_near_each_other_get_the_arrays(index: Path) -> None:
    for query in ('"معرض باكو"~2', "أذرب*", "title:أذربيجان"):
        code, modules = imported("query", query, "--index", index)
        assert code == 0, query
        assert {"numpy", "newsearch.engines.on_whoosh.arrays.searching.snapshot"} <= modules, query


def test_both_readers_print_the_same(index: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    queries = (
        "أذربيجان",
        "وفد تجاري",
        "معرض باكو الدولي",
        '"معرض باكو"',
        "أذربيجان -معرض",
        "الفريق OR الوزير",
        "date:2024",
    )
    plain = [command("query", query, "--json", "--index", index) for query in queries]
    monkeypatch.setattr(oneshot, "MOST", -1)
    assert [command("query", query, "--json", "--index", index) for query in queries] == plain
    assert all(answer.out for answer in plain)
