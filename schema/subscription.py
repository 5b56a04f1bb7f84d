"""What is told without being asked again: a subscription is its question, answered anew whenever something changes."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog import changes
from schema.changes import ChangePage, change_page
from schema.context import Info, refuse
from schema.paging import FIRST


@strawberry.type(description="Over a WebSocket (graphql-transport-ws): what apps are told as it happens.")
class Subscription:
    """Root."""

    @strawberry.field(
        description="The public changes behind `since`, then each page of new ones within about a second. After a "
        "break go on from the last `cursor`: nothing is missed, nothing comes twice."
    )
    def changes(
        self,
        info: Info,
        since: Annotated[
            str | None,
            strawberry.argument(description="The `cursor` of an earlier answer; from now on if left out."),
        ] = None,
        first: Annotated[int, strawberry.argument(description=FIRST)] = 100,
    ) -> ChangePage:
        """Changes."""
        stand = info.context.stand
        if stand is None:
            raise refuse("Subscription chỉ chạy qua WebSocket.", "A subscription runs over a WebSocket only.")
        reader = info.context.reader
        if stand.cursor is None:
            stand.cursor = since or changes.write_cursor(changes.last_sequence(reader.session))
        page = change_page(reader, stand.cursor, first)
        stand.cursor, stand.has_more, stand.has_news = page.cursor, page.has_more, bool(page.items)
        return page
