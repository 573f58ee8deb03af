"""The database behind the store, by its address: transactions, locks, and what each kind does differently."""

from corpus.store.database.batches import BATCH, VALUES, batches, rows_by, rows_with
from corpus.store.database.connect import (
    UNREADABLE,
    connect,
    faults,
    is_to_be_made,
    kind,
    load,
    lock,
    mend,
    save,
    transaction,
)
from corpus.store.database.every_row import EveryRow, every_row
from corpus.store.database.expressions import TITLE_START, AddressKey, DaysBetween, TitleStart
from corpus.store.database.texts import LONGEST_NAME, NUL, Address, Name, PlainText
from corpus.store.database.upsert import count_on, upsert

__all__ = [
    "BATCH",
    "LONGEST_NAME",
    "NUL",
    "TITLE_START",
    "UNREADABLE",
    "VALUES",
    "Address",
    "AddressKey",
    "DaysBetween",
    "EveryRow",
    "Name",
    "PlainText",
    "TitleStart",
    "batches",
    "connect",
    "count_on",
    "every_row",
    "faults",
    "is_to_be_made",
    "kind",
    "load",
    "lock",
    "mend",
    "rows_by",
    "rows_with",
    "save",
    "transaction",
    "upsert",
]
