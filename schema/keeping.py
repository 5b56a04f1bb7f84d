"""Whether the catalogue is whole and well: the history's proof, and how the installation stands."""

from __future__ import annotations

from datetime import datetime

import strawberry

from catalog.chain import Break, Fault, verify
from catalog.finding.pages import MAX_PAGE
from catalog.health import Seen, Standing, Topic, glance
from catalog.history import head
from catalog.roles import Deed, require
from schema.context import Info
from schema.costs import WHOLE_HISTORY
from schema.permissions import needs


@strawberry.type(description="A place where the history is not as it was written.")
class HistoryBreak:
    """Break."""

    found: strawberry.Private[Break]

    @strawberry.field(description="Number of the (first) entry concerned.")
    def sequence(self) -> int:
        """Sequence."""
        return self.found.sequence

    @strawberry.field(description="In which way.")
    def fault(self) -> Fault:
        """Fault."""
        return self.found.fault

    @strawberry.field(description="The same as a sentence, in the asker's language.")
    def message(self, info: Info) -> str:
        """Sentence."""
        return self.found.message.in_language(info.context.language)


@strawberry.type(
    description="What a walk along the whole history found: every entry's hash reckoned anew, every link followed."
)
class HistoryVerification:
    """Verification."""

    checked_at: datetime = strawberry.field(description="When.")
    entry_count: int = strawberry.field(description="Entries looked at.")
    is_whole: bool = strawberry.field(
        description="Whether none is altered, missing, moved, added or cut off."
    )
    break_count: int = strawberry.field(description="Places where the history is not as it was written.")
    breaks: list[HistoryBreak] = strawberry.field(description=f"Those places, at most {MAX_PAGE}.")
    head_sequence: int = strawberry.field(description="Number of the last entry.")
    head_hash: str = strawberry.field(
        description="SHA-256 of the last entry, in which all before it stand. Whoever keeps it elsewhere can tell later whether the history was written anew."
    )


@strawberry.type(description="One thing looked at of the installation.")
class HealthFinding:
    """Finding."""

    seen: strawberry.Private[Seen]

    @strawberry.field(description="What was looked at.")
    def topic(self) -> Topic:
        """Topic."""
        return self.seen.topic

    @strawberry.field(description="Whether it is as it should be.")
    def standing(self) -> Standing:
        """Standing."""
        return self.seen.standing

    @strawberry.field(description="What was found and what to do, in the asker's language.")
    def message(self, info: Info) -> str:
        """Sentence."""
        return self.seen.message.in_language(info.context.language)


@strawberry.type
class KeepingQuestions:
    """What may be asked about the catalogue's own keeping."""

    @strawberry.field(
        description="Walk along the whole hash-chained history now; for evaluators, the council and administrators.",
        metadata={**needs(Deed.VERIFY_HISTORY), **WHOLE_HISTORY},
    )
    def history_verification(self, info: Info) -> HistoryVerification | None:
        """Verify."""
        require(Deed.VERIFY_HISTORY, info.context.signed_in())
        session = info.context.reader.session
        count, breaks = verify(session)
        sequence, last_hash = head(session)
        return HistoryVerification(
            checked_at=info.context.now(),
            entry_count=count,
            is_whole=not breaks,
            break_count=len(breaks),
            breaks=[HistoryBreak(found=found) for found in breaks[:MAX_PAGE]],
            head_sequence=sequence,
            head_hash=last_hash,
        )

    @strawberry.field(
        description="How the installation stands: database, disk, stored files, copies elsewhere; for administrators.",
        metadata=needs(Deed.READ_HEALTH),
    )
    def health(self, info: Info) -> list[HealthFinding] | None:
        """Look."""
        context = info.context
        require(Deed.READ_HEALTH, context.signed_in())
        folder = None if context.room is None else context.room.keys.parent
        return [HealthFinding(seen=seen) for seen in glance(context.reader.session, folder, context.now())]
