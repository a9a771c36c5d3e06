"""``newsearch evaluate``: how well the index answers judged topics."""

from pathlib import Path

import click

from newsearch.cli import Exit, options, tell
from newsearch.evaluate import Measures, evaluate, read_judgments, read_topics
from newsearch.index import NewsIndex
from newsearch.present import records, terminal
from newsearch.query.plan import Order
from newsearch.sources import ids_by_line

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("evaluate")
@click.argument("topics", type=_FILE)
@click.argument("qrels", type=_FILE)
@click.option(
    "--lines",
    type=_FILE,
    metavar="JSONL",
    help="QRELS names articles by their line in this file, from 0; without it, by their id.",
)
@options.order
@options.as_json
@options.index
def evaluate_command(topics: Path, qrels: Path, lines: Path | None, order: str, as_json: bool, folder: Path) -> int:
    """Measure how well the index answers judged topics.

    Each of TOPICS (id TAB query TAB kind) is searched for, and compared with QRELS (TREC: topic 0 article grade).
    """
    names = ids_by_line(lines) if lines else {}
    with NewsIndex.open(folder) as index:

        def search(query: str) -> list[str]:
            return [names.get(hit.head.id, hit.head.id) for hit in index.search(query, 50, order=Order(order))]

        rows = evaluate(read_topics(topics), read_judgments(qrels), search)
    if not rows["all"].topics:
        tell("none of the topics has judgments")
        return Exit.NOTHING
    if not as_json:
        click.echo("| kind | topics | nDCG@10 | P@10 | recall@50 | MAP | judged@10 |\n|---|---|---|---|---|---|---|")
    for kind, row in rows.items():
        click.echo(records.line(_record(kind, row)) if as_json else _cells(kind, row))
    return Exit.FOUND


def _record(kind: str, row: Measures) -> dict[str, object]:
    return {"kind": kind, **{name: round(value, 4) for name, value in vars(row).items()}}


def _cells(kind: str, row: Measures) -> str:
    figures = (row.ndcg10, row.p10, row.recall50, row.ap, row.judged10)
    return (
        f"| {terminal.clean(kind) or '-'} | {row.topics} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |"
    )
