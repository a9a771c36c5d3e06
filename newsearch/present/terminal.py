"""Results for people at a terminal. Highlights begin and end at whole words, so that Arabic letters stay joined."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from newsearch.model import Article, Hit, Hits, Passage, Reached, Stats, to_iso
from newsearch.present import sums
from newsearch.text.analyser import Token

_DIGITS: Final = 2  # of a score, behind the point
_RESET: Final = "\x1b[0m"
#: Takes a progress bar off the line before something else is written there.
CLEAR_LINE: Final = "\r\x1b[K"
#: What a form is to a word that reaches it.
REACHED: Final = {
    "form": "the word itself",
    "spelling": "another spelling",
    "lemma": "another form of the word",
    "gender": "the same word of men: hardly counts",
    "name": "another name",
    "family": "close relative: ranks, does not match",
    "root": "same root: ranks, does not match",
    "pattern": "fits the pattern",
}


@dataclass(frozen=True)
class Style:
    """The escape sequences in use; empty ones where colour is off."""

    match: str = ""
    title: str = ""
    dim: str = ""

    def paint(self, code: str, text: str) -> str:
        """The text in that style, each line closed by itself."""
        return f"{code}{text}{_RESET}" if code and text else text


PLAIN: Final = Style()
COLOURED: Final = Style(match="\x1b[1;33m", title="\x1b[1m", dim="\x1b[2m")


def hit(rank: int, found: Hit, style: Style) -> Iterator[str]:
    """The lines of one hit: rank and title; source, date, score and how it matches; passages; the id.

    An article without a title is called by its id.
    """
    head = found.head
    title = next((passage for passage in found.passages if passage.field == "title"), None)
    shown = (
        _marked(title, style, style.title) if title else style.paint(style.title, clean(head.title) or clean(head.id))
    )
    yield f"{rank}. {shown}"
    date = head.date.strftime("%Y-%m-%d") if head.date else ""
    facts = [clean(head.source), date, f"{found.score:.{_DIGITS}f}", found.match]
    yield "   " + style.paint(style.dim, " · ".join(str(fact) for fact in facts if fact))
    for passage in found.passages:
        if passage.field != "title":
            text = _marked(passage, style)
            yield "   " + ("… " if passage.before else "") + text + (" …" if passage.after else "")
    if head.title:
        yield "   " + style.paint(style.dim, clean(head.id))


def why(found: Hit) -> Iterator[str]:
    """Which words of a hit were met: a line for each tier, words with how often they stand there."""
    by_tier: dict[str, list[str]] = {}
    for reason in found.why:
        times = f" ({reason.times})" if reason.times > 1 else ""
        by_tier.setdefault(reason.tier, []).append(clean(reason.word) + times)
    for tier, words in by_tier.items():
        yield f"   {tier:<9} {'، '.join(words)}"


def shares(found: Hit) -> Iterator[str]:
    """What the score of a hit is the sum of, if that was asked for: a line for each part."""
    for part, score in sums.shares(found, _DIGITS):
        yield f"   {score:9.{_DIGITS}f} {clean(part)}"


def summary(hits: Hits, page: int, limit: int) -> str:
    """What was found in all, and what else to try."""
    if not hits.total and not hits.total_some:
        lines = ["nothing found"]
    elif not hits.hits:
        lines = [f"page {page} is past the last one"]
    else:
        lines = []
    parts = [f"{hits.total:,} with everything asked for"]
    if hits.total_some:
        parts.append(f"{hits.total_some:,} with a part of it")
    if hits.total + hits.total_some:
        first = (page - 1) * limit + 1
        shown = f"{first:,}-{first + len(hits) - 1:,} of " if hits.hits else ""
        every = hits.total + hits.total_some
        lines.append(f"{shown}{every:,} article{'s' if every > 1 else ''}: " + ", ".join(parts))
    lines += [f"did you mean: {clean(suggestion)}" for suggestion in hits.suggestions]
    return "\n".join(lines)


def article(found: Article, origin: str, style: Style) -> Iterator[str]:
    """A whole article: title, facts, the file it was read from, body."""
    yield style.paint(style.title, clean(found.title))
    facts = [found.source, found.section, found.author, to_iso(found.date), found.url]
    yield style.paint(style.dim, " · ".join(clean(fact) for fact in facts if fact))
    if origin:
        yield style.paint(style.dim, clean(origin))
    yield ""
    yield from (clean(line) for line in found.body.split("\n"))


def stats(found: Stats) -> Iterator[str]:
    """The counts of an index, a line each."""
    yield f"articles  {found.articles:,}"
    yield f"words     {found.words:,}"
    yield f"forms     {found.forms:,}"
    yield f"lemmas    {found.lemmas:,}"
    if found.first and found.last:
        yield f"dates     {found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}"
    yield f"size      {size(found)}"
    for source, count in found.sources:
        yield f"source    {count:>8,}  {clean(source) or '(none)'}"


def size(found: Stats) -> str:
    """How large an index is."""
    return f"{found.bytes / 1e6:,.1f} MB in {found.segments:,} segment{'s' if found.segments != 1 else ''}"


def reached(found: Reached) -> str:
    """One form that a word reaches, on one line."""
    span = f"{found.first:%Y-%m-%d} to {found.last:%Y-%m-%d}" if found.first and found.last else ""
    sources = (f"{count:,} {clean(source) or '(none)'}" for source, count in found.sources)
    return "\t".join((clean(found.form), f"{found.articles:,}", REACHED[found.tier], span, *sources)).rstrip()


def token(surface: str, found: Token, steps: Iterable[str]) -> str:
    """One analysed word on one line."""
    columns = (surface, found.form, found.spelling, found.lemma, "stop word" if found.stop else "", *steps)
    return "\t".join(map(clean, columns)).rstrip("\t")


def clean(text: str) -> str:
    """The text on one line, without control characters: an article must not be able to drive the terminal."""
    return harmless(" ".join(text.split()))


def harmless(text: str) -> str:
    """The text without control characters, but with its lines."""
    return "".join(char for char in text if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"})


def _marked(passage: Passage, style: Style, base: str = "") -> str:
    parts, at = [], 0
    for start, end in passage.marks:
        parts.append(style.paint(base, _inline(passage.text[at:start])))
        parts.append(style.paint(style.match, _inline(passage.text[start:end])))
        at = end
    parts.append(style.paint(base, _inline(passage.text[at:])))
    return "".join(parts)


def _inline(text: str) -> str:
    """As ``clean``, but spaces at the ends, which part marked words from others, stay."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text[-1:].isspace() and text.strip() else ""
    return lead + clean(text) + trail
