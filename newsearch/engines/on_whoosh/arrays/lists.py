"""Sorted tokens made into posting lists with impacts: the same code builds a segment, merges and bakes anew.

A list is the articles of one term in ascending order, and their impacts. See ``terms`` for which lists there are.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import PAGE_BITS, Numbering
from newsearch.engines.on_whoosh.arrays.champions import Contest
from newsearch.engines.on_whoosh.arrays.impacts import Baker
from newsearch.engines.on_whoosh.arrays.radix import order_of
from newsearch.engines.on_whoosh.arrays.spool import Spool
from newsearch.engines.on_whoosh.arrays.terms import Ints, Terms

#: Of so many tokens the postings of spellings are put together at a time.
_ASIDE: Final = 1 << 22
_LOW: Final = (1 << 32) - 1


@dataclass(frozen=True)
class Chunk:
    """Tokens of the lemmas ``low`` to ``high`` (excluded), sorted by (lemma, token), and the form of each token.

    ``lemmas`` counts from ``low``; ``which`` counts the forms of the lemma.
    """

    low: int
    high: int
    lemmas: Ints
    tokens: Ints
    which: Ints


@dataclass
class Lists:
    """Lists as they come out: how long each is, and the articles and impacts of all, one behind the other."""

    docs: Spool
    impacts: Spool
    counts: list[Array] = field(default_factory=list)
    champions: Contest = field(default_factory=Contest)
    least: int = 1 << 16  # the smallest impact

    def put(self, counts: Array, docs: Array, impacts: Array) -> None:
        """Append whole lists."""
        self.counts.append(counts)
        self.docs.put(docs)
        self.impacts.put(impacts)
        self.champions.put(counts, docs, impacts)
        if len(impacts):
            self.least = min(self.least, int(impacts.min()))

    def lengths(self) -> Ints:
        """How long each list is."""
        return np.concatenate([np.zeros(0, np.int64), *self.counts]).astype(np.int64)


class Deriver:
    """Turns the chunks of one segment into its lists: ``run`` once, then read ``lemmas``, ``spellings``, ``forms``."""

    def __init__(self, terms: Terms, numbering: Numbering, baker: Baker, spool: Callable[[int], Spool]) -> None:
        """``spool``: makes an empty one of several that share what may be held in memory; it is told how many."""
        self._terms, self._bodies, self._baker = terms, numbering.bodies, baker
        self.owners = numbering.owners()
        self.lemmas, self.spellings, self.forms = (Lists(spool(6), spool(6)) for _ in range(3))
        count = int(terms.spelling_rank.max(initial=-1)) + 1
        parts = 1 + numbering.size // _ASIDE
        self._edges = np.linspace(0, count, parts + 1).astype(np.int64)
        self._aside = [spool(parts) for _ in range(parts)]

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Derive from each chunk, and hand it on."""
        for chunk in chunks:
            self._by_lemma(chunk)
            self._by_form(chunk)
            yield chunk
        self._by_spelling()

    def _group(self, groups: Ints, tokens: Ints) -> tuple[Ints, Array, Ints, Ints]:
        """Of tokens sorted by (group, token): group, article, occurrences in title and in body, of each posting."""
        docs = self.owners.take(tokens >> PAGE_BITS)
        new = np.empty(len(tokens), bool)
        new[:1] = True
        np.not_equal(docs[1:], docs[:-1], out=new[1:])
        new[1:] |= groups[1:] != groups[:-1]
        first = new.nonzero()[0]
        docs_of = docs[first]
        occurrences = np.diff(first, append=len(tokens))
        in_title = (tokens < self._bodies.take(docs)).nonzero()[0]
        place = first.searchsorted(in_title, side="right") - 1
        titles = np.bincount(place, minlength=len(first))
        return groups[first], docs_of, titles, occurrences - titles

    def _by_lemma(self, chunk: Chunk) -> None:
        lemmas, docs, titles, texts = self._group(chunk.lemmas, chunk.tokens)
        counts = np.bincount(lemmas, minlength=chunk.high - chunk.low)
        self.lemmas.put(counts, docs, self._baker.bake(docs, titles, texts))

    def _by_form(self, chunk: Chunk) -> None:
        terms = self._terms
        base, top = int(terms.first[chunk.low]), int(terms.first[chunk.high])
        forms = terms.first[chunk.low : chunk.high].take(chunk.lemmas) - base + chunk.which
        single = terms.form_rank[base:top] < 0
        if single.any():
            some = (~single.take(forms)).nonzero()[0]
            forms, tokens = forms[some], chunk.tokens[some]
        else:
            tokens = chunk.tokens
        order = order_of(forms, top - base)
        of, docs, titles, texts = self._group(forms.take(order), tokens.take(order))
        counts = np.bincount(of, minlength=top - base)[~single]
        self.forms.put(counts, docs, self._baker.bake(docs, titles, texts))
        self._keep(chunk, of + base, docs, titles, texts)

    def _keep(self, chunk: Chunk, of: Ints, docs: Array, titles: Ints, texts: Ints) -> None:
        """Keep aside the postings of forms whose spelling has a list of its own."""
        ranks = self._terms.spelling_rank
        base, top = int(self._terms.first[chunk.low]), int(self._terms.first[chunk.high])
        lonely = (self._terms.form_rank[base:top] < 0) & (ranks[base:top] >= 0)
        if lonely.any():  # the only form of its lemma: not among the postings of forms
            forms = self._terms.first[chunk.low : chunk.high].take(chunk.lemmas) + chunk.which
            some = lonely.take(forms - base).nonzero()[0]
            more = self._group(forms[some], chunk.tokens[some])
            of, docs, titles, texts = (
                np.concatenate(pair) for pair in zip((of, docs, titles, texts), more, strict=True)
            )
        spellings = ranks.take(of).astype(np.int64)
        some = (spellings >= 0).nonzero()[0]
        rows = np.stack((spellings[some] << 32 | docs[some], titles[some] << 32 | texts[some]))
        parts = self._edges.searchsorted(spellings[some], side="right") - 1
        rows = rows[:, order_of(parts, len(self._aside))]
        ends = np.bincount(parts, minlength=len(self._aside)).cumsum().tolist()
        for aside, (start, end) in zip(self._aside, pairwise([0, *ends]), strict=True):
            if end > start:
                aside.put(rows[:, start:end].copy())

    def _by_spelling(self) -> None:
        """Put what was kept aside together, one range of spellings after the other."""
        for low, high, aside in zip(self._edges[:-1].tolist(), self._edges[1:].tolist(), self._aside, strict=True):
            parts = [piece.reshape(2, -1) for piece in aside.pieces()]
            keys, counts = np.concatenate([np.zeros((2, 0), np.int64), *parts], axis=1)
            del parts
            order = keys.argsort(kind="stable")
            keys = keys[order]
            new = np.ones(len(keys), bool)
            np.not_equal(keys[1:], keys[:-1], out=new[1:])
            first = new.nonzero()[0]
            counts = np.add.reduceat(counts[order], first) if len(first) else first  # both sums at once
            keys = keys[first]
            docs = (keys & _LOW).astype(self.owners.dtype)
            of = np.bincount((keys >> 32) - low, minlength=high - low)
            self.spellings.put(of, docs, self._baker.bake(docs, counts >> 32, counts & _LOW))
