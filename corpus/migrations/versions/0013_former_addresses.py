"""Addresses at which documents once were; and documents are found by the beginnings of their titles."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
TOLD = "增加文件以前的网址"

LONG_AGO = datetime(2000, 1, 1)
"""When a page last came whole that is to be asked for at the next crawl."""


def upgrade() -> None:
    on_postgresql = op.get_context().dialect.name == "postgresql"
    text = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
    op.create_table(
        "former_address",
        sa.Column("url", text, nullable=False, primary_key=not on_postgresql),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("left_at", sa.DateTime, nullable=False),
    )
    if on_postgresql:
        # As corpus.store.database.expressions.AddressKey has it; backslashes would begin an escape.
        key = r"sha256(replace(url, '\', '\\')::bytea)"
        op.execute(f"CREATE UNIQUE INDEX former_address_address ON former_address ({key})")
        op.execute("CREATE INDEX former_address_url ON former_address USING hash (url)")
    op.create_index("former_address_document", "former_address", ["document_id"])
    # As corpus.store.database.expressions.TitleStart has it.
    op.create_index("document_title", "document", ["portal", sa.text("substr(title, 1, 60)")])
    _ask_again()


def _ask_again() -> None:
    """Documents whose addresses led to another page: perhaps they moved for good."""
    document = sa.table("document", sa.column("url"))
    received_at = sa.column("received_at", sa.DateTime)
    page = sa.table("page", *map(sa.column, ("url", "sha256", "status", "error")), received_at)
    led_away = sa.and_(page.c.sha256.is_(None), page.c.status == 200, page.c.error.is_(None))
    held = page.c.url.in_(sa.select(document.c.url))
    op.get_bind().execute(page.update().where(led_away, held).values(received_at=LONG_AGO))
