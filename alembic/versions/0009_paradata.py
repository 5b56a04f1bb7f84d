"""Sound, film and models: what was found in them, their captions, and how they came to be."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_FACTS = (
    ("frame_rate", sa.Float()),
    ("codecs", sa.String(100)),
    ("meshes", sa.Integer()),
    ("triangles", sa.Integer()),
)
_LINES = ("method", "device", "operator")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def of_a_revision(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("surrogate_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["revision_id"], ["site_revision.id"], name=f"fk_{table}_revision_id"),
        sa.ForeignKeyConstraint(["surrogate_id"], ["surrogate.id"], name=f"fk_{table}_surrogate_id"),
    ]


def upgrade() -> None:
    for name, kind in _FACTS:
        op.add_column("stored_file", sa.Column(name, kind, nullable=True))
    op.add_column("surrogate_description", sa.Column("poster", sa.String(30), nullable=True))
    op.create_table(
        "caption_text",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("cues", sa.Integer(), nullable=False),
        sa.Column("recorded_at", catalog.db.UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(digest) = 64", name="ck_caption_text_digest_form"),
        sa.CheckConstraint("cues > 0", name="ck_caption_text_cues_positive"),
        sa.CheckConstraint("length(trim(text)) > 0", name="ck_caption_text_text_filled"),
        sa.PrimaryKeyConstraint("digest", name="pk_caption_text"),
    )
    op.create_table(
        "surrogate_captions",
        *of_a_revision("surrogate_captions"),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(["digest"], ["caption_text.digest"], name="fk_surrogate_captions_digest"),
        sa.PrimaryKeyConstraint("revision_id", "surrogate_id", "language", name="pk_surrogate_captions"),
    )
    op.create_table(
        "surrogate_paradata",
        *of_a_revision("surrogate_paradata"),
        sa.Column("basis", words("basis", "CAPTURE", "RECONSTRUCTION", "MIXED"), nullable=True),
        *(sa.Column(name, sa.String(500), nullable=True) for name in _LINES),
        sa.Column("made_edtf", sa.String(100), nullable=True),
        sa.Column("sources", sa.Text(), nullable=True),
        sa.Column("software", sa.String(500), nullable=True),
        sa.Column("accuracy", sa.String(500), nullable=True),
        sa.PrimaryKeyConstraint("revision_id", "surrogate_id", name="pk_surrogate_paradata"),
    )


def downgrade() -> None:
    for table in ("surrogate_paradata", "surrogate_captions", "caption_text"):
        op.drop_table(table)
    op.drop_column("surrogate_description", "poster")
    for name, _ in reversed(_FACTS):
        op.drop_column("stored_file", name)
