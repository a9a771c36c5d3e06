"""A word typed of a woman: women first, men match as well and hardly count."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex, Tier
from newsearch.query.tiers import ALL

#: Three on women, with the word once; three on men, full of it.
TEXTS = {
    "f1": "زارت وزيرة الثقافة المتحف",
    "f2": "قالت الوزيرة إن المعرض مفتوح",
    "f3": "اجتمعت وزيرات من دول الساحل",
    "m1": "وزير المالية: اجتمع الوزير مع وزير النقل ووزير العدل",
    "m2": "الوزراء عند الوزير، والوزير عند الوزراء",
    "m3": "عاد الوزير وسافر الوزير",
}


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NewsIndex]:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(Article(name, body=f"{text} كلام آخر عن يوم طويل") for name, text in TEXTS.items())
        yield made


def found(index: NewsIndex, query: str, **choice: frozenset[Tier]) -> list[str]:
    return [hit.head.id for hit in index.search(query, **choice)]  # type: ignore[arg-type]


@pytest.mark.parametrize("query", ["وزيرة", "الوزيرة", "وزيرات", "للوزيرة", "وزيره", '"وزيرة"'])
def test_women_come_first_and_men_match(index: NewsIndex, query: str) -> None:
    hits = list(index.search(query))
    assert {hit.head.id for hit in hits[:3]} == {"f1", "f2", "f3"}
    assert {hit.match for hit in hits} == {Match.ALL}
    assert {hit.head.id for hit in hits[3:]} == {"m1", "m2", "m3"}
    assert hits[2].score > 3 * hits[3].score


def test_a_word_typed_of_a_man_means_both(index: NewsIndex) -> None:
    assert set(found(index, "وزير")) == TEXTS.keys()
    assert found(index, "وزير")[0].startswith("m")


def test_the_tier_can_be_switched_off(index: NewsIndex) -> None:
    assert set(found(index, "وزيرة", tiers=ALL - {Tier.GENDER})) == {"f1", "f2", "f3"}
    assert set(found(index, "وزيرة", tiers=ALL - {Tier.LEMMA})) == {"f1"}


def test_plurals_of_men_and_owners_are_no_women(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            Article(str(number), body=text)
            for number, text in enumerate(
                ["القاضية هنا", "القضاة هنا", "سائقة هنا", "سائقه هنا", "سائقه هناك", "أستاذة هنا", "أستاذ هنا"]
            )
        )
        for query, women in (("قاضية", {"0"}), ("سائقات", {"2"}), ("أستاذة", {"5"})):
            hits = list(index.search(query))
            assert {hit.head.id for hit in hits if hit.score > 0.5 * hits[0].score} == women
            assert len(hits) > 1


def test_a_plural_of_men_in_the_same_letters_means_men(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            Article(str(number), body=f"{text} كلام آخر")
            for number, text in enumerate(["اجتمع القضاة", "حكمت القاضية", "فاز الطلبة", "فازت الطالبة"])
        )
        for query, men in (("قضاة", "0"), ("القضاة", "0"), ("طلبة", "2"), ("الطلبه", "2")):
            assert found(index, query)[0] == men
            assert "gender" not in {row.tier for row in index.forms(query)}


def test_several_of_a_nation_are_women_and_one_may_be_anything(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            [
                Article("women", body="فازت سعوديات بالجائزة بعد يوم طويل"),
                Article("country", body="المملكة العربية السعودية والوفود السعودية في السعودية"),
                Article("man", body="السعودي مع السعوديين في النادي السعودي"),
            ]
        )
        assert found(index, "السعوديات")[0] == "women"
        assert {row.tier for row in index.forms("سعوديات") if row.form == "السعوديين"} == {"gender"}
        assert "gender" not in {row.tier for row in index.forms("السعودية")}


def test_his_minister_is_a_man(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            [Article("his", body="كلف الرئيس وزيره"), Article("a", body="جاء وزير"), Article("b", body="جاء وزير")]
        )
        assert len(found(index, "وزيره")) == 3
        assert "gender" not in {row.tier for row in index.forms("وزيره")}


def test_forms_say_so(index: NewsIndex) -> None:
    rows = {row.form: row.tier for row in index.forms("وزيرة")}
    assert rows["وزيرة"] == "form"
    assert rows["الوزيرة"] == rows["وزيرات"] == "lemma"
    assert rows["الوزير"] == rows["الوزراء"] == "gender"


def test_women_side_by_side_with_another_word_are_no_men(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(
            [
                Article("f", body="فازت طالبة من جدة، وهي سعودية، بجائزة"),
                Article("m", body="نادي الطلبة السعوديين ونادي الطلبة السعوديين"),
            ]
        )
        assert found(index, "طالبتان سعوديتان")[0] == "f"
