"""Texts that one machine leaves for all others, the thesaurus first."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
TOLD = "增加各台机器共用的文字（词表）"


def upgrade() -> None:
    op.create_table(
        "shared_text",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
    )
