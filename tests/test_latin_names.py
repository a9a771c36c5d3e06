"""Names in Latin letters against the words of news: written before it was looked up what is made of them.

Half of them, ``kept``, were not looked at while the tables were made.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from newsearch.correction.mend import Mender
from newsearch.expansion.aliases import aliases_of
from newsearch.expansion.expand import Expander
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Vocable
from newsearch.query.parse import parse
from newsearch.query.plan import Found, Search
from newsearch.query.tiers import Role
from newsearch.query.tree import Level
from newsearch.text import morphology
from newsearch.text.analyser import Analyser
from newsearch.text.letters import form, spelling, spellings

NEWS = Path(morphology.__file__).parent / "build" / "news_word_freq.tsv.gz"
ROWS = [tuple(line.split("\t")) for line in Path(__file__).with_name("latin_names.tsv").read_text("utf-8").splitlines()]
#: About how many words an article of the list of words has, of those that come but once or twice in one.
WORDS_AN_ARTICLE = 3


class News:
    """What is asked of an index, answered from a list of words of news with their counts."""

    def __init__(self) -> None:
        with gzip.open(NEWS, "rt", encoding="utf-8") as lines:
            counts = {word: int(count) for word, count in (line.split("\t") for line in lines)}
        self._forms: dict[str, list[Vocable]] = defaultdict(list)
        for text, (word, count) in zip(spellings([*counts]), counts.items(), strict=True):
            self._forms[text].append(Vocable(word, count // WORDS_AN_ARTICLE + 1))

    def variants(self, level: Level, text: str) -> list[Vocable]:
        found = self._forms.get(spelling(text), [])
        return found if level is Level.SPELLING else [one for one in found if morphology.lemma(one.text) == text]

    def search(self, _search: Search) -> Found:
        """No words stand side by side in a list."""
        return Found(())

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        return [[one.text for one in self.variants(*term)] for term in terms]


@pytest.fixture(scope="module")
def outcomes() -> dict[str, Counter[str]]:
    """For each half how often a name of one word was read right, read wrong, or left for its reader to say."""
    analyser, news = Analyser(), News()
    expander = Expander(analyser, news, aliases_of(Path("nowhere"), analyser))  # type: ignore[arg-type]
    mender = Mender(news, expander, analyser.tokens)  # type: ignore[arg-type]

    def read(name: str) -> Iterator[str]:
        for other in expander(analyser.tokens(name), TEXT_FIELDS):
            if other.role is not Role.RANKS:
                yield other.said
        if mended := mender.mended(parse(name).syntax):
            for note in mended.notes:
                yield from str(note).partition(" searched for ")[2].partition(" instead")[0].split(" or ")

    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name, accepted, _kind, half in ROWS:
        meant = {_bare(other) for other in accepted.split("،")}
        if name.isalpha() and any(
            news.variants(Level.SPELLING, spelling(form(other))) for other in accepted.split("،")
        ):
            others = {_bare(other) for other in read(name)}
            found[half]["right" if others & meant else "wrong" if others else "open"] += 1
    return found


def _bare(name: str) -> str:
    return spelling(form(name.replace(" ", ""))).removeprefix("ال")


@pytest.mark.parametrize("half", ["tuned", "kept"])
def test_most_names_are_read_right_and_hardly_any_wrong(outcomes: dict[str, Counter[str]], half: str) -> None:
    assert outcomes[half]["right"] >= 0.7 * outcomes[half].total()
    assert outcomes[half]["wrong"] <= 0.1 * outcomes[half].total()


def test_the_rows_are_of_many_kinds() -> None:
    assert len(ROWS) == len({row[0] for row in ROWS}) > 400
    assert {row[2] for row in ROWS} == {"person", "place", "club", "org"}
