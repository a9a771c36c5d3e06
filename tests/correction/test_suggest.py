"""What else to try when nothing is found, and what is put right without asking."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex
from newsearch.correction import suggest
from newsearch.query.choices import Repair
from newsearch.text.keyboards import other_layout


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NewsIndex]:
    news = [
        Article("1", body="زار الوفد العراق وأذربيجان"),
        Article("2", body="انتهت حرب الأسعار"),
        Article("3", body="قالت Reuters إن الوفد عاد"),
        Article("4", body="عاد الوفد من أذربيجان"),
    ]
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(news)
        yield made


@pytest.mark.parametrize(
    ("typed", "first"),
    [("أذربيجن", "أذربيجان"), ("اذربيحان", "أذربيجان"), ("hguvhr", "العراق"), ("قثعفثقس", "reuters")],
)
def test_the_first_suggestion(index: NewsIndex, typed: str, first: str) -> None:
    assert index.search(typed, repair=Repair.NEVER).suggestions[0] == first


@pytest.mark.parametrize(("typed", "first"), [("Ir'aq", "Iraq"), ("Azerbai’jan", "Azerbaijan"), ("Huk'uma", "حكومة")])
def test_names_with_an_apostrophe(tmp_path: Path, typed: str, first: str) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([Article("1", body="حكومة العراق تستقبل وفد أذربيجان")])
        assert made.search(typed).suggestions[:1] == (first,)
        assert made.search("O'Neill let's Kha'sab").suggestions == ()


def test_long_queries_are_no_slips(index: NewsIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    assert index.search("hguvhr " * 20).suggestions == (("العراق " * 20).strip(),)
    monkeypatch.setattr(suggest, "other_layout", None)  # not even looked at
    assert index.search("hguvhr " * 30).suggestions == ()


@pytest.mark.parametrize("typed", ["حزب", "إيران", "asdf", "غائبتماما", "=أذربيجن", '"أذربيجن"', "أذربيجن*"])
def test_nothing_to_suggest(index: NewsIndex, typed: str) -> None:
    assert index.search(typed).suggestions == ()


def test_a_blank_within_a_word(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(Article(f"{i}", body="لقاح كورونا") for i in range(20))
        made.add([Article("other", body="لقاح الكور")])
        assert made.search("لقاح كور ونا").suggestions == ("لقاح كورونا",)
        assert made.search("لقاح كورونا").suggestions == ()
        assert made.delete(["0"])
        assert made.search("لقاح كور ونا").suggestions == ()


def test_another_keyboard_gives_words(tmp_path: Path) -> None:
    """The keys of كوفيد give ``;,td]``, and td stands in the index."""
    with NewsIndex.create(tmp_path / "td") as made:
        made.add([Article("1", body="مصرف TD الكندي")])
        assert made.search("كوفيد").suggestions == ()


def test_nothing_is_suggested_where_something_is_found(index: NewsIndex) -> None:
    assert index.search("العراق").suggestions == ()


def test_a_name_that_is_found_as_another_is_no_slip(index: NewsIndex) -> None:
    assert index.search("Iraq غائبتماما").total_some > 0
    assert index.search("Iraq أذربيجن", repair=Repair.NEVER).suggestions[0] == "Iraq أذربيجان"


def test_a_slip_is_put_right_beside_other_words(index: NewsIndex) -> None:
    hits = index.search("الوفد أذربيجن")
    assert {hit.head.id for hit in hits if hit.match is Match.REPAIRED} == {"1", "4"}
    assert any("instead" in str(note) for note in hits.notes)
    kept = index.search("الوفد أذربيجن", repair=Repair.NEVER)
    assert {hit.match for hit in kept} == {Match.SOME}


def test_words_that_a_dictionary_knows_are_left_alone(index: NewsIndex) -> None:
    assert not [hit for hit in index.search("إيران") if hit.match is Match.REPAIRED]


def test_the_other_layout_and_back() -> None:
    assert other_layout("fsl hggi") == "بسم الله"
    assert other_layout("بسم الله") == "fsl hggi"
    assert other_layout("a1") is None
    assert other_layout("bx") == "لاء"


@pytest.mark.parametrize("typed", ["قارعلا", "ناجيبرذأو قارعلا دفولا راز"])
def test_a_query_that_reads_right_from_its_end(index: NewsIndex, typed: str) -> None:
    hits = index.search(typed)
    assert hits.suggestions == (typed[::-1],)
    assert [str(note) for note in hits.notes] == [f"this reads right when reversed: {typed[::-1]}"]


def test_a_letter_parted_from_its_word_does_not_hide_that(tmp_path: Path) -> None:
    """Reversed, both words begin with ة, which is a word by itself then; and what is left of one is a word, too."""
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([Article("1", body="رئاسة الحكومة"), Article("2", body="سائر الناس عند ه")])
        assert made.search("ةموكحلا ةسائر").suggestions == ("رئاسة الحكومة",)


@pytest.mark.parametrize("typed", ["زار", "بابا", "دفو", "غائبتماما قارعلا كلذ", "دفولا" * 50])
def test_what_reads_no_better_from_its_end(index: NewsIndex, typed: str) -> None:
    assert not [note for note in index.search(typed).notes if "reversed" in str(note)]
