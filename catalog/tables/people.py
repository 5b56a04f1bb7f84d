"""People, what they may be, and the tokens they hold (only the hash of a token is kept)."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field

from catalog.db import UtcDateTime
from catalog.tables.columns import Table, choice, filled
from catalog.terms import Role, TokenScope

_OPEN = sa.text("ended_at IS NULL")
_OPEN_WITHOUT_UNIT = sa.text("unit_id IS NULL AND ended_at IS NULL")


class Person(Table, table=True):
    """Someone of the staff, or the keeper of a city app. Nobody is ever deleted: the history names people."""

    __tablename__ = "person"
    __table_args__ = (filled("name"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=200)
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    deactivated_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class PersonRole(Table, table=True):
    """A role held by a person from `recorded_at` to `ended_at`; a commune officer's is bound to a unit.

    Roles end, rows stay. `given_by_id` is empty where the role was given on the machine itself.
    """

    __tablename__ = "person_role"
    __table_args__ = (
        sa.CheckConstraint("(role = 'COMMUNE_OFFICER') = (unit_id IS NOT NULL)", name="unit_of_officer"),
        sa.CheckConstraint("ended_at IS NULL OR recorded_at <= ended_at", name="ended_at_after_start"),
        sa.Index("uq_person_role_without_unit", "person_id", "role", unique=True,
                 sqlite_where=_OPEN_WITHOUT_UNIT, postgresql_where=_OPEN_WITHOUT_UNIT),
        sa.Index("uq_person_role_with_unit", "person_id", "role", "unit_id", unique=True,
                 sqlite_where=_OPEN, postgresql_where=_OPEN),
    )  # fmt: skip

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    role: Role = Field(sa_type=choice(Role))
    unit_id: int | None = Field(default=None, foreign_key="admin_unit.id")
    given_by_id: int | None = Field(default=None, foreign_key="person.id")
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class AccessToken(Table, table=True):
    """A bearer token, by the SHA-256 of its secret; `prefix` is its beginning, by which lists name it."""

    __tablename__ = "access_token"
    __table_args__ = (
        sa.CheckConstraint("length(sha256) = 64", name="sha256_form"),
        filled("label"),
    )

    sha256: str = Field(primary_key=True, max_length=64)
    person_id: int = Field(foreign_key="person.id", index=True)
    label: str | None = Field(default=None, max_length=80)
    prefix: str | None = Field(default=None, max_length=16)
    scope: TokenScope = Field(default=TokenScope.WRITE, sa_type=choice(TokenScope))
    recorded_at: datetime = Field(sa_type=UtcDateTime)
    expires_at: datetime = Field(sa_type=UtcDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
