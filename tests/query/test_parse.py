"""A reader's query is understood, whatever it is."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsearch.query import parse as parsing
from newsearch.query.lex import MAX_CHARACTERS, MAX_DISTANCE, QUOTES
from newsearch.query.parse import MAX_DEPTH, MAX_WORDS, parse
from newsearch.query.syntax import Both, Either, Exact, Group, In, Pattern, Quoted, Syntax, Without, Word, write

from .reading import PIECES, QUERIES

BAHR, JABAL, ARD = Word("بحر"), Word("جبل"), Word("أرض")


def understood(text: str) -> Syntax:
    parsed = parse(text)
    assert parsed.notes == ()
    return parsed.syntax


def notes(text: str) -> list[str]:
    return [note.message for note in parse(text).notes]


def places(text: str) -> list[str]:
    return [text[note.start : note.end] for note in parse(text).notes]


def nodes(syntax: Syntax) -> list[Syntax]:
    match syntax:
        case Group(parts) | Both(parts) | Either(parts):
            return [syntax, *(node for part in parts for node in nodes(part))]
        case Without(part) | Exact(part) | In(_, part):
            return [syntax, *nodes(part)]
        case _:
            return [syntax]


@pytest.mark.parametrize(
    ("text", "syntax"),
    [
        ("", Group()),
        ("بحر", BAHR),
        ("بحر جبل", Group((BAHR, JABAL))),
        ("بحر OR جبل", Either((BAHR, JABAL))),
        ("بحر|جبل", Either((BAHR, JABAL))),
        ("بحر || جبل", Either((BAHR, JABAL))),
        ("بحر AND جبل", Both((BAHR, JABAL))),
        ("بحر أو جبل", Group((BAHR, Word("أو"), JABAL))),
        ("sea or hill", Group((Word("sea"), Word("or"), Word("hill")))),
        ("ليس بحر not", Group((Word("ليس"), BAHR, Word("not")))),
        ("بحر جبل OR أرض", Group((BAHR, Either((JABAL, ARD))))),
        ("بحر AND جبل OR أرض", Either((Both((BAHR, JABAL)), ARD))),
        ("بحر -جبل", Group((BAHR, Without(JABAL)))),
        ("بحر \N{MINUS SIGN}جبل", Group((BAHR, Without(JABAL)))),
        ("بحر NOT جبل أرض", Group((BAHR, Without(JABAL), ARD))),
        ("بحر - جبل", Group((BAHR, JABAL))),
        ("بحر -(جبل أرض)", Group((BAHR, Without(Group((JABAL, ARD)))))),
        ('-"بحر جبل"', Without(Quoted("بحر جبل"))),
        ("--بحر", BAHR),
        ("NOT NOT بحر", Without(Without(BAHR))),
        ("F-35", Word("F-35")),
        ("(بحر)", BAHR),
        ("((بحر جبل) | أرض)", Either((Group((BAHR, JABAL)), ARD))),
        ("=بحر", Exact(BAHR)),
        ('="بحر جبل"', Exact(Quoted("بحر جبل"))),
        ("-=بحر", Without(Exact(BAHR))),
        ("بحر = جبل", Group((BAHR, JABAL))),
        ("title:بحر", In("title", BAHR)),
        ("TITLE:بحر", In("title", BAHR)),
        ("عنوان:بحر", In("title", BAHR)),
        ("عنوان\N{FULLWIDTH COLON}بحر", In("title", BAHR)),
        ('العنوان:"بحر جبل"', In("title", Quoted("بحر جبل"))),
        ("title:(بحر -جبل)", In("title", Group((BAHR, Without(JABAL))))),
        ("-title:=بحر", Without(In("title", Exact(BAHR)))),
        ("title:OR", In("title", Word("or"))),
        ("3:2 10:30 http://sea.example/?a=b", Group((Word("3:2"), Word("10:30"), Word("http://sea.example/?a=b")))),
        ("date:2015-08..2016", In("date", Word("2015-08..2016"))),
        ("بحر*", Pattern("بحر*")),
        ("ب?ر **بح**", Group((Pattern("ب?ر"), Pattern("*بح*")))),
        ("ب؟ر بحر؟", Group((Pattern("ب?ر"), BAHR))),
        ("بح?*?*ر", Pattern("بح??*ر")),
        ("=بحر*", Exact(Pattern("بحر*"))),
        ("بحر,جبل", Word("بحر,جبل")),
        ("#بحر_جبل", Word("#بحر_جبل")),
    ],
)
def test_what_is_typed_is_understood(text: str, syntax: Syntax) -> None:
    assert understood(text) == syntax


@pytest.mark.parametrize("opening", QUOTES)
@pytest.mark.parametrize("closing", QUOTES)
def test_any_quote_opens_and_any_closes(opening: str, closing: str) -> None:
    assert understood(f"{opening}بحر  جبل{closing} أرض") == Group((Quoted("بحر جبل"), ARD))


def test_apostrophes_are_no_quotes() -> None:
    assert understood("l'eau d’or") == Group((Word("l'eau"), Word("d’or")))


@pytest.mark.parametrize(
    "text", ['"بحر جبل"~5', '"بحر جبل" ~ 5', '"بحر جبل"5~', '5~"بحر جبل"', '~5"بحر جبل"', '"بحر جبل"~٥']
)
def test_a_distance_stands_on_either_side_in_digits_of_any_set(text: str) -> None:
    assert understood(text) == Quoted("بحر جبل", 5)


def test_a_distance_belongs_to_the_phrase_it_touches() -> None:
    assert understood('"بحر جبل" 5~"جبل أرض"') == Group((Quoted("بحر جبل"), Quoted("جبل أرض", 5)))


def test_controls_that_nobody_sees_hide_no_operator() -> None:
    text = (
        "\N{RIGHT-TO-LEFT EMBEDDING}بحر \N{RIGHT-TO-LEFT MARK}-\N{LEFT-TO-RIGHT MARK}جبل\N{POP DIRECTIONAL FORMATTING}"
    )
    syntax = understood(text)
    assert syntax == Group((BAHR, Without(JABAL)))
    assert [text[node.start : node.end] for node in nodes(syntax)[1:]] == ["بحر", "-\N{LEFT-TO-RIGHT MARK}جبل", "جبل"]


@pytest.mark.parametrize(
    ("text", "syntax", "place"),
    [
        ('"بحر جبل', Group((BAHR, JABAL)), '"'),
        ('"" بحر', BAHR, '""'),
        ("(بحر جبل", Group((BAHR, JABAL)), "("),
        ("بحر) جبل", Group((BAHR, JABAL)), ")"),
        ("بحر OR", BAHR, "OR"),
        ("AND بحر", BAHR, "AND"),
        ("بحر OR AND جبل", Either((BAHR, JABAL)), "AND"),
        ("بحر NOT", BAHR, "NOT"),
        ("بحر -()", BAHR, "-"),
        ("OR", Word("or"), "OR"),
        ("title:()", Word("title"), "title:"),
        ("title: بحر", Group((Word("title:"), BAHR)), "title:"),
        ("url:بحر", Word("url:بحر"), "url:"),
        ("ب* جبل", Group((Word("ب"), JABAL)), "ب*"),
        ("* بحر", BAHR, "*"),
        ("*ب*ح*ر*ا*", Pattern("*ب*ح*ر*"), "*ب*ح*ر*ا*"),
        ("بحر~2", BAHR, "~2"),
        ('"بح* جبل"', Quoted("بح* جبل"), "بح* جبل"),
        ('"بحر جبل"~999', Quoted("بحر جبل", MAX_DISTANCE), '"بحر جبل"~999'),
    ],
)
def test_what_makes_no_sense_is_said_with_its_place(text: str, syntax: Syntax, place: str) -> None:
    assert parse(text).syntax == syntax
    assert places(text) == [place]


@pytest.mark.parametrize("text", ["=", "-", "?", "*", "~", '""', '"', "()", ")(", "...", "\0", " ", "\N{SNOWMAN}"])
def test_a_query_that_says_nothing_is_empty(text: str) -> None:
    assert parse(text).syntax == Group()


def test_a_query_too_long_is_cut_between_words() -> None:
    text = "بحر " * 1000
    assert notes(text)[-1] == f"only the first {MAX_CHARACTERS - 1} characters are searched"
    assert parse("م" * 100_000).syntax == Word("م" * MAX_CHARACTERS)


def test_brackets_too_deep_are_left_out() -> None:
    deep = 2000
    text = "(" * deep + "بحر"
    assert parse(text).syntax == Group()  # the word lies beyond the end of what is read
    text = "(بحر " * 30 + ")" * 30 + " جبل"
    assert "brackets" in notes(text)[0]
    assert parse(text).syntax == _nested(MAX_DEPTH, 30)


def _nested(depth: int, words: int) -> Syntax:
    inner: Syntax = Group((BAHR,) * (words - depth + 1))
    for _ in range(depth - 1):
        inner = Group((BAHR, inner))
    return Group((inner, JABAL))


def test_prefixes_too_many_are_left_out() -> None:
    syntax = parse("title:" * 100 + "بحر").syntax
    assert len(nodes(syntax)) == MAX_DEPTH + 1


def test_words_too_many_are_left_out() -> None:
    text = "(" + "بحر " * (MAX_WORDS + 9) + ")"
    assert parse(text).syntax == Group((BAHR,) * MAX_WORDS)
    assert notes(text) == [f"only the first {MAX_WORDS} words are searched"]


@given(QUERIES)
@example("\ud800")
@example("(" * 2000)
@example('"' * 2000)
@example("-" * 2000)
@example("=-" * 1000)
@example("5~" * 1000)
@example("a OR " * 400)
@example("x" + "~" * 1990 + "y")
@example("x" + "~1" * 990 + "y")
@example("1" * 1990 + "~y")
@example("x" + "؟~" * 990 + "y")
@example("*a" * 990)
@example("?" * 1990)
@example("a.*-" * 400)
@example("TITLE:(OR")
def test_any_string_is_a_query_and_every_place_lies_within_it(text: str) -> None:
    parsed = parse(text)
    for item in (*nodes(parsed.syntax), *parsed.notes):
        assert 0 <= item.start <= item.end <= len(text)
    assert len(parsed.notes) <= 32


@given(QUERIES)
@example("=-=بحر")
@example("؟title:بح*")
@example("بح*~5؟")
@example("OR؟")
@example("-(-بحر)")
def test_a_query_written_out_is_understood_the_same(text: str) -> None:
    syntax = parse(text).syntax
    again = write(syntax)
    if len(again) < MAX_CHARACTERS and again.count("(") < MAX_DEPTH // 2:
        assert parse(again).syntax == syntax
        assert write(parse(again).syntax) == again


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join), st.integers(1, 500))
@example("(OR", 404)
def test_repeating_anything_stays_within_the_caps(piece: str, times: int) -> None:
    syntax = parse(piece * times).syntax
    assert len(nodes(syntax)) <= 6 * MAX_WORDS + MAX_DEPTH


PLAIN = ["بحر", "الجبل", "أرض", "من", "sea", "F35", "2015", "مُدَرِّس", "OR", "AND", "NOT", "or", "", "\N{ARABIC FATHA}"]


@given(st.one_of(st.lists(st.sampled_from(PLAIN), max_size=70).map(" ".join), QUERIES))
@example(" ".join(["بحر"] * (MAX_WORDS + 1)))
@example("ب" * (MAX_CHARACTERS + 1))
@example(" بحر")
@example("بحر ")
@example("بحر  جبل")
def test_the_short_way_of_plain_words_is_that_of_all_queries(query: str) -> None:
    plain = parsing._plainly(query)
    assert plain is None or repr(parsing.Parsed(plain)) == repr(parsing._in_full(query))  # places, too


@pytest.mark.parametrize("query", ["بحر", "بحر جبل", "بحر OR جبل AND أرض", "مُدَرِّس 2015 sea"])
def test_plain_words_go_the_short_way(query: str) -> None:
    assert parsing._plainly(query) is not None
