"""Administrative procedures and their counts by unit and period."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def known_in_time(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("import_run_id", sa.Integer(), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", catalog.db.UtcDateTime(), nullable=False),
        sa.Column("superseded_at", catalog.db.UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "recorded_at IS NULL OR superseded_at IS NULL OR recorded_at < superseded_at",
            name=f"superseded_at_after_start",
        ),
        sa.CheckConstraint("replaces_id <> id", name=f"replaces_another"),
        sa.CheckConstraint("length(trim(source)) > 0", name=f"source_filled"),
        sa.ForeignKeyConstraint(["import_run_id"], ["import_run.id"], name=f"fk_{table}_import_run_id"),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=f"fk_{table}_replaces_id"),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    ]


def only_one(name: str, table: str, columns: list[str], where: str) -> None:
    condition = sa.text(f"superseded_at IS NULL AND {where}")
    op.create_index(name, table, columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def upgrade() -> None:
    op.create_table(
        "procedure",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("field", sa.String(500), nullable=True),
        sa.Column("level", sa.String(500), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("time_limit", sa.Text(), nullable=True),
        sa.Column("fee", sa.Text(), nullable=True),
        sa.Column("decision", sa.String(500), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "valid_from IS NULL OR valid_to IS NULL OR valid_from < valid_to",
            name="valid_to_after_start",
        ),
        sa.CheckConstraint("length(trim(name)) > 0", name="name_filled"),
        sa.CheckConstraint("length(code) = 8 AND code LIKE '_.______'", name="code_form"),
        *known_in_time("procedure"),
    )
    only_one("uq_procedure_dated", "procedure", ["code", "valid_from"], "valid_from IS NOT NULL")
    only_one("uq_procedure_undated", "procedure", ["code"], "valid_from IS NULL")
    op.create_index("ix_procedure_import_run_id", "procedure", ["import_run_id"])
    op.create_table(
        "procedure_count",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("procedure_code", sa.String(8), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("digitised_components", sa.Integer(), nullable=False),
        sa.Column("reused", sa.Integer(), nullable=False),
        sa.Column("resolved", sa.Integer(), nullable=False),
        sa.Column("electronic_results", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "period_from IS NULL OR period_to IS NULL OR period_from < period_to",
            name="period_to_after_start",
        ),
        sa.CheckConstraint(
            "length(procedure_code) = 8 AND procedure_code LIKE '_.______'", name="code_form"
        ),
        sa.CheckConstraint("received >= 0", name="received_natural"),
        sa.CheckConstraint("resolved >= 0", name="resolved_natural"),
        sa.CheckConstraint(
            "digitised_components BETWEEN 0 AND received", name="digitised_of_received"
        ),
        sa.CheckConstraint("reused BETWEEN 0 AND received", name="reused_of_received"),
        sa.CheckConstraint(
            "electronic_results BETWEEN 0 AND resolved", name="electronic_of_resolved"
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["admin_unit.id"], name="fk_procedure_count_unit_id"),
        *known_in_time("procedure_count"),
    )
    key = ["unit_id", "period_from", "period_to"]
    only_one(
        "uq_procedure_count_of_one", "procedure_count", ["procedure_code", *key], "procedure_code IS NOT NULL"
    )
    only_one("uq_procedure_count_of_all", "procedure_count", key, "procedure_code IS NULL")
    op.create_index("ix_procedure_count_period_from", "procedure_count", ["period_from"])
    op.create_index("ix_procedure_count_import_run_id", "procedure_count", ["import_run_id"])


def downgrade() -> None:
    op.drop_table("procedure_count")
    op.drop_table("procedure")
