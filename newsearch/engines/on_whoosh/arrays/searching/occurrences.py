"""Every place where a term stands, for those who want postings rather than answers."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.files.lookup import KEY_SIGN
from newsearch.engines.on_whoosh.arrays.searching.tokens import tokens_of
from newsearch.engines.on_whoosh.arrays.segments.pages import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segments.segment import Segment
from newsearch.query.tree import Level

Ints = NDArray[np.int64]
#: So many tokens are looked at at a time.
STEP: Final = 1 << 20


class Occurrences(NamedTuple):
    """``articles``: int64, the article of each, ascending; ``places``: int64, its word in the field, from 0."""

    articles: Ints
    places: Ints


def of_word(segment: Segment, level: Level, text: str, field: str) -> Occurrences:
    """Where a term stands in the title, or the body, of live articles."""
    tokens = tokens_of(segment, level, segment.number(text)).all().astype(np.int64)
    articles, in_body = _home(segment, tokens)
    kept = in_body if field == "body" else ~in_body
    if segment.live is not None:
        kept &= segment.live[articles]
    first = segment.numbering.bodies if field == "body" else segment.numbering.bases
    articles, tokens = articles[kept], tokens[kept]
    return Occurrences(articles, tokens - first[articles])


def standing(segment: Segment) -> dict[tuple[Level, str], NDArray[np.bool_]]:
    """For each text whether it is a term of that level in the title, or the body, of a live article."""
    terms, starts = segment.terms(), segment.file.array("token_starts").astype(np.int64)
    found = {field: np.zeros(len(terms.forms), bool) for field in ("title", "body")}
    for low in range(0, len(segment.tokens), STEP):
        tokens = segment.tokens[low : low + STEP].astype(np.int64)
        high = low + len(tokens)
        first, last = int(starts.searchsorted(low, "right")) - 1, int(starts.searchsorted(high))
        counts = np.diff(starts[first : last + 1].clip(low, high))
        forms = terms.first[first:last].repeat(counts) + segment.which[low:high]
        articles, in_body = _home(segment, tokens)
        if segment.live is not None:
            live = segment.live[articles]
            forms, in_body = forms[live], in_body[live]
        found["body"][forms[in_body]] = True
        found["title"][forms[~in_body]] = True
    texts = {Level.FORM: terms.forms, Level.SPELLING: terms.spellings, Level.LEMMA: terms.lemmas}
    result = {(level, field): np.zeros(len(segment.texts), bool) for level in texts for field in found}
    for (level, field), column in result.items():
        column[texts[level][found[field]]] = True
    return result


def _home(segment: Segment, tokens: Ints) -> tuple[Ints, NDArray[np.bool_]]:
    """The article of each token, and whether it is in its body."""
    articles = segment.owners.take(tokens >> PAGE_BITS).astype(np.int64)
    return articles, tokens >= segment.numbering.bodies[articles]


def of_keyword(segment: Segment, field: str, text: str) -> Occurrences:
    """The live articles with a term of a keyword field; their places are all 0."""
    articles = np.sort(segment.with_key(field + KEY_SIGN + text).astype(np.int64))
    if len(articles) and articles[-1] >= segment.size:
        raise IndexError(f"the segment has {segment.size} articles, not one at {articles[-1]}")
    if segment.live is not None:
        articles = articles[segment.live[articles]]
    return Occurrences(articles, np.zeros(len(articles), np.int64))


def keywords(segment: Segment, field: str) -> list[str]:
    """The terms of a keyword field in live articles."""
    sign = field + KEY_SIGN
    texts = [key[len(sign) :] for key in segment.keys.some(range(*segment.keys.range(sign)))]
    if segment.live is None:
        return texts
    return [text for text in texts if len(of_keyword(segment, field, text).articles)]
