"""Searching from the command line."""

import json
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex
from tests.cli.conftest import Command


def test_the_article_about_it_comes_before_the_one_that_mentions_it(command: Command, index: Path) -> None:
    found = command("query", "أذربيجان", "--index", index, "--json")
    assert found.code == 0
    assert [record["id"] for record in found.records] == ["n1", "n2"]
    assert all(record["match"] == "all" for record in found.records)


@pytest.mark.parametrize(
    "typed", ["اذربيجان", "أذَرْبيجان", "لأذربيجان", "اذربيـجان", "\N{RIGHT-TO-LEFT EMBEDDING}أذربيجان"]
)
def test_any_spelling_finds_it(command: Command, index: Path, typed: str) -> None:
    assert len(command("query", typed, "--index", index, "--json").records) == 2


def test_a_record_has_what_programs_need(command: Command, index: Path) -> None:
    (record, _) = command("query", "أذربيجان", "--index", index, "--json").records
    assert {"id", "url", "title", "source", "date", "score", "match", "passages"} <= record.keys()
    assert record["date"] == "2024-02-24"
    assert record["source"] == "الغد الإخباري"


def test_plain_output_has_no_colour_and_coloured_marks_whole_words(command: Command, index: Path) -> None:
    plain = command("query", "أذربيجان", "--index", index)
    assert "\x1b" not in plain.out
    assert "1. أذربيجان تفتتح معرض باكو" in plain.out
    assert "2 with everything asked for" in plain.err
    assert "\x1b[1;33mوأذربيجان\x1b[0m" in command("query", "أذربيجان", "--index", index, "--color", "always").out


def test_articles_with_a_part_follow_and_can_be_left_out(command: Command, index: Path) -> None:
    found = command("query", "معرض", "تركيا", "أذربيجان", "باكو", "--index", index, "--json")
    assert [record["match"] for record in found.records] == ["some", "some"]
    assert command("query", "معرض تركيا", "--all-words", "--index", index).code == 1
    both = command("query", "أذربيجان معرض", "--index", index, "--json").records
    assert [(record["id"], record["match"]) for record in both] == [("n1", "all"), ("n2", "some")]


def test_the_language(command: Command, index: Path) -> None:
    def ids(query: str) -> list[object]:
        return [
            record["id"] for record in command("query", "--index", index, "--json", "--all-words", "--", query).records
        ]

    assert ids('"وفد تجاري"') == ["n2"]
    assert ids('"تجاري وفد"') == []
    assert ids("أذربيجان -باكو") == ["n2"]
    assert ids("-أذربيجان") == ["n3"]
    assert set(ids("مباراة OR معرض")) == {"n1", "n3"}
    assert ids("عنوان:أذربيجان") == ["n1"]
    assert set(ids("مصدر:الغد")) == {"n1", "n3"}
    assert ids("قسم:رياضة") == ["n3"]
    assert ids("أذرب*") == ["n1", "n2"]
    assert ids("=وأذربيجان") == ["n2"]
    assert ids("date:2023") == ["n3"]


def test_pages_do_not_overlap_and_end(command: Command, index: Path) -> None:
    pages = [command("query", "أذربيجان", "--index", index, "--json", "--limit", 1, "--page", n) for n in (1, 2, 3)]
    assert [[record["id"] for record in page.records] for page in pages] == [["n1"], ["n2"], []]
    assert [record["rank"] for page in pages for record in page.records] == [1, 2]
    assert "past the last one" in command("query", "أذربيجان", "--index", index, "--page", 9).err


def test_nothing_found_exits_with_one_and_suggests(command: Command, index: Path) -> None:
    found = command("query", "أذربيجن", "--no-repair", "--index", index)
    assert (found.code, found.out) == (1, "")
    assert "did you mean: أذربيجان" in found.err


def test_a_misspelt_word_is_put_right_and_that_is_said(command: Command, index: Path) -> None:
    found = command("query", "أذربيجن", "--index", index, "--json")
    assert [record["match"] for record in found.records] == ["repaired", "repaired"]
    assert "searched for أذربيجان instead" in found.err
    assert command("query", "حزب", "--index", index).code == 1


@pytest.mark.parametrize("query", ["(", '"', "title:(", "AND", "OR", "- -", "=", "*", "\ud800", "a" * 5000, "(" * 3000])
def test_any_string_is_a_query(command: Command, index: Path, query: str) -> None:
    found = command("query", "--index", index, "--", query)
    assert found.code in (0, 1)
    assert "bug" not in found.err


def test_half_a_surrogate_pair_is_written_as_json_does(command: Command, tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as odd:
        odd.add([Article("s\ud800", body="خبر \ud801 عاجل", source="\ud802")])
    (record,) = command("query", "خبر", "--json", "--index", tmp_path / "index").records
    assert (record["id"], record["source"]) == ("s\ud800", "\ud802")
    for arguments in (("stats", "--json"), ("forms", "خبر", "--sources", "--json"), ("query", "خبر")):
        assert command(*arguments, "--index", tmp_path / "index").code == 0


def test_show_stats_analyze_explain(command: Command, index: Path) -> None:
    assert "افتتحت أذربيجان معرضا" in command("show", "n1", "--index", index).out
    assert json.loads(command("show", "n1", "--json", "--index", index).out)["section"] == "ثقافة"
    assert command("show", "nowhere", "--index", index).code == 1
    counts = json.loads(command("stats", "--json", "--index", index).out)
    assert counts["articles"] == 3
    assert counts["sources"] == {"الغد الإخباري": 2, "وكالة المدى": 1}
    assert "articles  3" in command("stats", "--index", index).out
    (word,) = command("analyze", "--json", "-وأذربيجان").records
    assert word["form"] == "وأذربيجان"
    assert word["lemma"] == command("analyze", "--json", "اذربيجان").records[0]["lemma"]
    assert command("forms", "-أذربيجان", "--json", "--index", index).records
    explained = command("explain", "معرض -باكو", "--index", index)
    assert explained.code == 0
    assert "باكو" in explained.out
    assert "        1      lemma معرض" in explained.out.splitlines()


def test_show_tells_the_file_of_an_article(command: Command, index: Path, archive: Path) -> None:
    assert str(archive.resolve()) in command("show", "n1", "--index", index).out.splitlines()
    assert json.loads(command("show", "n1", "--json", "--index", index).out)["origin"] == str(archive.resolve())
    with NewsIndex.open(index) as opened:
        assert opened.origin("nowhere") == ""
        opened.add([Article("n9", title="بلا ملف")])
        assert opened.origin("n9") == ""


def test_explain_tells_what_query_searches_for(command: Command, index: Path) -> None:
    asked = command("query", "اذربيجن", "--index", index)
    explained = command("explain", "اذربيجن", "--index", index)
    assert "searched for أذربيجان instead" in asked.err
    assert explained.err.splitlines() == [line for line in asked.err.splitlines() if line.startswith("note: ")]
    assert "form أذربيجان" in explained.out


def test_analyze_tells_what_no_word_can_show(command: Command) -> None:
    assert command("analyze", "ـــ \u064b").err == "note: there is no word in it\n"
    right = "الحكومة السعودية تعلن"
    assert command("analyze", right).err == ""
    assert command("analyze", right[::-1]).err == f"note: this reads right when reversed: {right}\n"


def test_forms_tell_what_a_word_reaches(command: Command, index: Path) -> None:
    rows = command("forms", "اذربيجان", "--json", "--index", index).records
    assert [(row["form"], row["articles"], row["tier"]) for row in rows[:2]] == [
        ("أذربيجان", 1, "spelling"),
        ("وأذربيجان", 1, "lemma"),
    ]
    assert (rows[0]["first"], rows[1]["last"]) == ("2024-02-24", "2024-03-01")
    assert rows[0]["sources"] == {}
    assert "أذربيجان\t1\tanother spelling\t" in command("forms", "اذربيجان", "--index", index).out
    (row, *_) = command("forms", "أذربيجان", "--sources", "--json", "--index", index).records
    assert row["sources"] == {"الغد الإخباري": 1}
    nothing = command("forms", "غائبتماما", "--index", index)
    assert (nothing.code, nothing.out, nothing.err) == (1, "", "nothing found\n")


def test_check_finds_a_changed_byte(command: Command, index: Path) -> None:
    assert command("check", "--index", index).out == "all sound\n"
    largest = max((path for path in index.iterdir() if path.suffix != ".json"), key=lambda path: path.stat().st_size)
    content = bytearray(largest.read_bytes())
    content[len(content) // 2] ^= 1
    largest.write_bytes(content)
    found = command("check", "--index", index)
    assert found.code == 2
    assert largest.name in found.out + found.err


def test_an_index_that_is_not_there(command: Command, tmp_path: Path) -> None:
    for name in ("query", "explain"):
        missing = command(name, "خبر", "--index", tmp_path / "nowhere")
        assert missing.code == 2
        assert "does not exist" in missing.err
        assert "newsearch index" in missing.err
    (tmp_path / "folder").mkdir()
    assert "is no index" in command("stats", "--index", tmp_path / "folder").err


def test_usage_errors_exit_with_two(command: Command, index: Path) -> None:
    assert command("query", "--index", index).code == 2
    assert command("query", "خبر", "--limit", 0, "--index", index).code == 2
    assert command("nonsense").code == 2


def test_help_shows_examples_as_they_are_typed_and_no_summary_is_cut(command: Command) -> None:
    shown = command("--help")
    assert shown.code == 0
    assert '\n  newsearch query "أذربيجان"' in shown.out
    assert "\\b" not in shown.out
    assert "..." not in shown.out.partition("Commands:")[2]


def test_a_mistyped_option_is_said_to_be_none(command: Command, index: Path) -> None:
    assert "note: --معرض is no option" in command("query", "معرض", "--معرض", "--index", index).err
    assert "no option" not in command("query", "معرض", "-باكو", "--index", index).err


def test_the_environment_names_the_index(command: Command, index: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSEARCH_INDEX", str(index))
    assert command("query", "أذربيجان").code == 0


def test_why_an_article_was_found(command: Command, index: Path) -> None:
    """In n1 the very form stands, in n2 it has a clitic before it."""
    found = command("query", "أذربيجان", "--index", index, "--json").records
    assert '"tier": "form"' in json.dumps(found[0]["why"])
    assert found[1]["why"] == [{"word": "وأذربيجان", "tier": "lemma", "times": 1}]
    shown = command("query", "أذربيجان", "--why", "--index", index).out
    assert "   lemma     وأذربيجان\n" in shown


def test_a_score_is_the_sum_that_is_shown(command: Command, index: Path) -> None:
    for line in command("query", "أذربيجان معرض باكو*", "--explain", "--index", index, "--json").out.splitlines():
        record = json.loads(line)
        assert record["score"] == pytest.approx(sum(part["score"] for part in record["sum"]), abs=0.001)
        assert record["sum"]
    assert "أذربيجان" in command("query", "أذربيجان", "--explain", "--index", index).out.splitlines()[-2]
    assert command("query", "أذربيجان", "--index", index, "--json").records[0]["sum"] == []


def test_tiers_can_be_switched_off(command: Command, index: Path) -> None:
    def ids(tiers: str) -> list[object]:
        found = command("query", "أذربيجان", "--tiers", tiers, "--index", index, "--json")
        return [record["id"] for record in found.records]

    assert ids("form,spelling,lemma,name,family,root") == ["n1", "n2"]
    assert ids("form") == ids("spelling , form") == ids("") == ["n1"]
    wrong = command("query", "أذربيجان", "--tiers", "form,nonsense", "--index", index)
    assert wrong.code == 2
    assert "nonsense: not among form, spelling, lemma, gender, name, family, root" in wrong.err


def test_what_looks_like_an_option_is_no_word(command: Command, index: Path) -> None:
    wrong = command("query", "أذربيجان", "--lmit", "1", "--index", index)
    assert (wrong.code, wrong.out) == (2, "")
    assert "--lmit" in wrong.err
    assert "--limit" in wrong.err
    assert command("query", "أذربيجان", "-n", "1", "--index", index).code == 2
    assert command("query", "-h").out == command("query", "--help").out != ""


def test_words_may_begin_with_a_hyphen(command: Command, index: Path) -> None:
    for query in (["أذربيجان", "-hamas"], ["أذربيجان", "-الساحل"], ["--", "أذربيجان", "-n"]):
        assert command("query", "--index", index, *query).code == 0, query
    behind = command("query", "--index", index, "--", "أذربيجان", "-h")
    assert behind.code == 0
    assert "no option" not in behind.err


def test_an_article_without_a_title_is_called_by_its_id_once(command: Command, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "x-17", "body": "خبر من باكو"}\n', encoding="utf-8")
    command("index", tmp_path / "a.jsonl", "--index", tmp_path / "index")
    assert command("query", "باكو", "--index", tmp_path / "index").out.count("x-17") == 1
