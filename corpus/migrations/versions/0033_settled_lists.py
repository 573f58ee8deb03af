"""Whether new entries of a list were seen to come where its days say that they do."""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
TOLD = "记下各栏目的新条目是否出现在应有的位置"


def upgrade() -> None:
    op.add_column(
        "crawled_column", sa.Column("settled", sa.Boolean, nullable=False, server_default=sa.false())
    )
