"""What a bulk change does to each record, told before or while it happens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from catalog.sites.content import SiteContent
from catalog.sites.facets import FieldChange, compare
from catalog.terms import TextField


class Effect(StrEnum):
    """What becomes of a record: made, changed, or taken out of public sight."""

    CREATE = "CREATE"
    CHANGE = "CHANGE"
    WITHDRAW = "WITHDRAW"


@dataclass(frozen=True)
class RecordChange:
    """One record and every field of it that differs, before and after."""

    effect: Effect
    code: str
    slug: str
    name: str
    fields: tuple[FieldChange, ...]


Told = Callable[[RecordChange], None]
"""Hears of each record, in the order in which they are written."""


def record_change(code: str, before: SiteContent | None, after: SiteContent | None) -> RecordChange:
    """What differs between two contents of a record; `None` is a record that is not there, or not public."""
    content = after or before
    if content is None:
        raise ValueError("a change has a content before or after")
    effect = Effect.CREATE if before is None else Effect.WITHDRAW if after is None else Effect.CHANGE
    name = content.text_of(TextField.NAME, "vi") or ""
    return RecordChange(effect, code, content.slug, name, tuple(compare(before, after)))
