"""announce changes"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    publication = op.create_table(
        "publication",
        sa.Column("provider_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("gone_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("provider_id", name=op.f("pk_publication")),
    )
    op.create_index("ix_publication_changed_at", "publication", ["changed_at"])
    op.create_index("ix_publication_state_changed_at", "publication", ["state", "changed_at"])
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("stopped_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook")),
        sa.UniqueConstraint("url", name=op.f("uq_webhook_url")),
    )
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("message", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("events", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("tried_at", sa.DateTime(), nullable=True),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("arrived_at", sa.DateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["webhook_id"],
            ["webhook.id"],
            name=op.f("fk_webhook_delivery_webhook_id_webhook"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_delivery")),
        sa.UniqueConstraint("message", name=op.f("uq_webhook_delivery_message")),
    )
    op.create_index("ix_webhook_delivery_waiting", "webhook_delivery", ["webhook_id", "next_at"])
    _know_what_is_published(publication)


def _know_what_is_published(publication: sa.Table) -> None:
    """What stands in the directory today is no news to anybody."""
    provider = sa.table(
        "provider",
        *(sa.column(name) for name in ("id", "slug", "name", "state", "status")),
        sa.column("created_at", sa.DateTime()),
        sa.column("updated_at", sa.DateTime()),
    )
    known = sa.select(
        *(provider.c[name] for name in ("id", "slug", "name", "state")),
        *(provider.c[name] for name in ("created_at", "updated_at")),
    ).where(provider.c.status == "published")
    names = ["provider_id", "slug", "name", "state", "published_at", "changed_at"]
    op.execute(sa.insert(publication).from_select(names, known))
    latest = sa.select(
        sa.literal("announced-up-to"), sa.cast(sa.func.max(sa.column("id")), sa.String())
    ).select_from(sa.table("outbox", sa.column("id")))
    mark = sa.table("mark", sa.column("name"), sa.column("value"))
    op.execute(
        sa.insert(mark).from_select(
            ["name", "value"], latest.having(sa.func.max(sa.column("id")).is_not(None))
        )
    )


def downgrade() -> None:
    mark = sa.table("mark", sa.column("name"))
    op.execute(sa.delete(mark).where(mark.c.name == "announced-up-to"))
    op.drop_table("webhook_delivery")
    op.drop_table("webhook")
    op.drop_table("publication")
