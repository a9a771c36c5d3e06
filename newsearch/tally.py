"""Which articles of an update change the index, and how many do not."""

from collections.abc import Callable, Iterable, Iterator

from newsearch.digest import digest
from newsearch.engines.base import Entry, Reader
from newsearch.model import Article, Changes, Record


class Tally:
    """Tells the articles that change the index from those that do not, and counts both."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seen: dict[str, str] = {}
        self._added = self._replaced = self._unchanged = 0
        self._repeated: list[str] = []

    def changed(self, articles: Iterable[Article | Record]) -> Iterator[Record]:
        """The articles that are new or differ from what the index, or this run, has under their id."""
        for article in articles:
            record = article if isinstance(article, Record) else Record(article)
            article_id, content = record.article.id, record.digest or digest(record.article)
            before = self._seen.get(article_id)
            entry = self._reader.entry(article_id) if before is None else None
            if before is not None:
                self._repeated.append(article_id)
            elif entry is None:
                self._added += 1
            elif entry.digest != content:
                self._replaced += 1
            else:
                self._unchanged += 1
                if record.origin in ("", entry.origin):
                    before = content  # nothing to write; else the index must learn where the article lies now
            self._seen[article_id] = content
            if before != content:
                yield Record(record.article, content, record.origin)

    def doomed(self, gone: Callable[[Entry], bool] | None) -> tuple[str, ...]:
        """The ids of known articles that are ``gone`` and did not come again."""
        if gone is None:
            return ()
        return tuple(e.id for e in self._reader.ledger() if e.id not in self._seen and gone(e))

    def changes(self) -> Changes:
        """What was counted so far."""
        return Changes(self._added, self._replaced, self._unchanged, repeated=tuple(self._repeated))
