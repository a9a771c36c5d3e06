"""What else a word reaches: names, months, relatives; and what it must not."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch import Article, Match, NewsIndex, engines
from newsearch.expansion import name_keys
from newsearch.expansion.aliases import Aliases, aliases_of
from newsearch.expansion.expand import Expander
from newsearch.query.leaves import Token
from newsearch.query.parse import parse
from newsearch.query.resolve import Resolver
from newsearch.query.runs import Alternative
from newsearch.query.tiers import RANKING, Tier
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
        ("أغسطس", "في 6 اب على أن"),
        ("أغسطس", "آب 2020 وأب 2020"),
        ("15 اب", "في 15 أغسطس"),
        ("15 أب 2020", "في 15 آب 2020"),
        ("آب 2020", "في أب 2020"),
        ("مايو", "في ايار الماضي"),
        ("يوليو", "بنهاية تموز"),
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
        ("UN قرار", "قرار الأمم المتحدة"),
        ("لـCNN", "مراسل CNN"),
        ("CNN", "مراسل الـCNN"),
        ("2023م", "في عام 2023"),
        ("Covid-19", "انتشار كوفيد-19 هناك"),
        ("Abdullah", "حضر عبد الله ووالده"),
        ("كوفيد-19", "a case of COVID-19"),
        ("iPhone15", "هاتف آيفون 15 الجديد"),
        ("الكويت", "flights to Kuwait resumed"),
        ("عبد الكريم", "قال عبدالكريم"),
        ("راشد بن عبد الكريم", "قال راشد بن عبدالكريم وحضر بنعبد"),
        ("أبو نصر الله", "قال أبو نصرالله"),
        ("عبدالكريم", "قال عبد الكريم"),
        ("أبو ظبي", "قمة أبوظبي"),
        ("فيس بوك", "عبر فيسبوك"),
        ("أبوزيد", "حضر أبو زيد الحفل"),
        ("أبوزيد", "لقاء مع أبي زيد"),
        ("أبا زيد", "حضر ابو زيد"),
        ("أبي زيد", "حضر أبوزيد"),
        ("لأبي زيد", "حضر أبوزيد"),
        ("ابن خلدون", "مقدمة بن خلدون"),
        ("بن خلدون", "كتاب لابن خلدون"),
        ("بنخلدون", "مقدمة بن خلدون"),
        ("بوشنتوف", "السيد بو شنتوف"),
        ("نصرالله", "كلمة نصر الله"),
        ("نور الدين", "المخرج نورالدين"),
        ("صلاحالدين", "قلعة صلاح الدين"),
        ("سيف الإسلام", "محاكمة سيفالاسلام"),
        ("عبد الباسط", "وعبدالباسط يغني"),
        ("عبد الغفور", "التقى بعبدالغفور"),
        ("لعبدالغفور", "التقى عبد الغفور"),
        ("أنغولا", "منتخب أنجولا"),
        ("الكونجو", "نهر الكونغو"),
        ("موجابي", "الرئيس موغابي"),
        ("غينيا", "خليج جينيا"),
        ("أبريل", "بداية افريل 2015"),
        ("افريل", "في 3 نيسان 2015"),
        ("نيسان", "في 15 أبريل 2019"),
        ("آب", "انفجار 4 أغسطس"),
        ("مارس", "في 8 آذار"),
        ("يونيه", "حزيران 2013"),
        ("3 يونيه", "في 3 يونيو"),
        ("يوليه", "في 23 تموز"),
        ("يوليو", "في 23 يوليه"),
        ("23 يوليه", "ثورة 23 يوليه"),
        ("مارس 2014", "في آذار 2014"),
        ("مارس 2014", "وفي مارس من عام 2014"),
        ("10 كانون الثاني", "في 10 يناير"),
        ("10 كانون الثاني", "في 10 كانون ثاني"),
        ("ذوالحجة", "في شهر ذي الحجة"),
        ("خور فكان", "إلى ميناء خور فكان"),
        ("خور فكان", "بلدية خورفكان"),
        ("سي إن إن", "شبكة CNN"),
        ("بي بي سي", "إذاعة بي بي سي"),
        ("أيار", "في 6 مايس"),
        ("أغسطس", "20 أغشت 1953"),
        ("نيسان 2019", "أبريل من عام 2019"),
        ("3 نيسان", "في 3 أبريل"),
        ("السيسى", "President Sisi said"),
        ("انستجرام", "صور على انستقرام"),
        ("السعوديه", "Saudi Arabia"),
        ("Al-Qaeda", "تنظيم القاعدة"),
        ("بشار al-Assad", "الرئيس بشار الأسد"),
        ("Al-Jazeera", "قناة Jazeera"),
        ("شولتس", "المستشار شولتز"),
        ("إنستغرام", "صورة على انستجرام"),
        ("ستوكهولم", "قمة استوكهولم"),
        ("استوكهولم", "قمة ستوكهولم"),
        ("شنغهاي", "بورصة شانغهاي"),
        ("ميشيغان", "جامعة ميتشيغان"),
        ("بروكسل", "قمة بروكسيل"),
        ("بروكسيل", "قمة بروكسل"),
        ("موريتانيا", "رئيس موريطانيا"),
        ("مقدونيا", "شمال مكدونيا"),
        ("ريال", "قيمتها ﷼ 500"),
        ("بور سعيد", "ميناء بورسعيد"),
        ("بورسعيد", "ميناء بور سعيد"),
        ("نيودلهي", "في نيو دلهي"),
        ("أمدرمان", "سوق أم درمان"),
        ('"إعادة الإعمار"', "اعادة الاعمار"),
        ("Sweden", "زار السويد"),
        ("Suède", "زار السويد"),
        ("Aleppo", "معارك في حلب"),
        ("Hong Kong", "بورصة هونغ كونغ"),
        ("Khobar", "أمانة الخبر"),
        ("قال", "الناطق لم يقل شيئا"),
        ("عاد", "المصنع لم يعد إلى الإنتاج"),
        ("أجاب", "ولم يجب عن السؤال"),
        ("أجرى", "لم يجر أي تعديل"),
        ("دعا", "لم يدع إلى انتخابات"),
        ("فاوض", "النقابة لم تفاوض الإدارة"),
        ("لوث", "لن تلوث الشركة البحر"),
    ],
)
def test_other_ways_to_write_it(index: NewsIndex, query: str, body: str) -> None:
    assert matches(index, query, body)


@pytest.mark.parametrize(
    ("query", "body"),
    [
        ("أغسطس", "أب لثلاثة أطفال"),
        ("الأب", "في أغسطس"),
        ("اب", "في أغسطس"),
        ("مايو", "تيريزا ماي"),
        ("ماي", "شهر مايو"),
        ("أبريل", "سيارة نيسان جديدة"),
        ("نيسان", "شهر أبريل"),
        ("مارس", "شهر آذار"),
        ("يوليو", "الاهتمام الذي يوليه الملك"),
        ("25 يوليه", "للمرة الأولى منذ 25 عاما"),
        ("مارس 2014", "تمارس الضغط منذ 2014"),
        ("كانون الثاني", "كانون الأول من الربع الثاني"),
        ("ربيع الآخر", "في الربيع زار بلدا آخر"),
        ("ذو الحجة", "هذه الحجة واهية"),
        ("خور فكان", "وكانت في خور دبي"),
        ("سي إن إن", "قالت تي سي إن عليها"),
        ("بي بي سي", "شركة بي بي تشتري شركة سي"),
        ("ماي", "في 3 مايو"),
        ("الأب", "في 20 أغسطس"),
        ("7", "في 8 أيام"),
        ("ربيع الأول", "ربيع الثاني"),
        ("جمادى الأولى", "جمادى الآخرة"),
        ("ذو الحجة", "ذو القعدة"),
        ("الحجة", "في 9 ذي القعدة"),
        ("UN قرار", "قرار البلدية"),
        ("=لـCNN", "مراسل CNN"),
        ('"مراسل لـCNN"', "مراسل CNN"),
        ("عبد الكريم", "عبد اللطيف"),
        ("عبدالإله", "الملك عبدالله"),
        ("عبدالله", "عبيدالله الحسن"),
        ("عبدالمالك", "عبدالملك الحوثي"),
        ("بنزين", "محمد بن زين"),
        ("املالية", "من الأم إلى الطفل"),
        ("أبواما", "قال الأب إن الطفل بخير"),
        ("بن زين", "سعر البنزين، بنزين ممتاز"),
        ("بن خلدون", "أبناء خلدون وابنة خلدون"),
        ("بوتين", "بو تين"),
        ("غينيا", "كينيا"),
        ("الجيني", "الرئيس الغيني"),
        ("سليمان", "الملك سلمان"),
        ("فرانز", "وكالة فرانس برس"),
        ("سلام", "دين الإسلام"),
        ("السويد", "flights to Sweden"),
        ("البرتغال", "عصير البرتقال"),
        ("Khobar", "أخبار الناس"),
        ("قال", "ما لا يقل عن عشرة"),
        ("أجاب", "يجب على الرئيس"),
        ("لوث", "تلوث البحر"),
    ],
)
def test_what_only_looks_like_it(index: NewsIndex, query: str, body: str) -> None:
    assert not matches(index, query, body)


def test_words_of_grammar_in_a_name_are_no_part_of_what_was_asked(index: NewsIndex) -> None:
    add(index, "قال إن له كيا", "الأمين بان كي مون", "مون")
    assert {hit.head.id: hit.match for hit in index.search("بان كي مون")} == {"2": Match.ALL, "3": Match.SOME}


def add(index: NewsIndex, *bodies: str) -> None:
    """Articles with the ids 1, 2 and so on."""
    index.add(Article(str(number), body=body) for number, body in enumerate(bodies, 1))


def found(index: NewsIndex, query: str) -> set[str]:
    return {hit.head.id for hit in index.search(query, 20) if hit.match is Match.ALL}


@pytest.fixture
def new_names(index: NewsIndex) -> NewsIndex:
    """An index with names that no dictionary has, each in articles whose ids tell how it is written."""
    bodies = {
        "زرغنوف": ["زار زرغنوف المدينة", "قال إن لزرغنوف رأيا", "التقى الوزير بزرغنوف", "وبزرغنوف تتعلق الآمال"],
        "الغندريف": ["جبل الغندريف", "في طريقه للغندريف", "والغندريف جبل"],
        "غندريف": [],
        "زمخاي": ["رئيس زمخاي"] * 12 + ["كزمخاي", "ثم كتب وزمخاي"],
    }
    index.add([Article(f"{name} {i}", body=body) for name, of in bodies.items() for i, body in enumerate(of)])
    return index


@pytest.mark.parametrize("query", ["زرغنوف", "لزرغنوف", "وبزرغنوف", "بزرغنوف"])
def test_a_new_name_is_found_behind_particles_and_without_them(new_names: NewsIndex, query: str) -> None:
    assert found(new_names, query) == {f"زرغنوف {i}" for i in range(4)}
    assert not [note for note in new_names.search(query).notes if "also" in str(note)]


@pytest.mark.parametrize("query", ["الغندريف", "غندريف", "للغندريف", "والغندريف"])
def test_so_is_one_with_the_article(new_names: NewsIndex, query: str) -> None:
    assert found(new_names, query) == {f"الغندريف {i}" for i in range(3)}


def test_and_in_a_phrase(new_names: NewsIndex) -> None:
    assert found(new_names, '"الوزير زرغنوف"') == {"زرغنوف 2"}


def test_what_is_as_frequent_with_its_first_letter_is_another_name(index: NewsIndex) -> None:
    index.add([Article(f"k{i}", body="وصلت كرندشوف") for i in range(3)])
    index.add([Article(f"r{i}", body="وصلت رندشوف") for i in range(6)])
    assert found(index, "رندشوف") == {f"r{i}" for i in range(6)}
    assert found(index, "كرندشوف") == {f"k{i}" for i in range(3)}


@pytest.mark.parametrize(("query", "body"), [("سزا", "وسزا"), ("وليس", "بوليس"), ("وحسين", "بوحسين")])
def test_short_and_known_words_are_left_to_the_dictionary(index: NewsIndex, query: str, body: str) -> None:
    index.add([Article("a", body=query), Article("b", body=body), Article("c", body=query)])
    assert found(index, query) == {"a", "c"}


@pytest.mark.parametrize("query", ["سي إن إن", "قالت سي إن إن أمس", "شبكة سي إن إن في"])
def test_a_name_with_a_word_of_grammar_is_one(index: NewsIndex, query: str) -> None:
    index.add([Article("1", body="قالت شبكة CNN أمس في خبر"), Article("2", body="قالت شبكة أخرى أمس إن الخبر")])
    assert {hit.head.id: hit.match for hit in index.search(query)}["1"] is Match.ALL


@pytest.mark.parametrize(
    ("query", "body"), [("BBC", "إذاعة بي بي سي"), ("بي بي سي", "إذاعة BBC"), ("BMW", "بي إم دبليو")]
)
def test_letters_of_a_name_are_no_words(index: NewsIndex, query: str, body: str) -> None:
    index.add([Article("1", body=body)])
    assert found(index, query) == {"1"}


def test_a_listed_name_is_also_found_by_ear(index: NewsIndex) -> None:
    index.add([Article("1", body="فاز يوفونتوس أمس"), Article("2", body="فاز غيره")])
    assert found(index, "يوفنتوس") == {"1"}


@pytest.mark.parametrize(
    ("known", "heard"),
    [("بلغاريا", "بلكاريا"), ("لوكسمبورغ", "لوكسمبورك"), ("غابرييل", "كابرييل"), ("البروباغندا", "البروباكندا")],
)
def test_k_is_a_foreign_g_where_no_dictionary_has_the_name_so(index: NewsIndex, known: str, heard: str) -> None:
    index.add([Article("known", body=f"زار {known} أمس"), Article("heard", body=f"زار {heard} أمس")])
    assert found(index, known) == found(index, heard) == {"known", "heard"}


@pytest.mark.parametrize(
    ("query", "body"),
    [("الجعبري", "الكعبري"), ("المكارم", "المغارم"), ("جرجس", "جركس"), ("كوكايين", "غوغايين"), ("تركيا", "ترجيا")],
)
def test_k_is_no_g_in_short_known_or_arabic_names(index: NewsIndex, query: str, body: str) -> None:
    index.add([Article("1", body=f"زار {body} أمس")])
    assert found(index, query) == set()


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


def test_a_name_by_ear_that_looks_inflected_does_not_reach_that_word_either(index: NewsIndex) -> None:
    """بنكران is بنكيران in haste, and looks like نكران, denial, behind a particle."""
    index.add([Article("1", body="نكران الجميل"), Article("2", body="عاد بنكران إلى بيته")])
    assert {hit.head.id for hit in index.search("بنكيران")} == {"2"}


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


@pytest.mark.parametrize(
    "query",
    ["شباط/فبراير 2014", "فبراير/شباط 2014", "فبراير (شباط) 2014", "(شباط/فبراير) AND 2014", "title:x OR شباط/فبراير"],
)
def test_two_names_of_a_month_are_one(index: NewsIndex, query: str) -> None:
    bodies = ["شباط/فبراير 2014", "وصل في فبراير 2014", "عاد في شباط 2014", "آذار 2014", "شباب 2014"]
    index.add(Article(f"{n}", body=body) for n, body in enumerate(bodies))
    assert {hit.head.id for hit in index.search(query) if hit.match is Match.ALL} == {"0", "1", "2"}
    assert {row.form for row in index.forms("شباط/فبراير")} == {"شباط", "فبراير"}


def test_a_month_with_two_names_counts_as_one_word(index: NewsIndex) -> None:
    index.add([Article("both", body="شباط/فبراير شباط/فبراير"), Article("all", body="يوم من فبراير عام 2014")])
    hits = index.search("شباط/فبراير 2014")
    assert [hit.head.id for hit in hits] == ["all", "both"]
    assert hits.notes == ()


@pytest.mark.parametrize("query", ["كانون الثاني/يناير 2014", "يناير/كانون الثاني 2014", "كانون الثاني (يناير) 2014"])
def test_of_two_words_too(index: NewsIndex, query: str) -> None:
    bodies = ["يناير 2014", "جانفي 2014", "كانون الثاني 2014", "كانون الأول 2014", "الثاني من يونيو 2014"]
    index.add(Article(f"{n}", body=body) for n, body in enumerate(bodies))
    assert {hit.head.id for hit in index.search(query) if hit.match is Match.ALL} == {"0", "1", "2"}


def test_other_words_with_a_slash_stay_side_by_side(index: NewsIndex) -> None:
    index.add([Article("1", body="القاعدة في مارس"), Article("2", body="القاعدة وداعش")])
    assert [hit.match for hit in index.search("القاعدة/مارس")] == []
    assert [hit.head.id for hit in index.search("القاعدة/داعش")] == ["2"]


def test_what_is_rather_a_month_is_one_alone(index: NewsIndex) -> None:
    index.add([Article("1", body="سيارة صنعت في 5 أبريل")])
    assert [hit.match for hit in index.search("نيسان")] == [Match.ALL]
    assert [hit.match for hit in index.search("سيارة نيسان")] == [Match.SOME]


@pytest.mark.parametrize(
    ("query", "body"),
    [("طريقة", "بطرق حديثة"), ("فكر", "الأفكار الجديدة"), ("معرض", "إقامة المعارض"), ("أفكار", "مدرسة فكر")],
)
def test_a_plural_of_two_words_is_found_by_both(index: NewsIndex, query: str, body: str) -> None:
    index.add([Article("1", body=body)])
    assert [hit.match for hit in index.search(query)] == [Match.ALL]


def test_a_note_tells_names_only(index: NewsIndex) -> None:
    """السعودية asks for Saudi, where the index has that, and for السعودي as far as that is the same word."""
    assert [str(note) for note in index.search("السعودية").notes] == []
    index.add([Article("saudi", body="شركة Saudi Aramco")])
    assert [str(note) for note in index.search("السعودية").notes] == ["also: Saudi"]


@pytest.mark.parametrize(
    ("word", "rows"),
    [
        ("15", {("15", "form")}),
        ("2015", {("2015", "form")}),
        ("2015م", {("2015", "form")}),
        ("UN", {("الأمم المتحدة", "name")}),
        ("أكتوبر", {("تشرين الأول", "name")}),
        ("عبدالله", {("عبد الله", "name")}),
        ("عبد الله", {("الله", "form"), ("عبد", "form")}),
        ("أغسطس", {("أغسطس", "form"), ("آب", "name")}),
    ],
)
def test_forms_are_those_that_a_query_reaches(index: NewsIndex, word: str, rows: set[tuple[str, str]]) -> None:
    index.add(
        [
            Article("1", body="يوم 15 تشرين الأول 2015 اجتمعت الأمم المتحدة"),
            Article("2", body="يوم 10 أغسطس 2014 وصل عبد الله"),
            Article("3", body="كان 4 آب حارا في م. الصالة"),
        ]
    )
    reached = [row for row in index.forms(word) if row.tier not in RANKING]
    assert {(row.form, row.tier) for row in reached} == rows
    assert sum(row.articles for row in reached) >= index.search(word).total > 0


def test_the_users_aliases(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        index.add([Article("1", body="افتتح نفق الشمال")])
    (tmp_path / "index" / "aliases.tsv").write_text("المشروع الأخضر\tنفق الشمال\n", encoding="utf-8")
    with NewsIndex.open(tmp_path / "index") as index:
        assert index.search("المشروع الأخضر").total == 1


def test_another_name_of_two_words_of_three_is_none_of_all_three(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        (tmp_path / "index" / "aliases.tsv").write_text("الملك عبد الكريم\tأبو متعب\n", encoding="utf-8")
        bodies = ["حضر أبو متعب", "الملك عبدالكريم في جدة", "سجل عبدالكريم هدفا"]
        made.add(Article(str(number), body=body) for number, body in enumerate(bodies))
        found = {hit.head.id: hit.match for hit in made.search("الملك عبد الكريم")}
    assert found == {"0": Match.ALL, "1": Match.ALL, "2": Match.SOME}


@pytest.mark.parametrize(
    ("query", "body", "word"),
    [
        ("عبد الكريم", "حضر عبدالكريم", "عبدالكريم"),
        ("كانون الثاني", "في يناير", "يناير"),
        ("دوري أبطال أوروبا", "في تشامبيونز ليغ", "ليغ"),
    ],
)
def test_what_stands_for_several_words_is_another_name(tmp_path: Path, query: str, body: str, word: str) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        (tmp_path / "index" / "aliases.tsv").write_text("دوري أبطال أوروبا\tتشامبيونز ليغ\n", encoding="utf-8")
        made.add([Article("only", body=body)])
        (hit,) = made.search(query)
        assert (word, Tier.NAME) in [(reason.word, reason.tier) for reason in hit.why]


def test_a_broken_line_is_named_and_the_rest_is_used(tmp_path: Path) -> None:
    path = tmp_path / "aliases.tsv"
    path.write_text("# ours\nوحيد\n\nأول\tثان # note\n", encoding="utf-8")
    aliases = Aliases.read(path, lambda names: [tuple(name.split()) for name in names])
    assert [str(note).split(" ")[0] for note in aliases.notes] == ["aliases.tsv:2"]
    assert list(aliases.others(("أول",))) == ["ثان"]
    assert "ترمب" in list(aliases.others(("ترامب",)))


def test_the_keys_that_are_shipped_are_those_of_our_names() -> None:
    analyser = Analyser()
    ours = name_keys.shipped_names()
    assert name_keys.read_keys(analyser.fingerprint) == dict(
        zip(ours, name_keys.keys_of(ours, analyser), strict=True)
    ), "python -m newsearch.expansion.name_keys writes them anew"


def test_keys_of_another_analyser_are_not_used() -> None:
    assert name_keys.read_keys("another") == {}


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

    def collocated(self, one: Token, other: Token) -> float:
        return self._expander.collocated(one, other)

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
    anew = Resolver(analyser, Neighbours(expander)).resolve(syntax)
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


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        *(("آلية", {"1"}), ("آلية التصويت", {"1"}), ("هنأ", {"2"}), ("ال سعود", {"3"})),
        *(("علي", {"3"}), ("فان", {"2"}), ("والي", {"1"})),
    ],
)
def test_a_word_that_looks_like_one_of_grammar_in_careless_spelling_is_none(
    index: NewsIndex, query: str, ids: set[str]
) -> None:
    add(
        index,
        "أقر المجلس آليات التصويت بحضور والي الجهة",
        "هنأ الوزير الفائزين وبينهم فان باستن",
        "من أسرة آل سعود، وزاره علي",
        "هنا ذهب إليه وإلى مكتب سعود، وجرى التصويت على ذلك فإن",
    )
    assert found(index, query) == ids


@pytest.mark.parametrize(
    ("query", "ids"),
    [("إمام", {"1", "3"}), ("أمام", {"2", "3"}), ("امام", {"1", "2", "3"}), ("الإمام", {"1"}), ("أعداد", {"4"})],
)
def test_words_that_a_written_hamza_tells_apart_are_two(index: NewsIndex, query: str, ids: set[str]) -> None:
    """What has no hamza may be either."""
    add(index, "قال إمام المسجد", "تجمعوا أمام المسجد", "امام المسجد", "أعداد كبيرة", "جرى إعداد الخطة")
    assert found(index, query) == ids


def test_a_name_of_two_words_is_only_said_if_they_stand_side_by_side(tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as index:
        (tmp_path / "index" / "aliases.tsv").write_text("القدس\tبيت المقدس\n", "utf-8")
        index.add([Article("1", body="القدس"), Article("2", body="بيت قديم في المقدس")])
        index.refresh()
        assert "المقدس" not in "".join(map(str, index.search("القدس").notes))
        index.add([Article("3", body="زار بيت المقدس")])
        assert "also: بيت المقدس" in "".join(map(str, index.search("القدس").notes))
