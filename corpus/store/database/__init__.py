"""The database behind the store, by its address: transactions, locks, and what each kind does differently."""

from corpus.store.database.batches import BATCH, batches, rows_with
from corpus.store.database.connect import connect, lock, transaction
from corpus.store.database.expressions import AddressKey, DaysBetween
from corpus.store.database.texts import NUL, Address, Name, PlainText
from corpus.store.database.upsert import count_on, upsert

__all__ = [
    "BATCH",
    "NUL",
    "Address",
    "AddressKey",
    "DaysBetween",
    "Name",
    "PlainText",
    "batches",
    "connect",
    "count_on",
    "lock",
    "rows_with",
    "transaction",
    "upsert",
]
