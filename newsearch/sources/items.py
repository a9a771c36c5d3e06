"""What comes out of a source beside articles: what was passed over, and what was not understood."""

from dataclasses import dataclass
from enum import Enum


class Keep(Enum):
    """What becomes of page chrome, and of markup in JSON."""

    ARTICLE = "article"  # only what belongs to the article
    EVERYTHING = "everything"  # chrome too, as part of the body
    AS_IS = "as is"  # not even markup is taken for markup


class Severity(Enum):
    """Whether something asked for could not be had."""

    PASSED = "passed over"  # an empty article, a file of another kind met on the way
    FAILED = "failed"  # what the user named, or a part of it, could not be read


@dataclass(frozen=True)
class Skipped:
    """A file, or one line of it (from 1), that did not become an article, and why."""

    path: str
    line: int | None
    reason: str
    severity: Severity = Severity.PASSED

    def __str__(self) -> str:
        return f"{self.path}{f':{self.line}' if self.line else ''}: {self.reason}"


@dataclass(frozen=True)
class Doubt(Skipped):
    """An article was taken, but something in it was not understood and is left out of the index."""


@dataclass(frozen=True)
class Backwards(Doubt):
    """An article was taken as it is, though its letters stand from the last to the first."""

    reason: str = "its letters stand in the opposite order, as old PDFs give them: its words will hardly be found"
