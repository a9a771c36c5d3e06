"""HTML left in the fields of an export: entities resolved, tags taken off. A whole page needs more than this."""

import html
import re
from typing import Final

_ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")

#: Only elements that exist: «a < b» and <unknown> are text.
_PARAGRAPHS: Final = "p br hr div section article header footer figure figcaption blockquote h1 h2 h3 h4 h5 h6 ul ol li"
_TABLES: Final = "table thead tbody tr td th"
_INLINE: Final = (
    "a abbr b big center cite em font i img ins del s small span strong sub sup u mark q time picture source"
)
_EMBEDDED: Final = "iframe audio video object embed script style"
_BREAKING: Final = frozenset(f"{_PARAGRAPHS} {_TABLES}".split())
_CLOSED_BY: Final = {
    "--": re.compile("-->"),
    "script": re.compile("</script[^<>]*>", re.IGNORECASE),
    "style": re.compile("</style[^<>]*>", re.IGNORECASE),
}
_NAMES: Final = "|".join(f"{_PARAGRAPHS} {_TABLES} {_INLINE} {_EMBEDDED}".split())
_TAG: Final = re.compile(rf"<(/?)({_NAMES})(?:[\s/][^<>]*)?>|<!--", re.IGNORECASE)


def plain(text: str) -> str:
    """The text that markup shows: paragraphs become lines, other tags, comments and scripts go, entities are resolved.

    Only entities with their semicolon count: ``R&D`` and ``?a=1&copy=2`` stay.
    """
    if "<" in text:
        text = _without_tags(text)
    return _ENTITY.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


def _without_tags(text: str) -> str:
    kept: list[str] = []
    unclosed: set[str] = set()  # looked for once and not found: looking again each time would be slow
    place = 0
    while tag := _TAG.search(text, place):
        kept.append(text[place : tag.start()])
        place = tag.end()
        name = "--" if tag[2] is None else tag[2].lower()
        if name in _BREAKING:
            kept.append("\n")
        elif name in _CLOSED_BY and not tag[1] and name not in unclosed:
            if end := _CLOSED_BY[name].search(text, place):
                place = end.end()
            else:
                unclosed.add(name)
    if not kept:
        return text
    lines = "".join((*kept, text[place:])).split("\n")
    return "\n\n".join(filter(None, map(str.strip, lines)))
