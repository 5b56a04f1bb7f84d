"""Runs the migrations on the database whose URL catalog.db puts into the configuration."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import context
from sqlmodel import SQLModel

import catalog.tables  # noqa: F401 (registers every table)

OWNED_BY_TRIGGERS = ("site_rtree", "site_fts")


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search and spatial shadow tables of SQLite to the statements that made them."""
    return not (kind == "table" and name is not None and name.startswith(OWNED_BY_TRIGGERS))


def run() -> None:
    """Migrate in one transaction; on SQLite tables are rebuilt where ALTER TABLE cannot do it."""
    engine = sa.create_engine(context.config.attributes["url"], poolclass=sa.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            include_name=include_name,
            render_as_batch=True,
            compare_type=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
