"""Where people are managed: one transaction, one person acting, one moment, and the history of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from catalog import history
from catalog.answered import Request, checked, recall, remember
from catalog.db import Database
from catalog.errors import Message, NotFoundError, Problem, ProblemsError
from catalog.places import legal_day
from catalog.roles import Actor, Deed, require
from catalog.tables import Person
from catalog.terms import Action, SubjectKind

MACHINE = "catalog"
"""Under which name the history shows who works on the machine itself, by the `catalog` command."""

NO_SUCH_PERSON = Message("Không có người dùng này.", "There is no such person.")


@dataclass
class Office:
    """What the verbs work with; without an `actor` it is the machine's own command line, which may do all."""

    session: Session
    actor: Actor | None
    now: datetime

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return legal_day(self.now)

    @property
    def actor_id(self) -> int | None:
        """Who acts; None on the machine itself."""
        return None if self.actor is None else self.actor.person_id

    def require(self, deed: Deed) -> None:
        """Raise `ForbiddenError` unless whoever acts may do this."""
        if self.actor is not None:
            require(deed, self.actor)

    def person(self, person_id: int) -> Person:
        """A person. Raises `NotFoundError`."""
        person = self.session.get(Person, person_id)
        if person is None:
            raise NotFoundError(NO_SUCH_PERSON)
        return person

    def note(
        self,
        action: Action,
        person_id: int,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one history entry about a person; never with a secret, nor with the hash of one."""
        entry = history.Entry(
            actor_id=self.actor_id,
            actor_name=MACHINE if self.actor is None else self.actor.name,
            action=action,
            subject_kind=SubjectKind.PERSON,
            subject_key=str(person_id),
            before=before,
            after=after,
        )
        history.append(self.session, entry, self.now)


@dataclass(frozen=True)
class Done:
    """What became of a request about people; `key` names a token that was made.

    `secret` is shown once: a retry is answered without it, because it is not kept.
    """

    person_id: int = 0
    key: str = ""
    count: int = 0
    problems: tuple[Problem, ...] = ()
    secret: str | None = None


def carry_out(
    database: Database, actor: Actor, now: datetime, request: Request, verb: Callable[[Office], Done]
) -> Done:
    """Do what is asked in one transaction, once; what a retry is answered with holds no secret.

    Problems leave nothing behind but the answer itself. Raises `CatalogError` for whoever may not do it, and
    `BadRequestError` for a key that was used for something else.
    """
    key = checked(request.key)
    with database.write() as session:
        if key is not None and (known := recall(session, actor.person_id, request)) is not None:
            return _read(known)
        try:
            with session.begin_nested():
                done = verb(Office(session, actor, now))
        except ProblemsError as error:
            done = Done(problems=tuple(error.problems))
        if key is not None:
            remember(session, actor.person_id, request, asdict(replace(done, secret=None)), now)
    return done


def _read(document: dict[str, Any]) -> Done:
    problems = (Problem(p["code"], Message(**p["message"]), p["field"]) for p in document.pop("problems"))
    return Done(**{**document, "problems": tuple(problems)})


def refuse(code: str, vi: str, en: str, field: str | None = None) -> ProblemsError:
    """Something that whoever asked can put right."""
    return ProblemsError([Problem(code, Message(vi, en), field)])
