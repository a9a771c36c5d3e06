"""Feedback: articles that are about the same as the best ones rise. No article appears that does not match.

Every article has a *signature*: the few lemmas that tell best what it is about. What the signatures of the best
articles have in common tells what the query is about, and where there are more than ``BEST``, each article of the pool
(see ``steps``) is lifted by how much of that its own signature has (pseudo-relevance feedback; Rocchio: "Relevance
feedback in information retrieval", 1971).

Signature, in whole numbers, from how often a lemma stands in the title and in the body (twice in the lead)::

    t     = min(3 * title + body, MOST)
    worth = rarity * 15 * t // (t + 3)          at least LEAST; rarity: 0 to 255, see ``batch.FormTable``

the ``SIZE`` largest; of equal ones the smaller text. Lift, with n of a lemma: in how many signatures of the first
``BEST`` articles it is; an article does not vouch for itself, so among these n counts the others only, and so it does
for an article behind them that is the same as one of them, in its score and in the told lemmas it has::

    told = the TERMS lemmas with the largest  n * weight       weight: ``scoring.query_weight(1.0, df, N)``
    sum  = sum of  n * weight  over the told lemmas of the signature
    lift = round(share * score of the BEST-th article * sum / largest sum)
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from newsearch.engines import steps
from newsearch.engines.headline import is_headline
from newsearch.engines.scoring import lead

if TYPE_CHECKING:
    from newsearch.batch import Batch

SIZE: Final = 16
LEAST: Final = 600
MOST: Final = 63
BEST: Final = 10
TERMS: Final = 20


#: By what part of its score an article is lifted at most; the more words a query has, the less there is to guess, of a
#: headline nothing.
SHARE: Final = 0.4
_SHARED: Final = 3.0


def share_of(words: int) -> float:
    """By what part an article is lifted at most where a query has so many words."""
    return 0.0 if is_headline(words) else min(SHARE, _SHARED / max(words, 1) ** 2)


def worth(times: int, rarity: int) -> int:
    """What a lemma tells of an article in which it stands so often, the title counted three times; below 2**12."""
    times = min(times, MOST)
    return rarity * 15 * times // (times + 3)


def signature(batch: "Batch", number: int) -> tuple[str, ...]:
    """The signature of an article of a batch, best first."""
    table = batch.table
    _forms, _spellings, lemmas = table.levels()
    times = Counter[str]()
    for name, column in batch.columns.items():
        words = column.words[column.starts[number] : column.starts[number + 1]].tolist()
        for place, word in enumerate(words):
            times[lemmas[word]] += 3 if name == "title" else 2 if place < lead(name) else 1
    rarities = table.rarities(list(times))
    told = sorted(
        (-worth(count, rarity), lemma) for (lemma, count), rarity in zip(times.items(), rarities, strict=True)
    )
    return tuple(lemma for negative, lemma in told[:SIZE] if -negative >= LEAST)


def lifted(
    ranked: Sequence[tuple[int, int]],
    signature: Callable[[int], Sequence[Any]],
    weight: Callable[[Any], int],
    share: float,
    pooled: int = steps.POOL,
) -> list[tuple[int, int]]:
    """Articles and their scores, best first, with those of the pool lifted and in their new order.

    ``signature`` of an article; ``weight`` of a lemma as above; ``pooled``: how many articles the pool has. Of equal
    scores the one that was better comes first.
    """
    pool = [signature(article) for article, _ in ranked[:pooled]]
    if len(pool) <= BEST:
        return list(ranked)
    counts = Counter(lemma for of in pool[:BEST] for lemma in of)
    weights = {lemma: weight(lemma) for lemma in counts}
    told = sorted(counts, key=lambda lemma: (-counts[lemma] * weights[lemma], lemma))[:TERMS]
    found = [(frozenset(told).intersection(of), score) for of, (_, score) in zip(pool, ranked, strict=False)]
    best = set(found[:BEST])
    sums = [sum((counts[lemma] - (one in best)) * weights[lemma] for lemma in one[0]) for one in found]
    largest = max(sums) or 1
    most = share * ranked[BEST - 1][1]
    anew = [(article, score + round(most * (of / largest))) for (article, score), of in zip(ranked, sums, strict=False)]
    return [*sorted(anew, key=lambda of: -of[1]), *ranked[len(pool) :]]
