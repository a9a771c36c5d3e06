"""The parts of the array engine, one by one."""

import dataclasses
import datetime as dt
import random
import tempfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsearch.engines import scoring
from newsearch.engines.base import Totals
from newsearch.engines.in_memory import InMemory
from newsearch.engines.on_whoosh.arrays import ArrayEngine, engine
from newsearch.engines.on_whoosh.arrays.building import intake, lists, merge, merge_policy, renumber, replaced
from newsearch.engines.on_whoosh.arrays.building.alphabet import alphabetical
from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFile, ArrayFileWriter, narrow
from newsearch.engines.on_whoosh.arrays.files.codepage import encode, from_bytes, to_bytes
from newsearch.engines.on_whoosh.arrays.files.lookup import NOWHERE
from newsearch.engines.on_whoosh.arrays.files.store import Store, StoreWriter
from newsearch.engines.on_whoosh.arrays.files.toc import read_toc
from newsearch.engines.on_whoosh.arrays.searching import sets, tokens
from newsearch.engines.on_whoosh.arrays.segments import texts as texts_of
from newsearch.engines.on_whoosh.arrays.segments import which
from newsearch.engines.on_whoosh.arrays.segments.articles import MOST_TOKENS, Numbering, arrange, spread
from newsearch.engines.on_whoosh.arrays.segments.heads import pack_heads, unpack_article, unpack_head, unpack_heads
from newsearch.engines.on_whoosh.arrays.segments.impacts import blend, frequencies, norms, saturate
from newsearch.engines.on_whoosh.arrays.segments.radix import order_of
from newsearch.engines.on_whoosh.arrays.segments.terms import Terms
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts, joined
from newsearch.engines.on_whoosh.arrays.segments.vocabulary import Vocabulary, write_vocabulary
from newsearch.engines.scoring import Averages
from newsearch.errors import IndexDamaged
from newsearch.model import Article, Head
from newsearch.query.tree import Level
from tests.engines import building
from tests.engines.building import batch
from tests.engines.test_oracle import answer, change

TEXTS = st.text(st.sampled_from("ابكتسwx\0\n\x1f\N{GRINNING FACE}\uffff\ud800"), max_size=12)


@given(st.lists(TEXTS, unique=True))
def test_texts_are_sorted_by_code_point(texts: list[str]) -> None:
    met = Texts.of(texts)
    order = alphabetical(met)
    assert [texts[place] for place in order] == sorted(texts)
    assert met.take(order).some(0, len(texts)) == sorted(map(encode, texts))


@given(st.lists(st.lists(st.tuples(TEXTS, st.booleans()), unique_by=lambda of: of[0]), min_size=1, max_size=4))
def test_several_vocabularies_become_one(of: list[list[tuple[str, bool]]]) -> None:
    vocabularies = [sorted(some) for some in of]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(texts_of, "STEP", 3)
        whole, numbers = joined(
            [Texts.of([text for text, _ in some]) for some in vocabularies],
            [np.array([kept for _, kept in some], bool) for some in vocabularies],
            Path(tempfile.gettempdir()),
        )
    wanted = sorted({text for some in of for text, kept in some if kept})
    assert [text for piece in whole.pieces() for text in piece] == list(map(encode, wanted))
    for some, new in zip(vocabularies, numbers, strict=True):
        assert new.tolist() == [wanted.index(text) if kept else -1 for text, kept in some]


@given(st.lists(TEXTS, unique=True), TEXTS)
def test_a_vocabulary_knows_its_texts_and_prefixes(texts: list[str], prefix: str) -> None:
    texts.sort()
    path = Path(f"/tmp/newsearch-vocabulary-{random.getrandbits(64)}")
    file = ArrayFileWriter(path)
    write_vocabulary(file, "words", Texts.of(texts))
    size, crc = file.close()
    known = Vocabulary(ArrayFile(path, size, crc), "words")
    path.unlink()
    assert list(known.texts()) == texts
    assert [known.number(text) for text in texts] == list(range(len(texts)))
    assert known.number("غائب") == NOWHERE
    low, high = known.range(prefix)
    assert texts[low:high] == [text for text in texts if text.startswith(prefix)]


MOMENTS = st.datetimes(timezones=st.just(dt.UTC)).map(lambda moment: moment.replace(fold=0))  # ISO has no fold
DATES = st.one_of(st.none(), st.dates(), MOMENTS)


@given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, DATES), max_size=5))
def test_heads_come_back(parts: list[tuple[str, str, str, dt.date | None]]) -> None:
    articles = [Article(i, title=title, url=url, author=i, date=date) for i, title, url, date in parts]
    packed = pack_heads(articles)
    for article, head in zip(articles, unpack_heads(packed), strict=True):
        made = Head(article.id, article.title, article.url, "", "", article.author, article.date)
        assert head == made
        assert (head.date, repr(head), hash(head)) == (article.date, repr(made), hash(made))
        assert dataclasses.replace(head, title="x") == dataclasses.replace(made, title="x")
    assert [unpack_head(one) for one in packed] == unpack_heads(packed)
    assert [unpack_article(one, "text") for one in packed] == [dataclasses.replace(a, body="text") for a in articles]


def test_a_head_with_something_else_in_the_place_of_its_date_is_damaged() -> None:
    (packed,) = pack_heads([Article("a", date=dt.date(2024, 2, 24))])
    (month, wrong), _ = to_bytes(["02", "20"])
    (head,) = unpack_heads([packed.replace(month, wrong)])
    with pytest.raises(IndexDamaged):
        assert head.date


def test_a_file_of_arrays_comes_back_and_is_checked(tmp_path: Path) -> None:
    file = ArrayFileWriter(tmp_path / "x")
    file.add("few", np.arange(5, dtype=np.uint16))
    file.add("none", np.zeros(0, np.int64))
    file.stream("parts", iter([np.arange(3), np.arange(4)]))
    size, crc = file.close(note=7)
    back = ArrayFile(tmp_path / "x", size, crc)
    assert back.array("few").tolist() == [0, 1, 2, 3, 4]
    assert back.array("none").tolist() == []
    assert back.array("parts").tolist() == [0, 1, 2, 0, 1, 2, 3]
    assert back.notes["note"] == 7
    assert list(back.verify()) == []


def test_numbers_take_as_few_bytes_as_will_do() -> None:
    assert [narrow(np.array([top])).dtype.itemsize for top in (0, 255, 256, 65536, 1 << 32)] == [1, 1, 2, 4, 8]


def test_words_of_different_fields_are_never_neighbours() -> None:
    numbering = Numbering.of(np.array([2, 0, 70]), np.array([3, 0, 200]))
    assert (numbering.bases % 64 == 0).all()
    ends = numbering.bodies + np.array([3, 0, 200])
    assert (numbering.bodies - numbering.bases[:-1] == np.array([2, 0, 70]) + 1).all()
    assert (ends < numbering.bases[1:]).all()
    assert numbering.owners().tolist() == [0, 1] + [2] * 5


def test_articles_stand_by_moment_then_by_descending_id() -> None:
    ids = ["b", "a", "c", "d"]
    assert arrange(np.array([5, 5, 1, 5]), ids.__getitem__).tolist() == [2, 3, 0, 1]
    assert spread(np.array([3, 10]), np.array([2, 3])).tolist() == [3, 4, 10, 11, 12]


@given(st.integers(0, 500), st.integers(0, 100_000), st.floats(1, 1000))
def test_impacts_are_those_of_the_formula_bit_for_bit(count: int, length: int, average: float) -> None:
    for field in scoring.FIELD_WEIGHTS:
        x = count * scoring.norm(field, length, average)
        whole = count * norms(field, np.array([length]), average)
        assert saturate(whole).tolist() == [scoring.saturate(x)]


def test_synonyms_are_blended_as_the_formula_has_it() -> None:
    every = np.arange(1 << 16)
    found = np.empty(len(every))
    frequencies(every.astype(np.uint16), found)
    assert found.tolist() == [scoring.frequency(impact) for impact in every.tolist()]
    totals = np.unique(np.geomspace(1, 1 << 40, 20_000).astype(np.int64)).astype(np.float64)
    assert blend(totals.copy()).tolist() == [scoring.blend(int(total)) for total in totals]


def test_terms_of_the_same_words_share_a_list() -> None:
    # forms 0 and 1 are the spelling 0 and the lemma 0; form 2 is alone; 3 and 4 are spelled alike, of two lemmas
    terms = Terms.of(np.array([0, 1, 2, 3, 4]), np.array([0, 0, 2, 3, 3]), np.array([0, 0, 2, 3, 5]))
    form, spelling, lemma = (of.tolist() for of in terms.lists(6))
    assert lemma == [1, 0, 2, 3, 0, 4]
    assert spelling[:3] == [1, 0, 2]
    assert spelling[3] == 5
    assert form[2:5] == [2, 3, 4]
    assert form[0] != form[1]
    wider_lemma, wider_spelling = (of.tolist() for of in terms.wider())
    assert wider_lemma == [0, 1, 1]
    assert wider_spelling == [0, 0]


#: Beside ordinary Arabic: another script, a character of two units, halves of one, noncharacters.
ODD = ("", "", "", "", "日本", "\U0001f600", "\ud83d", "\ude00", "\uffff\ufffe", "\x00", "é«»…")


def test_bodies_come_back_from_their_blocks(tmp_path: Path) -> None:
    texts = [f"نص {i} " * i + ODD[i % len(ODD)] for i in range(100)]
    store = StoreWriter(tmp_path / "store")
    slots = [store.add(text) for text in texts]
    assert store.close() == (tmp_path / "store").stat().st_size
    back = Store(tmp_path / "store", store.ends, store.crcs)
    assert [back.text(slot) for slot in slots] == texts
    assert back.broken() == []


@given(st.lists(st.text(st.characters(blacklist_categories=()), max_size=20), max_size=8))
def test_any_text_comes_back_from_the_code_page(texts: list[str]) -> None:
    coded, wide = to_bytes(texts)
    assert list(map(from_bytes, coded, wide)) == texts


def test_ordinary_text_takes_a_byte_a_character() -> None:
    text = "«وصل الوفد إلى باكو»، قال المتحدث: ١٢ عضوًا (A380) – أمس…\n"
    (coded,), wide = to_bytes([text])
    assert len(coded) == len(text)
    assert wide == [False]


@given(st.lists(st.integers(0, 1 << 20), max_size=50))
def test_digits_sort_as_argsort_does(numbers: list[int]) -> None:
    of = np.array(numbers, np.int64)
    for top in (1 << 8, 1 << 16, (1 << 20) + 1):
        some = of % top
        assert order_of(some, top).tolist() == some.argsort(kind="stable").tolist()


@given(st.lists(st.integers(1, 10_000), max_size=50))
def test_segments_stay_few(commits: list[int]) -> None:
    sizes: list[int] = []
    for new in commits:
        picked = merge_policy.chosen([(Totals(size), 0) for size in sizes], Totals(new))
        sizes = [size for number, size in enumerate(sizes) if number not in picked] + [
            new + sum(sizes[number] for number in picked)
        ]
        sizes.sort(reverse=True)
        assert all(large > merge_policy.RATIO * small for large, small in pairwise(sizes))
    assert sum(sizes) == sum(commits)
    assert len(sizes) <= 8


def test_what_has_too_many_tokens_is_not_merged() -> None:
    large = Totals(1_000_000, 0, MOST_TOKENS - 100_000_000)
    half = Totals(500_000, 0, MOST_TOKENS // 2 - 50_000_000)
    assert merge_policy.chosen([(large, 600_000), (half, 400_000)], Totals(), everything=True) == [1]
    assert merge_policy.chosen([(large, 2_000_000)], Totals(1_000, 0, 300_000)) == [0]
    assert merge_policy.chosen([(large, 2_000_000)], half) == []
    assert merge_policy.chosen([(half, 0)], half) == [0]


DOCS = st.sets(st.integers(0, 3000), max_size=200).map(lambda docs: np.array(sorted(docs), np.uint16))


@given(st.lists(DOCS, min_size=1, max_size=4), st.integers(1, 100))
def test_sets(some: list[np.ndarray], scale: int) -> None:
    size = 3001 * scale  # sparse and dense ways
    as_sets = [set(of.tolist()) for of in some]
    assert sets.intersection(some, size).tolist() == sorted(set.intersection(*as_sets))
    assert sets.union(some, size, some[0].dtype).tolist() == sorted(set.union(*as_sets))
    assert sets.without(some[0], some[-1], size).tolist() == sorted(as_sets[0] - as_sets[-1])


@pytest.mark.parametrize("seed", range(4))
def test_small_runs_and_small_pieces_change_nothing(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "words_for", lambda _memory: 200)
    monkeypatch.setattr(intake, "_RUNS", 2)
    monkeypatch.setattr(merge, "STEP", 10)
    monkeypatch.setattr(texts_of, "STEP", 10)
    monkeypatch.setattr(merge, "_HELD", 100)
    monkeypatch.setattr(merge, "_KEYED", 5)
    monkeypatch.setattr(merge, "_FORGET", 50)
    monkeypatch.setattr(renumber, "_STEP", 10)
    monkeypatch.setattr(renumber, "_MANY", 2)
    monkeypatch.setattr(renumber, "_LOOKED", 5)
    monkeypatch.setattr(replaced, "_STEP", 3)
    for module in (merge, renumber, texts_of):
        monkeypatch.setattr(module, "SHARED", 500)
    monkeypatch.setattr(which, "FAR", 1)
    monkeypatch.setattr(tokens, "FAR", 1)
    monkeypatch.setattr(lists, "_ASIDE", 20)
    monkeypatch.setattr(lists, "_TOKENS_ASIDE", 1000)
    rng = random.Random(seed)
    reference, other = InMemory(), ArrayEngine.create(tmp_path / "index")
    for _ in range(3):
        change(rng, [reference, other])
        for _ in range(40):
            search = building.search(rng)
            assert answer(other.reader(), search) == answer(reference.reader(), search)
        for level in Level:
            assert other.reader().vocabulary(level) == reference.reader().vocabulary(level)


def test_a_change_of_length_makes_impacts_anew(tmp_path: Path) -> None:
    index = ArrayEngine.create(tmp_path)
    make: Callable[..., None] = lambda *articles: _add(index, *articles)  # noqa: E731
    make(*(Article(f"{i}", body="خبر قصير") for i in range(40)))
    before = read_toc(tmp_path)
    make(Article("long", body="كلام " * 500))
    after = read_toc(tmp_path)
    assert before.segments[0].arrays == after.segments[0].arrays
    assert before.segments[0].impacts != after.segments[0].impacts
    every = sum((segment.totals for segment in after.segments), Totals())
    assert after.averages == Averages.of(every.title_words, every.body_words, every.articles)


def _add(index: ArrayEngine, *articles: Article) -> None:
    with index.writer() as transaction:
        transaction.add(batch(*articles))
