"""Score sheets: subjects, criteria, sheets, points and evidence; what was scored or approved stays."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

KEPT = "what was approved or scored stays as it is"
STAMP = catalog.db.UtcDateTime
# What an approved set may still become: retired, and nothing else of it changes.
SAME = " AND ".join(
    f"NEW.{name} = OLD.{name}"
    for name in ("name", "version", "document", "sha256", "recorded_by_id", "recorded_at", "approved_by_id",
                 "approved_at", "signature")
)  # fmt: skip
RETIRED = f"(OLD.status = 'APPROVED' AND NEW.status = 'RETIRED' AND {SAME})"
# table, the event, when it is refused
GUARDS = (
    ("criteria_set", "UPDATE", f"OLD.status <> 'DRAFT' AND NOT {RETIRED}"),
    ("criteria_set", "DELETE", "OLD.status <> 'DRAFT'"),
    ("score", "UPDATE", None),
    ("score", "DELETE", None),
    ("score_evidence", "UPDATE", "OLD.frozen_at IS NOT NULL"),
    ("score_evidence", "DELETE", None),
    ("score_sheet", "UPDATE", "OLD.state = 'PUBLISHED'"),
    ("score_sheet", "DELETE", None),
)


def one_of(name, *words):
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=False, length=32)


def is_one_of(column, name, *words):
    listed = ", ".join(f"'{word}'" for word in words)
    return sa.CheckConstraint(f"{column} IN ({listed})", name=name)


def filled(*columns):
    return [
        sa.CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_filled") for column in columns
    ]


def triggers(dialect: str) -> list[str]:
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_{event.lower()}_kept BEFORE {event} ON {table}"
            + (f" WHEN {when}" if when else "")
            + f" BEGIN SELECT RAISE(ABORT, '{KEPT}'); END"
            for table, event, when in GUARDS
        ]
    made = [
        f"CREATE FUNCTION keep_scored() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ]
    made += [
        f"CREATE TRIGGER {table}_{event.lower()}_kept BEFORE {event} ON {table} FOR EACH ROW"
        + (f" WHEN ({when})" if when else "")
        + " EXECUTE FUNCTION keep_scored()"
        for table, event, when in GUARDS
    ]
    return made + [
        f"CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION keep_scored()"
        for table in dict.fromkeys(table for table, *_ in GUARDS)
    ]


def upgrade() -> None:
    op.create_table(
        "score_cluster",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        *filled("code", "name"),
        sa.PrimaryKeyConstraint("code", name="pk_score_cluster"),
    )
    form = ("COLLECTIVE", "INDIVIDUAL")
    op.create_table(
        "score_subject",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", one_of("subjectform", *form), nullable=False),
        sa.Column("cluster_code", sa.String(40), nullable=True),
        sa.Column("unit_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", STAMP(), nullable=False),
        *filled("code", "name"),
        is_one_of("kind", "subjectform", *form),
        sa.CheckConstraint(
            "(kind = 'INDIVIDUAL') = (person_id IS NOT NULL)", name="person_of_individual"
        ),
        sa.CheckConstraint("unit_id IS NULL OR person_id IS NULL", name="unit_or_person"),
        sa.ForeignKeyConstraint(["cluster_code"], ["score_cluster.code"], name="fk_score_subject_cluster_code"),
        sa.ForeignKeyConstraint(["unit_id"], ["admin_unit.id"], name="fk_score_subject_unit_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_score_subject_person_id"),
        sa.PrimaryKeyConstraint("code", name="pk_score_subject"),
        sa.UniqueConstraint("unit_id", name="uq_score_subject_unit_id"),
        sa.UniqueConstraint("person_id", name="uq_score_subject_person_id"),
    )
    op.create_index("ix_score_subject_cluster_code", "score_subject", ["cluster_code"])
    statuses = ("DRAFT", "APPROVED", "RETIRED")
    op.create_table(
        "criteria_set",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("status", one_of("setstatus", *statuses), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", STAMP(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", STAMP(), nullable=True),
        sa.Column("signature", sa.Text(), nullable=True),
        *filled("name", "version", "document"),
        is_one_of("status", "setstatus", *statuses),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint(
            "(status = 'DRAFT') = (approved_by_id IS NULL) AND (approved_by_id IS NULL) = (approved_at IS NULL) "
            "AND (approved_by_id IS NULL) = (signature IS NULL)",
            name="approved_whole",
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name="fk_criteria_set_recorded_by_id"),
        sa.ForeignKeyConstraint(["approved_by_id"], ["person.id"], name="fk_criteria_set_approved_by_id"),
        sa.PrimaryKeyConstraint("name", "version", name="pk_criteria_set"),
    )
    _sheets()
    for statement in triggers(op.get_bind().dialect.name):
        op.execute(statement)


def _sheets() -> None:
    states = ("REGISTERED", "OPEN", "SELF_SCORED", "SUBMITTED", "VERIFIED", "COUNCIL_FINAL", "PUBLISHED")
    op.create_table(
        "score_sheet",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subject_code", sa.String(40), nullable=False),
        sa.Column("period_code", sa.String(20), nullable=False),
        sa.Column("set_name", sa.String(80), nullable=False),
        sa.Column("set_version", sa.String(40), nullable=False),
        sa.Column("set_sha256", sa.String(64), nullable=False),
        sa.Column("state", one_of("sheetstate", *states), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=False),
        sa.Column("opened_at", STAMP(), nullable=False),
        sa.Column("submitted_by_id", sa.Integer(), nullable=True),
        sa.Column("submitted_at", STAMP(), nullable=True),
        sa.Column("published_at", STAMP(), nullable=True),
        sa.Column("total", sa.String(80), nullable=True),
        sa.Column("cluster_code", sa.String(40), nullable=True),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=True),
        *filled("period_code"),
        is_one_of("state", "sheetstate", *states),
        sa.CheckConstraint("length(set_sha256) = 64", name="sha256_form"),
        sa.CheckConstraint("rank >= 1", name="rank_positive"),
        sa.CheckConstraint("rank IS NULL OR cluster_code IS NOT NULL", name="rank_in_cluster"),
        sa.CheckConstraint(
            "(submitted_at IS NULL) = (submitted_by_id IS NULL)", name="submitted_whole"
        ),
        sa.CheckConstraint(
            "(published_at IS NOT NULL) = (state = 'PUBLISHED')", name="published_at_of_published"
        ),
        sa.ForeignKeyConstraint(["subject_code"], ["score_subject.code"], name="fk_score_sheet_subject_code"),
        sa.ForeignKeyConstraint(["cluster_code"], ["score_cluster.code"], name="fk_score_sheet_cluster_code"),
        sa.ForeignKeyConstraint(["opened_by_id"], ["person.id"], name="fk_score_sheet_opened_by_id"),
        sa.ForeignKeyConstraint(["submitted_by_id"], ["person.id"], name="fk_score_sheet_submitted_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_sheet"),
        sa.UniqueConstraint("subject_code", "period_code", name="uq_score_sheet_subject_code_period_code"),
    )
    op.create_index("ix_score_sheet_period_code", "score_sheet", ["period_code"])
    stages = ("SELF", "APPRAISED", "FINAL")
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(40), nullable=False),
        sa.Column("stage", one_of("scorestage", *stages), nullable=False),
        sa.Column("inputs", sa.Text(), nullable=False),
        sa.Column("points", sa.String(80), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", STAMP(), nullable=False),
        *filled("criterion", "inputs", "points", "reason"),
        is_one_of("stage", "scorestage", *stages),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name="fk_score_sheet_id"),
        sa.ForeignKeyConstraint(["actor_id"], ["person.id"], name="fk_score_actor_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score"),
    )
    op.create_index("ix_score_sheet_id", "score", ["sheet_id", "criterion", "stage"])
    op.create_table(
        "score_evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("criterion", sa.String(40), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("snapshot_id", sa.String(40), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", STAMP(), nullable=False),
        sa.Column("superseded_at", STAMP(), nullable=True),
        sa.Column("frozen_at", STAMP(), nullable=True),
        *filled("criterion", "title", "url"),
        sa.CheckConstraint(
            "CASE WHEN url IS NULL THEN 0 ELSE 1 END + CASE WHEN digest IS NULL THEN 0 ELSE 1 END + "
            "CASE WHEN snapshot_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_place",
        ),
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        sa.CheckConstraint(
            "digest IS NULL OR (sha256 IS NOT NULL AND digest = sha256)", name="digest_is_sha256"
        ),
        sa.CheckConstraint(
            "snapshot_id IS NULL OR sha256 IS NOT NULL", name="sha256_of_snapshot"
        ),
        sa.CheckConstraint(
            "frozen_at IS NULL OR superseded_at IS NULL", name="frozen_stays"
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["score_sheet.id"], name="fk_score_evidence_sheet_id"),
        sa.ForeignKeyConstraint(["digest"], ["stored_file.digest"], name="fk_score_evidence_digest"),
        sa.ForeignKeyConstraint(["snapshot_id"], ["coverage_snapshot.id"], name="fk_score_evidence_snapshot_id"),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["person.id"], name="fk_score_evidence_recorded_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_score_evidence"),
    )
    op.create_index("ix_score_evidence_sheet_id", "score_evidence", ["sheet_id", "criterion"])


def downgrade() -> None:
    for table in ("score_evidence", "score", "score_sheet", "criteria_set", "score_subject", "score_cluster"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION keep_scored()")
