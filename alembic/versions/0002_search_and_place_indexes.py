"""Indexes for text and place: FTS5 and R*Tree kept by triggers on SQLite, trigram GIN and GiST on PostgreSQL."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE_UP = [
    "CREATE VIRTUAL TABLE site_fts USING fts5("
    "search_text, content='published_site', content_rowid='site_id', tokenize='trigram')",
    "CREATE VIRTUAL TABLE site_rtree USING rtree(site_id, min_longitude, max_longitude, min_latitude, max_latitude)",
    """CREATE TRIGGER published_site_added AFTER INSERT ON published_site BEGIN
        INSERT INTO site_fts(rowid, search_text) VALUES (new.site_id, new.search_text);
        INSERT INTO site_rtree SELECT new.site_id, new.longitude, new.longitude, new.latitude, new.latitude
            WHERE new.latitude IS NOT NULL;
    END""",
    """CREATE TRIGGER published_site_removed AFTER DELETE ON published_site BEGIN
        INSERT INTO site_fts(site_fts, rowid, search_text) VALUES ('delete', old.site_id, old.search_text);
        DELETE FROM site_rtree WHERE site_id = old.site_id;
    END""",
    """CREATE TRIGGER published_site_changed AFTER UPDATE ON published_site BEGIN
        INSERT INTO site_fts(site_fts, rowid, search_text) VALUES ('delete', old.site_id, old.search_text);
        INSERT INTO site_fts(rowid, search_text) VALUES (new.site_id, new.search_text);
        DELETE FROM site_rtree WHERE site_id = old.site_id;
        INSERT INTO site_rtree SELECT new.site_id, new.longitude, new.longitude, new.latitude, new.latitude
            WHERE new.latitude IS NOT NULL;
    END""",
]
SQLITE_DOWN = [
    "DROP TRIGGER published_site_changed",
    "DROP TRIGGER published_site_removed",
    "DROP TRIGGER published_site_added",
    "DROP TABLE site_rtree",
    "DROP TABLE site_fts",
]
POSTGRESQL_UP = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX ix_published_site_search ON published_site USING gin (search_text gin_trgm_ops)",
    "CREATE INDEX ix_published_site_place ON published_site USING gist (point(longitude, latitude))",
]
POSTGRESQL_DOWN = ["DROP INDEX ix_published_site_place", "DROP INDEX ix_published_site_search"]


def run(sqlite: list[str], postgresql: list[str]) -> None:
    for statement in sqlite if op.get_bind().dialect.name == "sqlite" else postgresql:
        op.execute(statement)


def upgrade() -> None:
    run(SQLITE_UP, POSTGRESQL_UP)


def downgrade() -> None:
    run(SQLITE_DOWN, POSTGRESQL_DOWN)
