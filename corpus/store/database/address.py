"""The address of a database: what can stand in `[store] url`, and how it is shown without its password."""

from __future__ import annotations

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from corpus.errors import ConfigError

SQLITE = "sqlite:///"

POSTGRESQL = ("postgresql", "postgres", "postgresql+psycopg")
"""All mean psycopg 3: the driver of the extra `postgres`."""

_FORMS = (
    "应当是 postgresql+psycopg://用户:口令@主机/数据库 或 sqlite:////文件的绝对路径，也可以留空。请改正。"
)
"""Says nothing of what it is now: a password may stand in it."""


def parsed(address: str) -> URL:
    """The address for SQLAlchemy. Raises ConfigError."""
    if address.startswith(SQLITE):
        # Whatever characters the path has: SQLAlchemy would take a question mark for the end of it.
        return URL.create("sqlite", database=address.removeprefix(SQLITE))
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise ConfigError("store.url", _FORMS) from None
    if url.drivername not in POSTGRESQL or not url.database:
        raise ConfigError("store.url", _FORMS)
    if "@" in (url.host or ""):
        raise ConfigError("store.url", "中的口令含有 @，请写作 %40（/ 写作 %2F，% 写作 %25）。")
    return url.set(drivername="postgresql+psycopg")


def shown(url: URL) -> str:
    """As a person may see it: without the password, and without the options, where one may stand too."""
    return url.set(query={}).render_as_string(hide_password=True)
