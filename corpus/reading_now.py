"""Whether what was crawled once is to be crawled still, by the configuration as it is now."""

from __future__ import annotations

from corpus.config import Config

OF_HOSTS = (".", ":")
"""One of them is in the name of what is crawled by an address alone: it is the address's host, and port."""


def is_named(config: Config, portal: str | None, column: str | None = None) -> bool:
    """Whether it has not been taken out since; what is crawled by its address alone never was in it."""
    own = [one for one in config.portal if one.name == portal]
    if not own:
        return not config.portal or portal is None or any(sign in portal for sign in OF_HOSTS)
    names = {one.name for part in own for one in part.column}
    return column is None or not names or column in names


def is_paused(config: Config, portal: str | None, column: str | None = None) -> bool:
    """Whether it is not read for the time being: the portal, or this column of it."""
    own = (one for one in config.portal if one.name == portal)
    return any(part.rests or any(one.paused and one.name == column for one in part.column) for part in own)


def is_read(config: Config, portal: str, column: str | None = None) -> bool:
    """Whether it is to be read, so that its age and its faults concern somebody."""
    return is_named(config, portal, column) and not is_paused(config, portal, column)
