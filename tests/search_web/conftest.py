"""A real store and a real index, filled once; tests that change them make their own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_county import fill, settings

from corpus.config import Config
from search_web import create_app
from search_web.services import EXTENSION


@pytest.fixture(scope="session")
def config(tmp_path_factory: pytest.TempPathFactory) -> Config:
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
    """A browser of the public: from elsewhere, without cookies."""
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    return client
