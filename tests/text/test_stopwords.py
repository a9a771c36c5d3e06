"""Words of grammar, and words that only look like them."""

import pytest

from newsearch.text.analyser import Analyser
from newsearch.text.letters import form
from newsearch.text.stopwords import CLASSES, is_stop


@pytest.mark.parametrize(
    "word",
    "في من وفي على إلى الى أن ان التي الذين فيه منها عليهم وعليه لأنه بأن هذة هذه the".split()
    + "بماذا أيهما ماهي ماهى وماهو ليش وليش وش إيش أيش شلون إزاي اللي واللي علشان هاذا".split(),
)
def test_grammar(word: str) -> None:
    assert is_stop(word)


@pytest.mark.parametrize(
    "word",
    "علي أمن آمن وطن فيل منى أمل عين بيان حول_ كتاب وزير قطر دون_كيشوت 2023 الله لله إيران أمتي آية كيفية شو".split()
    + "آلية آلي وآلية هنأ وهنأ عبرة".split(),
)
def test_news(word: str) -> None:
    assert not is_stop(word)


@pytest.mark.parametrize(
    ("word", "stop"), [("UN", False), ("IS", False), ("un", True), ("Is", True), ("A", True), ("في", True)]
)
def test_capitals_show_an_abbreviation(word: str, stop: bool) -> None:
    (token,) = Analyser().tokens(word)
    assert token.stop is stop


def test_the_table_holds_forms() -> None:
    for words in CLASSES.values():
        for word in words:
            assert form(word) == word.replace("ّ", "")
