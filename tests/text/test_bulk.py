"""Whole arrays of forms get the spelling and the lemma that each form gets alone."""

import gzip
import itertools
import os
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsearch.text import morphology, page
from newsearch.text.letters import form as fold
from newsearch.text.letters import spelling
from newsearch.text.morphology import segment, stem
from newsearch.text.morphology.bulk import Bulk
from newsearch.text.morphology.lexicon import Lexicon
from newsearch.text.morphology.packed import LONGEST
from newsearch.text.morphology.table import Kind, Lemma, Table, pack

DATA = Path(morphology.__file__).with_name("data") / "lemmas.bin"
TABLE = Table.read(DATA)
BULK = Bulk(TABLE, morphology.lemma)

FRONTS = sorted(
    {row.letters for row in segment.PROCLITICS}
    | {row.letters for row in (*stem.CONJUNCTIONS, *stem.PREPOSITIONS, *stem.ARTICLE)}
)
ENDS = sorted({row.letters for row in segment.ENDINGS} | {row.letters for row in (*stem.PRONOUNS, *stem.ENDINGS)})
#: Words in the table and not, with letters that spellings fold, with rules of whole words, foreign, Latin, numbers.
WORDS = (
    "كتاب مدرسة مكتبة حكومة قرار دولة سيارة قتل كتب عاد لاعب مسؤول اجتماع تصريح أذربيجان إيران آسيا طائرة طايرة هيأة "
    "مائة مائتين بيئة مئة علي على إلى مصطفى زيلنسكي بزنطاك چاد پوتين كوفيد يد دم أب محامي قاضي اسراييل سايق دقايق "
    "التزام nato été covid 12 2024 1.5 31 #"
).split()
ODD = ["", "ـ", "?", "\ud800", "\N{GRINNING FACE}", "ﻻ", "жук", "a\nb", "x²", "كتابx", "12كتاب", "،", "ا" * 23]
ODD += [start + "ا" * size for start in ("", "وال") for size in (8, 9, 16, 17, 20, 21, 22, 24, 25, 300)]

letters_of = st.text(alphabet=page.PAGE[page.ARABIC - page.FIRST :], max_size=12)
words = st.one_of(st.sampled_from(WORDS), letters_of, st.text(alphabet="واليتهنمب", max_size=9))
built = st.builds("".join, st.tuples(st.sampled_from(["", *FRONTS]), words, st.sampled_from(["", *ENDS])))
forms = st.lists(st.one_of(built, st.sampled_from(ODD), st.text(max_size=8), st.text(alphabet=page.PAGE)), max_size=40)


def assert_same(forms: Iterable[str], bulk: Bulk = BULK) -> None:
    given = list(forms)
    spellings, lemmas = bulk.classes(given)
    assert spellings == list(map(spelling, given))
    wrong = [(word, lemma) for word, lemma in zip(given, lemmas, strict=True) if lemma != morphology.lemma(word)]
    assert wrong == []


@settings(max_examples=500)
@given(forms)
def test_any_forms(forms: list[str]) -> None:
    assert_same(forms)


def test_odd_forms_among_ordinary_ones() -> None:
    assert_same([*WORDS, *(form for form in ODD if "\n" not in form), *WORDS])
    assert_same(["كتاب\nكتاب", "وبأذربيجان"])
    assert_same(["كتابءنا", "ىؤ"])  # the letters before are another line's
    assert_same([])


def test_every_affix_on_every_sort_of_word() -> None:
    assert_same(map("".join, itertools.product(["", *FRONTS], WORDS, ["", *ENDS])))


def test_affixes_on_the_words_of_the_table() -> None:
    keys, ends, _ = TABLE.columns()
    chosen = random.Random(7).sample(range(len(TABLE)), 4_000)
    known = [keys[ends[i] : ends[i + 1]].decode("iso8859_6") for i in chosen]
    pick = random.Random(8).choice
    assert_same(pick(["", *FRONTS]) + word + pick(["", *ENDS]) for word in known for _ in range(8))
    assert_same(fold(word[: pick([3, 4, 5])] + pick(["", *ENDS])) for word in known)
    assert_same(known)


def test_a_rest_may_be_longer_than_its_word() -> None:
    word = "ا" * (segment.LONGEST - 2) + "ين"
    table = Table(pack({word: (0, 80)}, [], [Lemma("طويل", kind=Kind.NOUN)]))
    lexicon = Lexicon(table)
    bulk = Bulk(table, lexicon.lemma)
    for form in (word, word[:-1], "و" + word[:-2], word[1:]):
        assert bulk.classes([form])[1] == [lexicon.lemma(form)]
    assert lexicon.lemma(word[:-1]) == "طويل"


def test_words_that_a_page_cannot_spell_are_kept_apart() -> None:
    entries = {"a": (0, 80), "b": (1, 80), "كتاب": (2, 80), "c#": (1, 9), "d#": (0, 9)}
    table = Table(pack(entries, [], [Lemma("one"), Lemma("two"), Lemma("كتاب")]))
    assert Bulk(table, spelling).classes(["كتاب", "a", "وكتاب"])[1] == ["كتاب", "a", "كتاب"]


def test_an_empty_table_and_an_empty_form() -> None:
    assert Bulk(Table(pack({}, [], [])), spelling).classes(["", "كتاب", "والكتاب"])[1] == ["", "كتاب", "كتاب"]
    assert Bulk(Table(pack({"": (0, 9)}, [], [Lemma("x")])), spelling).classes(["", "كتاب"])[1] == ["", "كتاب"]


def test_affixes_fit_into_what_they_are_compared_in() -> None:
    assert all(len(row.letters) <= 4 for row in segment.PROCLITICS)
    assert all(len(row.letters) <= 8 for row in segment.ENDINGS)
    assert all(len(letters) <= 2 for row in segment.PROCLITICS for letters in row.instead)
    assert segment.LONGEST <= LONGEST


@pytest.mark.shared
def test_the_words_of_the_news() -> None:
    folder = os.environ.get("NEWSEARCH_SHARED")
    if not folder:
        pytest.skip("set NEWSEARCH_SHARED to a folder of real articles")
    with gzip.open(Path(folder, "lexical", "news_word_freq.tsv.gz"), "rt", encoding="utf-8") as lines:
        assert_same(dict.fromkeys(fold(line.split("\t")[0]) for line in lines))
