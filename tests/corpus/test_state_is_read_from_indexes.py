"""What `gongkai status` tells of all documents is read without any document."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import event

from corpus.catalogue import Filters
from corpus.config import Config
from corpus.inspection import inspect
from corpus.records import Document
from corpus.store import open_store

TODAY = date(2026, 11, 24)


def test_totals_and_the_inspection_read_indexes_alone(tmp_path: Path) -> None:
    plans: list[str] = []

    def explain(
        connection: object, cursor: object, statement: str, parameters: object, *rest: object
    ) -> None:
        asked = cursor.connection.cursor()  # type: ignore[attr-defined]
        asked.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        plans.extend(row[3] for row in asked.fetchall() if row[3].split()[1:2] == ["document"])

    with open_store(f"sqlite:///{tmp_path / 'gongkai.db'}") as store:
        late = Document("http://e.test/1", "题", "文", portal="p", published_on=TODAY + timedelta(1))
        store.put(late, page_sha256="ab" * 32)
        event.listen(store._engine, "after_cursor_execute", explain)
        assert store.totals().documents == store.page_readings.count_older(1) == 1
        store.page_readings.worst()
        assert store.catalogue_page(Filters(), 0, 6, by_publication=True)[0] == 1
        assert len(inspect(store, Config(), TODAY).findings) == 1
    narrow = ("USING COVERING INDEX", "USING INDEX document_from_page", "USING INTEGER PRIMARY KEY")
    assert len(plans) > 6
    assert [plan for plan in plans if not any(kind in plan for kind in narrow)] == []
