"""Which worker crawls which portal, when each is due, and whose turn it is at a host."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
TOLD = "增加多台机器采集的分工"


def upgrade() -> None:
    op.create_table(
        "crawl_lease",
        sa.Column("portal", sa.Text, primary_key=True),
        sa.Column("due_at", sa.DateTime, nullable=False),
        sa.Column("worker", sa.Text),
        sa.Column("until", sa.DateTime),
    )
    op.create_table(
        "host_turn",
        sa.Column("host", sa.Text, primary_key=True),
        sa.Column("worker", sa.Text, nullable=False),
        sa.Column("free_at", sa.DateTime, nullable=False),
    )
