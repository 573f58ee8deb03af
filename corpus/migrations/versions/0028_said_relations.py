"""What staff say that one document is to another."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
TOLD = "增加工作人员设定的文件关系"


def upgrade() -> None:
    op.create_table(
        "said_relation",
        sa.Column("first_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("other_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("said_relation_other", "said_relation", ["other_id"])
