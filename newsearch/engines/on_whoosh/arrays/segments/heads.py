"""What a list of hits shows of an article, and what the ledger remembers of it, as short strings."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from newsearch.engines.on_whoosh.arrays.files.codepage import OTHER, PAGE, decode, encode, from_bytes, to_bytes
from newsearch.model import Article, Head, Record, from_iso, to_iso

_BETWEEN: Final = "\x1f"
_SAME: Final = "\x1d"  # in the place of a url that is the id
_HEAD_PARTS: Final = 7
_QUOTED: Final = "\x1e"  # begins a record that holds one of these signs, kept as JSON
_BETWEEN_BYTE: Final = bytes([PAGE.index(_BETWEEN)])
_WIDE: Final = bytes([OTHER])  # begins a head in UTF-8
_TOGETHER: Final = 64  # heads that are coded at a time; where one holds an unusual character, each by itself


def _joined(texts: Sequence[str]) -> str:
    """Several short texts as one."""
    joined = _BETWEEN.join(texts)
    if joined.count(_BETWEEN) >= len(texts) or joined.startswith(_QUOTED):
        return _QUOTED + json.dumps(list(texts))
    return joined


def _parted(text: str) -> list[str]:
    """The texts of ``_joined``."""
    if text.startswith(_QUOTED):
        return [str(part) for part in json.loads(text[1:])]
    return text.split(_BETWEEN)


def pack_heads(articles: Sequence[Article]) -> list[bytes]:
    """Everything of articles but their bodies."""
    packed = []
    for start in range(0, len(articles), _TOGETHER):
        texts = [_joined(_head(article)) for article in articles[start : start + _TOGETHER]]
        packed += [_WIDE + coded if wide else coded for coded, wide in zip(*to_bytes(texts), strict=True)]
    return packed


def _head(article: Article) -> Sequence[str]:
    url = article.url if not article.url.startswith(_SAME) else _SAME + article.url
    if article.url == article.id:
        url = _SAME
    return article.id, article.title, url, article.source, article.section, article.author, to_iso(article.date)


def _text(head: bytes) -> str:
    """A packed head as one text."""
    return decode(head[1:]) if head[:1] == _WIDE else from_bytes(head, False)


def unpack_head(data: bytes) -> Head:
    """A head of ``pack_heads``. Raises ValueError if it is none."""
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
    whole = _BETWEEN_BYTE.join(packed)
    text = from_bytes(whole, False) if _WIDE not in whole else _QUOTED
    parts = text.split(_BETWEEN)
    if len(parts) != _HEAD_PARTS * len(packed) or _QUOTED in text:
        parts = [part for data in packed for part in _parted(_text(data))]
        if len(parts) != _HEAD_PARTS * len(packed):
            raise ValueError("this is no head of an article")
    return zip(*[iter(parts)] * _HEAD_PARTS, strict=True)


def _url(url: str, article_id: str) -> str:
    return article_id if url == _SAME else url[1:] if url[:1] == _SAME else url


def head_id(data: bytes) -> str:
    """The id in a packed head."""
    return _parted(_text(data))[0]


def pack_entries(records: Iterable[Record]) -> list[bytes]:
    """What the ledger remembers of each beside the id: digest and origin."""
    return [encode(_joined((record.digest, record.origin))) for record in records]


def unpack_entry(data: bytes) -> list[str]:
    """Digest and origin of ``pack_entries``."""
    return _parted(decode(data))
