"""Digests of what follows a page, of former contents and of files' texts; what is there has none yet."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
TOLD = "增加正文显示、历次版本和附件文字的校验值"


def upgrade() -> None:
    for table, name in (("document", "derived_hash"), ("version", "digest"), ("attachment_text", "digest")):
        op.add_column(table, sa.Column(name, sa.String(64)))
