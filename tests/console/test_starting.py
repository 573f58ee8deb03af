"""What a command loads: only what it works with, and for help and the version nothing of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from commands.duplicates import FORMATS as REPORT_FORMATS
from commands.duplicates import KINDS as KIND_NAMES
from commands.duplicates import SCOPES as SCOPE_NAMES
from commands.duplicates import STATES as STATE_NAMES
from commands.holdings import FORMATS as CATALOGUE_FORMATS
from contracts import SCOPES, STATES
from corpus.exchange.export import FORMATS
from indexer.duplicates import NAMES, NO_DUPLICATES
from search_web.duplicates.report import REPORTS

LOADED = """
import atexit, sys
sys.argv[0] = "gongkai"
atexit.register(lambda: print("LOADED", *sorted({name.partition(".")[0] for name in sys.modules})))
import gongkai
gongkai.main()
"""

HEAVY = {
    *("numpy", "jieba", "rjieba", "whoosh", "sqlalchemy", "alembic", "flask", "werkzeug", "waitress"),
    *("lxml", "bs4", "requests", "urllib3", "pypdfium2", "openpyxl", "pypinyin", "rensa", "ir_measures"),
    *("holidays", "nh3", "protego", "indexer", "crawler", "search_web", "sample_portal"),
}

COMMANDS = (
    *("demo", "portal", "portal probe", "portal check", "crawl", "index", "serve", "search", "status"),
    *("import", "extract", "entries", "catalogue", "catalogue export", "evaluate", "verify"),
    *("duplicates", "duplicates check", "duplicates report"),
)


def loaded_by(*arguments: str) -> set[str]:
    """The packages that a run of the command has loaded at its end."""
    command = [sys.executable, "-c", LOADED, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    last = run.stdout.splitlines()[-1].split()
    assert last[0] == "LOADED"
    return set(last[1:])


@pytest.mark.parametrize(
    "arguments", [["--version"], ["--help"], *([*c.split(), "--help"] for c in COMMANDS)]
)
def test_help_and_the_version_load_nothing_heavy(arguments: list[str]) -> None:
    loaded = loaded_by(*arguments)
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_taking_documents_in_loads_neither_what_writes_tables_nor_what_reads_pages(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").touch()
    loaded = loaded_by("--data", str(tmp_path / "data"), "import", str(tmp_path / "none.jsonl"))
    assert "sqlalchemy" in loaded
    unneeded = {"openpyxl", "numpy", "PIL", "cryptography", "pypdfium2", "holidays", "indexer", "crawler"}
    assert loaded & unneeded == set()


def test_the_words_of_options_are_those_of_the_interface() -> None:
    assert CATALOGUE_FORMATS == FORMATS
    assert tuple(REPORTS) == REPORT_FORMATS
    assert {k.value: name for k, name in NAMES.items() if k not in NO_DUPLICATES} == KIND_NAMES
    assert {scope.value: name for scope, name in SCOPES.items()} == SCOPE_NAMES
    assert {state.value: name for state, name in STATES.items()} == STATE_NAMES
