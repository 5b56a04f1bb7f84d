"""Indexes for text and place: FTS5 and R*Tree kept by triggers on SQLite, trigram GIN and GiST on PostgreSQL."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_UP = [
    "CREATE VIRTUAL TABLE site_fts USING fts5("
    "search_text, content='publication', content_rowid='revision_id', tokenize='trigram')",
    "CREATE VIRTUAL TABLE site_rtree USING rtree(revision_id, min_longitude, max_longitude, min_latitude, max_latitude)",
    """CREATE TRIGGER publication_added AFTER INSERT ON publication BEGIN
        INSERT INTO site_fts(rowid, search_text) VALUES (new.revision_id, new.search_text);
        INSERT INTO site_rtree SELECT new.revision_id, new.longitude, new.longitude, new.latitude, new.latitude
            WHERE new.latitude IS NOT NULL;
    END""",
    """CREATE TRIGGER publication_removed AFTER DELETE ON publication BEGIN
        INSERT INTO site_fts(site_fts, rowid, search_text) VALUES ('delete', old.revision_id, old.search_text);
        DELETE FROM site_rtree WHERE revision_id = old.revision_id;
    END""",
    """CREATE TRIGGER publication_kept BEFORE UPDATE OF search_text, latitude, longitude, revision_id ON publication
    BEGIN SELECT RAISE(ABORT, 'a publication is not rewritten'); END""",
]
SQLITE_DOWN = [
    "DROP TRIGGER publication_kept",
    "DROP TRIGGER publication_removed",
    "DROP TRIGGER publication_added",
    "DROP TABLE site_rtree",
    "DROP TABLE site_fts",
]
POSTGRESQL_UP = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_publication_search ON publication USING gin (search_text gin_trgm_ops)",
    "CREATE INDEX ix_publication_place ON publication USING gist (point(longitude, latitude))",
]
POSTGRESQL_DOWN = ["DROP INDEX ix_publication_place", "DROP INDEX ix_publication_search"]


def run(sqlite: list[str], postgresql: list[str]) -> None:
    for statement in sqlite if op.get_bind().dialect.name == "sqlite" else postgresql:
        op.execute(statement)


def upgrade() -> None:
    run(SQLITE_UP, POSTGRESQL_UP)


def downgrade() -> None:
    run(SQLITE_DOWN, POSTGRESQL_DOWN)
