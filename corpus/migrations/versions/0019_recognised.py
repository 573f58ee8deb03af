"""What a machine reads out of pictures."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
TOLD = "增加机器识别的文字"


def upgrade() -> None:
    op.create_table(
        "recognised_page",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("page", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("width", sa.Integer, nullable=False),
        sa.Column("height", sa.Integer, nullable=False),
    )
    op.create_table(
        "recognised_file",
        sa.Column("sha256", sa.String(64), primary_key=True),
        sa.Column("engine", sa.String(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
    )
