"""Documents whose agency, portal or column was cut: their digests were of the whole names."""

import hashlib
import json
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

LONGEST = 300
NAMES = ("agency", "portal", "column")
DATES = ("issued_on", "published_on")
LISTS = ("keywords", "attachments")
FIELDS = (
    *("url", "title", "text", "summary", "index_number", "document_number", "agency", "issued_on", "published_on"),
    *("topic", "genre", "validity", "keywords", "source", "attachments", "family", "portal", "column"),
)
"""As corpus.records.DOCUMENT_FIELDS had them."""

KINDS: dict[str, Any] = dict.fromkeys(DATES, sa.Date) | dict.fromkeys(LISTS, sa.JSON)


def upgrade() -> None:
    columns = [sa.column(name, KINDS.get(name, sa.Text)) for name in FIELDS]
    document = sa.table("document", sa.column("id"), sa.column("content_hash"), *columns)
    cut = sa.or_(*(sa.func.length(document.c[name]) == LONGEST for name in NAMES))
    wanted = sa.select(document.c.id, *columns).where(cut, document.c.content_hash != "")
    connection = op.get_bind()
    digests = {row["id"]: digest(row) for row in connection.execute(wanted).mappings()}
    for number, made in digests.items():
        chosen = document.update().where(document.c.id == number)
        connection.execute(chosen.values(content_hash=made))


def digest(row: sa.RowMapping) -> str:
    values = {name: row[name] for name in FIELDS}
    canonical = json.dumps(values, ensure_ascii=False, sort_keys=True, default=date.isoformat)
    return hashlib.sha256(canonical.encode()).hexdigest()
