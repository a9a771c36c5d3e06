"""The members of synonyms made one list: articles and the impact of the word, however it is written there."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from newsearch.engines.on_whoosh.arrays.files.arrayfile import Array
from newsearch.engines.on_whoosh.arrays.searching import sets
from newsearch.engines.on_whoosh.arrays.searching.leaves import Postings
from newsearch.engines.on_whoosh.arrays.segments.impacts import blend, frequencies
from newsearch.engines.scoring import member_weight
from newsearch.query.tree import Synonyms

#: Fewer postings than this part of all articles are sorted, more are counted.
_SPARSE: Final = 16


def blended(leaf: Synonyms, members: Sequence[Postings], size: int) -> tuple[Array, Array]:
    """The articles in which any of the members stands, ascending, and the impact of all of them together.

    ``members``: the postings of each, one object where several have the same; ``size``: how many articles there are.
    """
    weights: dict[Postings, int] = {}
    for member, postings in zip(leaf.members, members, strict=True):
        if len(postings.docs):
            weights[postings] = weights.get(postings, 0) + member_weight(member.weight)
    if not weights:
        return members[0].docs[:0], members[0].impacts[:0]
    docs = np.concatenate([of.docs for of in weights])
    totals, end = np.empty(len(docs), np.float64), 0
    for of, weight in weights.items():
        part = totals[end : end + len(of.docs)]
        frequencies(of.impacts, part)
        part *= weight
        end += len(part)
    if len(weights) == 1:
        return docs, blend(totals)
    if len(docs) * _SPARSE > size:
        every = np.bincount(docs, totals, size).astype(np.float64, copy=False)
        some = (every > 0).nonzero()[0]
        return some.astype(docs.dtype), blend(every.take(some))
    docs, totals = sets.added_up(docs, totals)
    return docs, blend(totals)
