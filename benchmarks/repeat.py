"""A corpus of any size from a few real ones: the same articles again, other ids and dates, paragraphs reordered.

    python -m benchmarks.repeat 1000000 CORPUS.jsonl[.xz]... > large.jsonl

The first copy is the articles as they are (with ids of their own). In every further copy the paragraphs of a body (its
lines, or its sentences if it has one line) are shuffled, the date moves by up to three years, and the id is another.
Words and their frequencies stay those of real news; the vocabulary does not grow as it would with new articles. The
order is the same in every run.
"""

import datetime as dt
import json
import lzma
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DAYS = 3 * 365


def main() -> None:
    """Write the lines."""
    wanted = int(sys.argv[1])
    articles = list(_articles(sys.argv[2:]))
    for number in range(wanted):
        copy, place = divmod(number, len(articles))
        sys.stdout.write(json.dumps(_again(articles[place], copy, place), ensure_ascii=False) + "\n")


def _articles(paths: list[str]) -> Iterator[dict[str, Any]]:
    for path in map(Path, paths):
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                kept = {name: str(row.get(name) or "") for name in ("title", "body", "source")}
                yield {"url": f"{path.name.split('.')[0]}/{row.get('url') or ''}", **kept, "date": _date(row)}


def _date(row: dict[str, Any]) -> str:
    try:
        return dt.date.fromisoformat(str(row.get("date") or "")[:10]).isoformat()
    except ValueError:
        return "2015-01-01"


def _again(article: dict[str, Any], copy: int, place: int) -> dict[str, Any]:
    url = f"{article['url']}#{place}-{copy}"
    if copy == 0:
        return {**article, "url": url}
    choose = random.Random(f"{copy}-{place}")
    lines = article["body"].split("\n")
    between = "\n"
    if len(lines) == 1:
        lines, between = article["body"].split(". "), ". "
    choose.shuffle(lines)
    moved = dt.date.fromisoformat(article["date"]) + dt.timedelta(choose.randint(-DAYS, DAYS))
    return {**article, "url": url, "body": between.join(lines), "date": moved.isoformat()}


if __name__ == "__main__":
    main()
