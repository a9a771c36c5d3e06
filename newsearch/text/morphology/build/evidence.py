"""What is known of words before a reading is chosen: counts of forms, frequent lemmas, forms labelled in text."""

import gzip
import importlib
import json
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Final, Self

from newsearch.text.morphology.build import dictionary, places
from newsearch.text.morphology.build.dictionary import Dictionary

COUNTS: Final = Path(__file__).with_name("news_word_freq.tsv.gz")
#: Counts are taken to this power: a frequent form is no better evidence than many rare ones.
SPREAD: Final = 0.5
_ARABIC: Final = frozenset(map(chr, range(0x621, 0x64B))) - {"\N{ARABIC TATWEEL}"}


@dataclass(frozen=True)
class Evidence:
    """``counts``: form → occurrences in news. ``lemmas``: vowelled lemma → share of running text.

    ``labels``: form → vowelled lemma → occurrences, as a tagger read them in context. The last two are the language
    model of AlKhalil, in the package farahidi (GPL-3.0-or-later). ``dictionary``: words that need not be seen anywhere.
    ``places``: names of some. ``conjugated``: forms that a verb has, seen or not.
    """

    counts: dict[str, int]
    lemmas: dict[str, float]
    labels: dict[str, dict[str, float]]
    dictionary: Dictionary
    places: frozenset[str]
    conjugated: AbstractSet[str] = frozenset()

    def weight(self, form: str) -> float:
        """How often a form occurs; half a time if it was only seen labelled, hardly if it was not seen at all."""
        return self.counts.get(form, 0.5 if form in self.labels else 1e-6)

    def is_only_listed(self, form: str) -> bool:
        """Whether a form is in the dictionary or a verb's, but in no text."""
        listed = form in self.dictionary.words or form in self.conjugated
        return listed and form not in self.counts and form not in self.labels

    def forms(self) -> dict[str, None]:
        """Every form there is something to say of."""
        return dict.fromkeys([*self.counts, *self.labels, *sorted(self.dictionary.words | self.conjugated)])

    def having(self, conjugated: AbstractSet[str]) -> Self:
        """The same, and these forms of verbs."""
        return replace(self, conjugated=conjugated)


def gather() -> Evidence:
    """All evidence from the files beside this module and the package."""
    with gzip.open(COUNTS, "rt", encoding="utf-8") as lines:
        pairs = (line.split("\t") for line in lines)
        counts = {form: int(count) for form, count in pairs if is_arabic(form)}
    data = files("farahidi") / "data"
    with gzip.open(data.joinpath("DATA.MSA-LEMMA.ALL-train.map.jsonl.gz").open("rb"), "rt", encoding="utf-8") as lines:
        lemmas = {row["key"]: float(row["value"]) for row in map(json.loads, lines)}
    with gzip.open(data.joinpath("DATA.MSA.ALL.TRAIN.141809.lm.gz").open("rb"), "rt", encoding="cp1252") as lines:
        labels = dict(_labels(lines))
    return Evidence(counts, lemmas, labels, dictionary.read(), places.read())


def is_arabic(form: str) -> bool:
    """Whether a form is written in the letters of Arabic alone."""
    return _ARABIC.issuperset(form)


def _labels(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, float]]]:
    """Lines ``B size+digits form count (size+digits lemma count)*``, in Buckwalter's letters."""
    arabic = importlib.import_module("farahidi.translit").bw_to_arabic
    for line in lines:
        if not line.startswith("B"):
            continue
        line = line.rstrip("\r\n")
        size, digits = int(line[2:4]), int(line[4])
        form = arabic(line[6 : 6 + size])
        at = 8 + size + digits
        lemmas: dict[str, float] = {}
        while at < len(line):
            size, digits = int(line[at : at + 2]), int(line[at + 2])
            lemmas[arabic(line[at + 4 : at + 4 + size])] = float(line[at + 5 + size : at + 5 + size + digits])
            at += 6 + size + digits
        if is_arabic(form):
            yield form, lemmas
