"""What is kept of coverage for one stated day."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SCHEMES = ("RELIC_RANK", "RELIC_INVENTORY", "TOURIST_SITE", "TOURIST_AREA", "UNESCO", "OTHER")
GRADES = ("SPECIAL_NATIONAL", "NATIONAL", "PROVINCIAL")
LEVELS = "BETWEEN -1 AND 4"


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def numbers(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def answers(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def upgrade() -> None:
    op.create_table(
        "coverage_day",
        *numbers("id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rules", sa.String(100), nullable=False),
        sa.Column("rules_sha256", sa.String(64), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name="one_row"),
        sa.CheckConstraint("length(rules_sha256) = 64 AND length(basis) = 64", name="hash_form"),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_day"),
    )
    op.create_table(
        "site_standing",
        *numbers("site_id", "version"),
        sa.Column("holds_from", sa.Date(), nullable=True),
        sa.Column("changes_on", sa.Date(), nullable=True),
        *numbers("own_level", "level"),
        sa.Column("failing", sa.Text(), nullable=False),
        sa.Column("completeness", sa.String(40), nullable=True),
        *numbers("dossier_present", "dossier_applicable"),
        *answers("is_complete", "is_reviewed", "is_public", "is_bilingual", "is_rights_clear", "has_fresh_facts"),
        *numbers("sound_files", "files"),
        sa.CheckConstraint(
            "holds_from IS NULL OR changes_on IS NULL OR holds_from < changes_on", name="changes_on_after_start"
        ),
        sa.CheckConstraint(f"own_level {LEVELS} AND level {LEVELS} AND level <= own_level", name="levels"),
        sa.CheckConstraint("dossier_present BETWEEN 0 AND dossier_applicable", name="dossier_parts"),
        sa.CheckConstraint("sound_files BETWEEN 0 AND files", name="files_natural"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_site_standing_site_id"),
        sa.PrimaryKeyConstraint("site_id", name="pk_site_standing"),
    )
    op.create_index("ix_site_standing_changes_on", "site_standing", ["changes_on"])
    _counted()


def _counted() -> None:
    op.create_table(
        "counted_entry",
        *numbers("entry_id"),
        *answers("is_designation", "is_component"),
        sa.Column("scheme", words("scheme", *SCHEMES), nullable=False),
        sa.Column("grade", words("grade", *GRADES), nullable=True),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("complex_id", sa.Integer(), nullable=True),
        *numbers("unit_id", "level", "required"),
        sa.CheckConstraint(f"level {LEVELS} AND required {LEVELS}", name="levels"),
        sa.CheckConstraint("is_designation OR is_component", name="in_some_mode"),
        sa.ForeignKeyConstraint(["entry_id"], ["register_entry.id"], name="fk_counted_entry_entry_id"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_counted_entry_site_id"),
        sa.ForeignKeyConstraint(["complex_id"], ["site.id"], name="fk_counted_entry_complex_id"),
        sa.PrimaryKeyConstraint("entry_id", name="pk_counted_entry"),
    )
    for column in ("site_id", "complex_id"):
        op.create_index(f"ix_counted_entry_{column}", "counted_entry", [column])
    op.create_table(
        "coverage_counter",
        sa.Column("counting_mode", sa.String(20), nullable=False),
        sa.Column("scheme", words("scheme", *SCHEMES), nullable=False),
        sa.Column("unit_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("grade", sa.String(32), nullable=False),
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("required", sa.Integer(), autoincrement=False, nullable=False),
        *numbers("entries"),
        sa.CheckConstraint("counting_mode IN ('DESIGNATION', 'COMPONENT')", name="counting_mode"),
        sa.CheckConstraint(f"level {LEVELS} AND required {LEVELS}", name="levels"),
        sa.CheckConstraint("entries >= 0", name="entries_natural"),
        sa.PrimaryKeyConstraint(
            "counting_mode", "scheme", "unit_id", "grade", "level", "required", name="pk_coverage_counter"
        ),
    )


def downgrade() -> None:
    for table in ("coverage_counter", "counted_entry", "site_standing", "coverage_day"):
        op.drop_table(table)
