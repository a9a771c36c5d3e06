"""What a query means: which articles have all of it, which a part, which nothing."""

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.batch import moment
from newsearch.query import leaves
from newsearch.query.choices import Words
from newsearch.query.parse import parse
from newsearch.query.resolve import MAX_PHRASE, Resolver
from newsearch.query.tiers import Tier
from newsearch.query.tree import (
    All,
    And,
    Between,
    Level,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Synonyms,
    Term,
    Wildcard,
    flat_leaves,
)
from newsearch.text.analyser import Analyser

from .reading import ANALYSER, ARTICLES, QUERIES, Text, found, meets, understood


def texts(query: str, level: Level = Level.LEMMA) -> list[object]:
    """The terms asked for at a level, from left to right."""
    found = [leaf for leaf in flat_leaves(understood(query).asked) if leaf.level is level]
    return [
        leaf.pattern if isinstance(leaf, Wildcard) else leaf.texts if isinstance(leaf, Phrase | Near) else leaf.text
        for leaf in found
    ]


@pytest.mark.parametrize(
    ("query", "body", "how_much"),
    [
        ("بحر جبل", "جبل على بحر", "all"),
        ("بحر جبل", "بحر وحده", "some"),
        ("بحر جبل", "نهر", ""),
        ("بحر OR جبل", "جبل", "all"),
        ("بحر | جبل", "نهر", ""),
        ("بحر -جبل", "بحر", "all"),
        ("بحر -جبل", "بحر جبل", ""),
        ("بحر نهر -جبل", "نهر جبل", ""),
        ("بحر نهر -جبل", "نهر", "some"),
        ("أم درمان", "سوق درمان", "some"),
        ("أم درمان", "سوق أم درمان", "all"),
        ("البحر من الجبل", "جبل على بحر", "all"),
        ("أم", "أم", "all"),
        ("-بحر", "نهر", "all"),
        ("-بحر", "بحر", ""),
        ("NOT NOT بحر", "بحر", "all"),
        ("بحر OR -جبل", "نهر", "all"),
        ("بحر OR -جبل", "جبل", ""),
        ("بحر AND جبل", "بحر", ""),
        ("بحر AND جبل نهر", "بحر جبل", "some"),
        ("بحر AND جبل نهر", "نهر", ""),
        ("(بحر جبل) OR نهر", "بحر", "some"),
        ("(بحر جبل) AND نهر", "بحر نهر", ""),
        ("بحر من جبل", "بحر جبل", "all"),
        ("من في", "من هنا", "some"),
        ("من في", "بحر", ""),
        ("من", "من هنا", "all"),
        ("بحر -من", "بحر من", ""),
        ("بحر OR من", "من", "all"),
        ("بحر AND من", "بحر", ""),
        ('"بحر من جبل"', "بحر على جبل", ""),
        ('"بحر جبل"', "بحر الجبل", "all"),
        ('"بحر جبل"', "جبل بحر", ""),
        ('"بحر جبل" نهر', "جبل بحر نهر", "some"),
        ('="بحر جبل"', "بحر الجبل", ""),
        ('"بحر جبل"~1', "جبل قرب بحر", "all"),
        ('"بحر جبل"~1', "جبل كبير قرب بحر", ""),
        ('"بحر جبل"~3', "بحر", ""),
        ("F-35", "طائرة f 35", "all"),
        ("F-35", "طائرة f", ""),
        ("بحر", "البحر", "all"),
        ("=بحر", "البحر", ""),
        ("أرض", "ارض", "all"),
        ("=أرض", "ارض", ""),
        ("=(أرض بحر)", "ارض بحر", "some"),
        ("ميناء*", "بالميناء القديم", "all"),
        ("ميناء*", "للميناء", "all"),
        ("ميناء*", "وميناءان", "all"),
        ("لواء*", "للواء", "all"),
        ("الميناء*", "بالميناء", ""),
        ("*ناء", "بالميناء", "all"),
        ("مي?اء", "ميناء", "all"),
        ("مي?اء", "ميتناء", ""),
        ("بر*", "وبر", ""),
        ("F-3*", "f 35", "all"),
        ("", "بحر", ""),
        ("title:(", "title", "all"),
        ("بحر AND (", "بحر", "all"),
    ],
)
def test_how_much_of_a_query_an_article_has(query: str, body: str, how_much: str) -> None:
    assert found(query, body) == how_much


def test_a_field_restricts_everything_in_its_brackets() -> None:
    assert found("title:(بحر جبل)", title="بحر جبل") == "all"
    assert found("title:(بحر جبل)", "بحر جبل") == ""
    assert found("title:(بحر -جبل)", "جبل", title="بحر") == "all"
    assert found("عنوان:بحر نص:جبل", "جبل", title="بحر") == "all"
    assert found("title:=أرض", title="ارض") == ""


def test_a_keyword_is_met_whole_or_by_its_words() -> None:
    papers = {"source": "صحيفة الميناء اليومية", "section": "رياضة"}
    for query in ("source:الميناء", 'مصدر:"الميناء اليومية"', "source:(الميناء OR البريد)", "قسم:رياضة بحر"):
        assert found(query, "بحر", keywords=papers) == "all"
    assert found("source:البريد بحر", "بحر", keywords=papers) == ""
    assert found('source:="الميناء اليومية"', keywords=papers) == ""
    assert found('source:="صحيفة الميناء اليومية"', keywords=papers) == "all"
    assert found("-source:الميناء", keywords=papers) == ""


def test_filters_stay_required_when_words_may_miss() -> None:
    papers = {"source": "الميناء"}
    assert found("بحر جبل source:الميناء", "بحر", keywords=papers) == "some"
    assert found("بحر جبل source:البريد", "بحر", keywords=papers) == ""
    assert found("source:الميناء", keywords=papers) == "all"
    assert understood("source:الميناء").asked == Only("source", "الميناء")


@pytest.mark.parametrize(
    ("query", "day", "how_much"),
    [
        ("date:2015", dt.date(2015, 12, 31), "all"),
        ("date:2015", dt.date(2016, 1, 1), ""),
        ("تاريخ:٢٠١٥-٠٨", dt.date(2015, 8, 31), "all"),
        ("date:2015-02..", dt.date(2030, 1, 1), "all"),
        ("date:..2015-02", dt.date(2015, 3, 1), ""),
        ("date:(2014 OR 2016)", dt.date(2015, 3, 1), ""),
        ("-date:2015", dt.date(2015, 3, 1), ""),
        ("-date:2015", None, "all"),
        ("date:2015", None, ""),
    ],
)
def test_dates(query: str, day: dt.date | None, how_much: str) -> None:
    assert found(query, moment=None if day is None else moment(day)) == how_much


def test_a_bad_date_becomes_words_and_a_note() -> None:
    resolved = understood("بحر date:2015-13")
    assert [str(note) for note in resolved.notes] == [
        "2015-13 is no date such as 2015, 2015-08, 2015-08-21 or 2015..2016"
    ]
    assert (resolved.notes[0].start, resolved.notes[0].end) == (9, 16)
    assert found("بحر date:2015-13", "بحر 2015 13") == "all"


def test_the_trees_themselves() -> None:
    ways = (Term("بحر", Level.FORM, weight=0.25), Term("بحر", Level.SPELLING, weight=0.15), Term("بحر"))
    sea = Synonyms(ways, telling=3, matching=3, tiers=("form", "spelling", "lemma"))
    assert understood("بحر").asked == sea
    assert understood("بحر").partial is None
    assert understood("بحر بحر").asked == sea
    assert understood("-بحر").asked == And((All(), Not(sea)))
    assert understood("").asked == Nothing()
    assert understood("date:1970-01-02..").asked == Between(86400, None)
    assert understood('"بحر"').asked == Synonyms((ways[0], ways[2]), telling=2, matching=2, tiers=("form", "lemma"))
    assert understood('="البحر"').asked == Term("البحر", Level.FORM)
    assert understood("title:=بحر").asked == Term("بحر", Level.FORM, ("title",))
    assert understood('="بحر جبل"').asked == Phrase(("بحر", "جبل"), Level.FORM)


def test_tiers_can_be_switched_off() -> None:
    """What is loosest of what is left counts 1; the very form always stays."""

    def asked(*tiers: Tier) -> Node:
        return Resolver(ANALYSER, tiers=frozenset(tiers)).resolve(parse("البحر").syntax).asked

    form, spelling = Term("البحر", Level.FORM, weight=0.25), Term("البحر", Level.SPELLING)
    assert asked(Tier.SPELLING) == Synonyms((form, spelling), 2, 2, tiers=("form", "spelling"))
    assert asked(Tier.FORM) == asked() == asked(Tier.ROOT) == form._replace(weight=1.0)
    assert asked(Tier.LEMMA) == Synonyms((form, Term("بحر")), 2, 2, tiers=("form", "lemma"))


def test_a_pattern_that_begins_with_a_wildcard_or_the_article_is_taken_as_it_is() -> None:
    assert texts("*بحر", Level.SPELLING) == ["*بحر"]
    assert texts("الأ*", Level.SPELLING) == ["الا*"]
    assert texts("sea*", Level.SPELLING) == ["sea*"]
    assert "وبر*" not in texts("بر*", Level.SPELLING)


def test_a_phrase_too_long_is_cut() -> None:
    resolved = understood('"' + "م " * 70 + '"')
    assert len(texts('"' + "م " * 70 + '"')[0]) == MAX_PHRASE  # type: ignore[arg-type]
    assert len(resolved.notes) == 1


def test_nothing_to_look_for_is_said() -> None:
    assert [str(note) for note in understood("...").notes] == ["there is nothing to look for"]


def test_with_all_words_wanted_no_part_will_do() -> None:
    resolved = understood("بحر جبل", Words.ALL)
    assert resolved.partial is None
    assert [meets(resolved.asked, Text(body)) for body in ("بحر جبل", "جبل بحر", "بحر", "جبل")] == [1, 1, 0, 0]


def rows(query: str, words: Words = Words.SOME) -> list[tuple[str, ...]]:
    """The phrases that only add to the score."""
    resolved = understood(query, words)
    return [leaf.texts for leaf in flat_leaves(resolved.partial or resolved.asked) if isinstance(leaf, Phrase)]


@pytest.mark.parametrize("words", Words)
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("بحر", []),
        ("بحر الجبل", [("بحر", "جبل")]),
        ("بحر أرض جبل", [("بحر", "ارض", "جبل")]),
        ("بحر في الجبل", [("بحر", "في", "جبل")]),
        ("في بحر", [("في", "بحر")]),
        ("بحر -نهر الجبل", []),
        ("بحر جبل -نهر أرض سهل", [("بحر", "جبل"), ("ارض", "سهل")]),
        ("source:x بحر جبل", [("بحر", "جبل")]),
        ("بحر OR جبل", []),
        ("بحر AND جبل", []),
        ("(بحر جبل) OR -(أرض سهل)", [("بحر", "جبل")]),
        ("=بحر =جبل", []),
        ("بحر (الجبل OR السهل)", [("بحر", "جبل"), ("بحر", "سهل")]),
        ("(بحر OR نهر) (جبل OR سهل)", [("بحر", "جبل"), ("نهر", "سهل")]),
        ("بحر (جبل OR -سهل)", []),
        ("بحر أرض (جبل OR سهل)", [("بحر", "ارض"), ("بحر", "ارض", "جبل"), ("بحر", "ارض", "سهل")]),
    ],
)
def test_words_side_by_side_are_a_phrase_that_only_ranks(
    words: Words, query: str, expected: list[tuple[str, ...]]
) -> None:
    assert rows(query, words) == expected


def test_what_only_ranks_is_no_word() -> None:
    assert [understood("بحر جبل", words).words for words in Words] == [2, 2]


def trees(node: Node) -> list[Node]:
    match node:
        case And(children) | Or(children):
            return [node, *(tree for child in children for tree in trees(child))]
        case Not(child):
            return [node, *trees(child)]
        case _:
            return [node]


@pytest.mark.parametrize(
    ("query", "tells"),
    [
        ("لـCNN", "cnn"),
        ("والـCNN", "cnn"),
        ("2023م", "2023"),
        ("1444هـ", "1444"),
        ("و2023م", "2023"),
        ("iPhone15", "iphone 15"),
        ("لـiPhone15", "iphone 15"),
        ("2022و2023", "2022 و 2023"),
        ("100م", "100 م"),
        ("ل-CNN", "ل cnn"),
        ("بنكCNN", "بنك cnn"),
        ("ال", "ال"),
        ("Al-Jazeera", "jazeera"),
        ("Es-Semara", "semara"),
        ("al-Élysée", "élysée"),
        ("El-19", "el 19"),
    ],
)
def test_what_is_glued_to_a_word_of_another_script_is_not_asked_for(query: str, tells: str) -> None:
    assert " ".join(token.form for token in leaves.telling(Analyser().tokens(query))) == tells


@given(QUERIES, ARTICLES)
def test_whatever_has_all_of_a_query_has_a_part_of_it(query: str, body: str) -> None:
    resolved = Resolver(ANALYSER).resolve(parse(query).syntax)
    if resolved.partial is not None:
        article = Text(body, title="بحر", keywords={"source": "بحر"}, moment=0)
        assert not meets(resolved.asked, article) or meets(resolved.partial, article)
        assert set(flat_leaves(resolved.asked)) <= set(flat_leaves(resolved.partial))
        assert resolved.partial != resolved.asked


@given(QUERIES)
def test_every_query_has_a_well_formed_meaning(query: str) -> None:
    resolved = Resolver(ANALYSER).resolve(parse(query).syntax)
    for note in resolved.notes:
        assert 0 <= note.start <= note.end <= len(query)
    for tree in [*trees(resolved.asked), *trees(resolved.partial or Nothing())]:
        match tree:
            case And(children):
                assert len(children) > 1
                assert any(not isinstance(child, Not) for child in children)
                assert not any(isinstance(child, And) for child in children)
            case Or(children):
                assert len(children) > 1
                assert not any(isinstance(child, Or | Not) for child in children)
            case Term(text) | Only(_, text):
                assert text
            case _:
                pass
    assert not isinstance(resolved.asked, Not)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("بحر", 1),
        ("بحر جبل أرض", 3),
        ("بحر OR جبل OR أرض", 3),
        ('"بحر جبل" أرض', 2),
        ("بحر -جبل source:الميناء date:2015", 1),
        ("في بحر", 1),
    ],
)
def test_words_are_counted_as_typed(query: str, words: int) -> None:
    assert understood(query).words == words


@given(st.text("اب*?", max_size=12), st.text("اب", max_size=12))
def test_a_pattern_fits_what_a_search_for_its_letters_says(pattern: str, text: str) -> None:
    plain = "".join({"*": ".*", "?": "."}.get(sign, sign) for sign in pattern)
    assert bool(Wildcard(pattern).test()(text)) == bool(re.fullmatch(plain, text))


def test_a_pattern_of_many_stars_takes_no_longer_than_the_text_is() -> None:
    fits = Wildcard("*ه*ه*ه*ب").test()
    assert not fits("ه" * 20_000)
    assert fits("ه" * 20_000 + "ب")
