"""How well searches survive one slip of the finger: nDCG@10 of judged topics, each with one random word misspelt.

    python benchmarks/slips.py TOPICS QRELS INDEX [--lines JSONL] [--seeds N] [--show]

In every query one word of at least four Arabic letters that carries news gets one slip: a letter dropped, doubled,
swapped with the next one, replaced by that of a neighbouring key, or by one that sounds or looks alike. Which word and
which slip is drawn at random from the seed, so that every run of a seed sees the same queries. Printed
for each seed, each kind and over all of them: the queries as they are; misspelt, without and with repair; and in how
many the misspelt word is another word that the lemma table knows.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import Final

from newsearch import NewsIndex
from newsearch.evaluate import Judgments, Topic, measure, read_judgments, read_topics
from newsearch.query.choices import Repair
from newsearch.sources import ids_by_line
from newsearch.text import morphology
from newsearch.text.analyser import Analyser
from newsearch.text.keyboards import NEIGHBOURS
from newsearch.text.morphology import Source

SHORTEST: Final = 4
#: Letters that writers take for one another: by sound, by dots, by habit.
ALIKE: Final = ("ضظ", "ةه", "صس", "ذزظ", "طت", "قغ", "ثس", "ضد", "يى", "أا", "إا", "ئي", "كق", "حه", "جح", "بن")


def dropped(word: str, at: int, _rng: random.Random) -> str:
    """Without a letter."""
    return word[:at] + word[at + 1 :]


def doubled(word: str, at: int, _rng: random.Random) -> str:
    """With a letter twice."""
    return word[: at + 1] + word[at:]


def swapped(word: str, at: int, _rng: random.Random) -> str:
    """With two letters in each other's place."""
    at = min(at, len(word) - 2)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def beside(word: str, at: int, rng: random.Random) -> str:
    """With the letter of a neighbouring key."""
    keys = NEIGHBOURS.get(word[at], "")
    return word[:at] + rng.choice(keys) + word[at + 1 :] if keys else word


def confused(word: str, at: int, rng: random.Random) -> str:
    """With a letter that is taken for it."""
    others = "".join(group for group in ALIKE if word[at] in group).replace(word[at], "")
    return word[:at] + rng.choice(others) + word[at + 1 :] if others else word


KINDS: Final = (dropped, doubled, swapped, beside, confused)


def slip(query: str, rng: random.Random, analyser: Analyser) -> tuple[str, str, str, str]:
    """The query with a slip, its kind, and the word before and after; the query as it is if no word is long enough."""
    words = [token for token in analyser.tokens(query) if not token.stop and _long(query[token.start : token.end])]
    if not words:
        return query, "none", "", ""
    while True:
        token, kind = rng.choice(words), rng.choice(KINDS)
        word = query[token.start : token.end]
        made = kind(word, rng.randrange(len(word)), rng)
        if made != word:
            return query[: token.start] + made + query[token.end :], kind.__name__, word, made


def _long(word: str) -> bool:
    return len(word) >= SHORTEST and word.isalpha() and not word.isascii()


def figures(
    index: NewsIndex,
    queries: Sequence[str],
    topics: Sequence[Topic],
    judged: Judgments,
    names: dict[str, str],
    repair: Repair,
) -> list[float]:
    """nDCG@10 of each query."""
    found = []
    for query, topic in zip(queries, topics, strict=True):
        ids = [hit.head.id for hit in index.search(query, 10, repair=repair)]
        found.append(measure([names.get(article, article) for article in ids], judged[topic.id]).ndcg10)
    return found


def main() -> None:
    """Print one line for each seed, and the means."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("topics", type=Path)
    parser.add_argument("qrels", type=Path)
    parser.add_argument("index", type=Path)
    parser.add_argument("--lines", type=Path, help="as in newsearch evaluate")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--show", action="store_true", help="print the queries that lost more than a tenth")
    options = parser.parse_args()
    judged = read_judgments(options.qrels)
    topics = [topic for topic in read_topics(options.topics) if topic.id in judged]
    names = ids_by_line(options.lines) if options.lines else {}
    analyser = Analyser()
    rows: list[tuple[float, float, float]] = []
    by_kind: dict[str, list[tuple[float, float, float]]] = {}
    with NewsIndex.open(options.index) as index:
        plain = figures(index, [topic.query for topic in topics], topics, judged, names, Repair.WHEN_SURE)
        print("seed    plain  without     with  known")
        for seed in range(options.seeds):
            rng = random.Random(seed)
            slips = [slip(topic.query, rng, analyser) for topic in topics]
            queries = [query for query, _kind, _word, _made in slips]
            without = figures(index, queries, topics, judged, names, Repair.NEVER)
            repaired = figures(index, queries, topics, judged, names, Repair.WHEN_SURE)
            known = sum(morphology.read(made).source is not Source.RULES for *_, made in slips if made)
            rows.append((fmean(plain), fmean(without), fmean(repaired)))
            print(f"{seed:4}" + "".join(f"{figure:9.3f}" for figure in rows[-1]) + f"{known:7}")
            for (query, kind, word, made), a, b, c in zip(slips, plain, without, repaired, strict=True):
                by_kind.setdefault(kind, []).append((a, b, c))
                if options.show and c < a - 0.1:
                    source = morphology.read(made).source
                    print(f"     {kind:9} {source:8} {a:.2f} {b:.2f} {c:.2f}  {word} {made}  in  {query}")
    for kind, lines in sorted(by_kind.items()):
        means = "".join(f"{fmean(column):9.3f}" for column in zip(*lines, strict=True))
        print(f"{kind:9}{means}{len(lines):7} queries")
    print("all " + "".join(f"{fmean(column):9.4f}" for column in zip(*rows, strict=True)))


if __name__ == "__main__":
    main()
