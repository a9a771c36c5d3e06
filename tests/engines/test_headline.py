"""Headlines: where their words stand in an article decides between articles that have them all."""

import pytest

from newsearch.engines import feedback, headline
from newsearch.engines.base import Engine
from newsearch.engines.headline import EARLY, HALF, NEAR
from newsearch.model import Article
from newsearch.query.plan import Order, Search
from newsearch.query.tree import Level, Not, Or, Phrase, Synonyms, Term, Wildcard, leading
from tests.engines.building import batch

SUMMIT, BAKU = Term("قمة", Level.FORM), Term("باكو", Level.FORM)


def met(weight: int, *body: int, title: bool = False, typed: tuple[int, ...] = ()) -> headline.Met:
    return headline.Met(weight, (title, body), (False, typed))


def test_where_words_stand_by_hand() -> None:
    """Each by its first place, and by how near the next one follows with the weight of the lighter one."""
    assert headline.worth([]) == headline.worth([met(10), met(10)]) == 0
    assert headline.worth([met(10, 0, 40)]) == headline.worth([met(10, 80, title=True)]) == 10 * EARLY
    assert headline.worth([met(10, HALF)]) == 10 * (EARLY // 2)
    assert headline.worth([met(10, 0, HALF, typed=(HALF,))]) == 10 * (EARLY + EARLY // 4)
    assert headline.worth([met(10, 0), met(7), met(4, 1)]) == 10 * EARLY + 4 * (EARLY * HALF // (HALF + 1))


@pytest.mark.parametrize(
    ("body", "other", "distance"),
    [([0], [1], 1), ([0], [5], 5), ([1], [0], 0), ([0, 500], [504], 4), ([7, 9], [3, 8, 40], 1), ([5], [5, 6], 1)],
)
def test_the_nearest_that_follow_tell_how_near_two_words_are(body: list[int], other: list[int], distance: int) -> None:
    words = [met(10, *body), met(7, *other)]
    assert headline.worth(words) - sum(headline.worth([word]) for word in words) == (
        7 * (NEAR // distance) if distance else 0
    )


def test_words_of_a_title_are_side_by_side_and_near_no_word_of_the_body() -> None:
    first, second = met(10, title=True), met(7, 0, title=True)
    assert headline.worth([first, second]) == headline.worth([second, first]) == 17 * EARLY + 7 * NEAR
    assert headline.worth([first, met(7, 0)]) == headline.worth([met(10, 0), second]) == 17 * EARLY


def test_only_words_that_are_wanted_anywhere_have_a_place() -> None:
    word = Synonyms((Term("قمة"), SUMMIT, Term("مؤتمر", weight=0.9), Term("قمم", weight=0.4)), 3, 3)
    in_title = Term("باكو", Level.FORM, ("title",))
    tree = Or((word, in_title, Phrase(("قمة", "باكو")), Wildcard("قم*"), BAKU, Not(Term("سفر")), Term("سفر")))
    assert [(leaf, terms, forms) for leaf, terms, forms in headline.words(tree)] == [
        (leading(word), [Term("قمة"), SUMMIT, Term("مؤتمر", weight=0.9)], [SUMMIT]),
        (BAKU, [BAKU], [BAKU]),
        (Term("سفر"), [Term("سفر")], []),
    ]


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
        ("قمة كتاب مدرسة قمة باكو", "قمة كتاب مدرسة باكو قمة"),  # nearer behind the first
        ("كتاب قمة باكو مدرسة", "كتاب باكو قمة مدرسة"),  # in their order
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


def test_an_article_with_the_words_as_typed_is_raised_more(engine: Engine) -> None:
    (lemma,) = map(Term, batch(Article("x", body="القمة")).table.levels()[-1])
    word = Synonyms((lemma, Term("القمة", Level.FORM)), 2, 2)
    with engine.writer() as writer:
        writer.add(batch(Article("b", body="القمة"), Article("a", body="قمة"), Article("c", body="سفر سفير خبر")))
    reader = engine.reader()
    plain, raised = (
        {reader.head(row.address).id: row.score for row in reader.search(Search(word, headline=of)).rows}
        for of in (False, True)
    )
    gain = {name: raised[name] - plain[name] for name in ("a", "b")}
    assert 2 * gain["b"] == 3 * gain["a"]


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
