"""A site and the connections around it in GraphQL. Meanings and readers come from `catalog.projection`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Annotated, Any

import strawberry

from catalog.coverage.reasons import DIGITISATION
from catalog.dossiers.standing import standing_of
from catalog.finding.pages import SitePage, Window
from catalog.finding.working import WorkingPage
from catalog.projection import site as reading
from catalog.projection.fields import SITE_FIELDS, reading_of
from catalog.projection.rank import grade_on
from catalog.projection.reader import Record
from catalog.projection.surrogates import HEROES, SURROGATES
from catalog.projection.values import DeclaredPartsValue
from catalog.sites.completeness import COMPLETENESS
from catalog.terms import VISITOR_FACTS, Membership, TextField
from schema.context import Info
from schema.costs import ONE_JUDGED
from schema.digitisation import Digitisation
from schema.dossiers import Completeness, Dossier
from schema.nodes import Node, write_id
from schema.paging import After, Before, First, Last, PageInfo, cursor_at, cut
from schema.scalars import (
    Extent,
    GeoJSON,
    Language,
    LocationPrecision,
    RecordOrigin,
    SiteKind,
    SiteState,
)
from schema.scalars import (
    Membership as MembershipWord,
)
from schema.staff import StaffFields
from schema.surrogates import DigitalSurrogate, DigitalSurrogateConnection, page_of_surrogates
from schema.units import AdminUnit
from schema.values import (
    DeclaredParts,
    Designation,
    ExternalId,
    GeoPosition,
    GradeAnswer,
    InLanguage,
    LocalizedText,
    MissingField,
    NamedText,
    PartAct,
    Period,
    ProtectionZone,
    RecordText,
    SiteAdminUnit,
    Source,
    bcp47,
    language_tag,
)

_KINDS = {kind.value: kind for kind in SiteKind}

AsOf = Annotated[
    date | None, strawberry.argument(description="Day of legal time (Asia/Ho_Chi_Minh); today if left out.")
]
"""A day of legal time."""


def shown(name: str, wrap: Callable[[Any], Any] | None = None) -> Any:
    """A field that the projection reads as it is declared there."""
    return strawberry.field(resolver=_reader(name, wrap), description=SITE_FIELDS[name].description)


def _reader(name: str, wrap: Callable[[Any], Any] | None) -> Callable[[Any], Any]:
    of = reading_of(name)

    def read(root: Any) -> Any:
        return of(root.record)

    def read_and_wrap(root: Any) -> Any:
        value = of(root.record)
        return None if value is None or wrap is None else wrap(value)

    return read if wrap is None else read_and_wrap


def _each(wrap: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda values: [wrap(value) for value in values]


def about(name: str) -> Any:
    """A field with arguments, described by the projection."""
    return strawberry.field(description=SITE_FIELDS[name].description)


def localized(record: Record, field: TextField, language: str) -> LocalizedText | None:
    """The text in this language (as the enum writes it), or the one that stands in for it."""
    text = reading.localized(record, field, bcp47(language))
    if text is None:
        return None
    return LocalizedText(text=text.text, language=language_tag(text.language), is_fallback=text.is_fallback)


@strawberry.type(
    description="Facts for visitors; each mirrors a condition of Decree 168/2017/NĐ-CP, Art. 11."
)
class VisitorInfo:
    """Visitor facts."""

    record: strawberry.Private[Record]

    @strawberry.field(
        description="Day on which the facts were last verified; the rules say how long that holds."
    )
    def verified_on(self) -> date | None:
        """Verification."""
        day: date | None = self.record.values["visitor_facts_verified_on"]
        return day

    @strawberry.field(description="All facts that are known, each with its name (OPENING_HOURS, FEE, ...).")
    def facts(self, language: InLanguage = Language.VI) -> list[VisitorFact]:
        """The facts."""
        texts = [(fact, localized(self.record, fact, language)) for fact in VISITOR_FACTS]
        return [VisitorFact(name=fact.value, text=text) for fact, text in texts if text is not None]


@strawberry.type(description="One fact for visitors.")
class VisitorFact:
    """A fact."""

    name: str = strawberry.field(description="Which fact, such as OPENING_HOURS or ACCESSIBILITY.")
    text: LocalizedText = strawberry.field(description="What it says.")


@strawberry.type(description="A site in a list.")
class SiteEdge:
    """Edge."""

    page: strawberry.Private[SitePage | ShortList | WorkingPage]
    place: strawberry.Private[int]
    node: Site = strawberry.field(description="The site.")

    @strawberry.field(description="Where it stands in the list, for `after` and `before`.")
    def cursor(self) -> str:
        """Written only when asked for."""
        return self.page.cursors[self.place]

    distance_metres: float | None = strawberry.field(
        description="Geodesic distance from the point of the filter `near`, in metres; null without one."
    )


@strawberry.type(description="A page of sites.")
class SiteConnection:
    """Connection over a page that was found, or over a short list."""

    page: strawberry.Private[SitePage | ShortList | WorkingPage]

    @strawberry.field(description="How many sites there are in all, not only on this page.")
    def total_count(self) -> int:
        """Counted only when asked for."""
        return self.page.total_count

    @strawberry.field(description="The sites on this page.")
    def edges(self) -> list[SiteEdge]:
        """Edges."""
        return [
            SiteEdge(
                page=self.page,
                place=place,
                node=Site(record=record),
                distance_metres=record.distance_metres,
            )
            for place, record in enumerate(self.page.records)
        ]

    @strawberry.field(description="The sites on this page, without cursors.")
    def nodes(self) -> list[Site]:
        """Nodes."""
        return [Site(record=record) for record in self.page.records]

    @strawberry.field(description="Where the page stands.")
    def page_info(self) -> PageInfo:
        """Page info."""
        cursors = self.page.cursors
        return PageInfo(
            has_next_page=self.page.has_next,
            has_previous_page=self.page.has_previous,
            start_cursor=cursors[0] if cursors else None,
            end_cursor=cursors[-1] if cursors else None,
        )


class ShortList:
    """A page of a list that hangs on a record and is read whole."""

    def __init__(self, records: Sequence[Record], window: Window, default_size: int = 20) -> None:
        start, stop = cut(len(records), window, default_size)
        self.records = list(records[start:stop])
        self.cursors = [cursor_at(position) for position in range(start, stop)]
        self.total_count = len(records)
        self.has_next, self.has_previous = stop < len(records), start > 0


@strawberry.type(description="A heritage or tourist site: what is public of it, or a revision at work.")
class Site(StaffFields, Node):
    """One revision of a site."""

    record: strawberry.Private[Record]

    def __post_init__(self) -> None:
        """Where reads are counted, a published site that is resolved is one."""
        answered = self.record.batch.reader.answered
        if answered is not None and not self.record.is_working:
            answered.add(self.record.site_id)

    @strawberry.field(description="Opaque, permanent identifier.")
    def id(self) -> strawberry.ID:
        """Kind and code."""
        return write_id("Site", self.record.values["code"])

    code: str = shown("code")
    slug: str = shown("slug")
    version: int = shown("version")
    state: SiteState = shown("state")
    origin: RecordOrigin = shown("origin")
    reviewed_at: datetime | None = shown("reviewed_at")
    published_at: datetime | None = shown("published_at")
    content_hash: str = shown("content_hash")
    managing_body: str | None = shown("managing_body")
    address_in_decision: str | None = shown("address_in_decision")
    location: GeoPosition | None = shown("location")
    location_precision: LocationPrecision = shown("location_precision")
    location_candidates: list[GeoPosition] = shown("location_candidates")
    extent: Extent | None = shown("extent")
    admin_unit: AdminUnit | None = shown("admin_unit", lambda unit: AdminUnit(unit=unit))
    admin_units: list[SiteAdminUnit] = shown(
        "admin_units",
        _each(lambda link: SiteAdminUnit(unit=AdminUnit(unit=link.unit), is_primary=link.is_primary)),
    )
    designations: list[Designation] = shown("designations")
    protection_zones: list[ProtectionZone] = shown("protection_zones")
    missing: list[MissingField] = shown("missing")
    sources: list[Source] = shown("sources")
    external_ids: list[ExternalId] = shown(
        "external_ids", _each(lambda pair: ExternalId(system=pair[0], value=pair[1]))
    )
    texts: list[RecordText] = shown("texts", _each(lambda text: RecordText.of(text, language_tag)))
    part_of: Site | None = shown("part_of", lambda record: Site(record=record))
    visitor_info: VisitorInfo | None = strawberry.field(
        resolver=lambda root: visitor_info(root.record), description=SITE_FIELDS["visitor_info"].description
    )

    @about("page_url")
    def page_url(self, info: Info) -> str:
        """Page address."""
        return info.context.page_url(self.record.values["slug"])

    @about("name")
    def name(self, language: InLanguage = Language.VI) -> LocalizedText:
        """Name."""
        text = localized(self.record, TextField.NAME, language)
        if text is None:
            raise LookupError("every revision has a name")
        return text

    @about("summary")
    def summary(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Summary."""
        return localized(self.record, TextField.SUMMARY, language)

    @about("description")
    def description(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Description."""
        return localized(self.record, TextField.DESCRIPTION, language)

    @about("note")
    def note(self, language: InLanguage = Language.VI) -> LocalizedText | None:
        """Editorial remark."""
        return localized(self.record, TextField.NOTE, language)

    @about("alternative_names")
    def alternative_names(self) -> list[NamedText]:
        """Other names."""
        names = reading.texts_of(self.record, TextField.ALTERNATIVE_NAME)
        return [NamedText(text=text, language=language_tag(language)) for language, text in names]

    @about("kinds")
    def kinds(self) -> list[SiteKind]:
        """Kinds."""
        return [_KINDS[kind] for kind in self.record.related(reading.KINDS)]

    @about("grade")
    def grade(self, info: Info, as_of: AsOf = None) -> GradeAnswer:
        """Rank on a day."""
        answer = grade_on(reading.ranks_of(self.record), as_of or info.context.reader.today)
        return GradeAnswer(answer=answer.answer, value=answer.value)

    @about("geometry")
    def geometry(self) -> GeoJSON | None:
        """Shape."""
        shapes = reading.shapes(self.record)
        return GeoJSON(shapes[0]) if shapes else None

    @about("period")
    def period(self, language: InLanguage = Language.VI) -> Period | None:
        """Period."""
        text = localized(self.record, TextField.PERIOD, language)
        edtf = self.record.values["period_edtf"]
        return Period(edtf=edtf, text=text) if edtf or text else None

    @strawberry.field(description="The act that made the site a part of `partOf`; null for what is no part.")
    def part_of_act(self) -> PartAct | None:
        """Membership."""
        found: PartAct | None = self.record.related(reading.PART_ACT)
        return found

    @about("located_in")
    def located_in(self) -> Site | None:
        """Site around it."""
        whole = self.record.related(reading.SURROUNDING)
        return None if whole is None else Site(record=whole)

    @about("parts")
    def parts(
        self,
        membership: MembershipWord | None = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> SiteConnection:
        """Parts of the complex."""
        wanted = reading.CONFIRMED if membership is None else frozenset({Membership(membership)})
        parts = self.record.related(reading.PARTS, memberships=wanted)
        return SiteConnection(page=ShortList(parts, Window(first, after, last, before)))

    @about("declared_parts")
    def declared_parts(self, info: Info, as_of: AsOf = None) -> DeclaredParts | None:
        """Declared numbers."""
        found: DeclaredPartsValue | None = self.record.related(
            reading.DECLARED_PARTS, day=as_of or info.context.reader.today
        )
        return None if found is None else DeclaredParts(**found._asdict())

    @about("surrogates")
    def surrogates(
        self, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> DigitalSurrogateConnection:
        """Surrogates."""
        return page_of_surrogates(
            self.record.related(SURROGATES), Window(first, after, last, before), self.record
        )

    @about("hero_image")
    def hero_image(self) -> DigitalSurrogate | None:
        """Main picture."""
        value = self.record.related(HEROES)
        return None if value is None else DigitalSurrogate(value=value, record=self.record)

    @about("iiif_manifest")
    def iiif_manifest(self, info: Info) -> str | None:
        """Manifest."""
        is_past = self.record.batch.reader.known_at is not None
        if is_past or self.record.is_working or self.record.related(HEROES) is None:
            return None
        return info.context.iiif_url(f"manifest/{self.record.values['code']}.json")

    @about("dossier")
    def dossier(self, info: Info) -> Dossier:
        """Scientific dossier."""
        standing = standing_of(self.record, info.context.reader.today)
        return Dossier(standing=standing, record=self.record)

    @strawberry.field(
        description="How far it is digitised on a day, by what is public of it: level, checks, next step. Null for "
        "what never was public.",
        metadata=ONE_JUDGED,
    )
    def digitisation(self, info: Info, as_of: AsOf = None) -> Digitisation | None:
        """Ladder."""
        found = self.record.related(DIGITISATION, day=as_of or info.context.reader.today)
        return None if found is None else Digitisation(examined=found)

    @about("completeness")
    def completeness(self) -> Completeness:
        """Figure."""
        is_working = bool(self.record.is_working)
        return Completeness.of(self.record.related(COMPLETENESS), names_missing=is_working)


def visitor_info(record: Record) -> VisitorInfo | None:
    """The visitor facts, or None where nothing is known."""
    is_known = record.values["visitor_facts_verified_on"] or any(
        reading.texts_of(record, fact) for fact in VISITOR_FACTS
    )
    return VisitorInfo(record=record) if is_known else None
