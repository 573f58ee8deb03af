"""The house is as ARCHITECTURE.md says: who may know whom, and that what it names is there."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[1]
NOT_PRODUCT = {"tests", "benchmarks"}
HEADING = "| room | what it is | what it may know |"
_NAMED = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:[\w.-]+/)+[\w.-]*|[\w-]+\.(?:py|toml)")

Rooms = Mapping[str, set[str]]
"""Folders, and the folders that each knows."""


def rooms_in(house: Path) -> Rooms:
    """Every folder of the product that holds modules, and the folders it imports from."""
    packages = {path.parent for path in house.glob("*/__init__.py")} - {house / name for name in NOT_PRODUCT}
    found: dict[str, set[str]] = {}
    for path in sorted(path for package in packages for path in package.rglob("*.py")):
        room = path.parent.relative_to(house).as_posix()
        known = (folder(house, name) for name in imported(path, house))
        found.setdefault(room, set()).update(other for other in known if other not in (None, room))
    return found


def imported(path: Path, house: Path) -> Iterator[str]:
    """The modules that a module imports, wherever in it, by their full names."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = path.relative_to(house).parts[: -node.level] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{module}.{alias.name}"
                yield inner if folder(house, inner) else module


def folder(house: Path, module: str) -> str | None:
    """Where a module of the product lies; None for another's, and for what is no module."""
    path = house.joinpath(*module.split("."))
    if path.is_dir() and next(path.glob("*.py"), None):
        return path.relative_to(house).as_posix()
    return path.parent.relative_to(house).as_posix() if path.with_suffix(".py").is_file() else None


def table_of(page: str) -> Rooms:
    """The rows of the table of rooms."""
    lines = page.partition(HEADING)[2].partition("\n\n")[0].splitlines()[2:]
    cells = (line.strip("|").split("|") for line in lines)
    return {_NAMED.findall(room)[0]: set(_NAMED.findall(known)) for room, _, known in cells}


def faults(found: Rooms, said: Rooms) -> list[str]:
    """In what the house and its table differ, and which rooms know each other."""
    told = [f"{room} stands in no row" for room in found.keys() - said.keys()]
    told += [f"{room} is no room" for room in said.keys() - found.keys()]
    for room in found.keys() & said.keys():
        told += [f"{room} must not know {other}" for other in found[room] - said[room]]
        told += [f"{room} may know {other}, and does not" for other in said[room] - found[room]]
    pairs = {(a, b) for a, known in found.items() for b in known if a < b and a in found.get(b, ())}
    return sorted([*told, *(f"{a} and {b} know each other" for a, b in pairs)])


def test_each_room_knows_what_its_row_says_and_nothing_else() -> None:
    said = table_of((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))
    assert len(said) > 30
    assert faults(rooms_in(ROOT), said) == []


def test_everything_in_the_packages_is_installed_with_them() -> None:
    said = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    patterns = ["*.py", *said["package-data"]["*"]]
    packages = [
        path.parent
        for path in ROOT.glob("*/__init__.py")
        if path.parent.name not in {*NOT_PRODUCT, "offline"}
    ]
    held = [path for package in packages for path in package.rglob("*") if path.is_file()]
    held = [path for path in held if path.suffix != ".pyc" and not path.name.startswith(".")]
    left = [str(path) for path in held if not any(path.match(pattern) for pattern in patterns)]
    assert len(held) > 500
    assert left == []
    shipped = {
        path for patterns in said["data-files"].values() for one in patterns for path in ROOT.glob(one)
    }
    assert shipped >= {*ROOT.glob("docs/*.md"), *ROOT.glob("docs/zh/*.md"), *ROOT.glob("deploy/*")}


def promises() -> dict[str, list[str]]:
    """The packages of the product that say what they offer, and the names that they say."""
    packages = {path.parent for path in ROOT.glob("*/__init__.py")} - {ROOT / name for name in NOT_PRODUCT}
    inner = sorted(path.parent.relative_to(ROOT) for one in packages for path in one.rglob("__init__.py"))
    modules = [importlib.import_module(".".join(path.parts)) for path in inner]
    return {module.__name__: module.__all__ for module in modules if hasattr(module, "__all__")}


def test_what_a_package_says_it_offers_is_there() -> None:
    said = promises()
    assert len(said) > 20
    left = [
        f"{package}.{name}"
        for package, names in said.items()
        for name in names
        if not hasattr(importlib.import_module(package), name)
    ]
    assert left == []


def test_what_others_take_from_a_package_is_what_it_says_it_offers() -> None:
    said = promises()
    packages = {path.parent for path in ROOT.glob("*/__init__.py")} - {ROOT / name for name in NOT_PRODUCT}
    taken = {
        (node.module, alias.name)
        for path in sorted(path for package in packages for path in package.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module in said and not node.level
        for alias in node.names
        if folder(ROOT, f"{node.module}.{alias.name}") is None
    }
    assert len(taken) > 50
    assert sorted(f"{package}.{name}" for package, name in taken if name not in said[package]) == []


def test_what_runs_as_a_program_is_not_loaded_by_its_package() -> None:
    paths = [
        path
        for package in ("commands", "corpus", "crawler", "indexer")
        for path in (ROOT / package).rglob("*.py")
    ]
    programs = [path.relative_to(ROOT) for path in paths if "__main__" in path.read_text(encoding="utf-8")]
    names = [".".join(path.with_suffix("").parts) for path in programs]
    packages = {name.rpartition(".")[0] for name in names}
    loading = f"import sys, {', '.join(packages)}; print([name for name in {names} if name in sys.modules])"
    loaded = subprocess.run(
        [sys.executable, "-c", loading], capture_output=True, cwd=ROOT, check=True, timeout=60
    )
    assert len(names) > 5
    assert loaded.stdout.strip() == b"[]"


def test_what_the_page_names_is_there() -> None:
    page = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    named = {name for name in _NAMED.findall(page) if _PATH.fullmatch(name)}
    named = {name for name in named if not name.startswith("data/")} - {"__init__.py"}
    assert len(named) > 50
    assert sorted(name for name in named if not (ROOT / name).exists()) == []


SAID = f"""
{HEADING}
|---|---|---|
| `shop` | the face | `shop/till`, `store` |
| `shop/till` | counts | `store` |
| `store` | holds | nothing of ours |

| another | table |
"""


@pytest.fixture
def house(tmp_path: Path) -> Path:
    for name, content in {
        "shop/__init__.py": "from shop import till\nfrom store import held\n",
        "shop/till/__init__.py": "",
        "shop/till/count.py": "import json\n\nfrom store.shelf import held\n",
        "store/__init__.py": "",
        "store/shelf.py": "held = 1\n",
        "tests/__init__.py": "import shop\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(content)
    return tmp_path


def test_a_house_as_its_table_says_has_no_faults(house: Path) -> None:
    assert faults(rooms_in(house), table_of(SAID)) == []


CIRCLE = ["shop/till and store know each other", "store must not know shop/till"]


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        ("store/shelf.py", "import shop.till.count", CIRCLE),
        ("store/shelf.py", "def held():\n    from shop import till", CIRCLE),
        (
            "shop/till/count.py",
            "import store.shelf\nfrom .. import anything",
            ["shop and shop/till know each other", "shop/till must not know shop"],
        ),
        ("shop/till/count.py", "", ["shop/till may know store, and does not"]),
        ("store/cellar/dark.py", "", ["store/cellar stands in no row"]),
    ],
)
def test_what_is_not_as_the_table_says_is_told(house: Path, path: str, content: str, told: list[str]) -> None:
    (house / path).parent.mkdir(exist_ok=True)
    (house / path).write_text(content)
    assert faults(rooms_in(house), table_of(SAID)) == told


def test_a_row_for_a_room_that_is_gone_is_told(house: Path) -> None:
    said = SAID.replace("| `store` | holds", "| `attic` | held | nothing of ours |\n| `store` | holds")
    assert faults(rooms_in(house), table_of(said)) == ["attic is no room"]
