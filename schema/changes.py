"""What apps follow: the public changes."""

from __future__ import annotations

from datetime import datetime

import strawberry

from catalog.finding.changed import read_changes
from catalog.projection.reader import Reader
from schema.records import Site
from schema.scalars import ChangeKind


@strawberry.type(description="Something became public, was renamed, or stopped being public.")
class Change:
    """Change."""

    sequence: int = strawberry.field(description="Number in a sequence without gaps.")
    at: datetime = strawberry.field(description="When.")
    kind: ChangeKind = strawberry.field(description="How what the public sees changed.")
    slug: str = strawberry.field(description="The slug under which the site was, or is, public.")
    site: Site | None = strawberry.field(
        description="What is public of the site now; null if nothing is, or if it left this slug."
    )


@strawberry.type(description="A page of changes, oldest first.")
class ChangePage:
    """Page."""

    cursor: str = strawberry.field(description="For `since`: everything up to here has been seen.")
    has_more: bool = strawberry.field(description="Whether more changes follow.")
    items: list[Change] = strawberry.field(description="The changes.")


def change_page(reader: Reader, since: str | None, first: int) -> ChangePage:
    """The changes behind a cursor."""
    page = read_changes(reader, since, first)
    items = [
        Change(
            sequence=row.sequence,
            at=row.at,
            kind=row.kind,
            slug=row.slug,
            site=None if record is None else Site(record=record),
        )
        for row, record in page.items
    ]
    return ChangePage(cursor=page.cursor, has_more=page.has_more, items=items)
