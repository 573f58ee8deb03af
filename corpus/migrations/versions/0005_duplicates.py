"""Pairs of documents that say the same, the groups they make, and what staff said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
TOLD = "增加查重的结果和工作人员的意见"


def upgrade() -> None:
    op.create_table(
        "duplicate_pair",
        sa.Column("left_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("right_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("similarity", sa.Float, nullable=False),
        sa.Column("containment", sa.Float, nullable=False),
        sa.Column("inside", sa.String(8)),
        sa.Column("reason", sa.Text, nullable=False),
    )
    op.create_index("duplicate_pair_right", "duplicate_pair", ["right_id"])
    op.create_table(
        "duplicate_member",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("group_id", sa.Integer, nullable=False),
        sa.Column("copy_of", sa.Integer),
    )
    op.create_index("duplicate_member_group", "duplicate_member", ["group_id"])
    op.create_index("duplicate_member_copy", "duplicate_member", ["copy_of"])
    op.create_table(
        "duplicate_mark",
        sa.Column("left_url", sa.Text, primary_key=True),
        sa.Column("right_url", sa.Text, primary_key=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("marked_by", sa.Text, nullable=False),
        sa.Column("marked_at", sa.DateTime, nullable=False),
    )
