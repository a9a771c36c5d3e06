"""One line of JSON: which article it becomes, and what is said when it becomes none."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.digest import digest
from newsearch.model import Article, Record
from newsearch.sources import Doubt, Keep, Severity, Skipped
from newsearch.sources.jsonl import NAMES, Lines


def read(line: object, mapping: dict[str, str] | None = None, keep: Keep = Keep.ARTICLE) -> list[Record | Skipped]:
    text = line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)
    return list(Lines("a.jsonl", "/a.jsonl", mapping or {}, keep).read(text, 7))


def article(line: object, **mapping: str) -> Article:
    (record,) = read(line, mapping)
    assert isinstance(record, Record)
    return record.article


def skipped(line: object) -> Skipped:
    (item,) = read(line)
    assert isinstance(item, Skipped)
    assert not isinstance(item, Doubt)
    assert (item.path, item.line) == ("a.jsonl", 7)
    return item


def test_all_fields() -> None:
    row = {name: f"{name} 1" for name in NAMES} | {"date": "2024-02-24", "views": 10}
    expected = {name: f"{name} 1" for name in NAMES if name not in {"id", "date"}}
    assert article(row) == Article("id 1", date=dt.date(2024, 2, 24), **expected)


def test_other_names_even_if_they_cross() -> None:
    row = {"text": "النص.", "body": "العنوان", "category": "سياسة"}
    found = article(row, text="body", body="title", category="section")
    assert (found.title, found.body, found.section) == ("العنوان", "النص.", "سياسة")


def test_the_id_is_given_or_the_address_or_the_content() -> None:
    assert article({"id": 12, "url": "u", "body": "ن"}).id == "12"
    assert article({"id": 0, "url": "u", "body": "ن"}).id == "0"
    assert article({"id": " ", "url": "http://a.example/?a=1&copy=2", "body": "ن"}).id == "http://a.example/?a=1&copy=2"
    first, again, other = (article({"body": body}).id for body in ("ن", "ن", "م"))
    assert first == again != other


def test_the_digest_tells_every_change() -> None:
    one = Article("1", title="أ", body="ب", date=dt.date(2024, 1, 1))
    others = [
        Article("2", title="أ", body="ب", date=dt.date(2024, 1, 1)),
        Article("1", title="أب", body="", date=dt.date(2024, 1, 1)),
        Article("1", title="أ", body="ب", date=dt.date(2024, 1, 2)),
        Article("1", title="أ", body="ب"),
        Article("1", title="أ", body="ب", source="أ", date=dt.date(2024, 1, 1)),
    ]
    assert len({digest(one), *map(digest, others)}) == 6
    assert digest(one) == digest(Article("1", title="أ", body="ب", date=dt.date(2024, 1, 1)))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ('{"body": "نص"', "no valid JSON: Expecting ',' delimiter at character 13"),
        ("نص بلا أقواس", "no valid JSON"),
        ('["نص"]', "not an object"),
        ("null", "not an object"),
        ('{"title": {"rendered": "عنوان"}}', "its title is an object"),
        ('{"body": ' + "[" * 100_000, "nested too deeply"),
        ('{"id": ' + "9" * 5000 + "}", "no valid JSON"),
        ('{"body": "a\tb"}', "no valid JSON: Invalid control character"),
    ],
)
def test_what_is_broken_is_a_failure_with_its_reason(line: str, reason: str) -> None:
    item = skipped(line)
    assert reason in item.reason
    assert item.severity is Severity.FAILED


@pytest.mark.parametrize("row", [{}, {"title": "", "body": " \n"}, {"title": None}, {"body": []}, {"views": 3}])
def test_an_empty_article_is_passed_over(row: object) -> None:
    item = skipped(row)
    assert item.reason == "empty: neither title nor body"
    assert item.severity is Severity.PASSED


def test_other_names_of_what_an_article_has_are_told() -> None:
    item = skipped({"headline": "عنوان", "views": 3, "text": "نص", "none": "", "x" * 99: "نص"})
    assert item.reason == f"empty: neither title nor body, but headline, text, {'x' * 30}: see --map"
    doubt, _record = read({"id": "1", "text": "نص"})
    assert "but text: see --map" in str(doubt)


def test_an_article_with_an_address_only_is_taken_and_named() -> None:
    doubt, record = read({"url": "http://a.example/1", "title": "", "body": ""})
    assert isinstance(doubt, Doubt)
    assert isinstance(record, Record)
    assert record.article.id == "http://a.example/1"


def test_other_types_become_sensible_text() -> None:
    found = article({"title": 2024, "body": ["فقرة أولى.", None, {"x": 1}, "فقرة ثانية."], "author": ["سلمى", "نادر"]})
    assert (found.title, found.body, found.author) == ("2024", "فقرة أولى.\n\nفقرة ثانية.", "سلمى، نادر")
    assert article({"title": "ع", "author": None, "source": True, "section": 1.5}) == Article(
        article({"title": "ع", "section": "1.5"}).id, title="ع", section="1.5"
    )


def test_deep_lists_do_not_crash() -> None:
    assert article({"title": "ع", "body": json.loads("[" * 500 + "]" * 500)}).body == ""


def test_a_date_that_is_not_understood_is_a_doubt_and_the_article_is_kept() -> None:
    doubt, record = read({"id": "1", "body": "ن", "date": "قبل ساعتين"})
    assert isinstance(doubt, Doubt)
    assert "قبل ساعتين" in doubt.reason
    assert isinstance(record, Record)
    assert record.article.date is None
    assert article({"body": "ن", "date": ""}).date is None
    assert article({"body": "ن", "date": 1437446759}).date == dt.datetime(2015, 7, 21, 2, 45, 59, tzinfo=dt.UTC)


def test_half_characters_and_nuls_never_get_in() -> None:
    found = article(r'{"id": "\ud800", "title": "\udc00عنوان\u0000", "body": "\ud83d\ude00 \ud800نص"}')
    assert found == Article("�", title="�عنوان", body="😀 �نص")


def test_entities_and_tags_are_resolved_in_texts_only() -> None:
    found = article({"url": "http://a.example/?a&amp;b", "body": "<p>قال &quot;نعم&quot;</p><p>R&D &copy</p>"})
    assert (found.url, found.body) == ("http://a.example/?a&amp;b", 'قال "نعم"\n\nR&D &copy')


def test_chrome_goes_and_the_rest_stays_as_it_is() -> None:
    body = "  فقرة أولى. \r\n\n فقرة ثانية."
    assert article({"body": body}).body == body
    dirty = {"body": body + "\nمقالات ذات صلة\nعنوان مقال آخر"}
    assert article(dirty).body == body
    (record,) = read(dirty, keep=Keep.EVERYTHING)
    assert isinstance(record, Record)
    assert record.article.body == dirty["body"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(NAMES) | st.text(), _JSON), st.booleans())
def test_every_object_becomes_an_article_that_can_be_written_or_a_reason(row: dict[str, object], ascii_: bool) -> None:
    items = read(json.dumps(row, ensure_ascii=ascii_))
    assert items
    for item in items:
        if isinstance(item, Record):
            for name in NAMES:
                assert "\0" not in str(getattr(item.article, name)).encode().decode()


@given(st.text())
def test_every_line_is_read(line: str) -> None:
    assert read(line)
