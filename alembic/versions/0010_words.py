"""More words: what the history tells of rules, periods and scores, and reports on quality among the surrogates."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ACTIONS = (
    "CREATE", "REVISE", "RESTORE", "SUBMIT", "RECALL", "RETURN", "APPROVE", "PUBLISH", "WITHDRAW", "IMPORT",
    "UNDO_IMPORT", "CREATE_PERSON", "CHANGE_PERSON", "GRANT_ROLE", "REVOKE_ROLE", "CREATE_TOKEN",
    "REVOKE_TOKEN", "SIGN_IN", "SIGN_OUT", "CHANGE_PASSWORD", "CHANGE_SECOND_FACTOR", "EXPORT",
    "REPLACE_BOUNDARY",
)
MORE_ACTIONS = (
    "READMIT", "ASSIGN", "ADD_RULES", "APPROVE_RULES", "OPEN_PERIOD", "CLOSE_PERIOD", "RESTATE_PERIOD",
    "SELF_SCORE", "APPRAISE", "DECIDE_SCORE", "PUBLISH_SCORES",
)
SUBJECTS = ("SITE", "PERSON", "UNIT", "CATALOGUE")
MORE_SUBJECTS = ("PERIOD", "RULES", "SCORE_SHEET", "PROCEDURE")
ROLES = ("HERO", "GALLERY", "DOSSIER")
LISTS = (
    ("history_entry", "action", "action", ACTIONS, MORE_ACTIONS),
    ("history_entry", "subject_kind", "subjectkind", SUBJECTS, MORE_SUBJECTS),
    ("surrogate_description", "role", "surrogaterole", ROLES, ("QUALITY_REPORT",)),
)


def _check(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


def _replace(table: str, column: str, name: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
    name, old, new = f"ck_{table}_{name}", _check(column, before), _check(column, after)
    if op.get_bind().dialect.name == "sqlite":
        _rebuild(table, old, new)
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        op.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} CHECK ({new})")


def _rebuild(table: str, old: str, new: str) -> None:
    """SQLite cannot change a constraint: the table is made anew as its own text says, with what hangs on it.

    Alembic's batch mode would lose the triggers, which keep the history, and the other constraints.
    """
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT type, sql FROM sqlite_master WHERE tbl_name = :table AND sql IS NOT NULL"), {"table": table}
    ).all()
    statement = next(sql for kind, sql in found if kind == "table")
    if statement.count(old) != 1:
        raise RuntimeError(f"{table} is not as migration 0009 left it")
    made = statement.replace(old, new).replace(f"CREATE TABLE {table}", f"CREATE TABLE {table}_anew", 1)
    made = made.replace(f'CREATE TABLE "{table}"', f"CREATE TABLE {table}_anew", 1)
    connection.exec_driver_sql(made)
    connection.exec_driver_sql(f"INSERT INTO {table}_anew SELECT * FROM {table}")  # noqa: S608 (constants)
    connection.exec_driver_sql(f"DROP TABLE {table}")
    connection.exec_driver_sql(f"ALTER TABLE {table}_anew RENAME TO {table}")
    for kind, sql in found:
        if kind != "table":
            connection.exec_driver_sql(sql)


def upgrade() -> None:
    for table, column, name, words, more in LISTS:
        _replace(table, column, name, words, words + more)


def downgrade() -> None:
    """Fails where a row uses one of the words: what has happened is not unsaid."""
    for table, column, name, words, more in LISTS:
        _replace(table, column, name, words + more, words)
