"""Which articles of an update change the index, and how many do not."""

from array import array
from collections.abc import Callable, Iterable, Iterator

from newsearch.digest import digest
from newsearch.engines.base import Entry, Reader
from newsearch.model import Article, Changes, Record, fault


class Tally:
    """Tells the articles that change the index from those that do not, and counts both."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._seen = _Seen()
        self._added = self._replaced = self._unchanged = 0
        self._repeated: list[str] = []

    def changed(self, articles: Iterable[Article | Record]) -> Iterator[Record]:
        """The articles that are new or differ from what the index, or this run, has under their id.

        Raises TypeError, ValueError for what is no article.
        """
        for given in articles:
            record = given if isinstance(given, Record) else Record(given)
            article, origin = record.article, record.origin
            content = record.digest or digest(_sound(article))
            short = _key(content)
            before = self._seen.put(article.id, short)
            if before is not None:
                self._repeated.append(article.id)
            elif (entry := self._reader.entry(article.id)) is None:
                self._added += 1
            elif entry.digest != content:
                self._replaced += 1
            else:
                self._unchanged += 1
                if origin in ("", entry.origin):
                    before = short  # nothing to write; else the index must learn where the article lies now
            if before != short:
                yield Record(article, content, origin)

    def doomed(self, gone: Callable[[Entry], bool] | None) -> tuple[str, ...]:
        """The ids of known articles that are ``gone`` and did not come again."""
        if gone is None:
            return ()
        return tuple(e.id for e in self._reader.ledger() if e.id not in self._seen and gone(e))

    def changes(self) -> Changes:
        """What was counted so far."""
        return Changes(self._added, self._replaced, self._unchanged, repeated=tuple(self._repeated))


def _sound(article: Article) -> Article:
    """Raises TypeError, ValueError."""
    if wrong := fault(article):
        raise (TypeError if article.id else ValueError)(f"article {article.id!r} cannot be added: {wrong}")
    return article


class _Seen:
    """The ids met so far, each with its digest, both as hashes of 64 bits: 32 to 64 bytes an article, not 300.

    Open addressing with linear probing, at most half full. Should two ids ever have one hash, an article is counted as
    repeated, and still written.
    """

    def __init__(self) -> None:
        self._count = 0
        self._allocate(1 << 10)

    def _allocate(self, size: int) -> None:
        self._mask = size - 1
        self._ids, self._digests = array("Q", bytes(8 * size)), array("Q", bytes(8 * size))

    def _place(self, key: int) -> int:
        """Where the key is, or would be."""
        ids, mask = self._ids, self._mask
        place = key & mask
        while ids[place] not in (0, key):
            place = (place + 1) & mask
        return place

    def __contains__(self, article_id: str) -> bool:
        return self._ids[self._place(_key(article_id))] != 0

    def put(self, article_id: str, digest: int) -> int | None:
        """Remember an id, or another digest of it. Returns the one before, None if there was none."""
        key = _key(article_id)
        place = self._place(key)
        before = self._digests[place] if self._ids[place] else None
        self._count += before is None
        self._ids[place], self._digests[place] = key, digest
        if 2 * self._count > self._mask:
            old = zip(self._ids, self._digests, strict=True)
            self._allocate(2 * (self._mask + 1))
            for known, of in old:
                if known:
                    place = self._place(known)
                    self._ids[place], self._digests[place] = known, of
        return before


def _key(text: str) -> int:
    return hash(text) & ((1 << 64) - 1) or 1
