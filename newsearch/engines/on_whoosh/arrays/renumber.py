"""Articles, texts and forms of several sources numbered anew, as those of one segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import Numbering, arrange
from newsearch.engines.on_whoosh.arrays.source import Source
from newsearch.engines.on_whoosh.arrays.terms import Ints, Terms
from newsearch.engines.on_whoosh.arrays.texts import Texts, joined


@dataclass(frozen=True)
class Move:
    """Where the things of one source go: new numbers of its articles, lemmas and forms (-1: left out).

    ``first``: for each lemma the place of its first form; ``shift``: what has to be added to the tokens of each
    article; ``owners``: the article of each page of tokens; ``bases``: the first token of each article, one more at
    the end; ``reached``: the largest new number up to each article.
    """

    source: Source
    docs: Ints
    shift: Ints
    owners: Array
    bases: Ints
    reached: Ints
    lemmas: Array
    forms: Array
    first: Ints


@dataclass(frozen=True)
class Plan:
    """The new segment: its articles as (source, number there), its texts and terms, and the move of each source."""

    origin: NDArray[np.int64]
    places: Ints
    numbering: Numbering
    texts: Texts
    terms: Terms
    moves: list[Move]

    @property
    def same(self) -> bool:
        """Whether the one source keeps all its numbers."""
        return len(self.moves) == 1 and self.moves[0].source.live is None


def renumber(sources: Sequence[Source], step: int) -> Plan:
    """Plan the merge. ``step``: how many tokens to look at at a time."""
    numberings = [Numbering.of(source.titles, source.bodies) for source in sources]
    origin, places = _articles(sources)
    lengths = [
        np.concatenate([getattr(source, name) for source in sources]).astype(np.int64) for name in ("titles", "bodies")
    ]
    offsets = np.cumsum([0] + [len(source.moments) for source in sources])
    titles, bodies = (of[offsets[origin] + places] for of in lengths)
    numbering = Numbering.of(titles, bodies)
    texts, terms, places_of = _terms(sources, numberings, step)
    lemma_of = np.arange(len(terms.first) - 1, dtype=np.int32).repeat(np.diff(terms.first))
    moves = []
    for number, source in enumerate(sources):
        docs = np.full(len(source.moments), -1, np.int64)
        mine = (origin == number).nonzero()[0]
        docs[places[mine]] = mine
        shift = numbering.bases.take(np.maximum(docs, 0)) - numberings[number].bases[:-1]
        forms, first = places_of[number]
        lemmas = np.full(len(first) - 1, -1, np.int32)
        of = np.arange(len(lemmas)).repeat(np.diff(first))
        lemmas[of[forms >= 0]] = lemma_of[forms[forms >= 0]]
        bases, reached = numberings[number].bases, np.maximum.accumulate(docs)
        moves.append(Move(source, docs, shift, numberings[number].owners(), bases, reached, lemmas, forms, first))
    return Plan(origin, places, numbering, texts, terms, moves)


def _articles(sources: Sequence[Source]) -> tuple[Ints, Ints]:
    alive = [np.arange(len(source.moments)) if source.live is None else source.live.nonzero()[0] for source in sources]
    places = np.concatenate(alive)
    origin = np.repeat(np.arange(len(sources)), list(map(len, alive)))
    if len(sources) == 1:
        return origin, places
    moments = np.concatenate([source.moments[of] for source, of in zip(sources, alive, strict=True)])
    order = arrange(moments, lambda number: sources[origin[number]].id_of(int(places[number])))
    return origin[order], places[order]


def _terms(
    sources: Sequence[Source], numberings: Sequence[Numbering], step: int
) -> tuple[Texts, Terms, list[tuple[NDArray[np.int32], Ints]]]:
    """All texts still in use, and the terms of all sources as one.

    And for each source the new places of its forms, and the place of the first form of each of its lemmas.
    """
    if len(sources) == 1 and sources[0].live is None:
        terms = sources[0].terms()
        return sources[0].texts, terms, [(np.arange(len(terms.forms), dtype=np.int32), terms.first)]
    every = []
    for source in sources:
        every.append(source.terms())
        source.forget()
    used = [
        source.used(terms, numbering, step).nonzero()[0]
        for source, terms, numbering in zip(sources, every, numberings, strict=True)
    ]
    marks = [_texts_used(len(source.texts), terms, of) for source, terms, of in zip(sources, every, used, strict=True)]
    texts, numbers = joined([source.texts for source in sources], marks)
    for source in sources:
        source.forget()
    keys, spellings = [], []
    for terms, of, new in zip(every, used, numbers, strict=True):
        keys.append(new[terms.lemmas[of]].astype(np.int64) << 32 | new[terms.forms[of]])
        spellings.append(new[terms.spellings[of]])
    del numbers
    distinct, first = np.unique(np.concatenate(keys), return_index=True)
    places_of = []
    for terms, of, mine in zip(every, used, keys, strict=True):
        places = np.full(len(terms.forms), -1, np.int32)
        places[of] = distinct.searchsorted(mine)
        places_of.append((places, terms.first))
    return texts, Terms.of(distinct & 0xFFFFFFFF, np.concatenate(spellings)[first], distinct >> 32), places_of


def _texts_used(count: int, terms: Terms, forms: Ints) -> NDArray[np.bool_]:
    """Which of so many texts the forms, or their spellings and lemmas, are."""
    marks = np.zeros(count, bool)
    for texts in (terms.forms, terms.spellings, terms.lemmas):
        marks[texts[forms]] = True
    return marks
