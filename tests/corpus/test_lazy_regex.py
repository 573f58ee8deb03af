"""Regular expressions of modules are compiled when they are first used, and all can be."""

from __future__ import annotations

import ast
import pickle
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from corpus.lazy_regex import lazy_regex

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("commands", "console", "contracts", "corpus", "crawler", "indexer", "search_web")

COMPILE_ALL = """
import importlib, re, sys
from pkgutil import walk_packages
import corpus.lazy_regex
compiled = []
corpus.lazy_regex.lazy_regex = lambda *given: compiled.append(re.compile(*given)) or compiled[-1]
for package in sys.argv[1:]:
    for module in walk_packages([package], package + "."):
        if ".migrations." not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
print(len(compiled))
"""


def test_it_is_compiled_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = []
    compile_one = re.compile
    monkeypatch.setattr(re, "compile", lambda *given: compiled.append(given) or compile_one(*given))
    number = lazy_regex(r"第(\d+)号", re.IGNORECASE)
    assert number.pattern == r"第(\d+)号"
    assert compiled == []
    found = [number.search("令第12号"), number.search("公告"), number.fullmatch("第3号")]
    assert [one and one.group(1) for one in found] == ["12", None, "3"]
    assert number.flags & re.IGNORECASE
    assert compiled == [(r"第(\d+)号", re.IGNORECASE)]


@pytest.mark.parametrize("used", [False, True])
def test_it_can_be_copied_and_sent_to_another_process(used: bool) -> None:
    bytes_of_a_day = lazy_regex(rb"\d{4}-\d\d")
    if used:
        assert bytes_of_a_day.search(b"2024-03")
    for copy in (deepcopy(bytes_of_a_day), pickle.loads(pickle.dumps(bytes_of_a_day))):
        assert copy.findall(b"2024-03, 2025-11") == [b"2024-03", b"2025-11"]


def test_what_a_regular_expression_has_not_it_has_not() -> None:
    with pytest.raises(AttributeError, match="serach"):
        _ = lazy_regex("x").serach  # type: ignore[attr-defined]


def test_all_of_the_product_can_be_compiled() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COMPILE_ALL, *PACKAGES], cwd=ROOT, capture_output=True, check=True, timeout=120
    )
    assert int(done.stdout) > 500


def test_no_module_compiles_one_while_it_is_loaded() -> None:
    paths = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    paths = [path for path in paths if "migrations" not in path.parts]
    assert len(paths) > 500
    texts = {path: path.read_text(encoding="utf-8") for path in paths}
    compiling = [path for path, text in texts.items() if "re.compile" in text]
    assert [path for path in compiling if any(_compiled_at_once(ast.parse(texts[path])))] == []


def _compiled_at_once(node: ast.AST) -> Iterator[ast.Call]:
    """Calls of `re.compile` outside functions."""
    if isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile":
        yield node
    if not isinstance(node, (ast.FunctionDef, ast.Lambda)):
        for inner in ast.iter_child_nodes(node):
            yield from _compiled_at_once(inner)
