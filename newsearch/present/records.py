"""Results as JSON objects, one a line. Keys are only ever added, never renamed."""

import json
from collections.abc import Mapping
from typing import Any, Final

from newsearch.model import Article, Changes, Hit, Reached, Stats, to_iso
from newsearch.present import sums
from newsearch.text.analyser import Token

_DIGITS: Final = 4  # of a score, behind the point
#: Controls that JSON lets stand, as it writes others.
_CONTROLS: Final = {code: f"\\u{code:04x}" for code in range(0x7F, 0xA0)}


def line(record: Mapping[str, Any]) -> str:
    """One JSON object on one line, Arabic left readable, and nothing in it that drives a terminal."""
    text = json.dumps(record, ensure_ascii=False).translate(_CONTROLS)
    return text.encode(errors="backslashreplace").decode()  # halves of characters, as JSON writes them


def hit(rank: int, found: Hit) -> dict[str, Any]:
    """A hit: what a list shows, why it is there, and its passages."""
    head = found.head
    return {
        "rank": rank,
        "id": head.id,
        "url": head.url,
        "title": head.title,
        "source": head.source,
        "section": head.section,
        "author": head.author,
        "date": to_iso(head.date) or None,
        "score": round(found.score, _DIGITS),
        "match": str(found.match),
        "passages": [
            {"field": passage.field, "text": passage.text, "start": passage.start, "marks": passage.marks}
            for passage in found.passages
        ],
        "why": [{"word": reason.word, "tier": reason.tier, "times": reason.times} for reason in found.why],
        "sum": [{"part": part, "score": score} for part, score in sums.shares(found, _DIGITS)],
    }


def article(found: Article) -> dict[str, Any]:
    """A whole article."""
    return {
        "id": found.id,
        "url": found.url,
        "title": found.title,
        "source": found.source,
        "section": found.section,
        "author": found.author,
        "date": to_iso(found.date) or None,
        "body": found.body,
    }


def stats(found: Stats) -> dict[str, Any]:
    """The counts of an index."""
    return {
        "articles": found.articles,
        "words": found.words,
        "forms": found.forms,
        "lemmas": found.lemmas,
        "first": to_iso(found.first) or None,
        "last": to_iso(found.last) or None,
        "sources": dict(found.sources),
        "segments": found.segments,
        "bytes": found.bytes,
    }


def changes(found: Changes, skipped: int) -> dict[str, Any]:
    """What an update did."""
    return {
        "added": found.added,
        "replaced": found.replaced,
        "unchanged": found.unchanged,
        "removed": len(found.removed),
        "skipped": skipped,
        "repeated": list(found.repeated),
    }


def reached(found: Reached) -> dict[str, Any]:
    """A form that a word reaches."""
    return {
        "form": found.form,
        "tier": found.tier,
        "articles": found.articles,
        "first": to_iso(found.first) or None,
        "last": to_iso(found.last) or None,
        "sources": dict(found.sources),
    }


def token(found: Token, steps: tuple[str, ...]) -> dict[str, Any]:
    """One analysed word, with what was done to it."""
    return {
        "start": found.start,
        "end": found.end,
        "form": found.form,
        "spelling": found.spelling,
        "lemma": found.lemma,
        "stop": found.stop,
        "steps": steps,
    }
