"""The interface for any WSGI server: `gunicorn 'search_web.wsgi:app'`.

The configuration is the file that GONGKAI_CONFIG names, else config.toml in the working folder; GONGKAI_DATA
goes before the data folder in it, and does without a file. This is the one place of the interface that knows
the crawler: it puts the parts together, as the commands do (docs/adr/0004-who-reads-uploads.md).
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug import Response

import crawler
from corpus.config import Config
from corpus.config_file import DEFAULT_CONFIG, find_config
from corpus.errors import GongkaiError
from search_web.app import create_app
from search_web.garbage import leave_what_is_made
from search_web.shared.forwarded import forwarded
from search_web.shared.services import EXTENSION

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

VARIABLES = ("GONGKAI_CONFIG", "GONGKAI_DATA")


class Interface:
    """Made with the first request: a server may load this file in one process and answer in its children.

    Neither a thread nor a connection to the store would survive that.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._made: WSGIApplication | None = None
        self._making = Lock()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            app = self._made or self._make()
        except GongkaiError as error:
            sentence = Response(str(error), 503, mimetype="text/plain")
            return sentence(environ, start_response)
        return app(environ, start_response)

    def _make(self) -> WSGIApplication:
        with self._making:
            if self._made is None:
                settings = self._config.attachments
                pictures = crawler.PagePictures(self._config.page_pictures_path, settings)
                orders = crawler.Orders(self._config)
                read_file = partial(crawler.read_file, settings=settings)
                app = create_app(self._config, read_file, pictures.page, orders)
                atexit.register(orders.close)
                atexit.register(pictures.close)
                atexit.register(app.extensions[EXTENSION].close)
                leave_what_is_made()
                self._made = forwarded(app, self._config.web.proxies)
            return self._made


def _configured() -> Config:
    config, data = (Path(said) if (said := os.environ.get(name)) else None for name in VARIABLES)
    # Without a word the defaults would open an empty store in whatever folder the server was begun.
    return find_config(config or (None if data else DEFAULT_CONFIG), data)


app = Interface(_configured())
