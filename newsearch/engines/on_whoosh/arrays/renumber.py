"""Articles, texts and forms of several sources numbered anew, as those of one segment."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.alphabet import alphabetical
from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import Numbering, arrange
from newsearch.engines.on_whoosh.arrays.source import Source
from newsearch.engines.on_whoosh.arrays.terms import Ints, Terms


@dataclass(frozen=True)
class Move:
    """Where the things of one source go: new numbers of its articles, lemmas and forms (-1: left out).

    ``shift`` is what has to be added to the tokens of each article, ``owners`` the article of each page of tokens.
    """

    source: Source
    docs: Ints
    shift: Ints
    owners: Array
    lemmas: Ints
    forms: Ints


@dataclass(frozen=True)
class Plan:
    """The new segment: its articles as (source, number there), its texts and terms, and the move of each source."""

    origin: NDArray[np.int64]
    places: Ints
    numbering: Numbering
    texts: list[str]
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
    texts, terms, forms_of = _terms(sources, numberings, step)
    lemma_of = np.arange(len(terms.first) - 1).repeat(np.diff(terms.first))
    moves = []
    for number, source in enumerate(sources):
        docs = np.full(len(source.moments), -1, np.int64)
        mine = (origin == number).nonzero()[0]
        docs[places[mine]] = mine
        shift = numbering.bases.take(np.maximum(docs, 0)) - numberings[number].bases[:-1]
        forms = forms_of[number]
        lemmas = np.full(len(source.terms.first) - 1, -1, np.int64)
        of = np.arange(len(lemmas)).repeat(np.diff(source.terms.first))
        lemmas[of[forms >= 0]] = lemma_of[forms[forms >= 0]]
        moves.append(Move(source, docs, shift, numberings[number].owners(), lemmas, forms))
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
) -> tuple[list[str], Terms, list[Ints]]:
    """All texts still in use, the terms of all sources as one, and for each source the new places of its forms."""
    if len(sources) == 1 and sources[0].live is None:
        return sources[0].texts(), sources[0].terms, [np.arange(len(sources[0].terms.forms))]
    used = [source.used(numbering, step).nonzero()[0] for source, numbering in zip(sources, numberings, strict=True)]
    number: dict[str, int] = {}
    met = number.setdefault
    numbers = []
    for source, of in zip(sources, used, strict=True):
        terms, known = source.terms, source.texts()
        marks = np.zeros(len(known), bool)
        for texts_of in (terms.forms, terms.spellings, terms.lemmas):
            marks[texts_of[of]] = True
        new = np.full(len(known), -1, np.int64)
        new[marks] = [met(known[text], len(number)) for text in np.flatnonzero(marks).tolist()]
        numbers.append(new)
    texts = list(number)
    del number
    alphabet = alphabetical(texts)
    rank = np.empty(len(texts), np.int64)
    rank[alphabet] = np.arange(len(texts))
    texts = [texts[text] for text in alphabet.tolist()]
    triples = []
    for source, of, new in zip(sources, used, numbers, strict=True):
        terms = source.terms
        lemmas, forms, spellings_of = (
            rank[new[of_level[of]]] for of_level in (terms.lemmas, terms.forms, terms.spellings)
        )
        triples.append((lemmas << 32 | forms, spellings_of))
    keys, first = np.unique(np.concatenate([keys for keys, _ in triples]), return_index=True)
    spellings = np.concatenate([of for _, of in triples])[first]
    forms_of: list[Ints] = []
    for source, of, (mine, _) in zip(sources, used, triples, strict=True):
        new = np.full(len(source.terms.forms), -1, np.int64)
        new[of] = keys.searchsorted(mine)
        forms_of.append(new)
    return texts, Terms.of(keys & 0xFFFFFFFF, spellings, keys >> 32), forms_of
