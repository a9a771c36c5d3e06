"""The command line: parse, call one method of the library, present. Results on stdout, talk on stderr.

Exit codes: 0 found or done, 1 nothing found, 2 error, 130 interrupted.
"""

import gc
import os
import sys
from enum import IntEnum
from typing import NoReturn

import click

from newsearch.errors import NewsearchError


class Exit(IntEnum):
    """What the shell is told."""

    FOUND = 0
    NOTHING = 1
    ERROR = 2
    INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command and end the process with its exit code."""
    # for a command that takes a tenth of a second: one thread of numpy's linear algebra, which nothing here uses, is
    # soon started; looking for garbage among what was just imported, and taking the interpreter apart, find nothing
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.disable()
    from newsearch.cli import commands  # noqa: F401

    gc.freeze()
    gc.enable()
    code = run(arguments)
    if sys.stderr is not None:  # as where it was closed by the shell
        sys.stderr.flush()
    os._exit(code)


def run(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    from newsearch.cli.commands import newsearch

    try:
        result = newsearch.main(args=arguments, prog_name="newsearch", standalone_mode=False)
        sys.stdout.flush()
    except NewsearchError as error:
        complain(error.message, error.hint)
        return Exit.ERROR
    except click.ClickException as error:
        error.show()
        return Exit.ERROR
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted", "the index is as it was before")
        return Exit.INTERRUPTED
    except (SystemExit, BrokenPipeError):  # Click exits by itself, in this mode, only when the pipe is closed
        return _read_enough()
    except Exception:  # a bug of ours must not look like «nothing found», which exits with 1
        import traceback

        traceback.print_exc()
        complain("this is a bug in newsearch", "please report it with the lines above")
        return Exit.ERROR
    return result if isinstance(result, int) else Exit.FOUND


def _read_enough() -> int:
    """Whoever read our output has enough of it, as in ``| head``: keep the interpreter from flushing at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.FOUND


def complain(message: str, hint: str = "") -> None:
    """An error, and what to do about it, on stderr."""
    click.echo(f"newsearch: {message}", err=True)
    if hint:
        click.echo(f"  {hint}", err=True)
