"""What stands on the pages of a list that are always read, so that what leaves or comes is seen."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
TOLD = "记下各栏目列表前面的条目，便于发现文件换了栏目"


def upgrade() -> None:
    op.add_column("crawled_column", sa.Column("head", sa.Text))
