"""Articles, texts and forms of several sources numbered anew, as those of one segment.

What there is one of for each article or term of a source is narrow, or lies in temporary files: memory must do for any
number of sources.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import merge
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.files.spool import SHARED, Spool, let_go
from newsearch.engines.on_whoosh.arrays.segments.articles import Numbering, ties
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.source import Source
from newsearch.engines.on_whoosh.arrays.segments.terms import Ints, Terms
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts, joined, stretches

#: In the place of a shift: the article is left out.
GONE: Final = np.iinfo(np.int32).min
_CUTS: Final = 1024
_INT32: Final = np.dtype(np.int32)
_HALF: Final = 32
_LOW: Final = (1 << _HALF) - 1
#: So many forms of all sources are put together at a time.
_STEP: Final = 1 << 17
#: Of more articles with the same moment the ids are not held in memory together.
_MANY: Final = 1 << 12
#: After so many ids were looked at what was read of the sources is let go.
_LOOKED: Final = 1 << 15


@dataclass(frozen=True)
class Words:
    """New numbers of the lemmas and forms of one source, all int32.

    ``lemmas``: of each lemma the new one; of one that is left out that of the lemma before. ``forms``: the new place of
    each form, -1 if it is left out; ``first``: for each lemma the place of its first form, one more at the end.
    """

    lemmas: Array
    forms: Array
    first: Array

    def forget(self) -> None:
        """Let go of what was read of temporary files."""
        let_go(self.lemmas, self.forms, self.first)


@dataclass(frozen=True)
class Move:
    """Where the things of one source go.

    ``shift``: int32, what has to be added to the number of each page of tokens, ``GONE`` if its article is left out;
    ``bounds``: which tokens come at each of the plan's ``cuts``, one above the last token at the end.
    """

    source: Source
    words: Words
    shift: Array
    bounds: Ints

    def forget(self) -> None:
        """Let go of what was read of files so far."""
        self.source.forget()
        self.words.forget()


@dataclass(frozen=True)
class Plan:
    """The new segment: its articles as (source, number there), its texts and terms, and the move of each source.

    ``cuts``: some of its articles, the first and one above the last among them. Between these a lemma with very many
    tokens is taken apart. ``rarities``: uint8 of each lemma.
    """

    origin: Array
    places: Array
    numbering: Numbering
    cuts: Ints
    texts: Texts
    terms: Terms
    rarities: Array
    moves: list[Move]

    @property
    def same(self) -> bool:
        """Whether the one source keeps all its numbers."""
        return _same([move.source for move in self.moves])

    def column(self, name: str) -> Array:
        """Numbers of the sources' articles in the new order."""
        return _gathered([getattr(move.source, name) for move in self.moves], self.origin, self.places)

    def articles_of(self, number: int) -> tuple[Array, Array]:
        """The articles of a source that are kept, ascending: new numbers, and numbers there."""
        mine = (self.origin == number).nonzero()[0]
        return mine, self.places[mine]


def _same(sources: Sequence[Source]) -> bool:
    return len(sources) == 1 and sources[0].live is None


def renumber(sources: Sequence[Source], step: int, folder: Path) -> Plan:
    """Plan the merge. ``step``: how many tokens to look at at a time; ``folder``: where temporary files may lie."""
    texts, terms, words = _terms(sources, step, folder)
    origin, places = _articles(sources)
    titles, bodies = (_gathered([getattr(of, name) for of in sources], origin, places) for name in ("titles", "bodies"))
    numbering = Numbering.of(titles, bodies).new()
    cuts = np.linspace(0, len(places), min(len(places), _CUTS) + 1).astype(np.int64)
    rarities = _rarities(sources, words, len(terms.first) - 1)
    plan = Plan(origin, places, numbering, cuts, texts, terms, rarities, [])
    for number, (source, of) in enumerate(zip(sources, words, strict=True)):
        shift, bounds = (np.zeros(0, np.int32), numbering.bases) if _same(sources) else _shifted(source, number, plan)
        plan.moves.append(Move(source, of, shift, bounds))
    return plan


def _rarities(sources: Sequence[Source], words: Sequence[Words], count: int) -> Array:
    if _same(sources):
        return sources[0].rarities
    rarities = np.zeros(count, np.uint8)
    for source, of in zip(sources, words, strict=True):
        new = np.diff(of.lemmas, prepend=-1).nonzero()[0]  # others are left out
        rarities[of.lemmas[new]] = source.rarities[new]
    return rarities


def _gathered(columns: Sequence[Array], origin: Array, places: Array) -> Array:
    """Numbers of several columns in another order: at each place that of a column and a place there."""
    if len(columns) == 1:
        return columns[0].take(places)
    result = np.empty(len(places), np.result_type(*columns))
    for number, column in enumerate(columns):
        mine = (origin == number).nonzero()[0]
        result[mine] = column.take(places[mine])
    return result


def _articles(sources: Sequence[Source]) -> tuple[Array, Array]:
    """In the new order: the source of each live article, and its number there."""
    alive = [narrow(np.arange(len(of.moments)) if of.live is None else of.live.nonzero()[0], 1 << 16) for of in sources]
    origin, places = narrow(np.arange(len(sources))).repeat(list(map(len, alive))), np.concatenate(alive)
    if len(sources) == 1:
        return origin, places
    moments = np.concatenate([source.moments[of] for source, of in zip(sources, alive, strict=True)])
    order = moments.argsort(kind="stable")

    def id_of(number: int) -> str:
        return sources[int(origin[number])].id_of(int(places[number]))

    looked = 0
    for start, end in ties(moments[order]):
        group = order[start:end]
        looked += len(group)
        if looked > _LOOKED:
            looked = 0
            for source in sources:
                source.forget()
        edges = [0, *(np.diff(origin[group]).nonzero()[0] + 1).tolist(), len(group)]
        if len(edges) > 2:  # those of one source are in order
            if len(group) <= _MANY:
                order[start:end] = sorted(group.tolist(), key=id_of, reverse=True)
            else:
                pieces = [group[low:high].tolist() for low, high in pairwise(edges)]
                order[start:end] = list(merge(*pieces, key=id_of, reverse=True))
    return origin[order], places[order]


def _shifted(source: Source, number: int, plan: Plan) -> tuple[Array, Ints]:
    """``shift`` and ``bounds`` of the move of a source."""
    old, new = Numbering.of(source.titles, source.bodies), plan.numbering
    kept, places = plan.articles_of(number)
    shift = np.full(len(source.moments), GONE, np.int32)
    shift[places] = (new.bases.take(kept) - old.bases.take(places)) >> PAGE_BITS
    at = kept.searchsorted(plan.cuts)
    bounds = old.bases[np.append(places, len(source.moments)).take(at)]
    return shift.repeat(np.diff(old.bases) >> PAGE_BITS), bounds


# --- terms -----------------------------------------------------------------------------------------------------------


def _terms(sources: Sequence[Source], step: int, folder: Path) -> tuple[Texts, Terms, list[Words]]:
    """All texts still in use, the terms of all sources as one, and where those of each source go."""
    if _same(sources):
        none = np.zeros(0, np.int32)
        return sources[0].texts, sources[0].terms(), [Words(none, none, none)]
    used = [source.used(step) for source in sources]
    marks = [None if of is None else _texts_used(source, of) for source, of in zip(sources, used, strict=True)]
    texts, numbers = joined([source.texts for source in sources], marks, folder)
    share = SHARED // (5 * len(sources))

    def aside(array: Array) -> Array:
        return Spool.of(folder, share, [array]).whole(array.dtype)

    keys, spellings, firsts = [], [], []
    for source, of in zip(sources, used, strict=True):
        key, spelling, first = _keys(source, of, numbers.pop(0))
        keys.append(aside(key))
        spellings.append(aside(spelling))
        firsts.append(aside(first))
        source.forget()
    del key, spelling, first
    terms, places = _distinct(keys, spellings, [Spool(folder, share) for _ in sources])
    del keys, spellings
    terms = Terms(*map(aside, (terms.forms, terms.spellings, terms.lemmas, terms.first)))
    lemma_of = np.arange(len(terms.first) - 1, dtype=np.int32).repeat(np.diff(terms.first))
    words = []
    for forms, first, of in zip(places, firsts, used, strict=True):
        if of is not None:
            every = np.full(len(of), -1, np.int32)
            every[of] = forms
            forms = aside(every)
        words.append(Words(aside(_lemmas(forms, first, lemma_of)), forms, first))
        words[-1].forget()
    return texts, terms, words


def _texts_used(source: Source, used: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which texts the forms that are used, or their spellings and lemmas, are."""
    terms, marks = source.terms(), np.zeros(len(source.texts), bool)
    for texts in (terms.forms, terms.spellings, terms.lemmas):
        marks[texts[used]] = True
    return marks


def _keys(source: Source, used: NDArray[np.bool_] | None, numbers: Array) -> tuple[Array, Array, Array]:
    """Of each form that is used its lemma and itself as one number, ascending, and its spelling, as new texts.

    And for each lemma the place of its first form, one more at the end.
    """
    terms = source.terms()
    levels = (terms.lemmas, terms.forms, terms.spellings)
    lemmas, forms, spellings = (numbers.take(of if used is None else of[used]) for of in levels)
    keys = lemmas.astype(np.int64)
    keys <<= _HALF
    keys |= forms
    return keys, spellings, terms.first.astype(np.int32)


def _distinct(keys: list[Array], spellings: list[Array], places: list[Spool]) -> tuple[Terms, list[Array]]:
    """The terms of several sources as one, and the place of each of their forms, a range of them at a time."""
    pieces: list[tuple[Array, Array, Array]] = [(np.zeros(0, np.int32),) * 3]
    count = 0
    for spans in stretches(keys, _STEP):
        some = [of[low:high] for of, (low, high) in zip(keys, spans, strict=True)]
        distinct, first = np.unique(np.concatenate(some), return_index=True)
        spelling = np.concatenate([of[low:high] for of, (low, high) in zip(spellings, spans, strict=True)])
        pieces.append(((distinct & _LOW).astype(np.int32), spelling[first], (distinct >> _HALF).astype(np.int32)))
        for spool, of in zip(places, some, strict=True):
            spool.put((count + distinct.searchsorted(of)).astype(np.int32))
        count += len(distinct)
        let_go(*keys, *spellings)
    return Terms.of(*map(np.concatenate, zip(*pieces, strict=True))), [spool.whole(_INT32) for spool in places]


def _lemmas(forms: Array, first: Array, lemma_of: Array) -> Array:
    """The new lemma of each lemma of a source; of one that is left out that of the lemma before, if any."""
    kept = (forms >= 0).nonzero()[0]
    lemmas = np.full(len(first) - 1, -1, np.int32)
    lemmas[np.arange(len(lemmas), dtype=np.int32).repeat(np.diff(first))[kept]] = lemma_of.take(forms[kept])
    return np.maximum.accumulate(lemmas)
