"""What a newsroom's own list of forms does to queries, without an index made anew."""

from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex
from newsearch.manifest import OWN_WORDS
from newsearch.query.tiers import RANKING, Tier

NEWS = [
    Article("1", body="اخترق هواكر خوادم المدينة"),
    Article("2", body="أوقفت الشرطة هاكرا قرب الحدود"),
    Article("3", body="والهاكر خبير في الشبكات"),
    Article("4", body="رفع العلماء علما فوق المبنى"),
    Article("5", body="قال عالم إن الخطة جيدة"),
    Article("6", body="غادرت الحراقة الميناء ليلا"),
    Article("7", body="وصل قارب وعليه حراقة"),
    Article("8", body="نقلت السفينة المهاجرين إلى البر"),
    Article("9", body="لجأ شبان من الحراقين إلى الجزيرة"),
    Article("10", body="عثر علماء الآثار مع يزيد على نقوش"),
    Article("11", body="الطريق إلى معان مغلقة، وبمعان حفل كبير"),
    Article("12", body="سافر الوفد ليزيد أمس"),
    Article("13", body="زادت الأسعار وستزيد غدا"),
    Article("14", body="جاء مع أخيه"),
    Article("15", body="والدي بحار"),
    Article("16", body="تراجعت اسهم الشركات"),
    Article("17", body="ارتفع سهم واحد، ونزلت أسهم كثيرة"),
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


def test_a_listed_name_finds_no_word_of_grammar(tmp_path: Path) -> None:
    with made(tmp_path / "index", "علي\tعلي\nعلاوي\tعلي\n") as index:
        assert found(index, "علي") == set()
        assert found(index, "على") == {"10"}


def test_without_the_list_they_do_not(tmp_path: Path) -> None:
    with made(tmp_path / "index", "") as index:
        assert found(index, "هاكر") != {"1", "2", "3"}


def test_the_list_wins_over_the_table(tmp_path: Path) -> None:
    with made(tmp_path / "before", "") as index:
        assert found(index, "العلماء") == {"4", "5", "10"}
    with made(tmp_path / "index", "العلماء\tفقيه\n") as index:
        assert found(index, "العلماء") == {"4"}
        assert found(index, "فقيه") == {"4"}
        assert found(index, "عالم") == {"4", "5", "10"}  # what is indexed stays as the table has it


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


def test_a_listed_form_counts_behind_the_article_and_particles(tmp_path: Path) -> None:
    with made(tmp_path / "index", "حراقة\tمهاجر\n") as index:
        for query in ("حراقة", "الحراقة", "مهاجر", '"حراقة"'):
            assert found(index, query) == {"6", "7", "8"}, query
        assert found(index, "حراق") >= {"9"}  # what is indexed stays as the table has it
    with made(tmp_path / "two", "حراقة\tمهاجر\nالحراقة\tسفينة\n") as index:
        assert found(index, "حراقة") == {"7", "8"}
        assert found(index, "الحراقة") == {"6", "8"} == found(index, "سفينة")


def test_a_word_that_begins_like_a_particle_is_not_behind_one(tmp_path: Path) -> None:
    with made(tmp_path / "index", "الدي\tهاكر\nلدى\tلدى\n") as index:
        assert "15" not in found(index, "الدي")
        assert found(index, "والدي") == {"15"}


@pytest.mark.parametrize(("word", "ids"), [("يزيد", {"10", "12"})])
def test_a_word_of_its_own_is_asked_for_by_its_spelling(tmp_path: Path, word: str, ids: set[str]) -> None:
    with made(tmp_path / "before", "") as index:
        assert found(index, word) > ids
    with made(tmp_path / "index", f"{word}\t{word}\n") as index:
        for query in (word, f'"{word}"', f"ل{word}"):
            assert found(index, query) == ids, query
        assert found(index, f"{word} -{word}") == set()
    with made(tmp_path / "others", f"{word}\t{word}\nهواكر\t{word}\n") as index:
        assert found(index, word) == {*ids, "1"} == found(index, "هواكر")


def test_women_apart_from_men(tmp_path: Path) -> None:
    women, men = "وزيرة والوزيرة للوزيرة وزيرات والوزيرات".split(), "وزير الوزير الوزراء".split()
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(word, body=f"حضر الحفل أمس {word}") for word in women + men)
    (tmp_path / "index" / OWN_WORDS).write_text("وزيرة\tوزيرة\nوزيرات\tوزيرة\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        assert found(index, "وزيرة") == found(index, "الوزيرات") == set(women)
        assert found(index, "وزير") >= set(men)


def test_a_line_that_says_what_the_table_says_changes_nothing(tmp_path: Path) -> None:
    near = frozenset({Tier.FORM, Tier.SPELLING, Tier.LEMMA})
    lines = "المهاجرين\tمهاجر\n"
    with made(tmp_path / "before", "") as before, made(tmp_path / "index", lines) as index:
        for query in ("المهاجرين", "مهاجر"):
            scores = [[(hit.head.id, hit.score) for hit in of.search(query, tiers=near)] for of in (before, index)]
            assert scores[0] == scores[1] != []


def test_a_listed_form_is_met_as_any_other_word(tmp_path: Path) -> None:
    with made(tmp_path / "index", "أسهم\tسهم\nهواكر\tهاكر\n") as index:
        tiers = {(reason.word, reason.tier) for hit in index.search("أسهم") for reason in hit.why}
        assert tiers == {("أسهم", "form"), ("اسهم", "spelling"), ("سهم", "lemma")}
        tiers = {(reason.word, reason.tier) for hit in index.search("هواكر") for reason in hit.why}
        assert ("هواكر", "form") in tiers
        assert found_with(index, "هواكر", Tier.FORM, Tier.SPELLING) == {"1"}
        assert found_with(index, "اسهم", Tier.LEMMA) == {"16", "17"}


def found_with(index: NewsIndex, query: str, *tiers: Tier) -> set[str]:
    return {hit.head.id for hit in index.search(query, tiers=frozenset(tiers)) if hit.match is Match.ALL}


@pytest.mark.parametrize("word", ["حراقة", "الحراقة", "مهاجر", "يزيد", "معان", "هواكر", "سهم"])
def test_forms_are_those_that_a_query_reaches(tmp_path: Path, word: str) -> None:
    with made(tmp_path / "index", "حراقة\tمهاجر\nيزيد\tيزيد\nمعان\tمعان\nهواكر\tهاكر\n") as index:
        matching = [row.form for row in index.forms(word) if row.tier not in RANKING]
        assert set().union(*(found(index, f"={form}") for form in matching)) == found(index, word)


def test_what_the_table_says_of_listed_words_does_not_come_back_where_they_stand_side_by_side(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="رأى علماء المباني ذلك"), Article("2", body="في المبنى رأى العلماء ذلك")])
        assert {hit.head.id for hit in index.search("العلماء المبنى")} == {"1", "2"}
    (tmp_path / "index" / OWN_WORDS).write_text("العلماء\tفقيه\nالمبنى\tدار\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        assert [hit.head.id for hit in index.search("العلماء المبنى")] == ["2"]
