"""The commands that ask an index."""

import re
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import ClassVar

import click

from newsearch import settings
from newsearch.cli import Exit, complain, options, say, tell
from newsearch.engines.base import Use
from newsearch.index import NewsIndex
from newsearch.model import Note
from newsearch.present import records, terminal
from newsearch.query.choices import Feedback, Repair, Words
from newsearch.query.plan import Order
from newsearch.query.tiers import Tier
from newsearch.version import VERSION

_WAYS_OUT = (
    "restore it from a copy, or index again into a new folder: `newsearch export` writes all articles that can be read"
)
_OPTION = re.compile(r"--[a-z][a-z-]+|-[a-z]")


class _WithWords(click.Command):
    """A command whose words may begin with a hyphen (``-word``); what looks just like an option is no word, though."""

    ignore_unknown_options = True

    def get_help_option_names(self, ctx: click.Context) -> list[str]:
        """Without -h, which would make ``-hamas`` ask for help; see ``parse_args``."""
        return ["--help"]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises click.NoSuchOption."""
        end = args.index("--") if "--" in args else len(args)
        before = ["--help" if arg == "-h" else arg for arg in args[:end]]
        known = [name for parameter in self.get_params(ctx) for name in parameter.opts]
        for arg in before:
            name = arg.partition("=")[0]
            if _OPTION.fullmatch(name) and name not in known:
                from difflib import get_close_matches  # not for those who type well

                raise click.NoSuchOption(name, possibilities=get_close_matches(name, known), ctx=ctx)
        return super().parse_args(ctx, [*before, *args[end:]])


class _Commands(click.Group):
    """Commands of which some are imported only when they are asked for, so that a search starts quickly."""

    _ELSEWHERE: ClassVar = {
        "index": ("newsearch.cli.adding", "index_command"),
        "delete": ("newsearch.cli.removing", "delete_command"),
        "compact": ("newsearch.cli.removing", "compact_command"),
        "evaluate": ("newsearch.cli.evaluating", "evaluate_command"),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted([*self.commands, *self._ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name in self._ELSEWHERE:
            module, name = self._ELSEWHERE[cmd_name]
            command = getattr(import_module(module), name)
            return command if isinstance(command, click.Command) else None
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="newsearch")
def newsearch() -> None:
    """Full-text search for Arabic news: by any spelling, any inflection, on your own machine.

    \u0008
    newsearch index articles/            index a folder
    newsearch query "أذربيجان"           search it
    """


@newsearch.command(cls=_WithWords)
@click.argument("query", nargs=-1, required=True, metavar="WORDS...")
@options.setting(settings.LIMIT, "--limit", type=click.IntRange(1, 10_000), help="How many hits a page has.")
@click.option("--page", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="Which page of hits.")
@click.option("--all-words", is_flag=True, help="Leave out articles that have only a part of the words.")
@options.order
@click.option("--no-repair", is_flag=True, help="Search for misspelt words as they are.")
@click.option("--no-feedback", is_flag=True, help="Let no article rise because it is about the same as the best ones.")
@options.tiers
@click.option("--why", is_flag=True, help="Say which words of each article were met, and how.")
@click.option("--explain", "sums", is_flag=True, help="Show what each score is the sum of.")
@options.as_json
@options.color
@options.index
def query(
    query: tuple[str, ...],
    limit: int,
    page: int,
    all_words: bool,
    order: str,
    no_repair: bool,
    no_feedback: bool,
    tiers: frozenset[Tier],
    why: bool,
    sums: bool,
    as_json: bool,
    color: str,
    folder: Path,
) -> int:
    """Search for WORDS, best articles first.

    Articles with some of the words follow those with all, marked as such. "quotes" ask for a phrase, -word leaves out,
    OR gives a choice, =word asks for the exact form, word* for a beginning, title:word looks in one field.
    A word that looks like an option goes behind --.
    """
    with NewsIndex.open(folder, use=Use.ONE_SEARCH) as index:
        hits = index.search(
            " ".join(query),
            limit,
            (page - 1) * limit,
            words=Words.ALL if all_words else Words.SOME,
            order=Order(order),
            repair=Repair.NEVER if no_repair else Repair.WHEN_SURE,
            feedback=Feedback.OFF if no_feedback else Feedback.LIFTS,
            tiers=tiers,
            sums=sums,
        )
        for typed in query:
            if typed.startswith("--"):  # what is left out begins with one hyphen
                _note(f"{typed} is no option: it is searched for")
        _tell_all(hits.notes)
        style = options.style(color)
        for rank, hit in enumerate(hits, (page - 1) * limit + 1):
            if as_json:
                click.echo(records.line(records.hit(rank, hit)))
            else:
                lines = [*terminal.hit(rank, hit, style), *(terminal.why(hit) if why else ()), *terminal.shares(hit)]
                click.echo("\n".join(lines) + "\n", color=True)
        if not as_json:
            say(terminal.summary(hits, page, limit))
        return Exit.FOUND if hits.total + hits.total_some else Exit.NOTHING


@newsearch.command()
@click.argument("article_id", metavar="ID")
@options.as_json
@options.color
@options.index
def show(article_id: str, as_json: bool, color: str, folder: Path) -> int:
    """Show the whole article with that ID.

    Below its title and outlet stands the file that it was read from, - for standard input.
    """
    with NewsIndex.open(folder) as index:
        found, origin = index.get(article_id), index.origin(article_id)
    if found is None:
        tell(f"no article has the id {article_id}")
        return Exit.NOTHING
    if as_json:
        click.echo(records.line({**records.article(found), "origin": origin}))
    else:
        click.echo("\n".join(terminal.article(found, origin, options.style(color))), color=True)
    return Exit.FOUND


@newsearch.command()
@options.as_json
@options.index
def stats(as_json: bool, folder: Path) -> None:
    """Count what the index holds."""
    with NewsIndex.open(folder) as index:
        found = index.stats()
    click.echo(records.line(records.stats(found)) if as_json else "\n".join(terminal.stats(found)))


@newsearch.command(cls=_WithWords)
@click.argument("word", nargs=-1, required=True, metavar="WORD...")
@click.option("--sources", is_flag=True, help="Also in how many articles of each outlet.")
@options.as_json
@options.index
def forms(word: tuple[str, ...], sources: bool, as_json: bool, folder: Path) -> int:
    """List the forms of the index that WORD reaches.

    WORD is read as in a query: "quotes" ask for a phrase, =word for the exact form, word* for a beginning; a misspelt
    word is put right. Columns: the form, in how many articles it stands, what it is to WORD, from when to when.
    """
    with NewsIndex.open(folder) as index:
        found = index.forms(" ".join(word), sources=sources)
    _tell_all(found.notes)
    for form in found:
        click.echo(records.line(records.reached(form)) if as_json else terminal.reached(form))
    if not found:
        tell("nothing found")
    return Exit.FOUND if found else Exit.NOTHING


@newsearch.command()
@options.index
def check(folder: Path) -> int:
    """Compare every byte of the index with its checksum.

    What is damaged is named, and the articles that touches.
    """
    with NewsIndex.open(folder) as index:
        problems = index.check()
    for problem in problems:
        click.echo(terminal.clean(problem))
    if problems:
        complain(f"{folder} is damaged", _WAYS_OUT)
        return Exit.ERROR
    click.echo("all sound")
    return Exit.FOUND


@newsearch.command()
@options.index
def export(folder: Path) -> int:
    """Write every article as a line of JSON.

    They are as they were added; what is damaged is left out, and named. The index may be one that another version of
    newsearch made.

    \u0008
    newsearch export --index OLD > articles.jsonl
    newsearch index articles.jsonl --as-is --index NEW
    """
    lost: list[str] = []

    def lose(what: str) -> None:
        lost.append(what)
        tell(what)

    for article in NewsIndex.export_from(folder, lose):
        click.echo(records.line(records.article(article)))
    if lost:
        complain(f"{folder} is damaged: not everything could be written", "restore what is missing from a copy")
    return Exit.ERROR if lost else Exit.FOUND


@newsearch.command(cls=_WithWords)
@click.argument("text", nargs=-1, required=True)
@options.as_json
@options.index_if_any
def analyze(text: tuple[str, ...], as_json: bool, folder: Path | None) -> None:
    """Show what each word of TEXT becomes, and why.

    Needs no index; with --index DIR, TEXT is read as a query in that one: its lexicon.tsv counts, and other names are
    shown. Columns: the word, its form, spelling, lemma, whether it is a stop word, and the steps that were taken.
    """
    from newsearch.text import backwards
    from newsearch.text.analyser import Analyser
    from newsearch.text.explain import explained

    joined = " ".join(text)
    if folder is None:
        words = explained(joined, Analyser())
    else:
        with NewsIndex.open(folder) as index:
            found = index.analyze(joined)
        words = [*found.words]
        _tell_all(found.notes)
    if not words:
        _note("there is no word in it")
    if backwards.is_backwards(joined):
        _note(f"this reads right when reversed: {backwards.turned(joined)}")
    for token, steps in words:
        surface = joined[token.start : token.end]
        if as_json:
            click.echo(records.line({"word": surface, **records.token(token, steps)}))
        else:
            click.echo(terminal.token(surface, token, steps))


@newsearch.command(cls=_WithWords)
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--all-words", is_flag=True, help="As in query.")
@options.index
def explain(query: tuple[str, ...], all_words: bool, folder: Path) -> None:
    """Show how QUERY is read and what each part of it finds.

    Before each part stands in how many articles it is.
    """
    from newsearch.query.describe import outline

    with NewsIndex.open(folder) as index:
        found = index.explain(" ".join(query), words=Words.ALL if all_words else Words.SOME)
    counts = dict(found.counts)
    parts = [("read as", found.parsed.syntax), ("must match", found.resolved.asked)]
    if found.resolved.partial:
        parts.append(("also shown", found.resolved.partial))
    for name, part in parts:
        click.echo(name)
        for line, of in outline(part):
            count = f"{counts[of]:,}" if of in counts else ""
            click.echo(terminal.harmless(f"{count:>9}  {line}"))
    _tell_all(found.notes)


def _tell_all(notes: Iterable[Note]) -> None:
    for note in notes:
        _note(str(note))


def _note(message: str) -> None:
    tell(f"note: {message}")
