"""newsearch as a peer of other engines in a side-by-side benchmark, through its public API only.

The harness calls ``build``, ``open``, ``search``, ``add``, ``delete`` and ``close`` and times them from outside.
"""

import datetime as dt
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from newsearch import Article, Hits, NewsIndex

Row = tuple[str, float, str]


class Newsearch:
    """One index in a folder; hits are (url, score, title), best first."""

    label = "newsearch"
    note = "title and body, three levels (form, spelling, lemma), positions, articles stored"
    settable_threads = False
    server = False
    modes = ("any", "all", "phrase", "prefix", "default")

    _index: NewsIndex

    def build(self, docs_path: str, index_dir: str, threads: int = 1) -> None:
        """Index all of a JSON lines file into an empty folder."""
        with NewsIndex.create(index_dir) as index:
            index.add(_articles(docs_path))

    def open(self, index_dir: str) -> None:
        """Open what ``build`` made."""
        self._index = NewsIndex.open(index_dir)

    def search(self, query_text: str, mode: str, k: int) -> list[Row]:
        """The first k hits. ``default`` is the text as a reader would type it."""
        match mode:
            case "any":
                query = " OR ".join(_words(query_text))
            case "all":
                query = " AND ".join(_words(query_text))
            case "phrase":
                query = '"' + query_text.replace('"', " ") + '"'
            case "prefix":
                query = query_text + "*"
            case _:
                query = query_text
        return _rows(self._index.search(query, k))

    def add(self, docs_path: str) -> None:
        """Add articles; they can be found when this returns."""
        self._index.add(_articles(docs_path))

    def delete(self, urls: list[str]) -> None:
        """Delete articles; they can no longer be found when this returns."""
        self._index.delete(urls)

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def start(self, index_dir: str) -> None:
        """Nothing: there is no server."""

    def stop(self) -> None:
        """Nothing: there is no server."""

    def external_usage(self) -> None:
        """Nothing runs outside this process."""

    def index_bytes(self, index_dir: str) -> int:
        """Size of the index on disk."""
        return sum(path.stat().st_size for path in Path(index_dir).rglob("*") if path.is_file())


def _rows(hits: Hits) -> list[Row]:
    return [(hit.head.url, hit.score, hit.head.title) for hit in hits]


def _words(text: str) -> list[str]:
    """The words of a text that is no query: signs of the query language, «quotes» above all, are taken off."""
    cleaned = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    return [word for word in cleaned.split() if word not in {"OR", "AND", "NOT"}]


def _articles(path: str) -> Iterator[Article]:
    with Path(path).open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield Article(
                row["url"],
                title=row["title"],
                body=row["body"],
                url=row["url"],
                source=row.get("source", ""),
                date=dt.datetime.fromisoformat(row["date"]) if row.get("date") else None,
            )
