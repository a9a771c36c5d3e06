"""The fast lane gives what the general way gives."""

import json
import lzma
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsearch.batch import Column, FormTable
from newsearch.model import Article, Record
from newsearch.text import columns, morphology, page
from newsearch.text.analyser import Analyser
from newsearch.text.columns import ColumnWriter
from newsearch.text.letters import form, spelling
from newsearch.text.morphology.lexicon import Lexicon
from newsearch.text.morphology.table import Table
from newsearch.text.words import WORD

DATA = Path(morphology.__file__).with_name("data") / "lemmas.bin"

#: Letters, marks that compose and marks that do not, joiners, digits of all sets, signs, ligatures, other scripts.
TRICKY = (
    "اأبةيوهىكل\N{ARABIC TATWEEL}\N{ARABIC FATHA}\N{ARABIC SHADDA}\N{ARABIC HAMZA ABOVE}\N{ARABIC MADDAH ABOVE}"
    "\N{ZERO WIDTH NON-JOINER}\N{LEFT-TO-RIGHT MARK}\N{SOFT HYPHEN} ..,،012٣٫٬ -_aBéI\N{COMBINING ACUTE ACCENT}İßçñ"
    "ﻻﷲیک²٪\n\uffff\N{GRINNING FACE}م\N{ARABIC SMALL WAW}\ud800Жσς１"
)
texts = st.lists(st.one_of(st.text(alphabet=TRICKY, max_size=30), st.text(max_size=30)), max_size=5)


def spelt(column: Column, writer: ColumnWriter) -> list[list[str]]:
    words = [writer.table.forms[number] for number in column.words.tolist()]
    return [words[start:end] for start, end in zip(column.starts[:-1], column.starts[1:], strict=True)]


def plainly(text: str) -> list[str]:
    return [word for word in map(form, WORD.findall(text)) if word]


@settings(max_examples=1000)
@given(texts)
def test_columns_hold_the_forms_of_each_text(articles: list[str]) -> None:
    writer = ColumnWriter(Analyser())
    assert spelt(writer.column(articles), writer) == [plainly(text) for text in articles]


def test_a_word_has_one_number_in_all_batches_and_both_lanes() -> None:
    writer = ColumnWriter(Analyser())
    numbers = {int(writer.column([text]).words[0]) for text in ("مدرسة", "مُدَرِّسَة", "مدرسة \N{GRINNING FACE}", "ﻣﺪﺭﺳﺔ")}
    assert len(numbers) == 1


def test_long_words_that_begin_alike_are_kept_apart() -> None:
    writer = ColumnWriter(Analyser())
    column = writer.column(["واستراتيجياتهم واستراتيجياتهن واستراتيجياتهم"])
    first, second, third = column.words.tolist()
    assert first == third != second


@pytest.mark.parametrize("beside", ["", " ", "\N{GRINNING FACE}", "\uffff", "\N{ARABIC LIGATURE ALLAH ISOLATED FORM}"])
def test_words_of_all_lengths_that_share_letters_are_kept_apart(beside: str) -> None:
    writer = ColumnWriter(Analyser())
    letters = "والمستشفياتالاستراتيجية"
    made = [letters[:size] + end for size in range(1, len(letters)) for end in ("", "ا", "ي", "هما")]
    texts = [beside.join(["", *made, ""]), " ".join(made), beside + " ".join(reversed(made)) + beside]
    assert spelt(writer.column(texts), writer) == [plainly(text) for text in texts]
    assert len(set(writer.table.forms)) == len(writer.table.forms)


@pytest.mark.parametrize("beside", ["A{0}b", "ب{0}ب", "A{0} {0}a ب{0} {0}ب 1{0}2"])
def test_every_character_beside_latin_and_arabic_letters(beside: str) -> None:
    writer = ColumnWriter(Analyser())
    # beyond these 65,536 two halves of a pair stand for a character, and are read word by word whatever it is
    characters = [*map(chr, range(1 << 16)), *map(chr, range(1 << 16, 1 << 17, 17)), "\U000e0001", "\U0010ffff"]
    for first in range(0, len(characters), 1 << 12):
        texts = [" ".join(map(beside.format, characters[first : first + (1 << 12)])), beside.format("\uffff")]
        texts[0] = texts[0].replace("\uffff", "")  # a text that has it is read word by word
        assert spelt(writer.column(texts), writer) == list(map(plainly, texts))


@pytest.mark.parametrize("sign", [".", ",", "٫", "٬", "\N{ARABIC FATHA}", "\N{ZERO WIDTH NON-JOINER}", "²"])
def test_numbers_of_any_length_and_with_any_sign(sign: str) -> None:
    writer = ColumnWriter(Analyser())
    digits = "1234567890" * 5
    texts = [f"{digits[:left]}{sign}{digits[:right]} {sign}" for left in range(20) for right in (0, 1, 3, 4, 20, 50)]
    texts += [sign.join(["123"] * times) for times in (2, 3, 40)] + [sign, f"{sign}1", f"1{sign}"]
    assert spelt(writer.column(texts), writer) == [plainly(text) for text in texts]


@given(st.lists(st.text("001250٠٣.,٫٬، ب", max_size=24), min_size=1, max_size=8))
def test_numbers_with_all_their_signs(texts: list[str]) -> None:
    writer = ColumnWriter(Analyser())
    assert spelt(writer.column(texts), writer) == [plainly(text) for text in texts]


def test_texts_are_folded_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["كتاب", "", "والمستشفيات 12", "", "كتاب x²", "\uffff كتاب"]
    for portion in (0, 1, 6, 15, 100):
        monkeypatch.setattr(columns, "_PORTION", portion)
        writer = ColumnWriter(Analyser())
        assert spelt(writer.column(texts), writer) == [plainly(text) for text in texts]
        assert spelt(writer.column([]), writer) == []


def test_a_long_text_is_folded_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "_PORTION", 20)
    longest: list[int] = []
    writer = ColumnWriter(Analyser())
    fold = writer._folder.fold

    def heard(texts: Sequence[str]) -> bytes:
        longest.append(max(map(len, texts)))
        return fold(texts)

    monkeypatch.setattr(writer._folder, "fold", heard)
    texts = ["كتاب 1,500\n2.5 " * 40, "", "المدينةالمنورة \uffff CNNعربية ى\u0654 " * 20, "ب" * 90, " " * 50 + "ﻻ ا"]
    assert spelt(writer.column(texts), writer) == [plainly(text) for text in texts]
    assert max(longest) == 90


def test_many_distinct_words_outgrow_the_table_without_being_mixed_up() -> None:
    writer = ColumnWriter(Analyser())
    made = [f"كلمة{i}" for i in range(40_000)]
    column = writer.column([" ".join(made)])
    assert spelt(column, writer) == [plainly(" ".join(made))]
    again = writer.column([" ".join(reversed(made))])
    assert spelt(again, writer) == [plainly(" ".join(reversed(made)))]


def test_a_batch_has_a_row_for_each_article() -> None:
    writer = ColumnWriter(Analyser())
    batch = writer.batch(
        [Record(Article("1", title="عنوان", body="نص الخبر", source="وكالة الغد")), Record(Article("2"))]
    )
    assert batch.columns["title"].starts.tolist() == [0, 1, 1]
    assert batch.columns["body"].starts.tolist() == [0, 2, 2]
    assert batch.keywords["source"][0][0] == "وكاله الغد"
    assert batch.keywords["source"][1] == ()
    assert len(batch.moments) == 2


def test_the_page_has_no_letter_twice() -> None:
    assert len(set(page.PAGE)) == len(page.PAGE) <= 256 - page.FIRST - 1
    assert page.decode(bytes([page.FIRST + 11])) == page.PAGE[11]


@pytest.mark.shared
def test_both_lanes_agree_on_real_news() -> None:
    folder = os.environ.get("NEWSEARCH_SHARED")
    if not folder:
        pytest.skip("set NEWSEARCH_SHARED to a folder of real articles")
    writer, bodies = ColumnWriter(Analyser()), []
    with lzma.open(Path(folder, "corpora", "hespress_jazeera_2022.jsonl.xz"), "rt", encoding="utf-8") as lines:
        for _, line in zip(range(1500), lines, strict=False):
            bodies.append(json.loads(line)["body"])
    column = writer.column(bodies)
    assert spelt(column, writer) == [plainly(body) for body in bodies]
    assert np.array_equal(np.diff(column.starts), [len(plainly(body)) for body in bodies])


def test_many_forms_at_once_get_the_lemmas_that_each_gets_alone() -> None:
    analyser, forms = Analyser(), [f"كلمة{i}" for i in range(3)] + ["كتاب", "وبالكتب", "12", "2024", "زيلنسكي", "طايره"]
    alone = [
        analyser.tokens(form)[0].lemma if not form.startswith("كلمة") else morphology.lemma(form) for form in forms
    ]
    assert analyser.classes(forms)[1] == alone
    lexicon = Lexicon(Table.read(DATA))
    many = [f"{start}{rest}" for start in ("و", "ال", "لل", "") for rest in forms] * 600
    assert len(many) > 20_000
    assert lexicon.many(many) == (list(map(spelling, many)), list(map(morphology.lemma, many)))


def test_a_table_asks_once_about_a_form_and_about_many_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[list[str]] = []

    def find(forms: list[str]) -> tuple[list[str], list[str]]:
        asked.append(forms)
        return [form.upper() for form in forms], [form * 2 for form in forms]

    monkeypatch.setattr("newsearch.batch._AT_ONCE", 2)
    table = FormTable(find, lambda lemmas: [0] * len(lemmas))
    table.forms += ["a", "b", "c"]
    assert not asked
    assert table.levels() == (["a", "b", "c"], ["A", "B", "C"], ["aa", "bb", "cc"])
    table.forms.append("d")
    assert table.levels() == (["a", "b", "c", "d"], ["A", "B", "C", "D"], ["aa", "bb", "cc", "dd"])
    assert asked == [["a", "b"], ["c"], ["d"]]
