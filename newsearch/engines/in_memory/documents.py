"""What is remembered of an article, and what one commit holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from newsearch.batch import Batch
from newsearch.engines import feedback
from newsearch.engines.scoring import Averages
from newsearch.fields import TEXT_FIELDS
from newsearch.model import Record
from newsearch.query.tree import Level

#: form, spelling, lemma
Word = tuple[str, str, str]
#: Where each level stands in it.
PLACE: Final = {Level.FORM: 0, Level.SPELLING: 1, Level.LEMMA: 2}


@dataclass(frozen=True)
class Document:
    """An article with its words, field by field, and its signature."""

    record: Record
    words: dict[str, list[Word]]
    keywords: dict[str, frozenset[str]]
    moment: int
    signature: tuple[str, ...]

    def texts(self, name: str, level: Level) -> list[str]:
        """The words of a field at one level, in reading order."""
        return [word[PLACE[level]] for word in self.words[name]]


@dataclass(frozen=True)
class State:
    """One commit. ``averages`` are None until there are articles."""

    documents: dict[str, Document] = field(default_factory=dict)
    averages: Averages | None = None

    def taken(self) -> Averages:
        """The averages as they are now."""
        title, body = (sum(len(d.words[name]) for d in self.documents.values()) for name in TEXT_FIELDS)
        return Averages.of(title, body, len(self.documents))


def documents_of(batch: Batch) -> Iterator[Document]:
    """The articles of a batch."""
    levels = batch.table.levels()
    for i, record in enumerate(batch.records):
        words = {}
        for name, column in batch.columns.items():
            numbers = column.words[column.starts[i] : column.starts[i + 1]].tolist()
            words[name] = list(zip(*(map(level.__getitem__, numbers) for level in levels), strict=True))
        keywords = {name: frozenset(terms[i]) for name, terms in batch.keywords.items()}
        yield Document(record, words, keywords, int(batch.moments[i]), feedback.signature(batch, i))
