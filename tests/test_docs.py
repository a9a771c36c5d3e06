"""What the documentation shows is what happens."""

import re
import shlex
from pathlib import Path

import pytest

from newsearch import Article, NewsIndex, files
from newsearch.engines.on_whoosh.arrays.files.arrayfile import ArrayFile
from newsearch.engines.on_whoosh.arrays.files.toc import FORMAT, generations, name_of, read_toc
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


def described(page: str, heading: str) -> set[str]:
    """The names in the first column of the tables under headings; ``.ends`` and the like belong to the name before."""
    names: list[str] = []
    for part in re.split("^#+ ", page, flags=re.MULTILINE):
        for row in re.findall(r"^\| (`.+?`) \|", part, re.MULTILINE) if part.startswith(heading) else ():
            for name in re.findall(r"`(.+?)`", row):
                names.append(f"{names[-1].split('.')[0]}{name}" if name.startswith(".") else name)
    return set(names)


def test_the_format_is_described(tmp_path: Path) -> None:
    """Every file and array of an index with deleted articles and long lists, and none that it does not have."""
    page = (ROOT / "docs" / "format.md").read_text(encoding="utf-8")
    assert f"| `format` | {FORMAT} |" in page
    with NewsIndex.create(tmp_path) as index:
        index.add(Article(f"{number}", title="خبر", body="معرض باكو") for number in range(300))
        index.delete(["7"])
    kinds = [("toc-[0-9]{8}", "toc-N"), (r"-[0-9]{8}\.[0-9a-f]{8}", "-H"), (r"^[0-9]{8}\.[0-9a-f]{8}", "G")]
    found = {path.name for path in tmp_path.iterdir()}
    for pattern, kind in kinds:
        found = {re.sub(pattern, kind, name) for name in found}
    passing = {"G-N.run", "toc-N.json.X.tmp", "newsearch.json.P", "aliases.tsv", "lexicon.tsv"}
    assert found == described(page, "What lies") - passing
    toc = files.unseal((tmp_path / name_of(generations(tmp_path)[-1])).read_bytes())
    assert {*toc} == described(page, "Commit")
    (segment,) = toc["segments"]
    for name in (*segment, *segment["arrays"], *files.unseal((tmp_path / "newsearch.json").read_bytes())):
        assert f"`{name}`" in page
    (opened,) = read_toc(tmp_path).segments
    refs = [ref for ref in (opened.arrays, opened.impacts, opened.dead) if ref]
    arrays, impacts, dead = ({*ArrayFile(tmp_path / ref.name, ref.size, ref.crc).notes["arrays"]} for ref in refs)
    keys = {name.replace("texts", "keys") for name in arrays if name.startswith("texts.")}
    assert arrays == described(page, "`.seg`") - {"keys.*"} | keys
    assert impacts == described(page, "`.imp`") | {"impacts"}
    assert dead == {"dead"}
    assert "`impacts` (u16)" in page
    assert "`dead`: " in page


def test_modules_that_are_named_exist() -> None:
    whoosh = ROOT / "newsearch" / "engines" / "on_whoosh"
    for page in (ROOT / "docs").glob("*.md"):
        for name in re.findall(r"`([\w/]+\.py)`", page.read_text(encoding="utf-8")):
            assert any((place / name).is_file() for place in (ROOT, ROOT / "newsearch", whoosh, whoosh / "arrays")), (
                name
            )


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
