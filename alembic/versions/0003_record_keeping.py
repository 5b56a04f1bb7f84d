"""Record keeping: who wrote and reviewed a revision, history, public changes, answered requests."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ACTIONS = (
    "CREATE", "REVISE", "RESTORE", "SUBMIT", "RECALL", "RETURN", "APPROVE", "PUBLISH", "WITHDRAW", "IMPORT",
    "UNDO_IMPORT", "CREATE_PERSON", "CHANGE_PERSON", "GRANT_ROLE", "REVOKE_ROLE", "CREATE_TOKEN",
    "REVOKE_TOKEN", "SIGN_IN", "SIGN_OUT", "CHANGE_PASSWORD", "CHANGE_SECOND_FACTOR", "EXPORT",
    "REPLACE_BOUNDARY",
)
WAITING = sa.text("state IN ('DRAFT', 'SUBMITTED', 'RETURNED', 'APPROVED')")
KEPT = "the history is only ever added to"
SQLITE_UP = [
    f"CREATE TRIGGER history_entry_kept BEFORE UPDATE ON history_entry BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER history_entry_stays BEFORE DELETE ON history_entry BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
]
POSTGRESQL_UP = [
    f"CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{KEPT}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER history_entry_kept BEFORE UPDATE OR DELETE ON history_entry "
    "FOR EACH ROW EXECUTE FUNCTION keep_history()",
    "CREATE TRIGGER history_entry_stays BEFORE TRUNCATE ON history_entry "
    "FOR EACH STATEMENT EXECUTE FUNCTION keep_history()",
]
PUBLIC_SO_FAR = """
INSERT INTO public_change (sequence, at, kind, site_id, slug)
SELECT row_number() OVER (ORDER BY published_at, revision_id), published_at, 'PUBLISHED', site_id, slug
FROM publication WHERE superseded_at IS NULL
"""


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    with op.batch_alter_table("site_text") as batch:
        batch.add_column(sa.Column("is_stale", sa.Boolean(), nullable=True))
    with op.batch_alter_table("site_revision") as batch:
        batch.add_column(sa.Column("author_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("chain_start", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("submitted_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("submitted_at", catalog.db.UtcDateTime(), nullable=True))
        batch.add_column(sa.Column("reviewed_by_id", sa.Integer(), nullable=True))
        for name in ("author_id", "submitted_by_id", "reviewed_by_id"):
            batch.create_foreign_key(f"fk_site_revision_{name}", "person", [name], ["id"])
    op.execute("UPDATE site_revision SET chain_start = version")
    with op.batch_alter_table("site_revision") as batch:
        batch.alter_column("chain_start", existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint("ck_site_revision_chain_before", "chain_start BETWEEN 1 AND version")
        batch.create_index("ix_site_revision_author_id", ["author_id"])
        batch.create_index(
            "ix_site_revision_waiting", ["state", "site_id"], sqlite_where=WAITING, postgresql_where=WAITING
        )
    create_tables()
    op.execute(PUBLIC_SO_FAR)
    for statement in SQLITE_UP if op.get_bind().dialect.name == "sqlite" else POSTGRESQL_UP:
        op.execute(statement)


def create_tables() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "history_entry",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("action", words("action", *ACTIONS), nullable=False),
        sa.Column("subject_kind", words("subjectkind", "SITE", "PERSON", "UNIT", "CATALOGUE"), nullable=False),
        sa.Column("subject_key", sa.String(200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("before", sa.Text(), nullable=True),
        sa.Column("after", sa.Text(), nullable=True),
        sa.Column("previous_hash", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("length(trim(subject_key)) > 0", name="ck_history_entry_subject_key_filled"),
        sa.CheckConstraint("length(trim(actor_name)) > 0", name="ck_history_entry_actor_name_filled"),
        sa.CheckConstraint("length(hash) = 64 AND length(previous_hash) = 64", name="ck_history_entry_hash_form"),
        sa.PrimaryKeyConstraint("sequence", name="pk_history_entry"),
    )
    op.create_index("ix_history_entry_subject", "history_entry", ["subject_kind", "subject_key", "sequence"])
    op.create_index("ix_history_entry_actor_id", "history_entry", ["actor_id", "sequence"])
    op.create_table(
        "history_head",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.CheckConstraint("id = 1", name="ck_history_head_one_row"),
        sa.PrimaryKeyConstraint("id", name="pk_history_head"),
    )
    op.create_table(
        "public_change",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.Column("kind", words("changekind", "PUBLISHED", "UPDATED", "RENAMED", "WITHDRAWN"), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(80), nullable=False),
        sa.CheckConstraint("length(trim(slug)) > 0", name="ck_public_change_slug_filled"),
        sa.CheckConstraint("sequence >= 1", name="ck_public_change_sequence_positive"),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_public_change_site_id"),
        sa.PrimaryKeyConstraint("sequence", name="pk_public_change"),
    )
    op.create_index("ix_public_change_site_id", "public_change", ["site_id", "sequence"])
    op.create_table(
        "answered_request",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("request_sha256", sa.String(64), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.CheckConstraint("length(trim(key)) > 0", name="ck_answered_request_key_filled"),
        sa.CheckConstraint("length(request_sha256) = 64", name="ck_answered_request_sha256_form"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_answered_request_person_id"),
        sa.PrimaryKeyConstraint("person_id", "key", name="pk_answered_request"),
    )
    op.create_index("ix_answered_request_recorded_at", "answered_request", ["recorded_at"])
    op.create_table(
        "review_comment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name="ck_review_comment_text_filled"),
        sa.ForeignKeyConstraint(["revision_id"], ["site_revision.id"], name="fk_review_comment_revision_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_review_comment_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_review_comment"),
    )
    op.create_index("ix_review_comment_revision_id", "review_comment", ["revision_id"])


def downgrade() -> None:
    for table in ("review_comment", "answered_request", "public_change", "history_head", "history_entry"):
        op.drop_table(table)
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION keep_history()")
    with op.batch_alter_table("site_revision") as batch:
        batch.drop_index("ix_site_revision_waiting")
        batch.drop_index("ix_site_revision_author_id")
        batch.drop_constraint("ck_site_revision_chain_before", type_="check")
        for name in ("author_id", "submitted_by_id", "reviewed_by_id"):
            batch.drop_constraint(f"fk_site_revision_{name}", type_="foreignkey")
        for name in ("author_id", "chain_start", "submitted_by_id", "submitted_at", "reviewed_by_id"):
            batch.drop_column(name)
    with op.batch_alter_table("site_text") as batch:
        batch.drop_column("is_stale")
