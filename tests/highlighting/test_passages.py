"""Which words are marked, and what is quoted."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.engines.base import Use
from newsearch.highlighting import spotter
from newsearch.highlighting.excerpts import WIDTH, best, fullest
from newsearch.highlighting.passages import Quoter
from newsearch.highlighting.spotter import Names
from newsearch.model import Article, Passage
from newsearch.query.tree import And, Fuzzy, Leaf, Level, Near, Node, Not, Phrase, Term, Wildcard
from newsearch.text import letters
from newsearch.text.analyser import Analyser
from newsearch.text.edits import within
from newsearch.text.words import WORD

ANALYSER = Analyser()


def word(text: str, *, fields: tuple[str, ...] = ("title", "body")) -> Term:
    return Term(ANALYSER.tokens(text)[0].lemma, fields=fields)


LEVELS = st.sampled_from(Level)


def terms(surface: str) -> dict[Level, str]:
    """The terms of one word; it may have none."""
    form = letters.form(surface)
    (spelling,), (lemma,) = ANALYSER.classes([form]) if form else ([""], [""])
    return {Level.FORM: form, Level.SPELLING: spelling, Level.LEMMA: lemma}


def phrase(text: str, slop: int = 0) -> Phrase:
    return Phrase(tuple(token.lemma for token in ANALYSER.tokens(text)), slop=slop)


@dataclass
class Vocabulary:
    """The words of one text, as an index would have them."""

    text: str

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        tokens = ANALYSER.tokens(self.text)
        return [
            list(dict.fromkeys(token.form for token in tokens if getattr(token, level.value) == text))
            for level, text in terms
        ]


def quote(tree: Node, body: str = "", title: str = "", use: Use = Use.ANYTHING) -> tuple[Passage, ...]:
    return Quoter(tree, Names(Vocabulary(f"{title} {body}")), use).quote(Article("1", title=title, body=body))


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


# --- the same, word by word ------------------------------------------------------------------------------------------

SOME = [
    *("باكو", "باكُو", "بـاكو", "الأمن", "مجلس", "المجلس", "مجالس", "مائة", "أذربيجان", "اذربيجن", "خبر", "sea", "2015"),
    *("1.5", "،", ".", "\n", "\N{GRINNING FACE}", "\ufefbن", "و2015", "seaباكو"),
]
WORDS = ["باكو", "الأمن", "مجلس", "مائة", "sea", "2015", "أذربيجان"]
PATTERNS = ["باك*", "*جلس", "م?لس", "مء*", "se*", "20*", "*"]
TEXTS = st.lists(st.sampled_from(SOME), max_size=120).map(" ".join)
FIELDS = st.sampled_from([("title", "body"), ("title",), ("body",)])
PHRASES = st.lists(st.sampled_from(WORDS), min_size=2, max_size=3)
LEAVES = st.one_of(
    st.builds(
        lambda text, level, fields: Term(terms(text)[level], level, fields), st.sampled_from(WORDS), LEVELS, FIELDS
    ),
    st.builds(
        lambda kind, texts, level, fields, slop: kind(tuple(terms(text)[level] for text in texts), level, fields, slop),
        st.sampled_from([Phrase, Near]),
        PHRASES,
        LEVELS,
        FIELDS,
        st.integers(0, 3),
    ),
    st.builds(lambda pattern, fields: Wildcard(pattern, Level.SPELLING, fields), st.sampled_from(PATTERNS), FIELDS),
    st.just(Fuzzy("اذربيجن", level=Level.SPELLING)),
)


def plainly(leaves: list[Leaf], field: str, text: str) -> list[tuple[tuple[int, int], int]]:
    """Each word of a text that a leaf wants, with the first such leaf."""
    words = [(found.span(), terms(found[0])) for found in WORD.finditer(text)]
    wanted: dict[int, int] = {}
    for number, leaf in enumerate(leaves):
        if field in leaf.fields:
            for place in wanted_by(leaf, [of[leaf.level] for _, of in words]):
                wanted.setdefault(place, number)
    return [(words[place][0], wanted[place]) for place in sorted(wanted)]


def wanted_by(leaf: Leaf, words: list[str]) -> set[int]:
    match leaf:
        case Term(text):
            return {place for place, word in enumerate(words) if word == text}
        case Wildcard(pattern):
            return {place for place, word in enumerate(words) if fnmatchcase(word, pattern)}
        case Fuzzy(text):
            return {place for place, word in enumerate(words) if within(word, text, 1)}
    found: set[int] = set()
    for start in range(len(words)):
        window = range(start, min(start + len(leaf.texts) + leaf.slop, len(words)))
        if words[start] not in leaf.texts:
            continue
        chosen: list[int] = []
        if isinstance(leaf, Phrase):
            for place in window if words[start] == leaf.texts[0] else ():
                if len(chosen) < len(leaf.texts) and words[place] == leaf.texts[len(chosen)]:
                    chosen.append(place)
        else:
            for text in leaf.texts:
                chosen += [place for place in window if words[place] == text and place not in chosen][:1]
        if len(chosen) == len(leaf.texts):
            found.update(chosen)
    return found


@given(st.lists(LEAVES, min_size=1, max_size=4), TEXTS, TEXTS)
def test_what_is_marked_is_what_a_reading_of_every_word_marks(leaves: list[Leaf], title: str, body: str) -> None:
    quoter = Quoter(And(tuple(leaves)), Names(Vocabulary(f"{title} {body}")))
    quoter.quote(Article("0", body="باكو مجلس الأمن"))  # what it remembers of one article serves the next
    passages = quoter.quote(Article("1", title=title, body=body))
    distinct = list(dict.fromkeys(leaves))
    head, marks = plainly(distinct, "title", title), plainly(distinct, "body", body)
    expected = [Passage("title", title, 0, tuple(mark for mark, _ in head))] if head else []
    assert passages == (*expected, *best(body, marks))


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 9), st.integers(0, 3)), min_size=1, max_size=40))
def test_the_fullest_window_has_most_leaves_then_most_marks(steps: list[tuple[int, int, int]]) -> None:
    marks, end = [], 0
    for gap, length, leaf in steps:
        marks.append(((end + gap, end + gap + length), leaf))
        end += gap + length
    windows = []
    for at, ((start, _), _) in enumerate(marks):
        inside = [marks[at], *(mark for mark in marks[at + 1 :] if mark[0][1] < start + WIDTH * 3 // 4)]
        windows.append((len({leaf for _, leaf in inside}), len(inside), -at))
    assert fullest(marks) == -max(windows)[2]


@pytest.mark.parametrize("use", Use)
class TestLongArticles:
    def test_only_their_heads_are_looked_at(self, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spotter, "HEAD", 40)
        for tree in (word("كتاب"), phrase("كتاب كتاب"), Wildcard("كتا*")):
            quoted = quote(tree, "كتاب " * 7 + "كتابان كتاب", use=use)
            assert marked(quoted) == ["كتاب"] * 7
        assert marked(quote(word("وزير"), "كتاب " * 7 + "كتاب وزير", use=use)) == []

    def test_a_word_is_looked_at_in_full_or_not_at_all(self, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spotter, "HEAD", 9)
        assert marked(quote(word("كتاب"), "قال كتابه", use=use)) == []

    def test_the_first_words_met_are_enough(self, use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(spotter, "MOST", 4)
        for tree in (word("كتاب"), phrase("كتاب كتاب")):
            assert marked(quote(tree, "كتاب " * 9, use=use)) == ["كتاب"] * 4
