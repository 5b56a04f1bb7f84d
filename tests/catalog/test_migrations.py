"""Tables come and go by migration, on both databases, and equal what the code says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlmodel import SQLModel

from catalog.db import Database
from catalog.migrating import alembic_config, downgrade, head_revision, is_known_revision, upgrade
from catalog.people import identify
from catalog.people.office import Office
from catalog.people.roles_given import end_role, give_role
from catalog.terms import Role, TokenScope
from tests.catalogue import NOW, loaded


def test_migrations_lead_down_to_nothing_and_up_again(database: Database) -> None:
    database.close()
    downgrade(database.url, "base")
    engine = sa.create_engine(database.url)
    assert set(sa.inspect(engine).get_table_names()) <= {"alembic_version"}
    engine.dispose()
    upgrade(database.url)
    upgrade(database.url)
    assert loaded(Database(database.url)).count("publication") == 79


def test_revisions_written_before_they_were_ordered_by_name_stand_in_that_order(database: Database) -> None:
    asked = "SELECT id, name_key FROM site_revision ORDER BY name_key, id"
    catalogue = loaded(database)
    with catalogue.database.read() as session:
        before = [tuple(row) for row in session.execute(sa.text(asked))]
    database.close()
    downgrade(database.url, "0018")
    upgrade(database.url)
    with Database(database.url).read() as session:
        assert [tuple(row) for row in session.execute(sa.text(asked))] == before
    assert len({key for _, key in before}) > 70


def test_a_database_at_any_earlier_migration_is_brought_to_the_newest(database: Database) -> None:
    database.close()
    engine = sa.create_engine(database.url, poolclass=sa.NullPool)
    revisions = [script.revision for script in _scripts().walk_revisions()]
    for behind in revisions[1:]:
        downgrade(database.url, behind)
        upgrade(database.url)
        with engine.connect() as connection:
            stands_at = connection.scalars(sa.text("SELECT version_num FROM alembic_version")).all()
        assert stands_at == [revisions[0]]
    assert loaded(Database(database.url)).count("publication") == 79


def test_checks_are_called_what_the_code_calls_them(database: Database) -> None:
    """Of tables made since 0010; `compare_metadata` does not look at checks, and older names are twice as long."""
    database.close()
    downgrade(database.url, "0009")
    older = _checks(database.url)
    upgrade(database.url)
    found = {table: names for table, names in _checks(database.url).items() if table not in older}
    tables = {name: SQLModel.metadata.tables[name] for name in found}
    wanted = {
        name: {str(c.name) for c in table.constraints if isinstance(c, sa.CheckConstraint)}
        for name, table in tables.items()
    }
    assert found == wanted
    assert len(found) > 15


def _checks(url: str) -> dict[str, set[str]]:
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    inspector = sa.inspect(engine)
    own = [name for name in inspector.get_table_names() if name in SQLModel.metadata.tables]
    found = {name: {str(c["name"]) for c in inspector.get_check_constraints(name)} for name in own}
    engine.dispose()
    return found


def test_a_database_of_a_newer_product_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(CommandError, match="9999"):
        upgrade(database.url)
    with database.read() as session:
        assert session.scalars(sa.text("SELECT version_num FROM alembic_version")).all() == ["9999"]


def test_the_migrations_are_read_as_alembic_reads_them() -> None:
    scripts = _scripts()
    assert head_revision() == scripts.get_current_head()
    assert all(is_known_revision(script.revision) for script in scripts.walk_revisions())
    assert not is_known_revision("9999")


@pytest.mark.parametrize(
    "lines", ["revision: str = 'x1'\ndown_revision: str | None = {}", 'down_revision={}\nrevision="x1"']
)
def test_a_migration_may_name_itself_in_any_way_that_alembic_takes(
    lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = tmp_path / "versions"
    versions.mkdir()
    monkeypatch.setattr("catalog.migrating._migrations", lambda: tmp_path)
    (versions / "one.py").write_text('revision = "one"\ndown_revision = None\n', "utf-8")
    (versions / "two.py").write_text('revision = "two"\ndown_revision = "one"\n', "utf-8")
    assert head_revision() == _scripts().get_current_head() == "two"
    (versions / "x1.py").write_text(lines.format('"one"'), "utf-8")
    assert head_revision() is None
    assert set(_scripts().get_heads()) == {"two", "x1"}
    (versions / "x1.py").write_text(lines.format('("one", "two")'), "utf-8")
    assert head_revision() == _scripts().get_current_head() == "x1"


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(alembic_config("sqlite://"))


def test_the_tables_are_those_that_the_code_describes(database: Database) -> None:
    def is_ours(obj: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        del obj
        extra = ("site_fts", "site_rtree", "ix_publication_search", "ix_publication_place")
        return not (name or "").startswith(extra) and kind != "foreign_key_constraint"

    engine = sa.create_engine(database.url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []
    engine.dispose()
    assert NOW.tzinfo is not None


def test_tokens_and_roles_of_before_there_were_accounts_stay_good(database: Database) -> None:
    token = "dbt_" + "A" * 43
    row = {
        "hash": hashlib.sha256(token.encode()).hexdigest(),
        "at": "2026-11-01 00:00:00Z",
        "end": "2027-01-01 00:00:00Z",
    }
    if database.is_sqlite:
        row |= {"at": "2026-11-01T00:00:00.000000Z", "end": "2027-01-01T00:00:00.000000Z"}
    downgrade(database.url, "0003")
    with sa.create_engine(database.url).begin() as connection:
        for statement in (
            "INSERT INTO person (id, name, recorded_at) VALUES (1, 'Biên tập 1', :at)",
            "INSERT INTO person_role (person_id, role, recorded_at) VALUES (1, 'EDITOR', :at)",
            "INSERT INTO access_token (sha256, person_id, recorded_at, expires_at) VALUES (:hash, 1, :at, :end)",
        ):
            connection.execute(sa.text(statement), row)
    database.close()
    upgrade(database.url)
    with database.read() as session:
        viewer = identify(session, token, NOW)
    assert (viewer.name, viewer.scope) == ("Biên tập 1", TokenScope.WRITE)
    assert viewer.roles == {Role.EDITOR}
    with database.write() as session:
        end_role(Office(session, None, NOW), 1)
        give_role(Office(session, None, NOW), 1, Role.EDITOR, None)
    downgrade(database.url, "0003")
    with database.read() as session:
        assert session.execute(sa.text("SELECT id, role FROM person_role")).all() == [(2, "EDITOR")]


def test_what_is_withdrawn_and_checked_is_known_through_time_from_then_on(database: Database) -> None:
    row = {"at": "2026-11-01 00:00:00Z", "digest": "a" * 64}
    if database.is_sqlite:
        row["at"] = "2026-11-01T00:00:00.000000Z"
    loaded(database)
    with database.write() as session:
        for statement in (
            "INSERT INTO person (id, name, recorded_at) VALUES (1, 'Biên tập 1', :at)",
            "INSERT INTO stored_file (digest, size, media_type, recorded_at, checked_at, fault) "
            "VALUES (:digest, 1, 'JPEG', :at, :at, 'CHANGED')",
            "INSERT INTO surrogate (id, site_id, code, kind, digest, attached_by_id, attached_at, withdrawn_at, "
            "withdrawal_reason) VALUES (1, 1, 'DB-S-00001.IMG01', 'IMAGE', :digest, 1, :at, :at, 'Nhầm ảnh')",
        ):
            session.execute(sa.text(statement), row)
    database.close()
    downgrade(database.url, "0010")
    upgrade(database.url)
    with database.read() as session:
        withdrawals = session.execute(
            sa.text("SELECT surrogate_id, reason, readmitted_at FROM surrogate_withdrawal")
        ).all()
        checks = session.execute(sa.text("SELECT digest, fault FROM file_check")).all()
    assert withdrawals == [(1, "Nhầm ảnh", None)]
    assert checks == [(row["digest"], "CHANGED")]
