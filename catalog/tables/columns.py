"""The base of all tables, and the column types and constraints that several share."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel


class Table(SQLModel):
    """Base of all tables; validates nothing, and so makes none of the validators that each start would wait for."""

    model_config = {"defer_build": True}


def choice(words: type[StrEnum]) -> Any:
    """Text that must be one of `words`; a CHECK constraint says so to the database as well."""
    return sa.Enum(words, native_enum=False, create_constraint=True, length=32, name=words.__name__.lower())


def sorting_text(length: int) -> Any:
    """Text whose order is that of its bytes, whatever the database's own collation is."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def half_open(start: str = "valid_from", end: str = "valid_to") -> sa.CheckConstraint:
    """An interval [start, end) is not empty; either side may be unknown."""
    return sa.CheckConstraint(
        f"{start} IS NULL OR {end} IS NULL OR {start} < {end}", name=f"{end}_after_start"
    )


def filled(column: str) -> sa.CheckConstraint:
    """Text that is there is not blank."""
    return sa.CheckConstraint(f"length(trim({column})) > 0", name=f"{column}_filled")


def on_earth() -> list[sa.CheckConstraint]:
    """Latitude and longitude are degrees of WGS84, both or neither."""
    return [
        sa.CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
        sa.CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
        sa.CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="position_whole"),
    ]
