"""The web interface: `create_app` makes it, `WebServer` serves it. Views translate, they do not think."""

from search_web.app import create_app
from search_web.metrics import Counts, shared_file
from search_web.server import Metrics, WebServer

__all__ = ["Counts", "Metrics", "WebServer", "create_app", "shared_file"]
