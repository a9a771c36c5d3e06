"""Ranking by score in two steps: what is found by the leading members comes first, the pool in the whole order."""

from pathlib import Path

import pytest

from newsearch.engines import steps
from newsearch.engines.in_memory import InMemory
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import And, Level, Not, Only, Or, Synonyms, Term, leading
from tests.engines.building import batch

BOOK, BOOKS, SCHOOL = Term("كتاب", weight=1.0), Term("كتب", weight=0.9), Term("مدرسة", weight=0.1)
FORM = Term("كتاب", Level.FORM, weight=0.25)


def test_the_leading_members_are_those_that_match_and_count_most() -> None:
    assert Synonyms((FORM, BOOK, SCHOOL), 2, 2).leading == BOOK
    assert Synonyms((FORM, BOOK, BOOKS, SCHOOL), 3, 3, 2.0, ("form", "lemma", "name", "root")).leading == Synonyms(
        (BOOK, BOOKS), 2, 2, 2.0, ("lemma", "name")
    )
    assert Synonyms((FORM, BOOK), 2, 2, weight=0.5).leading == Term("كتاب", weight=0.5)


def test_only_what_is_scored_is_looked_at() -> None:
    word = Synonyms((FORM, BOOK, SCHOOL), 2, 2)
    unwanted = Not(word)
    assert leading(And((Or((word, SCHOOL)), unwanted, Only("source", "x")))) == And(
        (Or((BOOK, SCHOOL)), unwanted, Only("source", "x"))
    )


def test_a_tree_with_nothing_to_leave_out_stays_the_same_one() -> None:
    tree = And((Or((BOOK, Synonyms((BOOK, BOOKS), 2, 2))), Not(SCHOOL)))
    assert leading(tree) is tree


def best_first(articles: object) -> list[int]:
    return sorted(articles)  # type: ignore[call-overload,no-any-return]


def test_the_pool_comes_first_then_what_was_found_then_the_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "POOL", 2)
    assert steps.two_steps({1, 2, 3, 4, 5}, [5, 4, 3], 2, best_first) == [4, 5, 3, 1, 2]
    assert steps.two_steps({1, 2, 3, 4, 5}, [5], 2, best_first) == [1, 2, 3, 4, 5]
    assert steps.two_steps({1, 2, 3, 4, 5}, [5], 1, best_first) == [5, 1, 2, 3, 4]
    assert steps.two_steps({1, 2, 3, 4, 5}, [], 1, best_first) == [1, 2, 3, 4, 5]


def test_relatives_alone_come_behind_where_there_is_enough(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An article full of a relative is the best while few have any word itself, and the last one when many do."""
    relative = Article("relative", title="مدرسة مدرسة", body="مدرسة " * 50)
    few = [Article(f"{n}", body="كتاب " + "خبر " * 30) for n in range(3)]
    word = Synonyms((Term("كتاب", Level.FORM), Term("مدرسة", Level.FORM, weight=0.4)), 1, 2)
    asked = Search(Synonyms(word.members, 1, 1), Or((word, Term("غيره"))), limit=10)
    for pool, place in ((4, 0), (3, 3)):
        monkeypatch.setattr(steps, "POOL", pool)
        for engine in (InMemory(), ArrayEngine.create(tmp_path / f"{pool}")):
            with engine.writer() as writer:
                writer.add(batch(relative, *few))
            reader = engine.reader()
            rows = reader.search(asked).rows
            assert [reader.head(row.address).id for row in rows].index("relative") == place


def test_relatives_alone_come_behind_a_single_word_however_few_have_it(tmp_path: Path) -> None:
    """They are no part of the pool, either: feedback does not lift them above it."""
    relatives = [Article(f"relative{n}", title="مدرسة مدرسة", body="مدرسة " * 50 + "خبر") for n in range(15)]
    few = [Article(f"{n}", body="كتاب " + "خبر " * 30) for n in range(12)]
    word = Synonyms((Term("كتاب", Level.FORM), Term("مدرسة", Level.FORM, weight=0.4)), 1, 2)
    whole = Synonyms(word.members[:1], 1, 1)
    for engine in (InMemory(), ArrayEngine.create(tmp_path / "arrays")):
        with engine.writer() as writer:
            writer.add(batch(*relatives, *few))
        reader = engine.reader()
        for offset in (0, 5):
            rows = reader.search(Search(whole, word, limit=20, offset=offset, feedback=0.4)).rows
            assert [row.complete for row in rows] == [True] * (12 - offset) + [False] * (8 + offset)
