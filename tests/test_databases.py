"""The databases that tests get: migrated, of the right kind, and each test's own."""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from alembic.script import ScriptDirectory

from catalog.db import Database
from catalog.migrating import alembic_config


def test_a_database_comes_migrated_to_the_newest_revision(database_url: str) -> None:
    newest = ScriptDirectory.from_config(alembic_config(database_url)).get_current_head()
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == newest
    engine.dispose()


def _leave_a_table_behind(database: Database) -> None:
    with database.write() as session:
        session.execute(sa.text("CREATE TABLE left_behind (id INTEGER PRIMARY KEY)"))


def test_what_one_test_does_to_its_database(database: Database) -> None:
    _leave_a_table_behind(database)


def test_is_not_there_for_the_next_one(database: Database) -> None:
    _leave_a_table_behind(database)


@pytest.mark.postgresql
def test_letters_of_vietnamese_are_letters_to_postgresql(postgresql_url: str) -> None:
    engine = sa.create_engine(postgresql_url)
    with engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT lower('ĐIỆN BIÊN')")) == "điện biên"
    engine.dispose()
