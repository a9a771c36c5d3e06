"""Whatever happens to the files of an index: it is noticed, and nothing but IndexDamaged comes of it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch.engines.on_whoosh.arrays import ArrayEngine, tokens, which
from newsearch.engines.on_whoosh.arrays.toc import generations, name_of, read_toc
from newsearch.errors import IndexDamaged, IndexMissing
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
    with pytest.raises(IndexMissing):
        ArrayEngine.open(sound)


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
