"""The articles and words of a segment or spilled run, read from a file of arrays; see ``source`` for what they are."""

import itertools
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, ArrayFile
from newsearch.engines.on_whoosh.arrays.files.codepage import decode
from newsearch.engines.on_whoosh.arrays.segments.articles import Numbering
from newsearch.engines.on_whoosh.arrays.segments.heads import head_id
from newsearch.engines.on_whoosh.arrays.segments.ledger import Entries
from newsearch.engines.on_whoosh.arrays.segments.source import Keys, Source
from newsearch.engines.on_whoosh.arrays.segments.terms import Terms
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts
from newsearch.engines.on_whoosh.arrays.segments.vocabulary import Vocabulary
from newsearch.engines.on_whoosh.arrays.segments.which import Which


class StoredSource:
    """What a ``Source`` is made of. Nothing is read or built before it is asked for."""

    def __init__(self, file: ArrayFile, size: int) -> None:
        """``size``: how many articles there are."""
        self.file, self.size = file, size
        self._head_ends = file.view("heads.ends")
        self._heads_at = file.offset("heads")

    @cached_property
    def texts(self) -> Vocabulary:
        """The texts of all terms."""
        return Vocabulary(self.file, "texts")

    @cached_property
    def moments(self) -> NDArray[np.int64]:
        """When each article was published, ascending."""
        return self.file.array("moments")

    @cached_property
    def titles(self) -> Array:
        """How many words each title has."""
        return self.file.array("titles")

    @cached_property
    def bodies(self) -> Array:
        """How many words each body has."""
        return self.file.array("bodies")

    @cached_property
    def slots(self) -> memoryview:
        """Where in the store the body of each article is."""
        return self.file.view("slots")

    @cached_property
    def tokens(self) -> Array:
        """The tokens of all lemmas."""
        return self.file.array("tokens")

    @cached_property
    def which(self) -> Which:
        """The form of each token, counted within its lemma."""
        return Which(self.file)

    @cached_property
    def numbering(self) -> Numbering:
        """Where the words of each article are. Raises ValueError if these are not as many as there are tokens."""
        self._check_lengths()
        return Numbering.of(self.titles, self.bodies)

    def _check_lengths(self) -> None:
        """Raises ValueError if articles have not the words there are: believed, they could ask for all memory."""
        words = sum(int(lengths.sum(dtype=np.int64)) for lengths in (self.titles, self.bodies))
        if words != len(self.tokens):
            raise ValueError("articles have other words than the segment")

    def head(self, number: int) -> bytes:
        """The packed head of an article."""
        at, ends = self._heads_at, self._head_ends
        return self.file.map[at + ends[number] : at + ends[number + 1]]

    def heads(self, numbers: Sequence[int]) -> list[bytes]:
        """``head`` of several."""
        at, ends, whole = self._heads_at, self._head_ends, self.file.map
        return [whole[at + ends[number] : at + ends[number + 1]] for number in numbers]

    def id_of(self, number: int) -> str:
        """The id of an article."""
        return head_id(self.head(number))

    @cached_property
    def entry(self) -> Entries:
        """Packed ledger entries."""
        return Entries(self.file, self.size)

    @cached_property
    def outlet_names(self) -> list[str]:
        """The distinct values of the field source."""
        text, ends = self.file.array("outlet_names").tobytes(), self.file.array("outlet_names.ends").tolist()
        return [decode(text[start:end]) for start, end in itertools.pairwise(ends)]

    @cached_property
    def keys(self) -> Vocabulary:
        """The terms of keyword fields."""
        return Vocabulary(self.file, "keys")

    @cached_property
    def forms(self) -> NDArray[np.int64]:
        """The numbers of the texts that are forms."""
        lemma_of = self.file.array("lemma_of")
        return np.flatnonzero(lemma_of != len(lemma_of))

    def terms(self) -> Terms:
        """All terms, as they were when the segment was built."""
        forms = self.forms
        spellings, lemmas = (self.file.array(name)[forms].astype(np.int64) for name in ("spelling_of", "lemma_of"))
        order = np.lexsort((forms, lemmas))
        return Terms.of(forms[order], spellings[order], lemmas[order])

    def every_text(self) -> Texts:
        """The texts of all terms, for those who read through them."""
        return self.texts.all()

    def source(self, slots: Array | None = None, live: NDArray[np.bool_] | None = None) -> Source:
        """Everything in it, to build a segment from: ``slots`` in the new store, if it is another; see ``Source``."""
        file = self.file
        self._check_lengths()
        return Source(
            moments=self.moments,
            titles=file.array("titles"),
            bodies=file.array("bodies"),
            live=live,
            texts=self.every_text(),
            terms=self.terms,
            rarities=file.array("rarities"),
            starts=file.array("token_starts"),
            tokens=file.array("tokens"),
            which=self.which,
            keys=Keys(list(self.keys.texts()), file.array("key_starts").astype(np.int64), file.array("key_docs")),
            slots=file.array("slots") if slots is None else slots,
            outlets=file.array("outlets"),
            names=self.outlet_names,
            head=self.head,
            entry=self.entry,
            id_of=self.id_of,
            forget=self.file.forget,
        )


class SpilledRun(StoredSource):
    """A spilled run, which is never searched: it has its terms as they are needed to build a segment."""

    def every_text(self) -> Texts:
        """The texts of all terms."""
        return Texts(self.file.array("texts.text"), self.file.array("texts.ends"))

    def terms(self) -> Terms:
        """All terms."""
        return Terms.of(*map(self.file.array, ("forms", "spellings", "lemmas")))
