"""How rare words are: orders a reader would expect, and what tells nothing."""

from collections.abc import Sequence

from newsearch.batch import FormTable
from newsearch.text import months
from newsearch.text.analyser import Analyser
from newsearch.text.rarity import rarities


def of(word: str) -> int:
    token = Analyser().tokens(word)[0]
    return rarities([token.lemma])[0]


def test_rare_words_tell_more_than_common_ones() -> None:
    assert of("قال") < of("وزارة") < of("زلزال") < of("استنساخ") <= of("كرغولاند")


def test_an_inflection_is_as_rare_as_its_word() -> None:
    assert of("وللوزراء") == of("وزير")


def test_what_tells_nothing() -> None:
    assert rarities(["في", "the", "و", "#day", months.YEAR, "2015", "ب", "", "c4"]) == [0] * 9


def test_words_nobody_has_seen_are_the_rarest() -> None:
    assert rarities(["كرغولاند"]) == rarities(["zelensky"])
    assert 0 < rarities(["كرغولاند"])[0] <= 255


def test_a_table_asks_once_about_a_lemma() -> None:
    asked: list[str] = []

    def find(lemmas: Sequence[str]) -> list[int]:
        asked.extend(lemmas)
        return [len(lemma) for lemma in lemmas]

    table = FormTable(lambda forms: (forms, forms), find)
    assert table.rarities(["a", "bc", "a"]) == [1, 2, 1]
    assert table.rarities(["def", "bc"]) == [3, 2]
    assert asked == ["a", "bc", "def"]
