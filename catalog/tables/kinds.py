"""Kinds of sites: data with a version and a citation, because the law has changed them before."""

from __future__ import annotations

from datetime import date

from sqlmodel import Field

from catalog.tables.columns import Table, filled, half_open


class KindTerm(Table, table=True):
    """One kind of one version of the scheme; five are legal relic kinds since 1 July 2025, the rest tourist."""

    __tablename__ = "kind_term"
    __table_args__ = (half_open(), filled("label_vi"), filled("label_en"))

    code: str = Field(primary_key=True, max_length=40)
    scheme: str = Field(max_length=40)
    is_legal: bool
    label_vi: str = Field(max_length=200)
    label_en: str = Field(max_length=200)
    valid_from: date | None = None
    valid_to: date | None = None
    citation: str
