"""What some commands need, and only those who use them install."""

from __future__ import annotations

from importlib.util import find_spec

from corpus.errors import GongkaiError

MODULES = {
    "bundle": ("bagit",),
    "demo": ("docx", "reportlab"),
    "evaluate": ("ir_measures",),
    "ocr": ("rapidocr",),
}
"""By extra, as pyproject.toml has them."""


class ExtraMissing(GongkaiError):
    """The packages of an extra are not installed."""

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(f"这个命令需要另外安装的组件。请运行 pip install 'gongkai[{extra}]'，然后重试。")


def require(extra: str) -> None:
    """Raises ExtraMissing."""
    if not all(find_spec(module) for module in MODULES[extra]):
        raise ExtraMissing(extra)
