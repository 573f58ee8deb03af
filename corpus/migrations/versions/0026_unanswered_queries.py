"""Counts of queries that found nothing: what the collection lacks, or is called otherwise in it."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
TOLD = "记下没有查到文件的检索的次数"


def upgrade() -> None:
    op.create_table(
        "unanswered_query",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("query", sa.Text),
        sa.Column("count", sa.Integer, nullable=False),
    )
