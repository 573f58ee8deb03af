"""When a page last came whole, and not as the word that nothing changed."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
TOLD = "增加每个网页上一次完整取得的时间"


def upgrade() -> None:
    op.add_column("page", sa.Column("received_at", sa.DateTime))
    op.execute("UPDATE page SET received_at = fetched_at WHERE sha256 IS NOT NULL AND error IS NULL")
