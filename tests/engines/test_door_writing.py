"""Writing through Whoosh's door: what Whoosh's own writer promises, or a clear refusal."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from whoosh import fields
from whoosh import query as q
from whoosh.index import LockError
from whoosh.writing import CLEAR, AsyncWriter, IndexingError

from newsearch.engines.on_whoosh.door import DoorIndex
from newsearch.errors import IndexLocked, Unsupported
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import Term
from tests.engines.doors import Spaces, articles, door


def test_writing_through_the_door(tmp_path: Path) -> None:
    engine, ours = door(tmp_path, [Article("1", body="خبر قديم"), Article("2", body="خبر آخر")])
    writer = ours.writer()
    writer.add_document(id="3", title="جديد", body="خبر جديد", date="2024-02-01")
    writer.update_document(id="1", body="خبر معدل")
    writer.delete_by_term("id", "2")
    writer.commit()
    with ours.searcher() as searcher:
        assert {hit["id"] for hit in searcher.search(q.Term("body", "خبر"))} == {"1", "3"}
        assert len(searcher.search(q.Term("body", "قديم"))) == 0
    assert engine.reader().search(Search(Term("جديد"))).total == 1
    cancelled = ours.writer()
    cancelled.add_document(id="4", body="لا شيء")
    cancelled.cancel()
    assert ours.doc_count() == 2
    refused = ours.writer()
    with pytest.raises(Unsupported, match="colour"):
        refused.add_document(id="5", colour="red")
    refused.cancel()


def _bodies(index: DoorIndex) -> dict[str, str]:
    with index.searcher() as searcher:
        return {fields["id"]: fields["body"] for fields in searcher.reader().all_stored_fields()}


def test_a_new_version_is_not_deleted_with_the_old_one(tmp_path: Path) -> None:
    """Whoosh deletes what was committed; what the same writer adds stays."""
    _engine, ours = door(tmp_path, [Article(str(i), body=f"خبر {i}", source="الغد") for i in range(4)])
    with ours.writer() as writer:
        writer.update_document(id="1", body="جديد", source="الجديد")
        assert writer.delete_by_query(q.Or([q.Term("source", "الغد"), q.Term("body", "غائب")])) == 4
        writer.update_document(id="3", body="جديد")
        writer.delete_by_term("id", "3")
        writer.add_document(id="5", body="أول")
        writer.delete_by_term("id", "5")
    assert _bodies(ours) == {"1": "جديد", "3": "جديد", "5": "أول"}


def test_the_number_of_an_old_version_deletes_nothing(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, articles(1))
    with ours.writer() as writer:
        writer.update_document(id="a001", body="جديد")
    with ours.reader() as reader:
        dead = [number for number in range(reader.doc_count_all()) if reader.is_deleted(number)]
    assert len(dead) == 1
    with ours.writer() as writer:
        writer.delete_document(dead[0])
    assert _bodies(ours)["a001"] == "جديد"


def test_a_closed_writer_takes_nothing_more(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, [Article("1", body="خبر")])
    for end in ("commit", "cancel"):
        writer = ours.writer()
        getattr(writer, end)()
        for late, arguments in (
            ("add_document", {"id": "2", "body": "خبر"}),
            ("update_document", {"id": "2", "body": "خبر"}),
            ("delete_document", {"docnum": 0}),
            ("commit", {}),
        ):
            with pytest.raises(IndexingError, match="closed"):
                getattr(writer, late)(**arguments)
    assert _bodies(ours) == {"1": "خبر"}


def test_a_value_is_none_or_of_its_type(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, [])
    with ours.writer() as writer:
        writer.add_document(id="1", title=None, body="خبر", url=None, source=None, date=None)
        writer.add_document(id="2", body="خبر", date=dt.date(2024, 2, 1))
        for wrong in (
            {"body": b"x"},
            {"id": 5},
            {"id": None},
            {"source": ["a", "b"]},
            {"date": 20240201},
            {"date": "yesterday"},
            {"_boost": 2.0},
            {"_stored_body": "x"},
        ):
            with pytest.raises(Unsupported):
                writer.add_document(**{"id": "3", "body": "خبر", **wrong})
    with ours.searcher() as searcher:
        found = {fields["id"]: fields["date"] for fields in searcher.reader().all_stored_fields()}
        assert found == {"1": "", "2": "2024-02-01"}


def test_a_commit_that_fails_lets_go_of_the_index(tmp_path: Path) -> None:
    engine, _ = door(tmp_path, [Article("1", body="خبر")])

    def broken(_articles: list[Article]) -> Any:
        raise RuntimeError("no columns today")

    ours = DoorIndex(engine, Spaces(), broken)
    writer = ours.writer()
    writer.add_document(id="2", body="خبر")
    with pytest.raises(RuntimeError):
        writer.commit()
    assert writer.is_closed
    ours.writer().cancel()
    assert _bodies(ours) == {"1": "خبر"}


def test_writers_wait_for_one_another_as_whoosh_does(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, [Article("1", body="خبر"), Article("2", body="خبر")])
    first = ours.writer()
    with pytest.raises(LockError) as refused:
        ours.writer()
    assert isinstance(refused.value, IndexLocked)
    waiting = AsyncWriter(ours, delay=0.01)
    waiting.add_document(id="3", body="جديد")
    waiting.delete_by_term("id", "2")
    waiting.commit()
    first.add_document(id="4", body="أول")
    first.commit()
    waiting.join(10)
    assert _bodies(ours) == {"1": "خبر", "3": "جديد", "4": "أول"}


def test_what_a_news_index_cannot_do_is_refused(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, [Article("1", body="خبر")])
    names = ours.schema.names()
    writer = ours.writer()
    for refused in (
        lambda: writer.add_field("colour", fields.TEXT),
        lambda: writer.remove_field("url"),
        lambda: writer.group().__enter__(),
        lambda: writer.delete_document(0, delete=False),
        lambda: writer.commit(mergetype=CLEAR),
        lambda: ours.add_field("colour", fields.TEXT),
        lambda: ours.remove_field("url"),
        lambda: ours.storage,
        lambda: ours.lock("WRITELOCK"),
        lambda: ours.release,
        lambda: ours.version,
    ):
        with pytest.raises(Unsupported):
            refused()
    writer.commit(optimize=True)
    assert ours.schema.names() == names
    assert not hasattr(ours, "storage")
    assert ours.indexname == "MAIN"
