"""Relay connections: pages with cursors (GraphQL Cursor Connections Specification)."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.errors import BadRequestError, Message
from catalog.finding.pages import MAX_PAGE, Window

FIRST = f"How many from the start; at most {MAX_PAGE}."
AFTER = "Only what comes behind this cursor."
LAST = f"How many from the end; at most {MAX_PAGE}."
BEFORE = "Only what comes before this cursor."
First = Annotated[int | None, strawberry.argument(description=FIRST)]
After = Annotated[str | None, strawberry.argument(description=AFTER)]
Last = Annotated[int | None, strawberry.argument(description=LAST)]
Before = Annotated[str | None, strawberry.argument(description=BEFORE)]


@strawberry.type(description="Where a page stands in the whole list.")
class PageInfo:
    """Relay's PageInfo; cursors are null on an empty page."""

    has_next_page: bool = strawberry.field(description="Whether more follows behind the page.")
    has_previous_page: bool = strawberry.field(description="Whether something stands before the page.")
    start_cursor: str | None = strawberry.field(
        description="Cursor of the first item; null on an empty page."
    )
    end_cursor: str | None = strawberry.field(description="Cursor of the last item; null on an empty page.")


def sized(first: int) -> int:
    """The size of a page of `first` items. Raises `BadRequestError` like `Window.size`."""
    return Window(first=first).size()


def cut(count: int, window: Window, default: int) -> tuple[int, int]:
    """The slice [start, stop) of a list of `count` items that a window shows; cursors are positions.

    For short lists that do not change while they are read. Raises `BadRequestError` like `Window.size`.
    """
    size = window.size(default)
    start = position_of(window.after) + 1 if window.after else 0
    stop = min(count, position_of(window.before)) if window.before else count
    if window.last is not None:
        return max(start, stop - size), stop
    return start, max(start, min(stop, start + size))


def position_of(cursor: str) -> int:
    """The position in a cursor of a short list. Raises `BadRequestError` if it is none."""
    number = cursor.removeprefix("at:")
    if cursor.startswith("at:") and number.isdecimal() and len(number) < 10:
        return int(number)
    raise BadRequestError(Message("Con trỏ trang không hợp lệ.", "The cursor is not valid."))


def cursor_at(position: int) -> str:
    """The cursor of a position in a short list."""
    return f"at:{position}"
