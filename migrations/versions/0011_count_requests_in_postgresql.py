"""count requests in PostgreSQL, where nodes share no Redis; on SQLite there is nothing to make"""

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if not _is_postgresql():
        return
    # Not logged: it may be lost. Rows are written again and again, within their pages.
    op.execute(
        "CREATE UNLOGGED TABLE request_count (name text CONSTRAINT pk_request_count PRIMARY KEY,"
        " busy_until float8 NOT NULL, backlog float8 NOT NULL) WITH (fillfactor = 50)"
    )


def downgrade() -> None:
    if _is_postgresql():
        op.drop_table("request_count")


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
