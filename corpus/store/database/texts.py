"""Texts as every database can hold them, and in the same order: by code points."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, Text, TypeDecorator
from sqlalchemy.types import TypeEngine

LONGEST_NAME = 300
"""Characters of a name: two fit into one entry of PostgreSQL's B-trees (2,704 bytes), whatever the script."""


NUL = "\0"
"""PostgreSQL cannot hold it, in texts or in JSON."""


class PlainText(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """SQLite orders by code points by itself."""
        return Text(collation="C" if dialect.name == "postgresql" else None)

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Alike for what goes in and what is asked for."""
        return self.kept(value)

    def bind_processor(self, dialect: Dialect) -> Callable[[str | None], str | None]:
        """Called straight away: a document has fifteen texts, and SQLAlchemy would wrap each in two calls."""
        return self.kept

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], str | None]:
        """SQLite gives back whatever is there."""
        return _text

    def kept(self, value: str | None) -> str | None:
        """What is kept of a text."""
        return value and value.replace(NUL, "")


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} 不是文字")
    return value


class Address(PlainText):
    """The address of a page: of any length, and still a key."""

    cache_ok = True


class Name(PlainText):
    """A name that is indexed as it stands: one that is longer is cut."""

    cache_ok = True

    def kept(self, value: str | None) -> str | None:
        """Its beginning."""
        return value and value.replace(NUL, "")[:LONGEST_NAME]
