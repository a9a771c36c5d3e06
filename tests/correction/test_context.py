"""Slips that make another word are told by the other words of a query."""

from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex, Repair

BATTLE = ["تواصلت معركة الزبداني أمس"] * 4


def made(folder: Path, *bodies: str) -> NewsIndex:
    index = NewsIndex.create(folder / "index")
    index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
    return index


def notes(index: NewsIndex, query: str) -> str:
    return "; ".join(note.message for note in index.search(query).notes if "searched for" in note.message)


def test_what_articles_have_beside_the_other_words_is_meant(tmp_path: Path) -> None:
    with made(tmp_path, *BATTLE, "مدينة الزبداني") as index:
        hits = index.search("معرقة الزبداني")
        assert [note.message for note in hits.notes] == ["no article has معرقة: searched for معركة instead"]
        assert [hit.match for hit in hits] == [Match.REPAIRED] * 4 + [Match.SOME]
        assert "معركة" in {row.form for row in index.forms("معرقة الزبداني")}
        assert index.explain("معرقة الزبداني").notes == hits.notes


def test_what_was_typed_is_searched_for_too(tmp_path: Path) -> None:
    with made(tmp_path, *BATTLE, "بقعة معرقة") as index:
        hits = index.search("معرقة الزبداني")
        assert [note.message for note in hits.notes] == ["other articles have معرقة: also searched for معركة"]
        assert "4" in {hit.head.id for hit in hits}


@pytest.mark.parametrize(
    ("query", "more"),
    [
        ("معرقة", []),  # no other word tells
        ("معرقة الزبداني", ["بقعة معرقة في الزبداني"]),  # an article has all
        ("معرقة الزبداني", ["بقعة معرقة"] * 4),  # a word of the archive
        ("معرقة الزبداني مستمرة", []),  # not even so has any article all
        ("=معرقة الزبداني", []),
        ('"معرقة الزبداني"', []),
        ("معرقة OR الزبداني", []),
        ("معركة تبوك", ["معركة تبول"] * 4),  # a name
        ("قطارات متصادمة", ["سرعة قطارات وتصادمه"] * 4),  # a word of the same root
    ],
)
def test_nothing_is_put_right_in_doubt(tmp_path: Path, query: str, more: list[str]) -> None:
    with made(tmp_path, *BATTLE, *more) as index:
        assert notes(index, query) == ""


def test_two_slips_of_what_nobody_knows(tmp_path: Path) -> None:
    with made(tmp_path, *BATTLE, *["معركة كبرى في البلدان"] * 4) as index:
        assert notes(index, "معركة ازلبدني") == "no article has ازلبدني: searched for الزبداني instead"
        assert notes(index, "ازلبدني") == ""


def test_a_word_of_the_archive_and_a_short_one_are_likely_slips_of_what_far_more_have(tmp_path: Path) -> None:
    storm = ["انتهت عاصفة الحزم"] * 20
    with made(tmp_path, *storm[1:], *["كلمات الجزم", "وزن الرزم"] * 4) as index:
        assert notes(index, "عاصفة الجزم") == ""
        index.add([Article("last", body=storm[0])])
        assert notes(index, "عاصفة الجزم") == "other articles have الجزم: also searched for الحزم"
        assert notes(index, "عاصفة الرزم") == ""  # no likely slip
        index.add(Article(f"flood{i}", body="سيول جدة") for i in range(20))
        assert notes(index, "سيول جذة") == "no article has جذة: searched for جدة instead"
        assert notes(index, "جذة") == ""


def test_words_must_stand_next_to_each_other(tmp_path: Path) -> None:
    with made(tmp_path, *["معركة في ريف دمشق قرب بلدة الزبداني"] * 4) as index:
        assert notes(index, "معرقة الزبداني") == ""


def test_it_can_be_switched_off(tmp_path: Path) -> None:
    with made(tmp_path, *BATTLE) as index:
        hits = index.search("معرقة الزبداني", repair=Repair.NEVER)
        assert not hits.notes
        assert {hit.match for hit in hits} == {Match.SOME}


def test_a_word_of_the_dictionary_is_none_that_is_written_with_any_other_letter(tmp_path: Path) -> None:
    with made(tmp_path, *["أسعار إضافية والإضافي من أسعار الإضافي"] * 4, "ذبحت الأضاحي") as index:
        assert not notes(index, "أسعار الأضاحي")
