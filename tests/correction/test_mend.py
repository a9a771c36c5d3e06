"""Misspelt words are put right where it is hardly in doubt what was meant, and only there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, Match, NewsIndex
from newsearch.correction.candidates import COMPARED, RARE_LEMMA
from newsearch.correction.mend import Mender
from newsearch.expansion.aliases import aliases_of
from newsearch.expansion.expand import Expander
from newsearch.query.choices import Repair
from newsearch.query.parse import parse
from newsearch.query.plan import Order
from newsearch.query.tiers import Tier
from newsearch.text.analyser import Analyser

FREQUENT = 60


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    news = [Article(f"battle{i}", body="معركة الزبداني مستمرة") for i in range(FREQUENT)]
    news += [Article(f"body{i}", body="تمارين الجسم البدني واللياقة") for i in range(FREQUENT)]
    news += [Article(f"minister{i}", body="التقى وزير الخارجية في مروحية") for i in range(FREQUENT)]
    news += [Article(f"road{i}", body="أغلق الطريق وتعطل طريق المطار") for i in range(FREQUENT)]
    news += [Article(f"bank{i}", body="سيولة البنوك") for i in range(FREQUENT)]
    news += [Article(f"clause{i}", body="شروط البنود") for i in range(FREQUENT)]
    news += [Article("typo", body="قال إن معركة الزبدانني انتهت")]
    news += [Article("letter", body="صور الخامجية")]
    news += [Article("drowned", body="انتشال غريق من البحر")]
    with NewsIndex.create(tmp_path_factory.mktemp("mend") / "index") as made:
        made.add(news)
        yield made


def meant(index: NewsIndex, query: str) -> str:
    return " / ".join(str(note) for note in index.search(query).notes)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("معركة الزبدالي", "الزبداني"),
        ("الخارجبة", "الخارجية"),
        ("مستمررة", "مستمرة"),
        ("الططريق", "الطريق"),
        ("title:الخارجبة OR body:الخارجبة", "الخارجية"),
    ],
)
def test_what_was_meant(index: NewsIndex, query: str, word: str) -> None:
    assert word in meant(index, query)
    assert index.search(query).total_some + index.search(query).total > 0


def test_the_other_words_decide(index: NewsIndex) -> None:
    assert "searched for البنوك instead" in meant(index, "سيولة البنوش")
    assert "searched for البنود instead" in meant(index, "شروط البنوش")
    assert "searched for البنود or البنوك instead" in meant(index, "البنوش")


def test_what_stands_next_to_it_decides_most(tmp_path: Path) -> None:
    news = [Article(f"hack{i}", body="تزايدت قرصنة السيارات") for i in range(FREQUENT)]
    news += [Article(f"story{i}", body="قصة نجاح شركة تبيع أحدث السيارات") for i in range(3 * FREQUENT)]
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(news)
        assert "searched for قصة or قرصنة instead" in meant(made, "قصنة")
        assert "searched for قرصنة instead" in meant(made, "قصنة السيارات")
        assert "searched for قصة instead" in meant(made, "قصنة نجاح السيارات")
        assert "searched for قصة instead" in meant(made, "قصنة الشركة السيارات")


def test_a_slip_that_an_article_has_too_stays_asked_for(index: NewsIndex) -> None:
    hits = index.search("معركة الزبدانني", FREQUENT + 10)
    assert "also searched for الزبداني" in str(hits.notes[0])
    found = {hit.head.id: hit.match for hit in hits}
    assert found["typo"] is Match.ALL
    assert next(iter(found)) == "typo"
    assert found["battle1"] is Match.REPAIRED
    assert hits.total == FREQUENT + 1


def test_a_person_of_a_rare_verb_that_no_text_has_may_be_a_slip(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(Article(f"order{i}", body="نظام جديد") for i in range(FREQUENT))
        assert "searched for نظام instead" in meant(made, "نضام")
        made.add([Article("harm", body="لا يضام")])
        assert "no article has نضام as it is written: also searched for نظام" in meant(made, "نضام")
        assert "searched" not in meant(made, "يضام")
        made.add(Article(f"harm{i}", body="لا يضام") for i in range(RARE_LEMMA))
        assert "searched" not in meant(made, "نضام")


def test_a_slip_that_news_has_as_often_as_rare_names_is_one(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(Article(f"oil{i}", body="أسعار النفط والفهد") for i in range(FREQUENT))
        made.add([Article("slip", body="أسعار النفظ وآل الفهاد")])
        assert "also searched for النفط" in meant(made, "النفظ")
        assert "searched" not in meant(made, "الفهاد")  # news has الفهد no more often than it has names


def test_a_letter_held_too_long_is_no_inflection_of_a_rare_word(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(Article(f"{i}", body="إيران تفاوض") for i in range(FREQUENT))
        made.add(Article(f"acre{i}", body="مساحة آر واحد") for i in range(RARE_LEMMA + 1))
        assert "searched for إيران instead" in meant(made, "إيراان")


def test_an_unlikely_slip_may_stand_in_one_article(index: NewsIndex) -> None:
    assert "also searched for الخارجية" in meant(index, "الخامجية")


@pytest.mark.parametrize(
    "query",
    [
        "غريق",  # a word, however rare, is not a slip of طريق
        "مهاجر غريق",
        "الزبداني",
        "=الزبدالي",
        '"معركة الزبدالي"',
        "الزبدالي*",
        "معركة -الزبدالي",
        "source:الزبدالي",
        "وزر",  # three letters
        "في",
    ],
)
def test_what_is_left_alone(index: NewsIndex, query: str) -> None:
    assert "searched" not in meant(index, query)


def test_nor_is_a_word_of_three_letters_put_right(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([Article(f"{i}", body="معبر رفح ومعبر رفحاء") for i in range(2 * FREQUENT)])
        assert "searched for رفحاء instead" in meant(made, "رفجاء")
        assert meant(made, "رفج") == ""


def test_it_can_be_switched_off(index: NewsIndex) -> None:
    hits = index.search("معركة الزبدالي", repair=Repair.NEVER)
    assert {hit.match for hit in hits} == {Match.SOME}
    assert not hits.notes
    assert hits.suggestions[0] == "معركة الزبداني"


def test_what_matches_as_typed_is_not_called_repaired(index: NewsIndex) -> None:
    hits = index.search("الزبدالي OR الطريق", 2 * FREQUENT)
    kinds = {hit.head.id[:4]: hit.match for hit in hits}
    assert kinds == {"road": Match.ALL, "batt": Match.REPAIRED}


def test_nor_is_any_of_many(tmp_path: Path) -> None:
    """However many articles match as typed, and whichever of them are shown."""
    news = [Article(f"road{i}", body=f"{'كلام ' * (i % 7)} أغلق الطريق") for i in range(1500)]
    news += [Article(f"both{i}", title="معركة الزبداني", body="أغلق الطريق") for i in range(FREQUENT)]
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(news)
        for order in Order:
            hits = made.search("الزبدالي OR الطريق", 100, 1460, order=order)
            assert len(hits) == 100
            assert {hit.match for hit in hits} == {Match.ALL}


def test_why_says_that_a_word_was_put_right(index: NewsIndex) -> None:
    hits = index.search("الزبدالي معركة")
    assert [(reason.word, reason.tier) for reason in hits[0].why] == [("معركة", "form"), ("الزبداني", "repaired")]
    (typo, *_) = index.search("معركة الزبدانني", FREQUENT + 10)
    assert [(reason.word, reason.tier) for reason in typo.why] == [("الزبدانني", "form"), ("معركة", "form")]


def test_nor_is_a_stop_word_between_words_that_are_right(index: NewsIndex) -> None:
    (first, *_) = index.search("(الخارجية في مروحية) OR الزبدالي")
    assert {reason.word: reason.tier for reason in first.why} == {"الخارجية": "form", "مروحية": "form", "في": "phrase"}


def test_nor_what_reads_right_when_reversed(tmp_path: Path) -> None:
    """مهاس alone may be a slip of مهام."""
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(
            [*(Article(f"{i}", body="كلفه مهام أخرى") for i in range(FREQUENT)), Article("one", body="ساهم الوفد")]
        )
        assert "searched for مهام instead" in meant(made, "مهاس")
        hits = made.search("دفولا مهاس")
        assert [str(note) for note in hits.notes] == ["this reads right when reversed: ساهم الوفد"]
        assert hits.suggestions == ("ساهم الوفد",)


def test_nothing_is_put_right_where_inflections_do_not_count(index: NewsIndex) -> None:
    hits = index.search("الزبدالي", tiers=frozenset({Tier.FORM}))
    assert (hits.total, hits.notes) == (0, ())
    assert "الزبداني" in hits.suggestions


class Counting:
    """A reader that counts what it is asked."""

    def __init__(self, reader: object) -> None:
        self._reader = reader
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        def ask(*arguments: object) -> object:
            self.asked.append(name)
            return getattr(self._reader, name)(*arguments)

        return ask


def test_known_words_cost_the_index_nothing(index: NewsIndex) -> None:
    analyser = Analyser()
    counting = Counting(index._snapshot())
    expander = Expander(analyser, counting, aliases_of(Path("nowhere"), analyser))  # type: ignore[arg-type]
    mender = Mender(counting, expander, analyser.tokens)  # type: ignore[arg-type]
    assert mender.mended(parse("التقى وزير الخارجية في الطريق معركة").syntax) is None
    assert not counting.asked
    assert mender.mended(parse("معركة الزبدالي").syntax) is not None
    asked = len(counting.asked)
    assert asked < 20 * COMPARED
    assert mender.mended(parse("معركة الزبدالي").syntax) is not None
    assert len(counting.asked) - asked <= asked  # what a word may be is remembered


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    news = [Article(f"{i}", body="التقى روحاني كيري في فيينا وتحدث إلى CNN عن هاتف iPhone") for i in range(10)]
    news += [Article("omar", body="عمر البشير يزور صعدة"), Article("trade", body="قال مرتين إن trade في ازدياد")]
    with NewsIndex.create(tmp_path_factory.mktemp("world") / "index") as made:
        made.add(news)
        yield made


@pytest.mark.parametrize(
    ("query", "word"), [("Kerry", "كيري"), ("Ruhani", "روحاني"), ("kerry", "كيري"), ("Al-Rouhany", "")]
)
def test_names_in_latin_letters(world: NewsIndex, query: str, word: str) -> None:
    hits = world.search(query, 20)
    assert [hit.match for hit in hits] == ([Match.REPAIRED] * 10 if word else [])
    assert word in meant(world, query)


def test_a_name_of_two_words_in_latin_letters_is_rather_that_name(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        bodies = ["مسلحو أنصار الله", "المدرسة الأنصارية"] * FREQUENT
        index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        assert "searched for أنصار الله instead" in meant(index, "Ansarullah")
        assert all("أنصار الله" in hit.article.body for hit in index.search("Ansarullah", 2 * FREQUENT))


def test_next_to_a_known_name_a_word_may_be_any(tmp_path: Path) -> None:
    """عودة is a return, and as many have عدة; but three have سلمان العودة."""
    with NewsIndex.create(tmp_path / "index") as index:
        bodies = ["أخذ العدة"] * FREQUENT + ["العودة إلى العمل"] * FREQUENT
        bodies += ["الشيخ سلمان العودة", "أكمل سلمان العدة"] * 2
        index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        assert "العودة" not in meant(index, "Salman al-Odah")
        index.add([Article("third", body="زار سلمان العودة المدينة")])
        said = meant(index, "Salman al-Odah")
        assert "no article has al-Odah: searched for العودة instead" in said
        assert "no article has Salman: searched for سلمان instead" in said


def test_names_in_latin_letters_are_looked_for_side_by_side(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(f"apart{i}", body="قال سعود إن القحطاني عاد أمس") for i in range(FREQUENT))
        index.add([Article("close", body="تحدث سعود القحطاني عن أمر آخر")])
        assert index.search("Saud al-Qahtani").hits[0].head.id == "close"
        index.add([Article("latin", body="Saud")])
        assert index.search("Saud al-Qahtani").hits[0].head.id == "close"


def test_a_verb_is_no_name_though_other_forms_of_it_stand_next_to_one(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        bodies = ["أفاد محمد أمس", "لم يفد أحد"] * FREQUENT
        index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        assert "searched for محمد instead" in meant(index, "Muhamad Javad")
        assert "يفد" not in meant(index, "Muhamad Javad")


def test_umm_is_a_mother_in_names(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        bodies = ["جامعة أم القرى", "يوم الكرة", "يوم لعب كرة القدم"] * FREQUENT
        index.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        assert {hit.article.body for hit in index.search("Umm al-Qura", FREQUENT)} == {"جامعة أم القرى"}


def test_an_article_by_itself_asks_for_nothing(tmp_path: Path) -> None:
    """Though some article has it in Latin letters."""
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(str(number), body="هجوم للقاعدة شنته القاعدة") for number in range(FREQUENT))
        index.add([Article("latin", body="al")])
        hits = index.search("al Qaida", 2 * FREQUENT)
        assert "al is taken for the article of القاعدة" in meant(index, "al Qaida")
        assert "latin" not in {hit.head.id for hit in hits}


@pytest.mark.parametrize("query", ["CNN", "iPhone", "trade", "covid19", "xy", "mp3"])
def test_latin_words_that_are_meant_as_they_are(world: NewsIndex, query: str) -> None:
    hits = world.search(query)
    assert "searched" not in meant(world, query)
    assert all(hit.match is Match.ALL for hit in hits)


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    news = [Article(f"saleh{i}", body="قال صالح إن السلة جاهزة وفي سلته كرة") for i in range(FREQUENT)]
    news += [Article(f"family{i}", body="اجتمع بأسره وروى سيرته كحد أدنى") for i in range(FREQUENT)]
    news += [Article(f"premier{i}", body="التقى ديفيد كاميرون زواره") for i in range(FREQUENT)]
    news += [Article(f"laden{i}", body="تحدث أسامة بن لادن عنه") for i in range(FREQUENT)]
    news += [Article(f"fattah{i}", body="وصل عبد الفتاح أمس بعد فتح الطريق ثم الفتح") for i in range(FREQUENT)]
    news += [Article(f"way{i}", body="طريق الحرير شرق البلاد كان الطريق إلى الشرق") for i in range(FREQUENT)]
    news += [Article(f"latin{i}", body="فرقة David من باريس") for i in range(FREQUENT)]
    news += [Article("abdal", body="اللاعب عبدل")]
    with NewsIndex.create(tmp_path_factory.mktemp("people") / "index") as made:
        made.add(news)
        yield made


@pytest.mark.parametrize(
    ("query", "word", "article"),
    [
        ("Salihh", "صالح", "saleh"),
        ("Cameron", "كاميرون", "premier"),
        ("Çameron", "كاميرون", "premier"),
        ("David Cameron", "كاميرون", "premier"),
        ("Osamah bin Ladin", "بن", "laden"),
        ("Abdel Fattah", "الفتاح", "fattah"),
        ("Abdel Fattah", "عبد ", "fattah"),  # not عبدل, though it sounds like it
        ("Al Salihh", "صالح", "saleh"),
    ],
)
def test_names_rather_than_words_and_first_and_last_names_together(
    people: NewsIndex, query: str, word: str, article: str
) -> None:
    assert f"searched for {word}" in meant(people, query)
    full = [hit.head.id for hit in people.search(query, FREQUENT) if hit.match is not Match.SOME]
    assert full == [one for one in full if one.startswith(article)] != []


@pytest.mark.parametrize("query", ["Basro", "Sirato", "Kahad", "Tarik", "David"])
def test_inflected_and_common_words_are_not_taken_for_names(people: NewsIndex, query: str) -> None:
    assert "searched" not in meant(people, query)


def test_what_is_no_clear_name_is_suggested(people: NewsIndex) -> None:
    assert "طريق" in people.search("Tarik").suggestions


def test_chat_letters_are_only_a_suggestion(world: NewsIndex) -> None:
    assert world.search("3omar").total == 0
    assert world.search("3omar").suggestions[0] == "عمر"
    assert world.search("3omar el-bashir").suggestions[0].startswith("عمر")


@pytest.fixture(scope="module")
def glued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NewsIndex]:
    news = [Article(f"talks{i}", body="التقى وزير الخارجية محمد مرسي في المسجد الأقصى") for i in range(FREQUENT)]
    news += [Article(f"king{i}", body="خادم الحرمين الشريفين سلمان بن راشد قال إنه ما يتقبل ذلك") for i in range(3)]
    news += [Article("apart", body="كان محمد في المسجد وفي موسكو في الأقصى وفاز احد اهم")]
    news += [Article("glued", body="صرح وزيرالخارجية بذلك")]
    with NewsIndex.create(tmp_path_factory.mktemp("glued") / "index") as made:
        made.add(news)
        yield made


def test_a_verb_typed_together_with_what_negates_it_is_the_verb(glued: NewsIndex) -> None:
    for query in ("مايتقبل", "لايتقبل"):
        hits = glued.search(query)
        assert (hits.total, [*hits.notes]) == (3, [])


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("محمدمرسي", "no article has محمدمرسي: searched for محمد مرسي instead"),
        ("المسجدالاقصى", "no article has المسجدالاقصى: searched for المسجد الأقصى instead"),
        ("وزيرالخارجية", "few articles have وزيرالخارجية: also searched for وزير الخارجية"),
        ("خادمالحرمينالشريفين", "no article has خادمالحرمينالشريفين: searched for خادم الحرمين الشريفين instead"),
        ("سلمانبن راشد", "no article has سلمانبن: searched for سلمان بن instead"),
        ("title:محمدمرسي OR body:محمدمرسي", "no article has محمدمرسي: searched for محمد مرسي instead"),
    ],
)
def test_a_blank_left_out(glued: NewsIndex, query: str, said: str) -> None:
    hits = glued.search(query)
    assert [str(note) for note in hits.notes] == [said]
    assert Match.REPAIRED in {hit.match for hit in hits}


@pytest.mark.parametrize(
    "query",
    [
        "الخارجيةوزير",  # no article has the two in this order
        "المسجدمحمد",  # nor side by side
        "موسكوفي",  # short words of grammar are glued to what follows
        "أحداهم",  # so few letters come together by chance
        "=محمدمرسي",
        '"محمدمرسي"',
        "مرسي -محمدمرسي",
    ],
)
def test_words_that_are_not_taken_apart(glued: NewsIndex, query: str) -> None:
    assert "searched for" not in meant(glued, query)


def test_the_words_are_asked_for_side_by_side(glued: NewsIndex) -> None:
    hits = glued.search("المسجدالاقصى", 100)
    assert "apart" not in {hit.head.id for hit in hits}
    assert {reason.word for hit in hits for reason in hit.why} == {"المسجد", "الأقصى"}


def test_words_typed_as_one_are_suggested_where_nothing_is_put_right(glued: NewsIndex) -> None:
    for typed, better in (("محمدمرسي", '"محمد مرسي"'), ("body:محمدمرسي", 'body:"محمد مرسي"')):
        (first, *_) = glued.search(typed, repair=Repair.NEVER).suggestions
        assert first == better
        assert glued.search(first).total == FREQUENT


def test_a_word_of_grammar_in_careless_spelling_is_no_slip_of_another(tmp_path: Path) -> None:
    """لاكن is لكن, and neither كان nor لان."""
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([Article(f"{i}", body="لكن الوفد كان في لبنان لامن وسكن") for i in range(FREQUENT)])
        assert meant(made, "لاكن الوفد") == ""


@pytest.mark.parametrize("query", ["Zabdani", "الزبدالي"])
def test_what_a_list_of_names_tells_is_no_slip(tmp_path: Path, query: str) -> None:
    news = [Article(f"battle{i}", body="معركة الزبداني مستمرة") for i in range(FREQUENT)]
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([*news, Article("only", body="السائق فيتل")])
    with NewsIndex.open(tmp_path / "index") as made:
        assert "searched for" in meant(made, query)
    (tmp_path / "index" / "aliases.tsv").write_text(f"فيتل\t{query}\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as made:
        assert meant(made, query) == "also: فيتل"
        assert [hit.head.id for hit in made.search(query)] == ["only"]


def test_the_article_typed_the_other_way_round_is_a_slip(tmp_path: Path) -> None:
    often = [Article(f"{i}", body="تدريبات الفرقة الثلاثين") for i in range(2 * FREQUENT)]
    other = [Article(f"other{i}", body="مباريات أفرقة الدرجة الأولى") for i in range(2 * FREQUENT)]
    with NewsIndex.create(tmp_path / "index") as made:
        made.add([*often, *other])
        assert "searched for الفرقة" in meant(made, "لافرقة")
        assert meant(made, "لأفرقة") == ""
