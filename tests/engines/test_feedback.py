"""Feedback: what articles are about, and how those that are about the same rise."""

import datetime as dt

import pytest

from newsearch.engines import feedback
from newsearch.engines.base import Engine
from newsearch.model import Article
from newsearch.query.plan import Order, Search
from newsearch.query.tree import Level, Term
from tests.engines.building import batch, lemma, rarity


def test_what_a_lemma_tells_by_hand() -> None:
    """rarity * 15 * t // (t + 3)."""
    assert feedback.worth(3, 200) == 200 * 15 * 3 // 6
    assert feedback.worth(0, 200) == feedback.worth(5, 0) == 0
    assert feedback.worth(10**6, 255) == feedback.worth(feedback.MOST, 255) < 1 << 12


def test_a_signature_has_the_lemmas_that_tell_most() -> None:
    """A rare word once, a middling one in the title, a common one many times; what tells little is left out."""
    words = sorted("كتاب مدرسة وزير خبر باكو سفر سفير".split(), key=lambda word: rarity(lemma(word)))
    common, *_, middling, rare = words
    article = batch(Article("1", title=middling, body=" ".join([rare, *[common] * 9])))
    expected = sorted(
        (-feedback.worth(times, rarity(lemma(word))), lemma(word))
        for word, times in ((rare, 2), (middling, 3), (common, 18))
    )
    assert list(feedback.signature(article, 0)) == [text for worth, text in expected if -worth >= feedback.LEAST]


def test_an_article_rises_by_what_it_shares_with_the_best() -> None:
    """Of twelve equal ones, the last is about what the first is about; none vouches for itself."""
    signatures = {0: ["a", "b"], **{n: [f"c{n}"] for n in range(1, 11)}, 11: ["a", "e"]}
    ranked = [(n, 1000) for n in range(12)]
    lifted = feedback.lifted(ranked, signatures.__getitem__, lambda _: 10, 0.4)
    assert lifted == [(11, 1400), *((n, 1000) for n in range(11))]


def test_of_articles_that_are_the_same_none_overtakes_another() -> None:
    """Fourteen are, the last four of them not among the best; one more, as good by itself, shares half with them."""
    ranked = [(n, 1000) for n in range(15)]
    lifted = feedback.lifted(ranked, lambda n: ["a"] if n == 14 else ["a", "b"], lambda _: 10, 0.4)
    assert [n for n, _ in lifted] == [*range(15)]
    assert {score for _, score in lifted[:14]} == {1400}
    assert feedback.lifted([*ranked[:10], (10, 999)], lambda _: ["a"], lambda _: 10, 0.4)[0] == (10, 1399)


def test_where_there_are_few_nothing_is_guessed() -> None:
    ranked = [(n, 1000 - n) for n in range(feedback.BEST)]
    assert feedback.lifted(ranked, lambda _: ["a"], lambda _: 10, 0.4) == ranked
    assert feedback.lifted([], lambda _: ["a"], lambda _: 10, 0.4) == []


def test_the_more_words_the_less_is_guessed() -> None:
    assert feedback.share_of(0) == feedback.share_of(1) == feedback.share_of(2) == feedback.SHARE
    assert feedback.share_of(3) == pytest.approx(1 / 3)
    assert feedback.share_of(5) == pytest.approx(0.12)


def test_the_newest_of_many_that_are_the_same_comes_first(engine: Engine) -> None:
    same = [Article(f"{day:02}", body="حريق في ميناء باكو", date=dt.date(2024, 1, day)) for day in range(1, 15)]
    with engine.writer() as writer:
        writer.add(batch(*same[::2], Article("z", title="حريق", body="سفر")))
    with engine.writer() as writer:
        writer.add(batch(*same[1::2]))
    reader = engine.reader()
    found = reader.search(Search(Term("حريق", Level.FORM), limit=20, feedback=0.4))
    assert [reader.head(row.address).id for row in found.rows if row.score == found.rows[1].score] == [
        f"{day:02}" for day in range(14, 0, -1)
    ]


def test_feedback_changes_the_order_but_not_what_is_found(engine: Engine) -> None:
    """Nine articles with باكو tell of a summit; of the last two, as good by themselves, one does too."""
    filler = ["كلام"] * 60
    told = [Article(f"a{n}", title="باكو قمة وفود", body=" ".join(["باكو", "قمة", "وفود", *filler])) for n in range(9)]
    last = [
        Article("b", body=" ".join(["باكو", "قمة", "وفود", *filler])),
        Article("c", body=" ".join(["باكو", "سفير", "كتاب", *filler])),
        Article("d", body="قمة وفود"),
    ]
    with engine.writer() as writer:
        writer.add(batch(*told, *last[::-1]))
    reader = engine.reader()

    def ids(share: float, order: Order = Order.SCORE) -> list[tuple[str, int]]:
        found = reader.search(Search(Term("باكو", Level.FORM), order=order, limit=20, feedback=share))
        assert found.total == 11
        return [(reader.head(row.address).id, row.score) for row in found.rows]

    without, lifted = dict(ids(0.0)), dict(ids(0.4))
    assert without.keys() == lifted.keys() == {*(f"a{n}" for n in range(9)), "b", "c"}
    assert without["b"] == without["c"]
    assert lifted["b"] > lifted["c"]
    assert [name for name, _ in ids(0.4)][9:] == ["b", "c"]
    assert ids(0.4, Order.NEWEST) == ids(0.0, Order.NEWEST)
