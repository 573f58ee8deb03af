"""Bodies for display, texts of attachments, and what keeping up with a portal must remember."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
TOLD = "增加显示用的正文、附件的文字，以及持续采集要记住的内容"


def upgrade() -> None:
    op.add_column("document", sa.Column("html", sa.Text))
    op.add_column("document", sa.Column("disagreements", sa.JSON))
    op.create_table(
        "attachment_text",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("reading", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer),
        sa.Column("reader", sa.Integer, nullable=False),
    )
    op.add_column("page", sa.Column("portal", sa.Text))
    op.add_column("page", sa.Column("found_on", sa.Text))
    op.create_index("page_portal", "page", ["portal"])
    op.add_column(
        "crawled_column", sa.Column("first_page", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column("crawled_column", sa.Column("read_whole_at", sa.DateTime))
    op.add_column("crawl_run", sa.Column("problem", sa.Text))
