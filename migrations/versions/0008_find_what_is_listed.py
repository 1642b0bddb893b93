"""find what is listed while somebody types"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_phone_number", "phone", ["number"])
    op.create_index("ix_provider_name", "provider", ["name"])
    op.create_index("ix_provider_state_city", "provider", ["state", "city"])


def downgrade() -> None:
    op.drop_index("ix_provider_state_city", "provider")
    op.drop_index("ix_provider_name", "provider")
    op.drop_index("ix_phone_number", "phone")
