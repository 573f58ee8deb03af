"""The Flask application: parts, views, headers, error pages."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, url_for

from corpus.config import Config
from corpus.files import FileStore
from corpus.store import open_store
from indexer import open_searcher
from indexer.duplicates import open_checker
from search_web import error_pages, headers, presentation
from search_web.counting import Counting
from search_web.services import EXTENSION, ReadFile, Services
from search_web.views import VIEWS

DIGEST_CHARACTERS = 12
"""Of a static file's digest in its address: enough to tell two builds apart."""


def create_app(config: Config, read_file: ReadFile | None = None) -> Flask:
    """The interface over the store and the index of `config`; uploads need `read_file`. Raises StoreError."""
    app = Flask("search_web")
    store = open_store(config.store_url)
    searcher = open_searcher(store, config, aside=True)
    searcher.prepare()
    counting = Counting(store, config.search.past_query_threshold, searcher.suggestions.learn)
    checker = open_checker(store, config)
    files = FileStore(config.files_path)
    app.extensions[EXTENSION] = Services(config, store, files, searcher, counting, checker, read_file)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    presentation.install(app.jinja_env)
    digests = _digests(Path(app.static_folder or ""))

    def asset(name: str) -> str:
        """Address of a static file that changes with its content."""
        return url_for("static", filename=name, v=digests[name])

    app.jinja_env.globals.update(asset=asset, site=config.site)
    for view in VIEWS:
        app.register_blueprint(view)
    error_pages.install(app)
    headers.install(app)
    return app


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_CHARACTERS]
        for path in folder.iterdir()
    }
