"""What one person did in a period, counted from the workflow's own history."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.coverage.calendar import find_period
from catalog.errors import ForbiddenError, Message
from catalog.people.office import NO_SUCH_PERSON
from catalog.roles import Deed, Subject, may
from catalog.scoring.work import REASONS, Piece, Refusal, Work
from catalog.scoring.work_figures import KeptPiece
from catalog.scoring.work_rows import work_counts
from catalog.terms import RecordState
from schema.context import Info
from schema.costs import WORK_COUNTED
from schema.nodes import key_of
from schema.permissions import needs
from schema.values import told

_DENIED = Message(
    "Chỉ người đó, người đánh giá và Hội đồng được xem.",
    "Only the person, evaluators and the council may see this.",
)


@strawberry.type(
    description="A piece of work: a check of a site that was given to the person, or a site's way to an approval that was "
    "taken up unasked."
)
class WorkProduct:
    """Product."""

    site: str = told("Code of the site.")
    check: str | None = told(
        "The check that was given; null for all that is missing, and for what was unasked."
    )
    version: int = told("Version that was approved.")

    @classmethod
    def of(cls, piece: Piece | KeptPiece) -> WorkProduct:
        """As the interface names it."""
        return cls(site=piece.site, check=piece.check, version=piece.version)


@strawberry.type(description="A piece of work that earns nothing, and why.")
class RefusedWork:
    """Refused."""

    piece: strawberry.Private[Piece | KeptPiece]
    refusals: strawberry.Private[tuple[Refusal, ...]]

    @strawberry.field(description="Code of the site.")
    def site(self) -> str:
        """Site."""
        return self.piece.site

    @strawberry.field(
        description="The check that was given; null for all that is missing, and for what was unasked."
    )
    def check(self) -> str | None:
        """Check."""
        return self.piece.check

    @strawberry.field(description="Version that was approved.")
    def version(self) -> int:
        """Version."""
        return self.piece.version

    @strawberry.field(
        description="Codes of the reasons: REVERTED, TRIVIAL, SELF_APPROVED, LAST_MINUTE_BULK, SELF_ASSIGNED.",
        metadata={"list_size": 5},
    )
    def codes(self) -> list[str]:
        """Codes."""
        return [each.value for each in self.refusals]

    @strawberry.field(description="The reasons in words.", metadata={"list_size": 5})
    def reasons(self, info: Info) -> list[str]:
        """Reasons."""
        return [REASONS[each].in_language(info.context.language) for each in self.refusals]


@strawberry.type(
    description="What one person did in a period. Work that was only made to be counted earns nothing, with its reason."
)
class WorkCounts:
    """Counts."""

    work: strawberry.Private[Work]

    @strawberry.field(
        description="Pieces that somebody else gave to the person, or taken up unasked and done; also what the person gave "
        "himself, once it is approved: it earns nothing."
    )
    def assigned(self) -> int:
        """Number."""
        return self.work.assigned

    @strawberry.field(description="Pieces that were approved and count.")
    def done(self) -> int:
        """Number."""
        return self.work.done

    @strawberry.field(description="Of these, the ones that passed review without being returned.")
    def passed_at_once(self) -> int:
        """Number."""
        return self.work.passed_at_once

    @strawberry.field(description="Of these, the ones submitted by their due day.")
    def on_time(self) -> int:
        """Number."""
        return self.work.on_time

    @strawberry.field(
        description="Pieces that were given to the person with a day, done or not. The first day holds, unless somebody else "
        "moved it before the work was submitted."
    )
    def due(self) -> int:
        """Number."""
        return self.work.due

    @strawberry.field(description="Of these, the ones submitted by their day that count.")
    def due_met(self) -> int:
        """Number."""
        return self.work.due_met

    @strawberry.field(description="The pieces that count.", metadata={"list_size": 50})
    def products(self) -> list[WorkProduct]:
        """Products."""
        return [WorkProduct.of(each) for each in self.work.pieces]

    @strawberry.field(description="The pieces that earn nothing.", metadata={"list_size": 50})
    def refused(self) -> list[RefusedWork]:
        """Refused."""
        return [RefusedWork(piece=piece, refusals=reasons) for piece, reasons in self.work.refused]


@strawberry.type
class WorkCountQuestions:
    """What is asked about a person's work; part of the root."""

    @strawberry.field(
        description="What one person did in a period, from the history of records: for the person, evaluators and the "
        "council. Null for a period that is not known.",
        metadata={**needs(Deed.READ_WORK_COUNTS), **WORK_COUNTED},
    )
    def work_counts(
        self,
        info: Info,
        period: Annotated[str, strawberry.argument(description="Code of the period, such as 2026.")],
        person: Annotated[strawberry.ID, strawberry.argument(description="The person's `id`.")],
    ) -> WorkCounts | None:
        """Counts."""
        actor = info.context.signed_in()
        key = key_of(person, "Person", NO_SUCH_PERSON)
        number = int(key) if key.isascii() and key.isdecimal() and len(key) < 10 else 0
        whose = Subject(RecordState.DRAFT, authors=frozenset({number}))
        if not may(Deed.READ_WORK_COUNTS, actor, whose):
            raise ForbiddenError(_DENIED)
        session = info.context.reader.session
        found = find_period(session, period)
        return None if found is None else WorkCounts(work=work_counts(session, number, found))
