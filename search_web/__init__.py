"""The web interface: `create_app` makes it, `WebServer` serves it. Views translate, they do not think."""

from search_web.app import create_app
from search_web.server import WebServer

__all__ = ["WebServer", "create_app"]
