"""What was counted of past queries a moment ago, so that all hosts count it once."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
TOLD = "多台服务器共用时，同一次检索只计一次"


def upgrade() -> None:
    op.create_table(
        "past_asking",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("span", sa.Integer, nullable=False),
    )
