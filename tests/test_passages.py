"""Which words are marked, and what is quoted."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.model import Article, Passage, Vocable
from newsearch.passages import WIDTH, Quoter
from newsearch.query.tree import And, Fuzzy, Level, Near, Node, Not, Phrase, Term, Wildcard
from newsearch.text.analyser import Analyser

ANALYSER = Analyser()


def word(text: str, *, fields: tuple[str, ...] = ("title", "body")) -> Term:
    return Term(ANALYSER.tokens(text)[0].lemma, fields=fields)


def phrase(text: str, slop: int = 0) -> Phrase:
    return Phrase(tuple(token.lemma for token in ANALYSER.tokens(text)), slop=slop)


@dataclass
class Vocabulary:
    """The words of one text, as an index would have them."""

    text: str

    def variants(self, level: Level, text: str) -> list[Vocable]:
        tokens = ANALYSER.tokens(self.text)
        forms = dict.fromkeys(token.form for token in tokens if getattr(token, level.value) == text)
        return [Vocable(form, 1) for form in forms]


def quote(tree: Node, body: str = "", title: str = "") -> tuple[Passage, ...]:
    return Quoter(tree, Vocabulary(f"{title} {body}")).quote(Article("1", title=title, body=body))


def marked(passages: tuple[Passage, ...]) -> list[str]:
    return [passage.text[start:end] for passage in passages for start, end in passage.marks]


def test_whole_words_are_marked_as_they_stand_in_the_text() -> None:
    assert marked(quote(word("أذربيجان"), "وصل إلى أذَرْبيجان أمس، ثم عاد من أذربيجان.")) == ["أذَرْبيجان", "أذربيجان"]


def test_the_title_comes_first_and_whole() -> None:
    passages = quote(word("باكو"), "لقاء في باكو.", title="قمة باكو")
    assert [passage.field for passage in passages] == ["title", "body"]
    assert passages[0].text == "قمة باكو"


def test_a_field_that_was_not_asked_for_is_not_marked() -> None:
    assert marked(quote(word("باكو", fields=("title",)), "لقاء في باكو.", title="قمة باكو")) == ["باكو"]


def test_a_phrase_is_marked_only_where_its_words_stand_together() -> None:
    body = "عقد مجلس الوزراء جلسة حول الأمن. ثم دعا مجلس الأمن إلى الهدوء."
    assert marked(quote(phrase("مجلس الأمن"), body)) == ["مجلس", "الأمن"]
    (passage,) = quote(phrase("مجلس الأمن"), body)
    assert passage.start + passage.marks[0][0] == body.rindex("مجلس")


def test_slop_and_nearness() -> None:
    body = "مجلس الوزراء حول الأمن"
    assert marked(quote(phrase("مجلس الأمن", 2), body)) == ["مجلس", "الأمن"]
    assert marked(quote(phrase("مجلس الأمن", 1), body)) == []
    assert marked(quote(phrase("الأمن مجلس", 2), body)) == []
    near = Near(tuple(token.lemma for token in ANALYSER.tokens("الأمن مجلس")), slop=2)
    assert marked(quote(near, body)) == ["مجلس", "الأمن"]


def test_patterns_and_near_spellings() -> None:
    assert marked(quote(Wildcard("اذرب*ان"), "في أذربيجان")) == ["أذربيجان"]
    assert marked(quote(Fuzzy("اذربيجن", level=Level.SPELLING), "في أذربيجان")) == ["أذربيجان"]


def test_what_must_not_be_there_is_not_marked() -> None:
    assert marked(quote(And((word("باكو"), Not(word("لقاء")))), "لقاء في باكو")) == ["باكو"]


def test_without_a_match_the_beginning_is_shown() -> None:
    (passage,) = quote(word("غائب"), "أول الخبر. " + "كلمة " * 100)
    assert passage.text.startswith("أول الخبر")
    assert passage.after
    assert not passage.before
    assert len(passage.text) <= WIDTH


def test_a_passage_with_more_of_the_query_wins() -> None:
    body = "ذكر باكو هنا. " + "حشو كثير جدا. " * 60 + "التقى رئيس الوفد في باكو وزيرا. " + "حشو كثير جدا. " * 60
    best = max(quote(And((word("باكو"), word("الوفد"), word("وزيرا"))), body), key=lambda passage: len(passage.marks))
    assert {"الوفد", "باكو", "وزيرا"} <= {best.text[s:e] for s, e in best.marks}


def test_no_body_no_passage() -> None:
    assert quote(word("باكو"), "") == ()
    assert quote(word("باكو"), " \n ") == ()


@pytest.mark.parametrize("length", [10, 500, 50_000])
def test_one_endless_word_is_quoted_whole(length: int) -> None:
    body = "ب" * length
    assert marked(quote(word(body), body)) == [body]


@given(st.text(alphabet="باك وأ.\n،\N{ARABIC FATHA}ن", max_size=600))
def test_passages_are_slices_and_marks_are_words_of_the_query(body: str) -> None:
    for passage in quote(word("باك"), body):
        assert body[passage.start : passage.start + len(passage.text)] == passage.text
        assert passage.text == passage.text.strip()
        end = 0
        for start, stop in passage.marks:
            assert end <= start < stop <= len(passage.text)
            (token,) = ANALYSER.tokens(passage.text[start:stop])
            assert token.lemma == word("باك").text
            end = stop
