"""Readers and writers at the same time: every snapshot stays what it was, in threads and in other processes."""

import random
import shutil
import subprocess
import sys
import threading
from collections import Counter
from itertools import product
from pathlib import Path

import pytest

from newsearch import NewsIndex
from newsearch.engines.base import Reader
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.cold import places, plain
from newsearch.engines.on_whoosh.arrays.cold.oneshot import OneShot
from newsearch.engines.on_whoosh.arrays.searching import patterns, tokens
from newsearch.engines.on_whoosh.arrays.segments import which
from newsearch.errors import IndexMissing
from newsearch.model import Article, Vocable
from newsearch.query.plan import Search
from newsearch.query.tree import All, Level, Phrase, Term, Wildcard
from tests.engines.building import batch, fold


def write(engine: ArrayEngine, number: int) -> None:
    """Every commit holds ten articles that say its number, and no other."""
    with engine.writer() as writer:
        writer.add(batch(*(Article(f"{i}", title=f"خبر {i}", body=f"كلام رقم{number}") for i in range(10))))
    if number % 5 == 0:
        engine.compact()


def read(reader: Reader) -> str:
    """The number of the commit, once all ten articles have told it."""
    rows = reader.search(Search(All())).rows
    bodies = Counter(reader.article(row.address).body for row in rows)
    assert len(bodies) == 1
    ((body, count),) = bodies.items()
    assert count == 10
    assert reader.search(Search(Term(body.split()[1], Level.FORM))).total == 10
    assert len(list(reader.ledger())) == 10
    return body


@pytest.mark.parametrize("several", [0, 16])
@pytest.mark.parametrize("far", [1, 3, 255])
def test_the_forms_of_a_phrase_are_told_apart_without_numpy(
    far: int, several: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many forms a lemma has, and whether all its tokens are read or one is looked up."""
    for module in (which, tokens, places):
        monkeypatch.setattr(module, "FAR", far)
    monkeypatch.setattr(plain, "_SEVERAL", several)
    forms = "كتاب الكتاب كتابة الكتابة كتابه الكتابه".split()  # of one lemma
    rng = random.Random(far)
    engine = ArrayEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(batch(*(Article(f"{i}", body=" ".join(rng.choices(forms, k=9))) for i in range(20))))
    for level in (Level.FORM, Level.SPELLING):
        for texts in product(map(fold(level), forms), repeat=2):
            one, found = OneShot(tmp_path), Search(Phrase(texts, level), limit=100)
            assert one.search(found).rows == engine.reader().search(found).rows
            assert one._arrays is None


def test_refreshing_costs_nothing_without_a_commit_and_sees_an_index_made_anew(tmp_path: Path) -> None:
    def made(body: str) -> None:
        with NewsIndex.create(tmp_path / "index") as index:
            index.add([Article("1", body=body)])

    made("خبر")
    with NewsIndex.open(tmp_path / "index") as index:
        assert index.search("خبر").total == 1
        snapshot = index._snapshot()
        index.refresh()
        assert index._snapshot() is snapshot
        shutil.rmtree(tmp_path / "index")
        index.refresh()
        with pytest.raises(IndexMissing):
            index.search("خبر")
        made("سفر")  # which is the second commit, as the first one was
        index.refresh()
        assert (index.search("خبر").total, index.search("سفر").total) == (0, 1)


def test_threads_read_whole_commits(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path)
    write(engine, 1)
    done, seen, errors = threading.Event(), set(), list[BaseException]()
    shared = engine.reader()
    first = read(shared)

    def work() -> None:
        try:
            while not done.is_set():
                reader = engine.reader()
                seen.add(read(reader))
                assert read(shared) == first
                reader.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(2, 30):
        write(engine, number)
    done.set()
    for thread in threads:
        thread.join()
    assert not errors
    assert len(seen) > 1
    assert read(shared) == first


READS = """
import sys
from pathlib import Path
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.cold import places, plain
from newsearch.engines.on_whoosh.arrays.searching import patterns, tokens
from newsearch.engines.on_whoosh.arrays.segments import which
from newsearch.engines.on_whoosh.arrays.cold.oneshot import OneShot
from tests.engines.arrays.test_readers import read
engine = ArrayEngine.open(Path(sys.argv[1]))
kept = engine.reader()
first = read(kept)
print(first, flush=True)
for _ in range(60):
    read(engine.reader())
assert read(kept) == first
"""


def test_other_processes_read_whole_commits(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path)
    write(engine, 1)
    command = [sys.executable, "-c", READS, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "رقم" in process.stdout.readline()
        number = 1
        while process.poll() is None:
            number += 1
            write(engine, number)
    assert process.returncode == 0
    assert number > 1


def test_what_was_opened_without_numpy_outlives_the_files_it_was_opened_from(tmp_path: Path) -> None:
    engine = ArrayEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(batch(*(Article(f"{i}", body="باكو خبر") for i in range(5))))
    reader = OneShot(tmp_path)
    before = {path.name for path in tmp_path.glob("*.seg")}
    for _ in range(3):
        with engine.writer() as writer:
            writer.add(batch(Article("1", body="سفر")))
        engine.compact()
    assert not before & {path.name for path in tmp_path.glob("*.seg")}
    assert reader.vocabulary(Level.FORM) == [Vocable("باكو", 5), Vocable("خبر", 5)]
    assert reader.search(Search(Phrase(("باكو", "خبر"), Level.FORM))).total == 5
    assert reader.article(reader.search(Search(Term("خبر", Level.FORM))).rows[0].address).body == "باكو خبر"


@pytest.mark.parametrize("pattern", ["*اما", "*ما", "*ام*", "?ما", "ا*ما", "*مام*"])
def test_texts_that_overlap_hide_one_another_from_no_pattern(
    pattern: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All texts lie one behind the other: what ends one and begins the next may look like the letters of a pattern."""
    monkeypatch.setattr(patterns, "_FEW", 1)
    words = ["".join(letters) for size in range(1, 5) for letters in product("ام", repeat=size)]
    engine = ArrayEngine.create(tmp_path)
    with engine.writer() as writer:
        writer.add(batch(*(Article(word, body=word) for word in words)))
    wanted = Wildcard(pattern, Level.FORM)
    reader, fits = engine.reader(), wanted.test()
    rows = reader.search(Search(wanted, limit=len(words))).rows
    assert {reader.head(row.address).id for row in rows} == set(filter(fits, words))
