"""Who asked for what by which name, where proxies stand in front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def forwarded(application: WSGIApplication, proxies: int) -> WSGIApplication:
    """The application as that many proxies say it was asked; with none, nobody else's word is taken."""
    if not proxies:
        return application
    return ProxyFix(application, x_for=proxies, x_proto=proxies, x_host=proxies, x_prefix=proxies)
