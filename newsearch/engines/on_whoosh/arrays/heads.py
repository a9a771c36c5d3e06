"""What a list of hits shows of an article, and what the ledger remembers of it, as short strings."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from newsearch.model import Article, Head, Record, from_iso

_BETWEEN: Final = "\x1f"
_SAME: Final = "\x1d"  # in the place of a url that is the id
_HEAD_PARTS: Final = 7
_QUOTED: Final = "\x1e"  # begins a record that holds one of these signs, kept as JSON


def encode(text: str) -> bytes:
    """UTF-8, half a surrogate pair included: what was added comes out again."""
    return text.encode("utf-8", "surrogatepass")


def decode(data: bytes | memoryview) -> str:
    """The text of ``encode``. Raises UnicodeDecodeError."""
    return str(data, "utf-8", "surrogatepass")


def pack(texts: Sequence[str]) -> bytes:
    """Several short texts as one."""
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) >= len(texts) or joined.startswith(_QUOTED):
        joined = _QUOTED + json.dumps(list(texts))
    return encode(joined)


def unpack(data: bytes | memoryview) -> list[str]:
    """The texts of ``pack``."""
    text = decode(data)
    if text.startswith(_QUOTED):
        return [str(part) for part in json.loads(text[1:])]
    return text.split(_BETWEEN)


def pack_head(article: Article) -> bytes:
    """Everything of an article but its body."""
    date = article.date.isoformat() if article.date else ""
    url = _SAME if article.url == article.id else article.url if article.url != _SAME else _SAME + _SAME
    return pack((article.id, article.title, url, article.source, article.section, article.author, date))


def unpack_head(data: bytes) -> Head:
    """The head of ``pack_head``. Raises ValueError if it is none."""
    return unpack_heads([data])[0]


def unpack_heads(packed: Sequence[bytes]) -> list[Head]:
    """Several at once, which is cheaper."""
    new, heads = Head.__new__, []
    for article_id, title, url, source, section, author, date in _rows(packed):
        head = new(Head)  # a third of the time of calling a frozen dataclass
        fields = head.__dict__
        fields["id"] = article_id
        fields["title"] = title
        fields["url"] = article_id if url == _SAME else _url(url, article_id)
        fields["source"] = source
        fields["section"] = section
        fields["author"] = author
        fields["_date"] = date
        heads.append(head)
    return heads


def unpack_article(packed: bytes, body: str) -> Article:
    """The article of a head and a body."""
    ((article_id, title, url, source, section, author, date),) = _rows([packed])
    article = Article.__new__(Article)  # a third of the time of calling a frozen dataclass
    article.__dict__.update(
        {
            "id": article_id,
            "title": title,
            "body": body,
            "url": _url(url, article_id),
            "source": source,
            "section": section,
            "author": author,
            "date": from_iso(date),
        }
    )
    return article


def _rows(packed: Sequence[bytes]) -> Iterator[tuple[str, ...]]:
    """The texts of several heads, seven of each."""
    text = str(b"\x1f".join(packed), "utf-8", "surrogatepass")
    parts = text.split(_BETWEEN)
    if len(parts) != _HEAD_PARTS * len(packed) or _QUOTED in text:
        parts = [part for data in packed for part in unpack(data)]
        if len(parts) != _HEAD_PARTS * len(packed):
            raise ValueError("this is no head of an article")
    return zip(*[iter(parts)] * _HEAD_PARTS, strict=True)


def _url(url: str, article_id: str) -> str:
    return article_id if url == _SAME else url[1:] if url[:1] == _SAME else url


def head_id(data: bytes | memoryview) -> str:
    """The id in a packed head."""
    return unpack(data)[0]


def pack_entry(record: Record) -> bytes:
    """What the ledger remembers beside the id."""
    return pack((record.digest, record.origin))
