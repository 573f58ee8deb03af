"""The edits that take defences out are those of the code as it is."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from _mutations import Mutation, Stale, read

ROOT = Path(__file__).resolve().parents[2]
MUTATIONS = read()


def names(path: Path) -> set[str]:
    """The tests of a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("mutation", MUTATIONS, ids=[one.what for one in MUTATIONS])
def test_an_edit_stands_in_the_code_once_and_leaves_code(mutation: Mutation) -> None:
    edited = mutation.edited(ROOT)
    assert edited != (ROOT / mutation.file).read_text(encoding="utf-8")
    compile(edited, mutation.file, "exec")


def test_every_defence_has_a_name_of_its_own_and_a_test_that_is_there() -> None:
    assert len({one.what for one in MUTATIONS}) == len(MUTATIONS)
    for file, _, name in (test.partition("::") for one in MUTATIONS for test in one.tests):
        assert name in names(ROOT / file), f"{file}::{name}"
    assert all(one.tests for one in MUTATIONS)


def test_an_edit_whose_text_is_gone_is_told() -> None:
    gone = Mutation("a defence", "gongkai.py", "no such text", "", ())
    with pytest.raises(Stale, match=r"a defence: 0 times in gongkai\.py"):
        gone.edited(ROOT)
