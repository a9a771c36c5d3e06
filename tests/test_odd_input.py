"""Whatever is typed gets an answer, for bounded work: no crash, no slow path."""

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex, engines
from newsearch.correction.mend import MOST_SLIPS, MOST_WORDS, Mender
from newsearch.correction.suggest import advice
from newsearch.engines.base import Reader
from newsearch.expansion.aliases import aliases_of
from newsearch.expansion.expand import Expander
from newsearch.query.parse import parse
from newsearch.text import latin
from newsearch.text.analyser import Analyser
from newsearch.text.backwards import is_backwards, turned
from newsearch.text.keyboards import other_layout
from newsearch.text.letters import form
from newsearch.text.slips import slips, two_slips
from newsearch.text.words import WORD

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
ODD = {
    "nothing": "",
    "blanks": " " * 2000,
    "a word of 10,000 letters": "ك" * 10_000,
    "a Latin word of 10,000 letters": "a" * 10_000,
    "two scripts by turns": "كa" * 5000,
    "only marks": "\N{ARABIC SHADDA}\N{ARABIC FATHA}" * 500,
    "many marks on one letter": "كتاب" + "\N{ARABIC SHADDA}" * 5000,
    "only tatweel": "ـ" * 1000,
    "a word stretched": "ك" + "ـ" * 9000 + "تاب",
    "hamza upon hamza": "ا" + "\N{ARABIC HAMZA ABOVE}" * 3000,
    "accents upon accents": "e" + "\N{COMBINING ACUTE ACCENT}" * 3000,
    "marks of many kinds on one letter": "ب" + "\N{ARABIC FATHA}\N{ARABIC SHADDA}\N{ARABIC HAMZA BELOW}" * 600,
    "half a surrogate pair": "\ud800",
    "halves all over": "كت\ud83dاب \udfff " * 20,
    "a zero byte": "كت\0اب",
    "reversed": "ةموكحلا ريزو",
    "reversed, long": "ةموكحلا " * 1000,
    "words glued": "كتابabc12" * 100,
    "digits": "1" * 5000,
    "Arabic digits": "٣" * 5000,
    "chat letters": "3a7" * 6,
    "chat letters, long": "3a7" * 3000,
    "vowels": "aeiou" * 4,
    "glyph shapes": "\N{ARABIC LETTER TEH MARBUTA FINAL FORM}\N{ARABIC LETTER MEEM MEDIAL FORM}" * 500,
    "ligatures": "\N{ARABIC LIGATURE SALLALLAHOU ALAYHE WASALLAM}" * 200,
    "pictures": "\N{GRINNING FACE}" * 1000,
    "controls of direction": "\N{RIGHT-TO-LEFT EMBEDDING}كتاب\N{POP DIRECTIONAL FORMATTING}" * 200,
    "one letter, as long as a word may be": "ي" * 24,
    "words that nobody knows": " ".join(f"الزبد{letter}" for letter in LETTERS),
    "names that nobody knows": " ".join(f"zele{letter}sky" for letter in "abcdefghijklmnopqrstuvwxyz"),
    "quotes": '"' * 1000,
    "brackets": "(" * 1000,
    "signs": "=-title:*?~|" * 100,
    "stars": "كتا" + "*" * 1000,
    "another script": "新聞 חדשות новости " * 100,
    "a capital that grows": "\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}" * 500,
    "lines": "كتاب\n\r\u2028" * 200,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("odd") / "index"
    with NewsIndex.create(path) as index:
        index.add([Article("1", body="أعلنت الحكومة خبرا عن الزبداني وزيلينسكي"), Article("2", body="عمر قرأ كتابا")])
    return path


@pytest.fixture(scope="module")
def index(folder: Path) -> Iterator[NewsIndex]:
    with NewsIndex.open(folder) as opened:
        yield opened


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_everything_that_can_be_asked_has_an_answer(index: NewsIndex, text: str) -> None:
    hits = index.search(text)
    assert len(hits) <= hits.total + hits.total_some
    for hit in hits:
        assert all(passage.text for passage in hit.passages)
    for suggestion in hits.suggestions:
        index.search(suggestion)
    index.forms(text)
    index.explain(text)
    for token, _steps in index.analyze(text).words:
        assert text[token.start : token.end]
        assert token.form


@pytest.mark.parametrize(
    "text", ["e" + "\N{COMBINING ACUTE ACCENT}" * 60_000, "ب" + "\N{ARABIC SHADDA}\N{ARABIC FATHA}" * 30_000]
)
def test_marks_heaped_on_a_letter_do_not_cost_their_square(text: str) -> None:
    begin = time.process_time()
    (word,) = WORD.findall(text)
    assert len(form(word)) == 1
    assert time.process_time() - begin < 1  # half a minute, if they do


def test_of_a_long_text_no_more_forms_are_listed_than_a_query_asks_for(index: NewsIndex) -> None:
    assert index.forms(" " * 1000 + "الحكومة")
    assert not index.forms(" " * 3000 + "الحكومة")


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_it_can_be_in_an_article(index: NewsIndex, text: str, tmp_path: Path) -> None:
    with NewsIndex.create(tmp_path / "index") as made:
        made.add(
            [
                Article(
                    "odd", title=text.encode("utf-8", "replace").decode(), body=text.encode("utf-8", "replace").decode()
                )
            ]
        )
        assert made.get("odd") is not None
        made.search(text)


class Counting:
    """A reader that counts what it is asked, terms one by one."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self.asked: Counter[str] = Counter()

    def __getattr__(self, name: str) -> Callable[..., object]:
        def ask(*arguments: object) -> object:
            terms = arguments[0] if name == "forms_behind" else ()
            self.asked[name] += len(terms) if isinstance(terms, Sequence) and terms else 1
            answer: object = getattr(self._reader, name)(*arguments)
            return answer

        return ask


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_the_work_is_bounded(folder: Path, text: str) -> None:
    analyser, syntax = Analyser(), parse(text).syntax
    engine = engines.open("arrays", folder)
    counting = Counting(engine.reader())
    expander = Expander(analyser, counting, aliases_of(folder, analyser))  # type: ignore[arg-type]
    Mender(counting, expander, analyser.tokens).mended(syntax)  # type: ignore[arg-type]
    advice(text, syntax, analyser, counting, expander)  # type: ignore[arg-type]
    engine.close()
    assert counting.asked["forms_behind"] <= 2 * MOST_WORDS * 3000
    assert counting.asked["variants"] <= MOST_WORDS * 400 + len(text)
    assert counting.asked["search"] <= MOST_SLIPS * 50


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_rooms_of_letters_are_total(text: str) -> None:
    turned(text)
    is_backwards(text)
    other_layout(text)
    assert len(latin.arabic(text)) < 500
    for word in text.split()[:3]:
        assert len(slips(word[:24])) < 3000
        assert len(two_slips(word[:12])) < 8000
