"""The order in which columns show their entries."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
TOLD = "增加栏目的排列顺序"


def upgrade() -> None:
    op.add_column("crawled_column", sa.Column("shown_order", sa.String(16)))
    op.add_column("crawled_column", sa.Column("front", sa.Integer, nullable=False, server_default="1"))
    op.add_column("crawled_column", sa.Column("last_page", sa.Text))
