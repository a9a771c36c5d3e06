"""How rare words are in news: what a text that has one is about, as far as its words alone can tell."""

import math
from collections.abc import Sequence
from functools import cache
from typing import Final

from newsearch.text import morphology, stopwords
from newsearch.text.morphology.table import CLASS, VERB_SIGN

#: How many steps there are to a natural logarithm.
SCALE: Final = 12
#: Words of which nothing is known count as if they had been seen so often.
_UNSEEN: Final = 30
_MOST: Final = 255
_SHORTEST: Final = 2
#: So many lemmas are looked at at a time: it bounds memory.
_STEP: Final = 1 << 15


def rarities(lemmas: Sequence[str]) -> list[int]:
    """Of each lemma ``SCALE * ln(words of news / how many of them are its)``, 0 to 255; 0 if it tells nothing."""
    seen, found = _counts()[0], list[int]()
    for start in range(0, len(lemmas), _STEP):
        some = lemmas[start : start + _STEP]
        found += [
            _of_count(seen.get(lemma, 0.0)) if telling else 0
            for lemma, telling in zip(some, _telling(some), strict=True)
        ]
    return found


def _telling(lemmas: Sequence[str]) -> list[bool]:
    """Whether each tells anything of a text."""
    return [
        len(lemma) >= _SHORTEST and not stop and lemma.removesuffix(VERB_SIGN).isalpha()
        for lemma, stop in zip(lemmas, stopwords.are_stops(lemmas), strict=True)
    ]


@cache
def _counts() -> tuple[dict[str, float], float]:
    """How often the forms of each class of the lemma table were seen, and all of them."""
    import numpy as np  # only what indexes asks for rarities, and has it anyway

    table = morphology.lexicon().table
    _, _, column = table.columns()
    classes = np.array(column, np.uint32)
    terms = table.terms
    seen, weights = np.exp2(np.arange(256) / 8.0) - 1.0, classes >> CLASS.bit_length()
    counts = np.bincount(classes & CLASS, seen.take(weights), len(terms))
    by_term: dict[str, float] = {}
    for term, count in zip(terms, counts.tolist(), strict=True):
        by_term[term] = by_term.get(term, 0.0) + count
    return by_term, math.fsum((np.bincount(weights, minlength=len(seen)) * seen).tolist())


@cache
def _of_count(count: float) -> int:
    return min(round(SCALE * math.log(_counts()[1] / (count + _UNSEEN))), _MOST)
