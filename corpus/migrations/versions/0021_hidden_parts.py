"""How many rows, columns, sheets and slides a file hides."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
TOLD = "增加附件中隐藏部分的数目"


def upgrade() -> None:
    op.add_column("attachment_text", sa.Column("hidden", sa.Integer, nullable=False, server_default="0"))
