"""Agencies are read from an index: in the rows their names stand behind the texts."""

from alembic import op

revision = "0008"
down_revision = "0007"
TOLD = "增加按机构查找的索引"


def upgrade() -> None:
    # As corpus.store.database.texts.LONGEST_NAME has it: what an entry of PostgreSQL's B-trees holds.
    op.execute("UPDATE document SET agency = substr(agency, 1, 300) WHERE length(agency) > 300")
    op.create_index("document_agency", "document", ["withdrawn_at", "agency"])
