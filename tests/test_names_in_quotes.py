"""A phrase is met however the names in it are parted by blanks."""

from collections.abc import Iterator

import pytest

from newsearch import Article, Match, NewsIndex
from newsearch.query.tiers import ALL, Tier

NEWS = [
    Article("1", body="افتتح الملك عبد الله المعرض"),
    Article("2", body="وصل الملك عبدالله إلى المدينة"),
    Article("3", body="الملك ليس عبد الله"),
    Article("4", body="كتب نور الدين بن عبد الرحمن رسالة"),
    Article("5", body="كتب نورالدين بن عبدالرحمن رسالة"),
    Article("6", body="قال عبد إن الله معه"),
    Article("7", body="عاد لعبدالله ماله"),
    Article("8", body="التقى بنكيران وزراءه"),
    Article("9", body="التقى بن كيران وزراءه"),
    Article("10", body="آية من كتاب الله"),
    Article("11", body="زار آل صالح المتحف"),
    Article("12", body="العمل الصالح"),
    Article("13", body="قانون صالح للتطبيق"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    with NewsIndex.create(tmp_path_factory.mktemp("names") / "index") as index:
        index.add(NEWS)
        yield index


def found(index: NewsIndex, query: str) -> set[str]:
    return {hit.head.id for hit in index.search(query)}


@pytest.mark.parametrize(
    ("joined", "apart", "ids"),
    [
        ("الملك عبدالله", "الملك عبد الله", {"1", "2"}),
        ("كتب نورالدين بن", "كتب نور الدين بن", {"4", "5"}),
        ("نورالدين بن عبدالرحمن", "نور الدين بن عبد الرحمن", {"4", "5"}),
        ("عبدالله", "عبد الله", {"1", "2", "3", "7"}),
        ("لعبدالله", "لعبد الله", {"1", "2", "3", "7"}),
        ("بنكيران وزراءه", "بن كيران وزراءه", {"8", "9"}),
    ],
)
def test_joined_and_apart_find_each_other(index: NewsIndex, joined: str, apart: str, ids: set[str]) -> None:
    assert found(index, f'"{joined}"') == found(index, f'"{apart}"') == ids


def test_what_is_joined_is_another_name(index: NewsIndex) -> None:
    tiers = {hit.head.id: {reason.tier for reason in hit.why} for hit in index.search('"نور الدين بن عبد الرحمن"')}
    assert tiers == {"4": {"phrase"}, "5": {Tier.NAME}}


def test_the_article_is_no_part_of_a_name(index: NewsIndex) -> None:
    """A family is no word with the article, and that is not any form of the word."""
    assert found(index, '"آل صالح"') == {"11"}
    assert {hit.head.id for hit in index.search("آل صالح") if hit.match is Match.ALL} == {"11"}
    assert {hit.head.id for hit in index.search("ال صالح") if hit.match is Match.ALL} == {"11", "12"}


def test_within_a_distance(index: NewsIndex) -> None:
    assert found(index, '"عبدالله الملك"~1') == found(index, '"عبد الله الملك"~1') == {"1", "2", "3"}


def test_the_very_form_and_fewer_tiers_take_blanks_as_they_are(index: NewsIndex) -> None:
    assert found(index, '="الملك عبد الله"') == {"1"}
    without = index.search('"الملك عبد الله"', tiers=ALL - {Tier.NAME})
    assert {hit.head.id for hit in without} == {"1"}
    assert not without.notes


def test_it_is_said_only_where_the_index_has_it(index: NewsIndex) -> None:
    assert [str(note) for note in index.search('"الملك عبد الله"').notes] == ["also: الملك عبدالله"]
    assert not index.search('"كتاب الله"').notes


def test_the_other_way_is_marked_and_listed(index: NewsIndex) -> None:
    (passage,) = next(hit.passages for hit in index.search('"الملك عبد الله"') if hit.head.id == "2")
    assert [passage.text[start:end] for start, end in passage.marks] == ["الملك", "عبدالله"]
    assert {row.form for row in index.forms('"الملك عبد الله"')} == {"الملك عبد الله", "الملك عبدالله"}
