"""docs/reference.md is made from the code: ``python -m tests.docs_fresh`` checks it, ``--write`` makes it anew."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from newsearch import errors, fields, settings
from newsearch.cli import Exit
from newsearch.cli.commands import newsearch

REFERENCE = Path(__file__).parent.parent / "docs" / "reference.md"


def reference() -> str:
    """The whole page."""
    return "\n".join([*_intro(), *_commands(), *_fields(), *_settings(), *_errors(), *_exits()]) + "\n"


def _intro() -> list[str]:
    return ["# Reference", "", "Made from the code by `python -m tests.docs_fresh --write`; do not edit.", ""]


def _commands() -> Iterator[str]:
    yield "## Commands"
    parent = click.Context(newsearch, info_name="newsearch", help_option_names=["-h", "--help"])
    for name in newsearch.list_commands(parent):
        command = newsearch.get_command(parent, name)
        assert command is not None
        context = click.Context(command, parent, name, max_content_width=100, terminal_width=100)
        yield f"\n### newsearch {name}\n\n```\n{_plain(command.get_help(context))}\n```"


def _plain(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.splitlines())


def _fields() -> Iterator[str]:
    yield "\n## Fields\n\n| name | Arabic names | kind | what it is |\n|---|---|---|---|"
    for field in fields.FIELDS:
        yield f"| {field.name} | {' '.join(field.arabic)} | {field.kind} | {field.doc} |"


def _settings() -> Iterator[str]:
    yield "\n## Settings\n\nA flag wins over the environment, the environment over the default.\n"
    yield "| variable | default | what it sets |\n|---|---|---|"
    for setting in settings.SETTINGS:
        yield f"| `{setting.variable}` | {setting.default} | {setting.doc} |"


def _errors() -> Iterator[str]:
    yield "\n## Errors\n\nAll are `newsearch.NewsearchError`; on the command line each ends with exit code 2.\n"
    yield "| error | what happened |\n|---|---|"
    for name, kind in vars(errors).items():
        if isinstance(kind, type) and issubclass(kind, errors.NewsearchError):
            yield f"| {name} | {(kind.__doc__ or '').splitlines()[0]} |"


def _exits() -> Iterator[str]:
    yield "\n## Exit codes\n\n| code | when |\n|---|---|"
    for code in Exit:
        yield f"| {code.value} | {code.name.lower()} |"


def main() -> None:
    """Check the page, or write it."""
    if "--write" in sys.argv[1:]:
        REFERENCE.write_text(reference(), encoding="utf-8")
    elif not REFERENCE.exists() or REFERENCE.read_text(encoding="utf-8") != reference():
        sys.exit("docs/reference.md is not what the code says: run python -m tests.docs_fresh --write")


if __name__ == "__main__":
    main()
