"""Periods of evaluation: opened, closed once, and corrected only by another snapshot that says why.

A calendar year is a period without being opened. Closing makes the figures of one day, as known at the instant of
the act, into a document that nobody can change any more (`catalog.coverage.snapshots`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog import history
from catalog.coverage.calendar import LONGEST_CODE, Period, find_period
from catalog.coverage.document import Sheet, words
from catalog.coverage.format_words import CATALOGUE
from catalog.coverage.rules import rules_on
from catalog.coverage.snapshots import Head, make, newest_of
from catalog.errors import Message, Problem, ProblemsError
from catalog.roles import Actor, Deed, require
from catalog.settings import DEMO_MARKER
from catalog.tables import CoverageSnapshot
from catalog.tables import Period as PeriodRow
from catalog.terms import Action, SubjectKind
from catalog.text import text_problem, tidy

LONGEST_REASON = 1_000
_CODE = re.compile(r"[A-Z0-9]+(-[A-Z0-9]+)*")


@dataclass(frozen=True)
class Sitting:
    """Who decides, when, and in which transaction; `now` is later than every act before it (`history.instant`)."""

    session: Session
    actor: Actor
    now: datetime
    today: date


@dataclass(frozen=True)
class Seal:
    """In which folder the key lies by which a snapshot is signed, and of which catalogue it says that it is."""

    keys: Path
    catalogue: Sheet


def seal_in(keys: Path, address: str | None) -> Seal:
    """The seal of the catalogue whose keys are in this folder of its data directory; a demonstration's says so."""
    is_demo = (keys.parent / DEMO_MARKER).is_file()
    sheet = {"name": words(CATALOGUE), "address": address or None, **({"is_demo": True} if is_demo else {})}
    return Seal(keys, sheet)


def open_period(sitting: Sitting, code: str, opens_on: date, closes_on: date) -> Period:
    """Open a period other than a calendar year.

    Raises `ForbiddenError` for whoever may not, and `ProblemsError`: BAD_CODE, PERIOD_EXISTS, BAD_INTERVAL,
    PERIOD_OVERLAPS with another that was opened.
    """
    require(Deed.OPEN_PERIOD, sitting.actor)
    session, code = sitting.session, code.strip()
    problems = [*_code_problems(session, code)]
    if opens_on >= closes_on:
        problems.append(
            _problem(
                "BAD_INTERVAL",
                "Ngày kết thúc (không tính) phải sau ngày bắt đầu.",
                "The end, which is outside, must be after the beginning.",
                "closesOn",
            )
        )
    overlapping = sa.select(PeriodRow.code).where(  # type: ignore[call-overload]
        col(PeriodRow.opens_on) < closes_on, col(PeriodRow.closes_on) > opens_on, col(PeriodRow.code) != code
    )
    for other in session.scalars(overlapping.order_by(PeriodRow.code)):
        problems.append(
            _problem(
                "PERIOD_OVERLAPS",
                f"Kỳ này trùng ngày với kỳ {other} đã mở.",
                f"This period shares days with {other}, which was opened.",
                "opensOn",
            )
        )
    if problems:
        raise ProblemsError(problems)
    session.add(
        PeriodRow(
            code=code,
            opens_on=opens_on,
            closes_on=closes_on,
            opened_by_id=sitting.actor.person_id,
            opened_at=sitting.now,
        )
    )
    session.flush()
    told = {"opens_on": opens_on.isoformat(), "closes_on": closes_on.isoformat()}
    _note(sitting, Action.OPEN_PERIOD, code, None, None, told)
    return Period(code, opens_on, closes_on)


def _code_problems(session: Session, code: str) -> list[Problem]:
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        return [
            _problem(
                "BAD_CODE",
                "Mã kỳ gồm chữ cái in hoa không dấu, chữ số và dấu gạch nối, nhiều nhất 20 ký tự, ví dụ 2026-Q3.",
                "A period's code has capital letters A to Z, digits and hyphens, at most 20, as in 2026-Q3.",
                "code",
            )
        ]
    if find_period(session, code) is not None:
        return [
            _problem("PERIOD_EXISTS", f"Đã có kỳ {code}.", f"There is a period {code} already.", "code"),
        ]
    return []


@dataclass(frozen=True)
class Closing:
    """What is to be closed: the figures of a day in a period, or a correction of the newest snapshot, with its reason."""

    period: str
    as_of: date
    restates: str | None = None
    reason: str | None = None


def close_period(sitting: Sitting, closing: Closing, seal: Seal) -> CoverageSnapshot:
    """Close a period: its figures, made, signed and kept in the transaction of whoever calls.

    Raises `ForbiddenError` for whoever may not, and `ProblemsError`: NO_SUCH_PERIOD, OUTSIDE_PERIOD, NOT_YET for a
    day that is still to come, PERIOD_CLOSED for a second closing, NOT_THE_NEWEST and REASON_MISSING for a correction.
    """
    require(Deed.CLOSE_PERIOD, sitting.actor)
    session = sitting.session
    period = find_period(session, closing.period)
    if period is None:
        raise ProblemsError(
            [
                _problem(
                    "NO_SUCH_PERIOD",
                    f"Không có kỳ {closing.period!r}; năm dương lịch không cần mở, kỳ khác phải mở trước.",
                    f"There is no period {closing.period!r}; a calendar year need not be opened, others must be.",
                    "period",
                )
            ]
        )
    newest, reason = newest_of(session, period.code), tidy(closing.reason or "", multiline=True) or None
    problems = [
        *_day_problems(period, closing.as_of, sitting.today),
        *_order_problems(closing, newest, reason),
        *_reason_problems(reason),
        *_rules_problems(session, closing.as_of),
    ]
    if problems:
        raise ProblemsError(problems)
    head = Head(
        id=_next_id(session, period.code),
        period=period.code,
        opens_on=period.opens_on,
        closes_on=period.closes_on,
        as_of=closing.as_of,
        known_at=sitting.now,
        closed_at=sitting.now,
        restates=None if newest is None else (newest.id, newest.sha256),
        reason=None if newest is None else reason,
        catalogue=seal.catalogue,
    )
    return _keep(sitting, head, seal, newest)


def _keep(sitting: Sitting, head: Head, seal: Seal, newest: CoverageSnapshot | None) -> CoverageSnapshot:
    from catalog.coverage.signing import sign  # noqa: PLC0415 (joserfc: a server starts without it)
    from catalog.coverage.signing_key import signing_key_in  # noqa: PLC0415

    document = make(sitting.session, head)
    sealed, rules = sign(document, signing_key_in(seal.keys)), document["rules"]
    row = CoverageSnapshot(
        id=head.id,
        period_code=head.period,
        as_of=head.as_of,
        known_at=head.known_at,
        closed_at=head.closed_at,
        closed_by_id=sitting.actor.person_id,
        rules=f"{rules['name']}/{rules['version']}",
        rules_sha256=rules["sha256"],
        restates_id=None if newest is None else newest.id,
        reason=head.reason,
        sha256=sealed.sha256,
        signature=sealed.signature,
        document=sealed.text,
    )
    sitting.session.add(row)
    sitting.session.flush()
    _note(
        sitting,
        Action.CLOSE_PERIOD if newest is None else Action.RESTATE_PERIOD,
        head.period,
        head.reason,
        None if newest is None else {"snapshot": newest.id, "sha256": newest.sha256},
        {
            "snapshot": row.id,
            "sha256": row.sha256,
            "as_of": head.as_of.isoformat(),
            "rules_sha256": row.rules_sha256,
        },
    )
    return row


def _next_id(session: Session, code: str) -> str:
    count = sa.select(sa.func.count()).select_from(CoverageSnapshot)
    number = session.scalar(count.where(col(CoverageSnapshot.period_code) == code)) or 0
    return f"S-{code}-{number + 1}"


def _day_problems(period: Period, as_of: date, today: date) -> list[Problem]:
    problems = []
    if not period.holds(as_of):
        problems.append(
            _problem(
                "OUTSIDE_PERIOD",
                f"Ngày chốt phải từ {period.opens_on:%d/%m/%Y} và trước {period.closes_on:%d/%m/%Y}.",
                f"The day must be from {period.opens_on} and before {period.closes_on}.",
                "asOf",
            )
        )
    if as_of > today:
        problems.append(
            _problem(
                "NOT_YET",
                f"Ngày chốt chưa tới; hôm nay là {today:%d/%m/%Y}.",
                f"That day is still to come; today is {today}.",
                "asOf",
            )
        )
    return problems


def _rules_problems(session: Session, as_of: date) -> list[Problem]:
    """A version that figures were closed by is never edited: whoever wants other rules writes the next version."""
    rules = rules_on(as_of)
    others = sa.select(CoverageSnapshot.id).where(  # type: ignore[call-overload]
        col(CoverageSnapshot.rules) == rules.title_of_version,
        col(CoverageSnapshot.rules_sha256) != rules.sha256,
    )
    found = session.scalar(others.order_by(CoverageSnapshot.id).limit(1))
    if found is None:
        return []
    return [
        _problem(
            "RULES_EDITED",
            f"Bộ quy tắc {rules.title_of_version} đã bị sửa sau khi dùng để chốt bản {found}; hãy khôi phục, hoặc đặt phiên bản mới.",
            f"The rules {rules.title_of_version} were edited after {found} was closed by them; restore them, or write a new version.",
            None,
        )
    ]


def _order_problems(closing: Closing, newest: CoverageSnapshot | None, reason: str | None) -> list[Problem]:
    if closing.restates is None and newest is None:
        return []
    if closing.restates is None:
        return [
            _problem(
                "PERIOD_CLOSED",
                f"Kỳ {closing.period} đã chốt; muốn đính chính, hãy nêu bản {newest.id if newest else ''} và lý do.",
                f"{closing.period} is closed; to correct it, name {newest.id if newest else ''} and say why.",
                "period",
            )
        ]
    problems = []
    if newest is None or closing.restates != newest.id:
        problems.append(
            _problem(
                "NOT_THE_NEWEST",
                "Chỉ đính chính được bản chốt mới nhất của kỳ.",
                "Only the newest snapshot of the period can be restated.",
                "restates",
            )
        )
    if reason is None:
        problems.append(
            _problem(
                "REASON_MISSING", "Hãy nêu lý do đính chính.", "Please say why it is restated.", "reason"
            )
        )
    return problems


def _reason_problems(reason: str | None) -> list[Problem]:
    found = text_problem(reason or "", multiline=True, max_length=LONGEST_REASON, field="reason")
    return [] if found is None else [found]


def _problem(code: str, vi: str, en: str, field: str | None) -> Problem:
    return Problem(code, Message(vi, en), field)


def _note(
    sitting: Sitting,
    action: Action,
    code: str,
    reason: str | None,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any],
) -> None:
    entry = history.Entry(
        actor_id=sitting.actor.person_id,
        actor_name=sitting.actor.name,
        action=action,
        subject_kind=SubjectKind.PERIOD,
        subject_key=code,
        reason=reason,
        before=before,
        after=after,
    )
    history.append(sitting.session, entry, sitting.now)
