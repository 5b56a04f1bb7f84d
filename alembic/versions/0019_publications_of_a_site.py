"""All publications of a site are found by it: one change reads a few of them, not all."""

from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_publication_site", "publication", ["site_id", "published_at"])


def downgrade() -> None:
    op.drop_index("ix_publication_site", "publication")
