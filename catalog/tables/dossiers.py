"""The scientific dossier: what a revision says of each of its parts, and the files that are it."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Field

from catalog.tables.columns import Table, choice, filled
from catalog.terms import DossierStatus


class DossierItem(Table, table=True):
    """One part that is there or does not apply; a part without a row is missing."""

    __tablename__ = "dossier_item"
    __table_args__ = (
        sa.CheckConstraint("length(part) = 4 AND part LIKE 'HS__'", name="part_form"),
        sa.CheckConstraint("status <> 'MISSING'", name="status_said"),
        sa.CheckConstraint("status <> 'NOT_APPLICABLE' OR reason IS NOT NULL", name="reason_given"),
        sa.CheckConstraint("page_count > 0", name="pages_positive"),
        sa.CheckConstraint("(opinion_number IS NULL) = (opinion_issued_on IS NULL)", name="opinion_whole"),
        filled("reason"),
    )

    revision_id: int = Field(foreign_key="site_revision.id", primary_key=True)
    part: str = Field(primary_key=True, max_length=4)
    status: DossierStatus = Field(sa_type=choice(DossierStatus))
    reason: str | None = Field(default=None, sa_type=sa.Text)
    page_count: int | None = None
    is_converted_from_paper: bool
    conversion_mark: str | None = Field(default=None, max_length=300)
    signature_reference: str | None = Field(default=None, max_length=300)
    opinion_number: str | None = Field(default=None, max_length=300)
    opinion_issued_on: date | None = None
    note: str | None = Field(default=None, sa_type=sa.Text)


class DossierItemSurrogate(Table, table=True):
    """A file of a part, by page order. It must be a surrogate that the same revision describes: no other site's."""

    __tablename__ = "dossier_item_surrogate"
    __table_args__ = (
        sa.ForeignKeyConstraint(
            ["revision_id", "part"],
            ["dossier_item.revision_id", "dossier_item.part"],
            name="fk_dossier_item_surrogate_part",
        ),
        sa.ForeignKeyConstraint(
            ["revision_id", "surrogate_id"],
            ["surrogate_description.revision_id", "surrogate_description.surrogate_id"],
            name="fk_dossier_item_surrogate_surrogate_id",
        ),
        sa.CheckConstraint("position >= 0", name="position_natural"),
        sa.Index("ix_dossier_item_surrogate_surrogate_id", "surrogate_id"),
    )

    revision_id: int = Field(primary_key=True)
    part: str = Field(primary_key=True, max_length=4)
    surrogate_id: int = Field(primary_key=True)
    position: int
