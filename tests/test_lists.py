"""Reading what a user keeps beside an index: any bytes will do, and what is wrong is said in few words."""

import os
import random
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex, lists
from newsearch.expansion.aliases import aliases_of
from newsearch.expansion.own_words import OwnWords
from newsearch.lists import OwnList
from newsearch.manifest import ALIASES, OWN_WORDS
from newsearch.text.analyser import Analyser

LINES = "المشروع الأخضر\tنفق الشمال\nهواكر\tهاكر\n"
ROWS = [(1, ["المشروع الأخضر", "نفق الشمال"]), (2, ["هواكر", "هاكر"])]


def read(folder: Path, content: bytes | str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    path = folder / "ours.tsv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    found = OwnList(path)
    return found.rows, list(map(str, found.notes))


def test_columns_notes_and_line_numbers(tmp_path: Path) -> None:
    assert read(tmp_path, "# ours\r\n\r\n أول \tثان # note\r\nثالث\t\tرابع\n") == (
        [(3, ["أول", "ثان"]), (4, ["ثالث", "", "رابع"])],
        [],
    )
    assert OwnList(tmp_path / "nowhere.tsv").rows == []


def test_quotes_around_a_name_are_no_part_of_it(tmp_path: Path) -> None:
    rows, notes = read(tmp_path, '"المشروع الأخضر"\t«نفق الشمال»\n“هواكر” \t " هاكر "\n')
    assert (rows, notes) == (ROWS, [])


def test_only_line_feeds_end_lines(tmp_path: Path) -> None:
    rows, _notes = read(tmp_path, "أول\u2028ثان\x85\nثالث\x0b\nرابع\r\n")
    assert [number for number, _columns in rows] == [1, 2, 3]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6", "mac-arabic"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    rows, notes = read(tmp_path, LINES.encode(encoding))
    assert rows == ROWS
    assert notes == ([] if encoding.startswith("utf") else [f"ours.tsv is not in UTF-8: it was read as {encoding}"])


@pytest.mark.parametrize("line", [b"\xc7\xe1\tx", b"\0\0\tx", "كت\0اب\tقصة".encode(), b"\x1b[2J\tx"])
def test_a_damaged_line_is_left_out_and_the_rest_is_read(tmp_path: Path, line: bytes) -> None:
    rows, notes = read(tmp_path, LINES.encode() + line + b"\n")
    assert rows == ROWS
    assert [note.split(" ")[0] for note in notes] == ["ours.tsv:3"]


@pytest.mark.parametrize("content", [random.Random(1).randbytes(300_000), b"\0" * 99, LINES.encode("utf-16-le")])
def test_what_is_no_text_is_one_note(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == ([], ["ours.tsv was left out: it is binary, not text"])


def test_an_endless_line_is_cut_where_it_is_named(tmp_path: Path) -> None:
    rows, (note,) = read(tmp_path, "سطر\t" * 100_000 + "\n" + LINES)
    assert [number for number, _columns in rows] == [2, 3]
    assert len(note) < 200


def test_too_many_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_LINES", 2)
    assert read(tmp_path, LINES) == (ROWS, [])
    rows, (note,) = read(tmp_path, LINES * 2)
    assert rows == ROWS
    assert note.startswith("ours.tsv: what stands below line 2 was left out")
    monkeypatch.setattr(lists, "MOST_BYTES", len(LINES.encode()) - 3)
    rows, (note,) = read(tmp_path, LINES)
    assert rows == ROWS[:1]
    assert "below line 1" in note


def test_what_cannot_be_read_is_one_note(tmp_path: Path) -> None:
    folder, pipe, ring = paths = [tmp_path / f"{name}.tsv" for name in ("folder", "pipe", "ring")]
    folder.mkdir()
    os.mkfifo(pipe)
    ring.symlink_to(ring)
    for path in paths:
        found = OwnList(path)
        assert not found.rows
        assert [str(note).split(": ")[0] for note in found.notes] == [f"{path.name} was left out"]


@pytest.mark.parametrize(
    ("name", "line"),
    [
        (ALIASES, "!!!\tترامب"),
        (ALIASES, "كتاب\tالكتاب"),
        (ALIASES, "كتاب"),
        (OWN_WORDS, "!!!\tترامب"),
        (OWN_WORDS, "كتاب"),
    ],
)
def test_lines_of_no_use_are_named_and_counted(tmp_path: Path, name: str, line: str) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="كتاب")])
    (tmp_path / "index" / name).write_text(f"{line}\n" * 1000, encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        notes = [str(note) for note in index.search("كتاب").notes if str(note).startswith(name)]
    assert [note.split(" ")[0] for note in notes] == [*(f"{name}:{number}" for number in range(1, 6)), f"{name}:"]
    assert "995 more" in notes[-1]


def test_lists_are_analysed_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (ALIASES, OWN_WORDS):
        (tmp_path / name).write_text("هواكر\tهاكر\n" * 100, encoding="utf-8")
    analyser, asked = Analyser(), list[int]()
    classes = analyser.classes

    def counted(forms: list[str]) -> tuple[list[str], list[str]]:
        asked.append(len(forms))
        return classes(forms)

    monkeypatch.setattr(analyser, "tokens", None)
    monkeypatch.setattr(analyser, "classes", counted)
    assert list(aliases_of(tmp_path, analyser).others(("هاكر",)))
    assert OwnWords.read(tmp_path, analyser).words
    assert asked == [2, 1]
