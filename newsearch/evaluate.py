"""How well a search finds what judges found: nDCG@10, P@10, recall@50 and average precision, per kind of topic.

Reads topics as tab-separated lines (id, query, kind) and judgments in TREC's qrels format (id, anything, article,
grade). Unjudged articles count as not relevant. nDCG takes a gain of ``2**grade - 1`` and a discount of
``log2(rank + 1)`` (Järvelin and Kekäläinen 2002; Burges et al. 2005).
"""

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from newsearch.errors import SourceError

#: Grades are small; the gain of this one is a thousand times that of a first grade, about.
MOST: Final = 10


@dataclass(frozen=True)
class Topic:
    """A query as typed, and what kind of difficulty it is an example of."""

    id: str
    query: str
    kind: str


@dataclass(frozen=True)
class Measures:
    """The measures of one topic, or their mean over several."""

    topics: int
    ndcg10: float
    p10: float
    recall50: float
    ap: float
    judged10: float


Judgments = Mapping[str, Mapping[str, int]]


def read_topics(path: Path) -> list[Topic]:
    """The topics of a file. Raises SourceError naming a line that has no query."""
    topics = []
    for number, line in _lines(path):
        columns = line.split("\t")
        if len(columns) < 2:
            raise SourceError(
                f"{path}:{number}: no query here", hint="write id TAB query TAB kind", path=str(path), line=number
            )
        topics.append(Topic(columns[0], columns[1], columns[2] if len(columns) > 2 else ""))
    return topics


def read_judgments(path: Path) -> Judgments:
    """Topic → article → grade, not above ``MOST``. Raises SourceError naming a line that is no judgment."""
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    for number, line in _lines(path):
        try:
            topic, _, article, grade = line.split()
            grades[topic][article] = _grade(grade)
        except ValueError as error:
            hint = f"write: topic 0 article grade, which is {MOST} at most"
            raise SourceError(f"{path}:{number}: not a judgment", hint=hint, path=str(path), line=number) from error
    return grades


def _grade(text: str) -> int:
    """Raises ValueError."""
    if int(text) > MOST:
        raise ValueError(text)
    return int(text)


def measure(ranking: Sequence[str], grades: Mapping[str, int]) -> Measures:
    """The measures of one ranking of article names, best first; a name that comes again counts once."""
    ranked = list(dict.fromkeys(ranking))
    relevant = sum(grade > 0 for grade in grades.values())
    ideal = _dcg(sorted(grades.values(), reverse=True)[:10])
    top = ranked[:10]
    found, precisions = 0, 0.0
    for rank, name in enumerate(ranked[:1000], 1):
        if grades.get(name, 0) > 0:
            found += 1
            precisions += found / rank
    return Measures(
        1,
        _dcg([grades.get(name, 0) for name in top]) / ideal if ideal else 0.0,
        sum(grades.get(name, 0) > 0 for name in top) / 10,
        sum(grades.get(name, 0) > 0 for name in ranked[:50]) / relevant if relevant else 0.0,
        precisions / relevant if relevant else 0.0,
        sum(name in grades for name in top) / len(top) if top else 0.0,
    )


def mean(rows: Sequence[Measures]) -> Measures:
    """The mean over topics."""
    count = len(rows) or 1
    return Measures(
        len(rows),
        *(sum(getattr(row, name) for row in rows) / count for name in ("ndcg10", "p10", "recall50", "ap", "judged10")),
    )


def evaluate(
    topics: Sequence[Topic], judgments: Judgments, search: Callable[[str], Sequence[str]]
) -> dict[str, Measures]:
    """Measures per kind, in order of first appearance, then over ``all`` topics that have judgments."""
    by_kind: dict[str, list[Measures]] = defaultdict(list)
    for topic in topics:
        if topic.id in judgments:
            by_kind[topic.kind].append(measure(search(topic.query), judgments[topic.id]))
    every = [row for rows in by_kind.values() for row in rows]
    return {**{kind: mean(rows) for kind, rows in by_kind.items()}, "all": mean(every)}


def _dcg(grades: Sequence[int]) -> float:
    return math.fsum((2.0 ** max(grade, 0) - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))


def _lines(path: Path) -> list[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}", hint="give a UTF-8 text file", path=str(path)) from error
    return [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
