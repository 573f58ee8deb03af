"""A name says one thing in a package."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = sorted({path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests", "benchmarks"})


def kinds_in(path: Path) -> list[str]:
    """The public classes that a module defines, and what it calls types made of others."""
    found = []
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            found.append(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found += [name.id for name in targets if isinstance(name, ast.Name) and not name.id.isupper()]
    return [name for name in found if name[0].isupper()]


@pytest.mark.parametrize("package", PACKAGES)
def test_no_two_public_classes_of_a_package_have_one_name(package: str) -> None:
    defined: dict[str, list[Path]] = defaultdict(list)
    for path in (ROOT / package).rglob("*.py"):
        for name in kinds_in(path):
            defined[name].append(path.relative_to(ROOT))
    assert {name: paths for name, paths in defined.items() if len(paths) > 1} == {}
