"""Which pages of files with text are pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
TOLD = "记下文件中哪些页只是图片"


def upgrade() -> None:
    op.create_table(
        "scanned_page",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("line", sa.Integer, nullable=False),
    )
