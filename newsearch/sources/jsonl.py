"""One line of JSON → one article."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from newsearch.digest import digest
from newsearch.model import Article, Record
from newsearch.sources import clean, dates, markup
from newsearch.sources.encodings import sound
from newsearch.sources.items import Backwards, Doubt, Keep, Severity, Skipped
from newsearch.text.backwards import is_backwards

_WRITTEN: Final = ("title", "body", "source", "section", "author")
NAMES: Final = ("id", "url", "date", *_WRITTEN)

#: So many other names are told where there is neither title nor body, with so many characters of each.
_NAMED: Final = 5
_SHOWN: Final = 30
#: Between the values of a list.
_JOINED_BY: Final = {"body": "\n\n"}


class Lines:
    """Reads the lines of one file."""

    def __init__(self, path: str, origin: str, mapping: Mapping[str, str], keep: Keep) -> None:
        """``mapping`` gives the names that the file uses: ``{"text": "body"}`` reads ``text`` as the body."""
        self._path = path
        self._origin = origin
        self._mapping = mapping
        self._keep = keep

    def read(self, line: str, number: int) -> Iterator[Record | Skipped]:
        """The article of a line, behind a Doubt for what is missing or not understood in it; or why there is none."""
        row = self._row(line, number)
        if isinstance(row, Skipped):
            yield row
            return
        fields = {name: _text(row.get(name), _JOINED_BY.get(name, "، ")) for name in NAMES}
        if self._keep is not Keep.AS_IS:
            if "\\u" in line:  # the only way for half a character or a NUL into a line that was decoded
                fields = {name: sound(text) for name, text in fields.items()}
            for name in _WRITTEN:
                fields[name] = markup.plain(fields[name])
            fields["id"] = fields["id"].strip()
        if self._keep is Keep.ARTICLE and "\n" in fields["body"]:
            fields["body"] = _cleaned(fields["body"])
        fields["id"] = fields["id"] or fields["url"].strip()
        given = fields.pop("date")
        if not (fields["title"].strip() or fields["body"].strip()):
            if not fields["id"]:
                yield Skipped(self._path, number, f"empty: neither title nor body{_others(row)}")
                return
            yield Doubt(self._path, number, f"neither title nor body{_others(row)}")
        date: dt.date | None = dates.parse(given) if given and not given.isspace() else None
        if date is None and given and not given.isspace():
            yield Doubt(self._path, number, f"date not understood: {given[:60]}")
        article = Article(fields.pop("id"), date=date, **fields)
        if is_backwards(article.body):
            yield Backwards(self._path, number)
        content = digest(article)
        yield Record(article if article.id else replace(article, id=content), content, self._origin)

    def _row(self, line: str, number: int) -> dict[str, Any] | Skipped:
        """The object on the line with our names; or why there is none."""
        try:
            row = json.loads(line)
        except RecursionError:
            return Skipped(self._path, number, "no valid JSON: nested too deeply", Severity.FAILED)
        except json.JSONDecodeError as error:
            reason = f"no valid JSON: {error.msg} at character {error.pos}"
            return Skipped(self._path, number, reason, Severity.FAILED)
        except ValueError as error:  # a number of thousands of digits
            return Skipped(self._path, number, f"no valid JSON: {error}"[:120], Severity.FAILED)
        if not isinstance(row, dict):
            return Skipped(self._path, number, "JSON, but not an object {…}", Severity.FAILED)
        row |= {ours: row[theirs] for theirs, ours in self._mapping.items() if theirs in row}
        for name in NAMES:
            if isinstance(row.get(name), dict):
                return Skipped(self._path, number, f"its {name} is an object, not text", Severity.FAILED)
        return row


def _text(value: object, joined_by: str) -> str:
    """A value as text: the texts and numbers of a list joined, numbers written out, anything else nothing."""
    match value:
        case str():
            return value
        case None | bool():
            return ""
        case list():
            return joined_by.join(_text(part, "") for part in value if isinstance(part, str | int | float))
        case int() | float():
            return str(value)
        case _:
            return ""


def _others(row: Mapping[str, Any]) -> str:
    """What else has text in an object without title and body: one of its names may be that of a field of ours."""
    others = [name[:_SHOWN] for name, value in row.items() if name not in NAMES and value and isinstance(value, str)]
    return f", but {', '.join(others[:_NAMED])}: see --map" if others else ""


def _cleaned(body: str) -> str:
    """The body without chrome, character for character the same where there is none."""
    lines = body.split("\n")
    kept = clean.without_chrome(lines)
    return body if len(kept) == len(lines) else "\n".join(kept).strip("\n")
