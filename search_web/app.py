"""The Flask application: parts, views, headers, error pages."""

from __future__ import annotations

import hashlib
from functools import partial
from pathlib import Path

from flask import Flask, g, request, url_for

from corpus.config import Config
from corpus.current_config import CurrentConfig
from corpus.file_place import open_files
from corpus.shared_portals import follow
from corpus.store import open_store
from indexer import Following, IndexOrders, open_searcher
from indexer.duplicates import open_checker
from search_web.api import views as api
from search_web.catalogue import views as catalogue
from search_web.document import views as document
from search_web.feeds import views as feeds
from search_web.guide import views as guide
from search_web.health import views as health
from search_web.search import views as search
from search_web.shared import (
    compression,
    display,
    error_pages,
    headers,
    marked,
    page_memory,
    request_limits,
    template_filters,
)
from search_web.shared.old_addresses import ReadingGbk
from search_web.shared.past_queries import QueryCounter
from search_web.shared.public_address import SETTING, public_url
from search_web.shared.search_limits import SearchLimits
from search_web.shared.services import EXTENSION, CrawlOrders, DrawPage, ReadFile, Services, services
from search_web.shared.staff_access import csrf_input
from search_web.staff import views as staff
from search_web.terminal import views as terminal

SUBJECTS = (search, document, catalogue, guide, staff, api, feeds, health, terminal, display)
"""Each has a blueprint, its `view`; those for staff are inside `staff`."""

DIGEST_CHARACTERS = 12
"""Of a static file's digest in its address: enough to tell two builds apart."""


def create_app(
    config: Config,
    read_file: ReadFile | None = None,
    draw_page: DrawPage | None = None,
    orders: CrawlOrders | None = None,
    pages: int = -1,
) -> Flask:
    """The interface over the store and the index of `config`, with what else is handed down.

    `pages`: a descriptor of memory in which several processes keep pages, or -1.

    Whoever serves it puts `forwarded` around it where proxies stand in front.
    Raises StoreError, ConfigError.
    """
    app = Flask("search_web", template_folder="shared/templates", static_folder="shared/static")
    app.request_class = ReadingGbk
    memory = page_memory.reserved(pages, config.web.page_memory_mb)
    app.extensions[EXTENSION] = held = _services(config, read_file, draw_page, orders)
    app.config[SETTING] = config.site.address
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    _prepare_templates(app, held)
    for subject in SUBJECTS:
        app.register_blueprint(subject.view)
    app.before_request(_refuse_another_store)
    request_limits.install(app, config.web, held.limits)
    terminal.install(app, config.terminal)
    error_pages.install(app)
    # What is installed last is done first.
    page_memory.install(app, memory)
    compression.install(app)
    headers.install(app, config.web.hsts_days)
    return app


def _services(
    config: Config, read_file: ReadFile | None, draw_page: DrawPage | None, orders: CrawlOrders | None
) -> Services:
    """Everything that views ask; opened here, once for each process."""
    store = open_store(config.store_url)
    searcher = open_searcher(store, config)
    threshold, key = config.search.past_query_threshold, config.past_query_key_path
    return Services(
        CurrentConfig(config, partial(follow, config, store)),
        store,
        open_files(config),
        searcher,
        QueryCounter(store.past_queries, threshold, key, searcher.suggestions.learn),
        QueryCounter(store.unanswered_queries, threshold, key),
        open_checker(store, config),
        Following(store, config),
        SearchLimits(store.search_counts, config.web.searches_per_minute, key),
        IndexOrders(config),
        read_file,
        draw_page,
        orders,
    )


def _prepare_templates(app: Flask, held: Services) -> None:
    """What all templates may use."""
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    template_filters.install(app.jinja_env, lambda: services().config)
    marked.install(app.jinja_env, _words)
    digests = _digests(Path(app.static_folder or ""))

    def asset(name: str) -> str:
        """Address of a static file that changes with its content."""
        return url_for("static", filename=name, v=digests[name])

    app.jinja_env.globals.update(
        asset=asset, site=held.config.site, guide=lambda: held.guide, csrf=csrf_input, public_url=public_url
    )
    app.context_processor(lambda: {"display": display.chosen(), "here": display.here()})


def _words(text: str) -> list[str]:
    """A text cut into words, all of a page in the same way: asking how each time is a look at a file."""
    if "cut" not in g:
        g.cut = services().searcher.cut()
    words: list[str] = g.cut(text)
    return words


def _refuse_another_store() -> None:
    """One that was made anew shows nothing of what is held; health says so by itself."""
    if request.endpoint not in ("static", "health.health", "health.ready"):
        services().check_store()


def _digests(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()[:DIGEST_CHARACTERS]
        for path in folder.iterdir()
    }
