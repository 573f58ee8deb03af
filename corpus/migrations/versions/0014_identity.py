"""Which store it is."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
TOLD = "增加数据库的标识"


def upgrade() -> None:
    op.add_column("revision", sa.Column("identity", sa.String(32), nullable=False, server_default=""))
    op.get_bind().execute(sa.text("UPDATE revision SET identity = :made"), {"made": uuid4().hex})
