"""The words newsearch speaks in: article, hit, passage, vocable. Values only; nothing here does anything."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final, overload

from newsearch.errors import IndexDamaged

#: The moment of an article without a date, in seconds since 1970 UTC: before all others.
NO_MOMENT: Final = -(2**62)


@dataclass(frozen=True)
class Article:
    """One news article. ``id`` tells it from all others: adding another with the same id replaces it.

    ``date`` is a date, or a moment (without a zone it is taken as UTC); ``None`` if unknown.
    """

    id: str
    _: KW_ONLY
    title: str = ""
    body: str = ""
    url: str = ""
    source: str = ""
    section: str = ""
    author: str = ""
    date: dt.date | None = None


@dataclass(frozen=True)
class Record:
    """An article on its way into an index, with what the index must remember of where it came from.

    ``digest`` is a hash of its content; ``origin`` names the file it was read from (empty if none).
    """

    article: Article
    digest: str = ""
    origin: str = ""


def from_iso(text: str) -> dt.date | None:
    """The date or moment of which ``isoformat`` made the text; None for an empty one. Raises ValueError."""
    if not text:
        return None
    return dt.date.fromisoformat(text) if len(text) == len("2000-01-01") else dt.datetime.fromisoformat(text)


def to_iso(date: dt.date | None) -> str:
    """The text that ``from_iso`` reads."""
    return date.isoformat() if date else ""


class Day:
    """A field of a dataclass: a date or a moment, or None, or its ISO text, which is read once it is asked for."""

    @overload
    def __get__(self, instance: None, owner: type) -> None: ...
    @overload
    def __get__(self, instance: object, owner: type) -> dt.date | None: ...
    def __get__(self, instance: object | None, owner: type) -> dt.date | None:
        if instance is None:
            return None  # what dataclasses take for the default
        known: dt.date | str | None = instance.__dict__["_date"]
        if isinstance(known, str):
            try:
                known = instance.__dict__["_date"] = from_iso(known)
            except ValueError as error:
                raise IndexDamaged(f"an article is dated {known}", hint="run `newsearch check`") from error
        return known

    def __set__(self, instance: object, value: dt.date | str | None) -> None:
        instance.__dict__["_date"] = value


@dataclass(frozen=True)
class Head:
    """What a list of hits shows of an article, without its body: cheap to read."""

    id: str
    title: str
    url: str
    source: str
    section: str
    author: str
    date: Day = Day()


class Match(StrEnum):
    """How much of the query an article has."""

    ALL = "all"  # everything asked for is there
    SOME = "some"  # only part of the words
    REPAIRED = "repaired"  # by a spelling the reader did not type


@dataclass(frozen=True)
class Passage:
    """A piece of an article's field worth showing.

    ``text`` is a slice of the untouched original, beginning at character ``start`` of it; ``marks`` are (start, end)
    pairs of characters within ``text``, on whole words, in order, never overlapping. ``before`` and ``after`` tell
    whether the field goes on on that side.
    """

    field: str
    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    before: bool = False
    after: bool = False


@dataclass(frozen=True)
class Reason:
    """A word of an article that a query met: as it stands there, how close it is, and how many times.

    ``tier``: one of ``query.tiers``, ``repaired`` for what a misspelt word was put right to, ``phrase`` or ``pattern``.
    """

    word: str
    tier: str
    times: int


@dataclass(frozen=True)
class Share:
    """What a part of the query, ``feedback`` or its being a ``headline`` adds to the score of a hit."""

    part: str
    score: float


def fault(article: Article) -> str:
    """What keeps an article from being indexed, whatever Python let into it; empty if nothing does."""
    for name, value in vars(article).items():
        if not isinstance(value, dt.date | None if name == "date" else str):
            return f"its {name} cannot be a {type(value).__name__}"
    return "" if article.id else "it has no id"


@dataclass(frozen=True)
class Hit:
    """One found article. ``article``, ``passages`` and ``why`` are read from the index when first asked for.

    ``shares``: what its score is the sum of, if that was asked for.
    """

    head: Head
    _: KW_ONLY
    score: float
    match: Match
    _load: Callable[[], Article] = field(repr=False, compare=False)
    _quote: Callable[[Article], tuple[Passage, ...]] = field(repr=False, compare=False)
    _reasons: Callable[[Article], tuple[Reason, ...]] = field(repr=False, compare=False)
    shares: tuple[Share, ...] = ()

    @cached_property
    def article(self) -> Article:
        """The whole article. Raises IndexClosed if the index was closed before it was first asked for."""
        return self._load()

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The title with its matches marked, if it has any, then the best passages of the body."""
        return self._quote(self.article)

    @cached_property
    def why(self) -> tuple[Reason, ...]:
        """Which of its words the query met, and how; the closest first."""
        return self._reasons(self.article)


@dataclass(frozen=True)
class Note:
    """Something about the query that its reader should know: what was not understood, changed or left out.

    ``start`` and ``end`` are characters of the query as typed.
    """

    message: str
    start: int = 0
    end: int = 0

    def __str__(self) -> str:
        return self.message


class Count:
    """A field of a dataclass: a whole number, 0 by default, or a function that counts it once it is first read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = f"_{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> int: ...
    @overload
    def __get__(self, instance: object, owner: type) -> int: ...
    def __get__(self, instance: object | None, owner: type) -> int:
        if instance is None:
            return 0  # what dataclasses take for the default
        known: int | Callable[[], int] = instance.__dict__[self._name]
        if callable(known):
            known = instance.__dict__[self._name] = known()
        return known

    def __set__(self, instance: object, value: int | Callable[[], int]) -> None:
        instance.__dict__[self._name] = value


@dataclass(frozen=True)
class Hits:
    """One page of a search. Iterates over its hits, best first.

    ``total`` counts the articles with all that was asked for (after a repair, if their hits say so), ``total_some``
    those with only a part of it, on all pages together: both are exact, and counted when they are first read, in the
    index as it was when it was searched. ``suggestions`` are other queries worth trying, best first.
    """

    hits: tuple[Hit, ...] = ()
    total: Count = Count()
    total_some: Count = Count()
    notes: tuple[Note, ...] = ()
    suggestions: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __getitem__(self, number: int) -> Hit:
        return self.hits[number]


@dataclass(frozen=True, slots=True)
class Vocable:
    """A term of the index and in how many articles it stands."""

    text: str
    articles: int


@dataclass(frozen=True)
class Reached:
    """A form of the index that a word reaches: its tier (or ``pattern``), in how many articles, and from when to when.

    ``sources``: in how many articles of each outlet, most first, if that was asked for.
    """

    form: str
    tier: str
    articles: int
    first: dt.date | None
    last: dt.date | None
    sources: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Forms:
    """The forms that a word reaches, closest first; iterates over them. ``notes``: what its reader should know."""

    forms: tuple[Reached, ...] = ()
    notes: tuple[Note, ...] = ()

    def __iter__(self) -> Iterator[Reached]:
        return iter(self.forms)

    def __len__(self) -> int:
        return len(self.forms)


@dataclass(frozen=True)
class Stats:
    """What an index holds: counts, first and last day (UTC), articles per source, most first, bytes on disk."""

    articles: int
    forms: int
    lemmas: int
    words: int
    first: dt.date | None
    last: dt.date | None
    sources: tuple[tuple[str, int], ...]
    segments: int
    bytes: int


@dataclass(frozen=True)
class Changes:
    """What an update did.

    Counts of articles that were new, that replaced an older version, that were there already; the ids that came more
    than once (the last one counts), and the ids that were removed because their file is gone.
    """

    added: int = 0
    replaced: int = 0
    unchanged: int = 0
    repeated: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
