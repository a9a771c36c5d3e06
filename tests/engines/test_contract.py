"""What every engine promises: the sentences of ``engines.base``, ``query.tree`` and ``query.plan``, one by one."""

import datetime as dt
import threading

import pytest

from newsearch.engines import scoring
from newsearch.engines.base import Engine, Entry, Reader
from newsearch.engines.scoring import LEAD, Averages
from newsearch.errors import IndexClosed, IndexLocked
from newsearch.model import Article, Vocable
from newsearch.query.plan import Order, Search
from newsearch.query.tree import (
    All,
    And,
    Between,
    Fuzzy,
    Level,
    Near,
    Node,
    Not,
    Nothing,
    Only,
    Or,
    Phrase,
    Term,
    Wildcard,
)
from tests.engines.building import batch, new_table

NEWS = (
    Article("a", title="كتاب جديد", body="صدر كتاب عن باكو في معرض الكتاب", source="الغد", date=dt.date(2024, 2, 1)),
    Article(
        "b", title="معرض باكو", body="افتتح الوزير معرض باكو الدولي", source="المدى الجديد", date=dt.date(2024, 3, 1)
    ),
    Article("c", title="خبر", body="قال الوزير إن كتابة التاريخ صعبة", source="الغد"),
    Article(
        "d", title="سفر", body="سفر الوفد إلى باكو ثم سفر إلى تبليسي", date=dt.datetime(2024, 3, 1, 9, tzinfo=dt.UTC)
    ),
)


def fill(engine: Engine, *articles: Article) -> None:
    with engine.writer() as writer:
        writer.add(batch(*(articles or NEWS)))


def ids(engine: Engine, node: Node, **options: object) -> list[str]:
    reader = engine.reader()
    rows = reader.search(Search(node, **options)).rows  # type: ignore[arg-type]
    return [reader.head(row.address).id for row in rows]


def matching(engine: Engine, node: Node) -> set[str]:
    return set(ids(engine, node, limit=100))


def form(text: str, *fields: str) -> Term:
    return Term(text, Level.FORM, fields or ("title", "body"))


# --- leaves -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (form("كتاب"), "a"),
        (form("كتابة"), "c"),
        (Term("كتاب", Level.SPELLING), "ac"),
        (Term("كتاب", Level.LEMMA), "ac"),
        (Term("كتاب", Level.LEMMA, ("title",)), "a"),
        (Term("وزير", Level.LEMMA), "bc"),
        (form("وزير"), ""),
        (form("باكو", "title"), "b"),
        (form("باكو", "body"), "abd"),
        (form("غائب"), ""),
        (form(""), ""),
        (form("\ud800"), ""),
        (form("باكو", "source"), ""),
        (Term("باكو", Level.FORM, ()), ""),
        (form("باكو", "nothing", "title"), "b"),
        (Phrase(("معرض", "باكو"), Level.FORM), "b"),
        (Phrase(("باكو", "معرض"), Level.FORM), ""),
        (Phrase(("باكو", "معرض"), Level.FORM, slop=1), "a"),
        (Phrase(("معرض", "باكو"), Level.FORM, ("title",)), "b"),
        (Phrase(("وزير", "معرض"), Level.LEMMA), "b"),
        (Phrase(("سفر", "سفر"), Level.FORM), ""),
        (Phrase(("سفر", "سفر"), Level.FORM, slop=4), "d"),
        (Phrase(("سفر", "سفر"), Level.FORM, slop=3), ""),
        (Phrase(("باكو",), Level.FORM), "abd"),
        (Phrase((), Level.FORM), ""),
        (Phrase(("خبر", "قال"), Level.FORM), ""),
        (Phrase(("خبر", "قال"), Level.FORM, slop=50), ""),
        (Phrase(("باكو", "غائب"), Level.FORM), ""),
        (Phrase(("خبر", "قال"), Level.FORM, slop=10**12), ""),
        (Phrase(("باكو", "معرض", "الكتاب"), Level.FORM, slop=1), "a"),
        (Phrase(("باكو", "معرض", "الكتاب"), Level.FORM), ""),
        (Phrase(("باكو", "سفر", "تبليسي"), Level.FORM, slop=2), "d"),
        (Phrase(("باكو", "سفر", "تبليسي"), Level.FORM, slop=1), ""),
        (Phrase(("كتاب", "جديد"), Level.FORM, ("body",)), ""),
        (Near(("باكو", "معرض"), Level.FORM), "b"),
        (Near(("معرض", "باكو"), Level.FORM, slop=1), "ab"),
        (Near(("سفر", "سفر"), Level.FORM, slop=3), ""),
        (Near(("سفر", "سفر"), Level.FORM, slop=4), "d"),
        (Near(("خبر", "قال"), Level.FORM, slop=50), ""),
        (Near(("معرض", "كتاب"), Level.FORM, slop=3), "a"),
        (Near(("معرض", "كتاب"), Level.FORM, slop=2), ""),
        (Near(("باكو", "باكو"), Level.FORM, slop=50), ""),
        (Near(("وزير", "معرض"), Level.LEMMA), "b"),
        (Near(("باكو",), Level.FORM), "abd"),
        (Near((), Level.FORM), ""),
        (Wildcard("كتاب*", Level.FORM), "ac"),
        (Wildcard("كتاب?", Level.FORM), "c"),
        (Wildcard("*اكو", Level.FORM), "abd"),
        (Wildcard("ب*و", Level.FORM), "abd"),
        (Wildcard("ب??و", Level.FORM), "abd"),
        (Wildcard("ب?و", Level.FORM), ""),
        (Wildcard("باكو", Level.FORM), "abd"),
        (Wildcard("*ك*", Level.FORM, ("title",)), "ab"),
        (Wildcard("**كو", Level.FORM), "abd"),
        (Wildcard("باكو*", Level.FORM), "abd"),
        (Wildcard("باكو?", Level.FORM), ""),
        (Wildcard("?اكو", Level.FORM), "abd"),
        (Wildcard("", Level.FORM), ""),
        (Wildcard("كتا*", Level.FORM, ("title",)), "a"),
        (Wildcard("*", Level.FORM, ("title",)), "abcd"),
        (Wildcard("??", Level.FORM), "acd"),
        (Wildcard("[ب]*", Level.FORM), ""),
        (Wildcard("وز*", Level.LEMMA), "bc"),
        (Fuzzy("باكا", 1, Level.FORM), "abd"),
        (Fuzzy("كتب", 1, Level.FORM), "a"),
        (Fuzzy("كتب", 2, Level.FORM), "ac"),
        (Fuzzy("باكو", 0, Level.FORM), "abd"),
        (Fuzzy("باكووو", 2, Level.FORM), "abd"),
        (Fuzzy("باكووو", 1, Level.FORM), ""),
        (Fuzzy("اكبو", 1, Level.FORM), ""),
        (Fuzzy("ابكو", 1, Level.FORM), ""),
        (Fuzzy("ابكو", 2, Level.FORM), "abd"),
        (Fuzzy("ياكو", 1, Level.FORM, ("title",)), "b"),
        (Fuzzy("وزيرة", 1, Level.LEMMA), "bc"),
        (Only("source", "الغد"), "ac"),
        (Only("source", "الجديد"), "b"),
        (Only("source", "المدى الجديد"), "b"),
        (Only("source", "المدى"), "b"),
        (Only("section", "الغد"), ""),
        (Only("nothing", "الغد"), ""),
        (Between(None, None), "abd"),
        (Between(1709251200, None), "bd"),
        (Between(1709251200, 1709251200), "b"),
        (Between(None, 1709251199), "a"),
        (Between(1709251201, None), "d"),
        (Between(5, 4), ""),
        (Between(-(10**30), 10**30), "abd"),
        (Between(10**30, None), ""),
        (All(), "abcd"),
        (Nothing(), ""),
    ],
)
def test_which_articles_a_leaf_matches(engine: Engine, node: Node, expected: str) -> None:
    fill(engine)
    assert matching(engine, node) == set(expected)


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (And((form("باكو"), form("معرض"))), "ab"),
        (And(()), "abcd"),
        (Or(()), ""),
        (Or((form("كتاب"), form("سفر"))), "ad"),
        (Not(form("باكو")), "c"),
        (Not(Not(form("باكو"))), "abd"),
        (Not(All()), ""),
        (And((form("باكو"), Not(form("معرض")))), "d"),
        (And((All(), Not(Or((form("سفر"), Only("source", "الغد")))))), "b"),
        (Or((Nothing(), And((form("سفر"), Between(None, None))))), "d"),
        (Or((form("سفر"), Not(form("باكو")))), "cd"),
        (Or((Not(form("باكو")), Not(form("معرض")))), "cd"),
        (And((Not(form("باكو")), Not(form("غائب")))), "c"),
        (Not(And(())), ""),
        (Not(Or(())), "abcd"),
        (And((Or(()), form("باكو"))), ""),
        (Or((And(()), form("باكو"))), "abcd"),
        (And(tuple(form("باكو") for _ in range(200))), "abd"),
        (Or((*(form(f"كلمة{i}") for i in range(300)), form("سفر"))), "d"),
    ],
)
def test_sets(engine: Engine, node: Node, expected: str) -> None:
    fill(engine)
    assert matching(engine, node) == set(expected)


@pytest.mark.parametrize("node", [form("باكو"), Phrase(("معرض", "باكو"), Level.FORM), Not(form("كتاب")), All()])
def test_which_of_some_articles_match(engine: Engine, node: Node) -> None:
    fill(engine, *NEWS[:3])
    fill(engine, NEWS[3], NEWS[0])
    reader = engine.reader()
    every = [row.address for row in reader.search(Search(All())).rows]
    matching = {row.address for row in reader.search(Search(node)).rows}
    assert reader.among(node, every) == matching
    assert reader.among(node, every[1:3]) == matching.intersection(every[1:3])
    assert reader.among(node, []) == set()


# --- order, pages, totals ---------------------------------------------------------------------------------------------


def test_more_of_it_in_less_text_and_in_the_title_scores_higher(engine: Engine) -> None:
    fill(
        engine,
        Article("once", body="خبر عن باكو وغيرها من المدن" + " كلام" * 20),
        Article("twice", body="خبر عن باكو وغيرها من باكو" + " كلام" * 20),
        Article("title", title="باكو", body="خبر عن مدن وغيرها من المدن" + " كلام" * 20),
        Article("long", body="خبر عن باكو" + " كلام" * 50),
        Article("none", body="خبر"),
    )
    ranked = ids(engine, form("باكو"))
    assert set(ranked[:2]) == {"twice", "title"}
    assert ranked[2:] == ["once", "long"]


def test_the_lead_of_a_body_counts_twice(engine: Engine) -> None:
    """Two bodies of 100 words; in one the word is the 40th, in the other the 41st."""
    fill(
        engine,
        *(Article(str(n), body=" ".join(["كلام"] * n + ["باكو"] + ["كلام"] * (99 - n))) for n in (LEAD - 1, LEAD)),
        Article("title", title="كلام", body="كلام"),
    )
    averages = Averages.of(1, 201, 3)
    once, twice = (scoring.saturate(times * scoring.norm("body", 100, averages.body)) for times in (1, 2))
    weight = scoring.query_weight(1.0, 2, 3)
    for leaf in (form("باكو"), Phrase(("باكو", "كلام"), Level.FORM), Wildcard("باك*", Level.FORM)):
        assert rank(engine, leaf) == {str(LEAD - 1): weight * twice, str(LEAD): weight * once}


def test_ties_go_to_the_newer_then_to_the_smaller_id(engine: Engine) -> None:
    old, new = dt.date(2024, 1, 1), dt.date(2024, 1, 2)
    fill(
        engine,
        *(Article(i, body="خبر", date=d) for i, d in [("z", new), ("y", old), ("x", None), ("b", old), ("a", new)]),
    )
    assert ids(engine, form("خبر")) == ["a", "z", "b", "y", "x"]
    assert ids(engine, form("خبر"), order=Order.NEWEST) == ["a", "z", "b", "y", "x"]
    assert ids(engine, form("خبر"), order=Order.OLDEST) == ["x", "b", "y", "a", "z"]


def test_with_everything_first_then_with_a_part(engine: Engine) -> None:
    fill(engine, Article("part", title="باكو", body="باكو باكو"), Article("all", body="باكو كلام " * 30 + "معرض"))
    asked, partial = And((form("باكو"), form("معرض"))), Or((form("باكو"), form("معرض")))
    reader = engine.reader()
    for order, expected in ((Order.COMPLETE, ["all", "part"]), (Order.SCORE, None)):
        found = reader.search(Search(asked, partial, order=order))
        assert (found.total, found.total_some) == (1, 1)
        assert {(reader.head(row.address).id, row.complete) for row in found.rows} == {("all", True), ("part", False)}
        if expected:
            assert [reader.head(row.address).id for row in found.rows] == expected
    only = reader.search(Search(asked))
    assert (only.total, only.total_some, [row.complete for row in only.rows]) == (1, 0, [True])


def test_a_score_is_the_sum_over_the_positive_leaves_whatever_the_shape(engine: Engine) -> None:
    fill(engine)

    def score(node: Node) -> int:
        return next(row.score for row in engine.reader().search(Search(node)).rows)

    one, two = score(And((form("كتاب"), Only("source", "الغد")))), score(And((form("صدر"), All())))
    assert score(And((form("كتاب"), form("صدر")))) == one + two
    assert score(Or((form("كتاب"), And((form("صدر"), Not(form("سفر"))))))) == one + two
    assert score(And((Or((form("كتاب"), form("كتاب"))), form("صدر")))) == 2 * one + two
    assert score(Between(None, 1709251199)) == 0
    weighted = score(Term("كتاب", Level.FORM, weight=2.0))
    assert abs(weighted - 2 * one) <= 1 << 15


def rank(engine: Engine, node: Node) -> dict[str, int]:
    reader = engine.reader()
    return {reader.head(row.address).id: row.score for row in reader.search(Search(node, limit=100)).rows}


def frequency(averages: Averages, title: tuple[int, int], body: tuple[int, int]) -> float:
    """x of the formula, from (how often, of how many words) in each field; all of the body is lead."""
    x = title[0] * scoring.norm("title", title[1], averages.title)
    return x + 2 * body[0] * scoring.norm("body", body[1], averages.body)


def test_a_score_is_the_formula(engine: Engine) -> None:
    fill(
        engine,
        Article("1", title="باكو باكو", body="خبر باكو سفر سفير سفر"),
        Article("2", title="سفر", body="خبر باكو سفر"),
        Article("3", title="خبر", body="كلام كلام كلام كلام"),
    )
    averages = Averages.of(4, 12, 3)

    def expected(df: int, *xs: float, weight: float = 1.0) -> int:
        return scoring.query_weight(weight, df, 3) * max(map(scoring.saturate, xs))

    first, second = expected(2, frequency(averages, (2, 2), (1, 5))), expected(2, frequency(averages, (0, 1), (1, 3)))
    assert rank(engine, form("باكو")) == {"1": first, "2": second}
    # restricted to a field, only what stands there counts; how rare it is follows from the articles that still match
    assert rank(engine, form("باكو", "title")) == {"1": expected(1, frequency(averages, (2, 2), (0, 5)))}
    assert rank(engine, form("باكو", "body"))["1"] == expected(2, frequency(averages, (0, 2), (1, 5)))
    assert rank(engine, form("باكو", "body", "title", "body")) == {"1": first, "2": second}
    # a phrase counts its occurrences, overlapping ones too
    phrase = Phrase(("خبر", "باكو"), Level.FORM)
    assert rank(engine, phrase)["1"] == expected(2, frequency(averages, (0, 2), (1, 5)))
    phrase = Phrase(("كلام", "كلام"), Level.FORM, weight=0.5)
    assert rank(engine, phrase) == {"3": expected(1, frequency(averages, (0, 1), (3, 4)), weight=0.5)}
    near = Near(("كلام", "كلام"), Level.FORM, slop=1)
    assert rank(engine, near) == {"3": expected(1, frequency(averages, (0, 1), (3, 4)))}
    # a pattern counts the best of the terms that fit, and is as rare as all of them together
    for node in (Wildcard("سف*", Level.FORM), Fuzzy("سفيرا", 2, Level.FORM)):
        assert rank(engine, node) == {
            "1": expected(2, frequency(averages, (0, 2), (2, 5)), frequency(averages, (0, 2), (1, 5))),
            "2": expected(2, frequency(averages, (1, 1), (1, 3))),
        }
    # what is under a Not counts nothing
    assert rank(engine, And((form("باكو"), Not(form("كلام"))))) == {"1": first, "2": second}
    assert rank(engine, Not(form("كلام"))) == {"1": 0, "2": 0}
    # scores are those of the partial tree, on every row
    reader = engine.reader()
    found = reader.search(Search(And((form("باكو"), form("سفير"))), Or((form("باكو"), form("سفير")))))
    rare = expected(1, frequency(averages, (0, 2), (1, 5)))
    assert [(reader.head(row.address).id, row.score, row.complete) for row in found.rows] == [
        ("1", first + rare, True),
        ("2", second, False),
    ]


def test_forms_of_one_lemma_among_each_other(engine: Engine) -> None:
    fill(engine, Article("a", body="كتاب الكتاب كتاب خبر"), Article("b", body="الكتاب خبر كتاب خبر"))
    averages = Averages.of(0, 8, 2)

    def expected(df: int, count: int) -> int:
        return scoring.query_weight(1.0, df, 2) * scoring.saturate(frequency(averages, (0, 0), (count, 4)))

    assert rank(engine, Term("كتاب")) == {"a": expected(2, 3), "b": expected(2, 2)}
    assert rank(engine, Phrase(("كتاب", "كتاب"))) == {"a": expected(1, 2)}
    assert rank(engine, Phrase(("كتاب", "خبر"))) == {"a": expected(2, 1), "b": expected(2, 2)}
    assert rank(engine, Near(("خبر", "كتاب"))) == {"a": expected(2, 1), "b": expected(2, 3)}


def test_averages_stay_until_they_drift(engine: Engine) -> None:
    fill(engine, *(Article(f"{i:02}", title="خبر", body="خبر " * 10) for i in range(10)))
    first = Averages.of(10, 100, 10)

    def score(averages: Averages, articles: int) -> int:
        weight = scoring.query_weight(1.0, articles, articles)
        return weight * scoring.saturate(frequency(averages, (1, 1), (10, 10)))

    assert rank(engine, form("خبر"))["00"] == score(first, 10)
    fill(engine, Article("a little longer", title="خبر", body="خبر " * 20))
    assert rank(engine, form("خبر"))["00"] == score(first, 11)
    engine.compact()
    assert rank(engine, form("خبر"))["00"] == score(first, 11)
    fill(engine, Article("much longer", title="خبر", body="خبر " * 100))
    assert rank(engine, form("خبر"))["00"] == score(Averages.of(12, 220, 12), 12)
    with engine.writer() as writer:
        writer.delete(["much longer", "a little longer"])
    assert rank(engine, form("خبر"))["00"] == score(Averages.of(10, 100, 10), 10)


def test_pages(engine: Engine) -> None:
    fill(engine, *(Article(f"{i:02}", body="خبر " * (i + 1)) for i in range(30)))
    every = ids(engine, form("خبر"), limit=100)
    assert len(every) == 30
    assert [ids(engine, form("خبر"), limit=7, offset=offset) for offset in range(0, 35, 7)] == [
        every[offset : offset + 7] for offset in range(0, 35, 7)
    ]
    found = engine.reader().search(Search(form("خبر"), limit=0))
    assert (found.rows, found.total) == ((), 30)
    assert engine.reader().search(Search(form("خبر"), offset=1000)).rows == ()


# --- change -----------------------------------------------------------------------------------------------------------


def test_an_empty_index(engine: Engine) -> None:
    reader = engine.reader()
    assert reader.search(Search(All())).total == 0
    assert reader.search(Search(Or((form("خبر"), Not(form("خبر")))))).total == 0
    assert reader.search(Search(And((form("خبر"), form("سفر"))), form("خبر"), feedback=0.4)).rows == ()
    assert reader.among(All(), []) == set()
    assert reader.vocabulary(Level.FORM) == []
    assert list(reader.ledger()) == []
    assert reader.address("a") is None
    assert reader.stats().articles == 0
    engine.compact()


def test_an_article_comes_back_as_it_went_in(engine: Engine) -> None:
    article = Article(
        "id \N{GRINNING FACE}",
        title="عنوان\N{ARABIC FATHA}",
        body="سطر\n\nسطر\ufeff",
        url="https://example.com/؟",
        source="الغد",
        section="ثقافة",
        author="كاتبة",
        date=dt.datetime(2024, 2, 1, 10, 30, 5, tzinfo=dt.timezone(dt.timedelta(hours=3))),
    )
    fill(engine, article, Article("bare"), Article("naive", date=dt.datetime(2024, 1, 1, 5, 6)))  # noqa: DTZ001
    reader = engine.reader()
    for wanted in (article, Article("bare"), Article("naive", date=dt.datetime(2024, 1, 1, 5, 6))):  # noqa: DTZ001
        address = reader.address(wanted.id)
        assert address is not None
        assert reader.article(address) == wanted
        head = reader.head(address)
        assert (head.id, head.title, head.url, head.source) == (wanted.id, wanted.title, wanted.url, wanted.source)
        assert (head.section, head.author, head.date) == (wanted.section, wanted.author, wanted.date)


def test_hostile_articles_come_back_too(engine: Engine) -> None:
    strange = Article(
        "",
        title="\0\n\r\N{RIGHT-TO-LEFT OVERRIDE}\N{LINE SEPARATOR}",
        body="كلمة" * 50_000,
        url='"\\',
        source="\t",
        date=dt.date.min,
    )
    fill(engine, strange, Article("last", body="باكو", date=dt.datetime.max.replace(tzinfo=dt.UTC)))
    reader = engine.reader()
    address = reader.address("")
    assert address is not None
    assert reader.article(address) == strange
    assert ids(engine, All(), order=Order.OLDEST) == ["", "last"]
    assert ids(engine, Between(None, 0)) == [""]
    assert matching(engine, Wildcard("كلمة*", Level.FORM)) == {""}


@pytest.mark.parametrize("url", ["", "same", "\x1d", "\x1d\x1d", "\x1dabc", "\x1e", "a\x1fb"])
def test_any_url_comes_back(engine: Engine, url: str) -> None:
    fill(engine, Article("same", body="باكو", url=url))
    assert [engine.reader().head(engine.reader().address("same") or 0).url] == [url]


def test_days_beyond_the_calendar_in_utc(engine: Engine) -> None:
    early, late = dt.timezone(dt.timedelta(hours=14)), dt.timezone(dt.timedelta(hours=-14))
    first = Article("first", body="باكو", date=dt.datetime(1, 1, 1, tzinfo=early))
    last = Article("last", body="باكو", date=dt.datetime(9999, 12, 31, 23, 59, tzinfo=late))
    fill(engine, first, last)
    stats = engine.reader().stats()
    assert (stats.first, stats.last) == (dt.date.min, dt.date.max)
    assert ids(engine, All(), order=Order.OLDEST) == ["first", "last"]


def test_the_same_id_replaces(engine: Engine) -> None:
    fill(engine, Article("a", body="قديم"), Article("b", body="ثابت"))
    fill(engine, Article("a", body="جديد"))
    assert matching(engine, form("قديم")) == set()
    assert matching(engine, form("جديد")) == {"a"}
    assert engine.reader().stats().articles == 2


def test_twice_in_one_batch_and_twice_in_one_transaction_leave_one(engine: Engine) -> None:
    table = new_table()
    with engine.writer() as writer:
        writer.add(batch(Article("a", body="أول"), Article("a", body="ثان"), table=table))
        writer.add(batch(Article("a", body="ثالث"), Article("b", body="أول"), table=table))
    assert [matching(engine, form(word)) for word in ("أول", "ثان", "ثالث")] == [{"b"}, set(), {"a"}]
    assert engine.reader().stats().articles == 2
    assert len(list(engine.reader().ledger())) == 2


def test_delete_counts_what_was_there(engine: Engine) -> None:
    fill(engine)
    with engine.writer() as writer:
        assert writer.delete(["a", "a", "unknown"]) == 1
        assert writer.delete(["a"]) == 0
        assert writer.delete([]) == 0
    assert matching(engine, All()) == {"b", "c", "d"}
    assert engine.reader().address("a") is None
    assert "كتاب" not in {vocable.text for vocable in engine.reader().vocabulary(Level.FORM)}


def test_what_is_deleted_is_not_among_what_does_not_match(engine: Engine) -> None:
    fill(engine, *(Article(str(i), body="خبر" if i % 3 else "باكو") for i in range(9)))
    with engine.writer() as writer:
        writer.delete(["0", "1", "4", "8"])
    assert matching(engine, Not(form("باكو"))) == set("257")
    assert matching(engine, Not(form("خبر"))) == set("36")
    assert matching(engine, Not(form("غائب"))) == matching(engine, All()) == set("23567")
    assert matching(engine, Or((Not(form("باكو")), form("باكو")))) == set("23567")
    assert matching(engine, Not(Phrase(("خبر", "باكو"), Level.FORM))) == set("23567")


def test_delete_reaches_into_the_transaction_and_adding_again_brings_back(engine: Engine) -> None:
    fill(engine)
    with engine.writer() as writer:
        writer.add(batch(Article("e", body="خامس"), Article("f", body="سادس")))
        assert writer.delete(["e", "a"]) == 2
        writer.add(batch(Article("a", body="عائد")))
    assert matching(engine, All()) == {"a", "b", "c", "d", "f"}
    assert matching(engine, form("عائد")) == {"a"}


def test_deleting_everything(engine: Engine) -> None:
    fill(engine)
    with engine.writer() as writer:
        assert writer.delete(["a", "b", "c", "d"]) == 4
    assert engine.reader().search(Search(Not(Nothing()))).total == 0
    engine.compact()
    fill(engine)
    assert matching(engine, form("باكو")) == {"a", "b", "d"}


def test_deleted_articles_do_not_weigh_on_scores(engine: Engine) -> None:
    fill(engine, Article("x", body="باكو خبر"), Article("y", body="خبر خبر"), Article("z", body="باكو كلام"))
    with engine.writer() as writer:
        writer.delete(["z"])

    def answer() -> list[tuple[str, int]]:
        reader = engine.reader()
        return [(reader.head(row.address).id, row.score) for row in reader.search(Search(form("باكو"))).rows]

    before = answer()
    engine.compact()
    assert answer() == before
    assert [name for name, _ in before] == ["x"]


def test_cancel_and_exceptions_leave_the_index_as_it_was(engine: Engine) -> None:
    fill(engine)
    writer = engine.writer()
    writer.add(batch(Article("e", body="خامس")))
    writer.delete(["a"])
    writer.cancel()
    with pytest.raises(KeyboardInterrupt):
        interrupted(engine)
    assert matching(engine, All()) == {"a", "b", "c", "d"}
    fill(engine, Article("e", body="خامس"))
    assert matching(engine, form("خامس")) == {"e"}


def test_a_snapshot_knows_whether_it_is_the_newest(engine: Engine) -> None:
    fill(engine)
    reader = engine.reader()
    assert reader.is_newest()
    with engine.writer() as writer:
        writer.add(batch(Article("e", body="خامس")))
        assert reader.is_newest()
    assert not reader.is_newest()
    assert engine.reader().is_newest()


def interrupted(engine: Engine) -> None:
    with engine.writer() as writer:
        writer.add(batch(Article("e", body="خامس")))
        raise KeyboardInterrupt


def test_nothing_shows_before_the_commit_and_snapshots_do_not_change(engine: Engine) -> None:
    fill(engine)
    before = engine.reader()
    writer = engine.writer()
    writer.add(batch(Article("e", body="باكو"), Article("a", body="عائد")))
    writer.delete(["b"])
    assert matching(engine, form("باكو")) == {"a", "b", "d"}
    writer.commit()
    found = before.search(Search(form("باكو")))
    assert {before.head(row.address).id for row in found.rows} == {"a", "b", "d"}
    address = before.address("a")
    assert address is not None
    assert before.article(address) == NEWS[0]
    assert matching(engine, form("باكو")) == {"d", "e"}
    engine.compact()
    assert before.search(Search(form("باكو"))).total == 3
    assert matching(engine, form("باكو")) == {"d", "e"}
    before.close()


def test_one_writer_at_a_time(engine: Engine) -> None:
    writer = engine.writer()
    with pytest.raises(IndexLocked) as caught:
        engine.writer()
    assert caught.value.hint
    writer.cancel()
    engine.writer().commit()
    engine.writer().cancel()


def test_a_transaction_that_is_over(engine: Engine) -> None:
    for end in ("commit", "cancel"):
        writer = engine.writer()
        getattr(writer, end)()
        for use in (lambda: writer.add(batch(*NEWS)), lambda: writer.delete(["a"]), writer.commit):  # noqa: B023
            with pytest.raises(IndexClosed):
                use()
        writer.cancel()
    with engine.writer() as writer:
        writer.add(batch(*NEWS))
        writer.commit()
    assert matching(engine, All()) == set("abcd")


def test_readers_see_whole_commits_while_others_write(engine: Engine) -> None:
    """Each commit replaces all articles by those of the next round; a reader must never see two rounds at once."""
    rounds, errors, done = 12, list[str](), threading.Event()
    fill(engine, *(Article(f"{i}", body="جولة0") for i in range(5)))

    def read() -> None:
        while not done.is_set():
            reader = engine.reader()
            seen = {vocable.text: vocable.articles for vocable in reader.vocabulary(Level.FORM)}
            totals = {text: reader.search(Search(form(text))).total for text in seen}
            if len(seen) != 1 or set(seen.values()) != {5} or totals != seen:
                errors.append(f"{seen} {totals}")
            reader.close()

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        for number in range(1, rounds):
            fill(engine, *(Article(f"{i}", body=f"جولة{number}") for i in range(5)))
            if number % 4 == 0:
                engine.compact()
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert not errors


def test_many_small_commits(engine: Engine) -> None:
    for i in range(40):
        fill(engine, Article(f"{i:02}", body=f"خبر رقم{i}"), Article("same", body=f"نسخة{i}"))
    reader = engine.reader()
    assert reader.search(Search(form("خبر"))).total == 40
    assert matching(engine, form("نسخة39")) == {"same"}
    assert matching(engine, form("نسخة38")) == set()
    assert reader.stats().articles == 41
    assert reader.stats().segments < 20


# --- the rest of a reader ---------------------------------------------------------------------------------------------


def test_vocabulary_is_in_order_with_counts_of_live_articles(engine: Engine) -> None:
    fill(engine)
    reader = engine.reader()
    texts = [vocable.text for vocable in reader.vocabulary(Level.FORM)]
    assert texts == sorted(set(texts))
    assert reader.vocabulary(Level.FORM, "كتا") == [Vocable("كتاب", 1), Vocable("كتابة", 1)]
    assert reader.vocabulary(Level.LEMMA, "وزير") == [Vocable("وزير", 2)]
    assert reader.vocabulary(Level.SPELLING, "كتاب") == [Vocable("كتاب", 2)]
    assert reader.vocabulary(Level.FORM, "غائب") == []


def test_several_heads_are_those_of_each(engine: Engine) -> None:
    fill(engine)
    fill(engine, Article("e", title="باكو", url="e"))
    reader = engine.reader()
    addresses = [row.address for row in reader.search(Search(All())).rows]
    assert reader.heads(addresses) == [reader.head(address) for address in addresses]
    assert len(addresses) == len(NEWS) + 1
    assert reader.heads([]) == []


def test_variants_are_the_forms_behind_a_term(engine: Engine) -> None:
    fill(engine, Article("1", body="كتاب الكتاب"), Article("2", body="الكتاب كتابة"), Article("3", title="الكتاب"))
    reader = engine.reader()
    assert reader.variants(Level.LEMMA, "كتاب") == [Vocable("الكتاب", 3), Vocable("كتاب", 1), Vocable("كتابة", 1)]
    assert reader.variants(Level.SPELLING, "كتاب") == [Vocable("كتاب", 1), Vocable("كتابة", 1)]
    assert reader.variants(Level.FORM, "الكتاب") == [Vocable("الكتاب", 3)]
    assert reader.variants(Level.LEMMA, "غائب") == []
    for _ in range(100):  # an engine may do it in another way once it is asked often
        assert reader.variants(Level.LEMMA, "كتاب") == [Vocable("الكتاب", 3), Vocable("كتاب", 1), Vocable("كتابة", 1)]
        assert reader.variants(Level.SPELLING, "كتاب") == [Vocable("كتاب", 1), Vocable("كتابة", 1)]


def test_the_forms_behind_several_terms(engine: Engine) -> None:
    fill(engine, Article("1", body="كتاب الكتاب"), Article("2", body="الكتاب كتابة"))
    fill(engine, Article("3", title="الكتاب خبر"))
    reader = engine.reader()
    terms = [(Level.LEMMA, "كتاب"), (Level.SPELLING, "كتاب"), (Level.FORM, "الكتاب"), (Level.LEMMA, "غائب")]
    expected = [["الكتاب", "كتاب", "كتابة"], ["كتاب", "كتابة"], ["الكتاب"], []]
    for _ in range(60):  # as above
        assert [sorted(forms) for forms in reader.forms_behind(terms)] == expected
    assert reader.forms_behind([]) == []


def test_the_ledger_has_every_live_article_once(engine: Engine) -> None:
    fill(engine)
    fill(engine, Article("a", body="جديد"))
    assert sorted(engine.reader().ledger(), key=lambda entry: entry.id) == [
        Entry("a", "da4", "file"),
        *(Entry(article.id, f"d{article.id}{len(article.body)}", "file") for article in NEWS[1:]),
    ]


def test_an_entry_is_that_of_the_live_article(engine: Engine) -> None:
    fill(engine)
    fill(engine, Article("a", body="جديد"))
    reader = engine.reader()
    assert reader.entry("a") == Entry("a", "da4", "file")
    assert reader.entry("b") in list(reader.ledger())
    assert reader.entry("unknown") is None
    with engine.writer() as writer:
        writer.delete(["a"])
    assert engine.reader().entry("a") is None


def test_stats(engine: Engine) -> None:
    fill(engine)
    stats = engine.reader().stats()
    assert (stats.articles, stats.first, stats.last) == (4, dt.date(2024, 2, 1), dt.date(2024, 3, 1))
    assert stats.sources == (("الغد", 2), ("", 1), ("المدى الجديد", 1))
    assert stats.words == sum(len(f"{article.title} {article.body}".split()) for article in NEWS)
    assert stats.forms == len({word for article in NEWS for word in f"{article.title} {article.body}".split()})


def test_closed_readers_and_engines_say_so(engine: Engine) -> None:
    fill(engine)
    reader: Reader = engine.reader()
    still_open = engine.reader()
    reader.close()
    reader.close()
    for use in (
        lambda: reader.search(Search(All())),
        lambda: reader.address("a"),
        lambda: reader.article(0),
        lambda: reader.head(0),
        lambda: reader.heads([0]),
        lambda: list(reader.ledger()),
        lambda: reader.entry("a"),
        lambda: reader.vocabulary(Level.FORM),
        lambda: reader.variants(Level.FORM, "باكو"),
        lambda: reader.forms_behind([(Level.FORM, "باكو")]),
        lambda: reader.among(All(), [0]),
        reader.stats,
        reader.is_newest,
    ):
        with pytest.raises(IndexClosed):
            use()
    engine.close()
    assert still_open.search(Search(All())).total == 4
    with pytest.raises(IndexClosed):
        engine.reader()
    with pytest.raises(IndexClosed):
        engine.writer()
    still_open.close()
