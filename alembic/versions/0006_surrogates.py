"""Digital surrogates: stored bytes, captures, and what revisions say of them."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "stored_file",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(40), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("pages", sa.Integer(), nullable=True),
        sa.Column("seconds", sa.Float(), nullable=True),
        sa.Column("has_text_layer", sa.Boolean(), nullable=True),
        sa.Column("dhash", sa.String(16), nullable=True),
        sa.Column("placeholder", sa.String(2000), nullable=True),
        sa.Column("colour", sa.String(7), nullable=True),
        sa.Column("captured_latitude", sa.Float(), nullable=True),
        sa.Column("captured_longitude", sa.Float(), nullable=True),
        sa.Column("captured_on", sa.String(10), nullable=True),
        sa.Column("device", sa.String(200), nullable=True),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.Column("checked_at", instant(), nullable=True),
        sa.Column("fault", words("filefault", "MISSING", "CHANGED"), nullable=True),
        sa.CheckConstraint("fault IS NULL OR checked_at IS NOT NULL", name="ck_stored_file_fault_was_seen"),
        sa.CheckConstraint("length(digest) = 64", name="ck_stored_file_digest_form"),
        sa.CheckConstraint("size > 0", name="ck_stored_file_size_positive"),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name="ck_stored_file_size_whole"),
        sa.CheckConstraint("width > 0 AND height > 0", name="ck_stored_file_pixels_positive"),
        sa.CheckConstraint("pages > 0", name="ck_stored_file_pages_positive"),
        sa.CheckConstraint("seconds > 0", name="ck_stored_file_seconds_positive"),
        sa.CheckConstraint("length(dhash) = 16", name="ck_stored_file_dhash_form"),
        sa.CheckConstraint("captured_latitude BETWEEN -90 AND 90", name="ck_stored_file_captured_latitude_range"),
        sa.CheckConstraint("captured_longitude BETWEEN -180 AND 180", name="ck_stored_file_captured_longitude_range"),
        sa.CheckConstraint("(captured_latitude IS NULL) = (captured_longitude IS NULL)", name="ck_stored_file_captured_whole"),
        sa.PrimaryKeyConstraint("digest", name="pk_stored_file"),
    )
    op.create_index("ix_stored_file_checked_at", "stored_file", ["checked_at"])
    op.create_table(
        "picture_band",
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.CheckConstraint("band BETWEEN 0 AND 6 AND value >= 0", name="ck_picture_band_band_form"),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name="fk_picture_band_digest"),
        sa.PrimaryKeyConstraint("band", "value", "digest", name="pk_picture_band"),
    )
    op.create_index("ix_picture_band_digest", "picture_band", ["digest"])
    op.create_table(
        "fixity_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", instant(), nullable=False),
        sa.Column("ended_at", instant(), nullable=True),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.Column("faults", sa.Integer(), nullable=False),
        sa.CheckConstraint("started_at IS NULL OR ended_at IS NULL OR started_at < ended_at", name="ck_fixity_run_ended_at_after_start"),
        sa.CheckConstraint("checked >= 0 AND faults BETWEEN 0 AND checked", name="ck_fixity_run_counts_natural"),
        sa.PrimaryKeyConstraint("id", name="pk_fixity_run"),
    )
    op.create_table(
        "surrogate",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(30), nullable=False),
        sa.Column("kind", words("surrogatekind", "IMAGE", "PANORAMA", "AUDIO", "VIDEO", "MODEL", "DOCUMENT"), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("attached_by_id", sa.Integer(), nullable=False),
        sa.Column("attached_at", instant(), nullable=False),
        sa.Column("withdrawn_at", instant(), nullable=True),
        sa.Column("withdrawal_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("code LIKE 'DB-S-_____%.___%'", name="ck_surrogate_code_form"),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawal_reason IS NULL)", name="ck_surrogate_withdrawal_whole"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_surrogate_site_id"),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name="fk_surrogate_digest"),
        sa.ForeignKeyConstraint(["attached_by_id"], ["person.id"], name="fk_surrogate_attached_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_surrogate"),
        sa.UniqueConstraint("site_id", "digest", name="uq_surrogate_site_id_digest"),
        sa.UniqueConstraint("code", name="uq_surrogate_code"),
    )
    op.create_index("ix_surrogate_digest", "surrogate", ["digest"])
    op.create_table(
        "surrogate_description",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("surrogate_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("role", words("surrogaterole", "HERO", "GALLERY", "DOSSIER"), nullable=False),
        sa.Column("captured_edtf", sa.String(100), nullable=True),
        *(sa.Column(name, sa.String(300), nullable=True) for name in ("maker", "device", "method")),
        sa.Column("rights_uri", sa.String(100), nullable=True),
        *(sa.Column(name, sa.String(300), nullable=True) for name in ("holder", "credit_line")),
        sa.Column("access", words("access", "PUBLIC", "RESEARCH", "INTERNAL"), nullable=False),
        sa.Column("people", words("peopleshown", "NONE", "AGREED", "NOT_ASKED"), nullable=True),
        sa.Column("consent", sa.Text(), nullable=True),
        sa.Column("has_personal_data", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Float(), nullable=True) for name in ("captured_latitude", "captured_longitude")),
        sa.Column("focal_x", sa.Float(), nullable=True),
        sa.Column("focal_y", sa.Float(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position >= 0", name="ck_surrogate_description_position_natural"),
        sa.CheckConstraint("captured_latitude BETWEEN -90 AND 90", name="ck_surrogate_description_captured_latitude_range"),
        sa.CheckConstraint("captured_longitude BETWEEN -180 AND 180", name="ck_surrogate_description_captured_longitude_range"),
        sa.CheckConstraint("(captured_latitude IS NULL) = (captured_longitude IS NULL)", name="ck_surrogate_description_captured_whole"),
        sa.CheckConstraint("focal_x BETWEEN 0 AND 1", name="ck_surrogate_description_focal_x_range"),
        sa.CheckConstraint("focal_y BETWEEN 0 AND 1", name="ck_surrogate_description_focal_y_range"),
        sa.CheckConstraint(
            "NOT is_public OR (rights_uri IS NOT NULL AND access = 'PUBLIC' AND NOT has_personal_data)",
            name="ck_surrogate_description_public_by_right",
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["site_revision.id"], name="fk_surrogate_description_revision_id"),
        sa.ForeignKeyConstraint(["surrogate_id"], ["surrogate.id"], name="fk_surrogate_description_surrogate_id"),
        sa.PrimaryKeyConstraint("revision_id", "surrogate_id", name="pk_surrogate_description"),
    )
    op.create_index("ix_surrogate_description_surrogate_id", "surrogate_description", ["surrogate_id"])
    op.create_table(
        "surrogate_text",
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("surrogate_id", sa.Integer(), nullable=False),
        sa.Column("field", words("surrogatetextfield", "ALTERNATIVE_TEXT", "CAPTION", "TRANSCRIPT"), nullable=False),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", words("textorigin", "HUMAN", "MACHINE", "OCR"), nullable=False),
        sa.Column("is_reviewed", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name="ck_surrogate_text_text_filled"),
        sa.ForeignKeyConstraint(["revision_id"], ["site_revision.id"], name="fk_surrogate_text_revision_id"),
        sa.ForeignKeyConstraint(["surrogate_id"], ["surrogate.id"], name="fk_surrogate_text_surrogate_id"),
        sa.PrimaryKeyConstraint("revision_id", "surrogate_id", "field", "language", name="pk_surrogate_text"),
    )


def downgrade() -> None:
    for table in ("surrogate_text", "surrogate_description", "surrogate", "picture_band", "fixity_run", "stored_file"):
        op.drop_table(table)
