"""What words become, in a table that a reader of Arabic can check. A change here changes what readers find."""

from pathlib import Path

import pytest

from newsearch.text.analyser import Analyser

ROWS = [
    tuple(line.split("\t"))
    for line in Path(__file__).with_name("golden.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("word", "form", "spelling", "lemma"), ROWS)
def test_word(word: str, form: str, spelling: str, lemma: str) -> None:
    (token,) = Analyser().tokens(word)
    assert (token.form, token.spelling, token.lemma) == (form, spelling, lemma)
