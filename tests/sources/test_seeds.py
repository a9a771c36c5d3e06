"""The seed articles: each comes out whole, and they show what they are there to show."""

import unicodedata
from pathlib import Path

import pytest

from newsearch.model import Article, Record
from newsearch.sources import Skipped, Sources, clean
from newsearch.text.letters import form, spelling
from newsearch.text.words import WORD

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    items = list(Sources([str(SEEDS)]))
    assert [Path(item.path).name for item in items if isinstance(item, Skipped)] == ["README.md"]
    return [item.article for item in items if isinstance(item, Record)]


def test_every_one_has_a_headline_and_a_text_without_chrome(articles: list[Article]) -> None:
    assert len(articles) > 36
    assert len({article.id for article in articles}) == len(articles)
    for article in articles:
        assert article.title, article.id
        lines = article.body.split("\n")
        assert len(article.body) > 100, article.id
        assert clean.without_chrome(lines) == lines, article.id


def test_outlets_months_and_sections_are_various(articles: list[Article]) -> None:
    assert len({article.source for article in articles} - {""}) >= 6
    assert len({article.section for article in articles} - {""}) >= 8
    assert len({(article.date.year, article.date.month) for article in articles if article.date}) >= 12


def test_one_country_stands_there_in_many_ways(articles: list[Article]) -> None:
    written = {
        word
        for article in articles
        for word in WORD.findall(f"{article.title} {article.body}")
        if "اذربيجان" in spelling(form(word))
    }
    beginnings = {spelling(form(word)).partition("اذربيجان")[0] for word in written}
    assert {"", "و", "ل", "ب", "ال"} <= beginnings
    assert any(word.startswith("ا") for word in written)  # without hamza
    assert any("\N{ARABIC TATWEEL}" in word for word in written)
    assert any(unicodedata.category(char) == "Mn" for word in written for char in word)
    assert any("\N{ARABIC LETTER FARSI YEH}" in word for word in written)
    assert any(char > "\ufe70" for word in written for char in word)
    holding = [a for a in articles if any(word in f"{a.title} {a.body}" for word in written)]
    assert 8 <= len(holding) < len(articles) / 2
