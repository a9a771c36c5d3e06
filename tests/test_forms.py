"""``forms`` lists what a query reaches, however that is written."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex
from newsearch.forms import PATTERN
from newsearch.present.terminal import REACHED
from newsearch.query.tiers import RANKING, Tier

NEWS = [
    Article("1", title="كتاب جديد", body="صدر كتاب في باكو", source="الغد"),
    Article("2", body="وقعت الكاتبة كتبا في مجلس الأمن", source="الغد"),
    Article("3", body="دعا لمجلس الأمن، ومجلس الوزراء"),
    Article("4", body="اقتصاد البلاد واقتصادها والاقتصاديون في أذربيجان، والقمح"),
    *(Article(f"az{i}", body=f"زار الوفد أذربيجان في اليوم {i}") for i in range(30)),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    with NewsIndex.create(tmp_path_factory.mktemp("forms") / "index") as index:
        index.add(NEWS)
        yield index


def listed(index: NewsIndex, text: str) -> dict[str, str]:
    return {row.form: row.tier for row in index.forms(text) if row.tier not in RANKING}


def said(index: NewsIndex, text: str) -> list[str]:
    return [str(note) for note in index.forms(text).notes]


@pytest.mark.parametrize("text", ["=كتاب", '="كتاب"', "=(كتاب)", "-=كتاب"])
def test_the_very_form(index: NewsIndex, text: str) -> None:
    assert listed(index, text) == {"كتاب": "form"}


def test_a_word_in_quotes_and_one_that_is_left_out(index: NewsIndex) -> None:
    rows = {"كتاب": "form", "كتبا": "lemma"}
    assert listed(index, '"كتاب"') == listed(index, "-كتاب") == listed(index, "كتاب") == rows


def test_a_phrase_in_all_the_forms_in_which_it_stands(index: NewsIndex) -> None:
    rows = {"مجلس الأمن": "form", "لمجلس الأمن": "lemma"}
    assert listed(index, '"مجلس الأمن"') == rows
    assert listed(index, '="مجلس الأمن"') == {"مجلس الأمن": "form"}
    assert not index.forms('"مجلس باكو"')


def test_a_misspelt_word_is_put_right(index: NewsIndex) -> None:
    assert listed(index, "اذربيجن") == {"أذربيجان": "form"}
    assert said(index, "اذربيجن") == ["no article has اذربيجن: searched for أذربيجان instead"]
    assert not index.forms('"اذربيجن"')


def test_what_fits_a_pattern(index: NewsIndex) -> None:
    assert set(listed(index, "اقتصاد*")) == {"اقتصاد", "واقتصادها", "والاقتصاديون"}
    assert set(listed(index, "?تاب")) == {"كتاب"}
    assert set(listed(index, "كت*").values()) == {"pattern"}


def test_in_one_field_only(index: NewsIndex) -> None:
    assert listed(index, "عنوان:كتاب") == {"كتاب": "form"}
    assert not index.forms("عنوان:باكو")


def test_words_within_a_distance_are_one_row(index: NewsIndex) -> None:
    (row,) = (row for row in index.forms('"الكاتبة كتبا"~2') if row.tier == "form")
    assert (row.form, row.articles) == ("«الكاتبة كتبا»", 1)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("مصدر:الغد", "source:الغد is no word of a text: left out"),
        ("date:2015", "date:2015 is no word of a text: left out"),
        ("ـــ", "there is nothing to look for"),
        ('"كتاب', "the quote is not closed: its words are searched one by one"),
    ],
)
def test_what_cannot_be_listed_is_said(index: NewsIndex, text: str, note: str) -> None:
    assert note in said(index, text)


def test_what_is_wrong_with_the_users_lists_is_said(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(NEWS[:1])
    (tmp_path / "index" / "lexicon.tsv").write_text("وحيد\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        assert said(index, "كتاب") == ["lexicon.tsv:1 is no form and its word, parted by a tab, and was left out: وحيد"]


def test_every_tier_is_told_in_words() -> None:
    assert [*REACHED] == [*Tier, PATTERN]


def test_a_name_with_a_word_of_grammar_reaches_its_other_names(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="قالت شبكة CNN أمس")])
        assert listed(index, "سي إن إن") == {"cnn": "name"}
