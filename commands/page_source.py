"""A page that a person names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import crawler
from console.setup import Setup, check_address


def read_page(source: str, url: str | None, setup: Setup) -> crawler.Page:
    """A page from a file or from the network. Raises OSError, BadAddress, CrawlError."""
    if url is not None:
        check_address(url)
    if "://" not in source:
        return crawler.Page.parse(Path(source).read_bytes(), url or "")
    check_address(source)
    answer = crawler.fetch(source, setup.config(), private_hosts=(str(urlsplit(source).hostname),))
    return crawler.Page.parse(answer.body, url or answer.url, answer.content_type)
