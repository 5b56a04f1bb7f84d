"""Signing in at an office's own provider: identities elsewhere, and browsers on their way there and back."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "external_identity",
        sa.Column("issuer", sa.String(500), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.CheckConstraint("length(trim(issuer)) > 0", name="ck_external_identity_issuer_filled"),
        sa.CheckConstraint("length(trim(subject)) > 0", name="ck_external_identity_subject_filled"),
        sa.ForeignKeyConstraint(["person_id"], ["account.person_id"], name="fk_external_identity_person_id"),
        sa.PrimaryKeyConstraint("issuer", "subject", name="pk_external_identity"),
        sa.UniqueConstraint("person_id", "issuer", name="uq_external_identity_person_id_issuer"),
    )
    op.create_table(
        "sign_in_journey",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("purpose", sa.Enum("SIGN_IN", "LINK", "JOIN", name="journeypurpose", native_enum=False,
                                     create_constraint=True, length=32), nullable=False),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("link_sha256", sa.String(64), nullable=True),
        sa.Column("wanted", sa.String(500), nullable=False),
        sa.Column("language", sa.String(2), nullable=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.Column("expires_at", instant(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_sign_in_journey_sha256_form"),
        sa.CheckConstraint("purpose <> 'LINK' OR session_id IS NOT NULL", name="ck_sign_in_journey_session_of_purpose"),
        sa.CheckConstraint("(purpose = 'JOIN') = (link_sha256 IS NOT NULL)", name="ck_sign_in_journey_link_of_purpose"),
        sa.CheckConstraint("recorded_at < expires_at", name="ck_sign_in_journey_expires_at_after_start"),
        sa.ForeignKeyConstraint(["session_id"], ["sign_in_session.id"], name="fk_sign_in_journey_session_id"),
        sa.ForeignKeyConstraint(["link_sha256"], ["one_time_link.sha256"], name="fk_sign_in_journey_link_sha256"),
        sa.PrimaryKeyConstraint("sha256", name="pk_sign_in_journey"),
    )
    op.create_index("ix_sign_in_journey_address", "sign_in_journey", ["address"])
    op.create_index("ix_sign_in_journey_expires_at", "sign_in_journey", ["expires_at"])


def downgrade() -> None:
    op.drop_table("sign_in_journey")
    op.drop_table("external_identity")
