"""What the state of portals is told from is read from indexes alone, and not from all documents."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
TOLD = "查看状态时不再读取全部文件"


def upgrade() -> None:
    op.drop_index("document_agency", "document")
    op.create_index("document_agency", "document", ["agency", "withdrawn_at"])
    op.create_index("document_totals", "document", ["portal", "withdrawn_at", "changed_at"])
    came = sa.text("page_sha256 IS NOT NULL")
    op.create_index(
        "document_from_page", "document", ["withdrawn_at"], sqlite_where=came, postgresql_where=came
    )
