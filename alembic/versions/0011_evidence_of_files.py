"""What became of stored files is kept through time: withdrawals, checks, and copies at other places."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "surrogate_withdrawal",
        sa.Column("surrogate_id", sa.Integer(), nullable=False),
        sa.Column("withdrawn_at", instant(), nullable=False),
        sa.Column("readmitted_at", instant(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "withdrawn_at IS NULL OR readmitted_at IS NULL OR withdrawn_at < readmitted_at",
            name="readmitted_at_after_start",
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name="reason_filled"),
        sa.ForeignKeyConstraint(["surrogate_id"], ["surrogate.id"], name="fk_surrogate_withdrawal_surrogate_id"),
        sa.PrimaryKeyConstraint("surrogate_id", "withdrawn_at", name="pk_surrogate_withdrawal"),
    )
    op.create_index(
        "uq_surrogate_withdrawal_open", "surrogate_withdrawal", ["surrogate_id"], unique=True,
        sqlite_where=sa.text("readmitted_at IS NULL"), postgresql_where=sa.text("readmitted_at IS NULL"),
    )
    op.create_table(
        "file_check",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("checked_at", instant(), nullable=False),
        sa.Column("fault", words("filefault", "MISSING", "CHANGED"), nullable=True),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name="fk_file_check_digest"),
        sa.PrimaryKeyConstraint("digest", "checked_at", name="pk_file_check"),
    )
    op.create_table(
        "safe_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("taken_at", instant(), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.CheckConstraint("length(trim(place)) > 0", name="place_filled"),
        sa.CheckConstraint("taken_at <= recorded_at", name="recorded_after_taken"),
        sa.PrimaryKeyConstraint("id", name="pk_safe_copy"),
    )
    op.execute(
        "INSERT INTO surrogate_withdrawal (surrogate_id, withdrawn_at, reason) "
        "SELECT id, withdrawn_at, withdrawal_reason FROM surrogate WHERE withdrawn_at IS NOT NULL"
    )
    op.execute(
        "INSERT INTO file_check (digest, checked_at, fault) "
        "SELECT digest, checked_at, fault FROM stored_file WHERE checked_at IS NOT NULL"
    )


def downgrade() -> None:
    """What holds now stays with surrogates and files themselves; what held before is lost."""
    for table in ("safe_copy", "file_check", "surrogate_withdrawal"):
        op.drop_table(table)
