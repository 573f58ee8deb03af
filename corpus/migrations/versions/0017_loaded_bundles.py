"""What was taken on of other stores."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
TOLD = "增加装入过的数据包"


def upgrade() -> None:
    op.create_table(
        "loaded_bundle",
        sa.Column("source", sa.String(32), primary_key=True),
        sa.Column("part", sa.String(64), primary_key=True),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("loaded_at", sa.DateTime, nullable=False),
    )
