"""Periods and the figures that were closed: read by everybody, opened and closed by the council."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import strawberry

from catalog.answered import Request
from catalog.coverage import calendar, periods, snapshots
from catalog.editing.desk import Desk, Outcome
from catalog.roles import Deed
from catalog.tables import CoverageSnapshot as Row
from schema.closed_figures import SnapshotCounting, countings_in
from schema.context import Info
from schema.notices import Key, Problem, shown_problems
from schema.permissions import needs
from schema.scalars import PeriodState

_IN_THE_WAY = "What stands in the way; then nothing was changed."
_ALL = {"list_size": snapshots.MOST_LISTED}
_WHOLE_DOCUMENT = {"cost": 8_000}
"""Every entry of the register, several times: two fit into one operation."""


@strawberry.type(description="By which version of the rules figures were made.")
class SnapshotRules:
    """Rules."""

    name: str = strawberry.field(description="Name, such as ladder.")
    version: str = strawberry.field(description="Version, such as 2026.1.")
    sha256: str = strawberry.field(description="SHA-256 of its canonical JSON.")


@strawberry.type(description="The figures of a period as they were closed. Nobody can change them any more.")
class CoverageSnapshot:
    """Snapshot."""

    row: strawberry.Private[Row]

    @strawberry.field(description="Permanent identifier, the one that `catalog coverage recompute` takes.")
    def id(self) -> strawberry.ID:
        """Identifier."""
        return strawberry.ID(self.row.id)

    @strawberry.field(description="SHA-256 of the canonical JSON without `sha256` and `signature`.")
    def sha256(self) -> str:
        """Hash."""
        return self.row.sha256

    @strawberry.field(
        description="JSON Web Signature (Ed25519) over the hashed bytes, which stay outside (RFC 7797)."
    )
    def signature(self) -> str:
        """Signature."""
        return self.row.signature

    @strawberry.field(description="Day of legal time of which the figures are.")
    def as_of(self) -> date:
        """Day."""
        return self.row.as_of

    @strawberry.field(description="As known at this instant.")
    def known_at(self) -> datetime:
        """Instant."""
        return self.row.known_at

    @strawberry.field(description="When it was closed.")
    def closed_at(self) -> datetime:
        """Instant."""
        return self.row.closed_at

    @strawberry.field(description="The period.")
    def period(self, info: Info) -> ClosedPeriod | None:
        """Period."""
        found = calendar.find_period(info.context.reader.session, self.row.period_code)
        return None if found is None else ClosedPeriod(**vars(found))

    @strawberry.field(description="The snapshot that this one corrects; null for a first closing.")
    def restates(self, info: Info) -> CoverageSnapshot | None:
        """Restated."""
        return None if self.row.restates_id is None else _found(info, self.row.restates_id)

    @strawberry.field(description="Why it was corrected; null for a first closing.")
    def reason(self) -> str | None:
        """Reason."""
        return self.row.reason

    @strawberry.field(
        description="The canonical JSON with hash and signature inside, as `catalog coverage verify` reads it; of two "
        "at most in one operation.",
        metadata=_WHOLE_DOCUMENT,
    )
    def document(self) -> str:
        """Text."""
        return self.row.document

    @strawberry.field(
        description="Where the document does not hold, by itself or by the key of this catalogue, such as sha256 or "
        "signature; nothing if it is as it was signed. Of two at most in one operation.",
        metadata={"list_size": 5, **_WHOLE_DOCUMENT},
    )
    def faults(self, info: Info) -> list[str]:
        """Faults."""
        from catalog.coverage.examining import examine  # noqa: PLC0415 (joserfc: a server starts without it)
        from catalog.coverage.signing_key import find_key_in  # noqa: PLC0415 (the same)

        key = find_key_in(info.context.files.keys)
        found = [fault.place or "document" for fault in examine(self.row.document.encode(), key).faults]
        return list(dict.fromkeys(found if key is not None else [*found, "key"]))

    @strawberry.field(
        description="The headline figures that were closed, by each way of counting; read from the document.",
        metadata={"list_size": 3, "cost": 50},
    )
    def countings(self, info: Info) -> list[SnapshotCounting]:
        """Figures."""
        return countings_in(info, self.row)

    @strawberry.field(description="By which version of the rules.")
    def rule_set(self) -> SnapshotRules:
        """Rules."""
        name, _, version = self.row.rules.partition("/")
        return SnapshotRules(name=name, version=version, sha256=self.row.rules_sha256)


@strawberry.type(
    description="The period that a snapshot is of, half-open; ask `snapshots` for what else was closed of it."
)
class ClosedPeriod:
    """Period."""

    code: str = strawberry.field(description="Code, such as 2026 or 2026-Q3.")
    opens_on: date = strawberry.field(description="First day.")
    closes_on: date = strawberry.field(description="First day after it.")


@strawberry.type(description="A period of evaluation, half-open: a calendar year, or one that was opened.")
class EvaluationPeriod:
    """Period."""

    code: str = strawberry.field(description="Code, such as 2026 or 2026-Q3.")
    opens_on: date = strawberry.field(description="First day.")
    closes_on: date = strawberry.field(description="First day after it.")

    @strawberry.field(description="Whether it is still to begin, under way or past, or closed.")
    def state(self, info: Info) -> PeriodState:
        """State."""
        reader = info.context.reader
        if snapshots.newest_of(reader.session, self.code) is not None:
            return PeriodState.CLOSED
        return PeriodState.UPCOMING if reader.today < self.opens_on else PeriodState.OPEN

    @strawberry.field(
        description="What was closed of it, the newest first; each later one restates the one before.",
        metadata=_ALL,
    )
    def snapshots(self, info: Info) -> list[CoverageSnapshot]:
        """Snapshots."""
        return _listed(info, self.code)


def _period(found: calendar.Period | None) -> EvaluationPeriod | None:
    return None if found is None else EvaluationPeriod(**vars(found))


def _found(info: Info, identifier: str) -> CoverageSnapshot | None:
    row = snapshots.find_snapshot(info.context.reader.session, identifier)
    return None if row is None else CoverageSnapshot(row=row)


def _listed(info: Info, period: str | None) -> list[CoverageSnapshot]:
    rows = snapshots.list_snapshots(info.context.reader.session, period)
    return [CoverageSnapshot(row=row) for row in rows]


@strawberry.type
class PeriodQueries:
    """What may be asked about periods."""

    @strawberry.field(description="A snapshot by its `id`; null if there is none.")
    def snapshot(self, info: Info, id: strawberry.ID) -> CoverageSnapshot | None:
        """Snapshot."""
        return _found(info, id)

    @strawberry.field(
        description="The newest snapshots, of one period or of all, newest first; at most 100.",
        metadata=_ALL,
    )
    def snapshots(
        self,
        info: Info,
        period: Annotated[
            str | None, strawberry.argument(description="Code of the period; all if left out.")
        ] = None,
    ) -> list[CoverageSnapshot]:
        """Snapshots."""
        return _listed(info, period)

    @strawberry.field(
        description="This year, the years of which something was closed, and the periods that were opened; latest first.",
        metadata=_ALL,
    )
    def periods(self, info: Info) -> list[EvaluationPeriod]:
        """Periods."""
        found = calendar.list_periods(info.context.reader.session, info.context.reader.today)
        return [EvaluationPeriod(**vars(period)) for period in found]


@strawberry.type(description="What became of a closing.")
class ClosePeriodPayload:
    """Payload."""

    snapshot: CoverageSnapshot | None = strawberry.field(
        description="The snapshot that was made; null if none was."
    )
    problems: list[Problem] = strawberry.field(description=_IN_THE_WAY)


@strawberry.type(description="What became of an opening.")
class OpenPeriodPayload:
    """Payload."""

    period: EvaluationPeriod | None = strawberry.field(description="The period; null if none was opened.")
    problems: list[Problem] = strawberry.field(description=_IN_THE_WAY)


def _sitting(desk: Desk) -> periods.Sitting:
    return periods.Sitting(desk.session, desk.actor, desk.moment.now, desk.moment.today)


@strawberry.type
class PeriodMutations:
    """What is decided about periods."""

    @strawberry.mutation(
        description="Open a period other than a calendar year, which needs no opening. Periods that are opened share "
        "no day.",
        metadata=needs(Deed.OPEN_PERIOD),
    )
    def open_period(
        self,
        info: Info,
        code: Annotated[
            str,
            strawberry.argument(
                description="Capital letters, digits and hyphens, at most 20, as in 2026-Q3."
            ),
        ],
        opens_on: Annotated[date, strawberry.argument(description="First day.")],
        closes_on: Annotated[date, strawberry.argument(description="First day after it.")],
        idempotency_key: Key = None,
    ) -> OpenPeriodPayload | None:
        """Open."""

        def verb(desk: Desk) -> Outcome:
            return Outcome(code=periods.open_period(_sitting(desk), code, opens_on, closes_on).code)

        outcome = info.context.change(
            Request("openPeriod", [code, opens_on, closes_on], idempotency_key), verb
        )
        opened = calendar.find_period(info.context.reader.session, outcome.code)
        return OpenPeriodPayload(period=_period(opened), problems=shown_problems(info, outcome.problems))

    @strawberry.mutation(
        description="Close a period: its figures as of a day in it, up to today, become a signed snapshot that nobody "
        "can change. A period is closed once; a correction names the newest snapshot and says why.",
        metadata=needs(Deed.CLOSE_PERIOD),
    )
    def close_period(
        self,
        info: Info,
        period: Annotated[str, strawberry.argument(description="Code of the period, such as 2026.")],
        as_of: Annotated[
            date, strawberry.argument(description="Day of legal time of which the figures are.")
        ],
        restates: Annotated[
            strawberry.ID | None, strawberry.argument(description="The newest snapshot, to correct it.")
        ] = None,
        reason: Annotated[str | None, strawberry.argument(description="Why it is corrected.")] = None,
        idempotency_key: Key = None,
    ) -> ClosePeriodPayload | None:
        """Close."""
        closing = periods.Closing(period, as_of, restates, reason)
        context = info.context

        def verb(desk: Desk) -> Outcome:
            seal = periods.seal_in(context.files.keys, context.public_url)
            return Outcome(code=periods.close_period(_sitting(desk), closing, seal).id)

        document = [period, as_of, restates, reason]
        outcome = context.change(Request("closePeriod", document, idempotency_key), verb)
        return ClosePeriodPayload(
            snapshot=_found(info, outcome.code), problems=shown_problems(info, outcome.problems)
        )
