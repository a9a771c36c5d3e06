"""The public surface is exactly this."""

import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

import newsearch
from newsearch import Article, Hits, Match, NewsearchError, NewsIndex, Use
from newsearch.errors import Unsupported


def test_the_public_names() -> None:
    assert sorted(newsearch.__all__) == [
        "Article",
        "Changes",
        "Feedback",
        "Forms",
        "Hit",
        "Hits",
        "Match",
        "Mode",
        "NewsIndex",
        "NewsearchError",
        "Note",
        "Order",
        "Passage",
        "Reached",
        "Reason",
        "Repair",
        "Share",
        "Stats",
        "Tier",
        "Use",
        "Words",
        "__version__",
    ]
    for name in newsearch.__all__:
        assert getattr(newsearch, name) is not None
    assert dir(newsearch) == newsearch.__all__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'Index'"):
        _ = newsearch.Index


def test_an_article_takes_an_id_and_keywords() -> None:
    article = Article("1", title="عنوان", body="نص", date=dt.date(2024, 2, 1))
    assert (article.id, article.url, article.source, article.section, article.author) == ("1", "", "", "", "")
    with pytest.raises(TypeError):
        Article("1", "عنوان")  # type: ignore[call-arg]
    with pytest.raises(AttributeError):
        article.title = "x"  # type: ignore[misc]


def test_match_is_text() -> None:
    assert [str(match) for match in Match] == ["all", "some", "repaired"]


def test_from_article_to_hit(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", title="لقاء في باكو", body="وصل الوفد إلى أذربيجان.", source="الغد")])
    with NewsIndex.open(tmp_path / "index") as index:
        hits = index.search("اذربيجان")
        assert isinstance(hits, Hits)
        assert (hits.total, hits.total_some, len(hits)) == (1, 0, 1)
        (hit,) = hits
        assert hit.match is Match.ALL
        assert hit.article.title == "لقاء في باكو"
        assert hit.score > 0
        assert [p.text[s:e] for p in hit.passages for s, e in p.marks] == ["أذربيجان"]
        assert index.delete(["1", "2"]) == 1
        assert index.search("اذربيجان").total == 0


def test_hits_outlive_changes_and_what_was_read_outlives_the_index(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="خبر أول"), Article("2", body="خبر ثان")])
        first, second = index.search("خبر")
        index.delete(["1", "2"])
        read = first.article.body
        assert read in {"خبر أول", "خبر ثان"}
        assert second.passages[0].text in {"خبر أول", "خبر ثان"} - {read}
    assert first.article.body == read
    with pytest.raises(NewsearchError, match="closed"):
        index.search("خبر")


def test_the_same_index_through_whoosh(tmp_path: Path) -> None:
    from whoosh.qparser import MultifieldParser

    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", title="لقاء في باكو", body="وصل الوفد إلى أذربيجان.", source="الغد")])
        door = index.whoosh()
        with door.searcher() as searcher:
            hits = searcher.search(MultifieldParser(["title", "body"], door.schema).parse("اذربيجان"))
            assert [(hit["id"], hit["source"]) for hit in hits] == [("1", "الغد")]
            assert "أذربيجان</b>" in hits[0].highlights("body")
        writer = door.writer()
        writer.add_document(id="2", body="خبر آخر من أذربيجان")
        writer.commit()
        index.refresh()
        assert index.search("أذربيجان").total == 2


def test_every_form_is_found_and_marked_through_whoosh(tmp_path: Path) -> None:
    """Those too that a query of ours reads otherwise than they are indexed: ``الآن``, ``منه``."""
    from whoosh.qparser import QueryParser

    forms = "الآن منه بي هنأ أية الكتاب ومدارسهم قال 12 covid".split()
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(str(number), body=f"خبر {form} خبر") for number, form in enumerate(forms))
        door = index.whoosh()
        with door.searcher() as searcher:
            for number, form in enumerate(forms):
                for field in ("body", "body_spelling", "body_form"):
                    hits = searcher.search(QueryParser(field, door.schema).parse(form), limit=None)
                    hit = next(hit for hit in hits if hit["id"] == str(number))
                    assert f">{form}</b>" in hit.highlights(field, text=hit["body"])


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NewsearchError) as caught:
        NewsIndex.open(tmp_path / "nowhere")
    assert "does not exist" in caught.value.message
    assert "newsearch index" in caught.value.hint


def test_what_is_no_article_is_named_and_nothing_is_added(tmp_path: Path) -> None:
    sound = Article("1", body="خبر")
    with NewsIndex.create(tmp_path / "index") as index:
        for wrong, error, said in (
            (Article("2", title=None), TypeError, "'2' cannot be added: its title cannot be a NoneType"),  # type: ignore[arg-type]
            (Article(5), TypeError, "5 cannot be added: its id cannot be a int"),  # type: ignore[arg-type]
            (Article("3", date="2024-02-01"), TypeError, "'3' cannot be added: its date cannot be a str"),  # type: ignore[arg-type]
            (Article("", body="خبر"), ValueError, "it has no id"),
        ):
            with pytest.raises(error, match=said):
                index.add([sound, wrong])
        assert len(index) == 0


def test_where_fields_end_counts_for_what_is_changed(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", title="a\0", body="b")])
        assert index.add([Article("1", title="a", body="\0b")]).replaced == 1
        assert index.add([Article("1", title="a", body="\0b")]).unchanged == 1


def test_what_was_opened_for_one_search_says_so(tmp_path: Path) -> None:
    NewsIndex.create(tmp_path / "index").close()
    with NewsIndex.open(tmp_path / "index", use=Use.ONE_SEARCH) as index, pytest.raises(Unsupported) as refused:
        index.check()
    assert "one search" in str(refused.value)


def test_what_was_added_is_seen_whoever_searches_meanwhile(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        done = threading.Event()

        def look() -> None:
            while not done.is_set():
                index.search("خبر")

        looking = threading.Thread(target=look)
        looking.start()
        try:
            for number in range(20):
                index.add([Article(str(number), body="خبر")])
                assert str(number) in index
        finally:
            done.set()
            looking.join()


def test_a_mistake_of_the_caller_is_no_damage(tmp_path: Path) -> None:
    def broken() -> Iterator[str]:
        yield "1"
        raise KeyError("theirs")

    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="خبر")])
        for call in (
            lambda: index.search("خبر", 2.5),  # type: ignore[arg-type]
            lambda: index.search("خبر", 2, 1.0),  # type: ignore[arg-type]
            lambda: index.delete([5]),  # type: ignore[list-item]
            lambda: index.get(None),  # type: ignore[arg-type]
            lambda: None in index,  # type: ignore[operator]
        ):
            with pytest.raises(TypeError):
                call()
        with pytest.raises(KeyError, match="theirs"):
            index.delete(broken())
        assert len(index) == 1
