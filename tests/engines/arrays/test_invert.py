"""Words in reading order made tokens sorted by lemma: what comes out, and in how much memory."""

import random
import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.building import invert
from newsearch.engines.on_whoosh.arrays.building.invert import Fields, inverted
from newsearch.engines.on_whoosh.arrays.segments.terms import Terms

LEMMAS = np.array([0, 0, 0, 1, 2, 2, 3], np.int64)  # of each form, which are their own numbers


def made(columns: list[NDArray[np.int32]], fields: list[tuple[int, int, int]]) -> tuple[NDArray[np.int64], ...]:
    """The answer for fields of (column, start, end), each of whose tokens begin a thousand behind the one before."""
    forms = np.arange(len(LEMMAS))
    of, starts, ends = np.array(fields, np.int64).reshape(-1, 3).T
    first = 1000 * np.arange(len(fields))
    counts = sum((np.bincount(words, minlength=len(forms)) for words in columns), np.zeros(len(forms), np.int64))
    terms = Terms.of(forms, forms, LEMMAS)
    return inverted(Fields(columns, of, starts, ends, first), counts, forms.astype(np.int32), terms)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("step", [1, 8, 1 << 17])
def test_words_are_sorted_by_lemma_and_token(step: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invert, "STEP", step)
    rng = random.Random(seed)
    likely = rng.choice([[1] * 7, [40, 1, 1, 1, 1, 1, 1], [0, 0, 0, 1, 0, 0, 0]])
    columns = [np.array(rng.choices(range(7), likely, k=rng.randrange(60)), np.int32) for _ in range(3)]
    edges = [sorted([0, len(words), *(rng.randrange(len(words) + 1) for _ in range(3))]) for words in columns]
    fields = [(of, low, high) for of, row in enumerate(edges) for low, high in pairwise(row)]
    starts, tokens, which = made(columns, fields)
    words = [
        (int(LEMMAS[form]), 1000 * number + place, form)
        for number, (of, low, high) in enumerate(fields)
        for place, form in enumerate(columns[of][low:high].tolist())
    ]
    firsts = LEMMAS.searchsorted(range(4)).tolist()
    assert list(zip(tokens.tolist(), which.tolist(), strict=True)) == [
        (token, form - firsts[lemma]) for lemma, token, form in sorted(words)
    ]
    assert starts.tolist() == [sum(lemma < upto for lemma, _, _ in words) for upto in range(5)]


def test_a_long_text_of_one_word_takes_no_more_room_than_others() -> None:
    words = np.zeros(1 << 22, np.int32)
    tracemalloc.start()
    made([words], [(0, 0, len(words))])
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 12 * len(words)
