"""The tables' migrations: which there are, and bringing a database to one of them.

Alembic is loaded inside of functions: a start that finds nothing to migrate is spared a tenth of a second.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from catalog.db import told_if_unavailable

if TYPE_CHECKING:
    from alembic.config import Config


def _migrations() -> Path:
    """The folder of the migrations, in a source tree or an installed package."""
    installed = Path(__file__).parent / "migrations"
    return installed if installed.is_dir() else Path(__file__).parents[1] / "alembic"


def alembic_config(url: str) -> Config:
    """Alembic's settings for the database at `url`."""
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_migrations()))
    config.attributes["url"] = url
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Bring the database's tables to `revision`; doing so again changes nothing."""
    if url.startswith("sqlite"):
        Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
    with told_if_unavailable():
        if revision == "head" and _revisions_of(url) == {head_revision()}:
            return
        from alembic.command import upgrade as carry_out  # noqa: PLC0415

        carry_out(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take the tables back to `revision` ("base" for none)."""
    from alembic.command import downgrade as carry_out  # noqa: PLC0415

    carry_out(alembic_config(url), revision)


def _revisions_of(url: str) -> set[str]:
    """What the database says of itself; nothing where no migration ever ran."""
    engine = sa.create_engine(url, poolclass=sa.NullPool)
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return set()
        return set(connection.scalars(sa.text("SELECT version_num FROM alembic_version")))


def is_known_revision(revision: str) -> bool:
    """Whether the tables can be brought from this revision to the newest: it is no newer product's."""
    return revision in _followed_by()


def head_revision() -> str | None:
    """The newest migration there is: the one that none follows. None if that is not one alone."""
    followed_by = _followed_by()
    newest = [revision for revision, followers in followed_by.items() if not followers]
    return newest[0] if len(newest) == 1 else None


def _followed_by() -> dict[str, set[str]]:
    """Each migration with those that follow it, from the lines in which alembic has each file name itself."""
    followed_by: dict[str, set[str]] = {}
    for file in _migrations().glob("versions/[!_.]*.py"):
        named = dict(_NAMING.findall(file.read_text(encoding="utf-8")))
        (revision,) = _QUOTED.findall(named["revision"])
        followed_by.setdefault(revision, set())
        for former in _QUOTED.findall(named["down_revision"]):
            followed_by.setdefault(former, set()).add(revision)
    return followed_by


_NAMING = re.compile(r"^(revision|down_revision)\b[^=\n]*=(.*)$", re.MULTILINE)
_QUOTED = re.compile(r"""["']([^"']+)["']""")
