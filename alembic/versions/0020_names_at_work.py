"""Revisions know their name's place in the alphabet, so that what is at work can be ordered by name."""

import sqlalchemy as sa
from alembic import op

from catalog.text import collation_key

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

INDEX = "ix_site_revision_name_key"


def upgrade() -> None:
    key = sa.String(4000).with_variant(sa.String(4000, collation="C"), "postgresql")
    op.add_column("site_revision", sa.Column("name_key", key, nullable=False, server_default=""))
    _fill(op.get_bind())
    op.create_index(INDEX, "site_revision", ["name_key", "site_id"])


def downgrade() -> None:
    op.drop_index(INDEX, "site_revision")
    op.drop_column("site_revision", "name_key")


def _fill(connection: sa.Connection) -> None:
    names = connection.execute(
        sa.text("SELECT revision_id, text FROM site_text WHERE field = 'NAME' AND language = 'vi'")
    )
    keys = [{"id": id_, "key": collation_key(text)} for id_, text in names]
    if keys:
        connection.execute(sa.text("UPDATE site_revision SET name_key = :key WHERE id = :id"), keys)
