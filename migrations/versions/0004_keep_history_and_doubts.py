"""keep history and doubts"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# What was imported before begins its history with the day it was first seen.
BEGINNINGS = """
INSERT INTO history (provider_id, source_id, said_on, at, program, about, was, became)
SELECT record.provider_id, record.source_id, source.published_on, record.first_seen_at,
       '', '', '', 'listed'
FROM record JOIN source ON source.id = record.source_id
"""
ENDINGS = """
INSERT INTO history (provider_id, source_id, said_on, at, program, about, was, became)
SELECT provider_id, source_id, gone_since, first_seen_at, '', '', 'listed', 'gone'
FROM record WHERE gone_since IS NOT NULL
"""
GONE = """
UPDATE provider SET gone_since = (
    SELECT max(record.gone_since) FROM record WHERE record.provider_id = provider.id
) WHERE NOT EXISTS (
    SELECT 1 FROM record WHERE record.provider_id = provider.id AND record.gone_since IS NULL
)
"""


def upgrade() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("was", sa.String(), nullable=False),
        sa.Column("became", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_history_provider_id")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_history_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_history")),
    )
    op.create_index(op.f("ix_history_provider_id"), "history", ["provider_id"])
    op.create_table(
        "doubt",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_doubt_provider_id")
        ),
        sa.ForeignKeyConstraint(["other_id"], ["provider.id"], name=op.f("fk_doubt_other_id")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_doubt_source_id")),
        sa.PrimaryKeyConstraint("provider_id", "other_id", name=op.f("pk_doubt")),
    )
    op.create_index(op.f("ix_doubt_other_id"), "doubt", ["other_id"])
    op.add_column("provider", sa.Column("gone_since", sa.Date(), nullable=True))
    for statement in (BEGINNINGS, ENDINGS, GONE):
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("provider", schema=None) as batch_op:
        batch_op.drop_column("gone_since")
    op.drop_index(op.f("ix_doubt_other_id"), table_name="doubt")
    op.drop_table("doubt")
    op.drop_index(op.f("ix_history_provider_id"), table_name="history")
    op.drop_table("history")
