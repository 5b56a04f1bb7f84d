"""The records at work: each site's newest revision, for those who may see what is not public.

What the public sees starts at `publication`; this starts at `site_revision` and is reached only with an
actor, whose scope is part of every statement.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from catalog.errors import BadRequestError, ForbiddenError, Message
from catalog.finding.filters import Condition, Conditions, Rows, SiteFilter, names_unit, of_records
from catalog.finding.pages import Order, Window, read_cursor, write_cursor
from catalog.finding.ranking import Candidate, rank
from catalog.finding.readings import read_query
from catalog.finding.text import find_text
from catalog.lazy import cached_property
from catalog.projection.reader import Batch, Reader, Record
from catalog.projection.records import BASE_COLUMNS
from catalog.projection.surrogates import shows_pictures
from catalog.roles import POLICY, Acting, Deed, Scope
from catalog.sites.rules import PLACED
from catalog.tables import AdminUnit, Publication, Site, SiteRevision, SiteText, SiteUnit
from catalog.terms import Gap, RecordState, Role, TextField
from catalog.text import search_text


@dataclass(frozen=True)
class WorkingFilter:
    """Conditions on records at work; all hold together."""

    states: frozenset[RecordState] | None = None
    is_mine: bool = False
    is_awaiting_me: bool = False
    plain: SiteFilter = field(default_factory=SiteFilter)


_NOT_COLUMNS = ("revision_id", "site_id", "code", "slug", "name_key", "published_at")
_PLAIN = {name: column for name, column in BASE_COLUMNS.items() if name not in _NOT_COLUMNS}


def read_revisions(reader: Reader, *conditions: sa.ColumnElement[bool]) -> Batch:
    """Revisions of sites, public or not, by code: one statement. Callers have checked who asks."""
    query = (
        sa.select(  # type: ignore[call-overload]
            col(SiteRevision.id).label("revision_id"),
            SiteRevision.site_id,
            Site.code,
            SiteRevision.slug,
            Publication.published_at,
            *(column.label(name) for name, column in _PLAIN.items()),
        )
        .join(Site, col(Site.id) == SiteRevision.site_id)
        .join(Publication, col(Publication.revision_id) == SiteRevision.id, isouter=True)
        .where(*conditions)
        .order_by(Site.code)
    )
    rows = reader.session.execute(query).mappings()
    return Batch.of(reader, [{**row, "name_key": "", "is_working": True} for row in rows])


def revision_of(reader: Reader, revision_id: int) -> Record | None:
    """One revision, for whoever has just written it."""
    return next(iter(read_revisions(reader, col(SiteRevision.id) == revision_id)), None)


def _is_newest() -> sa.ColumnElement[bool]:
    newer = aliased(SiteRevision)
    return ~sa.exists().where(
        col(newer.site_id) == SiteRevision.site_id, col(newer.version) > SiteRevision.version
    )


def _in_my_chain(person: int) -> sa.ColumnElement[bool]:
    written = aliased(SiteRevision)
    return sa.exists().where(
        col(written.site_id) == SiteRevision.site_id,
        col(written.version).between(SiteRevision.chain_start, SiteRevision.version),
        sa.or_(col(written.author_id) == person, col(written.submitted_by_id) == person),
    )


def may_see(reader: Reader, acting: Acting) -> sa.ColumnElement[bool]:
    """The condition that a revision is one the actor may see: the policy's READ_WORKING, in SQL."""
    roles = {grant.role for grant in acting.grants}
    scopes = {rule.scope for rule in POLICY if rule.deed == Deed.READ_WORKING and rule.role in roles}
    if Scope.EVERY_SITE in scopes:
        return sa.true()
    conditions: list[sa.ColumnElement[bool]] = []
    if Scope.OWN_WORK in scopes:
        conditions.append(_in_my_chain(acting.person_id))
    if Scope.OWN_COMMUNE in scopes:
        conditions.append(_lies_in_own(reader, acting))
    return sa.or_(sa.false(), *conditions)


def _lies_in_own(reader: Reader, acting: Acting) -> sa.ColumnElement[bool]:
    """In a commune of the officer's: by a unit of today or, where none is named, by a former one's heirs."""
    units = reader.units
    own = {grant.unit_id for grant in acting.grants if grant.role == Role.COMMUNE_OFFICER}
    former = {
        unit.id
        for unit in units.by_id.values()
        if unit.valid_to is not None and own & {heir.id for heir in units.today_of(unit)}
    }
    names_present = _has_unit(AdminUnit.valid_to.is_(None))  # type: ignore[union-attr]
    return sa.or_(
        _has_unit(col(SiteUnit.unit_id).in_(own)),
        sa.and_(~names_present, _has_unit(col(SiteUnit.unit_id).in_(former))),
    )


def _has_unit(condition: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.exists().where(
        col(SiteUnit.revision_id) == SiteRevision.id, col(SiteUnit.unit_id) == AdminUnit.id, condition
    )


def working_record(reader: Reader, acting: Acting, *, code: str = "", slug: str = "") -> Record | None:
    """The newest revision of the site with this code, or this slug; None if there is none to be seen."""
    is_it = col(Site.code) == code if code else col(SiteRevision.slug) == slug
    return next(iter(read_revisions(reader, is_it, _is_newest(), may_see(reader, acting))), None)


_AT_WORK = Rows(SiteRevision.id, SiteRevision.site_id, Site.code, SiteRevision.slug)


@dataclass(frozen=True)
class Restriction:
    """What all records of a list meet: conditions, and the values of the parameters in them."""

    conditions: tuple[sa.ColumnElement[bool], ...]
    values: Mapping[str, Any]

    def of(self, query: sa.Select[Any]) -> sa.Select[Any]:
        """The statement about revisions and their sites, restricted to these."""
        return query.where(*self.conditions).params(self.values)


@dataclass
class WorkingPage:
    """A page of records at work."""

    reader: Reader
    restriction: Restriction
    records: list[Record]
    has_next: bool
    has_previous: bool
    order: Order
    keys: list[tuple[Any, ...]]

    @property
    def cursors(self) -> list[str]:
        """The opaque cursors of the records, in their order."""
        return [write_cursor(self.order, key) for key in self.keys]

    @cached_property
    def total_count(self) -> int:
        """How many records there are in all (one statement)."""
        query = sa.select(sa.func.count()).select_from(SiteRevision).join(Site)
        return self.reader.session.scalar(self.restriction.of(query)) or 0


def find_working(
    reader: Reader, acting: Acting, wanted: WorkingFilter, window: Window, order: Order | None = None
) -> WorkingPage:
    """One page of the records at work that the actor may see: by relevance if there is a text, else by code.

    By name, it is that of the newest revision, in the order of the Vietnamese alphabet.

    Raises `ForbiddenError` for whoever may see none at all, `BadRequestError` for conditions and orders that
    only the public view knows.
    """
    roles = {grant.role for grant in acting.grants}
    if not any(rule.deed == Deed.READ_WORKING and rule.role in roles for rule in POLICY):
        raise ForbiddenError(
            Message(
                "Bạn không xem được bản ghi chưa công bố.", "You may not see records that are not public."
            )
        )
    text = wanted.plain.text
    if order == Order.DISTANCE or (order == Order.RELEVANCE and text is None):
        raise _only_public()
    scores = None if text is None else _scores(reader, text)
    restriction = _restriction(reader, acting, wanted, scores)
    if scores is None or order in (Order.CODE, Order.NAME):
        return _by_index(reader, restriction, window, order or Order.CODE)
    return _by_relevance(reader, restriction, window, scores)


def _by_index(reader: Reader, restriction: Restriction, window: Window, order: Order) -> WorkingPage:
    """A page that the database can order by itself: one row more than the page is asked for."""
    size = window.size()
    is_backward = window.last is not None
    columns: list[Any] = [col(SiteRevision.name_key)] if order == Order.NAME else []
    columns.append(col(Site.code))
    bounds = []
    if window.after:
        bounds.append(sa.tuple_(*columns) > sa.tuple_(*read_cursor(order, window.after)))
    if window.before:
        bounds.append(sa.tuple_(*columns) < sa.tuple_(*read_cursor(order, window.before)))
    query = (
        sa.select(SiteRevision.id, *columns)  # type: ignore[call-overload]
        .join(Site)
        .where(*bounds)
        .order_by(*(column.desc() if is_backward else column for column in columns))
        .limit(size + 1)
    )
    rows = reader.session.execute(restriction.of(query)).all()
    has_more, rows = len(rows) > size, rows[:size]
    behind, ahead = (bool(window.after), has_more)
    if is_backward:
        rows, behind, ahead = rows[::-1], has_more, bool(window.before)
    ids = [row[0] for row in rows]
    records = _in_order(reader, ids)
    return WorkingPage(reader, restriction, records, ahead, behind, order, [tuple(row[1:]) for row in rows])


def _in_order(reader: Reader, ids: Sequence[int]) -> list[Record]:
    found = read_revisions(reader, col(SiteRevision.id).in_(ids)) if ids else ()
    by_id = {record.revision_id: record for record in found}
    return [by_id[id_] for id_ in ids]


def _by_relevance(
    reader: Reader,
    restriction: Restriction,
    window: Window,
    scores: Mapping[int, float],
) -> WorkingPage:
    """The best first: all that were found are compared, their number being bounded."""
    size = window.size()
    after, before = (
        read_cursor(Order.RELEVANCE, cursor) if cursor else None for cursor in (window.after, window.before)
    )
    query = sa.select(SiteRevision.id, SiteRevision.site_id, Site.code).join(Site)  # type: ignore[call-overload]
    rows = reader.session.execute(restriction.of(query))
    places = sorted((_key(scores, site_id, code), id_) for id_, site_id, code in rows)
    inside = [p for p in places if (after is None or p[0] > after) and (before is None or p[0] < before)]
    chosen = inside[:size] if window.last is None else inside[max(0, len(inside) - size) :]
    ids = [id_ for _, id_ in chosen]
    has_next = bool(chosen) and places[-1] != chosen[-1]
    has_previous = bool(chosen) and places[0] != chosen[0]
    keys: list[tuple[Any, ...]] = [key for key, _ in chosen]
    return WorkingPage(
        reader, restriction, _in_order(reader, ids), has_next, has_previous, Order.RELEVANCE, keys
    )


def _key(scores: Mapping[int, float], site_id: int, code: str) -> tuple[float, str, str]:
    return (-scores[site_id], "", code)


def _only_public() -> BadRequestError:
    return BadRequestError(
        Message(
            "Điều kiện hoặc thứ tự này chỉ dùng với bản đã công bố (view: PUBLIC).",
            "This condition or order is for published records only (view: PUBLIC).",
        )
    )


def _restriction(
    reader: Reader, acting: Acting, wanted: WorkingFilter, scores: Mapping[int, float] | None
) -> Restriction:
    plain = Conditions.of(_plain_conditions(reader, wanted.plain))
    conditions = [_is_newest(), may_see(reader, acting), *_conditions(acting, wanted), *plain.on(_AT_WORK)]
    if scores is not None:
        conditions.append(col(SiteRevision.site_id).in_(scores))
    return Restriction(tuple(conditions), {"day": reader.today, **plain.values})


def _conditions(acting: Acting, wanted: WorkingFilter) -> Iterable[sa.ColumnElement[bool]]:
    if wanted.states is not None:
        yield col(SiteRevision.state).in_(wanted.states)
    if wanted.is_mine:
        yield _in_my_chain(acting.person_id)
    if wanted.is_awaiting_me:
        yield _awaits(acting)
    yield from _lacking(wanted.plain.lacking)
    if any((wanted.plain.box, wanted.plain.polygon is not None, wanted.plain.near)):
        raise _only_public()


def _plain_conditions(reader: Reader, plain: SiteFilter) -> Iterable[Condition]:
    if plain.unit is not None:
        unit = reader.units.bearer(plain.unit.code, plain.unit.as_of)
        yield names_unit, {"units": reader.units.within(unit) if unit else ()}
    yield from of_records(plain)


def _lacking(gaps: frozenset[Gap]) -> Iterable[sa.ColumnElement[bool]]:
    if Gap.POSITION in gaps:
        yield col(SiteRevision.location_precision).not_in(PLACED)
    if Gap.PICTURE in gaps:
        yield ~shows_pictures(SiteRevision.id)


def _awaits(acting: Acting) -> sa.ColumnElement[bool]:
    """What waits for this very person: review of others' submissions, publication of others' approved work."""
    roles = {grant.role for grant in acting.grants}
    waiting: list[sa.ColumnElement[bool]] = []
    if Role.REVIEWER in roles:
        waiting.append(col(SiteRevision.state) == RecordState.SUBMITTED)
    if Role.PUBLISHER in roles:
        not_reviewed = col(SiteRevision.reviewed_by_id).is_distinct_from(acting.person_id)
        waiting.append(sa.and_(col(SiteRevision.state) == RecordState.APPROVED, not_reviewed))
    return sa.and_(sa.or_(sa.false(), *waiting), ~_in_my_chain(acting.person_id))


def _scores(reader: Reader, text: str) -> Mapping[int, float]:
    """Sites by what they are worth to a text: by the public index, and by the names of what is not public."""
    public = dict(find_text(reader.session, text))
    sites = sa.select(Publication.revision_id, Publication.site_id).where(  # type: ignore[call-overload]
        col(Publication.revision_id).in_(public)
    )
    scores = {site_id: public[revision_id] for revision_id, site_id in reader.session.execute(sites)}
    names = (
        sa.select(SiteRevision.site_id, SiteText.text)  # type: ignore[call-overload]
        .join(SiteRevision, col(SiteRevision.id) == SiteText.revision_id)
        .where(
            col(SiteText.field).in_((TextField.NAME, TextField.ALTERNATIVE_NAME)),
            col(SiteRevision.state).in_(_NOT_PUBLIC),
        )
        .order_by(SiteText.revision_id, col(SiteText.field) != TextField.NAME, SiteText.position)
    )
    drafts: dict[int, list[str]] = {}
    for site_id, name in reader.session.execute(names):
        drafts.setdefault(site_id, []).append(name)
    candidates = (
        Candidate(site_id, "\n".join(lines), search_text(lines, ()), "") for site_id, lines in drafts.items()
    )
    for site_id, score in rank(read_query(text), candidates):
        scores[site_id] = max(score, scores.get(site_id, 0.0))
    return scores


_NOT_PUBLIC = (
    *(RecordState.DRAFT, RecordState.SUBMITTED, RecordState.RETURNED, RecordState.APPROVED),
    RecordState.WITHDRAWN,
)
