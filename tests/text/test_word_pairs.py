"""Which word finds which: pairs from news, written before it was looked up what the table says of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from newsearch.text.letters import form, spelling
from newsearch.text.morphology import also, lemma, lemmas, lexicon
from newsearch.text.morphology.table import VERB_SIGN

ROWS = [tuple(line.split("\t")) for line in Path(__file__).with_name("word_pairs.tsv").read_text("utf-8").splitlines()]

#: What the table gets wrong, on purpose or not: a pair that passes must leave this list.
KNOWN = {
    tuple(pair.split(":"))
    for pair in """
ارتد:ارتدت بحري:البحرية تكون:تتكونان حاسوب:حاسوبي حمل:وحملته رد:وردت ردد:يرددن سفينة:سفائن شبكة:شبك
شرعي:شرعية عصاب:عصابة قدم:تقدم مد:مددت معد:معدية نظري:النظرية هم:تهم هواء:أهوية ودع:ودعوا وسع:توسع ولى:تولت
""".split()
}


def _finds(word: str, other: str) -> bool:
    word, other = form(word), form(other)
    meant = lemmas(word)
    plurals = (plural for one in meant for plural in also(one) if plural != one.removesuffix(VERB_SIGN))
    hurried = lexicon().apart(word)
    alike = other in (word, *hurried) if hurried else spelling(word) == spelling(other)
    return alike or lemma(other) in meant or other in plurals


def _failures() -> Iterator[tuple[str, str]]:
    for word, other, expected, _kind in ROWS:
        if _finds(word, other) != (expected == "match"):
            yield word, other


def test_only_the_known_pairs_fail() -> None:
    assert set(_failures()) == KNOWN


@pytest.mark.parametrize(("expected", "least"), [("match", 0.955), ("nomatch", 0.985)])
def test_most_pairs_pass(expected: str, least: float) -> None:
    rows = [row for row in ROWS if row[2] == expected]
    passed = sum(_finds(word, other) == (expected == "match") for word, other, _expected, _kind in rows)
    assert passed / len(rows) >= least


def test_rows_are_of_many_kinds() -> None:
    assert len(ROWS) == len({row[:2] for row in ROWS}) > 2000
    assert {row[2] for row in ROWS} == {"match", "nomatch"}
    assert {row[3].split("/")[0] for row in ROWS} == {"clitic", "plural", "gender", "verb", "root"}
