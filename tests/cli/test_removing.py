"""Deleting articles from the command line, and rewriting the index without them."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from newsearch import NewsIndex
from tests.cli.conftest import Command


def test_articles_are_deleted_by_id_and_those_that_are_not_there_named(index: Path, command: Command) -> None:
    done = command("delete", "n1", "nosuch", "n1", "--index", index)
    assert (done.code, done.out) == (0, "deleted 1\n")
    assert done.err == "no article has the id nosuch\n"
    assert command("show", "n1", "--index", index).code == 1
    with NewsIndex.open(index) as opened:
        assert ("n1" in opened, "n2" in opened, len(opened)) == (False, True, 2)


def test_of_nothing_to_delete_no_commit_is_made(index: Path, command: Command) -> None:
    before = sorted(path.name for path in index.iterdir())
    done = command("delete", "nosuch\x1b[31m", "--index", index)
    assert (done.code, done.out) == (1, "deleted 0\n")
    assert "\x1b" not in done.err
    assert sorted(path.name for path in index.iterdir()) == before


def test_ids_are_read_from_standard_input(index: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"\xef\xbb\xbfn1\r\n\nn\xff\nn3"), "ascii"))
    done = command("delete", "-", "--index", index)
    assert (done.out, done.err) == ("deleted 2\n", "no article has the id n\ufffd\n")
    with NewsIndex.open(index) as opened:
        assert len(opened) == 1


def test_a_closed_standard_input_has_no_ids(index: Path, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", None)
    done = command("delete", "-", "--index", index)
    assert done.code == 2
    assert "standard input is closed" in done.err


def test_compacting_leaves_one_segment_without_the_deleted(index: Path, command: Command) -> None:
    command("delete", "n1", "--index", index)
    done = command("compact", "--index", index)
    assert done.code == 0
    assert done.out.endswith("in 1 segment\n")
    with NewsIndex.open(index) as opened:
        assert opened.check() == []
        assert [hit.head.id for hit in opened.search("أذربيجان")] == ["n2"]
        assert not opened.search("معرض").total


@pytest.mark.parametrize("name", ["delete n1", "compact"])
def test_without_an_index_both_say_so(name: str, tmp_path: Path, command: Command) -> None:
    done = command(*name.split(), "--index", tmp_path / "none")
    assert done.code == 2
    assert "newsearch index" in done.err
    assert not (tmp_path / "none").exists()
