"""Periods, and coverage as it was closed: rows that are only ever added."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KEPT = "what was closed stays as it is"
TABLES = ("period", "coverage_snapshot")


def triggers(dialect: str) -> list[str]:
    made = []
    if dialect != "sqlite":
        made.append(
            f"CREATE FUNCTION keep_closed() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table in TABLES:
        if dialect == "sqlite":
            made += [
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE ON {table} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
                f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
            ]
        else:
            made += [
                f"CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION keep_closed()",
                f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION keep_closed()",
            ]
    return made


def upgrade() -> None:
    op.create_table(
        "period",
        sa.Column("code", sa.String(20), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", catalog.db.UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(trim(code)) > 0", name="code_filled"),
        sa.CheckConstraint(
            "opens_on IS NULL OR closes_on IS NULL OR opens_on < closes_on", name="closes_on_after_start"
        ),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name="fk_period_opened_by_id"),
        sa.PrimaryKeyConstraint("code", name="pk_period"),
    )
    op.create_table(
        "coverage_snapshot",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("period_code", sa.String(20), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("known_at", catalog.db.UtcDateTime(), nullable=False),
        sa.Column("closed_at", catalog.db.UtcDateTime(), nullable=False),
        sa.Column("closed_by_id", sa.Integer(), nullable=False),
        sa.Column("rules", sa.String(100), nullable=False),
        sa.Column("rules_sha256", sa.String(64), nullable=False),
        sa.Column("restates_id", sa.String(40), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        *[
            sa.CheckConstraint(f"length(trim({name})) > 0", name=f"{name}_filled")
            for name in ("id", "period_code", "reason", "document")
        ],
        sa.CheckConstraint(
            "length(sha256) = 64 AND length(rules_sha256) = 64", name="hash_form"
        ),
        sa.CheckConstraint(
            "(restates_id IS NULL) = (reason IS NULL)", name="restated_with_reason"
        ),
        sa.CheckConstraint("restates_id <> id", name="restates_another"),
        sa.CheckConstraint("known_at <= closed_at", name="closed_when_known"),
        sa.ForeignKeyConstraint(["closed_by_id"], ["person.id"], name="fk_coverage_snapshot_closed_by_id"),
        sa.ForeignKeyConstraint(
            ["restates_id"], ["coverage_snapshot.id"], name="fk_coverage_snapshot_restates_id"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_coverage_snapshot"),
        sa.UniqueConstraint("restates_id", name="uq_coverage_snapshot_restates_id"),
    )
    first = sa.text("restates_id IS NULL")
    op.create_index(
        "uq_coverage_snapshot_first",
        "coverage_snapshot",
        ["period_code"],
        unique=True,
        sqlite_where=first,
        postgresql_where=first,
    )
    op.create_index("ix_coverage_snapshot_period_code", "coverage_snapshot", ["period_code", "closed_at"])
    for statement in triggers(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION keep_closed")
