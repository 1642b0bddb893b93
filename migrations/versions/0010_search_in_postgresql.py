"""search in PostgreSQL, for nodes that keep nothing; on SQLite there is nothing to make"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

TABLES = ("search_index", "search_site", "search_word", "search_spelling")
# What every search reads of a site lies in its row; the words, which only the index of words and
# phrases read, may lie elsewhere.
INLINE = ("site", "programs", "weeks", "tracks", "hashes", "often", "spelled", "terms", "places")


def upgrade() -> None:
    if not _is_postgresql():
        return
    op.create_table(
        "search_index",
        sa.Column("number", sa.Integer(), sa.Identity(), nullable=False),
        sa.Column("shape", sa.Text(), nullable=False),
        sa.Column("made", sa.Boolean(), nullable=False),
        sa.Column("read_up_to", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("sites", sa.Integer(), nullable=False),
        sa.Column("lengths", postgresql.ARRAY(sa.BigInteger()), nullable=False),
        sa.Column("begun_at", sa.DateTime(), nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_index")),
    )
    op.create_table(
        "search_site",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site", sa.LargeBinary(), nullable=False),
        sa.Column("programs", sa.LargeBinary(), nullable=False),
        sa.Column("weeks", sa.LargeBinary(), nullable=False),
        sa.Column("tracks", sa.LargeBinary(), nullable=False),
        sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        sa.Column("hashes", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("often", sa.LargeBinary(), nullable=False),
        sa.Column("spelled", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("terms", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("places", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("generation", "id", name=op.f("pk_search_site")),
    )
    op.execute("ALTER TABLE search_site ADD COLUMN spot point")
    for column in INLINE:
        op.execute(f"ALTER TABLE search_site ALTER COLUMN {column} SET STORAGE MAIN")
    op.execute("CREATE INDEX ix_search_site_hashes ON search_site USING gin (hashes)")
    op.execute("CREATE INDEX ix_search_site_words ON search_site USING gin (words)")
    op.execute("CREATE INDEX ix_search_site_terms ON search_site USING gin (terms)")
    op.execute("CREATE INDEX ix_search_site_places ON search_site USING gin (places)")
    op.execute("CREATE INDEX ix_search_site_spot ON search_site USING gist (spot)")
    op.create_table(
        "search_word",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("hash", sa.Integer(), nullable=False),
        sa.Column("field", sa.SmallInteger(), nullable=False),
        sa.Column("holders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "hash", "field", name=op.f("pk_search_word")),
    )
    op.create_table(
        "search_spelling",
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("holders", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("generation", "word", name=op.f("pk_search_spelling")),
    )


def downgrade() -> None:
    if _is_postgresql():
        for table in TABLES:
            op.drop_table(table)


def _is_postgresql() -> bool:
    return op.get_bind().dialect.name == "postgresql"
