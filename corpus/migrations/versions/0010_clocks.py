"""How far a portal's clock was from ours in its last run."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
TOLD = "增加门户的时间与本机的差"


def upgrade() -> None:
    op.add_column("crawl_run", sa.Column("clock_days", sa.Integer))
