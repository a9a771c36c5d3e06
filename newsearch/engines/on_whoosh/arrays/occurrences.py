"""Every place where a term stands, for those who want postings rather than answers."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from newsearch.engines.on_whoosh.arrays.articles import PAGE_BITS
from newsearch.engines.on_whoosh.arrays.segment import Segment
from newsearch.engines.on_whoosh.arrays.tokens import tokens_of
from newsearch.engines.on_whoosh.arrays.vocabulary import KEY_SIGN
from newsearch.query.tree import Level

Ints = NDArray[np.int64]


class Occurrences(NamedTuple):
    """``articles``: int64, the article of each, ascending; ``places``: int64, its word in the field, from 0."""

    articles: Ints
    places: Ints


def of_word(segment: Segment, level: Level, text: str, field: str) -> Occurrences:
    """Where a term stands in the title, or the body, of live articles."""
    tokens = tokens_of(segment, level, segment.number(text)).all().astype(np.int64)
    articles = segment.owners.take(tokens >> PAGE_BITS).astype(np.int64)
    in_body = tokens >= segment.numbering.bodies[articles]
    kept = in_body if field == "body" else ~in_body
    if segment.live is not None:
        kept &= segment.live[articles]
    first = segment.numbering.bodies if field == "body" else segment.numbering.bases
    articles, tokens = articles[kept], tokens[kept]
    return Occurrences(articles, tokens - first[articles])


def of_keyword(segment: Segment, field: str, text: str) -> Occurrences:
    """The live articles with a term of a keyword field; their places are all 0."""
    articles = np.sort(segment.with_key(field + KEY_SIGN + text).astype(np.int64))
    if segment.live is not None:
        articles = articles[segment.live[articles]]
    return Occurrences(articles, np.zeros(len(articles), np.int64))


def keywords(segment: Segment, field: str) -> list[str]:
    """The terms of a keyword field, those of deleted articles too."""
    sign = field + KEY_SIGN
    return [key[len(sign) :] for key in segment.keys.texts() if key.startswith(sign)]
