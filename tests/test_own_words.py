"""What a newsroom's own list of forms does to queries, without an index made anew."""

from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex
from newsearch.own_words import OWN_WORDS

NEWS = [
    Article("1", body="اخترق هواكر خوادم المدينة"),
    Article("2", body="أوقفت الشرطة هاكرا قرب الحدود"),
    Article("3", body="والهاكر خبير في الشبكات"),
    Article("4", body="رفع العلماء علما فوق المبنى"),
    Article("5", body="قال عالم إن الخطة جيدة"),
]


def made(folder: Path, lines: str) -> NewsIndex:
    with NewsIndex.create(folder) as index:
        index.add(NEWS)
    (folder / OWN_WORDS).write_text(lines, encoding="utf-8")
    return NewsIndex.open(folder)


def found(index: NewsIndex, query: str) -> set[str]:
    return {hit.head.id for hit in index.search(query) if hit.match is Match.ALL}


@pytest.mark.parametrize("query", ["هاكر", "هواكر", "الهاكر", "هاكرا"])
def test_forms_of_one_word_find_each_other(tmp_path: Path, query: str) -> None:
    with made(tmp_path / "index", "هواكر\tهاكر\nهاكرا\tهاكر # accusative\n") as index:
        assert found(index, query) == {"1", "2", "3"}


def test_without_the_list_they_do_not(tmp_path: Path) -> None:
    with made(tmp_path / "index", "") as index:
        assert found(index, "هاكر") != {"1", "2", "3"}


def test_the_list_wins_over_the_table(tmp_path: Path) -> None:
    with made(tmp_path / "before", "") as index:
        assert found(index, "العلماء") == {"4", "5"}
    with made(tmp_path / "index", "العلماء\tفقيه\n") as index:
        assert found(index, "العلماء") == {"4"}
        assert found(index, "فقيه") == {"4"}
        assert found(index, "عالم") == {"4", "5"}  # what is indexed stays as the table has it


@pytest.mark.parametrize("query", ['"الشرطة هواكر"', '"هواكر الحدود"~3', '"حدود هواكر"~3'])
def test_forms_of_one_word_find_each_other_in_phrases(tmp_path: Path, query: str) -> None:
    with made(tmp_path / "index", "هواكر\tهاكر\nهاكرا\tهاكر\n") as index:
        assert found(index, query) == {"2"}
    with made(tmp_path / "without", "") as index:
        assert not found(index, query)


def test_a_quoted_word_is_read_as_a_plain_one(tmp_path: Path) -> None:
    with made(tmp_path / "index", "هواكر\tهاكر\nهاكرا\tهاكر\n") as index:
        assert found(index, '"هواكر"') == {"1", "2", "3"}


def test_the_very_form_and_phrases_are_as_before(tmp_path: Path) -> None:
    with made(tmp_path / "index", "هواكر\tهاكر\n") as index:
        assert found(index, "=هاكر") == set()
        assert found(index, '"اخترق هواكر"') == {"1"}
        assert next(hit.head.id for hit in index.search("هواكر")) == "1"
        assert {hit.head.id for hit in index.search("هواكر المدينة")} >= {"1", "3"}
        (passage,) = index.search("هاكر").hits[0].passages
        assert passage.marks


def test_what_it_reaches_is_listed(tmp_path: Path) -> None:
    with made(tmp_path / "index", "هواكر\tهاكر\n") as index:
        assert "هواكر" in {reached.form for reached in index.forms("هاكر")}


def test_a_broken_line_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    lines = "\ufeff# ours\nهواكر\n\nهواكر\tهاكر\nكلمتان معا\tكلمة\nثلاث\tأعمدة\tهنا\n\tهاكر\n"
    with made(tmp_path / "index", lines) as index:
        notes = [str(note) for note in index.search("هاكر").notes]
        assert [note.split(" is no")[0] for note in notes] == [f"{OWN_WORDS}:{n}" for n in (2, 5, 6, 7)]
        assert found(index, "هاكر") >= {"1", "3"}


def test_a_word_of_the_list_is_no_slip(tmp_path: Path) -> None:
    with made(tmp_path / "index", "المدنية\tمدني\nالمدينه\tمدينة\n") as index:
        assert not [note for note in index.search("المدنية").notes if "searched" in str(note)]
