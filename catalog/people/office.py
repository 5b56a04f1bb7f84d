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
from catalog.errors import ForbiddenError, Message, NotFoundError, Problem, ProblemsError
from catalog.people.viewing import Viewer, known_again
from catalog.places import legal_day
from catalog.roles import Actor, Deed, require
from catalog.tables import Person
from catalog.terms import Action, SubjectKind

MACHINE = "catalog"
"""Under which name the history shows who works on the machine itself, by the `catalog` command."""

NOBODY_YET = "first-administrator"
"""What a history entry is about that concerns nobody who is there."""

NO_SUCH_PERSON = Message("Không có người dùng này.", "There is no such person.")


@dataclass
class Office:
    """What the verbs work with; without an `actor` it is the machine's own command line, which may do all.

    `by_own_token`: the actor is known by a token that he made himself. Nobody manages people by one: a token
    that gets out would let in whomever it pleases, and no second factor is shown with it.
    """

    session: Session
    actor: Actor | None
    now: datetime
    by_own_token: bool = False

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
            if deed == Deed.MANAGE_PEOPLE and self.by_own_token:
                raise ForbiddenError(_NOT_BY_TOKEN)

    def require_oneself(self, person_id: int) -> None:
        """Raise `ForbiddenError` unless whoever acts is this person; needs no role."""
        if self.actor_id != person_id:
            raise ForbiddenError(_ONLY_ONES_OWN)

    def person(self, person_id: int) -> Person:
        """A person. Raises `NotFoundError`."""
        person = self.session.get(Person, person_id)
        if person is None:
            raise NotFoundError(NO_SUCH_PERSON)
        return person

    def note(
        self,
        action: Action,
        person_id: int | None,
        *,
        before: Mapping[str, Any] | None = None,
        after: Mapping[str, Any] | None = None,
    ) -> None:
        """Write one history entry about a person; never with a secret, nor with the hash of one.

        Nobody in particular (None) is the first administrator, who has no name yet.
        """
        entry = history.Entry(
            actor_id=self.actor_id,
            actor_name=MACHINE if self.actor is None else self.actor.name,
            action=action,
            subject_kind=SubjectKind.CATALOGUE if person_id is None else SubjectKind.PERSON,
            subject_key=NOBODY_YET if person_id is None else str(person_id),
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
    database: Database,
    viewer: Viewer,
    now: datetime,
    request: Request,
    verb: Callable[[Office], Done],
    deed: Deed | None,
) -> Done:
    """Do what is asked in one transaction, once; what a retry is answered with holds no secret.

    Who asks is looked up again first, and may do the `deed` (None for what everybody may about himself), a
    retry included. Problems leave nothing behind but the answer itself. Raises `UnauthenticatedError` for whom
    nothing shows any more, `CatalogError` for whoever may not do it, and `BadRequestError` for a key that was
    used for something else.
    """
    key = checked(request.key)
    with database.write() as session:
        actor = known_again(session, viewer, now)
        office = Office(session, actor, now, actor.is_own_token)
        if deed is not None:
            office.require(deed)
        if key is not None and (known := recall(session, actor.person_id, request)) is not None:
            return _read(known)
        try:
            with session.begin_nested():
                done = verb(office)
        except ProblemsError as error:
            done = Done(problems=tuple(error.problems))
        if key is not None:
            remember(session, actor.person_id, request, asdict(replace(done, secret=None)), now)
    return done


_NOT_BY_TOKEN = Message(
    "Quản lý người dùng cần phiên đăng nhập có yếu tố thứ hai, hoặc mã cấp trên chính máy chủ.",
    "Managing people needs a session with a second factor, or a token issued on the machine itself.",
)
_ONLY_ONES_OWN = Message(
    "Mỗi người chỉ làm việc này cho chính mình.", "Everybody does this for himself only."
)


def _read(document: dict[str, Any]) -> Done:
    problems = (Problem(p["code"], Message(**p["message"]), p["field"]) for p in document.pop("problems"))
    return Done(**{**document, "problems": tuple(problems)})


def refuse(code: str, vi: str, en: str, field: str | None = None) -> ProblemsError:
    """Something that whoever asked can put right."""
    return ProblemsError([Problem(code, Message(vi, en), field)])
