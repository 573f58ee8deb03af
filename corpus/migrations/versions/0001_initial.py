"""Documents with their versions, and the crawler's memory."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
TOLD = "建立文件、历次版本和采集记录的表"


def upgrade() -> None:
    _create_documents()
    _create_crawl_memory()


def _create_documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False, unique=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("content_hash", sa.String(64), nullable=False),
        sa.Column("first_seen_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("withdrawn_at", sa.DateTime),
        sa.Column("page_sha256", sa.String(64)),
        sa.Column("dated_on", sa.Date),
        sa.Column("year", sa.Integer),
        sa.Column("url", sa.Text, nullable=False, unique=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("summary", sa.Text),
        sa.Column("index_number", sa.Text),
        sa.Column("document_number", sa.Text),
        sa.Column("agency", sa.Text),
        sa.Column("issued_on", sa.Date),
        sa.Column("published_on", sa.Date),
        sa.Column("topic", sa.Text),
        sa.Column("genre", sa.Text),
        sa.Column("validity", sa.Text),
        sa.Column("keywords", sa.JSON, nullable=False),
        sa.Column("source", sa.Text),
        sa.Column("attachments", sa.JSON, nullable=False),
        sa.Column("family", sa.Text),
        sa.Column("portal", sa.Text),
        sa.Column("column", sa.Text),
    )
    op.create_index("document_dated_on", "document", ["dated_on"])
    op.create_index("document_portal", "document", ["portal"])
    op.create_table(
        "version",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("recorded_at", sa.DateTime, nullable=False),
        sa.Column("page_sha256", sa.String(64)),
        sa.Column("content", sa.JSON, nullable=False),
    )
    revision_table = op.create_table("revision", sa.Column("value", sa.Integer, primary_key=True))
    op.bulk_insert(revision_table, [{"value": 0}])


def _create_crawl_memory() -> None:
    op.create_table(
        "page",
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("status", sa.Integer),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("sha256", sa.String(64)),
        sa.Column("fetched_at", sa.DateTime),
        sa.Column("error", sa.Text),
        sa.Column("missing_since", sa.DateTime),
    )
    op.create_table(
        "crawled_column",
        sa.Column("portal", sa.Text, primary_key=True),
        sa.Column("url", sa.Text, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("checked_at", sa.DateTime, nullable=False),
        sa.Column("error", sa.Text),
    )
    op.create_table(
        "crawl_run",
        sa.Column("portal", sa.Text, primary_key=True),
        sa.Column("started_at", sa.DateTime, nullable=False),
        sa.Column("finished_at", sa.DateTime),
    )
