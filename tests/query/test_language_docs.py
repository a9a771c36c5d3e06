"""The page on the query language says what is true."""

import re
from pathlib import Path

import pytest

from newsearch.fields import FIELDS, Kind
from newsearch.query import lex, parse, resolve

from .reading import understood

PAGE = (Path(__file__).parents[2] / "docs" / "query-language.md").read_text(encoding="utf-8")
EXAMPLES = [line for block in re.findall(r"```query\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_is_understood(query: str) -> None:
    assert parse.parse(query).notes == ()
    assert understood(query).notes == ()


def test_every_field_that_can_be_searched_stands_in_the_table() -> None:
    for field in FIELDS:
        row = f"| `{field.name}` | {'، '.join(field.arabic)} | {field.doc} |"
        assert (row in PAGE) is (field.kind is not Kind.STORED)


def test_the_limits_are_those_of_the_code() -> None:
    limits = (
        f"{lex.MAX_CHARACTERS:,} characters, {parse.MAX_WORDS} words, patterns and phrases, {resolve.MAX_PHRASE} words"
        f" in a phrase, {parse.MAX_DEPTH} brackets"
    )
    assert limits in PAGE
    assert f"(0 to {lex.MAX_DISTANCE})" in PAGE
    assert (lex.MIN_LETTERS, lex.MAX_STARS) == (2, 4)
    assert "needs two letters and may have four `*`" in PAGE
