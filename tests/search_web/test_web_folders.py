"""How the interface is laid out: what a helper needs it is given, and templates cannot be mixed up."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2] / "search_web"


AROUND = ("services.py", "staff_access.py", "actions.py")
"""The services themselves, and what stands around every request of staff."""


def test_only_views_reach_for_the_services() -> None:
    reaching = {
        path.name
        for path in ROOT.rglob("*.py")
        if "import services" in path.read_text(encoding="utf-8") and path.name not in AROUND
    }
    assert reaching
    assert all(name.endswith("views.py") for name in reaching)


def test_a_subject_names_its_templates_after_itself() -> None:
    names = Counter(
        path.relative_to(folder).as_posix()
        for folder in ROOT.glob("*/templates")
        for path in folder.rglob("*.html")
    )
    assert set(names.values()) == {1}
    for folder in ROOT.glob("*/templates"):
        inside = {path.name for path in folder.iterdir() if path.is_dir()}
        assert inside == (set() if folder.parent.name == "shared" else {folder.parent.name})
