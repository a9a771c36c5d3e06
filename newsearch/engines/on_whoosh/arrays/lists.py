"""Sorted tokens made into posting lists with impacts: the same code builds a segment, merges and bakes anew.

A list is the articles of one term in ascending order, and their impacts. See ``terms`` for which lists there are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.articles import PAGE_BITS, Numbering
from newsearch.engines.on_whoosh.arrays.champions import Contest
from newsearch.engines.on_whoosh.arrays.impacts import Baker
from newsearch.engines.on_whoosh.arrays.memory import give_back
from newsearch.engines.on_whoosh.arrays.radix import order_of
from newsearch.engines.on_whoosh.arrays.spool import Spool
from newsearch.engines.on_whoosh.arrays.terms import Ints, Terms
from newsearch.engines.scoring import LEAD

#: The postings of spellings that are put together at a time; and the tokens of which they may be kept in one file.
_ASIDE: Final = 1 << 19
_TOKENS_ASIDE: Final = 1 << 21
_MOST_ASIDE: Final = 128  # files: some systems let a process open only 256
_LOW: Final = (1 << 32) - 1


@dataclass(frozen=True)
class Chunk:
    """Tokens of the lemmas ``low`` to ``high`` (excluded), sorted by (lemma, token), and the form of each token.

    ``lemmas`` counts from ``low``; ``which`` counts the forms of the lemma. A lemma with very many tokens comes in
    several chunks, each with the tokens of some articles; of these the last is ``whole``.
    """

    low: int
    high: int
    lemmas: Ints
    tokens: Ints
    which: Ints
    whole: bool = True


#: Group (a lemma or form), article, occurrences in title and in body (in the lead twice), of each posting; sorted by
#: the first two.
_Postings = tuple[Ints, Array, Ints, Ints]


def _together(pieces: Sequence[_Postings]) -> _Postings:
    """Of one article after the other made one."""
    if len(pieces) == 1:
        return pieces[0]
    groups, docs, titles, texts = (np.concatenate(column) for column in zip(*pieces, strict=True))
    order = order_of(groups, int(groups.max(initial=0)) + 1)
    return groups[order], docs[order], titles[order], texts[order]


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
        self._leads = numbering.bodies + LEAD
        self.owners = numbering.owners()
        self.lemmas, self.spellings, self.forms = (Lists(spool(6), spool(6)) for _ in range(3))
        count = int(terms.spelling_rank.max(initial=-1)) + 1
        parts = min(1 + numbering.size // _TOKENS_ASIDE, _MOST_ASIDE)
        self._edges = np.linspace(0, count, parts + 1).astype(np.int64)
        self._aside = [spool(parts) for _ in range(parts)]

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Derive from each chunk, and hand it on."""
        pieces: list[tuple[_Postings, _Postings]] = []
        for chunk in chunks:
            pieces.append((self._group(chunk.lemmas, chunk.tokens), self._group(*self._forms(chunk))))
            if chunk.whole:
                by_lemma, by_form = (_together(of) for of in zip(*pieces, strict=True))
                pieces.clear()
                self._by_lemma(chunk, *by_lemma)
                self._by_form(chunk, *by_form)
            yield chunk
        self._by_spelling()

    def _group(self, groups: Ints, tokens: Ints) -> _Postings:
        """Of tokens sorted by (group, token): group, article, occurrences in title and in body (in the lead twice)."""
        docs = self.owners.take(tokens >> PAGE_BITS)
        new = np.empty(len(tokens), bool)
        new[:1] = True
        np.not_equal(docs[1:], docs[:-1], out=new[1:])
        new[1:] |= groups[1:] != groups[:-1]
        first = new.nonzero()[0]
        docs_of = docs[first]
        occurrences = np.diff(first, append=len(tokens))
        early = (tokens < self._leads.take(docs)).nonzero()[0]  # in a title or a lead
        place = first.searchsorted(early, side="right") - 1
        in_title = tokens.take(early) < self._bodies.take(docs.take(early))
        titles = np.bincount(place[in_title], minlength=len(first))
        texts = occurrences + np.bincount(place, minlength=len(first)) - 2 * titles
        return groups[first], docs_of, titles, texts

    def _forms(self, chunk: Chunk) -> tuple[Ints, Ints]:
        """The form of each token, counted from the first of the chunk, and the tokens; sorted by both.

        Left out are those whose form is the only one of its lemma, unless its spelling has a list of its own.
        """
        terms, low, high = self._terms, chunk.low, chunk.high
        base, top = int(terms.first[low]), int(terms.first[high])
        forms = terms.first[low:high].take(chunk.lemmas) - base + chunk.which
        tokens = chunk.tokens
        wanted = (terms.form_rank[base:top] >= 0) | (terms.spelling_rank[base:top] >= 0)
        if not wanted.all():
            some = wanted.take(forms).nonzero()[0]
            forms, tokens = forms[some], tokens[some]
        order = order_of(forms, top - base)
        return forms.take(order), tokens.take(order)

    def _by_lemma(self, chunk: Chunk, lemmas: Ints, docs: Array, titles: Ints, texts: Ints) -> None:
        counts = np.bincount(lemmas, minlength=chunk.high - chunk.low)
        self.lemmas.put(counts, docs, self._baker.bake(docs, titles, texts))

    def _by_form(self, chunk: Chunk, forms: Ints, docs: Array, titles: Ints, texts: Ints) -> None:
        base, top = int(self._terms.first[chunk.low]), int(self._terms.first[chunk.high])
        own = self._terms.form_rank[base:top] >= 0
        self._keep(self._terms.spelling_rank[base:top].take(forms).astype(np.int64), docs, titles, texts)
        if not own.all():
            some = own.take(forms).nonzero()[0]
            forms, docs, titles, texts = forms[some], docs[some], titles[some], texts[some]
        counts = np.bincount(forms, minlength=top - base)[own]
        self.forms.put(counts, docs, self._baker.bake(docs, titles, texts))

    def _keep(self, spellings: Ints, docs: Array, titles: Ints, texts: Ints) -> None:
        """Keep aside the postings whose spelling has a list of its own; the others' is below 0."""
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
        give_back()
        for low, high, aside in zip(self._edges[:-1].tolist(), self._edges[1:].tolist(), self._aside, strict=True):
            rows = np.concatenate([np.zeros((2, 0), np.int64), *(of.reshape(2, -1) for of in aside.pieces())], axis=1)
            sizes = np.bincount((rows[0] >> 32) - low, minlength=high - low)
            parts = sizes.cumsum() // _ASIDE  # of each spelling: so much is sorted at a time
            for part in range(int(parts[-1]) + 1 if len(parts) else 0):
                first, last = parts.searchsorted([part, part + 1]).tolist()
                if first < last:
                    some = rows[:, parts.take((rows[0] >> 32) - low) == part] if parts[-1] else rows
                    self._of_spellings(some[0], some[1], low + first, low + last)

    def _of_spellings(self, keys: Ints, counts: Ints, low: int, high: int) -> None:
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
