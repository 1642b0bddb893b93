"""keep what editors settled, and who of them reads what"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ruling",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("series", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("theirs", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["provider.id"], name=op.f("fk_ruling_provider_id_provider")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["account.id"],
            name=op.f("fk_ruling_by_id_account"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint(
            "provider_id", "series", "program", "about", name=op.f("pk_ruling")
        ),
    )
    op.create_table(
        "reading",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("ref", sa.String(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_reading_account_id_account"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("kind", "ref", name=op.f("pk_reading")),
    )


def downgrade() -> None:
    op.drop_table("reading")
    op.drop_table("ruling")
