"""Documents whose agency, portal or column was cut: their digests were of the whole names."""

import hashlib
import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
TOLD = "重算名称很长的文件的校验值"

LONGEST = 300
NAMES = ("agency", "portal", "column")
DATES = ("issued_on", "published_on")
LISTS = ("keywords", "attachments")
APART = {
    *("id", "revision", "version", "content_hash", "first_seen_at", "changed_at", "withdrawn_at", "page_sha256"),
    *("dated_on", "year", "html", "disagreements", "recorded_at"),
}
"""Columns that are no content: all others are in the digest."""

KINDS: dict[str, Any] = dict.fromkeys(DATES, sa.Date) | dict.fromkeys(LISTS, sa.JSON)


def upgrade() -> None:
    connection = op.get_bind()
    fields = {column["name"] for column in sa.inspect(connection).get_columns("document")} - APART
    columns = [sa.column(name, KINDS.get(name, sa.Text)) for name in fields]
    document = sa.table("document", sa.column("id"), sa.column("content_hash"), *columns)
    cut = sa.or_(*(sa.func.length(document.c[name]) == LONGEST for name in NAMES))
    wanted = sa.select(document.c.id, *columns).where(cut, document.c.content_hash != "")
    for row in connection.execute(wanted).mappings().all():
        made = digest({name: row[name] for name in fields})
        connection.execute(document.update().where(document.c.id == row["id"]).values(content_hash=made))


def digest(values: dict[str, Any]) -> str:
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, default=date.isoformat)
    return hashlib.sha256(canonical.encode()).hexdigest()
