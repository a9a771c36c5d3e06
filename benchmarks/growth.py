"""What an index costs as it grows: building, size, memory, opening, and queries through the public API by kind.

    python -m benchmarks.growth WORK CORPUS.jsonl[.xz]... [--sizes N...] [--queries N]

Every size is made of the same corpora (see ``repeat``) and indexed by a process of its own, reading included; WORK, a
new folder, keeps the last index only. Prints two tables: each size, and milliseconds (p50 / p95) of each kind of query
(see ``engine``) at each size, words met before.
"""

import argparse
import gc
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from shutil import rmtree

from benchmarks.engine import queries, shown, spread
from newsearch import NewsIndex
from newsearch.engines.on_whoosh.arrays import ArrayEngine

SIZES = (10_000, 31_030, 76_000, 250_000, 1_000_000)
ROUNDS = 3
#: Runs a command; a process of its own, since what a process may seem to have had at most includes what its parent had.
_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def made(size: int, corpora: list[str], path: Path) -> None:
    """Write a corpus of that size."""
    with path.open("wb") as lines:
        subprocess.run([sys.executable, "-m", "benchmarks.repeat", str(size), *corpora], stdout=lines, check=True)


def indexed(corpus: Path, folder: Path) -> tuple[float, float]:
    """Index a corpus: CPU seconds, and the most MiB of memory that the process had."""
    command = [sys.executable, "-m", "newsearch", "index", "--index", str(folder), str(corpus)]
    told = subprocess.run([sys.executable, "-c", _MEASURED, *command], capture_output=True, text=True, check=True)
    seconds, memory = map(float, told.stdout.split())
    return seconds, memory / 1024


def asked(folder: Path, count: int) -> tuple[float, dict[str, str]]:
    """Milliseconds that opening takes, and of each kind of query its p50 and p95."""
    with NewsIndex.open(folder) as index:
        index.search("خبر")  # imports and lists of the language are not part of opening
    start = time.perf_counter()
    with NewsIndex.open(folder) as index:
        index.stats()
        opening = (time.perf_counter() - start) * 1e3
        kinds = queries(index, ArrayEngine.open(folder).reader(), count, seed=1)
        gc.disable()
        figures = {}
        for kind, of in kinds.items():
            asks = [partial(shown, index, query, searches.order) for query, searches in of]
            if asks:
                half, most, *_ = spread(asks, ROUNDS)
                figures[kind] = f"{half / 1e3:.2f} / {most / 1e3:.2f}"
        gc.enable()
    return opening, figures


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("work", type=Path)
    parser.add_argument("corpora", nargs="+", metavar="CORPUS")
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--queries", type=int, default=100)
    options = parser.parse_args()
    options.work.mkdir()
    corpus, folder = options.work / "corpus.jsonl", options.work / "index"
    print("| articles | docs / CPU s | peak RSS MiB | index MB | opening ms |\n|---|---|---|---|---|", flush=True)
    kinds: dict[str, dict[int, str]] = {}
    for size in options.sizes:
        rmtree(folder, ignore_errors=True)
        made(size, options.corpora, corpus)
        seconds, memory = indexed(corpus, folder)
        corpus.unlink()
        opening, figures = asked(folder, options.queries)
        taken = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
        print(f"| {size:,} | {size / seconds:,.0f} | {memory:,.0f} | {taken:,.0f} | {opening:.1f} |", flush=True)
        for kind, of in figures.items():
            kinds.setdefault(kind, {})[size] = of
    print("\n| kind |", *(f"{size:,} |" for size in options.sizes))
    print("|---" * (len(options.sizes) + 1) + "|")
    for kind, by_size in kinds.items():
        print(f"| {kind} |", *(f"{by_size.get(size, '–')} |" for size in options.sizes))


if __name__ == "__main__":
    main()
