"""Whatever happens to the files of an index: it is noticed, and nothing but IndexDamaged comes of it."""

import errno
import json
import os
import shutil
import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newsearch import files
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.building import merge_policy
from newsearch.engines.on_whoosh.arrays.files import arrayfile
from newsearch.engines.on_whoosh.arrays.files.mapped import TRAILER, astray
from newsearch.engines.on_whoosh.arrays.files.toc import FORMAT, generations, name_of, read_toc
from newsearch.engines.on_whoosh.arrays.searching import tokens
from newsearch.engines.on_whoosh.arrays.segments import which
from newsearch.errors import IndexDamaged, IndexUnreadable, IndexUnwritable
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import All, Between, Fuzzy, Level, Near, Node, Only, Or, Phrase, Term, Wildcard
from tests.engines.building import batch

#: Every so many bytes one is flipped; 1 flips them all and takes some minutes.
STRIDE = int(os.environ.get("NEWSEARCH_DAMAGE_STRIDE", "23"))

QUERIES: tuple[Node, ...] = (
    Or(tuple(Term("كتاب", level) for level in Level)),
    Phrase(("معرض", "باكو"), Level.LEMMA),
    Near(("باكو", "معرض"), Level.FORM, slop=2),
    Wildcard("ك*", Level.SPELLING),
    Wildcard("?اكو", Level.FORM),
    Fuzzy("باكي", 1, Level.FORM),
    Term("وزير", Level.SPELLING, ("title",)),
    Only("source", "الغد"),
    Between(0, None),
    All(),
)


@pytest.fixture
def sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two segments, one of them with a deleted article; of every lemma all forms but the first are kept apart."""
    monkeypatch.setattr(which, "FAR", 1)
    monkeypatch.setattr(tokens, "FAR", 1)
    folder = tmp_path / "sound"
    engine = ArrayEngine.create(folder)
    with engine.writer() as writer:
        articles = [Article(f"{i}", title=f"معرض باكو {i}", body="الوزير في معرض الكتاب كتاب") for i in range(9)]
        writer.add(batch(*articles, Article("a", title="كتاب", body="كتابة وزير", source="الغد")))
    with engine.writer() as writer:
        writer.add(batch(Article("b", body="باكو الوزير سفر")))
        writer.delete(["3"])
    assert engine.reader().stats().segments == 2
    return folder


def use(folder: Path) -> None:
    """Open it, and ask and read all there is."""
    reader = ArrayEngine.open(folder).reader()
    for query in QUERIES:
        for row in reader.search(Search(query)).rows:
            assert hash(reader.head(row.address))  # which reads all of it
    for entry in reader.ledger():
        address = reader.address(entry.id)
        if address is not None:
            reader.article(address)
    for level in Level:
        for vocable in reader.vocabulary(level):
            reader.variants(level, vocable.text)
            reader.forms_behind([(level, vocable.text)])
    reader.stats()
    reader.close()


def current(folder: Path) -> Iterator[Path]:
    """The files of the last commit."""
    yield folder / name_of(generations(folder)[-1])
    for segment in read_toc(folder).segments:
        yield from map(folder.joinpath, segment.files())


def test_an_index_that_is_sound(sound: Path) -> None:
    assert not list(ArrayEngine.open(sound).check())
    use(sound)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_every_flipped_byte_is_found_and_does_no_harm(sound: Path) -> None:
    for path in current(sound):
        content = path.read_bytes()
        for place in range(0, len(content), STRIDE):
            path.write_bytes(content[:place] + bytes([content[place] ^ (1 << place % 8)]) + content[place + 1 :])
            try:
                problems = list(ArrayEngine.open(sound).check())
                assert problems, (path.name, place)
            except IndexDamaged:
                pass
            try:
                use(sound)
            except IndexDamaged as error:
                assert error.hint  # noqa: PT017
        path.write_bytes(content)
    use(sound)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
def test_missing_truncated_and_swapped_files(sound: Path, tmp_path: Path) -> None:
    names = [path.name for path in current(sound)]
    for name in names[1:]:
        for kind in ("missing", "empty", "short", "long", "swapped"):
            folder = tmp_path / kind / name
            shutil.copytree(sound, folder)
            content = (folder / name).read_bytes()
            others = [other for other in names if other.endswith(Path(name).suffix) and other != name]
            match kind:
                case "missing":
                    (folder / name).unlink()
                case "empty":
                    (folder / name).write_bytes(b"")
                case "short":
                    (folder / name).write_bytes(content[: len(content) // 2])
                case "long":
                    (folder / name).write_bytes(content + b"\0")
                case "swapped" if others:
                    shutil.copy(sound / others[0], folder / name)
                case _:
                    continue
            assert list(ArrayEngine.open(folder).check()), (kind, name)
            with pytest.raises(IndexDamaged):
                use(folder)


def test_deletions_of_another_index_are_no_deletions(sound: Path, tmp_path: Path) -> None:
    """Though the file is as large: only the table of contents knows which one is meant."""
    (dead,) = sound.glob("*.dead")
    for number in range(200):
        other = arrayfile.ArrayFileWriter(tmp_path / f"{number}")
        other.add("dead", arrayfile.narrow(np.array([number])))
        other.close()
    written = dead.read_bytes()
    others = [data for number in range(200) if len(data := (tmp_path / f"{number}").read_bytes()) == len(written)]
    dead.write_bytes(next(data for data in others if data != written))
    assert list(ArrayEngine.open(sound).check())
    with pytest.raises(IndexDamaged):
        use(sound)


def test_a_table_that_was_removed_is_missed(sound: Path) -> None:
    last, before = generations(sound)[::-1]
    (sound / name_of(last)).unlink()
    (problem,) = ArrayEngine.open(sound).check()
    assert problem.file == name_of(before - 1)


def _flipped(path: Path, name: str) -> None:
    """Flip a bit in the first byte of an array."""
    content = bytearray(path.read_bytes())
    (length, *_) = TRAILER.unpack(content[-TRAILER.size :])
    footer = json.loads(content[-TRAILER.size - length : -TRAILER.size])
    content[footer["arrays"][name][1]] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("name", ["heads", "tokens", "moments", "titles", "slots", "texts.text", "signatures"])
def test_damage_is_not_copied_into_a_new_segment(sound: Path, name: str) -> None:
    """A merge gives what it writes a checksum of its own: what was found before would be found no more."""
    (arrays,) = sound.glob("00000002.*.seg")
    _flipped(arrays, name)
    engine, before = ArrayEngine.open(sound), sorted(path.name for path in sound.iterdir())
    assert [problem.what.split(";")[0] for problem in engine.check()] == [name]
    with pytest.raises(IndexDamaged, match=f"{arrays.name} is damaged: {name}"):
        engine.compact()
    assert sorted(path.name for path in sound.iterdir()) == before
    assert [problem.what.split(";")[0] for problem in engine.check()] == [name]


def test_nor_are_deletions_that_are_not_what_was_written(sound: Path) -> None:
    (dead,) = sound.glob("*.dead")
    _flipped(dead, "dead")
    engine = ArrayEngine.open(sound)
    for ids in (["5"], ["a"]):
        with pytest.raises(IndexDamaged), engine.writer() as writer:
            writer.delete(ids)
    assert list(engine.check())


@pytest.mark.parametrize("name", ["id_hashes", "id_order", "heads"])
def test_an_article_that_cannot_be_found_is_neither_kept_nor_doubled_in_silence(
    sound: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge_policy, "chosen", lambda *_, **__: [])
    (arrays,) = sound.glob("00000002.*.seg")
    _flipped(arrays, name)
    engine = ArrayEngine.open(sound)
    articles = engine.reader().stats().articles
    for article_id in "01245678a":
        with suppress(IndexDamaged), engine.writer() as writer:
            assert writer.delete([article_id]) == 1
            writer.cancel()
        with suppress(IndexDamaged), engine.writer() as writer:
            writer.add(batch(Article(article_id, title="معرض باكو 1", body="الوزير في معرض الكتاب كتاب")))
        assert engine.reader().stats().articles == articles


def test_nothing_is_removed_for_what_a_damaged_ledger_says(sound: Path) -> None:
    (arrays,) = sound.glob("00000002.*.seg")
    _flipped(arrays, "entries")
    with pytest.raises(IndexDamaged, match=r"entries is not.*restore it from a copy"):
        list(ArrayEngine.open(sound).reader().ledger())


def test_a_damaged_segment_that_is_not_merged_need_not_be_read(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merge_policy, "chosen", lambda *_, **__: [])
    engine = ArrayEngine.open(sound)
    (arrays,) = sound.glob("00000002.*.seg")
    for name in ("titles", "tokens"):
        _flipped(arrays, name)
        with engine.writer() as writer:
            writer.add(batch(Article(f"new {name}", title="معرض باكو", body="الوزير في معرض الكتاب كتاب")))
        assert {problem.file for problem in engine.check()} == {arrays.name}


def test_large_arrays_are_checked_in_pieces(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrayfile, "_SPAN", 7)
    assert not list(ArrayEngine.open(sound).check())
    (arrays,) = sound.glob("00000002.*.seg")
    content = bytearray(arrays.read_bytes())
    content[content.index("كتابة".encode()) + 5] ^= 1
    arrays.write_bytes(content)
    (problem,) = ArrayEngine.open(sound).check()
    assert problem.what.startswith("texts.text;")


def test_a_damaged_array_does_not_hide_a_broken_block(sound: Path) -> None:
    (arrays,), (store,) = sound.glob("00000002.*.seg"), sound.glob("00000002.*.store")
    _flipped(arrays, "tokens")
    store.write_bytes(bytes([*store.read_bytes()[:-1], store.read_bytes()[-1] ^ 1]))
    first, second = ArrayEngine.open(sound).check()
    assert str(first) == f"{arrays.name}: tokens; all 10 articles of the segment need it: a, 8, 7, 6, 5, …"
    assert "a" in (second.articles or ())


def test_a_broken_block_names_the_articles_it_holds(sound: Path) -> None:
    (store,) = sound.glob("00000002.*.store")
    content = bytearray(store.read_bytes())
    content[-1] ^= 1  # in the block of the article that came last
    store.write_bytes(content)
    problems = list(ArrayEngine.open(sound).check())
    assert [problem.file for problem in problems] == [store.name]
    assert "a" in (problems[0].articles or ())


def test_a_damaged_table_of_contents_and_no_table_at_all(sound: Path) -> None:
    table = sound / name_of(generations(sound)[-1])
    content = table.read_bytes()
    for broken in (b"", content[:-1], content[:20], b"x" + content[1:], content + b" ", b'00000000 {"format":1}\n'):
        table.write_bytes(broken)
        with pytest.raises(IndexDamaged):
            ArrayEngine.open(sound)
    for path in sound.glob("toc-*"):
        path.unlink()
    for begin in (ArrayEngine.open, ArrayEngine.create):
        with pytest.raises(IndexDamaged, match="tables of contents are gone"):
            begin(sound)


def reseal(path: Path, change: Callable[[Any], object]) -> None:
    """Change a sealed file and give it the checksum that fits."""
    content = files.unseal(path.read_bytes())
    path.write_bytes(files.seal(content if (changed := change(content)) is None else changed))


def put_into(place: tuple[str | int, ...], odd: object, content: Any) -> None:
    for step in place[:-1]:
        content = content[step]
    content[place[-1]] = odd


ODD: tuple[object, ...] = (
    None,
    -1,
    1.5,
    float("nan"),
    float("inf"),
    10**400,
    True,
    "x",
    "../x",
    "a\0",
    [],
    {},
    [1],
    {"x": 1},
)
PLACES: tuple[tuple[str | int, ...], ...] = (
    ("generation",),
    ("averages",),
    ("averages", "title"),
    ("segments",),
    ("segments", 0),
    *(("segments", 0, name) for name in ("name", "arrays", "impacts", "dead", "store_size", "articles", "live")),
    *(("segments", 0, "arrays", name) for name in ("name", "size", "crc")),
)


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_a_table_of_contents_that_lies_under_a_right_checksum(sound: Path, place: tuple[str | int, ...]) -> None:
    table = sound / name_of(generations(sound)[-1])
    whole = table.read_bytes()
    for odd in ODD:
        if (place[-1], odd) in (("dead", None), ("averages", None), ("title", 1.5), ("segments", [])):
            continue  # which is an answer, if not the right one

        reseal(table, partial(put_into, place, odd))
        with pytest.raises(IndexDamaged):
            use(sound)
        with pytest.raises(IndexDamaged):
            ArrayEngine.open(sound).writer()
        table.write_bytes(whole)


@pytest.mark.parametrize(
    "whole", ["[" * 100_000, "5", "[]", "{}", f'{{"format": {FORMAT}}}', f'{{"format": [{FORMAT}]}}', "9" * 5000]
)
def test_anything_else_under_a_right_checksum(sound: Path, whole: str) -> None:
    table = sound / name_of(generations(sound)[-1])
    table.write_bytes(b"%08x %s\n" % (zlib.crc32(whole.encode()), whole.encode()))
    with pytest.raises(IndexDamaged) as caught:
        use(sound)
    assert "the commit before it" in caught.value.hint


def test_no_file_outside_of_the_folder_is_read(sound: Path) -> None:
    outside = sound.parent / "x"
    outside.mkdir()
    name = read_toc(sound).segments[0].arrays.name
    (sound / name).rename(outside / name)
    reseal(
        sound / name_of(generations(sound)[-1]), partial(put_into, ("segments", 0, "arrays", "name"), f"../x/{name}")
    )
    with pytest.raises(IndexDamaged):
        use(sound)


def test_a_table_of_contents_as_large_as_no_other(sound: Path) -> None:
    with (sound / name_of(generations(sound)[-1])).open("r+b") as table:
        table.truncate(1 << 40)  # a file with a hole
    with pytest.raises(IndexDamaged):
        use(sound)


def test_more_articles_than_a_segment_has(sound: Path) -> None:
    reseal(sound / name_of(generations(sound)[-1]), partial(put_into, ("segments", 0, "articles"), 2**48 - 1))
    assert [problem.what.split(";")[0] for problem in ArrayEngine.open(sound).check()]
    told = list(ArrayEngine.open(sound).salvage())
    assert len(told) < 20


def test_the_table_after_the_hundred_millionth_commit(sound: Path) -> None:
    last = generations(sound)[-1]
    table = sound / name_of(99_999_999)
    (sound / name_of(last)).rename(table)
    reseal(table, partial(put_into, ("generation",), 99_999_999))
    engine = ArrayEngine.open(sound)
    with engine.writer() as writer:
        writer.add(batch(Article("new", body="خبر")))
    assert generations(sound)[-1] == 100_000_000
    assert engine.reader().address("new") is not None


def rewrite(folder: Path, name: str, change: Callable[[Any], object]) -> None:
    """Change an array of the first segment, with checksums that fit."""
    ref = read_toc(folder).segments[0].arrays
    file = arrayfile.ArrayFile(folder / ref.name, ref.size, ref.crc)
    array = file.array(name).copy()
    change(array)
    with (folder / ref.name).open("r+b") as data:
        data.seek(file.offset(name))
        data.write(array.tobytes())
    refoot(folder, partial(put_into, ("arrays", name, 3), zlib.crc32(array.tobytes())))


def test_lengths_that_lie_under_a_right_checksum_ask_for_no_memory(sound: Path) -> None:
    rewrite(sound, "bodies", lambda bodies: bodies.fill(255))
    with pytest.raises(IndexDamaged):
        use(sound)
    with pytest.raises(IndexDamaged):
        ArrayEngine.open(sound).compact()


@pytest.mark.parametrize("name", ["token_starts", "tokens", "lemma_of", "texts.ends", "key_docs", "slots"])
def test_what_lies_under_a_right_checksum_is_damage_to_a_merge_too(sound: Path, name: str) -> None:
    rewrite(sound, name, lambda numbers: numbers.fill(numbers.max()))
    before = sorted(path.name for path in sound.iterdir())
    with suppress(IndexDamaged):
        ArrayEngine.open(sound).compact()
        return
    assert sorted(path.name for path in sound.iterdir()) == before


def refoot(folder: Path, change: Callable[[Any], object]) -> None:
    """Change the footer of the first segment's arrays, with checksums that fit."""
    ref = read_toc(folder).segments[0].arrays
    data = (folder / ref.name).read_bytes()
    length, _, _ = TRAILER.unpack(data[-TRAILER.size :])
    content = json.loads(data[-TRAILER.size - length : -TRAILER.size])
    change(content)
    footer = json.dumps(content).encode()
    crc = zlib.crc32(footer)
    end = TRAILER.pack(len(footer), crc, zlib.crc32(struct.pack("<QI", len(footer), crc)))
    (folder / ref.name).write_bytes(data[: -TRAILER.size - length] + footer + end)

    def mend(toc: Any) -> None:
        toc["segments"][0]["arrays"] |= {"size": len(data) - length + len(footer), "crc": crc}

    reseal(folder / name_of(generations(folder)[-1]), mend)


def test_a_footer_that_lies_under_a_right_checksum(sound: Path, tmp_path: Path) -> None:
    changes: list[Callable[[Any], object]] = [lambda footer: footer.clear(), lambda footer: footer.update(arrays=[1])]
    names: list[str] = []
    refoot(sound, lambda footer: names.extend(footer["arrays"]))
    use(sound)
    for name in names:
        changes.append(partial(lambda name, footer: footer["arrays"].pop(name), name))
        for place, odd in ((0, "O"), (0, "<f8"), (0, "<i4"), (0, None), (1, -64), (1, 2**70), (2, -1), (2, 2**40)):
            changes.append(partial(put_into, ("arrays", name, place), odd))
    for number, change in enumerate(changes):
        folder = tmp_path / str(number)
        shutil.copytree(sound, folder)
        refoot(folder, change)
        with pytest.raises(IndexDamaged):
            use(folder)
        with pytest.raises(IndexDamaged):
            ArrayEngine.open(folder).writer()


def test_a_table_of_contents_under_another_number(sound: Path) -> None:
    last = generations(sound)[-1]
    (sound / name_of(last)).rename(sound / name_of(9))
    with pytest.raises(IndexDamaged, match=f"that of commit {last}") as caught:
        ArrayEngine.open(sound)
    assert name_of(last) in caught.value.hint
    (sound / name_of(9)).rename(sound / name_of(last))
    use(sound)


def test_files_that_only_look_like_ours(sound: Path) -> None:
    last = generations(sound)[-1]
    (sound / "toc-٠٠٠٠٠٠٠٩.json").write_text("", encoding="utf-8")
    (sound / "٠٠٠٠٠٠٠٩.seg").write_text("", encoding="utf-8")
    assert generations(sound)[-1] == last
    (sound / "newsearch.json.123").write_text("", encoding="utf-8")  # left by whoever was killed when it was made
    with ArrayEngine.open(sound).writer() as writer:
        writer.delete(["b"])
    assert not (sound / "newsearch.json.123").exists()
    assert (sound / "٠٠٠٠٠٠٠٩.seg").exists()
    use(sound)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with names")
def test_a_pipe_in_place_of_a_file_is_not_waited_for(sound: Path) -> None:
    for path in list(current(sound)):
        path.rename(aside := path.with_name("aside"))
        os.mkfifo(path)
        with pytest.raises(IndexDamaged, match="no regular file"):
            use(sound)
        aside.replace(path)
    (sound / "writer.lock").unlink()
    os.mkfifo(sound / "writer.lock")
    with pytest.raises(IndexUnwritable, match="no regular file"):
        ArrayEngine.open(sound).writer()


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENFILE, errno.ENOMEM])
def test_what_this_process_has_too_little_of_is_not_called_damage(
    sound: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ArrayEngine.open(sound)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "open", refuse)
        with pytest.raises(IndexUnreadable, match=os.strerror(number).lower()):
            engine.reader()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "iterdir", refuse)
        with pytest.raises(IndexUnreadable, match=os.strerror(number).lower()):
            engine.reader()
    assert "memory" in str(astray(sound, MemoryError()))


def test_its_size_is_that_of_its_files(sound: Path) -> None:
    assert ArrayEngine.open(sound).reader().stats().bytes == sum(path.stat().st_size for path in current(sound))


def test_nothing_is_ever_unpickled(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("pickle was used")

    for name in ("loads", "load", "dumps", "dump", "Unpickler", "Pickler"):
        monkeypatch.setattr(f"pickle.{name}", refuse)
    use(sound)
    engine = ArrayEngine.open(sound)
    with engine.writer() as writer:
        writer.add(batch(Article("c", body="باكو")))
        writer.delete(["a"])
    engine.compact()
    use(sound)
