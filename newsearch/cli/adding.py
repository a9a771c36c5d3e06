"""``newsearch index``: articles into an index."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from newsearch import manifest, settings
from newsearch.cli import Exit, options, tell
from newsearch.cli.interrupts import Interrupts
from newsearch.engines.base import Entry, Patience
from newsearch.index import Mode, NewsIndex
from newsearch.model import Changes, Record
from newsearch.present import records
from newsearch.sources import STDIN, Backwards, Doubt, Keep, Severity, Skipped, Sources

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar


@click.command("index")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--map", "names", multiple=True, metavar="THEIRS=OURS", help="A field's name in JSON: --map text=body.")
@click.option(
    "--prune", is_flag=True, help="Remove articles below the PATHs whose file is gone; none of what could not be read."
)
@click.option("--dry-run", is_flag=True, help="Count what would change, and change nothing.")
@options.wait
@options.setting(
    settings.WORKERS,
    "--workers",
    type=click.IntRange(1, 64),
    help="How many processes take in many articles side by side; each makes a segment of its own.",
)
@options.setting(
    settings.MEMORY,
    "--memory",
    type=click.IntRange(min=100),
    metavar="MEGABYTES",
    help="About how much memory each of them may use; it is hardly ever less than 280.",
)
@click.option("--keep-chrome", is_flag=True, help="Keep share buttons, related headlines and the like searchable.")
@click.option(
    "--as-is", is_flag=True, help="Keep that and take no markup off either: what `newsearch export` wrote comes back."
)
@options.as_json
@options.index
def index_command(
    paths: tuple[str, ...],
    names: tuple[str, ...],
    prune: bool,
    dry_run: bool,
    wait: float,
    workers: int,
    memory: int,
    keep_chrome: bool,
    as_is: bool,
    as_json: bool,
    folder: Path,
) -> int:
    """Add articles from files and folders.

    Read are .txt and .jsonl files (also .gz .xz .zst), folders of them, and - for standard input. Without a PATH, the
    folder seeds/ is read. New articles are added, changed ones replaced, the rest is left alone.
    All or nothing: an interrupted run leaves the index as it was, or says that the change was made all the same.
    """
    interrupts = click.get_current_context().with_resource(Interrupts())
    given = paths or (os.environ.get(settings.PATH.variable) or settings.PATH.default,)
    keep = Keep.AS_IS if as_is else Keep.EVERYTHING if keep_chrome else Keep.ARTICLE
    sources = Sources(given, mapping=_mapping(names), keep=keep)
    feed = _Feed(sources, given, interrupts.check)
    gone = _Gone(given, feed.unread) if prune else None
    mode = Mode.PREVIEW if dry_run else Mode.WRITE
    with _opened(folder, mode, Patience(wait, tell), memory) as index, feed.bar() as bar:
        changes = index.update(feed.records(bar), gone=gone, mode=mode, workers=workers)
        interrupts.done = mode is Mode.WRITE
    for article_id in changes.repeated:
        tell(f"came twice, the last one counts: {article_id}")
    click.echo(
        records.line({**records.changes(changes, feed.skipped), "backwards": feed.backwards})
        if as_json
        else _summary(changes, feed, mode)
    )
    return Exit.ERROR if feed.failed else Exit.FOUND


class _Feed:
    """The records of some sources; names what was skipped, and counts it."""

    def __init__(self, sources: Sources, given: tuple[str, ...], check: Callable[[], None]) -> None:
        """``check`` raises what is to end the reading."""
        self.skipped = 0
        self.backwards = 0
        self.failed = False
        #: The real paths of files and folders that could not be read, and of those given in which there was nothing.
        self.unread: set[str] = set()
        self._check = check
        self._sources, self._given = sources, {str(Path(path)) for path in given}
        self._count = 0

    def bar(self) -> "ProgressBar[int]":
        """A bar on a terminal: bytes read, articles so far and a second, time left."""
        began = time.monotonic()

        def said(count: int | None) -> str:
            passed = max(time.monotonic() - began, 0.001)  # some clocks stand still for a while
            return f"{count or 0:,} articles, {(count or 0) / passed:,.0f}/s"

        return click.progressbar(
            length=max(self._sources.total_bytes, 1),
            label="indexing",
            file=sys.stderr,
            hidden=not options.is_terminal(sys.stderr),
            item_show_func=said,
        )

    def records(self, bar: "ProgressBar[int]") -> Iterator[Record]:
        """The records, moving the bar on; what is skipped is named on stderr."""
        for item in self._sources:
            self._check()
            if isinstance(item, Skipped):
                self._name(item)
            else:
                self._count += 1
                yield item
            if self._count % 100 == 0:
                bar.update(self._sources.done_bytes - bar.pos, self._count)
        self._check()
        bar.update(self._sources.done_bytes - bar.pos, self._count)

    def _name(self, item: Skipped) -> None:
        doubt = isinstance(item, Doubt)
        self.skipped += not doubt
        self.backwards += isinstance(item, Backwards)
        if item.line is None:
            failed = item.severity is Severity.FAILED
            self.failed |= failed
            if failed or item.path in self._given:
                self.unread.add(os.path.realpath(item.path))
        tell(f"{'taken, but' if doubt else 'skipped'} {item}")


class _Gone:
    """Whether an article's file lay below the paths given, and is there no more, as far as they could be read."""

    def __init__(self, paths: tuple[str, ...], unread: AbstractSet[str]) -> None:
        self._roots = {os.path.realpath(path) for path in paths if path != STDIN}
        self._unread = unread

    def __call__(self, entry: Entry) -> bool:
        """Judge one article by where it came from."""
        if not entry.origin or entry.origin == STDIN:
            return False
        above = {entry.origin, *map(str, Path(entry.origin).parents)}
        return not above.isdisjoint(self._roots) and above.isdisjoint(self._unread) and _is_missing(entry.origin)


def _is_missing(path: str) -> bool:
    try:
        os.stat(path)  # noqa: PTH116  a million of them
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:  # maybe there, in a folder that may not be entered
        return False
    return False


@contextmanager
def _opened(folder: Path, mode: Mode, patience: Patience, memory: int) -> Iterator[NewsIndex]:
    """The index; for a preview of one that is not there yet, an empty one elsewhere."""
    if mode is Mode.PREVIEW and manifest.may_begin(folder):
        with TemporaryDirectory() as elsewhere, NewsIndex.create(elsewhere) as index:
            yield index
    else:
        with NewsIndex.open_or_create(folder, wait=patience, memory=memory) as index:
            yield index


def _mapping(names: tuple[str, ...]) -> dict[str, str]:
    pairs = [name.partition("=") for name in names]
    for theirs, equals, ours in pairs:
        if not (theirs and equals and ours):
            raise click.BadParameter(f"{theirs}{equals}{ours}: write THEIRS=OURS, as in text=body", param_hint="--map")
    return {theirs: ours for theirs, _equals, ours in pairs}


def _summary(changes: Changes, feed: _Feed, mode: Mode) -> str:
    counts = {
        "added": changes.added,
        "replaced": changes.replaced,
        "unchanged": changes.unchanged,
        "removed": len(changes.removed),
        "skipped": feed.skipped,
        **({"reads backwards": feed.backwards} if feed.backwards else {}),
    }
    told = ", ".join(f"{name} {count:,}" for name, count in counts.items())
    return f"would have: {told}" if mode is Mode.PREVIEW else told
