"""The postings of one term, walked one by one as Whoosh's queries do."""

import math
from collections.abc import Iterator
from typing import Any, Final, Self

import numpy as np
from whoosh.matching import Matcher, NullMatcher, ReadTooFar

from newsearch.engines.on_whoosh.arrays.searching.occurrences import Occurrences
from newsearch.engines.on_whoosh.door.schema import TEXTS
from newsearch.errors import Unsupported

#: Larger than the number of any article.
_NONE: Final = 1 << 62


class PostingMatcher(Matcher):  # type: ignore[misc]  # Whoosh is untyped
    """Articles in rising order; the weight of each is how often the term stands there, its value the places."""

    def __init__(self, term: tuple[str, bytes], found: Occurrences, scorer: Any = None) -> None:
        self._term = term
        self._scorer = scorer
        self._places = found.places
        articles, self._starts = np.unique(found.articles, return_index=True)
        self._articles: list[int] = articles.tolist()
        self._ends = np.append(self._starts[1:], len(found.articles))
        self._at = 0

    def is_active(self) -> bool:
        """Whether there is a posting here."""
        return self._at < len(self._articles)

    def reset(self) -> None:
        """Back to the first posting."""
        self._at = 0

    def copy(self) -> Self:
        """Another matcher at the same place."""
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin

    def replace(self, minquality: float = 0) -> Matcher:
        """Nothing cheaper than this but the end."""
        return self if self.is_active() else NullMatcher()

    def term(self) -> tuple[str, bytes]:
        """Field and text."""
        return self._term

    def supports_block_quality(self) -> bool:
        """No: Whoosh then looks at every posting, and misses none."""
        return False

    def max_quality(self) -> float:
        """No bound: whoever asks nevertheless, to do without a part of an Or, keeps all of it."""
        return math.inf

    def block_quality(self) -> float:
        """As ``max_quality``."""
        return math.inf

    def id(self) -> int:
        """The article; behind the last posting, where Whoosh asks in spite of ``is_active``, none that there is."""
        return self._articles[self._at] if self.is_active() else _NONE

    def all_ids(self) -> Iterator[int]:
        """The articles from here on."""
        return iter(self._articles[self._at :])

    def next(self) -> None:
        """On to the next posting."""
        if not self.is_active():
            raise ReadTooFar
        self._at += 1

    def skip_to(self, id: int) -> None:  # noqa: A002  Whoosh's name
        """On to the first posting of that article or a later one."""
        if not self.is_active():
            raise ReadTooFar
        if id > self.id():
            self._at += int(np.searchsorted(np.asarray(self._articles[self._at :]), id))

    def weight(self) -> float:
        """How often the term stands in the article."""
        return float(self._ends[self._at] - self._starts[self._at])

    def score(self) -> float:
        """What the scorer makes of it."""
        return float(self._scorer.score(self)) if self._scorer is not None else self.weight()

    def supports(self, astype: str) -> bool:
        """Positions and frequencies."""
        return astype in {"positions", "frequency", "weight"}

    def value(self) -> bytes:
        """Whoosh encodes places as a pickle, which is neither read nor written here; where it has none, nothing."""
        if self._term[0] in TEXTS:
            raise Unsupported("the postings of a news index are not encoded", hint="ask value_as('positions')")
        return b""

    def value_as(self, astype: str) -> Any:
        """The places of the term in the field, or how many there are."""
        match astype:
            case "positions":
                return self._places[self._starts[self._at] : self._ends[self._at]].tolist()
            case "frequency":
                return int(self.weight())
            case "weight":
                return self.weight()
        raise Unsupported(f"a news index keeps no {astype} of a term", hint="ask for positions, frequency or weight")
