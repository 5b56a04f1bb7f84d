"""Which scope was changed by which write, so that kept answers are known to hold."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "change_stamp",
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.PrimaryKeyConstraint("scope", name="pk_change_stamp"),
    )
    op.create_index("ix_change_stamp_number", "change_stamp", ["number"])


def downgrade() -> None:
    op.drop_table("change_stamp")
