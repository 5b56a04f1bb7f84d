"""The questions that anybody may ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import strawberry

from catalog.finding.lookup import find_by_code, find_by_slug
from catalog.finding.pages import Window, find_sites
from catalog.finding.working import find_working, working_record
from catalog.projection.reader import Reader
from catalog.projection.surrogates import SURROGATES
from catalog.register import declared_totals
from catalog.roles import Acting
from catalog.sites.kinds import kinds_on
from schema.accounts import AccountQueries
from schema.changes import ChangePage, change_page
from schema.context import Info, instant_of
from schema.imports import ImportQuestions
from schema.inputs import SiteFilterInput, read_public_filter, read_working_filter
from schema.keeping import KeepingQuestions
from schema.lessons import LessonQuestions
from schema.measures import CoverageQuestions
from schema.nodes import Node, read_id
from schema.paging import FIRST, After, Before, First, Last
from schema.people import ViewerType
from schema.periods import PeriodQueries
from schema.places import CoordinateReading, Place, PlaceThere, read_typed
from schema.procedures import ProcedureQuestions
from schema.records import AsOf, Site, SiteConnection
from schema.scalars import Scheme, SiteKind, SiteOrder, SiteView, UnitLevel
from schema.scores import ScoreQuestions
from schema.surrogates import DigitalSurrogate
from schema.units import AdminUnit
from schema.work_counts import WorkCountQuestions
from schema.worklist import WorkQuestions

KnownAt = Annotated[
    datetime | None,
    strawberry.argument(description="Instant of our knowledge: what was public then; now if left out."),
]
InView = Annotated[SiteView, strawberry.argument(description="What everybody sees, or records at work.")]


def surrogate_node(reader: Reader, acting: Acting | None, code: str) -> DigitalSurrogate | None:
    """The surrogate with this code as the public sees it, else as the viewer's record at work has it."""
    site = code.partition(".")[0]
    records = [find_by_code(reader, site)]
    if acting is not None:
        records.append(working_record(reader, acting, code=site))
    for record in records:
        for value in record.related(SURROGATES) if record is not None else ():
            if value.code == code and record is not None:
                return DigitalSurrogate(value=value, record=record)
    return None


@strawberry.type(description="A kind of site with its labels and the law behind it.")
class SiteKindTerm:
    """Kind."""

    code: SiteKind = strawberry.field(description="The kind.")
    scheme: str = strawberry.field(description="Scheme and version it belongs to.")
    is_legal: bool = strawberry.field(
        description="True for the relic kinds of the law, false for tourist kinds."
    )
    label_vi: str = strawberry.field(description="Name in Vietnamese.")
    label_en: str = strawberry.field(description="Name in English.")
    valid_from: date | None = strawberry.field(description="First day in force; null if not known.")
    valid_to: date | None = strawberry.field(description="First day no longer in force.")
    citation: str = strawberry.field(description="The law or decree.")


@strawberry.type(
    description="How many sites an official list declares: what the register's own figures stand beside."
)
class DeclaredTotal:
    """Total."""

    register_name: str = strawberry.field(description="Which list.")
    decision_number: str | None = strawberry.field(description="The decision that published it.")
    as_of: str = strawberry.field(description="Day or year that it speaks of (ISO 8601).")
    scheme: Scheme = strawberry.field(description="What kind of recognition.")
    category: str = strawberry.field(description="Grade, or UNRANKED for what is only inventoried.")
    declared: int = strawberry.field(description="The number declared.")
    source: str = strawberry.field(description="Where it was found.")


@strawberry.type(description="Public reads need no sign-in.")
class Query(
    AccountQueries,
    CoverageQuestions,
    ImportQuestions,
    KeepingQuestions,
    LessonQuestions,
    PeriodQueries,
    ProcedureQuestions,
    ScoreQuestions,
    WorkCountQuestions,
    WorkQuestions,
):
    """Root."""

    @strawberry.field(
        description="One site by its slug, present or former; null if there is none. The WORKING view is its newest "
        "revision, for those who may see it."
    )
    def site(
        self, info: Info, slug: str, known_at: KnownAt = None, view: InView = SiteView.PUBLIC
    ) -> Site | None:
        """A site."""
        reader = info.context.reader
        expected = info.context.expected()
        record = find_by_slug(
            reader.knowing(instant_of(known_at)), slug, expected if view == SiteView.PUBLIC else ()
        )
        if view == SiteView.WORKING:
            code = record.values["code"] if record else ""
            record = working_record(reader, info.context.signed_in(), code=code, slug=slug)
        return None if record is None else Site(record=record)

    @strawberry.field(
        description="Anything with an `id`, as published; null if there is none. Staff find a site of which nothing "
        "is public at work."
    )
    def node(self, info: Info, id: strawberry.ID) -> Node | None:
        """A node."""
        kind, key = read_id(id) or ("", "")
        reader, acting = info.context.reader, info.context.acting
        if kind == "Site":
            record = find_by_code(reader, key)
            if record is None and acting is not None:
                record = working_record(reader, acting, code=key)
            return None if record is None else Site(record=record)
        if kind == "DigitalSurrogate":
            return surrogate_node(reader, acting, key)
        unit = reader.units.by_key.get(key) if kind == "AdminUnit" else None
        return None if unit is None else AdminUnit(unit=unit)

    @strawberry.field(
        description="Published sites that meet a filter. Without an order: by relevance if there is a text, by "
        "distance if there is a point, else by code. The WORKING view lists the newest revisions that the viewer "
        "may see, by relevance or by code."
    )
    def sites(
        self,
        info: Info,
        filter: SiteFilterInput | None = None,
        order_by: SiteOrder | None = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
        known_at: KnownAt = None,
        view: InView = SiteView.PUBLIC,
    ) -> SiteConnection:
        """A page of sites."""
        window = Window(first, after, last, before)
        if view == SiteView.WORKING:
            reader = info.context.reader
            at_work = read_working_filter(filter, reader)
            return SiteConnection(
                page=find_working(reader, info.context.signed_in(), at_work, window, order_by)
            )
        reader = info.context.reader.knowing(instant_of(known_at))
        wanted = read_public_filter(filter, reader)
        return SiteConnection(page=find_sites(reader, wanted, window, order_by))

    @strawberry.field(
        description="What became public, was renamed or withdrawn, oldest first. Replaying all pages over an empty "
        "store, by slug, gives exactly what is published: an item whose `site` is null is taken out."
    )
    def changes(
        self,
        info: Info,
        since: Annotated[
            str | None,
            strawberry.argument(description="The `cursor` of an earlier answer; the start if left out."),
        ] = None,
        first: Annotated[int, strawberry.argument(description=FIRST)] = 100,
    ) -> ChangePage:
        """Changes."""
        return change_page(info.context.reader, since, first)

    @strawberry.field(
        description="Communes and wards on a day of legal time, by code; other levels when asked for. A unit whose "
        "start is not known is answered for every day before its end."
    )
    def admin_units(
        self, info: Info, as_of: AsOf = None, levels: list[UnitLevel] | None = None
    ) -> list[AdminUnit]:
        """Units."""
        reader = info.context.reader
        wanted = levels if levels is not None else (UnitLevel.COMMUNE, UnitLevel.WARD)
        return [AdminUnit(unit=unit) for unit in reader.units.on(as_of or reader.today, wanted)]

    @strawberry.field(
        description="Places that a text may mean, best first: units of today and of former times, sites and their "
        "other names. A former address finds today's unit. Nobody outside is asked."
    )
    def places(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="A name or an address, up to 200 characters.")],
        first: Annotated[int, strawberry.argument(description="How many; at most 20.")] = 10,
    ) -> list[Place]:
        """Places."""
        return [Place(match=match) for match in info.context.gazetteer.places(text, max(0, first))]

    @strawberry.field(description="The administrative unit at a position on a day.")
    def place_at(
        self,
        info: Info,
        latitude: Annotated[float, strawberry.argument(description="Degrees north, WGS84.")],
        longitude: Annotated[float, strawberry.argument(description="Degrees east, WGS84.")],
        as_of: AsOf = None,
    ) -> PlaceThere:
        """What is there."""
        day = as_of or info.context.reader.today
        return PlaceThere(found=info.context.gazetteer.at(latitude, longitude, day))

    @strawberry.field(
        description="What a typed position means: degrees with a point or comma, minutes and seconds with Vietnamese "
        "or English letters, VN-2000 metres (EPSG:9205). What can mean two things is asked, not guessed."
    )
    def read_coordinates(
        self,
        info: Info,
        text: Annotated[str, strawberry.argument(description="The position as people have it.")],
        admin_unit: Annotated[
            str | None, strawberry.argument(description="Code of the unit that it should lie in.")
        ] = None,
        as_of: AsOf = None,
    ) -> CoordinateReading:
        """A reading."""
        return read_typed(info, text, admin_unit, as_of)

    @strawberry.field(description="The kinds of sites in force on a day.")
    def site_kinds(self, info: Info, as_of: AsOf = None) -> list[SiteKindTerm]:
        """Kinds."""
        reader = info.context.reader
        names = SiteKindTerm.__annotations__
        terms = kinds_on(reader.session, as_of or reader.today)
        return [
            SiteKindTerm(
                **{name: getattr(t, name) for name in names if name != "code"}, code=SiteKind(t.code)
            )
            for t in terms
        ]

    @strawberry.field(description="Totals that official lists declare, newest first.")
    def declared_totals(self, info: Info) -> list[DeclaredTotal]:
        """Totals."""
        names = DeclaredTotal.__annotations__
        totals = declared_totals(info.context.reader.session)
        return [DeclaredTotal(**{name: getattr(total, name) for name in names}) for total in totals]

    @strawberry.field(description="Whoever holds the bearer token of the request; null without one.")
    def viewer(self, info: Info) -> ViewerType | None:
        """The viewer."""
        viewer = info.context.viewer
        return None if viewer is None else ViewerType(name=viewer.name, roles=sorted(viewer.roles))
