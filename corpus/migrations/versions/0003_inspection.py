"""What the inspection of portals asks of documents, columns and pages."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
TOLD = "增加检查门户所需的内容"


def upgrade() -> None:
    op.drop_index("document_portal", "document")
    op.create_index(
        "document_inspection", "document", ["portal", "column", "withdrawn_at", "published_on", "issued_on"]
    )
    op.add_column("crawled_column", sa.Column("latest_on", sa.Date))
    op.add_column("page", sa.Column("faults", sa.Integer, nullable=False, server_default="0"))
