"""How long searches take, by kind of query: in the engine alone, and through the public API.

    python benchmarks/engine.py INDEX [--queries N] [--rounds N] [--seed N]

Queries are made of titles of the index itself. Every kind is run over N different queries one after the other, so that
no query finds its arrays in the processor's cache; ``again`` is the same query at once a second time. Figures are
microseconds: half of the queries (p50), and 95 of a hundred (p95), take at most so long; of several rounds each query's
best counts. Parsing and resolving are not part of ``engine`` and ``plain``; ``plain`` has lemmas only, as an index with
one level would be asked.
"""

import argparse
import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from newsearch import Hit, NewsIndex
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.searching.snapshot import Snapshot
from newsearch.query.plan import Order, Search
from newsearch.query.tree import And, Between, Level, Node, Or, Phrase, Term, Wildcard
from newsearch.text.analyser import Analyser

#: In how many of a thousand articles a frequent word stands at least, and a rare one at most.
FREQUENT, RARE = 30, 1

Words = list[tuple[str, str, int]]  # as written, lemma, in how many articles


def titles(reader: Snapshot, rng: random.Random) -> Iterator[Words]:
    """The words of titles, without stop words, picked at random."""
    analyser, top = Analyser(), reader.bases()[-1]
    known: dict[str, int] = {}
    while True:
        words: Words = []
        for token in analyser.tokens(reader.head(rng.randrange(top)).title):
            if token.stop or not token.form.isalpha():
                continue
            if token.lemma not in known:
                known[token.lemma] = reader.search(Search(Term(token.lemma), limit=0)).total
            words.append((token.form, token.lemma, known[token.lemma]))
        if len(words) >= 3:
            yield words


def any_of(words: Words) -> Node:
    """Articles with any of the lemmas."""
    return Or(tuple(Term(lemma) for _, lemma, _ in words))


def all_of(words: Words) -> Node:
    """Articles with all of the lemmas."""
    return And(tuple(Term(lemma) for _, lemma, _ in words))


def choose(rng: random.Random, title: Words, wanted: Callable[[int], bool], count: int) -> Words:
    """Some words of the title that are as frequent as wanted; none if there are too few."""
    fitting = [word for word in title if wanted(word[2])]
    return rng.sample(fitting, count) if len(fitting) >= count else []


def queries(index: NewsIndex, reader: Snapshot, count: int, seed: int) -> dict[str, list[tuple[str, Search]]]:
    """By kind: queries as a reader types them, and as they would be asked in lemmas alone."""
    rng = random.Random(seed)
    articles = index.stats().articles
    frequent, rare = max(articles * FREQUENT // 1000, 2), max(articles * RARE // 1000, 1)
    source = titles(reader, rng)

    def some(of: Callable[[Words], Words]) -> list[Words]:
        found: list[Words] = []
        for _ in range(200 * count):
            if len(found) < count and (words := of(next(source))) and words not in found:
                found.append(words)
        return found

    def beside(title: Words) -> Words:
        at = rng.randrange(len(title) - 1)
        return title[at : at + 2]

    often = some(lambda title: choose(rng, title, lambda n: n >= frequent, 1))
    seldom = some(lambda title: choose(rng, title, lambda n: 0 < n <= rare, 1))
    two = some(lambda title: choose(rng, title, lambda n: n > 0, 2))
    three = some(lambda title: choose(rng, title, lambda n: n > 0, 3))
    whole = some(lambda title: title if len(title) >= 7 else [])
    pairs = some(beside)
    starts = [[(word[:4], lemma, n)] for words in three for word, lemma, n in words if len(word) >= 6][:count]
    moments = sorted(moment for segment in reader.segments() for moment in segment.moments[:: max(articles // 99, 1)])
    span = Between(int(moments[len(moments) // 3]), int(moments[len(moments) // 2]))
    first, last = (time.strftime("%Y-%m-%d", time.gmtime(moment or 0)) for moment in (span.low, span.high))

    def typed(words: Words, sign: str = " OR ") -> str:
        return sign.join(form for form, _, _ in words)

    def phrase(words: Words) -> Node:
        return Phrase(tuple(lemma for _, lemma, _ in words))

    return {
        "one word, frequent": [(typed(words), Search(any_of(words))) for words in often],
        "one word, rare": [(typed(words), Search(any_of(words))) for words in seldom],
        "and of two": [(typed(words, " AND "), Search(all_of(words))) for words in two],
        "or of three": [(typed(words), Search(any_of(words))) for words in three],
        "or of a title": [(typed(words), Search(any_of(words))) for words in whole],
        "phrase": [(f'"{typed(words, " ")}"', Search(phrase(words))) for words in pairs],
        "prefix": [(typed(words) + "*", Search(Wildcard(words[0][0] + "*", Level.SPELLING))) for words in starts],
        "or of three, dated": [
            (f"({typed(words)}) date:{first}..{last}", Search(And((any_of(words), span)))) for words in three
        ],
        "or of three, complete first": [
            (typed(words, " "), Search(all_of(words), any_of(words), Order.COMPLETE)) for words in three
        ],
    }


def timed(ask: Callable[[], object]) -> float:
    """How many microseconds it takes."""
    start = time.perf_counter()
    ask()
    return (time.perf_counter() - start) * 1e6


def shown(index: NewsIndex, query: str, order: Order) -> list[Hit]:
    """What a reader gets to see."""
    return list(index.search(query, order=order))


def spread(asks: Sequence[Callable[[], object]], rounds: int) -> tuple[float, float, float, float]:
    """The p50 and p95 of distinct queries, and those of each asked again at once."""
    once, again = [float("inf")] * len(asks), [float("inf")] * len(asks)
    for _ in range(rounds):
        for place, ask in enumerate(asks):
            once[place] = min(once[place], timed(ask))
    for place, ask in enumerate(asks):
        ask()
        again[place] = min(timed(ask) for _ in range(rounds))
    once.sort()
    again.sort()
    half, most = len(asks) // 2, len(asks) * 95 // 100
    return once[half], once[most], again[half], again[most]


def main() -> None:
    """Print one line for each kind of query."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("index", type=Path)
    parser.add_argument("--queries", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with NewsIndex.open(options.index) as index:
        reader = ArrayEngine.open(options.index).reader()
        print(f"{index.stats().articles:,} articles, {index.stats().segments} segments; microseconds")
        kinds = queries(index, reader, options.queries, options.seed)
        heads = "".join(f"{name:^37}" for name in ("plain", "engine", "api"))
        print(" " * 34 + heads)
        print(" " * 34 + "     p50      p95    again     p95   " * 3)
        gc.disable()
        for kind, asked in kinds.items():
            if not asked:
                continue
            resolved = [index.explain(query).resolved for query, _ in asked]
            order = asked[0][1].order
            trees = [Search(of.asked, of.partial, order) for of in resolved]
            figures = (
                spread([partial(reader.search, search) for _, search in asked], options.rounds),
                spread([partial(reader.search, search) for search in trees], options.rounds),
                spread([partial(shown, index, query, order) for query, _ in asked], options.rounds),
            )
            print(f"{kind:<28} {len(asked):4} ", "  ".join("".join(f"{one:9.0f}" for one in of) for of in figures))


if __name__ == "__main__":
    main()
