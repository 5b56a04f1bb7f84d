"""The scheme of site kinds."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.tables import KindTerm


def kinds_on(session: Session, day: date) -> list[KindTerm]:
    """The kinds in force on a day, the legal ones first."""
    query = sa.select(KindTerm).where(
        sa.or_(col(KindTerm.valid_from).is_(None), col(KindTerm.valid_from) <= day),
        sa.or_(col(KindTerm.valid_to).is_(None), col(KindTerm.valid_to) > day),
    )
    return list(session.scalars(query.order_by(col(KindTerm.is_legal).desc(), KindTerm.code)))
