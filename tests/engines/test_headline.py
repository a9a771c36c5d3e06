"""Headlines: where their words first stand in an article decides between articles that have them all."""

import pytest

from newsearch.engines import feedback, headline
from newsearch.engines.base import Engine
from newsearch.engines.headline import HALF, MOST
from newsearch.model import Article
from newsearch.query.plan import Order, Search
from newsearch.query.tree import Level, Not, Or, Phrase, Synonyms, Term, Wildcard, leading
from tests.engines.building import batch

SUMMIT, BAKU = Term("قمة", Level.FORM), Term("باكو", Level.FORM)


def test_where_words_stand_by_hand() -> None:
    """Each by its place, and neighbours by their distance with the weight of the lighter one."""
    assert headline.worth([]) == headline.worth([(10, None), (10, None)]) == 0
    assert headline.worth([(10, 0)]) == 10 * MOST
    assert headline.worth([(10, HALF)]) == 10 * (MOST // 2)
    assert headline.worth([(10, 0), (7, None), (4, 0)]) == 14 * MOST
    assert headline.worth([(10, 0), (7, 0)]) == 17 * MOST + 7 * MOST
    assert headline.worth([(10, HALF), (7, 0)]) == 10 * (MOST // 2) + 7 * MOST + 7 * (MOST // HALF)


def test_only_words_that_are_wanted_anywhere_have_a_place() -> None:
    word = Synonyms((SUMMIT, Term("مؤتمر", weight=0.9), Term("قمم", weight=0.4)), 2, 2)
    in_title = Term("باكو", Level.FORM, ("title",))
    tree = Or((word, in_title, Phrase(("قمة", "باكو")), Wildcard("قم*"), BAKU, Not(Term("سفر"))))
    assert [terms for _, terms in headline.words(leading(tree))] == [[SUMMIT, Term("مؤتمر", weight=0.9)], [BAKU]]


def test_of_a_headline_nothing_is_guessed() -> None:
    assert headline.is_headline(headline.WORDS)
    assert not headline.is_headline(headline.WORDS - 1)
    assert feedback.share_of(headline.WORDS) == 0.0 < feedback.share_of(headline.WORDS - 1)


def found(engine: Engine, **options: object) -> list[tuple[str, int]]:
    reader = engine.reader()
    rows = reader.search(Search(Or((SUMMIT, BAKU)), **options)).rows  # type: ignore[arg-type]
    return [(reader.head(row.address).id, row.score) for row in rows]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("كتاب قمة باكو مدرسة", "كتاب مدرسة قمة باكو"),  # earlier
        ("كتاب قمة باكو مدرسة", "قمة كتاب مدرسة باكو"),  # nearer
        ("كتاب باكو قمة مدرسة", "قمة كتاب مدرسة باكو"),  # in any order
    ],
)
def test_of_articles_with_the_same_words_the_one_that_begins_with_them_is_better(
    engine: Engine, better: str, worse: str
) -> None:
    with engine.writer() as writer:
        writer.add(batch(Article("b", body=better), Article("a", body=worse), Article("c", body="سفر سفير خبر")))
    (first, score), (second, same) = found(engine)
    assert (first, second, score) == ("a", "b", same)
    assert [name for name, _ in found(engine, headline=True)] == ["b", "a"]
    assert found(engine, headline=True, order=Order.COMPLETE) == found(engine, order=Order.COMPLETE)


def test_a_title_is_the_very_beginning(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.add(batch(Article("t", title="سفر باكو", body="خبر قمة"), Article("c", body="سفر سفير خبر")))
    ((_, plain),) = found(engine)
    ((_, raised),) = found(engine, headline=True)
    summit, baku = (engine.reader().search(Search(term)).rows[0].score for term in (SUMMIT, BAKU))
    assert raised > plain == summit + baku


def test_only_the_best_are_raised(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last of three would be the best one."""
    monkeypatch.setattr(headline, "BEST", 2)
    filler = "سفر " * 30
    with engine.writer() as writer:
        writer.add(batch(*(Article(name, body=filler + "قمة خبر باكو") for name in "ab"), Article("c", body="باكو")))
        writer.add(batch(Article("d", body=filler + filler + "قمة باكو")))
    names = [name for name, _ in found(engine)]
    plain, raised = dict(found(engine)), dict(found(engine, headline=True))
    assert {name for name in names if raised[name] > plain[name]} == set(names[:2])
    assert [name for name, _ in found(engine, headline=True)][2:] == names[2:]
