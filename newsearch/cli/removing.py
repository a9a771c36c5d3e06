"""``newsearch delete`` and ``newsearch compact``: articles out of an index."""

import sys
from pathlib import Path

import click

from newsearch.cli import Exit, options, tell
from newsearch.cli.interrupts import Interrupts
from newsearch.engines.base import Patience
from newsearch.index import NewsIndex
from newsearch.present import terminal
from newsearch.sources import streams


@click.command("delete")
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@options.wait
@options.index
def delete_command(ids: tuple[str, ...], wait: float, folder: Path) -> int:
    """Delete the articles with these IDs.

    All of them at once, or none. For - the IDs are read from standard input, one a line.
    """
    interrupts = click.get_current_context().with_resource(Interrupts())
    wanted = dict.fromkeys(filter(None, _lines() if ids == ("-",) else ids))
    with NewsIndex.open(folder, wait=Patience(wait, tell)) as index:
        missing = [one for one in wanted if one not in index]
        deleted = index.delete(wanted) if len(missing) < len(wanted) else 0
        interrupts.done = bool(deleted)
    for one in missing:
        tell(f"no article has the id {one}")
    click.echo(f"deleted {deleted:,}")
    return Exit.FOUND if deleted else Exit.NOTHING


@click.command("compact")
@options.wait
@options.index
def compact_command(wait: float, folder: Path) -> None:
    """Rewrite the index without what was deleted or replaced.

    Searches are a little faster then, and words of deleted articles count no longer in what is rare. It takes about
    as long as indexing anew, and as much room beside the index until the next change.
    """
    interrupts = click.get_current_context().with_resource(Interrupts())
    with NewsIndex.open(folder, wait=Patience(wait, tell)) as index:
        before = index.stats()
        index.compact()
        interrupts.done = True
        after = index.stats()
    click.echo(f"{terminal.size(before)}, now {terminal.size(after)}")


def _lines() -> list[str]:
    """The lines of standard input."""
    if sys.stdin is None:  # by the shell (``<&-``)
        raise click.UsageError("standard input is closed: there are no IDs to read")
    text = b"".join(streams.blocks(sys.stdin.buffer)).decode("utf-8-sig", "replace")
    return [line.removesuffix("\r") for line in text.split("\n")]
