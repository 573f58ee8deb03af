"""A real store and a real index, filled once; tests that change them make their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright import sync_api as playwright
from web_chromium import CHROMIUM, FLAGS
from web_county import fill, settings
from web_server import serving

from corpus.config import Config, StoreSettings
from search_web import create_app
from search_web.shared.services import EXTENSION

ELSEWHERE = count()
"""What is asked of an address in a minute has a limit, which a quick machine's tests together would pass."""


@pytest.fixture(scope="session")
def config(database: str, tmp_path_factory: pytest.TempPathFactory) -> Config:
    """The settings of the filled store; not to be changed."""
    filled = settings(tmp_path_factory.mktemp("county"))
    fill(filled)
    return filled


@pytest.fixture(scope="session")
def app(config: Config) -> Iterator[Flask]:
    """The interface over the filled store."""
    made = create_app(config)
    yield made
    made.extensions[EXTENSION].close()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser of the public: from elsewhere, each from another address, without cookies."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = f"198.18.{next(ELSEWHERE) % 250}.7"
    return client


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    """Where the interface answers real browsers, with the server that it has in service."""
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[playwright.Browser]:
    """A real Chromium."""
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def served_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A configuration and a filled store; whatever is asked once is kept."""
    folder = tmp_path_factory.mktemp("processes")
    # The configuration below names no database, whichever the suite is at.
    fill(replace(settings(folder / "data"), store=StoreSettings()))
    (folder / "config.toml").write_text("[search]\npast_query_threshold = 1\n", encoding="utf-8")
    return folder
