"""What each part of the ranking is worth, and whether other weights would be better.

    python benchmarks/weights.py TOPICS QRELS CORPUS [--lines JSONL] [--known ITEMS BODIES] [--items N]
                                 [--folds N] [--seed N] [--skip parts|single|search]

Three tables: the ranking without one part each; with one weight each changed; and with the weights that coordinate
ascent on nDCG@10 chooses, in-sample and by cross-validation over topics (chosen on the other folds, measured on the one
held out). The difference to the shipped ranking comes with its standard error over topics, and with how many topics are
better and worse by more than .01: often one makes most of it. ``--known`` adds known items: JSON of
``{"q": headline, "urls": [...]}``, to be found by its words joined by OR among articles without titles.

Weights are set for as long as a trial runs, and an index that they are baked into is built in a temporary folder, so
nothing of the project is changed. Every trial opens its index anew: an open one remembers what words mean.
"""

import argparse
import json
import math
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import fmean, stdev
from typing import Any, Final
from unittest import mock

from newsearch import NewsIndex
from newsearch.engines import feedback, headline, scoring, steps
from newsearch.engines.on_whoosh.arrays.building import lists
from newsearch.engines.on_whoosh.arrays.searching import leaves as array_leaves
from newsearch.engines.on_whoosh.arrays.searching import lifting, raising
from newsearch.evaluate import Judgments, Measures, Topic, mean, measure, read_judgments, read_topics
from newsearch.expansion import expand
from newsearch.query import leaves, runs, tiers
from newsearch.query.choices import Feedback, Repair
from newsearch.query.combine import disjunction
from newsearch.query.runs import Alternative
from newsearch.query.tiers import Role, Tier
from newsearch.query.tree import Node
from newsearch.sources import Skipped, Sources, ids_by_line
from newsearch.text.analyser import Analyser


@dataclass(frozen=True)
class Weight:
    """A number of the ranking: where it stands (a module or table, and the name there), and values worth a trial."""

    name: str
    values: tuple[float, ...]
    cells: tuple[tuple[Any, Any], ...]
    inside: str = ""  # the attribute of what stands there
    baked: bool = False  # into an index

    def shipped(self) -> float:
        """What it is in the code."""
        owner, key = self.cells[0]
        there = owner[key] if isinstance(owner, dict) else getattr(owner, key)
        return float(getattr(there, self.inside) if self.inside else there)

    @contextmanager
    def set_to(self, value: float) -> Iterator[None]:
        """The number for a while."""
        with ExitStack() as stack:
            for owner, key in self.cells:
                if isinstance(owner, dict):
                    new = replace(owner[key], **{self.inside: value}) if self.inside else value
                    stack.enter_context(mock.patch.dict(owner, {key: new}))
                else:
                    whole = isinstance(getattr(owner, key), int)
                    stack.enter_context(mock.patch.object(owner, key, int(value) if whole else value))
            yield


def _of_field(name: str, attribute: str, values: tuple[float, ...]) -> Weight:
    return Weight(f"{name} {attribute}", values, ((scoring.FIELD_WEIGHTS, name),), attribute, baked=True)


WEIGHTS: Final = (
    Weight("form", (0.0, 0.1, 0.25, 0.4), ((tiers.WEIGHTS, Tier.FORM),)),
    Weight("spelling", (0.0, 0.15, 0.3), ((tiers.WEIGHTS, Tier.SPELLING),)),
    Weight("name", (0.7, 0.8, 0.9, 1.0), ((tiers.WEIGHTS, Tier.NAME),)),
    Weight("close", (0.1, 0.2, 0.3, 0.4, 0.5), ((tiers.WEIGHTS, Tier.FAMILY),)),
    Weight("distant", (0.0, 0.05, 0.12, 0.16, 0.2), ((tiers.WEIGHTS, Tier.ROOT),)),
    Weight("side by side", (0.0, 0.2, 0.35, 0.5), ((tiers, "_ROW"),)),
    Weight("collocated", (0.0, 0.25, 0.5, 0.75), ((runs, "_COLLOCATED"),)),
    Weight("share", (0.2, 0.3, 0.4, 0.5), ((feedback, "SHARE"),)),
    Weight("shared", (1.0, 2.0, 3.0, 4.0), ((feedback, "_SHARED"),)),
    Weight("best", (5, 10, 15, 20), ((feedback, "BEST"), (lifting, "BEST"))),
    Weight("terms", (10, 15, 20, 30), ((feedback, "TERMS"), (lifting, "TERMS"))),
    Weight("early", (0, 8192, 12288, 16384), ((headline, "EARLY"), (raising, "EARLY"))),
    Weight("near", (0, 4096, 8192, 12288), ((headline, "NEAR"), (raising, "NEAR"))),
    Weight("half", (30, 60, 90, 120), ((headline, "HALF"), (raising, "HALF"))),
    Weight("pool", (100, 200, 300, 500), ((steps, "POOL"),)),
    _of_field("title", "weight", (1.0, 3.0, 4.0, 5.0, 6.0)),
    _of_field("title", "b", (0.25, 0.5, 0.75)),
    _of_field("body", "b", (0.4, 0.5, 0.6, 0.7)),
    Weight("lead", (20, 40, 80), ((scoring, "LEAD"), (lists, "LEAD"), (array_leaves, "LEAD")), baked=True),
)
BY_NAME: Final = {weight.name: weight for weight in WEIGHTS}

#: Weights that are not as shipped; hashable, so that no trial is made twice.
Values = frozenset[tuple[str, float]]
SHIPPED: Final[Values] = frozenset()


def changed(values: Values, name: str, value: float) -> Values:
    """With one weight more or less that is not as shipped."""
    others = frozenset(one for one in values if one[0] != name)
    return others if value == BY_NAME[name].shipped() else others | {(name, value)}


@dataclass(frozen=True)
class Trial:
    """A ranking to be measured: other weights, and parts that are taken away."""

    values: Values = SHIPPED
    kept: Callable[[Alternative], bool] | None = None
    separate: bool = False
    repair: Repair = Repair.WHEN_SURE
    feedback: Feedback = Feedback.LIFTS

    @contextmanager
    def carried_out(self) -> Iterator[None]:
        """The ranking as it is to be, for a while."""
        with ExitStack() as stack:
            for name, value in self.values:
                stack.enter_context(BY_NAME[name].set_to(value))
            if self.kept:
                stack.enter_context(_only(self.kept))
            if self.separate:
                stack.enter_context(mock.patch.object(leaves, "synonyms", _each_alone))
            yield

    @property
    def baked(self) -> Values:
        """What an index is built with."""
        return frozenset((name, value) for name, value in self.values if BY_NAME[name].baked)


def _only(kept: Callable[[Alternative], bool]) -> Any:
    whole = expand.Expander.__call__

    def some(self: expand.Expander, *run: Any) -> list[Alternative]:
        return [one for one in whole(self, *run) if kept(one)]

    return mock.patch.object(expand.Expander, "__call__", some)


def _each_alone(
    strong: Sequence[leaves.Way], weak: Sequence[leaves.Way] = (), echoes: Sequence[leaves.Way] = ()
) -> Node:
    return disjunction(dict.fromkeys(leaf for _, leaf in [*strong, *echoes, *weak]))


def _without(tier: Tier) -> Trial:
    return Trial(kept=lambda one: one.tier is not tier)


PARTS: Final = {
    "the whole": Trial(),
    "no lead": Trial(frozenset({("lead", 0.0)})),
    "title counts once": Trial(frozenset({("title weight", 1.0)})),
    "no length in titles (b 0)": Trial(frozenset({("title b", 0.0)})),
    "no length in bodies (b 0)": Trial(frozenset({("body b", 0.0)})),
    "no form": Trial(frozenset({("form", 0.0)})),
    "no spelling": Trial(frozenset({("spelling", 0.0)})),
    "no names, no months": Trial(kept=lambda one: one.role is Role.RANKS),
    "no close relatives": _without(Tier.FAMILY),
    "no distant relatives": _without(Tier.ROOT),
    "no relatives": Trial(kept=lambda one: one.role is not Role.RANKS),
    "no words side by side": Trial(frozenset({("side by side", 0.0)})),
    "names of two words count twice": Trial(frozenset({("collocated", 0.0)})),
    "each way of a word scored alone": Trial(separate=True),
    "no repair": Trial(repair=Repair.NEVER),
    "no feedback": Trial(feedback=Feedback.OFF),
    "no places of a headline": Trial(frozenset({("early", 0.0), ("near", 0.0)})),
}


# --- choosing ---------------------------------------------------------------------------------------------------------

#: The figure of each topic, in their order.
Measured = Callable[[Values], Sequence[float]]


def folded(count: int, folds: int, seed: int) -> list[list[int]]:
    """The numbers below ``count`` dealt out at random into so many folds of about one size."""
    numbers = list(range(count))
    random.Random(seed).shuffle(numbers)
    return [sorted(numbers[fold::folds]) for fold in range(folds)]


def ascended(weights: Sequence[Weight], measured: Measured, on: Sequence[int]) -> Values:
    """What coordinate ascent chooses on some topics: weight after weight the best value, as shipped if no other is."""
    values = SHIPPED
    for weight in weights:
        trials = [values, *(changed(values, weight.name, value) for value in weight.values)]
        values = max(trials, key=lambda trial: fmean(measured(trial)[topic] for topic in on))  # the first of equals
    return values


def held_out(weights: Sequence[Weight], measured: Measured, folds: Sequence[Sequence[int]]) -> list[float]:
    """The figure of each topic with the weights chosen on the topics of the other folds."""
    figures = [0.0] * sum(map(len, folds))
    for fold in folds:
        others = [topic for other in folds if other is not fold for topic in other]
        chosen = measured(ascended(weights, measured, others))
        for topic in fold:
            figures[topic] = chosen[topic]
    return figures


def gain(figures: Sequence[float], beside: Sequence[float]) -> tuple[float, float]:
    """The mean difference of two rankings over topics, and its standard error."""
    differences = [one - other for one, other in zip(figures, beside, strict=True)]
    return fmean(differences), stdev(differences) / math.sqrt(len(differences))


def moved(figures: Sequence[float], beside: Sequence[float]) -> int:
    """How many topics are better by more than a hundredth."""
    return sum(one > other + 0.01 for one, other in zip(figures, beside, strict=True))


# --- measuring --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Known:
    """Headlines as queries, each with the ids of the articles to be found, among articles without titles."""

    corpus: Path
    items: Sequence[tuple[str, frozenset[str]]]

    @classmethod
    def read(cls, items: Path, corpus: Path, most: int) -> "Known":
        """The first ``most`` of a file."""
        analyser = Analyser()
        rows: list[Mapping[str, Any]] = json.loads(items.read_text(encoding="utf-8"))[:most]
        found = []
        for row in rows:
            words = [row["q"][token.start : token.end] for token in analyser.tokens(row["q"])]
            query = " OR ".join(word for word in words if word not in {"OR", "AND", "NOT"})
            found.append((query, frozenset(row["urls"])))
        return cls(corpus, found)


@dataclass
class Bench:
    """Measures trials, each once, and keeps the indexes built for them in a folder."""

    topics: Sequence[Topic]
    judged: Judgments
    corpus: Path
    names: Mapping[str, str]
    known: Known | None
    folder: Path
    _rows: dict[Trial, list[Measures]] = field(default_factory=dict)
    _ranks: dict[Trial, list[float]] = field(default_factory=dict)
    _built: dict[tuple[Path, Values], Path] = field(default_factory=dict)

    def rows(self, trial: Trial) -> list[Measures]:
        """The measures of each topic."""
        if trial not in self._rows:
            with self._searching(trial, self.corpus, 50) as ids:
                found = [([self.names.get(one, one) for one in ids(topic.query)], topic.id) for topic in self.topics]
            self._rows[trial] = [measure(ranking, self.judged[topic]) for ranking, topic in found]
        return self._rows[trial]

    def ranks(self, trial: Trial) -> list[float]:
        """One through the rank of each known item, 0 below the tenth."""
        if self.known and trial not in self._ranks:
            found = []
            with self._searching(trial, self.known.corpus, 10) as ids:
                for query, wanted in self.known.items:
                    places = [place for place, one in enumerate(ids(query), 1) if one in wanted]
                    found.append(1 / places[0] if places else 0.0)
            self._ranks[trial] = found
        return self._ranks.get(trial, [])

    def ndcg(self, values: Values) -> list[float]:
        """nDCG@10 of each topic."""
        return [row.ndcg10 for row in self.rows(Trial(values))]

    @contextmanager
    def _searching(self, trial: Trial, corpus: Path, limit: int) -> Iterator[Callable[[str], list[str]]]:
        with trial.carried_out(), NewsIndex.open(self._index(corpus, trial.baked)) as index:

            def ids(query: str) -> list[str]:
                hits = index.search(query, limit, repair=trial.repair, feedback=trial.feedback)
                return [hit.head.id for hit in hits]

            yield ids

    def _index(self, corpus: Path, baked: Values) -> Path:
        """An index of a corpus, built as the trial that is carried out wants it."""
        if (corpus, baked) not in self._built:
            folder = self.folder / str(len(self._built))
            with NewsIndex.create(folder) as index:
                index.add(item for item in Sources([str(corpus)]) if not isinstance(item, Skipped))
            self._built[corpus, baked] = folder
        return self._built[corpus, baked]

    # --- printing -----------------------------------------------------------------------------------------------------

    def line(self, name: str, trial: Trial) -> str:
        """One line of a table."""
        return _line(name, self.rows(trial), self.ndcg(SHIPPED), self.ranks(trial), self.ranks(Trial()))


def _line(
    name: str, rows: Sequence[Measures], beside: Sequence[float], ranks: Sequence[float], shipped: Sequence[float]
) -> str:
    whole = mean(rows)
    figures = [row.ndcg10 for row in rows]
    more, error = gain(figures, beside)
    better, worse = moved(figures, beside), moved(beside, figures)
    cells = [f"{whole.ndcg10:.3f}", f"{more:+.3f} ± {error:.3f}", f"{better}, {worse}"]
    cells += [f"{whole.recall50:.3f}", f"{whole.ap:.3f}"]
    if ranks:
        found, doubt = gain(ranks, shipped)
        cells += [f"{fmean(ranks):.3f}", f"{found:+.3f} ± {doubt:.3f}"]
    return f"| {name} | " + " | ".join(cells) + " |"


def _told(values: Values) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in sorted(values)) or "as shipped"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("topics", type=Path)
    parser.add_argument("qrels", type=Path)
    parser.add_argument("corpus", type=Path, help="what is indexed")
    parser.add_argument("--lines", type=Path, help="as in newsearch evaluate")
    parser.add_argument("--known", type=Path, nargs=2, metavar=("ITEMS", "BODIES"))
    parser.add_argument("--items", type=int, default=300, help="how many known items are searched for")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--skip", choices=("parts", "single", "search"), action="append", default=[])
    options = parser.parse_args()
    judged = read_judgments(options.qrels)
    topics = [topic for topic in read_topics(options.topics) if topic.id in judged]
    names = ids_by_line(options.lines) if options.lines else {}
    known = Known.read(options.known[0], options.known[1], options.items) if options.known else None
    heads = [
        "nDCG@10",
        "difference",
        "better, worse",
        "recall@50",
        "MAP",
        *(["known MRR@10", "difference"] if known else []),
    ]
    head = " | ".join(heads) + " |\n" + "|---" * (1 + len(heads)) + "|"
    with tempfile.TemporaryDirectory(prefix="newsearch-weights-") as folder:
        bench = Bench(topics, judged, options.corpus, names, known, Path(folder))
        if "parts" not in options.skip:
            print("| ranking | " + head)
            for name, trial in PARTS.items():
                print(bench.line(name, trial), flush=True)
        if "single" not in options.skip:
            print("\n| one weight | " + head)
            for weight in WEIGHTS:
                for value in weight.values:
                    mark = " (shipped)" if value == weight.shipped() else ""
                    trial = Trial(changed(SHIPPED, weight.name, value))
                    print(bench.line(f"{weight.name} {value:g}{mark}", trial), flush=True)
        if "search" not in options.skip:
            print("\n| chosen | " + head)
            print(bench.line("as shipped", Trial()))
            best = ascended(WEIGHTS, bench.ndcg, range(len(topics)))
            print(bench.line(f"in-sample: {_told(best)}", Trial(best)), flush=True)
            folds = folded(len(topics), options.folds, options.seed)
            figures = held_out(WEIGHTS, bench.ndcg, folds)
            more, error = gain(figures, bench.ndcg(SHIPPED))
            print(f"\ncross-validated, {options.folds} folds: {fmean(figures):.3f}, {more:+.3f} ± {error:.3f}")
            for number, fold in enumerate(folds, 1):
                others = [topic for other in folds if other is not fold for topic in other]
                print(f"fold {number}: {_told(ascended(WEIGHTS, bench.ndcg, others))}")


if __name__ == "__main__":
    main()
