"""The command line: parse, call one method of the library, present. Results on stdout, talk on stderr.

Exit codes: 0 found or done, 1 nothing found, 2 error, 130 interrupted.
"""

import codecs
import gc
import os
import sys
from contextlib import suppress
from enum import IntEnum
from io import StringIO, TextIOWrapper
from pathlib import Path
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
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by the shell (``>&-``): what is written there is not wanted
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115  until the end
    _speak_utf8()
    gc.disable()
    code = run(arguments)
    with suppress(OSError):
        sys.stderr.flush()
    os._exit(code)


def _speak_utf8() -> None:
    """Files and pipes get UTF-8, as programs expect; a terminal, or whom Python was told so, its own encoding.

    Characters which that does not have are written as JSON writes them.
    """
    out = sys.stdout
    if not isinstance(out, TextIOWrapper) or codecs.lookup(out.encoding).name == "utf-8":
        return
    if out.isatty() or "PYTHONIOENCODING" in os.environ:
        codecs.register_error("json", _escaped)
        out.reconfigure(errors="json")
    else:
        out.reconfigure(encoding="utf-8")


def _escaped(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    units = error.object[error.start : error.end].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2)), error.end


def run(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    try:
        from newsearch.cli.commands import newsearch

        if not gc.isenabled():  # see main
            gc.freeze()
            gc.enable()
        result = newsearch.main(args=arguments, prog_name="newsearch", standalone_mode=False)
        sys.stdout.flush()
    except NewsearchError as error:
        complain(error.message, error.hint)
        return Exit.ERROR
    except click.ClickException as error:
        told = StringIO()
        error.show(told)
        say(told.getvalue())
        return Exit.ERROR
    except (click.Abort, KeyboardInterrupt) as error:
        notes = getattr(error.__cause__ or error, "__notes__", ())  # of what Click made its own error of
        complain("interrupted", "\n  ".join(notes))
        return Exit.INTERRUPTED
    except MemoryError as error:
        hints = (*getattr(error, "__notes__", ()), "allow for more, or use less: --memory, --workers 1")
        complain("there is not enough memory", "\n  ".join(hints))
        return Exit.ERROR
    except (SystemExit, BrokenPipeError):  # Click exits by itself, in this mode, only when the pipe is closed
        return _read_enough()
    except OSError as error:
        if error.filename is not None:  # of a file that we should have dealt with
            return _bug()
        complain(f"cannot write the results: {error.strerror}")
        return Exit.ERROR
    except Exception:  # a bug of ours must not look like «nothing found», which exits with 1
        return _bug()
    return result if isinstance(result, int) else Exit.FOUND


def _bug() -> int:
    """Whatever nobody foresaw: all that is known of it, for those who can mend it."""
    import traceback

    say(traceback.format_exc())
    complain("this is a bug in newsearch", "please report it with the lines above")
    return Exit.ERROR


def _read_enough() -> int:
    """Whoever read our output has enough of it, as in ``| head``: keep the interpreter from flushing at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.FOUND


def complain(message: str, hint: str = "") -> None:
    """An error, and what to do about it, on stderr."""
    say(f"newsearch: {message}" + (f"\n  {hint}" if hint else ""))


def tell(message: str) -> None:
    """One line on stderr."""
    from newsearch.present import terminal

    say(terminal.clean(message))


def say(text: str) -> None:
    """Lines on stderr, which may repeat what stands in a file or was typed; in the place of a bar if there is one."""
    from newsearch.cli import options
    from newsearch.present import terminal

    clear = terminal.CLEAR_LINE if options.is_terminal(sys.stderr) else ""
    with suppress(OSError):  # what was asked for must be done even where the disk of stderr is full
        click.echo(clear + terminal.harmless(text.rstrip("\n")), err=True)
