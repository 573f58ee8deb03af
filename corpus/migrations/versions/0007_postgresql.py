"""What only PostgreSQL needs: texts in the order of SQLite, and addresses longer than its B-trees hold as keys."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
TOLD = "PostgreSQL：统一文字的排序，容纳很长的网址"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        _order_by_code_points()
        _key_addresses_by_digest()


def _order_by_code_points() -> None:
    inspector = sa.inspect(op.get_bind())
    for table in inspector.get_table_names():
        texts = [column["name"] for column in inspector.get_columns(table) if isinstance(column["type"], sa.Text)]
        changes = ", ".join(f'ALTER COLUMN "{name}" TYPE text COLLATE "C"' for name in texts)
        if changes:
            op.execute(f'ALTER TABLE "{table}" {changes}')


def _key_addresses_by_digest() -> None:
    op.execute("ALTER TABLE document DROP CONSTRAINT document_url_key")
    for table in ("page", "crawled_column", "duplicate_mark"):
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {table}_pkey")
    unique = {
        "document": _digest("url"),
        "page": _digest("url"),
        "crawled_column": f"portal, {_digest('url')}",
        "duplicate_mark": f"{_digest('left_url')}, {_digest('right_url')}",
    }
    for table, key in unique.items():
        op.execute(f"CREATE UNIQUE INDEX {table}_address ON {table} ({key})")
    looked_up = {"document": ("url",), "page": ("url",), "duplicate_mark": ("left_url", "right_url")}
    for table, columns in looked_up.items():
        for column in columns:
            op.execute(f"CREATE INDEX {table}_{column} ON {table} USING hash ({column})")


def _digest(column: str) -> str:
    # As corpus.store.database.expressions.AddressKey has it; backslashes would begin an escape.
    return rf"sha256(replace({column}, '\', '\\')::bytea)"
