"""SQL that each database says in its own way."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Integer, LargeBinary
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.expression import FunctionElement

from corpus.store.database.texts import PlainText

TITLE_START = 60
"""Characters of a title that tell it from nearly all others, and fit into any index."""


class DaysBetween(FunctionElement[int]):
    """The days from an earlier date to a later one, `DaysBetween(earlier, later)`."""

    inherit_cache = True
    type = Integer()


class AddressKey(FunctionElement[bytes]):
    """PostgreSQL's digest of an address: short enough for a B-tree, however long the address is."""

    inherit_cache = True
    type = LargeBinary()


class TitleStart(FunctionElement[str]):
    """As much of a title as an index takes."""

    inherit_cache = True
    type = PlainText()


@compiles(TitleStart)
def _title_start(element: TitleStart, compiler: Any, **options: Any) -> str:
    (title,) = (compiler.process(clause, **options) for clause in element.clauses)
    return f"substr({title}, 1, {TITLE_START})"


@compiles(DaysBetween, "postgresql")
def _days_between(element: DaysBetween, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"({later} - {earlier})"


@compiles(DaysBetween, "sqlite")
def _days_between_sqlite(element: DaysBetween, compiler: Any, **options: Any) -> str:
    earlier, later = (compiler.process(clause, **options) for clause in element.clauses)
    return f"(julianday({later}) - julianday({earlier}))"


@compiles(AddressKey, "postgresql")
def _address_key(element: AddressKey, compiler: Any, **options: Any) -> str:
    (address,) = (compiler.process(clause, **options) for clause in element.clauses)
    # Backslashes would begin an escape.
    return rf"sha256(replace({address}, '\', '\\')::bytea)"
