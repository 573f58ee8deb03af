"""The web interface: `create_app` makes it, `serve` puts it on a port. Views translate, they do not think."""

from search_web.app import create_app
from search_web.server import WebServer, serve

__all__ = ["WebServer", "create_app", "serve"]
