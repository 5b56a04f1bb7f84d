"""Tables come and go by migration, on both databases, and equal what the code says."""

from __future__ import annotations

import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from catalog.db import Database, downgrade, upgrade
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
