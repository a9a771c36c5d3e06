"""What a reader, or a program, sees."""

import datetime as dt
import json
from dataclasses import replace

import pytest

from newsearch.model import Article, Head, Hit, Hits, Match, Passage, Share
from newsearch.present import records, terminal

ARTICLE = Article("a1", title="لقاء في باكو", body="وصل الوفد إلى أذربيجان.", source="الغد", date=dt.date(2024, 2, 24))
HEAD = Head("a1", "لقاء في باكو", "", "الغد", "", "", dt.date(2024, 2, 24))
BODY = Passage("body", "إلى أذربيجان.", 10, ((4, 12),), before=True)
TITLE = Passage("title", "لقاء في باكو", 0, ((8, 12),))


def made(*passages: Passage) -> Hit:
    return Hit(
        HEAD, score=2.5, match=Match.SOME, _load=lambda: ARTICLE, _quote=lambda _: passages, _reasons=lambda _: ()
    )


def test_plain_text_has_no_escape_sequences() -> None:
    lines = list(terminal.hit(1, made(TITLE, BODY), terminal.PLAIN))
    assert lines == ["1. لقاء في باكو", "   الغد · 2024-02-24 · 2.50 · some", "   … إلى أذربيجان.", "   a1"]


def test_colour_begins_and_ends_at_whole_words() -> None:
    lines = list(terminal.hit(1, made(BODY), terminal.COLOURED))
    assert "إلى \x1b[1;33mأذربيجان\x1b[0m." in lines[2]


def test_an_article_cannot_drive_the_terminal() -> None:
    assert terminal.clean("خبر\x1b]0;owned\x07\x1b[2J\r\n عاجل") == "خبر]0;owned[2J عاجل"
    evil = Passage("body", "a\x1b[2Jb", 0, ((0, 1),))
    assert all("\x1b[2J" not in line for line in terminal.hit(1, made(evil), terminal.COLOURED))


def test_a_record_is_one_line_of_readable_json() -> None:
    line = records.line(records.hit(1, made(TITLE, BODY)))
    assert "\n" not in line
    assert "أذربيجان" in line
    record = json.loads(line)
    assert {"id", "url", "title", "source", "date", "score", "match", "passages"} <= record.keys()
    assert record["date"] == "2024-02-24"
    assert record["passages"][1] == {"field": "body", "text": "إلى أذربيجان.", "start": 10, "marks": [[4, 12]]}


def test_the_parts_of_a_score_add_up_as_they_are_shown() -> None:
    parts = [Share("زلزال", 1.255), Share("الساحل", 1.254), Share("feedback", 0.1046)]
    found = replace(made(), score=2.6136, shares=tuple(parts))
    assert [line.split() for line in terminal.shares(found)] == [
        ["1.25", "زلزال"],
        ["1.26", "الساحل"],
        ["0.10", "feedback"],
    ]
    assert " 2.61 " in list(terminal.hit(1, found, terminal.PLAIN))[1]
    record = records.hit(1, replace(found, shares=tuple(Share("", 2**-14) for _ in range(7)), score=7 * 2**-14))
    assert sum(part["score"] for part in record["sum"]) == pytest.approx(record["score"], abs=1e-9)


def test_the_summary_counts_and_suggests() -> None:
    found = Hits(hits=(made(),), total=1, total_some=41)
    assert terminal.summary(found, 1, 1) == "1-1 of 42 articles: 1 with everything asked for, 41 with a part of it"
    assert terminal.summary(found, 3, 20).startswith("41-41 of 42")
    assert terminal.summary(Hits(total=5), 9, 10).startswith("page 9 is past the last one")
    assert "did you mean: أذربيجان" in terminal.summary(Hits(suggestions=("أذربيجان",)), 1, 10)
