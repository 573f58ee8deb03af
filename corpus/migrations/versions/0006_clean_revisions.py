"""What is indexed again without having changed, up to where the index came, and changes by their time."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
TOLD = "区分内容的变化和重新编入索引"


def upgrade() -> None:
    op.create_table(
        "reindex",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sqlite_autoincrement=True,
    )
    op.add_column("revision", sa.Column("indexed", sa.Integer, nullable=False, server_default="0"))
    op.add_column("document", sa.Column("recorded_at", sa.DateTime))
    document = sa.table("document", *map(sa.column, ("recorded_at", "changed_at", "withdrawn_at")))
    times = {"recorded_at": document.c.changed_at, "changed_at": document.c.withdrawn_at}
    op.execute(document.update().where(document.c.withdrawn_at > document.c.changed_at).values(times))
    op.create_index("document_changed", "document", ["changed_at", "id"])
