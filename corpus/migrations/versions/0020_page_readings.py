"""How documents were read from their pages: by which version of the extraction, and how sure."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
TOLD = "增加每项内容从网页何处读来、有多大把握"


def upgrade() -> None:
    op.create_table(
        "page_reading",
        sa.Column(
            "document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True, autoincrement=False
        ),
        sa.Column("extractor", sa.Integer, nullable=False),
        sa.Column("sure", sa.Float, nullable=False),
        sa.Column("origins", sa.JSON, nullable=False),
    )
    op.create_index("page_reading_sure", "page_reading", ["sure"])
