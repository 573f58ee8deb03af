"""Files that hide rows, columns, sheets or slides: not shown here, but there for whoever downloads them."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.inspection.findings import Finding, Kind
from corpus.store import Store


def hidden_parts(store: Store) -> Iterator[Finding]:
    """Every published document with such a file, the latest first."""
    for held in store.inspection.hiding():
        says = f"附件《{held.title}》中有 {held.parts} 处隐藏的行、列、工作表或幻灯片。"
        yield Finding(Kind.HIDDEN_PARTS, held.portal, held.column, says, document=held.document)
