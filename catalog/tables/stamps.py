"""Which scope was changed by which write: what tells whoever kept an answer whether it still holds."""

from __future__ import annotations

import sqlalchemy as sa
from sqlmodel import Field

from catalog.tables.columns import Table


class ChangeStamp(Table, table=True):
    """The number of the last write that changed a scope: a table by its name, or a site (`site/ID`)."""

    __tablename__ = "change_stamp"
    __table_args__ = (
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.Index("ix_change_stamp_number", "number"),
    )

    scope: str = Field(primary_key=True)
    number: int = Field(sa_type=sa.BigInteger)
