"""One line of JSON → one article."""

import datetime as dt
import html
import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from newsearch.digest import digest
from newsearch.model import Article, Record
from newsearch.sources import clean, dates
from newsearch.sources.encodings import sound
from newsearch.sources.items import Doubt, Severity, Skipped
from newsearch.sources.text_file import Keep

_TEXTS: Final = ("title", "body", "url", "source", "section", "author")
NAMES: Final = ("id", "date", *_TEXTS)


def read(
    line: str | bytes, path: str, number: int, mapping: Mapping[str, str], keep: Keep
) -> Iterator[Record | Skipped]:
    """The article of a line, behind a Doubt for what is missing or not understood in it; or why there is none.

    ``mapping`` gives the names that the file uses: ``{"text": "body"}`` reads ``text`` as the body.
    """
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        yield Skipped(path, number, f"no valid JSON: {_brief(error)}", Severity.FAILED)
        return
    if not isinstance(row, dict):
        yield Skipped(path, number, f"a JSON {type(row).__name__}, not an object", Severity.FAILED)
        return
    for theirs, ours in mapping.items():
        if theirs in row:
            row[ours] = row.pop(theirs)
    odd = [name for name in NAMES if isinstance(row.get(name), dict)]
    if odd:
        yield Skipped(path, number, f"its {odd[0]} is an object, not text", Severity.FAILED)
        return
    texts = {name: _text(row.get(name)) for name in _TEXTS}
    if keep is Keep.ARTICLE and "\n" in texts["body"]:
        texts["body"] = _cleaned(texts["body"])
    article_id = _text(row.get("id")).strip() or texts["url"].strip()
    if not (texts["title"].strip() or texts["body"].strip()):
        if not article_id:
            yield Skipped(path, number, "empty: neither title nor body")
            return
        yield Doubt(path, number, "neither title nor body")
    given = _text(row.get("date")).strip()
    date: dt.date | None = dates.parse(given) if given else None
    if given and date is None:
        yield Doubt(path, number, f"date not understood: {given[:60]}")
    article = Article(article_id, date=date, **texts)
    content = digest(article)
    if not article.id:
        article = Article(content, date=date, **texts)
    yield Record(article, content, path)


def _text(value: Any) -> str:
    """A value as text: lists joined, numbers written out, entities resolved."""
    if isinstance(value, str):
        text = html.unescape(value) if "&" in value else value
        return sound(text)
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list):
        return "، ".join(filter(None, map(_text, value)))
    return str(value)


def _cleaned(body: str) -> str:
    """The body without chrome, character for character the same where there is none."""
    lines = body.split("\n")
    kept = clean.without_chrome(lines)
    return body if len(kept) == len(lines) else "\n".join(kept)


def _brief(error: Exception) -> str:
    return "nested too deeply" if isinstance(error, RecursionError) else str(error)[:120]
