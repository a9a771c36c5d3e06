"""Which files are read, in which order, once; and that nothing else is passed over in silence."""

import os
from pathlib import Path

import pytest

from newsearch.errors import SourceError
from newsearch.sources import Severity, Sources
from tests.sources.conftest import Read, Write

TEXT = "عنوان الخبر\n\nنص الخبر هنا.\n"


def test_folders_are_read_in_a_fixed_order_with_all_below(read: Read, write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "deep/er/c.txt", "cold/d.txt"):
        write(name, f"خبر {name}\n\nنص.\n")
    titles = [article.title for article in read(tmp_path).articles]
    assert titles == ["خبر a.txt", "خبر b.txt", "خبر cold/d.txt", "خبر deep/er/c.txt"]


def test_hidden_files_and_folders_are_not_looked_at(read: Read, write: Write, tmp_path: Path) -> None:
    write("a.txt", TEXT)
    write(".hidden.txt", TEXT)
    write(".git/b.txt", TEXT)
    outcome = read(tmp_path)
    assert len(outcome.records) == 1
    assert not outcome.skipped


def test_no_name_is_not_the_working_directory(read: Read, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(write("a.txt", TEXT).parent)
    assert read("").reason == "there is no such file"


def test_a_hidden_file_that_is_named_is_read(read: Read, write: Write) -> None:
    assert read(write(".hidden.txt", TEXT)).only.title == "عنوان الخبر"


def test_a_file_is_read_once_under_all_its_names(read: Read, write: Write, tmp_path: Path) -> None:
    path = write("a.txt", TEXT)
    (tmp_path / "link.txt").symlink_to(path)
    assert len(read(path, tmp_path, path).records) == 1


def test_a_loop_of_links_ends_and_is_named(read: Read, write: Write, tmp_path: Path) -> None:
    write("folder/a.txt", TEXT)
    (tmp_path / "folder" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "folder" / "self.txt").symlink_to("self.txt")
    outcome = read(tmp_path)
    assert len(outcome.records) == 1
    assert {Path(skipped.path).name for skipped in outcome.skipped} == {"up", "self.txt"}


def test_what_cannot_be_read_is_named_and_the_rest_goes_on(read: Read, write: Write, tmp_path: Path) -> None:
    write("a.txt", TEXT)
    (tmp_path / "broken.txt").symlink_to("nowhere")
    outcome = read(tmp_path / "missing.txt", tmp_path)
    assert len(outcome.records) == 1
    assert [Path(skipped.path).name for skipped in outcome.skipped] == ["missing.txt", "broken.txt"]
    assert all(skipped.severity is Severity.FAILED for skipped in outcome.skipped)
    assert "no such file" in outcome.skipped[0].reason


def test_a_pipe_does_not_hang(read: Read, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in read(tmp_path / "pipe.txt").reason


def test_impossible_names_are_refused_not_crashed_on(read: Read) -> None:
    assert read("a" * 5000).skipped[0].severity is Severity.FAILED
    assert read("a\0b.txt").skipped[0].severity is Severity.FAILED


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_files_and_folders_without_permission(read: Read, write: Write, tmp_path: Path) -> None:
    write("a.txt", TEXT)
    write("secret.txt", TEXT).chmod(0)
    (tmp_path / "closed").mkdir(mode=0)
    outcome = read(tmp_path)
    assert len(outcome.records) == 1
    assert sorted(Path(skipped.path).name for skipped in outcome.skipped) == ["closed", "secret.txt"]


def test_another_kind_of_file_is_a_failure_only_if_it_was_asked_for(read: Read, write: Write, tmp_path: Path) -> None:
    write("a.txt", TEXT)
    picture = write("b.png", b"\x89PNG")
    assert read(tmp_path).skipped[0].severity is Severity.PASSED
    (named,) = read(picture).skipped
    assert named.severity is Severity.FAILED
    assert ".txt .jsonl" in named.reason


def test_a_folder_with_nothing_to_read_is_named(read: Read, tmp_path: Path) -> None:
    assert "without a file" in read(tmp_path).reason


def test_a_text_s_id_does_not_depend_on_where_one_stands(
    read: Read, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write("folder/a.txt", TEXT)
    absolute = read(path).only.id
    monkeypatch.chdir(tmp_path / "folder")
    assert read("a.txt").only.id == read(".").only.id == read("../folder").only.id == absolute


def test_texts_of_one_name_in_two_folders_differ(read: Read, write: Write, tmp_path: Path) -> None:
    for name in ("one/2024.03.01.txt", "two/2024.03.01.txt", "one/2024.03.02.txt", "one/2024.03.02.txt.gz"):
        write(name, TEXT if name.endswith("txt") else b"")
    ids = [article.id for article in read(tmp_path).articles]
    assert len(set(ids)) == 3
    assert ids[0].startswith("2024.03.01-")


def test_a_name_that_is_no_unicode_gives_ids_that_can_be_written(read: Read, tmp_path: Path) -> None:
    for name in (b"\xff.txt", b"\xfe.txt"):
        with open(os.path.join(os.fsencode(tmp_path), name), "w", encoding="utf-8") as file:  # noqa: PTH118, PTH123
            file.write(TEXT)
    ids = {article.id for article in read(tmp_path).articles}
    assert len(ids) == 2
    assert all(article_id.encode() for article_id in ids)


def test_origin_is_the_real_path(read: Read, write: Write, tmp_path: Path) -> None:
    path = write("a.jsonl", '{"id": "1", "body": "نص."}\n')
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "b.jsonl").symlink_to(path)
    assert read(tmp_path / "links").records[0].origin == str(path.resolve())


def test_progress_ends_where_it_should(write: Write, tmp_path: Path) -> None:
    write("a.jsonl", '{"body": "نص."}\n' * 50)
    write("b.txt", TEXT)
    write("c.pdf", b"%PDF")
    sources = Sources([str(tmp_path)])
    total = (tmp_path / "a.jsonl").stat().st_size + (tmp_path / "b.txt").stat().st_size
    assert (sources.total_bytes, sources.done_bytes) == (total, 0)
    seen = [sources.done_bytes for _ in sources]
    assert seen == sorted(seen)
    assert sources.done_bytes == total


def test_a_mapping_to_a_field_that_does_not_exist_is_refused() -> None:
    with pytest.raises(SourceError, match="'text'"):
        Sources([], mapping={"body": "text"})


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file that cannot be read")
@pytest.mark.parametrize("before", [0, 1])
def test_how_far_a_file_was_read_can_be_asked_when_it_fails(write: Write, tmp_path: Path, before: int) -> None:
    (tmp_path / "c.txt").symlink_to("/proc/self/mem")
    for number in range(before):
        write(f"a{number}.txt", TEXT)
    sources = Sources([str(tmp_path)])
    for _item in sources:
        assert sources.done_bytes >= 0


def test_the_files_of_an_index_are_no_articles(read: Read, write: Write, tmp_path: Path) -> None:
    write("a.txt", TEXT)
    write("index/newsearch.json", "{}")
    write("index/b.txt", TEXT)
    outcome = read(tmp_path)
    assert len(outcome.records) == 1
    assert outcome.reason == "an index: its own files are no articles"


def test_a_line_that_is_empty_is_named_once(read: Read, write: Write) -> None:
    assert read(write("a.jsonl", "{}\n")).reason == "empty: neither title nor body"
