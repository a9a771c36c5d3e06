"""The score of ``engines.scoring`` on whole arrays: the same float64 steps in the same order, so the same numbers."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.scoring import (
    ENDLESS,
    FIELD_WEIGHTS,
    FREQUENCY_SCALE,
    IMPACT_SCALE,
    K1,
    LARGEST,
    MEMBER_SCALE,
    Averages,
)

Floats = NDArray[np.float64]


def norms(field: str, lengths: Array, average: float) -> Floats:
    """``scoring.norm`` of every article."""
    setting = FIELD_WEIGHTS[field]
    result: Floats = setting.weight / (1.0 - setting.b + setting.b * (lengths / average))
    return result


class Baker:
    """Makes impacts of term frequencies, for the articles of one segment and fixed averages."""

    def __init__(self, title_lengths: Array, body_lengths: Array, averages: Averages) -> None:
        self._title = norms("title", title_lengths, averages.title)
        self._body = norms("body", body_lengths, averages.body)

    def bake(self, docs: Array, in_title: Array, in_body: Array) -> NDArray[np.uint16]:
        """The impacts of postings: articles, and how often the term is in the title and in the body of each."""
        return saturate(in_title * self._title.take(docs) + in_body * self._body.take(docs))


def _frequencies() -> Floats:
    """``scoring.frequency`` of every impact."""
    known = np.minimum(np.arange(1 << 16), LARGEST).astype(np.float64)
    return np.maximum(np.rint(FREQUENCY_SCALE * (K1 * known / (ENDLESS - known))), 1.0)


_FREQUENCIES: Final = _frequencies()


def frequencies(impacts: Array, into: Floats) -> None:
    """The frequencies that impacts were made of, put ``into`` an array: whole numbers as float64."""
    _FREQUENCIES.take(impacts, out=into, mode="clip")


def blend(totals: Floats) -> NDArray[np.uint16]:
    """``scoring.blend`` of every total, given as whole numbers; they are overwritten."""
    below = totals + K1 * FREQUENCY_SCALE * MEMBER_SCALE
    totals *= K1 + 1.0
    totals /= below
    totals *= IMPACT_SCALE
    np.rint(totals, out=totals)
    return np.maximum(totals, 1.0, out=totals).astype(np.uint16)


def saturate(x: Floats) -> NDArray[np.uint16]:
    """``scoring.saturate`` of every ``x``."""
    return np.rint(IMPACT_SCALE * ((K1 + 1.0) * x / (K1 + x))).astype(np.uint16)
