"""Options that several commands share."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from newsearch import settings
from newsearch.present import terminal
from newsearch.query.plan import Order
from newsearch.query.tiers import Tier

Command = TypeVar("Command", bound=Callable[..., Any])

AUTO, ALWAYS, NEVER = "auto", "always", "never"


def setting(of: settings.Setting, *names: str, **more: Any) -> Callable[[Command], Command]:
    """An option that can also be set in the environment."""
    return click.option(*names, envvar=of.variable, default=of.default, show_default=True, show_envvar=True, **more)


def index(command: Command) -> Command:
    """``--index DIR``."""
    kind = click.Path(path_type=Path, readable=False)  # what cannot be read is told of like all errors
    return setting(settings.INDEX, "--index", "folder", type=kind, metavar="DIR", help="The folder of the index.")(
        command
    )


def index_if_any(command: Command) -> Command:
    """``--index DIR`` of a command that needs none."""
    kind = click.Path(path_type=Path, readable=False)  # what cannot be read is told of like all errors
    return click.option("--index", "folder", type=kind, metavar="DIR", help="The folder of an index.")(command)


def wait(command: Command) -> Command:
    """``--wait SECONDS``."""
    return click.option(
        "--wait",
        type=click.FloatRange(min=0),
        default=0.0,
        metavar="SECONDS",
        help="While another program writes to the index, wait so long for it instead of giving up at once.",
    )(command)


def _read_tiers(_context: click.Context, _option: click.Parameter, value: str) -> frozenset[Tier]:
    """Names parted by commas; Click's own error if one of them is no tier."""
    names = [name.strip() for name in value.split(",") if name.strip()]
    if wrong := [name for name in names if name not in list(Tier)]:
        raise click.BadParameter(f"{', '.join(wrong)}: not among {', '.join(Tier)}")
    return frozenset(map(Tier, names))


def tiers(command: Command) -> Command:
    """``--tiers LIST``."""
    return click.option(
        "--tiers",
        callback=_read_tiers,
        default=",".join(Tier),
        show_default=True,
        metavar="LIST",
        help="How far a word of an article may be from that of the query; the form itself always counts.",
    )(command)


def order(command: Command) -> Command:
    """``--order``."""
    return click.option(
        "--order",
        type=click.Choice([str(order) for order in Order]),
        default=str(Order.SCORE),
        show_default=True,
        help="How hits are sorted.",
    )(command)


def as_json(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(command)


def color(command: Command) -> Command:
    """``--color``."""
    return setting(
        settings.COLOR,
        "--color",
        type=click.Choice([AUTO, ALWAYS, NEVER]),
        help="Highlight matches: auto does on a terminal, unless NO_COLOR is set or TERM is dumb.",
    )(command)


def is_terminal(stream: TextIO) -> bool:
    """Whether a stream goes to a terminal that knows more than lines of text."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def style(choice: str) -> terminal.Style:
    """The style that a ``--color`` choice asks for."""
    on = choice == ALWAYS or (choice == AUTO and is_terminal(sys.stdout) and not os.environ.get("NO_COLOR"))
    return terminal.COLOURED if on else terminal.PLAIN
