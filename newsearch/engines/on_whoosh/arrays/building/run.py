"""The words of many batches held in memory, then sorted: one run of a transaction."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import chain, count
from typing import Final

import numpy as np
from numpy.typing import NDArray

from newsearch.batch import Batch, Column, FormTable
from newsearch.engines.on_whoosh.arrays.building.alphabet import alphabetical
from newsearch.engines.on_whoosh.arrays.building.invert import Fields, inverted
from newsearch.engines.on_whoosh.arrays.building.memory import give_back
from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array, narrow
from newsearch.engines.on_whoosh.arrays.files.lookup import KEY_SIGN
from newsearch.engines.on_whoosh.arrays.files.store import StoreWriter
from newsearch.engines.on_whoosh.arrays.segments.articles import Numbering, arrange, spread
from newsearch.engines.on_whoosh.arrays.segments.heads import pack_entries, pack_heads
from newsearch.engines.on_whoosh.arrays.segments.radix import order_of
from newsearch.engines.on_whoosh.arrays.segments.source import Keys, Source
from newsearch.engines.on_whoosh.arrays.segments.terms import Ints, Terms
from newsearch.engines.on_whoosh.arrays.segments.texts import Texts
from newsearch.fields import KEYWORD_FIELDS

#: Bytes that an article takes beside its texts, and bytes that count as a word.
_AN_ARTICLE: Final = 500
_A_WORD: Final = 8
#: Sorting more forms frees so much memory that it is given back before more is asked for.
_MANY: Final = 1 << 17


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
        self._columns: list[tuple[Column, Column]] = []  # of each batch, titles and bodies
        self._values: dict[str, dict[tuple[str, ...], int]] = {
            name: defaultdict(count().__next__) for name in KEYWORD_FIELDS
        }
        self._valued: list[tuple[Array, ...]] = []  # of each batch, which of these values articles have in each field

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def load(self) -> int:
        """See above."""
        return max(self.words, self._bytes // _A_WORD)

    def add(self, batch: Batch, store: StoreWriter) -> None:
        """Take a batch in; bodies go to the store at once."""
        articles = [record.article for record in batch.records]
        ids, heads, entries = [article.id for article in articles], pack_heads(articles), pack_entries(batch.records)
        self.places.update(zip(ids, count(len(self._ids))))
        self._ids += ids
        self._heads += heads
        self._entries += entries
        self._bytes += sum(map(len, chain(heads, entries, ids, ids))) + _AN_ARTICLE * len(articles)
        self._slots += [store.add(article.body) for article in articles]
        self._outlets += [self._names.setdefault(article.source, len(self._names)) for article in articles]
        self._moments.append(np.array(batch.moments, np.int64))
        self._columns.append((batch.columns["title"], batch.columns["body"]))
        self.words += sum(len(column.words) for column in self._columns[-1])
        self._valued.append(
            tuple(
                np.fromiter(map(numbers.__getitem__, batch.keywords[name]), np.int32, len(articles))
                for name, numbers in self._values.items()
            )
        )

    def forget(self, article_id: str) -> bool:
        """Leave that article out; whether it was there."""
        return self.places.pop(article_id, None) is not None

    def source(self) -> Source:
        """Everything, sorted. Only the last article of each id, and none that was forgotten."""
        moments = np.concatenate(self._moments)
        kept = np.array(sorted(self.places.values()), np.int64)
        order = kept[arrange(moments[kept], [self._ids[place] for place in kept.tolist()].__getitem__)]
        titles, bodies = (
            narrow(np.concatenate([np.diff(column.starts) for column in field])[order])
            for field in zip(*self._columns, strict=True)
        )
        numbering, counts = Numbering.of(titles, bodies).new(), self._counts()
        texts, terms, ranks, rarities = self._terms(counts.nonzero()[0])
        starts, tokens, which = inverted(self._fields(order, numbering), counts, ranks, terms)
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

    def _counts(self) -> NDArray[np.int64]:
        """How often each form of the table stands in the batches, in articles that do not count, too."""
        counts = np.zeros(len(self.table.forms), np.int64)
        for columns in self._columns:
            counts += np.bincount(np.concatenate([column.words for column in columns]), minlength=len(counts))
        return counts

    def _terms(self, used: NDArray[np.int64]) -> tuple[Texts, Terms, NDArray[np.int32], Array]:
        """The texts in order, the terms, the place of each form of the table among the forms (-1 if unused).

        And the rarity of each lemma.
        """
        table, levels = self.table, self.table.levels()
        whole = len(used) == len(table.forms)
        met_texts, numbers = _numbered(*(of if whole else _pick(of, used.tolist()) for of in levels))
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
        firsts = _pick(levels[-1], used[order[terms.first[:-1]]].tolist())
        if len(used) > _MANY:
            give_back()
        return met.take(alphabet), terms, ranks, np.array(table.rarities(firsts), np.uint8)

    def _fields(self, order: NDArray[np.int64], numbering: Numbering) -> Fields:
        """Titles and bodies of the articles in their new order. They are the run's no longer."""
        columns, self._columns = self._columns, []
        batches = np.arange(len(columns)).repeat([len(title.starts) - 1 for title, _ in columns])
        edges = [
            [np.concatenate([column.starts[some] for column in field])[order] for field in zip(*columns, strict=True)]
            for some in (slice(None, -1), slice(1, None))
        ]
        of = 2 * batches[order]
        both = ((of, of + 1), *edges, (numbering.bases[:-1], numbering.bodies))
        return Fields(
            [column.words for pair in columns for column in pair], *(np.stack(pair, axis=1).ravel() for pair in both)
        )

    def _by_key(self, order: NDArray[np.int64]) -> Keys:
        texts = sorted({text for name, values in self._values.items() for text in _keys(name, chain(*values))})
        number, pairs = dict(zip(texts, count())), [np.zeros(0, np.int64)]
        for (name, values), field in zip(self._values.items(), zip(*self._valued, strict=True), strict=True):
            keys = [[number[text] for text in _keys(name, terms)] for terms in values]
            counts = np.fromiter(map(len, keys), np.int64, len(keys))
            of = np.concatenate(field)[order]
            places = spread((counts.cumsum() - counts)[of], counts[of])
            found = np.fromiter(chain(*keys), np.int64).take(places)
            pairs.append(found << 32 | np.arange(len(order)).repeat(counts[of]))
        postings = np.concatenate(pairs)
        postings.sort()
        starts = postings.searchsorted(np.arange(len(texts) + 1) << 32)
        return Keys(texts, starts, postings & 0xFFFFFFFF)


def _keys(name: str, terms: Iterable[str]) -> set[str]:
    return {name + KEY_SIGN + term for term in terms}


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
