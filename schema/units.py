"""Administrative units and named places in GraphQL."""

from __future__ import annotations

from datetime import date

import strawberry

from catalog.geo import write_geometry
from catalog.places import Unit
from schema.context import Info
from schema.costs import ONE_DRAWN
from schema.nodes import Node, write_id
from schema.scalars import GeoJSON, SuccessionKind, UnitLevel, UnitType


@strawberry.type(
    description="An administrative unit during one interval of legal time. A code alone names nothing: all 45 "
    "present codes had an earlier bearer, so code and interval belong together."
)
class AdminUnit(Node):
    """One bearer of a code."""

    unit: strawberry.Private[Unit]

    @strawberry.field(description="Opaque, permanent identifier.")
    def id(self) -> strawberry.ID:
        """Kind and key."""
        return write_id("AdminUnit", self.unit.key)

    @strawberry.field(description="Official code (Decision 19/2025/QĐ-TTg for those of today).")
    def code(self) -> str:
        """The code."""
        return self.unit.code

    @strawberry.field(description="Name with its legal type in front, in Vietnamese.")
    def name(self) -> str:
        """The name."""
        return self.unit.name

    @strawberry.field(description="Level of the unit.")
    def level(self) -> UnitLevel:
        """The level."""
        return self.unit.level

    @strawberry.field(description="Legal type of the unit.")
    def type(self) -> UnitType:
        """The type."""
        return self.unit.type

    @strawberry.field(description="First day of the interval; null if not known.")
    def valid_from(self) -> date | None:
        """First day."""
        return self.unit.valid_from

    @strawberry.field(description="First day that no longer belongs to the interval; null if it still runs.")
    def valid_to(self) -> date | None:
        """First day after."""
        return self.unit.valid_to

    @strawberry.field(description="The unit above it.")
    def parent(self, info: Info) -> AdminUnit | None:
        """The unit above."""
        parent = info.context.reader.units.parent_of(self.unit)
        return None if parent is None else AdminUnit(unit=parent)

    @strawberry.field(
        description="Its area for drawing, GeoJSON in WGS84 degrees, simplified to 100 m; null if its border is not known. "
        "Where a point lies, `placeAt` says.",
        metadata=ONE_DRAWN,
    )
    def outline(self, info: Info) -> GeoJSON | None:
        """The area."""
        boundaries = info.context.reader.boundaries
        if self.unit.key not in boundaries:
            return None
        return GeoJSON(write_geometry(boundaries.outline(self.unit.key)))

    @strawberry.field(description="Units that followed it, by code.")
    def successors(self, info: Info) -> list[AdminUnit]:
        """What it became."""
        return [AdminUnit(unit=unit) for unit in info.context.reader.units.successors_of(self.unit)]

    @strawberry.field(description="Units it was made of, by code.")
    def predecessors(self, info: Info) -> list[AdminUnit]:
        """What it was."""
        return [AdminUnit(unit=unit) for unit in info.context.reader.units.predecessors_of(self.unit)]

    @strawberry.field(description="How each unit that followed came about.")
    def changes(self, info: Info) -> list[AdminUnitChange]:
        """The changes that ended it."""
        units = info.context.reader.units
        return [
            AdminUnitChange(kind=units.changes[self.unit.id, later.id], successor=AdminUnit(unit=later))
            for later in units.successors_of(self.unit)
        ]


@strawberry.type(description="How a unit was followed by another.")
class AdminUnitChange:
    """One succession."""

    kind: SuccessionKind = strawberry.field(description="Merge, split, rename, recode or continuation.")
    successor: AdminUnit = strawberry.field(description="The unit that followed.")
