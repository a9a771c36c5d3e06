"""The lemma of a form: what one word's forms share, what keeps words apart, what happens to forms no table has."""

import subprocess
import sys
from pathlib import Path

import pytest

from newsearch.errors import NewsearchError
from newsearch.text import morphology
from newsearch.text.careless import careful
from newsearch.text.letters import form as fold
from newsearch.text.morphology import Kind, Source, lemma, lemmas, read, segment
from newsearch.text.morphology.build.classes import CORRECTIONS
from newsearch.text.morphology.lexicon import Lexicon
from newsearch.text.morphology.table import CODEC, Lemma, Table, pack

ONE_WORD = {
    "clitics": "حكومة الحكومة والحكومة للحكومة وبالحكومة حكومته لحكومتنا الحكومه",
    "clitics on a name": "أذربيجان وأذربيجان ولأذربيجان وبأذربيجان اذربيجان",
    "a name that looks like a clitic and a word": "نيويورك بنيويورك ونيويورك لنيويورك",
    "an article of the stem": "ألمانيا المانيا وألمانيا لألمانيا",
    "broken plurals": "سلاح أسلحة الأسلحة وأسلحتهم",
    "broken plurals of people": "عامل عمال العمال للعمال",
    "regular plurals": "لاعب لاعبين اللاعبون ولاعبيه",
    "feminine plurals": "شركة شركات الشركات وشركاتها",
    "duals": "مدينة مدينتان المدينتين",
    "duals with their owner": "عين عينيه عينيها بعينيه",
    "duals of ة with their owner": "غواصة غواصتيها غواصتاهما وغواصتيهم",
    "ؤ without its و": "مسؤول مسؤل المسؤلين",
    "a relative adjective with the article": "القطاعي والقطاعي القطاعية",
    "hollow verbs": "عاد يعود عادت سيعود وعادوا",
    "hollow verbs as we say them": "استعاد استعدنا يستعيد",
    "verbs that end in a hamza": "نشأ نشؤوا ينشؤون ينشأ نشأت",
    "hollow verbs that do": "أضاء أضاءت أضأنا أضأت يضيئون",
    "whom defective verbs are done to": "محا محتها محتهم محاها",
    "who does it and to whom": "احتجز احتجزتموهم احتجزوني احتجزناه يحتجزانها احتجزتنا يحتجزوه نحتجزهم",
    "hamza seats before an owner": "مخبأ مخبئهم بمخبئه مخبؤها",
    "a word that a tagger took for another": "ميكانيكي الميكانيكية ميكانيكيين",
    "we see, you saw": "رأى نر رأيتم رأيتموه ورأيت",
    "defective verbs": "شكا يشكو تشكو",
    "verbs that lose their first letter": "وقع يقع وقعت ستقع",
    "adjectives": "جديد جديدة الجديدة جدد",
    "relative adjectives": "لبناني لبنانية اللبنانيين اللبنانية",
    "defective nouns": "قاض قاضي القاضي قضاة",
    "hamza seats": "مسؤول مسئول المسؤولون المسئولين",
    "hamza seats at the end": "طوارئ الطوارىء طواريء",
    "a wrong hamza": "اجتماع إجتماع أجتماع الإجتماع",
    "dots of the last letter": "مصطفى مصطفي ومصطفى",
    "short words that are rather seen with the article": "رئة ورئة برئة",
    "an ending rather than a particle": "وسيلة وسيلتهم وسيلتنا",
    "we shall, of verbs that no text has": "سحق سنسحق وسنسحق فسنسحق",
    "she, of verbs that no text has": "طمح طمحت وطمحت",
    "they, of short verbs, to somebody": "رمى رموهم رموها",
    "they, of doubled verbs": "يمد مدوا مدوهم",
    "two of a word in ء": "مبدأ مبدآن",
    "two of a word in اء": "صحراء صحراوان الصحراوين",
    "accusatives and «your», of short nouns": "مطر مطرا مطرك",
    "plurals in ين before their owner": "مذيع مذيعو مذيعون ومذيعوها",
    "plurals of loan words in و": "ستوديو ستوديوهات",
    "an ending rather than a letter of what is in front": "كأس وكأسهم",
    "verbs of colours": "احمرت يحمر تحمر",
    "a word from another root": "امرأة نساء النساء",
    "owners who are women, after ة": "مسؤولية مسؤوليتهن بمسؤوليتهن",
    "what is in front of a rare word": "زند وزنود",
    "a name of no one in front": "اعتمادية والاعتمادية",
    "a number beside a feminine": "عشرة عشر",
    "a plural in ات, and no alef before ة": "كمية كميات كمياتنا",
    "a ة with a hamza before it": "فئة فئتكم فئتهن",
    "a hamza as it is written": "أجير أجراؤها",
    "the same of a word in إ": "إفتاء إفتائهم",
    "a verbal noun written like the past of its verb": "تنمرت يتنمر تنمروا",
    "a verb that the dictionary lacks": "تحايلت يتحايلون سنتحايل",
}

APART = [
    "كتاب كاتب مكتب مكتبة",
    "جامعة جامع",
    "مدرسة مدرس",
    "بحر بحرية",
    "علي على",
    "والي إلى",
    "إيراد إيران",
    "طالب طالبان",
    "سلام إسلام",
    "حزب حرب",
    "خلفان خلف",
    "ليستر ستر",
    "كفارة فأر",
    "القطاعي القطاع",
    "جنة لجنتهم",
    "سهم كأسهم",
    "جد سجدت",
    "بات سباتا",
]


@pytest.mark.parametrize("forms", ONE_WORD.values(), ids=ONE_WORD)
def test_forms_of_one_word_share_their_lemma(forms: str) -> None:
    assert len({lemma(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("words", APART)
def test_words_keep_apart(words: str) -> None:
    apart = words.split()
    assert len({lemma(word) for word in apart}) == len(apart)


@pytest.mark.parametrize("form", ["قتل", "وصل", "طلب"])
def test_a_bare_form_may_be_a_noun_and_a_verb(form: str) -> None:
    assert set(lemmas(form)) == {form, f"{form}/v"}
    assert lemmas(form)[0] == lemma(form)


def test_a_class_knows_its_family() -> None:
    verb, noun, person = read("انتخب").lemma, read("الانتخابات").lemma, read("الناخبين").lemma
    assert verb.root == noun.root == person.root == "نخب"
    assert (verb.kind, noun.kind) == (Kind.VERB, Kind.VERBAL_NOUN)
    assert read("اللبنانية").lemma.kind is Kind.RELATIVE


def test_clitics_come_off_an_unknown_form_only_where_a_known_word_remains() -> None:
    assert read("وبأذربيجان").source is Source.CLITICS
    assert read("وبأذربيجان").affixes[0][0] == "و"


def test_what_remains_is_the_word_that_is_written() -> None:
    entries = {"ورد": (0, 90), "ورده": (0, 90), "وردة": (1, 60), "الوردة": (1, 60)}
    lexicon = Lexicon(Table(pack(entries, [], [Lemma("ورد"), Lemma("وردة")])))
    assert [lexicon.lemma(form) for form in ("بوردة", "للوردة", "بورده")] == ["وردة", "وردة", "ورد"]
    assert lemma("للخاصة") == lemma("بالخاصة") == lemma("الخاصة") != lemma("خاصة")


def test_what_is_written_counts_before_the_spelling_of_the_whole() -> None:
    entries = {"أمر": (0, 90), "امر": (0, 90), "والامر": (0, 60), "امرون": (0, 9), "آمر": (1, 60), "طائرة": (2, 40)}
    entries |= {"طائر": (3, 40), "طاءره": (2, 40)}
    lexicon = Lexicon(Table(pack(entries, [], [Lemma("أمر"), Lemma("آمر"), Lemma("طائرة"), Lemma("طائر")])))
    for form, word in (("والآمر", "آمر"), ("آمرون", "آمر"), ("والامر", "أمر"), ("امرون", "أمر"), ("طائره", "طائرة")):
        assert lexicon.lemma(form) == lexicon.lemmas(form)[0] == lexicon.read(form).lemma.term == word
    assert lexicon.read("آمرون").affixes == (("ون", "plural"),)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        *(("سأفشل", "فشل/v"), ("وسأغامر", "غامر/v"), ("سألتهم", "سأل/v"), ("يصده", "صد/v"), ("مفكروها", "مفكر")),
        *(("منعناه", "منع/v"), ("خذلوهم", "خذل/v"), ("يمضغونها", "مضغ/v"), ("تتحداني", "تحدى/v"), ("أهاتف", "اهاتف")),
    ],
)
def test_persons_and_owners_that_few_texts_have(form: str, word: str) -> None:
    assert lemma(form) == word


@pytest.mark.parametrize(
    ("form", "word"),
    [("مقهاه", "مقهى"), ("وملهاهم", "ملهى"), ("لمقهاها", "مقهى"), ("نجلاه", "نجل"), ("بمقتضاهما", "مقتضى")],
)
def test_an_alef_before_an_owner_was_a_ya_without_dots_where_such_a_word_is_known(form: str, word: str) -> None:
    assert lemma(form) == word


def test_each_step_is_told() -> None:
    assert morphology.explain("وبأذربيجان") == ("و comes off: and", "بأذربيجان is a form of أذربيجان (name)")
    assert morphology.explain("nato") == ()
    assert morphology.explain("محافظه")[-1] == "a query for it also asks for محافظة"


@pytest.mark.parametrize(
    "word", ["", "و", "ال", "nato", "2023", "1.5", "ـ", "#", "\ud800", "ا" * 10_000, "وال" * 4_000]
)
def test_any_string_has_a_lemma(word: str) -> None:
    assert isinstance(lemma(fold(word)), str)
    assert lemmas(word)[0] == lemma(word)
    assert read(word).lemma.term == lemma(word)


def test_the_table_is_small_enough_to_ship() -> None:
    assert morphology._DATA.stat().st_size <= 8_000_000


def test_a_few_words_need_no_arrays() -> None:
    script = (
        "import sys; from newsearch.text.analyser import Analyser; analyser = Analyser();"
        "analyser.tokens('وبأذربيجان'); analyser.classes(['وبأذربيجان', '12']); assert 'numpy' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


LEMMAS = [Lemma("كتب/v", "كتب", "فَعَلَ", Kind.VERB), Lemma("كتاب", "كتب", "فِعَال", Kind.NOUN)]
SMALL = pack({"كتب": (1, 40), "كتاب": (1, 80), "يكتب": (0, 50)}, [("كتب", 0)], LEMMAS)


def test_a_table_tells_forms_that_are_meant_by_a_word_though_another_has_them() -> None:
    table = Table(pack({"كتب": (1, 40), "كتاب": (1, 80)}, [("كتب", 0)], LEMMAS, [(0, "كتب"), (0, "كتاب")]))
    assert (table.also(0), table.also(1)) == (["كتب", "كتاب"], [])
    assert Table(SMALL).also(0) == []


@pytest.mark.parametrize(
    ("plural", "words"),
    [
        ("طرق", ("طريق", "طريقة")),
        ("المعارض", ("معارض", "معرض")),
        ("أفكار", ("فكرة", "فكر")),
        ("مزارع", ("مزارع", "مزرعة")),
    ],
)
def test_plurals_of_two_words_are_meant_by_both(plural: str, words: tuple[str, str]) -> None:
    assert lemmas(plural)[0] == words[0]
    assert words[1] in lemmas(plural)
    assert plural in morphology.also(words[1])


@pytest.mark.parametrize("word", ["استراتيجية", "إستراتيجية"])
def test_a_strategy_has_its_plural_in_any_spelling(word: str) -> None:
    assert lemma("استراتيجيات") in lemmas(word)


@pytest.mark.parametrize("word", ["تعلق", "تمثل", "تراكم"])
def test_a_verb_as_dictionaries_have_it_is_that_verb_too(word: str) -> None:
    assert word + "/v" in lemmas(word)


@pytest.mark.parametrize("word", ["جانبي", "قطاعي", "لندني", "جيني"])
def test_a_relative_adjective_is_itself_whatever_my_is(word: str) -> None:
    assert lemma("ال" + word) in lemmas(word)


def test_no_stop_word_is_meant_by_a_word_that_looks_like_it() -> None:
    """أوفياء are of وفي, which nearly always is «and in»."""
    assert "وفي" not in morphology.also(lemma("أوفياء"))


@pytest.mark.parametrize("form", ["رئتين", "كبائن", "دائنين", "متعافين", "أذنين"])
def test_a_form_seen_with_the_article_only_is_known_without(form: str) -> None:
    assert lemma(form) == lemma("ال" + form)


@pytest.mark.parametrize(
    ("form", "word"),
    [
        *(("يهزان", "هز/v"), ("يستعيذ", "استعاذ/v"), ("يغيثهم", "أغاث/v"), ("يختلسون", "اختلس/v"), ("نعزم", "عزم/v")),
        *(
            ("يهاجمنه", "هاجم/v"),
            ("منجزيها", "منجز"),
            ("أنقذوهما", "أنقذ/v"),
            ("اذبحوا", "ذبح/v"),
            ("فاكتموا", "كتم/v"),
        ),
        *(("ويعطف", "عطف/v"), ("وأحاور", "حاور/v"), ("عوملوا", "عامل/v"), ("يباح", "أباح/v"), ("صوموا", "صام/v")),
        *(("ستفاوض", "فاوض/v"), ("يخصصوا", "خصص/v"), ("سحبتهما", "سحب/v"), ("توقفتا", "توقف/v"), ("دعتا", "دعا/v")),
        *(("استفادتا", "استفاد/v"), ("يتلقاهما", "تلقى/v"), ("سترها", "ستر")),
    ],
)
def test_persons_and_owners_that_no_text_has(form: str, word: str) -> None:
    assert lemma(form) == word


@pytest.mark.parametrize(("typed", "meant"), [("نوبه", "نوبة"), ("تطغي", "تطغى")])
def test_a_careless_spelling_is_no_rare_verb(typed: str, meant: str) -> None:
    assert lemma(typed) == lemma(meant)


@pytest.mark.parametrize(("noun", "other"), [("الكهفية", "كهف"), ("سياقية", "سياق")])
def test_a_relative_adjective_is_no_noun_with_its_owner(noun: str, other: str) -> None:
    assert lemma(noun) != other


def test_a_table_gives_back_what_was_packed() -> None:
    table = Table(SMALL)
    entry = table.find("كتب")
    assert table.classes_of(entry) == (1, 0)
    assert table.weight(entry) == 40
    assert [table.lemma(number) for number in table.classes_of(entry)] == LEMMAS[::-1]
    assert table.is_verb(table.class_of(table.find("يكتب")))
    assert table.find("مكتب") == table.find("write") == table.find("") == -1


def test_any_flipped_byte_of_a_table_is_found() -> None:
    for position in range(len(SMALL)):
        damaged = bytearray(SMALL)
        damaged[position] ^= 0x10
        with pytest.raises(NewsearchError):
            Table(bytes(damaged))


@pytest.mark.parametrize("size", [0, 7, 16, len(SMALL) - 1])
def test_a_cut_table_is_refused(size: int) -> None:
    with pytest.raises(NewsearchError):
        Table(SMALL[:size])


def test_a_mapped_table_is_checked_before_it_is_used_in_bulk(tmp_path: Path) -> None:
    damaged = bytearray(SMALL)
    damaged[-20] ^= 0x10
    (tmp_path / "table").write_bytes(damaged)
    lexicon = Lexicon(Table.read(tmp_path / "table"))
    with pytest.raises(NewsearchError, match="damaged"):
        lexicon.many(["كتب"])
    for size in (0, 7, 16, 60):
        (tmp_path / "cut").write_bytes(SMALL[:size])
        with pytest.raises(NewsearchError):
            Table.read(tmp_path / "cut")


def test_a_verb_that_looks_like_a_noun_without_its_hamza_is_asked_for_as_both() -> None:
    """``طايره`` may be «aircraft» in careless copy; names and nouns are left as they are."""
    assert morphology.lemmas("طايره")[1:] == ("طائرة",)
    assert morphology.lemmas("فايز") == ("فايز",)
    assert morphology.lemmas("يعاين") == ("عاين/v",)


@pytest.mark.parametrize(
    ("typed", "also"),
    [
        ("محافظه", "محافظة"),
        ("الدقيقه", "دقيقة"),
        ("طريقه", "طريقة"),
        ("اعلام", "إعلام"),
        ("احياء", "حي"),
        ("وادى", "وادي"),
        ("الكبري", "أكبر"),
        ("صنعا", "صنعاء"),
        ("الوزرا", "وزير"),
        ("شهدا", "شهيد"),
    ],
)
def test_a_word_typed_without_care_is_asked_for_as_what_it_may_be(typed: str, also: str) -> None:
    first, *others = morphology.lemmas(typed)
    assert first == morphology.lemma(typed)
    assert also in (first, *others)


@pytest.mark.parametrize("typed", ["علي", "قوي", "واحد", "كتاب", "السعودية", "فيه", "اليمني", "علما", "بنا", "خبرا"])
def test_a_word_typed_with_care_stays_what_it_is(typed: str) -> None:
    assert morphology.lemmas(typed) == (morphology.lemma(typed),)


def test_careful_spellings() -> None:
    assert dict(careful("كتاب")) == {}
    assert set(dict(careful("والاغاثه"))) >= {"والأغاثه", "والإغاثة", "والاغاثة"}
    assert dict(careful("مبنى")) == {"مبني": 4}


def test_clitics_are_put_before_a_word_as_they_come_off() -> None:
    for word in ("حراقه", "الاهرام", "لبنان"):
        made = {(front.letters, other) for front, other in segment.with_front(word)}
        assert {("و", f"و{word}"), ("ل", f"ل{word}")} <= made
        for letters, other in made:
            assert (letters, word) in {(front.letters, rest) for front, rest in segment.without_front(other)}
    assert "للاهرام" in {other for _front, other in segment.with_front("الاهرام")}
    assert "لايكتب" in {other for _front, other in segment.with_front("يكتب")}
    assert "لاكتب" not in {other for _front, other in segment.with_front("كتب")}
    assert "كتب" not in {rest for _front, rest in segment.without_front("لاكتب")}


@pytest.mark.parametrize("word", ["قطر", "يقتلون", "والسياح", "قوقل", "هاكرز", "Rome", "في"])
def test_the_kind_of_a_word_is_that_of_its_reading(word: str) -> None:
    assert morphology.lexicon().kind(word) is read(word).lemma.kind


def test_corrections_can_be_read() -> None:
    rows = [line.split("\t") for line in CORRECTIONS.read_text("utf-8").splitlines() if not line.startswith("#")]
    assert {len(row) for row in rows} == {4}
    assert {row[0] for row in rows} == {"word", "form", "noun", "also"}
    for what, old, new, _reason in rows:
        (old + new.removesuffix("/v")).encode(CODEC)
        assert what != "word" or not old.endswith("/v"), "only nouns are merged"
    named = [(what, old) for what, old, _new, _reason in rows if what != "also"]
    assert len(named) == len(set(named))
