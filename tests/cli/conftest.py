"""A small archive of invented articles, and a way to run commands on it."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from newsearch.cli import run

ARTICLES = [
    {
        "id": "n1",
        "title": "أذربيجان تفتتح معرض باكو",
        "body": "افتتحت أذربيجان معرضا دوليا في باكو. وقال الوزير إن المعرض يستقبل الزوار.",
        "source": "الغد الإخباري",
        "date": "2024-02-24",
        "section": "ثقافة",
    },
    {
        "id": "n2",
        "title": "وفد تجاري يصل إلى الرباط",
        "body": "وصل وفد تجاري من تركيا وأذربيجان إلى الرباط للقاء رجال الأعمال.",
        "source": "وكالة المدى",
        "date": "2024-03-01",
        "section": "اقتصاد",
    },
    {
        "id": "n3",
        "title": "مباراة ودية",
        "body": "فاز الفريق الأزرق على ضيفه بهدفين في مباراة ودية أمس.",
        "source": "الغد الإخباري",
        "date": "2023-11-05",
        "section": "رياضة",
    },
]


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def records(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.out.splitlines()]


Command = Callable[..., Outcome]


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    for variable in ("NEWSEARCH_INDEX", "NEWSEARCH_PATHS", "NEWSEARCH_LIMIT", "NEWSEARCH_COLOR"):
        monkeypatch.delenv(variable, raising=False)

    def invoke(*arguments: object) -> Outcome:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return invoke


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in ARTICLES) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path: Path, archive: Path, command: Command) -> Path:
    folder = tmp_path / "index"
    assert command("index", archive, "--index", folder).code == 0
    return folder
