"""Words that are hardly seen apart: how far two are one expression, and what they weigh then."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex, engines
from newsearch.engines.base import Reader
from newsearch.expansion.aliases import aliases_of
from newsearch.expansion.collocation import collocated
from newsearch.expansion.expand import Expander
from newsearch.query.parse import parse
from newsearch.query.resolve import Resolver
from newsearch.query.tree import Level, Synonyms, positive
from newsearch.text.analyser import Analyser

#: تشيبا نوكار is always one name. Of four articles with قطار and three with سريع, two have them side by side.
TEXTS = (
    "وصل قطار سريع إلى تشيبا نوكار",
    "مطار تشيبا نوكار وميناء تشيبا نوكار",
    "قطار سريع آخر",
    "قطار قديم ورجل سريع",
    "قطار",
    "حريق في ميناء",
    "كوالا لمبور",
)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    folder = tmp_path_factory.mktemp("collocation") / "index"
    with NewsIndex.create(folder) as index:
        index.add(Article(str(number), body=text) for number, text in enumerate(TEXTS))
    reader = engines.open("arrays", folder).reader()
    yield reader
    reader.close()


def test_it_is_dices_coefficient(reader: Reader) -> None:
    assert collocated("تشيبا", "نوكار", Level.SPELLING, reader) == 1.0
    assert collocated("قطار", "سريع", Level.LEMMA, reader) == pytest.approx(2 * 2 / (4 + 3))


def test_the_order_matters_and_being_in_one_article_does_not(reader: Reader) -> None:
    assert collocated("نوكار", "تشيبا", Level.SPELLING, reader) == 0.0
    assert collocated("قطار", "نوكار", Level.SPELLING, reader) == 0.0


def test_what_no_article_has_is_no_expression(reader: Reader) -> None:
    assert collocated("تشيبا", "فلان", Level.SPELLING, reader) == 0.0
    assert collocated("فلان", "علان", Level.SPELLING, reader) == 0.0


def weights(query: str, reader: Reader, tmp_path: Path) -> list[float]:
    """What each word of a query weighs, leaving aside the words side by side."""
    analyser = Analyser()
    resolved = Resolver(analyser, Expander(analyser, reader, aliases_of(tmp_path, analyser))).resolve(
        parse(query).syntax
    )
    for tree in (resolved.asked, resolved.partial):
        assert tree is not None
        every = [leaf for leaf in positive(tree) if isinstance(leaf, Synonyms)]
        words = [word for word in every if word.members[0].level is Level.FORM]
        leaves = [word.weight for word in words]
        assert len(leaves) == len(set(query.split()) - {"OR"})
    return leaves


def test_two_words_of_a_name_weigh_as_one(reader: Reader, tmp_path: Path) -> None:
    assert weights("حريق تشيبا نوكار", reader, tmp_path) == [1.0, 0.5, 0.5]
    assert weights("حريق قطار سريع", reader, tmp_path) == [1.0, *[pytest.approx(1 - 2 / 7)] * 2]


def test_so_do_those_of_a_name_that_is_written_otherwise_too(reader: Reader, tmp_path: Path) -> None:
    assert weights("حريق كوالا لمبور", reader, tmp_path) == [1.0, 0.5, 0.5]


def test_two_words_alone_and_headlines_weigh_as_they_are(reader: Reader, tmp_path: Path) -> None:
    assert weights("تشيبا نوكار", reader, tmp_path) == [1.0, 1.0]
    assert weights("حريق تشيبا نوكار ميناء مطار رجل", reader, tmp_path) == [1.0] * 6
    assert weights("حريق OR تشيبا OR نوكار", reader, tmp_path) == [1.0] * 3


def test_a_name_of_two_words_does_not_outweigh_the_story(tmp_path: Path) -> None:
    texts = {"name": "تشيبا نوكار اليوم", "story": "حظر خدمات اليوم"}
    texts |= {"ban": "حظر اليوم وغدا", "service": "خدمات اليوم وغدا"}
    texts |= {f"other {number}": "خبر اليوم" for number in range(8)}
    with NewsIndex.create(tmp_path / "index") as index:
        index.add(Article(name, body=text) for name, text in texts.items())
        assert [hit.head.id for hit in index.search("حظر خدمات تشيبا نوكار")][:2] == ["story", "name"]
