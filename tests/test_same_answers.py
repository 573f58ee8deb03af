"""The sample portal crawled, indexed, searched, read, checked for duplicates: the same on all four pairs.

A pair is a database, SQLite or PostgreSQL, and an engine, embedded or OpenSearch. SQLite and the embedded
engine are what the others are compared with.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from opensearch_node import far, line
from pairs import PAIRS, pair_at

import crawler
from corpus.config import Config, CrawlSettings
from corpus.files import FileStore
from corpus.inspection import inspect
from corpus.portal_settings import ColumnSettings, PortalSettings
from corpus.store import Store, open_store
from indexer.building import build
from indexer.duplicates import Counterpart, Posting, open_checker
from sample_portal import COLUMNS, Portal, PortalServer, serve
from search_web import create_app
from search_web.shared.services import EXTENSION

__all__ = ["far", "line"]

QUERIES = (
    "",
    "高龄津贴怎么申请",
    "养老",
    '"通知"',
    "文号:云政 OR 补贴",
    "补贴 日期:2023",
    "bukan",
    "养老金 -公示",
    "云岭县人民政府 补贴 通知",
    "津贴",
    "费",
)
SETTINGS = CrawlSettings(delay_seconds=0, missing_hours=0)
LEAST = 200
"""Characters of a text that is long enough to be compared."""

OF_THE_MOMENT = {"took_ms", "first_seen_at", "changed_at", "recorded_at", "withdrawn_at"}
MOMENTS = re.compile(r"检索用时 (\d+|不到 1) 毫秒|\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")
"""Of a page: how long it took, and the times of the clock."""


@pytest.mark.slow
@pytest.mark.timeout(1200)
@pytest.mark.parametrize(("database", "engine"), PAIRS, indirect=["database"])
def test_the_sample_portal_gives_the_same_answers_on_all_pairs(
    data: Path, engine: str, request: pytest.FixtureRequest
) -> None:
    reference = Config(data=data / "reference", crawl=SETTINGS)
    other = replace(pair_at(data / "other", engine, request), crawl=SETTINGS)
    with serve(Portal()) as server:
        for config in (reference, other):
            follow(server, config, steps=1)
        server.advance()
        # What is gone is withdrawn when it was missed twice.
        for config in (reference, other):
            follow(server, config, steps=2)
        expected, found = answers(reference), answers(other)
    assert any(said for what, said in expected.items() if what.startswith("related"))
    assert found.keys() == expected.keys()
    for what, answer in expected.items():
        assert found[what] == answer, what


def follow(server: PortalServer, config: Config, steps: int) -> None:
    """Crawl so often, then index what changed."""
    portal = PortalSettings(
        name="sample",
        home=server.url,
        private_hosts=("127.0.0.1",),
        column=tuple(ColumnSettings(name, path) for name, path in COLUMNS),
    )
    with open_store(config.store_url) as store:
        for _ in range(steps):
            assert crawler.crawl(portal, store, FileStore(config.files_path), config).failed == 0
        build(store, config)


def answers(config: Config) -> dict[str, Any]:
    """All that can be asked, without what is of the moment."""
    with open_store(config.store_url) as store:
        found: dict[str, Any] = {
            "documents": [(s.id, s.revision, s.version, s.document) for s in store.changes_since(0)],
            "catalogue": [s.id for s in store.catalogue()],
            "pairs": store.duplicates.pairs(),
            "inspection": inspect(store, config, date(2026, 6, 1)).findings,
            "counterparts": counterparts(store, config),
        }
    app = create_app(config)
    client = app.test_client()
    for query in QUERIES:
        address = {"q": query, "page_size": 100}
        found[f"search {query}"] = lasting(client.get("/api/v1/search", query_string=address).get_json())
        found[f"suggest {query}"] = client.get("/api/v1/suggest", query_string={"q": query}).get_json()
        found[f"page {query}"] = page(client, "/search", q=query)
    for number in found["catalogue"]:
        found[f"document {number}"] = page(client, f"/document/{number}", q="补贴")
        found[f"related {number}"] = lasting(client.get(f"/api/v1/documents/{number}/related").get_json())
    for path in ("/", "/catalogue", "/catalogue/export.csv", "/catalogue/export.json"):
        found[path] = page(client, path)
    app.extensions[EXTENSION].close()
    return found


def page(client: FlaskClient, path: str, **asked: str) -> str:
    """As a browser gets it, without what is of the moment."""
    with client.get(path, query_string=asked) as answer:
        assert answer.status_code == 200, path
        return MOMENTS.sub("", answer.get_data(as_text=True))


def counterparts(store: Store, config: Config) -> list[list[Counterpart]]:
    """What is there already of every text that is held."""
    checker, found = open_checker(store, config), []
    for stored in store.catalogue():
        if len(stored.document.text) > LEAST:
            found.append(checker.check(Posting.of(stored.document)))
    return found


def lasting(value: Any) -> Any:
    """Without the keys of the moment."""
    if isinstance(value, dict):
        return {key: lasting(held) for key, held in value.items() if key not in OF_THE_MOMENT}
    return [lasting(held) for held in value] if isinstance(value, list) else value
