"""Imports point one way: the rooms of docs/ARCHITECTURE.md, from the ground up."""

import ast
from collections.abc import Iterator
from pathlib import Path

import newsearch

PACKAGE = Path(newsearch.__file__).parent

#: From the ground up: a module may import modules of its own room, and of rooms above it in this list.
ROOMS = (
    ("version",),
    ("errors", "model", "fields", "settings"),
    ("digest", "files", "disk", "batch"),
    ("manifest",),
    ("text",),
    ("query",),
    ("engines",),
    ("sources",),
    ("lists",),
    ("expansion", "correction", "highlighting"),
    ("forms", "reading"),
    ("searcher", "tally", "workers"),
    ("index",),
    ("evaluate",),
    ("present",),
    ("cli",),
)
LEVEL = {room: level for level, rooms in enumerate(ROOMS) for room in rooms}
#: The same inside the array engine, whose own modules (``engine``, ``check``, ``salvage``) rest on all of them.
ARRAYS = "engines/on_whoosh/arrays"
ARRAY_ROOMS = (("files",), ("segments",), ("building", "searching"), ("cold",))
ARRAY_LEVEL = {room: level for level, rooms in enumerate(ARRAY_ROOMS) for room in rooms}

#: The only rooms that may name a third party.
THIRD_PARTIES = {
    "pyarabic": ("text/letters.py", "text/morphology/"),
    "whoosh": ("engines/on_whoosh/",),
    "click": ("cli/",),
    "numpy": ("batch.py", "text/", "engines/"),
    "zstandard": ("sources/", "engines/on_whoosh/"),
}

#: Never, anywhere.
FORBIDDEN = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "build" not in path.parts)


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield node.module or ""
            if node.module == "newsearch":
                yield from (f"newsearch.{alias.name}" for alias in node.names)


def room(name: str) -> str:
    return name.split(".")[1] if "." in name else ""


def test_imports_point_down_only() -> None:
    for path in modules():
        here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if here in {"__init__", "__main__"}:
            continue
        for name in imports(path):
            if name.startswith("newsearch."):
                there = room(name)
                assert LEVEL[there] <= LEVEL[here], f"{path.relative_to(PACKAGE)} imports {name}"


def test_engines_never_see_text() -> None:
    for path in (PACKAGE / "engines").rglob("*.py"):
        for name in imports(path):
            forbidden = ("newsearch.text", "newsearch.query.parse", "newsearch.query.resolve", "newsearch.query.syntax")
            assert not name.startswith(forbidden), f"{path.relative_to(PACKAGE)} imports {name}"


def test_third_parties_stay_in_their_rooms() -> None:
    for path in modules():
        where = path.relative_to(PACKAGE).as_posix()
        for name in imports(path):
            allowed = THIRD_PARTIES.get(name.split(".")[0])
            assert allowed is None or where.startswith(allowed), f"{where} imports {name}"


def test_nothing_that_runs_what_it_reads() -> None:
    for path in modules():
        assert not FORBIDDEN & {name.split(".")[0] for name in imports(path)}, path


def test_every_error_is_raised_somewhere() -> None:
    made = [n for path in modules() for n in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {node.func.id for node in made if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    errors = ast.parse((PACKAGE / "errors.py").read_text(encoding="utf-8")).body
    assert {node.name for node in errors if isinstance(node, ast.ClassDef)} <= names | {"NewsearchError"}


def test_rooms_are_small() -> None:
    for path in PACKAGE.rglob("*.py"):
        assert len(path.read_text(encoding="utf-8").splitlines()) < 400, path


def test_every_room_is_in_the_list() -> None:
    found = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert found - {"__init__", "__main__", "__pycache__", "py.typed"} == set(LEVEL)


def test_every_room_is_described() -> None:
    page = (PACKAGE.parent / "docs" / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [room for room in LEVEL if f"`{room}`" not in page and f"`{room}/`" not in page] == []


def test_imports_inside_the_array_engine_point_down() -> None:
    inside = f"newsearch.{ARRAYS}.".replace("/", ".")
    for path in (PACKAGE / ARRAYS).glob("*/*.py"):
        here = path.parent.name
        for name in imports(path):
            if name.startswith(inside):
                there = name.removeprefix(inside).split(".")[0]
                assert there == here or ARRAY_LEVEL[there] < ARRAY_LEVEL[here], f"{path.name} imports {name}"
