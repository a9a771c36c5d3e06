"""Options that several commands share."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from newsearch import settings
from newsearch.present import terminal

Command = TypeVar("Command", bound=Callable[..., Any])

AUTO, ALWAYS, NEVER = "auto", "always", "never"


def setting(of: settings.Setting, *names: str, **more: Any) -> Callable[[Command], Command]:
    """An option that can also be set in the environment."""
    return click.option(*names, envvar=of.variable, default=of.default, show_default=True, show_envvar=True, **more)


def index(command: Command) -> Command:
    """``--index DIR``."""
    kind = click.Path(path_type=Path)
    return setting(settings.INDEX, "--index", "folder", type=kind, metavar="DIR", help="The folder of the index.")(
        command
    )


def as_json(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(command)


def color(command: Command) -> Command:
    """``--color``."""
    return setting(
        settings.COLOR,
        "--color",
        type=click.Choice([AUTO, ALWAYS, NEVER]),
        help="Highlight matches: auto does on a terminal, unless NO_COLOR is set.",
    )(command)


def style(choice: str) -> terminal.Style:
    """The style that a ``--color`` choice asks for."""
    on = choice == ALWAYS or (choice == AUTO and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    return terminal.COLOURED if on else terminal.PLAIN
