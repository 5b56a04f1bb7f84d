"""The scientific dossier: its parts as revisions state them, and their files."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "dossier_item",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(4), nullable=False),
        sa.Column("status", words("dossierstatus", "PRESENT", "MISSING", "NOT_APPLICABLE"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("is_converted_from_paper", sa.Boolean(), nullable=False),
        sa.Column("conversion_mark", sa.String(300), nullable=True),
        sa.Column("signature_reference", sa.String(300), nullable=True),
        sa.Column("opinion_number", sa.String(300), nullable=True),
        sa.Column("opinion_issued_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("length(part) = 4 AND part LIKE 'HS__'", name="ck_dossier_item_part_form"),
        sa.CheckConstraint("status <> 'MISSING'", name="ck_dossier_item_status_said"),
        sa.CheckConstraint("status <> 'NOT_APPLICABLE' OR reason IS NOT NULL", name="ck_dossier_item_reason_given"),
        sa.CheckConstraint("page_count > 0", name="ck_dossier_item_pages_positive"),
        sa.CheckConstraint("(opinion_number IS NULL) = (opinion_issued_on IS NULL)", name="ck_dossier_item_opinion_whole"),
        sa.CheckConstraint("length(trim(reason)) > 0", name="ck_dossier_item_reason_filled"),
        sa.ForeignKeyConstraint(["revision_id"], ["site_revision.id"], name="fk_dossier_item_revision_id"),
        sa.PrimaryKeyConstraint("revision_id", "part", name="pk_dossier_item"),
    )
    op.create_table(
        "dossier_item_surrogate",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(4), nullable=False),
        sa.Column("surrogate_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("position >= 0", name="ck_dossier_item_surrogate_position_natural"),
        sa.ForeignKeyConstraint(
            ["revision_id", "part"], ["dossier_item.revision_id", "dossier_item.part"],
            name="fk_dossier_item_surrogate_part",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id", "surrogate_id"],
            ["surrogate_description.revision_id", "surrogate_description.surrogate_id"],
            name="fk_dossier_item_surrogate_surrogate_id",
        ),
        sa.PrimaryKeyConstraint("revision_id", "part", "surrogate_id", name="pk_dossier_item_surrogate"),
    )
    op.create_index("ix_dossier_item_surrogate_surrogate_id", "dossier_item_surrogate", ["surrogate_id"])


def downgrade() -> None:
    for table in ("dossier_item_surrogate", "dossier_item"):
        op.drop_table(table)
