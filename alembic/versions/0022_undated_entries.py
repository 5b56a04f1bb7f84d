"""Current entries without a known start, so that the question whether any counts does not read the whole register."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

UNDATED = sa.text("superseded_at IS NULL AND valid_from IS NULL")


def upgrade() -> None:
    op.create_index(
        "ix_register_entry_undated",
        "register_entry",
        ["known_since"],
        sqlite_where=UNDATED,
        postgresql_where=UNDATED,
    )


def downgrade() -> None:
    op.drop_index("ix_register_entry_undated", "register_entry")
