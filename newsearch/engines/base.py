"""The seam: what newsearch asks of an engine. Terms and columns go in, addresses and scores come out; never text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import TYPE_CHECKING, Final, Protocol, Self

from newsearch.errors import SettingError
from newsearch.model import Article, Head, Stats, Vocable
from newsearch.query.plan import Found, Search
from newsearch.query.tree import Level, Node, Phrase, Term

if TYPE_CHECKING:
    from newsearch.batch import Batch


#: The note of an exception that came too late: behind a commit.
MADE: Final = "the change was made all the same"


class Use(Enum):
    """What an index is opened for."""

    ANYTHING = "anything"
    ONE_SEARCH = "one search"  # by a process that ends then: nothing is imported that takes longer than it saves


def _silently(_message: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Patience:
    """What a writer does while there is another: waits so many ``seconds``, and says once, to ``tell``, for whom.

    Raises SettingError if that is less than none, or no number.
    """

    seconds: float = 0.0
    tell: Callable[[str], None] = _silently

    def __post_init__(self) -> None:
        if not self.seconds >= 0:
            raise SettingError(f"nobody can wait {self.seconds:g} seconds", hint="wait for 0 seconds or more")


@dataclass(frozen=True)
class Entry:
    """What the index remembers of one article: enough to tell whether it changed and whether its file is gone."""

    id: str
    digest: str
    origin: str


@dataclass(frozen=True)
class Totals:
    """How many live articles there are, and how many words in their titles and bodies."""

    articles: int = 0
    title_words: int = 0
    body_words: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(
            self.articles + other.articles, self.title_words + other.title_words, self.body_words + other.body_words
        )


class Reader(Protocol):
    """A snapshot: commits and merges made after it was opened do not show in it. Addresses hold within it only."""

    def search(self, search: Search) -> Found:
        """Run the search; totals are exact, and may be counted only when they are read.

        Raises Unsupported for a leaf that the engine cannot run.
        """
        ...

    def among(self, node: Node, addresses: Sequence[int]) -> AbstractSet[int]:
        """Those of the addresses, all of live articles, whose article matches. Raises Unsupported, as ``search``."""
        ...

    def head(self, address: int) -> Head:
        """What a list of hits shows of the article."""
        ...

    def heads(self, addresses: Sequence[int]) -> list[Head]:
        """``head`` of several articles at once, which may be cheaper."""
        ...

    def article(self, address: int) -> Article:
        """The whole article, as it was added."""
        ...

    def address(self, article_id: str) -> int | None:
        """Where the live article of that id is; None if there is none."""
        ...

    def entry(self, article_id: str) -> Entry | None:
        """What is remembered of the live article of that id; None if there is none."""
        ...

    def ledger(self) -> Iterator[Entry]:
        """Every live article once, in no particular order."""
        ...

    def vocabulary(self, level: Level, prefix: str = "") -> list[Vocable]:
        """The terms of live articles at ``level`` that begin with ``prefix``, by code point, with article counts."""
        ...

    def variants(self, level: Level, text: str) -> list[Vocable]:
        """The forms behind the term ``text`` of ``level`` that stand in live articles, the most frequent first."""
        ...

    def forms_behind(self, terms: Sequence[tuple[Level, str]]) -> list[list[str]]:
        """The forms of ``variants`` of each of the terms, in no particular order, which is cheaper.

        There may be others with them that stand behind the term too, but in deleted articles only.
        """
        ...

    def stats(self) -> Stats:
        """Counts over live articles; ``bytes`` and ``segments`` are those of the whole index."""
        ...

    def is_newest(self) -> bool:
        """Whether no commit was made since it was opened; False where that cannot be told."""
        ...

    def close(self) -> None:
        """Let go of files. Afterwards every method raises IndexClosed. Closing twice is fine."""
        ...


def document_frequency(reader: Reader, node: Node) -> int:
    """How many articles match. Raises Unsupported, as ``Reader.search``."""
    return reader.search(Search(node, limit=0)).total


def count(reader: Reader, level: Level, text: str) -> int:
    """In how many articles a word stands, each of its forms counted by itself."""
    return sum([one.articles for one in reader.variants(level, text)])


def count_of_rarest(reader: Reader, leaf: Term | Phrase) -> int:
    """The same of a leaf; of a phrase that of its rarest word: no more articles have it, about."""
    texts = [leaf.text] if isinstance(leaf, Term) else leaf.texts
    return min(count(reader, leaf.level, text) for text in texts)


class Writer(Protocol):
    """One transaction. Nothing shows before ``commit``; ``cancel`` leaves the index as it was.

    As a context manager it commits, or cancels if an exception passes through. Once it is over, every method raises
    IndexClosed.
    """

    def add(self, batch: "Batch") -> None:
        """Add articles; each replaces whatever has its id, in the index or earlier in this transaction."""
        ...

    def delete(self, ids: Iterable[str]) -> int:
        """Delete by id; returns how many of them there were, unknown ids not counted."""
        ...

    def commit(self) -> None:
        """Make it durable and visible to readers opened from now on."""
        ...

    def cancel(self) -> None:
        """Forget the transaction."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class Engine(Protocol):
    """A store of analysed articles that answers searches."""

    def reader(self) -> Reader:
        """A snapshot of the last commit."""
        ...

    def writer(self) -> Writer:
        """The one writer. Raises IndexLocked, naming the owner, while there is another (see Patience)."""
        ...

    def compact(self) -> None:
        """Rewrite the index without what was deleted."""
        ...

    def close(self) -> None:
        """Let go of everything. Readers that are still open stay usable until they are closed."""
        ...
