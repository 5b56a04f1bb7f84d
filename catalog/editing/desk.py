"""One request of one person: its transaction, its surroundings, its outcome, and its retries."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from catalog import history
from catalog.answered import Request, checked, recall, remember
from catalog.db import Database
from catalog.errors import Message, Problem, ProblemsError
from catalog.geo import Boundaries
from catalog.lazy import cached_property
from catalog.people.viewing import Viewer, known_again
from catalog.places import Units, acting_today, load_boundaries, load_units
from catalog.roles import Acting, Actor
from catalog.sites.kinds import kinds_on
from catalog.terms import Action, RecordState, SubjectKind


@dataclass(frozen=True)
class Moment:
    """When a request is carried out: the instant, and the day in Vietnam."""

    now: datetime
    today: date


@dataclass
class Desk:
    """What the verbs work with: one write session, one person, one moment."""

    session: Session
    actor: Actor
    moment: Moment

    @cached_property
    def units(self) -> Units:
        """All administrative units."""
        return load_units(self.session)

    @cached_property
    def boundaries(self) -> Boundaries[str]:
        """The current boundaries by unit key."""
        return load_boundaries(self.session)

    @cached_property
    def kinds(self) -> Mapping[str, bool]:
        """The kinds in force, and whether each is a legal relic kind."""
        return {term.code: term.is_legal for term in kinds_on(self.session, self.moment.today)}

    @cached_property
    def acting(self) -> Acting:
        """The person with the scopes of today."""
        return acting_today(self.actor, self.units)

    def note(self, action: Action, outcome: Outcome, former: Outcome | None, reason: str | None) -> None:
        """Write one history entry on a record."""
        entry = history.Entry(
            actor_id=self.actor.person_id,
            actor_name=self.actor.name,
            action=action,
            subject_kind=SubjectKind.SITE,
            subject_key=outcome.code,
            reason=reason,
            before=None if former is None else former.told(),
            after=outcome.told(),
        )
        history.append(self.session, entry, self.moment.now)


@dataclass(frozen=True)
class Outcome:
    """What became of a request: the record's revision as it then stood, or problems, and flags.

    `surrogate` is the code of the surrogate that it was about.
    """

    site_id: int = 0
    code: str = ""
    slug: str = ""
    revision_id: int = 0
    version: int = 0
    state: RecordState = RecordState.DRAFT
    content_hash: str = ""
    surrogate: str | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()

    def told(self) -> dict[str, Any]:
        """What the history keeps of it: version, state and the hash of everything that it says."""
        return {"version": self.version, "state": self.state, "content_hash": self.content_hash}


def carry_out(
    database: Database,
    viewer: Viewer,
    moment: Moment,
    request: Request,
    verb: Callable[[Desk], Outcome],
) -> Outcome:
    """Do what is asked in one transaction, once: a retry with the same key is answered as the first was.

    Who asks is looked up again first: between the request and the writer's turn a role may have ended.
    Problems leave nothing behind but the answer itself. Raises `UnauthenticatedError` for whom nothing shows
    any more, `CatalogError` for whoever may not do it, and `BadRequestError` for a key that was used for
    something else.
    """
    key = checked(request.key)
    with database.write() as session:
        actor = known_again(session, viewer, moment.now)
        if key is not None and (known := recall(session, actor.person_id, request)) is not None:
            return _read(known)
        moment = replace(moment, now=history.instant(session, moment.now))
        try:
            with session.begin_nested():
                outcome = verb(Desk(session, actor, moment))
        except ProblemsError as error:
            outcome = Outcome(problems=tuple(error.problems))
        if key is not None:
            remember(session, actor.person_id, request, outcome, moment.now)
    return outcome


def _read(document: dict[str, Any]) -> Outcome:
    problems, warnings = (
        tuple(Problem(p["code"], Message(**p["message"]), p["field"]) for p in document.pop(name))
        for name in ("problems", "warnings")
    )
    state = RecordState(document.pop("state"))
    return replace(Outcome(**document), state=state, problems=problems, warnings=warnings)
