"""What was published by mistake, what staff said of it, and up to where texts were gone through."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
TOLD = "增加误公开信息的核对记录"


def upgrade() -> None:
    op.create_table(
        "personal_finding",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("file", sa.String(64)),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("kinds", sa.String(64), nullable=False),
        sa.Column("waits", sa.Boolean, nullable=False),
        sa.Column("found", sa.JSON, nullable=False),
    )
    op.create_table(
        "personal_mark",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "personal_scan",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("rules", sa.Integer, nullable=False),
    )
    op.create_table(
        "personal_queue",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sqlite_autoincrement=True,
    )
