"""Nothing that a file, an index or a command line says may drive the terminal."""

import json
from io import StringIO
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex
from newsearch.cli import options, run
from newsearch.manifest import ALIASES, OWN_WORDS
from newsearch.present.terminal import COLOURED
from tests.cli.conftest import Command

EVIL = "\x1b]0;x\x07\x9b2J\x7f"
CONTROLS = {*EVIL} - {*"]0;x2J"}


@pytest.fixture
def evil(tmp_path: Path) -> Path:
    folder = tmp_path / "evil"
    with NewsIndex.create(folder) as made:
        made.add([Article(f"a{EVIL}", body=f"ترامب {EVIL} في باكو", source=EVIL, section=EVIL, author=EVIL, url=EVIL)])
    (folder / ALIASES).write_text(f"{EVIL}وحيد\n# {'-' * 500}\n{EVIL} نفق\tترامب\n", encoding="utf-8")
    (folder / OWN_WORDS).write_text(f"{EVIL}وحيد\n# {'-' * 500}\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "arguments",
    [
        ("query", "ترامب", "--why", "--explain"),
        ("query", f"date:{EVIL} ترامب"),
        ("query", EVIL, "--json"),
        ("query", "ترامب", "--json"),
        ("query", "ترامب", "--limit", EVIL),
        ("query", "ترامب", "--tiers", EVIL),
        ("query", "ترامب", "--order", EVIL),
        ("show", f"no{EVIL}"),
        ("show", f"a{EVIL}"),
        ("show", f"a{EVIL}", "--json"),
        ("forms", f"{EVIL}ترامب", "--sources"),
        ("stats",),
        ("explain", f"ترامب date:{EVIL} OR {EVIL} source:{EVIL}"),
        ("index", f"/nowhere/{EVIL}"),
        ("index", "--map", EVIL),
        ("check", f"--{EVIL}"),
        (EVIL,),
    ],
)
def test_no_control_reaches_the_terminal(command: Command, evil: Path, arguments: tuple[str, ...]) -> None:
    done = command(*arguments, *(("--index", evil) if len(arguments) > 1 or arguments[0] == "stats" else ()))
    assert done.out + done.err
    assert not CONTROLS & {*done.out, *done.err}


def test_a_folder_with_controls_in_its_name(command: Command, tmp_path: Path) -> None:
    done = command("query", "ترامب", "--index", tmp_path / EVIL)
    assert done.code == 2
    assert not CONTROLS & {*done.err}


def test_analysis_and_judged_topics(command: Command, evil: Path, tmp_path: Path) -> None:
    assert not CONTROLS & {*command("analyze", f"ترامب{EVIL}").out}
    (tmp_path / "topics").write_text(f"1\tترامب\t{EVIL}\n", encoding="utf-8")
    (tmp_path / "qrels").write_text(f"1 0 a{EVIL} 1\n", encoding="utf-8")
    done = command("evaluate", tmp_path / "topics", tmp_path / "qrels", "--index", evil)
    assert not CONTROLS & {*done.out, *done.err}


def test_json_says_the_same_all_the_same(command: Command, evil: Path) -> None:
    (record,) = command("show", f"a{EVIL}", "--json", "--index", evil).records
    assert record["id"] == f"a{EVIL}"
    assert json.loads(json.dumps(record)) == record


class Screen(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("terminal", "no_color", "painted"), [("xterm", "", True), ("xterm", "1", False), ("dumb", "", False)]
)
def test_only_a_terminal_that_knows_them_gets_escape_sequences(
    terminal: str, no_color: str, painted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr("sys.stdout", Screen())
    assert (options.style(options.AUTO) == COLOURED) is painted
    assert options.style(options.ALWAYS) == COLOURED


def test_a_terminal_of_plain_lines_gets_no_bar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.html").touch()
    for terminal, drawn in (("xterm", True), ("dumb", False)):
        screen = Screen()
        monkeypatch.setenv("TERM", terminal)
        monkeypatch.setattr("sys.stderr", screen)
        run(["index", str(tmp_path / "a.html"), "--index", str(tmp_path / "index")])
        assert ("\x1b" in screen.getvalue()) is drawn
        assert "skipped" in screen.getvalue()


def test_help_does_not_show_the_marks_that_keep_its_lines_apart(command: Command) -> None:
    for arguments in ([], ["export"]):
        shown = command(*arguments, "--help").out
        assert "\\b" not in shown
        assert "\b" not in shown
    assert "\n  newsearch export --index OLD > articles.jsonl\n" in shown
