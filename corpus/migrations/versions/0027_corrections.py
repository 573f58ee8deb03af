"""What staff corrected in documents, beside what their pages say."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
TOLD = "增加工作人员对文件著录项目的更正"


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("field", sa.String(32), primary_key=True),
        sa.Column("value", sa.Text),
        sa.Column("page_value", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_index("correction_at", "correction", ["at"])
