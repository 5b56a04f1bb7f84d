"""Files that people send in pieces."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "upload",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.String(200), nullable=False),
        sa.Column("created_at", instant(), nullable=False),
        sa.Column("expires_at", instant(), nullable=False),
        sa.Column("ended_at", instant(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("attached_at", instant(), nullable=True),
        sa.CheckConstraint("length(id) = 32", name="ck_upload_id_form"),
        sa.CheckConstraint("length > 0", name="ck_upload_length_positive"),
        sa.CheckConstraint("length(digest) = 64", name="ck_upload_digest_form"),
        sa.CheckConstraint("(ended_at IS NULL) = (digest IS NULL)", name="ck_upload_digest_of_ended"),
        sa.CheckConstraint("attached_at IS NULL OR ended_at IS NOT NULL", name="ck_upload_attached_after_end"),
        sa.CheckConstraint("created_at < expires_at", name="ck_upload_expires_at_after_start"),
        sa.CheckConstraint("length(trim(file_name)) > 0", name="ck_upload_file_name_filled"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_upload_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_upload"),
    )
    op.create_index("ix_upload_person_id", "upload", ["person_id"])
    op.create_index("ix_upload_expires_at", "upload", ["expires_at"])


def downgrade() -> None:
    op.drop_table("upload")
