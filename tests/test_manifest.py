"""The first file of an index."""

import errno
import json
import os
from pathlib import Path

import pytest

from newsearch import manifest
from newsearch.errors import IndexDamaged, IndexMissing, IndexStale, IndexUnreadable, IndexUnwritable


def test_what_is_written_is_read(tmp_path: Path) -> None:
    made = manifest.create(tmp_path / "a" / "b", "print")
    assert manifest.exists(tmp_path / "a" / "b")
    assert manifest.read(tmp_path / "a" / "b", "print") == made


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(IndexUnwritable, match=r"No space left.*make room"):
            manifest.create(tmp_path, "print")
    assert not list(tmp_path.iterdir())
    manifest.create(tmp_path, "print")
    assert [path.name for path in tmp_path.iterdir()] == [manifest.NAME]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc to tell what is synced")
def test_new_folders_survive_a_power_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(os, "fsync", lambda handle: synced.append(Path(f"/proc/self/fd/{handle}").readlink()))
    manifest.create(tmp_path / "a" / "b", "print")
    assert [path.name.split(".")[0] for path in synced[:1]] == ["newsearch"]
    assert set(synced[1:]) == {tmp_path / "a" / "b", tmp_path / "a", tmp_path}


@pytest.mark.parametrize("name", ["README.md", "aliases.tsv", "lexicon.tsv"])
def test_a_folder_with_a_readme_or_the_lists_of_a_user_counts_as_empty(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("here be indexes", encoding="utf-8")
    assert manifest.may_begin(tmp_path)
    manifest.create(tmp_path, "print")
    assert not manifest.may_begin(tmp_path)


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.doc").write_text("years of work", encoding="utf-8")
    with pytest.raises(IndexUnwritable, match=r"thesis\.doc"):
        manifest.create(tmp_path, "print")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.doc"]


def test_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(IndexUnwritable):
        manifest.create(tmp_path / "file", "print")
    with pytest.raises(IndexMissing, match="is a file"):
        manifest.read(tmp_path / "file", "print")


def test_a_name_that_no_folder_can_have(tmp_path: Path) -> None:
    for open_it in (manifest.exists, lambda folder: manifest.read(folder, "print")):
        with pytest.raises(IndexMissing, match="too long"):
            open_it(tmp_path / ("n" * 300))


def test_no_folder_and_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="does not exist"):
        manifest.read(tmp_path / "nowhere", "print")
    with pytest.raises(IndexMissing, match="is no index"):
        manifest.read(tmp_path, "print")


def test_another_analyser(tmp_path: Path) -> None:
    manifest.create(tmp_path, "old")
    with pytest.raises(IndexStale) as caught:
        manifest.read(tmp_path, "new")
    assert "aliases.tsv" in caught.value.hint
    assert f"newsearch export --index {tmp_path}" in caught.value.hint
    assert manifest.read(tmp_path, None).analyser == "old"


ODD = ('{"format": Infinity, "engine": "arrays", "analyser": "print"}', '{"format": 1, "engine": [], "analyser": "x"}')


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"format": "x"}', "[" * 100_000, "\ud800", *ODD])
def test_any_other_content_is_damage(tmp_path: Path, text: str) -> None:
    (tmp_path / manifest.NAME).write_text(text, encoding="utf-8", errors="surrogatepass")
    with pytest.raises(IndexDamaged):
        manifest.read(tmp_path, "print")


def test_one_that_is_larger_than_any_is_damage(tmp_path: Path) -> None:
    manifest.create(tmp_path / "index", "print")
    with (tmp_path / "index" / manifest.NAME).open("r+b") as file:
        file.truncate(1 << 40)  # a file with a hole
    with pytest.raises(IndexDamaged, match="too large"):
        manifest.read(tmp_path / "index", "print")


def test_a_later_format(tmp_path: Path) -> None:
    made = {"format": manifest.FORMAT + 1, "engine": "arrays", "analyser": "print"}
    (tmp_path / manifest.NAME).write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(IndexStale):
        manifest.read(tmp_path, "print")


def test_every_flipped_bit_is_damage(tmp_path: Path) -> None:
    manifest.create(tmp_path, "print")
    path = tmp_path / manifest.NAME
    content = path.read_bytes()
    for place in range(8 * len(content)):
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        path.write_bytes(flipped)
        with pytest.raises(IndexDamaged):
            manifest.read(tmp_path, "print")


def test_one_from_before_they_had_a_checksum(tmp_path: Path) -> None:
    made = {"format": manifest.FORMAT, "engine": "arrays", "analyser": "print"}
    (tmp_path / manifest.NAME).write_text(json.dumps(made), encoding="utf-8")
    assert manifest.read(tmp_path, "print").engine == "arrays"


def test_too_many_open_files_are_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest.create(tmp_path, "print")

    def refuse(*_: object) -> None:
        raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(IndexUnreadable, match="too many open files"):
        manifest.read(tmp_path, "print")
