"""Named places and positions in GraphQL."""

from __future__ import annotations

from datetime import date

import strawberry

from catalog.editing.coordinates import understand
from catalog.errors import Problem as Found
from catalog.errors import ProblemsError
from catalog.gazetteer.lookup import PlaceAt, PlaceKind, PlaceMatch
from catalog.geo.coordinates import Form
from schema.context import Info
from schema.nodes import write_id
from schema.notices import Problem, shown_problems
from schema.units import AdminUnit

strawberry.enum(
    PlaceKind, name="PlaceKind", description="UNIT: administrative; SITE: of this catalogue; OTHER."
)


@strawberry.type(name="Place", description="A place that a text may mean.")
class Place:
    """Match."""

    match: strawberry.Private[PlaceMatch]

    @strawberry.field(description="What the name turned out to be.")
    def kind(self) -> PlaceKind:
        """Kind."""
        return self.match.kind

    @strawberry.field(description="Its name, in Vietnamese.")
    def name(self) -> str:
        """Name."""
        return self.match.name

    @strawberry.field(description="How well it fits the text, in (0, 1].")
    def score(self) -> float:
        """Score."""
        return self.match.score

    @strawberry.field(description="What speaks for and against it, such as EXACT, FORMER, OTHER_PARENT.")
    def reasons(self) -> list[str]:
        """Reasons."""
        return list(self.match.reasons)

    @strawberry.field(description="Degrees north, WGS84: the site's position, or a point of the unit.")
    def latitude(self) -> float | None:
        """Latitude."""
        return self.match.latitude

    @strawberry.field(description="Degrees east, WGS84.")
    def longitude(self) -> float | None:
        """Longitude."""
        return self.match.longitude

    @strawberry.field(description="The unit of this name, of today or of former times.")
    def unit(self) -> AdminUnit | None:
        """Unit."""
        return AdminUnit(unit=self.match.unit) if self.match.unit else None

    @strawberry.field(
        description="The units that stand there today, by code; the unit itself if it still is."
    )
    def today(self) -> list[AdminUnit]:
        """Heirs."""
        return [AdminUnit(unit=unit) for unit in self.match.today]

    @strawberry.field(description="Identifier of the site, for `node`.")
    def site_id(self) -> strawberry.ID | None:
        """Site."""
        return write_id("Site", self.match.site.code) if self.match.site else None

    @strawberry.field(description="Slug of the site, for `site`.")
    def slug(self) -> str | None:
        """Slug."""
        return self.match.site.slug if self.match.site else None


@strawberry.type(description="A unit whose border runs near a position.")
class NearUnit:
    """Neighbour."""

    unit: AdminUnit = strawberry.field(description="The unit.")
    distance_metres: float = strawberry.field(description="Geodesic distance to its border, in metres.")


@strawberry.type(name="PlaceAt", description="What lies at a position on a day of legal time.")
class PlaceThere:
    """Answer."""

    found: strawberry.Private[PlaceAt]

    @strawberry.field(
        description="The commune or ward there; null outside the province, or if it is not certain."
    )
    def unit(self) -> AdminUnit | None:
        """Unit."""
        return AdminUnit(unit=self.found.unit) if self.found.unit else None

    @strawberry.field(
        description="Former units that may have been there: boundaries before 2025-07-01 are not known, only what "
        "today's units were made of."
    )
    def candidates(self) -> list[AdminUnit]:
        """Candidates."""
        return [AdminUnit(unit=unit) for unit in self.found.candidates]

    @strawberry.field(description="Other units whose border is less than 500 m away, nearest first.")
    def near(self) -> list[NearUnit]:
        """Neighbours."""
        return [
            NearUnit(unit=AdminUnit(unit=unit), distance_metres=metres) for unit, metres in self.found.near
        ]


strawberry.enum(
    Form,
    name="CoordinateForm",
    description="How a position was written: DECIMAL degrees, DMS (degrees, minutes, seconds), VN2000 metres, UTM.",
)


@strawberry.type(description="A position as it was understood from what somebody typed.")
class CoordinateReading:
    """Reading."""

    latitude: float | None = strawberry.field(description="Degrees north, WGS84; null if not understood.")
    longitude: float | None = strawberry.field(description="Degrees east, WGS84; null if not understood.")
    form: Form | None = strawberry.field(description="The form recognised.")
    source_crs: str | None = strawberry.field(
        description="Reference system of the numbers, such as EPSG:9205."
    )
    source_numbers: str | None = strawberry.field(
        description="The text itself, to be kept with the position."
    )
    problems: list[Problem] = strawberry.field(description="Why it was not taken, and what to do.")
    warnings: list[Problem] = strawberry.field(description="What deserves a look.")


def read_typed(info: Info, text: str, admin_unit: str | None, as_of: date | None) -> CoordinateReading:
    """What a typed position means; judged against the province and the unit where one is named."""
    reader, language = info.context.reader, info.context.language
    try:
        reading = understand(reader.session, reader.units, text, language, admin_unit, as_of or reader.today)
    except ProblemsError as error:
        problems = shown_problems(info, error.problems)
        return CoordinateReading(
            latitude=None, longitude=None, form=None, source_crs=None, source_numbers=None,
            problems=problems, warnings=[],
        )  # fmt: skip
    flags = [Found(flag.code, flag.message, "text") for flag in reading.warnings]
    return CoordinateReading(
        latitude=reading.latitude,
        longitude=reading.longitude,
        form=reading.form,
        source_crs=reading.source_crs,
        source_numbers=reading.source_numbers,
        problems=[],
        warnings=shown_problems(info, flags),
    )
