"""How often a query was asked; its words only once several askings made it nobody's own."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
TOLD = "增加过往检索词的次数"


def upgrade() -> None:
    op.create_table(
        "past_query",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("query", sa.Text),
        sa.Column("count", sa.Integer, nullable=False),
    )
