"""A query laid open for a reader."""

from hypothesis import given

from newsearch.query.describe import outline
from newsearch.query.parse import parse
from newsearch.query.syntax import Syntax
from newsearch.query.tree import Node

from .reading import QUERIES, understood


def described(of: Syntax | Node) -> str:
    return "\n".join(line for line, _part in outline(of))


def test_syntax_is_drawn_as_an_outline() -> None:
    assert described(parse('بحر -title:(جبل OR =أرض) "نهر قديم"~2').syntax).splitlines() == [
        "all of, or else some of",
        "  word بحر",
        "  not",
        "    in title",
        "      any of",
        "        word جبل",
        "        exactly",
        "          word أرض",
        "  within 2 words نهر قديم",
    ]


def test_a_tree_is_drawn_as_an_outline() -> None:
    assert described(understood("title:بحر -sea* date:2015.. source:الميناء").asked).splitlines() == [
        "all of",
        "  a word, any of the first 3",
        "    form بحر in title × 0.25",
        "    spelling بحر in title × 0.15",
        "    lemma بحر in title",
        "  not",
        "    spelling pattern sea*",
        "  dated from 2015-01-01",
        "  source is الميناء",
    ]


@given(QUERIES)
def test_everything_can_be_described(query: str) -> None:
    resolved = understood(query)
    for node in (parse(query).syntax, resolved.asked, resolved.partial):
        assert node is None or described(node)
