"""How far people have come in the desk's lessons."""

import sqlalchemy as sa
from alembic import op

import catalog.db

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STEPS = ("FIND", "READ", "ENTER", "POINT", "PHOTOGRAPH", "SEND")


def upgrade() -> None:
    op.create_table(
        "lesson_step",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("lesson", _word("lesson", "FIRST_SITE_1"), nullable=False),
        sa.Column("step", _word("lessonstep", *STEPS), nullable=False),
        sa.Column("recorded_at", catalog.db.UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_lesson_step_person_id"),
        sa.PrimaryKeyConstraint("person_id", "lesson", "step", name="pk_lesson_step"),
    )


def downgrade() -> None:
    op.drop_table("lesson_step")


def _word(name: str, *words: str) -> sa.Enum:
    return sa.Enum(*words, native_enum=False, create_constraint=True, length=32, name=name)
