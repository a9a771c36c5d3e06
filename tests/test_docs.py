"""What the documentation shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex
from newsearch.engines.on_whoosh.arrays import ArrayEngine
from newsearch.engines.on_whoosh.arrays.files.toc import FORMAT
from newsearch.query import tiers
from tests import docs_fresh
from tests.cli.conftest import Command, command  # noqa: F401  a fixture

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
#: The end of a text file's id tells its folder, which differs from machine to machine.
FOLDER = re.compile(r"-[0-9a-f]{8}$", re.MULTILINE)


def test_the_example_of_the_readme(command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    found = re.search(r"<!-- newsearch (.+?) -->\n```text\n(.+?)\n```", README, re.DOTALL)
    assert found
    monkeypatch.chdir(ROOT)
    assert command("index", "seeds", "--index", tmp_path / "index").code == 0
    shown = command(*shlex.split(found[1]), "--index", tmp_path / "index").out.strip()
    assert FOLDER.sub("", shown) == FOLDER.sub("", found[2])


@pytest.mark.parametrize("page", ["README.md", "docs/whoosh.md"])
def test_python_examples_run(page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: Command) -> None:  # noqa: F811
    monkeypatch.chdir(tmp_path)
    assert command("index", ROOT / "seeds", "--index", tmp_path / "index").code == 0
    examples = re.findall(r"```python\n(.+?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert examples
    for example in examples:
        exec(compile(example, page, "exec"), {})


def test_the_tiers_are_those_of_the_table() -> None:
    page = (ROOT / "docs" / "matching.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\| `(\w+)` \| .+ \| (yes|no, it ranks) \| (\d*\.?\d+)(?: more)? \|$", page, re.MULTILINE)
    rows = [(row.tier.value, "yes" if row.matches else "no, it ranks", row.weight) for row in tiers.TABLE]
    assert [(tier, matches, float(weight)) for tier, matches, weight in shown] == rows


def test_the_reference_is_fresh() -> None:
    assert docs_fresh.REFERENCE.read_text(encoding="utf-8") == docs_fresh.reference()


def test_the_format_is_described(tmp_path: Path) -> None:
    """Its number, and every array of a segment with deleted articles; ``.ends`` and the like stand beside the first."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    assert f"| `format` | {FORMAT} |" in page
    with NewsIndex.create(tmp_path) as index:
        index.add(Article(f"{number}", title="خبر", body="معرض باكو") for number in range(300))
        index.delete(["7"])
    (segment,) = ArrayEngine.open(tmp_path).reader().segments()
    names = {name for file in segment.files() for name in file.notes["arrays"]}
    assert {"dead", "champion_docs", "texts.ends", "impacts"} <= names
    for name in names:
        first, _, rest = name.partition(".")
        assert f"`{name}`" in page or f"`{first}.*`" in page or f"`.{rest}`" in page, name


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+?)\)", page.read_text(encoding="utf-8")):
            if not target.startswith("http"):
                assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_every_module_of_the_package_has_a_docstring_and_no_bidi_controls() -> None:
    for path in (ROOT / "newsearch").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert text.lstrip().startswith(('"""', 'r"""')), path
        assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", text), path
