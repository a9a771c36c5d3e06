"""Sorted tokens made into posting lists with impacts: the same code builds a segment, merges and bakes anew.

A list is the articles of one term in ascending order, and their impacts. See ``terms`` for which lists there are.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.building.memory import give_back
from newsearch.engines.on_whoosh.arrays.building.signatures import Signer
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.files.spool import Spool, Spools
from newsearch.engines.on_whoosh.arrays.segments.articles import Numbering, firsts
from newsearch.engines.on_whoosh.arrays.segments.champions import Contest
from newsearch.engines.on_whoosh.arrays.segments.impacts import Baker
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.radix import order_of
from newsearch.engines.on_whoosh.arrays.segments.terms import Ints, Terms
from newsearch.engines.scoring import LEAD

#: The postings of spellings that are put together at a time; and the tokens of which they are kept aside together.
_ASIDE: Final = 1 << 18
_TOKENS_ASIDE: Final = 1 << 20
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


#: Group (a lemma or form) and article of each posting, sorted by both, and how often it is there: in the title, times
#: 2**32, and in the body, where the lead counts twice.
_Postings = tuple[Ints, Array, Ints]
#: What a token counts in the body, in the lead of it, in the title.
_COUNTED: Final = np.array([1, 2, 1 << 32], np.int64)
#: Group, article and impact of each posting, sorted alike.
_Baked = tuple[Array, Array, Array]


def _grouped(groups: Ints, docs: Array, places: Array) -> _Postings:
    """The postings of tokens, sorted by (group, token): of each its group, article, and place in ``_COUNTED``."""
    new = np.empty(len(docs), bool)
    new[:1] = True
    np.not_equal(docs[1:], docs[:-1], out=new[1:])
    new[1:] |= groups[1:] != groups[:-1]
    first = new.nonzero()[0]
    upto = np.zeros(len(docs) + 1, np.int64)
    _COUNTED.take(places).cumsum(out=upto[1:])
    return groups.take(first), docs.take(first), np.diff(upto.take(np.append(first, len(docs))))


def _whole(pieces: Sequence[_Baked], groups: int) -> Iterator[tuple[Array, Array, Array]]:
    """Postings of so many groups, of one article after the other, made whole lists: lengths, articles, impacts."""
    if len(pieces) == 1:
        of, docs, impacts = pieces[0]
        yield np.bincount(of, minlength=groups), docs, impacts
        return
    bounds = [of.searchsorted(np.arange(groups + 1)).tolist() for of, _, _ in pieces]
    for group in range(groups):  # they are of one lemma, so there are few
        spans = [slice(bound[group], bound[group + 1]) for bound in bounds]
        docs, impacts = (
            np.concatenate([piece[column][span] for piece, span in zip(pieces, spans, strict=True)])
            for column in (1, 2)
        )
        yield np.array([len(docs)]), docs, impacts


@dataclass
class Lists:
    """Lists as they come out: how long each is, and the articles and impacts of all, one behind the other."""

    docs: Spool
    impacts: Spool
    champions: Contest
    counts: list[Array] = field(default_factory=list)
    least: int = 1 << 16  # the smallest impact

    def put(self, counts: Array, docs: Array, impacts: Array) -> None:
        """Append whole lists."""
        self.counts.append(narrow(counts))
        self.docs.put(docs)
        self.impacts.put(impacts)
        self.champions.put(counts, docs, impacts)
        if len(impacts):
            self.least = min(self.least, int(impacts.min()))


def parts(numbering: Numbering) -> int:
    """In how many parts the postings of spellings are kept aside."""
    return 1 + numbering.size // _TOKENS_ASIDE


class Deriver:
    """Turns the chunks of one segment into its lists: ``run`` once, then read ``lemmas``, ``spellings``, ``forms``."""

    def __init__(
        self,
        terms: Terms,
        numbering: Numbering,
        baker: Baker,
        spool: Callable[[int], Spool],
        aside: Spools,
        signer: Signer | None = None,
    ) -> None:
        """``spool``: makes an empty one of several that share what may be held in memory; it is told how many.

        ``aside``: as many as ``parts`` tells. ``signer``: is given every posting of a lemma.
        """
        self._terms, self._bodies, self._baker = terms, numbering.bodies, baker
        self.owners = numbering.owners()
        self.lemmas, self.spellings, self.forms = (
            Lists(spool(12), spool(12), Contest(spool(12), spool(12))) for _ in range(3)
        )
        count = int(terms.spelling_rank.max(initial=-1)) + 1
        self._edges = np.linspace(0, count, len(aside) + 1).astype(np.int64)
        self._aside, self._signer = aside, signer

    def run(self, chunks: Iterable[Chunk]) -> Iterator[Chunk]:
        """Derive from each chunk, and hand it on."""
        lemmas: list[_Baked] = []
        forms: list[_Baked] = []
        for chunk in chunks:
            docs, places = self._placed(chunk.tokens)
            lemmas.append(self._by_lemma(chunk.low, *_grouped(chunk.lemmas, docs, places)))
            forms.append(self._by_form(chunk, *_grouped(*self._forms(chunk, docs, places))))
            if chunk.whole:
                base, top = int(self._terms.first[chunk.low]), int(self._terms.first[chunk.high])
                own = self._terms.form_rank[base:top] >= 0
                for lists in _whole(lemmas, chunk.high - chunk.low):
                    self.lemmas.put(*lists)
                for lists in _whole(forms, int(np.count_nonzero(own))):
                    self.forms.put(*lists)
                lemmas.clear()
                forms.clear()
            yield chunk
        self._by_spelling()

    def _placed(self, tokens: Ints) -> tuple[Array, NDArray[np.int8]]:
        """The article of each token, and where in it the token is: its place in ``_COUNTED``."""
        docs = self.owners.take(tokens >> PAGE_BITS)
        into = tokens - self._bodies.take(docs)
        return docs, (into < LEAD).view(np.int8) + (into < 0).view(np.int8)

    def _forms(self, chunk: Chunk, docs: Array, places: Array) -> tuple[Ints, Array, Array]:
        """The form of each token, counted from the first of the chunk, its article and place; sorted by form and token.

        Left out are those whose form is the only one of its lemma, unless its spelling has a list of its own.
        """
        terms, low, high = self._terms, chunk.low, chunk.high
        base, top = int(terms.first[low]), int(terms.first[high])
        forms = (terms.first[low:high] - base).take(chunk.lemmas) + chunk.which
        wanted = (terms.form_rank[base:top] >= 0) | (terms.spelling_rank[base:top] >= 0)
        if wanted.all():
            order = order_of(forms, top - base)
        else:
            some = wanted.take(forms).nonzero()[0]
            order = some.take(order_of(forms.take(some), top - base))
        return forms.take(order), docs.take(order), places.take(order)

    def _by_lemma(self, low: int, lemmas: Ints, docs: Array, counts: Ints) -> _Baked:
        if self._signer is not None:
            self._signer.put(lemmas + low, docs, counts >> 32, counts & _LOW)
        return narrow(lemmas), docs, self._baked(docs, counts)

    def _by_form(self, chunk: Chunk, forms: Ints, docs: Array, counts: Ints) -> _Baked:
        """The postings of forms that have lists, which are numbered among these of the chunk; others are kept aside."""
        base, top = int(self._terms.first[chunk.low]), int(self._terms.first[chunk.high])
        own = self._terms.form_rank[base:top] >= 0
        self._keep(self._terms.spelling_rank[base:top].take(forms), docs, counts)
        if not own.all():
            some = own.take(forms).nonzero()[0]
            forms, docs, counts = forms.take(some), docs.take(some), counts.take(some)
            forms = (own.cumsum() - 1).take(forms)
        return narrow(forms), docs, self._baked(docs, counts)

    def _baked(self, docs: Array, counts: Ints) -> NDArray[np.uint16]:
        return self._baker.bake(docs, counts >> 32, counts & _LOW)

    def _keep(self, spellings: Array, docs: Array, counts: Ints) -> None:
        """Keep aside the postings whose spelling has a list of its own; the others' is below 0."""
        some = (spellings >= 0).nonzero()[0]
        spellings = spellings.take(some).astype(np.int64)
        parts = self._edges.searchsorted(spellings, side="right") - 1
        order = order_of(parts, len(self._aside))
        rows = np.stack(((spellings << 32 | docs.take(some)).take(order), counts.take(some.take(order))))
        ends = np.bincount(parts, minlength=len(self._aside)).cumsum().tolist()
        for part, (start, end) in enumerate(pairwise([0, *ends])):
            if end > start:
                self._aside.put(part, rows[:, start:end].copy().ravel())

    def _by_spelling(self) -> None:
        """Put what was kept aside together, one range of spellings after the other."""
        give_back()
        for number, (low, high) in enumerate(pairwise(self._edges.tolist())):
            pieces: list[_Baked] = []
            for start, end in self._spans(number, low, high):
                rows = [np.zeros((2, 0), np.int64)]
                for piece in self._aside.pieces(number):
                    keys, counts = piece.reshape(2, -1)
                    some = ((keys >= start) & (keys < end)).nonzero()[0]
                    rows.append(np.stack((keys[some], counts[some])))
                keys, counts = np.concatenate(rows, axis=1)
                pieces.append(self._of_spellings(keys, counts, start >> 32))
                if not end & _LOW:
                    for lists in _whole(pieces, (end >> 32) - (start >> 32)):
                        self.spellings.put(*lists)
                    pieces.clear()
        self._aside.close()

    def _spans(self, number: int, low: int, high: int) -> Iterator[tuple[int, int]]:
        """Ranges of (spelling, article), each with a bounded number of postings: of whole spellings, or of one."""
        sizes = np.zeros(high - low, np.int64)
        for piece in self._aside.pieces(number):
            sizes += np.bincount((piece[: len(piece) // 2] >> 32) - low, minlength=high - low)
        first, held = low, 0
        for spelling, size in enumerate(sizes.tolist(), start=low):
            if held + size > _ASIDE:
                if held:
                    yield first << 32, spelling << 32
                first, held = spelling, 0
            if size > _ASIDE:
                docs = np.linspace(0, len(self._bodies), -(-size // _ASIDE) + 1).astype(np.int64)[:-1]
                yield from pairwise([*((spelling << 32) + docs).tolist(), spelling + 1 << 32])
                first = spelling + 1
            else:
                held += size
        if first < high:
            yield first << 32, high << 32

    def _of_spellings(self, keys: Ints, counts: Ints, low: int) -> _Baked:
        order = keys.argsort(kind="stable")
        keys = keys[order]
        first = firsts(keys)
        counts = np.add.reduceat(counts[order], first) if len(first) else first  # both sums at once
        keys = keys[first]
        docs = (keys & _LOW).astype(self.owners.dtype)
        return narrow((keys >> 32) - low), docs, self._baked(docs, counts)
