"""What a revision says, one table for each sort of statement. Rows are written once and never changed."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from catalog.tables.columns import Table, choice, filled, half_open, on_earth
from catalog.terms import (
    AuthorityKind,
    Certainty,
    EndReason,
    Grade,
    LocationMethod,
    Membership,
    MissingCode,
    Relation,
    Scheme,
    TextField,
    TextOrigin,
    Zone,
)


class SiteText(Table, table=True):
    """A text of the record in one language; alternative names and notes may be several (`position`)."""

    __tablename__ = "site_text"
    __table_args__ = (filled("text"), sa.CheckConstraint("position >= 0", name="position_natural"))

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    field: TextField = Field(sa_type=choice(TextField), primary_key=True)
    language: str = Field(primary_key=True, max_length=20)
    position: int = Field(default=0, primary_key=True)
    text: str = Field(sa_type=sa.Text)
    origin: TextOrigin = Field(default=TextOrigin.HUMAN, sa_type=choice(TextOrigin))
    is_reviewed: bool = False
    is_stale: bool | None = None


class SiteKind(Table, table=True):
    """A kind the site belongs to; several are usual."""

    __tablename__ = "site_kind"
    __table_args__ = (sa.Index("ix_site_kind_kind", "kind", "revision_id"),)

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    kind: str = Field(foreign_key="kind_term.code", max_length=40)


class SiteUnit(Table, table=True):
    """A unit the site lies in: of today, and of former times where a source names it."""

    __tablename__ = "site_unit"
    __table_args__ = (
        sa.Index("uq_site_unit_primary", "revision_id", unique=True,
                 sqlite_where=sa.text("is_primary"), postgresql_where=sa.text("is_primary")),
        sa.Index("ix_site_unit_unit_id", "unit_id", "revision_id"),
    )  # fmt: skip

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    unit_id: int = Field(foreign_key="admin_unit.id", primary_key=True)
    is_primary: bool


class SitePlace(Table, table=True):
    """A position or shape that a source gives. A commune's centre is not a place of a site and never a row.

    At most one is followed (`is_location`); when sources disagree none is, and the rows are candidates.
    """

    __tablename__ = "site_place"
    __table_args__ = (
        *on_earth(),
        sa.CheckConstraint("accuracy_metres IS NULL OR accuracy_metres > 0", name="accuracy_positive"),
        sa.CheckConstraint("latitude IS NOT NULL OR geometry IS NOT NULL", name="somewhere"),
        sa.CheckConstraint("NOT is_location OR latitude IS NOT NULL", name="location_is_point"),
        sa.Index("uq_site_place_location", "revision_id", unique=True,
                 sqlite_where=sa.text("is_location"), postgresql_where=sa.text("is_location")),
    )  # fmt: skip

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    is_location: bool
    latitude: float | None = None
    longitude: float | None = None
    geometry: str | None = Field(default=None, sa_type=sa.Text)
    accuracy_metres: float | None = None
    method: LocationMethod | None = Field(default=None, sa_type=choice(LocationMethod))
    source_crs: str | None = Field(default=None, max_length=40)
    source_numbers: str | None = Field(default=None, max_length=200)
    measured_on: date | None = None
    source: str | None = Field(default=None, sa_type=sa.Text)


class Designation(Table, table=True):
    """The act that ranks or recognises the site; `key` is that of its register entry."""

    __tablename__ = "designation"
    __table_args__ = (
        half_open(),
        sa.CheckConstraint("scheme <> 'RELIC_RANK' OR grade IS NOT NULL", name="rank_has_grade"),
        sa.CheckConstraint("(valid_to IS NULL) = (end_reason IS NULL)", name="end_has_reason"),
        sa.Index("uq_designation_open_rank", "revision_id", unique=True,
                 sqlite_where=sa.text("scheme = 'RELIC_RANK' AND valid_to IS NULL"),
                 postgresql_where=sa.text("scheme = 'RELIC_RANK' AND valid_to IS NULL")),
    )  # fmt: skip

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    scheme: Scheme = Field(sa_type=choice(Scheme))
    grade: Grade | None = Field(default=None, sa_type=choice(Grade))
    decision_number: str | None = Field(default=None, max_length=100)
    decision_date: date | None = None
    authority: str | None = Field(default=None, max_length=300)
    authority_kind: AuthorityKind = Field(sa_type=choice(AuthorityKind))
    valid_from: date | None = None
    valid_to: date | None = None
    known_since: date
    end_reason: EndReason | None = Field(default=None, sa_type=choice(EndReason))
    ended_by: str | None = Field(default=None, max_length=100)
    certainty: Certainty = Field(sa_type=choice(Certainty))
    note: str | None = Field(default=None, sa_type=sa.Text)
    source: str | None = Field(default=None, sa_type=sa.Text)


class PartOf(Table, table=True):
    """The site belongs to a complex, or merely stands inside another site."""

    __tablename__ = "part_of"
    __table_args__ = (
        half_open(),
        sa.CheckConstraint("complex_id <> site_id", name="not_itself"),
        sa.Index("ix_part_of_complex_id", "complex_id", "relation", "membership"),
    )

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    complex_id: int = Field(foreign_key="site.id", primary_key=True)
    relation: Relation = Field(sa_type=choice(Relation), primary_key=True)
    site_id: int = Field(foreign_key="site.id")
    membership: Membership = Field(sa_type=choice(Membership))
    decision_number: str | None = Field(default=None, max_length=100)
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = Field(default=None, sa_type=sa.Text)


class DeclaredParts(Table, table=True):
    """How many parts a decision declares for the complex during an interval."""

    __tablename__ = "declared_parts"
    __table_args__ = (half_open(), sa.CheckConstraint("declared >= 0", name="declared_positive"))

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    declared: int
    decision_number: str = Field(max_length=100)
    source: str | None = Field(default=None, sa_type=sa.Text)


class ProtectionZone(Table, table=True):
    """A legal area as a valid polygon (GeoJSON), with the decision that draws it."""

    __tablename__ = "protection_zone"
    __table_args__ = (half_open(),)

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    zone: Zone = Field(sa_type=choice(Zone))
    geometry: str = Field(sa_type=sa.Text)
    valid_from: date | None = None
    valid_to: date | None = None
    decision_number: str | None = Field(default=None, max_length=100)
    source: str | None = Field(default=None, sa_type=sa.Text)


class MissingValue(Table, table=True):
    """Why a field has no value."""

    __tablename__ = "missing_value"
    __table_args__ = (
        sa.CheckConstraint(
            "code NOT IN ('CHUA_XAC_DINH', 'KHONG_RO') OR note IS NOT NULL", name="note_where_needed"
        ),
    )

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    field: str = Field(primary_key=True, max_length=60)
    code: MissingCode = Field(sa_type=choice(MissingCode))
    note: str | None = Field(default=None, sa_type=sa.Text)


class Citation(Table, table=True):
    """A source, on the whole record (`field` empty) or on one value.

    Where it says otherwise than the record, `states` holds what it says: conflicting sources stay
    side by side.
    """

    __tablename__ = "citation"
    __table_args__ = (filled("title"),)

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    position: int = Field(primary_key=True)
    field: str = Field(default="", max_length=60)
    title: str = Field(sa_type=sa.Text)
    url: str | None = Field(default=None, sa_type=sa.Text)
    accessed_on: date | None = None
    states: str | None = Field(default=None, sa_type=sa.Text)


class ExternalId(Table, table=True):
    """How another system names the site (qldsvh, the national database, Wikidata, OpenStreetMap)."""

    __tablename__ = "external_id"
    __table_args__ = (filled("value"), sa.Index("ix_external_id_value", "system", "value"))

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    system: str = Field(primary_key=True, max_length=40)
    value: str = Field(max_length=200)
