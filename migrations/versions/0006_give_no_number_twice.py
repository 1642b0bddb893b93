"""give no number twice"""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

# What was published or waits for the index may be gone from the table itself.
PROVIDERS = """
    INSERT INTO mark (name, value)
    SELECT 'last-provider', CAST(MAX(id) AS VARCHAR) FROM (
        SELECT MAX(id) AS id FROM provider
        UNION ALL SELECT MAX(provider_id) FROM publication
        UNION ALL SELECT MAX(provider_id) FROM outbox
    ) AS given HAVING MAX(id) IS NOT NULL
"""
PROGRAMS = """
    INSERT INTO mark (name, value)
    SELECT 'last-program', CAST(MAX(id) AS VARCHAR) FROM program HAVING MAX(id) IS NOT NULL
"""


def upgrade() -> None:
    op.execute(PROVIDERS)
    op.execute(PROGRAMS)


def downgrade() -> None:
    op.execute("DELETE FROM mark WHERE name IN ('last-provider', 'last-program')")
