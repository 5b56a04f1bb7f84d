"""Reads of published sites by registered apps."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "site_read",
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reads", sa.Integer(), nullable=False),
        sa.CheckConstraint("reads > 0", name="reads_positive"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_site_read_site_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_site_read_person_id"),
        sa.PrimaryKeyConstraint("site_id", "day", "person_id", name="pk_site_read"),
    )
    op.create_index("ix_site_read_day", "site_read", ["day"])


def downgrade() -> None:
    op.drop_table("site_read")
