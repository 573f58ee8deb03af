"""The web interface: `create_app` makes it, `serve` puts it on a port. Views translate, they do not think.

What is not asked for is not loaded: a process that only watches others needs no interface.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from search_web.app import create_app
    from search_web.server import WebServer, serve

__all__ = ["WebServer", "create_app", "serve"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("search_web.app" if name == "create_app" else "search_web.server"), name)
