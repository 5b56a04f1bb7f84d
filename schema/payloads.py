"""What mutations of records answer with, and the arguments that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import strawberry

from catalog.answered import Request
from catalog.editing.desk import Desk, Outcome
from catalog.finding.working import revision_of
from catalog.projection.reader import Record
from catalog.roles import NO_SUCH_SITE
from schema.context import Info
from schema.nodes import key_of
from schema.notices import Problem, shown_problems
from schema.records import Site

Id = Annotated[strawberry.ID, strawberry.argument(description="The site's `id`.")]
Version = Annotated[int, strawberry.argument(description="The version that the client has before it.")]


@strawberry.type(description="What became of the record.")
class SitePayload:
    """Payload."""

    site: Site | None = strawberry.field(
        description="The revision that was written or moved; null if none was."
    )
    problems: list[Problem] = strawberry.field(
        description="What stands in the way; then nothing was changed."
    )
    warnings: list[Problem] = strawberry.field(description="What deserves a look; it never blocks.")


def written(info: Info, outcome: Outcome) -> Record | None:
    """The revision that an outcome is about, in the state that it then had; None if there is none."""
    record = revision_of(info.context.reader, outcome.revision_id) if outcome.revision_id else None
    if record is not None:
        record.read = {**record.values, "state": outcome.state}
    return record


def code_of(identifier: str) -> str:
    """The site's code in an identifier. Raises `NotFoundError` for ids of anything else."""
    return key_of(identifier, "Site", NO_SUCH_SITE)


def changed(
    info: Info, verb: Callable[[Desk], Outcome], name: str, document: Any, key: str | None
) -> SitePayload:
    """Carry out a verb on a record, and show what became of it."""
    outcome = info.context.change(Request(name, document, key), verb)
    record = written(info, outcome)
    return SitePayload(
        site=None if record is None else Site(record=record),
        problems=shown_problems(info, outcome.problems),
        warnings=shown_problems(info, outcome.warnings),
    )
