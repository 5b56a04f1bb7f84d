"""Accounts: sign-in names, passwords, second factors, one-time links, sessions; roles that end; tokens' scopes."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

OPEN = sa.text("ended_at IS NULL")
WITHOUT_UNIT = sa.text("unit_id IS NULL")
OPEN_WITHOUT_UNIT = sa.text("unit_id IS NULL AND ended_at IS NULL")
TABLES = ("sign_in_attempt", "sign_in_session", "one_time_link", "recovery_code", "account")


def words(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    instant = catalog.db.UtcDateTime
    op.add_column("person", sa.Column("deactivated_at", instant(), nullable=True))
    op.drop_index("uq_person_role_without_unit", "person_role")
    with op.batch_alter_table("person_role") as batch:
        batch.drop_constraint("uq_person_role_person_id_role_unit_id", type_="unique")
        batch.add_column(sa.Column("given_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("ended_at", instant(), nullable=True))
        batch.create_foreign_key("fk_person_role_given_by_id", "person", ["given_by_id"], ["id"])
        batch.create_check_constraint(
            "ck_person_role_ended_at_after_start", "ended_at IS NULL OR recorded_at <= ended_at"
        )
    op.create_index("uq_person_role_without_unit", "person_role", ["person_id", "role"], unique=True,
                    sqlite_where=OPEN_WITHOUT_UNIT, postgresql_where=OPEN_WITHOUT_UNIT)
    op.create_index("uq_person_role_with_unit", "person_role", ["person_id", "role", "unit_id"], unique=True,
                    sqlite_where=OPEN, postgresql_where=OPEN)
    with op.batch_alter_table("access_token") as batch:
        batch.add_column(sa.Column("label", sa.String(80), nullable=True))
        batch.add_column(sa.Column("prefix", sa.String(16), nullable=True))
        batch.add_column(sa.Column("scope", sa.String(32), nullable=False, server_default="WRITE"))
        batch.add_column(sa.Column("used_at", instant(), nullable=True))
    with op.batch_alter_table("access_token") as batch:
        batch.alter_column("scope", existing_type=sa.String(32), existing_nullable=False, server_default=None)
        batch.create_check_constraint("tokenscope", "scope IN ('READ', 'WRITE')")
        batch.create_check_constraint("ck_access_token_label_filled", "length(trim(label)) > 0")
    create_tables()


def create_tables() -> None:
    instant = catalog.db.UtcDateTime
    op.create_table(
        "account",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sign_in_name", sa.String(60), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=True),
        sa.Column("totp_secret", sa.String(64), nullable=True),
        sa.Column("totp_step", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.CheckConstraint("length(trim(sign_in_name)) > 0", name="ck_account_sign_in_name_filled"),
        sa.CheckConstraint("sign_in_name = lower(sign_in_name)", name="ck_account_sign_in_name_lower"),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name="ck_account_password_hash_form"),
        sa.CheckConstraint("totp_step IS NULL OR totp_secret IS NOT NULL", name="ck_account_totp_step_of_secret"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_account_person_id"),
        sa.PrimaryKeyConstraint("person_id", name="pk_account"),
        sa.UniqueConstraint("sign_in_name", name="uq_account_sign_in_name"),
    )
    op.create_table(
        "recovery_code",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.Column("used_at", instant(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name="ck_recovery_code_sha256_form"),
        sa.ForeignKeyConstraint(["person_id"], ["account.person_id"], name="fk_recovery_code_person_id"),
        sa.PrimaryKeyConstraint("person_id", "sha256", name="pk_recovery_code"),
    )
    op.create_table(
        "one_time_link",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("purpose", words("linkpurpose", "FIRST_ADMINISTRATOR", "INVITATION", "PASSWORD_RESET"), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.Column("expires_at", instant(), nullable=False),
        sa.Column("ended_at", instant(), nullable=True),
        sa.CheckConstraint("length(sha256) = 64", name="ck_one_time_link_sha256_form"),
        sa.CheckConstraint(
            "(purpose = 'FIRST_ADMINISTRATOR') = (person_id IS NULL)", name="ck_one_time_link_person_of_purpose"
        ),
        sa.CheckConstraint("recorded_at < expires_at", name="ck_one_time_link_expires_at_after_start"),
        sa.ForeignKeyConstraint(["person_id"], ["account.person_id"], name="fk_one_time_link_person_id"),
        sa.PrimaryKeyConstraint("sha256", name="pk_one_time_link"),
    )
    op.create_index("ix_one_time_link_person_id", "one_time_link", ["person_id"])
    op.create_table(
        "sign_in_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", instant(), nullable=False),
        sa.Column("seen_at", instant(), nullable=False),
        sa.Column("expires_at", instant(), nullable=False),
        sa.Column("second_factor_at", instant(), nullable=True),
        sa.Column("ended_at", instant(), nullable=True),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("user_agent", sa.String(120), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name="ck_sign_in_session_sha256_form"),
        sa.CheckConstraint("recorded_at < expires_at", name="ck_sign_in_session_expires_at_after_start"),
        sa.ForeignKeyConstraint(["person_id"], ["account.person_id"], name="fk_sign_in_session_person_id"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_session"),
        sa.UniqueConstraint("sha256", name="uq_sign_in_session_sha256"),
    )
    op.create_index("ix_sign_in_session_person_id", "sign_in_session", ["person_id"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_sha256", sa.String(64), nullable=False),
        sa.Column("address", sa.String(64), nullable=False),
        sa.Column("at", instant(), nullable=False),
        sa.CheckConstraint("length(name_sha256) = 64", name="ck_sign_in_attempt_name_sha256_form"),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
    )
    op.create_index("ix_sign_in_attempt_name", "sign_in_attempt", ["name_sha256", "at"])
    op.create_index("ix_sign_in_attempt_address", "sign_in_attempt", ["address", "at"])
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"])


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    with op.batch_alter_table("access_token") as batch:
        batch.drop_constraint("ck_access_token_label_filled", type_="check")
        batch.drop_constraint("tokenscope", type_="check")
        for name in ("label", "prefix", "scope", "used_at"):
            batch.drop_column(name)
    op.execute("DELETE FROM person_role WHERE ended_at IS NOT NULL")
    for name in ("uq_person_role_without_unit", "uq_person_role_with_unit"):
        op.drop_index(name, "person_role")
    with op.batch_alter_table("person_role") as batch:
        batch.drop_constraint("ck_person_role_ended_at_after_start", type_="check")
        batch.drop_constraint("fk_person_role_given_by_id", type_="foreignkey")
        batch.drop_column("ended_at")
        batch.drop_column("given_by_id")
        batch.create_unique_constraint("uq_person_role_person_id_role_unit_id", ["person_id", "role", "unit_id"])
        batch.create_index("uq_person_role_without_unit", ["person_id", "role"], unique=True,
                           sqlite_where=WITHOUT_UNIT, postgresql_where=WITHOUT_UNIT)
    op.drop_column("person", "deactivated_at")
