"""Work on records that somebody is to do."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

PEOPLE = ("assignee_id", "assigned_by_id", "ended_by_id")


def upgrade() -> None:
    op.create_table(
        "work_assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("ladder_check", sa.String(10), nullable=False),
        sa.Column("assignee_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("note", sa.String(1000), nullable=True),
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.Column("assigned_at", catalog.db.UtcDateTime(), nullable=False),
        sa.Column("ended_by_id", sa.Integer(), nullable=True),
        sa.Column("ended_at", catalog.db.UtcDateTime(), nullable=True),
        sa.CheckConstraint("length(trim(note)) > 0", name="note_filled"),
        sa.CheckConstraint("ended_at IS NULL OR assigned_at <= ended_at", name="ended_at_after_start"),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by_id IS NULL)", name="ended_whole"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_work_assignment_site_id"),
        *(sa.ForeignKeyConstraint([name], ["person.id"], name=f"fk_work_assignment_{name}") for name in PEOPLE),
        sa.PrimaryKeyConstraint("id", name="pk_work_assignment"),
    )
    is_open = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_work_assignment_open",
        "work_assignment",
        ["site_id", "ladder_check"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_work_assignment_assignee_id", "work_assignment", ["assignee_id"])


def downgrade() -> None:
    op.drop_table("work_assignment")
