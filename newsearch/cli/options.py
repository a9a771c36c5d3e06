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


def index(command: Command) -> Command:
    """``--index DIR``."""
    setting = settings.INDEX
    return click.option(
        "--index",
        "folder",
        type=click.Path(path_type=Path),
        envvar=setting.variable,
        default=setting.default,
        show_default=True,
        show_envvar=True,
        metavar="DIR",
        help="The folder of the index.",
    )(command)


def as_json(command: Command) -> Command:
    """``--json``."""
    return click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")(command)


def color(command: Command) -> Command:
    """``--color``."""
    setting = settings.COLOR
    return click.option(
        "--color",
        type=click.Choice([AUTO, ALWAYS, NEVER]),
        envvar=setting.variable,
        default=setting.default,
        show_default=True,
        show_envvar=True,
        help="Highlight matches: auto does on a terminal, unless NO_COLOR is set.",
    )(command)


def style(choice: str) -> terminal.Style:
    """The style that a ``--color`` choice asks for."""
    on = choice == ALWAYS or (choice == AUTO and sys.stdout.isatty() and not os.environ.get("NO_COLOR"))
    return terminal.COLOURED if on else terminal.PLAIN
