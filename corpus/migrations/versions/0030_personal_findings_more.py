"""How many more things were found in a text than are kept of it."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
TOLD = "误公开信息很多的文件只存一部分，并记下还有多少"


def upgrade() -> None:
    op.add_column(
        "personal_finding", sa.Column("more", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
