"""Reading what a test has just written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsearch.model import Article, Record
from newsearch.sources import Skipped, Sources


@dataclass(frozen=True)
class Outcome:
    records: list[Record]
    skipped: list[Skipped]

    @property
    def articles(self) -> list[Article]:
        return [record.article for record in self.records]

    @property
    def only(self) -> Article:
        (article,) = self.articles
        assert not self.skipped
        return article

    @property
    def reason(self) -> str:
        (skipped,) = self.skipped
        return skipped.reason


Read = Callable[..., Outcome]
Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def read() -> Read:
    def invoke(*paths: Path | str, **options: object) -> Outcome:
        items = list(Sources([str(path) for path in paths], **options))  # type: ignore[arg-type]
        return Outcome(
            [item for item in items if isinstance(item, Record)], [item for item in items if isinstance(item, Skipped)]
        )

    return invoke


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def invoke(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return invoke
