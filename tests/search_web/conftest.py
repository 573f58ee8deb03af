"""A real store and a real index, filled once; tests that change them make their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from web_county import everything

import indexer
from corpus.config import Config, IndexSettings
from corpus.files import FileStore
from corpus.store import open_store
from search_web import create_app
from search_web.services import EXTENSION


def settings(folder: Path) -> Config:
    """Settings for a small index, built in one process."""
    return replace(Config(), data=folder, index=IndexSettings(processes=1, segmenter="jieba"))


def fill(config: Config) -> None:
    """Store and index the documents."""
    with open_store(config.store_path) as store:
        store.put_many(everything(FileStore(config.files_path)))
        indexer.build(store, config)


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
