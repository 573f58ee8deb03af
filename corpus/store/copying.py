"""A store copied into another database, record by record: for who outgrows SQLite or moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Connection, Engine, RowMapping, Table, and_, delete, func, select, update

from corpus.errors import ConfigError, CopyRefused, StoreBusy, StoreError
from corpus.progress import Progress
from corpus.records import DOCUMENT_FIELDS
from corpus.store import database, schema
from corpus.store.database import BATCH, PlainText
from corpus.store.migrate import migrate
from corpus.store.rows import DAMAGED, content_hash, differs, document_from, document_values, storable
from corpus.store.staff_schema import ALL_TABLES

TABLES = [table for table in ALL_TABLES if table is not schema.revision]
"""What is referred to before what refers to it. The revision comes last: a store that has one is whole."""

STREAMED = {"yield_per": BATCH}

OCCUPIED = "里面已有另外的内容，请另建一个空的数据库"

Record: TypeAlias = dict[str, Any]
Key: TypeAlias = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class CopyReport:
    """What a copy did."""

    records: int
    """All that the other database holds now, each read back and compared."""
    written: int
    """Those that this run brought; the rest was there from one that was interrupted."""


def copy_store(source: str, target: str, progress: Progress) -> CopyReport:
    """Copy the store at one address to another, or go on where a copy was interrupted.

    Meanwhile everybody may read the source and nobody writes into it. Numbers, revisions and the identity
    stay the same, so an index of the one is an index of the other. A copy that is whole is only compared.
    Raises ConfigError, StoreError; CopyRefused for a target that holds anything else.
    """
    with _opened(source) as origin, _opened_target(target) as engine:
        if origin.url == engine.url:
            raise CopyRefused("它就是现在使用的数据库")
        alone = database.lock(engine, "copy", StoreBusy())
        with alone, database.transaction(origin, writes=True) as connection:
            return _Copy(connection, engine, progress).run()


@contextmanager
def _opened(address: str) -> Iterator[Engine]:
    engine = database.connect(address)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _opened_target(address: str) -> Iterator[Engine]:
    try:
        with _opened(address) as engine:
            yield engine
    except ConfigError as error:
        # It stands on the command line, not in the configuration.
        raise CopyRefused(f"它{error.problem.rstrip('。')}") from error


class _Copy:
    """One run, with the source to itself."""

    def __init__(self, source: Connection, target: Engine, progress: Progress) -> None:
        self._source = source
        self._target = target
        self._progress = progress
        self._whole = self._revision()[:2] > (0, 0)

    def run(self) -> CopyReport:
        """Bring what is missing, take off what the source lost meanwhile, and close with the revision."""
        self._refuse_another_store()
        total = sum(_size(self._source, table) for table in TABLES)
        done = written = 0
        for table in TABLES:
            for records in self._records(table):
                written += self._bring(table, records)
                done += len(records)
                self._progress(done, total)
        for table in reversed(TABLES):
            self._drop_strays(table)
        self._finish()
        return CopyReport(done, written)

    def _revision(self) -> tuple[int, int, str]:
        with database.transaction(self._target, writes=False) as connection:
            return tuple(connection.execute(select(schema.revision)).one())

    def _refuse_another_store(self) -> None:
        """A copy has the addresses of the source under the same numbers."""
        table = schema.document.c
        wanted = select(table.id, table.url)
        with database.transaction(self._target, writes=False) as connection:
            for some in connection.execute(wanted, execution_options=STREAMED).partitions():
                known = database.rows_with(self._source, wanted, [number for number, _ in some], table.id)
                if not {(number, storable(url)) for number, url in known}.issuperset(map(tuple, some)):
                    raise CopyRefused(OCCUPIED)

    def _records(self, table: Table) -> Iterator[list[Record]]:
        rows = self._source.execute(select(table), execution_options=STREAMED).mappings()
        for some in rows.partitions():
            yield [_as_kept(table, row) for row in some]

    def _bring(self, table: Table, records: Sequence[Record]) -> int:
        """Write those that the target lacks or has in another form, and read them back."""
        wanted = {_key(table, record): record for record in records}
        missing = self._unlike(table, wanted)
        if missing and self._whole:
            raise CopyRefused(OCCUPIED)
        with database.transaction(self._target, writes=True) as connection:
            database.upsert(connection, table, list(missing.values()))
        if self._unlike(table, missing):
            raise StoreError(f"复制到 {table.name} 的记录读回来与原来的不同")
        return len(missing)

    def _unlike(self, table: Table, wanted: dict[Key, Record]) -> dict[Key, Record]:
        """Those records of which the target has none or another."""
        first = next(iter(table.primary_key))
        with database.transaction(self._target, writes=False) as connection:
            rows = database.rows_with(connection, select(table), [key[0] for key in wanted], first)
            held = {_key(table, record): record for record in (dict(row._mapping) for row in rows)}
        return {key: record for key, record in wanted.items() if held.get(key) != record}

    def _drop_strays(self, table: Table) -> None:
        """What the source lost since the copy was interrupted."""
        with database.transaction(self._target, writes=not self._whole) as connection:
            if _size(connection, table) == _size(self._source, table):
                return
            if self._whole:
                raise CopyRefused(OCCUPIED)
            columns = tuple(table.primary_key)
            kept = {_key(table, record) for records in self._records(table) for record in records}
            for held in map(tuple, connection.execute(select(*columns)).all()):
                if held not in kept:
                    same = (column == value for column, value in zip(columns, held, strict=True))
                    connection.execute(delete(table).where(and_(*same)))

    def _finish(self) -> None:
        row = dict(self._source.execute(select(schema.revision)).mappings().one())
        if self._whole:
            if self._revision() != tuple(row.values()):
                raise CopyRefused(OCCUPIED)
            return
        with database.transaction(self._target, writes=True) as connection:
            connection.execute(update(schema.revision).values(**row))
            for table in TABLES:
                database.count_on(connection, table)


def _as_kept(table: Table, row: RowMapping) -> Record:
    """A record as the store keeps it today: an old one may hold what was not taken out then.

    A document that becomes another by that has the digest of what it is now.
    """
    record = {name: storable(value) for name, value in row.items()}
    for column in table.c:
        if isinstance(column.type, PlainText):
            record[column.name] = column.type.kept(record[column.name])
    altered = table is schema.document and any(record[name] != row[name] for name in DOCUMENT_FIELDS)
    if altered and row["content_hash"] != DAMAGED and not differs(row, document_from(row)):
        record["content_hash"] = document_values(document_from(record))["content_hash"]
    if table is schema.version and row["digest"] == content_hash(row["content"]):
        record["digest"] = content_hash(record["content"])
    return record


def _key(table: Table, record: Record) -> Key:
    return tuple(record[column.name] for column in table.primary_key)


def _size(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())
