"""Accounts of staff, their sessions, and what they did."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
TOLD = "增加工作人员的帐号、登录和操作记录"

REFUSAL = "the audit log is only added to"


def upgrade() -> None:
    op.create_table(
        "staff_account",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("made_at", sa.DateTime, nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("password_set_at", sa.DateTime),
        sa.Column("disabled_at", sa.DateTime),
        sa.Column("signed_in_at", sa.DateTime),
    )
    op.create_table(
        "staff_session",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("began_at", sa.DateTime, nullable=False),
        sa.Column("seen_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "staff_link",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("until", sa.DateTime, nullable=False),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("last_at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("who", "address", "action", "detail", "outcome")),
        sqlite_autoincrement=True,
    )
    if op.get_context().dialect.name == "postgresql":
        _refuse_on_postgresql()
    else:
        _refuse_on_sqlite()


def _refuse_on_sqlite() -> None:
    for what in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER audit_no_{what.lower()} BEFORE {what} ON audit "
            f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        )


def _refuse_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    # By rows: the copy of a store upserts, which is an UPDATE of no row.
    for name, events, each in (("kept", "UPDATE OR DELETE", "ROW"), ("whole", "TRUNCATE", "STATEMENT")):
        op.execute(
            f"CREATE TRIGGER audit_{name} BEFORE {events} ON audit "
            f"FOR EACH {each} EXECUTE FUNCTION audit_refuse()"
        )
