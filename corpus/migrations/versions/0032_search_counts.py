"""How often addresses searched of late, over all hosts."""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
TOLD = "检索次数的限制由各台机器合计"


def upgrade() -> None:
    op.create_table(
        "search_count",
        sa.Column("minute", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
    )
