"""The words of many batches held in memory, then sorted: one run of a transaction."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.batch import Batch, FormTable
from newsearch.engines.on_whoosh.arrays.alphabet import alphabetical
from newsearch.engines.on_whoosh.arrays.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.articles import Numbering, arrange, spread
from newsearch.engines.on_whoosh.arrays.heads import pack_entry, pack_heads
from newsearch.engines.on_whoosh.arrays.invert import Fields, inverted
from newsearch.engines.on_whoosh.arrays.memory import give_back
from newsearch.engines.on_whoosh.arrays.radix import order_of
from newsearch.engines.on_whoosh.arrays.source import Keys, Source
from newsearch.engines.on_whoosh.arrays.store import StoreWriter
from newsearch.engines.on_whoosh.arrays.terms import Ints, Terms
from newsearch.engines.on_whoosh.arrays.texts import Texts
from newsearch.engines.on_whoosh.arrays.vocabulary import KEY_SIGN
from newsearch.fields import KEYWORD_FIELDS

#: Bytes that an article takes beside its texts, and bytes that count as a word.
_AN_ARTICLE: Final = 500
_A_WORD: Final = 8
#: After so many words were copied the memory of those that were copied is given back.
_GIVEN: Final = 1 << 21


class Run:
    """Batches that share one table of forms. ``words`` tells how many words it holds; ``source`` sorts them.

    ``load``: how many words take as much memory as it does, where that is more than it has.
    """

    def __init__(self, table: FormTable) -> None:
        self.table = table
        self.words = self._bytes = 0
        self.places: dict[str, int] = {}  # the article of each id that counts, in the order they came
        self._ids: list[str] = []
        self._heads: list[bytes] = []
        self._entries: list[bytes] = []
        self._slots: list[int] = []
        self._outlets: list[int] = []
        self._names: dict[str, int] = {}
        self._moments: list[Array] = []
        self._columns: list[tuple[Array, Array, Array, Array]] = []  # words and lengths, of titles and of bodies
        self._keys: dict[str, int] = {}
        self._keys_of: dict[tuple[str, tuple[str, ...]], NDArray[np.int64]] = {}
        self._keyed: list[list[NDArray[np.int64]]] = []

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def load(self) -> int:
        """See above."""
        return max(self.words, self._bytes // _A_WORD)

    def add(self, batch: Batch, store: StoreWriter) -> None:
        """Take a batch in; bodies go to the store at once."""
        heads = pack_heads([record.article for record in batch.records])
        for number, (record, head) in enumerate(zip(batch.records, heads, strict=True), start=len(self._ids)):
            article, entry = record.article, pack_entry(record)
            self.places[article.id] = number
            self._ids.append(article.id)
            self._heads.append(head)
            self._entries.append(entry)
            self._bytes += len(head) + len(entry) + 2 * len(article.id) + _AN_ARTICLE
            self._slots.append(store.add(article.body))
            self._outlets.append(self._names.setdefault(article.source, len(self._names)))
        self._moments.append(np.array(batch.moments, np.int64))
        title, body = batch.columns["title"], batch.columns["body"]
        self._columns.append((title.words, np.diff(title.starts), body.words, np.diff(body.starts)))
        self.words += len(title.words) + len(body.words)
        for terms in zip(*(batch.keywords[name] for name in KEYWORD_FIELDS), strict=True):
            self._keyed.append([self._key(name, tuple(of)) for name, of in zip(KEYWORD_FIELDS, terms, strict=True)])

    def _key(self, name: str, terms: tuple[str, ...]) -> NDArray[np.int64]:
        known = self._keys_of.get((name, terms))
        if known is None:
            texts = sorted({name + KEY_SIGN + term for term in terms})
            known = np.array([self._keys.setdefault(text, len(self._keys)) for text in texts], np.int64)
            self._keys_of[name, terms] = known
        return known

    def forget(self, article_id: str) -> bool:
        """Leave that article out; whether it was there."""
        return self.places.pop(article_id, None) is not None

    def source(self) -> Source:
        """Everything, sorted. Only the last article of each id, and none that was forgotten."""
        moments = np.concatenate(self._moments)
        kept = np.array(sorted(self.places.values()), np.int64)
        order = kept[arrange(moments[kept], [self._ids[place] for place in kept.tolist()].__getitem__)]
        lengths = [np.concatenate([column[field] for column in self._columns]) for field in (1, 3)]
        titles, bodies = (narrow(of[order]) for of in lengths)
        numbering = Numbering.of(titles, bodies)
        texts, terms, ranks, rarities = self._terms()
        starts, tokens, which = inverted(self._fields(order, numbering), ranks, terms)
        heads, entries, ids = self._heads, self._entries, self._ids
        back = order.tolist()
        return Source(
            moments=moments[order],
            titles=titles,
            bodies=bodies,
            live=None,
            texts=texts,
            terms=lambda: terms,
            rarities=rarities,
            starts=starts,
            tokens=tokens,
            which=which,
            keys=self._by_key(order),
            slots=np.array(self._slots, np.int64)[order],
            outlets=np.array(self._outlets, np.int64)[order],
            names=list(self._names),
            head=lambda number: heads[back[number]],
            entry=lambda number: entries[back[number]],
            id_of=lambda number: ids[back[number]],
        )

    def _used(self) -> NDArray[np.int64]:
        count = len(self.table.forms)
        seen = np.zeros(count, bool)
        for title, _, body, _ in self._columns:
            seen[title] = True
            seen[body] = True
        return seen.nonzero()[0]

    def _terms(self) -> tuple[Texts, Terms, NDArray[np.int32], Array]:
        """The texts in order, the terms, the place of each form of the table among the forms (-1 if unused).

        And the rarity of each lemma.
        """
        used = self._used()
        table = self.table
        whole = len(used) == len(table.forms)
        levels = [of if whole else _pick(of, used.tolist()) for of in (table.forms, table.spellings, table.lemmas)]
        met_texts, numbers = _numbered(*levels)
        met = Texts.of(met_texts)
        alphabet = alphabetical(met)
        rank = np.empty(len(alphabet), np.int64)
        rank[alphabet] = np.arange(len(alphabet))
        forms, spellings, lemmas = (rank[of] for of in numbers)
        by_form = np.full(len(rank), -1)
        by_form[forms] = np.arange(len(forms))
        by_form = by_form[by_form >= 0]
        order = by_form.take(order_of(lemmas.take(by_form), len(rank)))  # by lemma, then by form
        ranks = np.full(len(table.forms), -1, np.int32)
        ranks[used[order]] = np.arange(len(order))
        terms = Terms.of(forms[order], spellings[order], lemmas[order])
        firsts = used[order[terms.first[:-1]]].tolist()
        return met.take(alphabet), terms, ranks, np.array(table.rarities(_pick(table.lemmas, firsts)), np.uint8)

    def _fields(self, order: NDArray[np.int64], numbering: Numbering) -> Fields:
        """Titles and bodies of the articles in their new order. The columns are let go while they are copied."""
        lengths = np.concatenate([of for column in self._columns for of in column[1::2]])
        starts = lengths.cumsum() - lengths
        counts = [len(column[1]) for column in self._columns]
        first = np.cumsum([0, *counts])
        titles = spread(2 * first[:-1], np.array(counts))  # of each article, where its title stands among the fields
        fields = np.stack((titles[order], titles[order] + np.repeat(counts, counts)[order]), axis=1).ravel()
        tokens = np.stack((numbering.bases[:-1], numbering.bodies), axis=1).ravel()
        words, end, given = np.empty(self.words, np.int32), 0, -_GIVEN
        self._columns.reverse()
        while self._columns:  # they are the largest part of a run
            if end - given >= _GIVEN:
                give_back()
                given = end
            for of in self._columns.pop()[::2]:
                words[end : end + len(of)] = of
                end += len(of)
        give_back()
        return Fields(words, starts[fields], lengths[fields], tokens)

    def _by_key(self, order: NDArray[np.int64]) -> Keys:
        number = np.argsort(order)  # of the articles kept, in the order they came
        place = np.sort(order)
        texts = sorted(self._keys)
        rank = np.empty(len(texts), np.int64)
        rank[[self._keys[text] for text in texts]] = np.arange(len(texts))
        docs_of: list[NDArray[np.int64]] = []
        counts: list[int] = []
        for kept in place.tolist():
            docs_of.extend(self._keyed[kept])
            counts.append(sum(map(len, self._keyed[kept])))
        keys = rank[np.concatenate([np.zeros(0, np.int64), *docs_of])] << 32 | number.repeat(counts)
        keys.sort()
        starts = keys.searchsorted(np.arange(len(self._keys) + 1) << 32)
        return Keys(texts, starts, keys & 0xFFFFFFFF)


def _pick(texts: list[str], places: Iterable[int]) -> list[str]:
    return [texts[place] for place in places]


def _numbered(forms: list[str], spellings: list[str], lemmas: list[str]) -> tuple[list[str], tuple[Ints, Ints, Ints]]:
    """The distinct texts of all levels, and the number in them of each form (all distinct), spelling and lemma."""
    number = defaultdict(count(len(forms)).__next__, zip(forms, range(len(forms)), strict=True))

    def numbers(texts: list[str]) -> Ints:
        return np.fromiter(map(number.__getitem__, texts), np.int64, len(texts))

    own = np.arange(len(forms))
    spelling_of = own.copy()
    other = [place for place, (form, spelling) in enumerate(zip(forms, spellings, strict=True)) if form != spelling]
    spelling_of[other] = numbers(_pick(spellings, other))
    lemma_of = numbers(lemmas)
    return list(number), (own, spelling_of, lemma_of)
