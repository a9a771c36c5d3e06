"""What else a word reaches: names, months, relatives; and what it must not."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch import Article, Match, NewsIndex, aliases, engines, expand
from newsearch.aliases import Aliases
from newsearch.expand import Expander, aliases_of
from newsearch.query.leaves import Token
from newsearch.query.parse import parse
from newsearch.query.resolve import Resolver, resolve
from newsearch.query.runs import Alternative
from newsearch.query.tiers import Tier
from newsearch.text import months
from newsearch.text.analyser import Analyser


@pytest.fixture
def index(tmp_path: Path) -> Iterator[NewsIndex]:
    with NewsIndex.create(tmp_path / "index") as made:
        yield made


def matches(index: NewsIndex, query: str, body: str) -> bool:
    index.add([Article("only", body=body)])
    return any(hit.match is Match.ALL for hit in index.search(query))


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("شباط", "في 24 فبراير 2022"),
        ("أغسطس", "يوم 4 آب 2020"),
        ("مايو", "في 3 ماي من العام"),
        ("أبريل", "نيسان 2021"),
        ("كانون الثاني", "في 5 يناير"),
        ("ديسمبر", "في دجنبر المقبل"),
        ("20 آب", "يوم 20 أغسطس"),
        ("1 ذو الحجة 1436", "في 1 ذي الحجة 1436هـ"),
        ("ذي الحجة", "غرة ذوالحجة"),
        ("ذوالقعدة", "شهر ذي القعدة"),
        ("ربيع الأول", "12 ربيع أول"),
        ("ربيع الثاني", "في ربيع الآخر"),
        ("جمادى الأولى", "3 جماد الأول 1440"),
        ("جمادى الآخرة", "أواخر جمادى الثانية"),
        ("ترمب", "فندق ترامب القديم"),
        ("جوجل", "أعلنت غوغل"),
        ("Kuwait", "وصل إلى الكويت"),
        ("الكويت", "flights to Kuwait resumed"),
        ("عبد الكريم", "قال عبدالكريم"),
        ("عبدالكريم", "قال عبد الكريم"),
        ("أبو ظبي", "قمة أبوظبي"),
        ("فيس بوك", "عبر فيسبوك"),
        ("Sweden", "زار السويد"),
        ("Suède", "زار السويد"),
        ("Aleppo", "معارك في حلب"),
        ("Hong Kong", "بورصة هونغ كونغ"),
        ("Khobar", "أمانة الخبر"),
    ],
)
def test_other_ways_to_write_it(index: NewsIndex, query: str, body: str) -> None:
    assert matches(index, query, body)


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("أغسطس", "أب لثلاثة أطفال"),
        ("مايو", "تيريزا ماي"),
        ("ماي", "شهر مايو"),
        ("أبريل", "سيارة نيسان جديدة"),
        ("7", "في 8 أيام"),
        ("ربيع الأول", "ربيع الثاني"),
        ("جمادى الأولى", "جمادى الآخرة"),
        ("ذو الحجة", "ذو القعدة"),
        ("الحجة", "في 9 ذي القعدة"),
        ("عبد الكريم", "عبد اللطيف"),
        ("السويد", "flights to Sweden"),
        ("Khobar", "أخبار الناس"),
    ],
)
def test_what_only_looks_like_it(index: NewsIndex, query: str, body: str) -> None:
    assert not matches(index, query, body)


def test_a_word_that_articles_have_is_no_place(index: NewsIndex) -> None:
    index.add([Article("1", body="شركة Mobile"), Article("2", body="مدينة موبيل"), Article("3", body="مدينة نيس")])
    assert [hit.head.id for hit in index.search("Nice")] == ["3"]
    index.add([Article("4", body="فيلم Nice")])
    assert [hit.head.id for hit in index.search("Nice")] == ["4"]


@pytest.mark.parametrize("word", "كل سبب قال في كتاب وزير حكومة حرب يوم خبر رئيس عام دولة".split())
def test_ordinary_words_have_no_other_names(index: NewsIndex, word: str) -> None:
    index.add([Article("1", body="غوغل وواتساب وتويتر وكوفيد وأبل")])
    assert not [note for note in index.search(word).notes if "also" in str(note)]


def test_a_name_that_looks_inflected_does_not_reach_the_word_it_looks_like(index: NewsIndex) -> None:
    index.add([Article("1", body="كل سبب لكل واحد")])
    for name in ("غوغل", "واتساب", "قوقل", "گوگل", "أبل"):
        assert index.search(name).total == 0, name


@pytest.mark.parametrize("word", ["زيلينسكي" * 200, "غ" * 1999, "بوتين" * 3, "ي" * 20])
def test_long_words_have_no_names_by_ear(index: NewsIndex, word: str) -> None:
    index.add([Article("1", body="خبر")])
    assert index.search(word).total == 0


def test_what_was_added_is_said(index: NewsIndex) -> None:
    index.add([Article("1", body="فندق ترامب القديم")])
    assert any("ترامب" in str(note) for note in index.search("ترمب").notes)


def test_an_exact_word_reaches_nothing_else(index: NewsIndex) -> None:
    index.add([Article("1", body="فندق ترامب القديم")])
    assert index.search("=ترمب").total == 0


def test_relatives_follow_as_a_part(index: NewsIndex) -> None:
    index.add([Article("1", body="انتحار في المدينة"), Article("2", body="انتحر رجل"), Article("3", body="خبر آخر")])
    hits = index.search("انتحر")
    assert [(hit.head.id, hit.match) for hit in hits] == [("2", Match.ALL), ("1", Match.SOME)]


@pytest.mark.parametrize(("query", "body"), [("طلاب", "قال طالب"), ("يقتلون", "قتل أمس"), ("أولاد", "ولد صغير")])
def test_a_bare_word_is_found_by_both_words_that_are_written_so(index: NewsIndex, query: str, body: str) -> None:
    index.add([Article("1", body=body), Article("2", body="طلب وقتال وولادة")])
    assert [(hit.head.id, hit.match) for hit in index.search(query)][:1] == [("1", Match.ALL)]
    assert index.search(query, tiers=frozenset(Tier) - {Tier.LEMMA}).total == 0


def test_the_users_aliases(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="افتتح نفق الشمال")])
    (tmp_path / "index" / "aliases.tsv").write_text("المشروع الأخضر\tنفق الشمال\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        assert index.search("المشروع الأخضر").total == 1


def test_a_broken_line_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("# ours\nوحيد\n\nأول\tثان # note\n", encoding="utf-8")
    aliases = Aliases.read(path, lambda name: tuple(name.split()))
    assert aliases.broken == [(2, "وحيد")]
    assert list(aliases.others(("أول",))) == ["ثان"]
    assert "ترمب" in list(aliases.others(("ترامب",)))


def test_the_keys_that_are_shipped_are_those_of_our_names() -> None:
    analyser = Analyser()
    ours = [*aliases.names_of_ours(), *(name for of in (*months.NAMES.values(), *months.HIJRI.values()) for name in of)]
    assert aliases.read_keys(analyser.fingerprint) == {name: expand.key_of(name, analyser) for name in ours}, (
        "python -m newsearch.expand writes them anew"
    )


def test_keys_of_another_analyser_are_not_used() -> None:
    assert aliases.read_keys("another") == {}


NAMES = """
    عبد الله عبدالله أبو ابن بن ظبي فيس بوك فيسبوك كانون الثاني الأول تشرين آب 20 2015 يوم ماي مارس شباط ترمب
    جوجل مجلس الأمن الولايات المتحدة في حكومة كتاب الكتّاب السوداني زيلينسكي زيلنسكي بوتين قتل كوفيد F35 sea""".split()


class Neighbours:
    """An expander that never says that words do not depend on each other."""

    def __init__(self, expander: Expander) -> None:
        self._expander = expander

    def __call__(self, tokens: Sequence[Token], fields: tuple[str, ...]) -> list[Alternative]:
        return self._expander(tokens, fields)

    def related(self, _tokens: Sequence[Token]) -> bool:
        return True

    def lemmas(self, token: Token) -> tuple[str, ...]:
        return self._expander.lemmas(token)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Resolver, Expander, Analyser]]:
    folder, analyser = tmp_path_factory.mktemp("known") / "index", Analyser()
    with NewsIndex.create(folder) as index:
        index.add(
            [Article("1", body=" ".join(NAMES)), Article("2", body="عبدالله أبوظبي ابوظبي بنظبي زلنسكي يناير مايو")]
        )
    reader = engines.open("arrays", folder).reader()
    expander = Expander(analyser, reader, aliases_of(folder, analyser))
    yield Resolver(analyser, expander), expander, analyser
    reader.close()


@given(st.lists(st.sampled_from(NAMES), max_size=6), st.sampled_from([" ", " OR ", " AND ", " -", " title:"]))
def test_words_remembered_one_by_one_mean_what_they_mean_side_by_side(
    known: tuple[Resolver, Expander, Analyser], words: list[str], sign: str
) -> None:
    resolver, expander, analyser = known
    syntax = parse(sign.join(words)).syntax
    anew = resolve(syntax, analyser, expand=Neighbours(expander))
    assert repr(resolver.resolve(syntax)) == repr(anew) == repr(resolver.resolve(syntax))


def test_what_is_remembered_of_words_is_that_of_the_articles_of_now(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index, NewsIndex.open(tmp_path / "index") as other:
        index.add([Article("1", body="زار زيلينسكي باريس")])
        other.refresh()
        for one in (index, other):
            assert [hit.head.id for hit in one.search("زيلينسكي")] == ["1"]
        index.add([Article("2", body="زار زيلنسكي برلين")])
        assert {hit.head.id for hit in index.search("زيلينسكي")} == {"1", "2"}
        assert {hit.head.id for hit in other.search("زيلينسكي")} == {"1"}
        other.refresh()
        assert {hit.head.id for hit in other.search("زيلينسكي")} == {"1", "2"}
        passages = next(hit.passages for hit in other.search("زيلينسكي") if hit.head.id == "2")
        assert [passage.text[start:end] for passage in passages for start, end in passage.marks] == ["زيلنسكي"]


def test_threads_may_share_what_is_remembered(known: tuple[Resolver, Expander, Analyser]) -> None:
    resolver, expander, analyser = known
    queries = [parse(" ".join(NAMES[i : i + 3])).syntax for i in range(len(NAMES))]
    expected = [repr(resolver.resolve(query)) for query in queries]
    fresh = Resolver(analyser, expander)
    with ThreadPoolExecutor(4) as pool:
        for found in pool.map(lambda _: [repr(fresh.resolve(query)) for query in queries], range(4)):
            assert found == expected
