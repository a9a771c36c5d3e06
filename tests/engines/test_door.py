"""Whoosh's own searcher, parser, sorting, facets, highlights and spelling, on our arrays and on a stock index."""

import datetime as dt
import pickle
import random
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from whoosh import query as q
from whoosh import scoring
from whoosh.qparser import FuzzyTermPlugin, MultifieldParser, OrGroup, QueryParser
from whoosh.query import spans
from whoosh.reading import TermNotFound
from whoosh.sorting import FieldFacet, MultiFacet

from newsearch import NewsIndex
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.searching import occurrences
from newsearch.engines.on_whoosh.door import terms
from newsearch.engines.on_whoosh.door.schema import TEXTS, made
from newsearch.errors import IndexDamaged, Unsupported
from newsearch.model import Article
from newsearch.query.plan import Search
from newsearch.query.tree import Level, Term
from tests.engines import building
from tests.engines.doors import Spaces, articles, door, stock


@pytest.fixture(autouse=True)
def own_temporary_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every RamStorage writes to the same temporary folder: two test runs at once would disturb each other."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))


def random_query(rng: random.Random, depth: int = 2) -> q.Query:
    if depth and rng.random() < 0.5:
        parts = [random_query(rng, depth - 1) for _ in range(rng.randrange(1, 4))]
        return q.And(parts) if rng.random() < 0.5 else q.Or(parts)
    field = rng.choice(list(TEXTS))
    level = TEXTS[field][1]
    fold = {Level.FORM: building.same, Level.SPELLING: building.spelling, Level.LEMMA: building.lemma}[level]
    words = [fold(rng.choice([*building.WORDS, "غائب"])) for _ in range(3)]
    match rng.randrange(9):
        case 0 | 1 | 2:
            return q.Term(field, words[0])
        case 3:
            return q.Phrase(field, words[:2], slop=rng.choice([1, 2, 5]))
        case 4:
            return q.Prefix(field, words[0][:2])
        case 5:
            return q.Wildcard(field, f"*{words[0][1:]}")
        case 6:
            return q.FuzzyTerm(field, words[0], maxdist=1)
        case 7:
            return q.Term("source", rng.choice(["الغد", "الجديد", "غائب"]))
        case _:
            return q.TermRange("date", "2024-01-05", rng.choice(["2024-01-20", "2024-02-20"]))


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_find_the_same_documents(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    commits = [articles(seed), articles(seed + 100, 30)]
    _engine, ours = door(tmp_path, *commits)
    theirs = stock(*commits)
    with ours.searcher() as mine, theirs.searcher() as other:
        assert mine.doc_count() == other.doc_count()
        for _ in range(150):
            query = random_query(rng)
            # exclusion by mask: Whoosh's own AndNot forgets to look at the first article
            mask = random_query(rng, 0) if rng.random() < 0.3 else None
            wanted = {hit["id"] for hit in other.search(query, limit=None, mask=mask)}
            assert {hit["id"] for hit in mine.search(query, limit=None, mask=mask)} == wanted, query


NEWS, BOOK, JOURNEY = q.Term("body", "خبر"), q.Term("body", "كتاب"), q.Term("title", "سفر")
SCHEMA = made(Spaces())
KINDS = [
    q.Or([NEWS, q.Or([BOOK, JOURNEY])]),
    q.Or([q.Term("body", "خبر", boost=3), BOOK, q.Term("source", "الغد")]),
    q.Or([NEWS, BOOK, JOURNEY], minmatch=2),
    q.Or([q.Not(NEWS), BOOK]),
    q.Or([q.ConstantScoreQuery(NEWS, 2.0), BOOK]),
    q.Or([q.Prefix("body", "س"), q.TermRange("date", "2024-01-05", "2024-01-20"), NEWS]),
    q.And([q.Or([NEWS, BOOK]), q.Or([JOURNEY, q.Term("body", "سفر")])]),
    q.AndMaybe(NEWS, q.Or([BOOK, JOURNEY])),
    q.Require(NEWS, BOOK),
    q.Otherwise(q.Term("body", "غائب"), NEWS),
    q.Prefix("body", "س", constantscore=False),
    q.Wildcard("body", "*ا*"),
    q.Regex("body_form", ".*ا.*"),
    q.TermRange("body", "ا", "ك", constantscore=False),
    q.FuzzyTerm("body", "كتاب", maxdist=2, constantscore=False),
    q.Variations("body", "خبر"),
    q.Phrase("body", ["خبر", "باكو"], slop=5),
    q.Every(),
    spans.SpanNear(NEWS, BOOK, slop=5, ordered=False),
    spans.SpanOr([NEWS, BOOK]),
    spans.SpanFirst(NEWS, limit=3),
    spans.SpanNot(NEWS, BOOK),
    MultifieldParser(["title", "body"], SCHEMA).parse("خبر باكو"),
    MultifieldParser(["title", "body"], SCHEMA, group=OrGroup).parse("خبر باكو سفر كتاب"),
    QueryParser("body", SCHEMA).parse("خبر ANDMAYBE كتاب"),
]


@pytest.mark.parametrize("query", KINDS, ids=lambda query: type(query).__name__)
def test_the_best_few_are_the_best_of_all(query: q.Query, tmp_path: Path) -> None:
    """Beside all hits of a stock index: with a limit, its leaps over postings fail for some of these queries."""
    commits = [articles(3), articles(103, 40)]
    _engine, ours = door(tmp_path, *commits)
    weighting = scoring.Frequency()  # knows no lengths, which stock rounds
    with ours.searcher(weighting=weighting) as mine, stock(*commits).searcher(weighting=weighting) as other:
        every = [(hit["id"], pytest.approx(hit.score)) for hit in other.search(query, limit=None)]
        for limit in (1, 3, 10):
            hits = mine.search(query, limit=limit)
            assert all((hit["id"], hit.score) in every for hit in hits)
            assert [hit.score for hit in hits] == [score for _id, score in every[:limit]]
            assert len(hits) == len(every)
            page = mine.search_page(query, 2, pagelen=limit)
            start = limit if len(every) > limit else 0
            assert [hit.score for hit in page] == [score for _id, score in every[start : start + limit]]


@pytest.mark.parametrize("words", ["خبر كتاب سفر", "خبر باكو"])
def test_hits_with_more_of_the_words_come_first(words: str, tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, articles(3))
    with ours.searcher() as mine:
        query = QueryParser("body", ours.schema, group=OrGroup.factory(0.9)).parse(words)
        every = [hit["id"] for hit in mine.search(query, limit=None)]
        assert [hit["id"] for hit in mine.search(query, limit=3)] == every[:3]


def test_filter_sort_and_facets_agree(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, articles(5))
    with ours.searcher() as mine, stock(articles(5)).searcher() as other:
        query, only = q.Or([q.Term("body", "خبر"), q.Term("title", "كتاب")]), q.Term("source", "الغد")
        for options in ({"sortedby": "date"}, {"sortedby": FieldFacet("date", reverse=True)}, {"filter": only}):
            found = []
            for searcher in (mine, other):
                hits = searcher.search(query, limit=None, **options)
                dates = [hit["date"] for hit in hits]
                found.append((dates if "sortedby" in options else sorted(dates), {hit["id"] for hit in hits}))
            assert found[0] == found[1]
        counts = [s.search(query, limit=None, groupedby="source").groups("source") for s in (mine, other)]
        assert {k: len(v) for k, v in counts[0].items()} == {k: len(v) for k, v in counts[1].items()}


def test_scores_are_those_of_the_stock_index(tmp_path: Path) -> None:
    """BM25F of several segments, and after deletions; stock keeps a length in a byte, exact up to ten words."""
    rng = random.Random(6)
    commits = [[replace(of, body=" ".join(of.body.split()[:10])) for of in articles(seed)] for seed in (6, 106)]
    commits[1] = [replace(of, id=f"b{of.id}") for of in commits[1]]
    _engine, ours = door(tmp_path, *commits)
    for left in (commits, commits[:1]):  # what is deleted and merged away weighs on no score
        found = 0
        with ours.searcher() as mine, stock(*left).searcher() as other:
            for _ in range(100):
                query = random_query(rng)
                wanted = {hit["id"]: pytest.approx(hit.score) for hit in other.search(query, limit=None)}
                assert {hit["id"]: hit.score for hit in mine.search(query, limit=None)} == wanted, query
                found += len(wanted) > 10
        assert found > 20
        with ours.writer() as writer:
            for article in commits[1]:
                writer.delete_by_term("id", article.id)
        ours.optimize()


def test_parser_highlights_spelling_and_similar_articles(tmp_path: Path) -> None:
    news = [
        Article("1", title="معرض باكو", body="افتتح الوزير معرض باكو الدولي للكتاب", date=dt.date(2024, 2, 1)),
        Article("2", title="خبر", body="زار الوزير معرض الكتاب في باكو", source="الغد"),
        Article("3", title="رياضة", body="فاز الفريق"),
    ]
    _engine, ours = door(tmp_path, news)
    with ours.searcher() as searcher:
        parser = MultifieldParser(["title", "body"], ours.schema)
        hits = searcher.search(parser.parse("معرض باكو"))
        assert [hit["id"] for hit in hits] == ["1", "2"]
        assert "<b" in hits[0].highlights("body")
        assert "معرض" in hits[0].highlights("body")
        phrase = QueryParser("body", ours.schema).parse('"معرض باكو"')
        assert [hit["id"] for hit in searcher.search(phrase)] == ["1"]
        fuzzy = QueryParser("body", ours.schema)
        fuzzy.add_plugin(FuzzyTermPlugin())
        assert len(searcher.search(fuzzy.parse("معرب~1"))) == 2
        assert "معرض" in searcher.suggest("body", "معرب")
        similar = searcher.search(q.Term("id", "1"))[0].more_like_this("body")
        assert "2" in {hit["id"] for hit in similar}
        assert searcher.search(q.Every())[0]["id"]
        assert searcher.document(id="2")["source"] == "الغد"
        with pytest.raises(TermNotFound):
            searcher.reader().postings("body", "غائب")


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        ("الكت*", q.Prefix("body", "الكت")),  # which has no lemma
        ("*تا?", q.Wildcard("body", "*تا?")),
        ("م?رسة", q.Wildcard("body", "م?رسة")),
        ("body_spelling:م*رسة", q.Wildcard("body_spelling", "م*رس")),
        ("[الكتاب TO سفر]", q.TermRange("body", "الكتاب", "سفر")),
    ],
)
def test_patterns_are_parsed_as_they_are_typed(typed: str, query: q.Query, tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, articles(4))
    parsed = QueryParser("body", ours.schema).parse(typed)
    assert parsed == query
    with ours.searcher() as mine, stock(articles(4)).searcher() as other:
        found, wanted = ({hit["id"] for hit in of.search(parsed, limit=None)} for of in (mine, other))
        assert found == wanted


def test_everything_of_a_searcher_is_as_on_a_stock_index(tmp_path: Path) -> None:
    """One walk through what Whoosh's own tools do with an index; ties are broken by the id, not by the engine."""
    commits = [articles(8), articles(108, 40)]
    _engine, ours = door(tmp_path, *commits)
    by_date = MultiFacet([FieldFacet("date", reverse=True), "id"])
    queries = [
        "خبر",
        "كتاب OR سفير",
        "خبر NOT باكو",
        '"خبر باكو"',
        "source:الغد",
        "title:خبر body:سفر",
        "date:[2024-01-05 TO 2024-01-20]",
    ]
    walks = []
    for index in (ours, stock(*commits)):
        seen: list[object] = []
        with index.searcher() as searcher:
            for text in queries:
                query = QueryParser("body", index.schema).parse(text)
                options: list[dict[str, Any]] = [
                    {"sortedby": "id"},
                    {"sortedby": by_date},
                    {"sortedby": ["source", "id"]},
                    {"sortedby": "id", "filter": q.Term("source", "الجديد")},
                    {"sortedby": "id", "mask": q.Term("body", "سفر")},
                ]
                seen += [[hit["id"] for hit in searcher.search(query, limit=None, **option)] for option in options]
                groups = searcher.search(query, limit=None, groupedby=["source", "date"])
                for name in ("source", "date"):
                    seen.append({group: len(found) for group, found in groups.groups(name).items()})
                pages = [searcher.search_page(query, number, pagelen=7, sortedby="id") for number in (1, 2)]
                seen += [([hit["id"] for hit in page], page.total) for page in pages]
                hits = searcher.search(query, limit=5, sortedby="id")
                seen += [hit.highlights("body") for hit in hits]
            for word in ("كتاي", "سفيز", "مدرسه"):
                seen.append(sorted(searcher.suggest("body", word, maxdist=1)))
                typed = QueryParser("body", index.schema).parse(word)
                seen.append(searcher.correct_query(typed, word, maxdist=1).string)
            for docnum in range(3):
                first = searcher.search(q.Term("id", f"a00{docnum}"))[0]
                seen.append({hit["id"] for hit in first.more_like_this("body", top=200, numterms=3)})
            seen.append(searcher.search(q.Every(), limit=None).estimated_length())
            seen.append([text for text in searcher.reader().field_terms("source") if text])
            seen.append(searcher.document(id="a005")["source"])
            seen.append(sorted(found["id"] for found in searcher.documents(source="الغد")))
            seen.append(searcher.doc_count())
        walks.append(seen)
    for mine, theirs in zip(*walks, strict=True):
        assert mine == theirs


@pytest.mark.parametrize("singly", [0, 512])
def test_the_terms_of_every_field_are_those_of_a_stock_index(
    singly: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terms, "_SINGLY", singly)
    monkeypatch.setattr(terms, "_FIRST", 2)
    monkeypatch.setattr(occurrences, "STEP", 100)
    kept, gone = articles(4), [Article(f"b{i}", title="حذف", body="عنوان محذوف", source="صحيفة") for i in range(3)]
    more = [Article("c", title="عنوان بلا نص"), *(replace(of, id=f"c{of.id}") for of in articles(104, 30))]
    _engine, ours = door(tmp_path, [*kept, *gone], more)
    with ours.writer() as writer:
        assert writer.delete_by_term("body", "محذوف") == 3
    with ours.reader() as mine, stock(kept, more).reader() as other:
        assert mine.has_deletions()
        for field in [*TEXTS, "source", "date", "id"]:
            wanted = [text for text in other.lexicon(field) if text]
            assert list(mine.lexicon(field)) == wanted
            for text in (b"", wanted[0], wanted[len(wanted) // 2], wanted[-1], "كت".encode()):
                assert list(mine.expand_prefix(field, text[:4])) == [of for of in wanted if of.startswith(text[:4])]
                after = [of for of in mine.terms_from(field, text) if of[0] == field]
                assert after == [(field, of) for of in wanted if of >= text]
        for field in TEXTS:
            for word in ("كتاي", "مدرسه", "محذوف", "خ"):
                for distance in (1, 2):
                    wanted = sorted(other.terms_within(field, word, distance))
                    assert sorted(mine.terms_within(field, word, distance)) == wanted
                assert sorted(mine.terms_within(field, word, 2, prefix=1)) == sorted(
                    other.terms_within(field, word, 2, prefix=1)
                )
        assert list(mine.all_terms()) == [
            (field, of) for field in sorted(mine.indexed_field_names()) for of in mine.lexicon(field)
        ]


def test_postings_one_by_one(tmp_path: Path) -> None:
    _engine, ours = door(tmp_path, [Article(str(i), body="خبر باكو خبر", source="الغد") for i in range(5)])
    with ours.reader() as reader:
        found = reader.postings("body", "خبر")
        numbers = list(found.all_ids())
        assert numbers == [0, 1, 2, 3, 4]
        found.next()
        assert list(found.all_ids()) == numbers[1:]
        assert found.value_as("positions") == [0, 2]
        assert repr((found.value_as("frequency"), found.value_as("weight"))) == "(2, 2.0)"
        for refused in (found.value, lambda: found.value_as("characters")):
            with pytest.raises(Unsupported):
                refused()
        assert reader.postings("source", "الغد").value() == b""
        assert [reader.is_deleted(number) for number in (-1, 0, 99)] == [False] * 3


def test_half_a_surrogate_pair_is_text_too(tmp_path: Path) -> None:
    odd = "a\ud800"
    _engine, ours = door(tmp_path, [Article("1", body="خبر"), Article(odd, body="خبر", source=odd)])
    with ours.searcher() as searcher:
        reader = searcher.reader()
        assert list(reader.field_terms("id")) == ["1", odd]
        assert [reader.schema[field].from_bytes(text) for field, text in reader.all_terms()].count(odd) == 2
        assert list(reader.expand_prefix("id", "a")) == [odd.encode("utf-8", "surrogatepass")]
        for query in (q.Term("id", odd), q.Prefix("source", "a"), q.Term("source", odd)):
            assert [hit["id"] for hit in searcher.search(query, sortedby="source")] == [odd]


@pytest.mark.parametrize(
    ("array", "walk"),
    [
        ("tokens", lambda searcher: searcher.search(q.Term("body", "خبر"))),
        ("tokens", lambda searcher: searcher.suggest("body", "كتاي")),
        ("tokens", lambda searcher: list(searcher.reader().lexicon("title"))),
        ("key_docs", lambda searcher: searcher.search(q.Prefix("source", "ا"))),
    ],
)
def test_what_is_beyond_the_last_article_is_damage(array: str, walk: Callable[[Any], object], tmp_path: Path) -> None:
    engine, ours = door(tmp_path, articles(2))
    whole = engine.reader().segments()[0].file.array(array).tobytes()
    file = next(tmp_path.glob("*.seg"))
    file.write_bytes(file.read_bytes().replace(whole, b"\xfe" * len(whole)))
    with pytest.raises(IndexDamaged), ours.searcher() as searcher:
        walk(searcher)


def test_no_pickle_is_read_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("pickle was used")

    names = ("load", "loads", "dump", "dumps", "Unpickler", "Pickler")
    functions = [getattr(pickle, name) for name in names]
    for name in names:
        monkeypatch.setattr(pickle, name, refuse)
    for module in [module for name, module in sys.modules.items() if name.split(".")[0] == "whoosh"]:
        for name, value in list(vars(module).items()):  # imported from pickle by name
            if any(value is of for of in functions):
                monkeypatch.setattr(module, name, refuse)
    engine, ours = door(tmp_path, articles(1), articles(2, 20))
    with ours.searcher() as searcher:
        hits = searcher.search(
            q.Or([q.Term("body", "خبر"), q.Phrase("body", ["خبر", "باكو"], slop=9)]), sortedby="date"
        )
        assert len(hits) > 0
        _ = [hit.highlights("body") for hit in hits]
    writer = ours.writer()
    writer.delete_by_term("id", "a001")
    writer.add_document(id="new", body="خبر جديد")
    writer.commit()
    engine.compact()
    assert ArrayEngine.open(tmp_path).reader().search(Search(Term("جديد"))).total >= 1


def test_a_matcher_behind_its_last_posting_is_at_no_article(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="بحر كتاب"), Article("2", body="كتاب"), Article("3", body="كتاب")])
        with index.whoosh().searcher() as searcher:
            found = searcher.search(spans.SpanNot(q.Term("body_form", "كتاب"), q.Term("body_form", "بحر")), limit=None)
            assert {hit["id"] for hit in found} == {"1", "2", "3"}


def test_keyword_fields_are_asked_for_as_they_are_written_and_days_are_those_of_utc(tmp_path: Path) -> None:
    late = dt.datetime(2015, 7, 1, 23, 59, tzinfo=dt.timezone(dt.timedelta(hours=-5)))
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="خبر", section="رياضة", date=late)])
        door = index.whoosh()
        with door.searcher() as searcher:
            for query in (
                QueryParser("body", door.schema).parse("section:رياضة"),
                q.Term("section", "رياضة"),
                q.Term("section", "رياضه"),
                q.Term("date", "2015-07-02"),
            ):
                assert len(searcher.search(query)) == 1
            assert len(searcher.search(q.Term("date", "2015-07-01"))) == 0
            assert searcher.document(section="رياضة")["id"] == "1"
            assert not list(searcher.reader().lexicon("url"))
            assert not list(searcher.reader().lexicon("colour"))
