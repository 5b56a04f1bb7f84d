"""What one person did in a period, counted from the workflow's own history."""

from __future__ import annotations

from typing import Annotated

import strawberry

from catalog.coverage.calendar import find_period
from catalog.errors import ForbiddenError, Message
from catalog.people.office import NO_SUCH_PERSON
from catalog.roles import Deed, Subject, may
from catalog.scoring.work import REASONS, Product, Refusal, Work
from catalog.scoring.work_rows import work_counts
from catalog.terms import RecordState
from schema.context import Info
from schema.nodes import key_of
from schema.permissions import needs
from schema.values import told

_DENIED = Message(
    "Chỉ người đó, người đánh giá và Hội đồng được xem.",
    "Only the person, evaluators and the council may see this.",
)


@strawberry.type(
    description="A piece of work: one site's way from its first edit or assignment to its approval."
)
class WorkProduct:
    """Product."""

    site: str = told("Code of the site.")
    version: int = told("Version that was approved.")


@strawberry.type(description="A piece of work that earns nothing, and why.")
class RefusedWork:
    """Refused."""

    product: strawberry.Private[Product]
    refusals: strawberry.Private[tuple[Refusal, ...]]

    @strawberry.field(description="Code of the site.")
    def site(self) -> str:
        """Site."""
        return self.product.site

    @strawberry.field(description="Version that was approved.")
    def version(self) -> int:
        """Version."""
        return self.product.version

    @strawberry.field(
        description="Codes of the reasons: REVERTED, TRIVIAL, SELF_APPROVED, LAST_MINUTE_BULK.",
        metadata={"list_size": 4},
    )
    def codes(self) -> list[str]:
        """Codes."""
        return [each.value for each in self.refusals]

    @strawberry.field(description="The reasons in words.", metadata={"list_size": 4})
    def reasons(self, info: Info) -> list[str]:
        """Reasons."""
        return [REASONS[each].in_language(info.context.language) for each in self.refusals]


@strawberry.type(
    description="What one person did in a period. Work that was only made to be counted earns nothing, with its reason."
)
class WorkCounts:
    """Counts."""

    work: strawberry.Private[Work]

    @strawberry.field(description="Pieces that were given to the person, or taken up unasked and done.")
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

    @strawberry.field(description="Pieces that were given to the person with a day, done or not.")
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
        return [WorkProduct(site=each.site, version=each.version) for each in self.work.products]

    @strawberry.field(description="The pieces that earn nothing.", metadata={"list_size": 50})
    def refused(self) -> list[RefusedWork]:
        """Refused."""
        return [RefusedWork(product=product, refusals=reasons) for product, reasons in self.work.refused]


@strawberry.type
class WorkCountQuestions:
    """What is asked about a person's work; part of the root."""

    @strawberry.field(
        description="What one person did in a period, from the history of records: for the person, evaluators and the "
        "council. Null for a period that is not known.",
        metadata=needs(Deed.READ_WORK_COUNTS),
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
