"""Pages of sites in an order, by cursors that stay right while rows come and go.

A cursor is the sort key of the row it stands at, not a position: a page starts behind that key whatever
was inserted or withdrawn since (Relay's Cursor Connections; `first`/`after` and `last`/`before`).
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

import orjson
import shapely
import sqlalchemy as sa
from sqlmodel import col

from catalog.errors import BadRequestError, Message
from catalog.finding.filters import Clause, Conditions, Near, SiteFilter, conditions, is_found, published
from catalog.finding.nearest import Found, Part, Reaches, nearest
from catalog.finding.text import find_text
from catalog.geo import distances_metres
from catalog.lazy import cached_property
from catalog.prepared import Prepared, Row, given
from catalog.projection.reader import Reader, Record
from catalog.projection.records import records_later
from catalog.stamps import Sight
from catalog.tables import Publication

MAX_PAGE = 100
"""Most records of one page; more is refused, not cut."""


class Order(StrEnum):
    """Orders of a list. DISTANCE needs a `near` filter, RELEVANCE a text."""

    CODE = "CODE"
    NAME = "NAME"
    DISTANCE = "DISTANCE"
    RELEVANCE = "RELEVANCE"


@dataclass(frozen=True)
class Window:
    """Which part of the list: `first` behind `after`, or `last` before `before`."""

    first: int | None = None
    after: str | None = None
    last: int | None = None
    before: str | None = None

    def size(self, default: int = 20) -> int:
        """How many records; raises `BadRequestError` on negative, doubled or too large numbers."""
        if self.first is not None and self.last is not None:
            raise BadRequestError(Message("Chỉ dùng first hoặc last.", "Use either first or last."))
        size = self.first if self.first is not None else self.last if self.last is not None else default
        if not 0 <= size <= MAX_PAGE:
            raise BadRequestError(
                Message(f"Mỗi trang từ 0 đến {MAX_PAGE} mục.", f"A page holds 0 to {MAX_PAGE} items.")
            )
        return size


@dataclass
class SitePage:
    """A page of records with their cursors, and whether there are more on either side."""

    reader: Reader
    wanted: SiteFilter
    order: Order
    places: list[Found]
    has_next: bool
    has_previous: bool
    counted: int | None = None

    @cached_property
    def records(self) -> list[Record]:
        """The records of the page in its order (one statement, once a value of one is asked for)."""
        batch = records_later(self.reader, [(place.revision_id, place.site_id) for place in self.places])
        if self.wanted.near is not None:
            for record, place in zip(batch, self.places, strict=True):
                record.distance_metres = place.distance_metres
        return batch.records

    @cached_property
    def total_count(self) -> int:
        """How many sites the filter has in all (one statement, or none where all were compared anyway)."""
        if self.counted is not None:
            return self.counted
        with self.reader.seeing(Sight.PUBLISHED):
            if _is_compared(self.wanted):
                return len(_compared(self.reader, self.wanted, self.order))
            where = conditions(self.reader, self.wanted)
            ((number,),) = self.reader.rows(
                _count(where.clauses, self.reader.known_at is None), **where.values
            )
        return int(number)

    @cached_property
    def cursors(self) -> list[str]:
        """The opaque cursors of the records, in their order."""
        return [write_cursor(self.order, place.key) for place in self.places]


def find_sites(
    reader: Reader, wanted: SiteFilter, window: Window, order: Order | None = None, default_size: int = 20
) -> SitePage:
    """One page of the public sites that meet the filter.

    Without an order: by relevance if there is a text, by distance if there is a point, else by code.
    Raises `BadRequestError` for sizes, cursors and orders that make no sense.
    """
    order = order or _natural(wanted)
    _check_order(order, wanted)
    size = window.size(default_size)
    after, before = (read_cursor(order, c) if c else None for c in (window.after, window.before))
    part = Part(size, after, before, is_backward=window.last is not None)
    with reader.seeing(Sight.PUBLISHED):
        if not _is_compared(wanted):
            return _by_index(reader, wanted, order, part)
        places, is_all = _in_order(reader, wanted, order, part)
    chosen = part.of(places)
    first = places.index(chosen[0]) if chosen else 0
    more = bool(chosen) and places[-1] != chosen[-1]
    return SitePage(reader, wanted, order, chosen, more, first > 0, len(places) if is_all else None)


def _is_compared(wanted: SiteFilter) -> bool:
    """Whether the database answers only roughly, and what it answers is compared one by one."""
    return wanted.text is not None or wanted.near is not None or wanted.polygon is not None


def _natural(wanted: SiteFilter) -> Order:
    if wanted.text is not None:
        return Order.RELEVANCE
    return Order.DISTANCE if wanted.near is not None else Order.CODE


def _check_order(order: Order, wanted: SiteFilter) -> None:
    if order == Order.DISTANCE and wanted.near is None:
        raise BadRequestError(
            Message("Sắp theo khoảng cách cần điều kiện near.", "Ordering by distance needs the filter near.")
        )
    if order == Order.RELEVANCE and wanted.text is None:
        raise BadRequestError(
            Message("Sắp theo độ phù hợp cần điều kiện text.", "Ordering by relevance needs the filter text.")
        )


def _by_index(reader: Reader, wanted: SiteFilter, order: Order, part: Part) -> SitePage:
    """A page that the database can order by itself: one statement, one row more than the page."""
    where = conditions(reader, wanted)
    size, after, before = part.size, part.after, part.before
    is_by_name, is_now = order == Order.NAME, reader.known_at is None
    has_after, has_before = after is not None, before is not None
    shape = _Shape(where.clauses, is_now, is_by_name, part.is_backward, has_after, has_before)
    rows = reader.rows(
        _ordered(shape), size=size + 1, **_keyed("after", after), **_keyed("before", before), **where.values
    )
    if is_by_name:
        places = [Found(revision_id, site_id, (name, code)) for revision_id, site_id, name, code in rows]
    else:
        places = [Found(revision_id, site_id, (code,)) for revision_id, site_id, code in rows]
    has_more, places = len(places) > size, places[:size]
    if part.is_backward:
        return SitePage(reader, wanted, order, places[::-1], has_before, has_more)
    return SitePage(reader, wanted, order, places, has_more, has_after)


class _Shape(NamedTuple):
    """What makes the statement of a page another one; values do not."""

    clauses: tuple[Clause, ...]
    is_now: bool
    is_by_name: bool
    is_backward: bool
    has_after: bool
    has_before: bool


@lru_cache(maxsize=256)
def _ordered(shape: _Shape) -> Prepared:
    columns: list[Any] = [col(Publication.code)]
    if shape.is_by_name:
        columns.insert(0, col(Publication.name_key))
    bounds = []
    if shape.has_after:
        bounds.append(sa.tuple_(*columns) > _key_given("after", columns))
    if shape.has_before:
        bounds.append(sa.tuple_(*columns) < _key_given("before", columns))
    where = Conditions(shape.clauses).on(published(is_now=shape.is_now))
    return Prepared(
        sa.select(Publication.revision_id, Publication.site_id, *columns)  # type: ignore[call-overload]
        .where(*where, *bounds)
        .order_by(*(c.desc() if shape.is_backward else c for c in columns))
        .limit(given("size", sa.Integer()))
    )


def _key_given(name: str, columns: Sequence[Any]) -> sa.Tuple:
    return sa.tuple_(*(given(f"{name}_{place}", sa.String()) for place in range(len(columns))))


def _keyed(name: str, key: tuple[Any, ...] | None) -> dict[str, Any]:
    return {f"{name}_{place}": part for place, part in enumerate(key or ())}


@lru_cache(maxsize=256)
def _count(clauses: tuple[Clause, ...], is_now: bool) -> Prepared:
    where = Conditions(clauses).on(published(is_now=is_now))
    return Prepared(sa.select(sa.func.count()).select_from(Publication).where(*where))


def _in_order(reader: Reader, wanted: SiteFilter, order: Order, part: Part) -> tuple[list[Found], bool]:
    """Places of the list from its beginning, at least as far as a part of it reaches; and whether they are all."""
    near = wanted.near
    if near is None or order != Order.DISTANCE or wanted.text is not None:
        return _compared(reader, wanted, order), True

    def measure(metres: float) -> list[Found]:
        ring = replace(wanted, near=Near(near.latitude, near.longitude, metres))
        return _compared(reader, ring, order)

    if part.after is not None or part.is_backward:
        return nearest(measure, near.radius_metres, part)
    about = replace(wanted, near=Near(round(near.latitude, 2), round(near.longitude, 2), 0.0)), part.size
    places, is_all = nearest(measure, near.radius_metres, part, _REACHES.of(about))
    _REACHES.learn(about, places, part.size)
    return places, is_all


_REACHES = Reaches()
"""For each list, by the kilometre or so of which it is the beginning."""


def _compared(reader: Reader, wanted: SiteFilter, order: Order) -> list[Found]:
    """All places of the list in order, for questions that the index answers only roughly."""
    scores: dict[int, float] | None = None
    where = conditions(reader, wanted)
    if wanted.text is not None:
        scores = dict(find_text(reader.session, wanted.text, at=reader.known_at))
        where = where.and_also(is_found, found=scores)
    rows = reader.rows(_positions(where.clauses, reader.known_at is None), **where.values)
    if wanted.polygon is not None:
        rows = [row for row in rows if shapely.intersects_xy(wanted.polygon, row[4], row[3])]
    measured = [(row, None) for row in rows] if wanted.near is None else _within(rows, wanted.near)
    if order == Order.DISTANCE:
        places = [Found(row[0], row[5], (metres, row[1]), metres) for row, metres in measured]
    else:
        places = [Found(row[0], row[5], _key(order, row, scores), metres) for row, metres in measured]
    return sorted(places, key=_by_key)


_by_key = attrgetter("key")


def _within(rows: Sequence[Row], near: Near) -> list[tuple[Row, float | None]]:
    """The rows within the circle, with their distances."""
    latitudes, longitudes = [row[3] for row in rows], [row[4] for row in rows]
    distances = distances_metres(near.latitude, near.longitude, latitudes, longitudes)
    return [
        (row, metres) for row, metres in zip(rows, distances, strict=True) if metres <= near.radius_metres
    ]


@lru_cache(maxsize=256)
def _positions(clauses: tuple[Clause, ...], is_now: bool) -> Prepared:
    columns = (
        *(Publication.revision_id, Publication.code, Publication.name_key),
        *(Publication.latitude, Publication.longitude, Publication.site_id),
    )
    where = Conditions(clauses).on(published(is_now=is_now))
    return Prepared(sa.select(*columns).where(*where))  # type: ignore[call-overload]


def _key(order: Order, row: Row, scores: dict[int, float] | None) -> tuple[Any, ...]:
    match order:
        case Order.RELEVANCE:
            return (-(scores or {})[row[0]], row[2], row[1])
        case Order.NAME:
            return (row[2], row[1])
        case _:
            return (row[1],)


_KEY_TYPES: dict[Order, tuple[type, ...]] = {
    Order.CODE: (str,),
    Order.NAME: (str, str),
    Order.DISTANCE: (float, str),
    Order.RELEVANCE: (float, str, str),
}


def write_cursor(order: Order, key: tuple[Any, ...]) -> str:
    """An opaque text that `read_cursor` understands under the same order."""
    return base64.urlsafe_b64encode(orjson.dumps([order.value, *key])).decode().rstrip("=")


def read_cursor(order: Order, cursor: str) -> tuple[Any, ...]:
    """The sort key in a cursor. Raises `BadRequestError` if it is none, or of another order."""
    try:
        content = orjson.loads(base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)))
    except (binascii.Error, orjson.JSONDecodeError, UnicodeEncodeError, ValueError):
        content = None
    # PostgreSQL takes no text with U+0000.
    if (
        isinstance(content, list)
        and not any("\x00" in part for part in content if isinstance(part, str))
        and content[:1] == [order.value]
    ):
        key = tuple(content[1:])
        if tuple(type(part) for part in key) == _KEY_TYPES[order]:
            return key
    raise BadRequestError(
        Message("Con trỏ trang không hợp lệ với thứ tự này.", "The cursor is not valid for this order.")
    )
