"""Who may do what: one table of actions, roles, states and scopes, and the one function that reads it.

Checks, `docs/permissions.md` and the tests of every cell come from `POLICY`. The rules are the
province's division of work (docs/permissions.md); that author, reviewer and publisher of one revision are
different people is good practice, no statute.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from catalog.errors import CatalogError, ForbiddenError, Message, NotFoundError
from catalog.terms import RecordState, Role


class Deed(StrEnum):
    """What somebody may want to do."""

    CREATE_SITE = "CREATE_SITE"
    REVISE_SITE = "REVISE_SITE"
    RESTORE_SITE = "RESTORE_SITE"
    SUBMIT_SITE = "SUBMIT_SITE"
    RECALL_SITE = "RECALL_SITE"
    RETURN_SITE = "RETURN_SITE"
    APPROVE_SITE = "APPROVE_SITE"
    PUBLISH_SITE = "PUBLISH_SITE"
    WITHDRAW_SITE = "WITHDRAW_SITE"
    WITHDRAW_SURROGATE = "WITHDRAW_SURROGATE"
    READ_WORKING = "READ_WORKING"
    READ_HISTORY = "READ_HISTORY"
    READ_IMPORTS = "READ_IMPORTS"
    IMPORT_TABLE = "IMPORT_TABLE"
    UNDO_IMPORT = "UNDO_IMPORT"
    ASSIGN_WORK = "ASSIGN_WORK"
    UPLOAD_FILE = "UPLOAD_FILE"
    READ_OWN_ACCOUNT = "READ_OWN_ACCOUNT"
    MANAGE_OWN_ACCOUNT = "MANAGE_OWN_ACCOUNT"
    TAKE_LESSON = "TAKE_LESSON"
    READ_LESSONS = "READ_LESSONS"
    READ_PEOPLE = "READ_PEOPLE"
    MANAGE_PEOPLE = "MANAGE_PEOPLE"
    OPEN_PERIOD = "OPEN_PERIOD"
    CLOSE_PERIOD = "CLOSE_PERIOD"
    ADD_RULES = "ADD_RULES"
    APPROVE_RULES = "APPROVE_RULES"
    RETIRE_RULES = "RETIRE_RULES"
    PLACE_IN_CLUSTER = "PLACE_IN_CLUSTER"
    READ_SCORES = "READ_SCORES"
    READ_COLLEAGUES_SCORES = "READ_COLLEAGUES_SCORES"
    SELF_SCORE = "SELF_SCORE"
    APPRAISE_SCORES = "APPRAISE_SCORES"
    DECIDE_SCORES = "DECIDE_SCORES"
    PUBLISH_SCORES = "PUBLISH_SCORES"
    READ_WORK_COUNTS = "READ_WORK_COUNTS"
    VERIFY_HISTORY = "VERIFY_HISTORY"
    READ_HEALTH = "READ_HEALTH"


class Scope(StrEnum):
    """On which records a rule holds."""

    EVERY_SITE = "EVERY_SITE"
    OWN_COMMUNE = "OWN_COMMUNE"
    OWN_WORK = "OWN_WORK"
    OTHERS_WORK = "OTHERS_WORK"
    NEITHER_WRITTEN_NOR_REVIEWED = "NEITHER_WRITTEN_NOR_REVIEWED"
    NO_SITE = "NO_SITE"
    DEPARTMENT = "DEPARTMENT"
    ONESELF = "ONESELF"


@dataclass(frozen=True)
class Grant:
    """A role that a person holds; a commune officer's is bound to a unit."""

    role: Role
    unit_id: int | None = None


class Actor(Protocol):
    """Whoever wants to do something."""

    @property
    def person_id(self) -> int:
        """The person."""

    @property
    def name(self) -> str:
        """The person's name, for the history."""

    @property
    def grants(self) -> frozenset[Grant]:
        """The roles that are in effect."""


@dataclass(frozen=True)
class Acting:
    """A person with the roles in effect for one request; officers' units are those of today."""

    person_id: int
    name: str
    grants: frozenset[Grant]


@dataclass(frozen=True)
class Subject:
    """What the policy needs to know of a record's working revision.

    `unit_ids` are the units of today in which it lies; `authors` are all who wrote since the last
    publication, and who submitted; `was_public` is true once any revision was published. `person`: whom a score
    sheet is about, if it is no unit's.
    """

    state: RecordState
    unit_ids: frozenset[int] = frozenset()
    authors: frozenset[int] = frozenset()
    reviewer: int | None = None
    was_public: bool = False
    person: int | None = None


@dataclass(frozen=True)
class Rule:
    """A role may do a deed on records of this scope in one of these states."""

    deed: Deed
    role: Role
    scope: Scope
    states: frozenset[RecordState] = frozenset(RecordState)


_S = RecordState
_EDITABLE = frozenset({_S.DRAFT, _S.RETURNED, _S.PUBLISHED, _S.WITHDRAWN})
_STAFF = (Role.EDITOR, Role.REVIEWER, Role.PUBLISHER, Role.EVALUATOR, Role.COUNCIL)
_WORKING = (Role.EDITOR, Role.COMMUNE_OFFICER, Role.REVIEWER, Role.PUBLISHER)


def _rules() -> Iterator[Rule]:
    for role, scope in ((Role.EDITOR, Scope.EVERY_SITE), (Role.COMMUNE_OFFICER, Scope.OWN_COMMUNE)):
        yield Rule(Deed.CREATE_SITE, role, scope)
        yield Rule(Deed.REVISE_SITE, role, scope, _EDITABLE)
        yield Rule(Deed.RESTORE_SITE, role, scope, _EDITABLE)
        yield Rule(Deed.SUBMIT_SITE, role, scope, frozenset({_S.DRAFT, _S.RETURNED}))
        yield Rule(Deed.RECALL_SITE, role, Scope.OWN_WORK, frozenset({_S.SUBMITTED}))
    # Whoever may attach a file to a record or to the own score sheet may send one; to which is asked when it is attached.
    for role in _WORKING:
        yield Rule(Deed.UPLOAD_FILE, role, Scope.NO_SITE)
    yield Rule(Deed.RETURN_SITE, Role.REVIEWER, Scope.OTHERS_WORK, frozenset({_S.SUBMITTED}))
    yield Rule(Deed.APPROVE_SITE, Role.REVIEWER, Scope.OTHERS_WORK, frozenset({_S.SUBMITTED}))
    fourth = Scope.NEITHER_WRITTEN_NOR_REVIEWED
    yield Rule(Deed.RETURN_SITE, Role.PUBLISHER, fourth, frozenset({_S.APPROVED}))
    yield Rule(Deed.PUBLISH_SITE, Role.PUBLISHER, fourth, frozenset({_S.APPROVED}))
    yield Rule(Deed.WITHDRAW_SITE, Role.PUBLISHER, Scope.EVERY_SITE, frozenset({_S.PUBLISHED}))
    # What must be out of sight at once is, whatever the record's state.
    yield Rule(Deed.WITHDRAW_SURROGATE, Role.PUBLISHER, Scope.EVERY_SITE)
    for deed in (Deed.READ_WORKING, Deed.READ_HISTORY):
        for role in _STAFF:
            yield Rule(deed, role, Scope.EVERY_SITE)
        yield Rule(deed, Role.COMMUNE_OFFICER, Scope.OWN_COMMUNE)
        yield Rule(deed, Role.COMMUNE_OFFICER, Scope.OWN_WORK)
    for role in _STAFF:
        yield Rule(Deed.READ_IMPORTS, role, Scope.NO_SITE)
    # The department's editors share the work out; officers have their own.
    yield Rule(Deed.ASSIGN_WORK, Role.EDITOR, Scope.EVERY_SITE)
    # An import makes public, and what it made public is withdrawn with it: both are the publisher's.
    yield Rule(Deed.IMPORT_TABLE, Role.PUBLISHER, Scope.NO_SITE)
    yield Rule(Deed.UNDO_IMPORT, Role.PUBLISHER, Scope.NO_SITE)
    for role in Role:
        yield Rule(Deed.READ_OWN_ACCOUNT, role, Scope.NO_SITE)
        yield Rule(Deed.MANAGE_OWN_ACCOUNT, role, Scope.NO_SITE)
        yield Rule(Deed.TAKE_LESSON, role, Scope.NO_SITE)
    # How many have learned is everybody's concern who judges the work; who they are is told by READ_PEOPLE.
    for role in (Role.EVALUATOR, Role.COUNCIL, Role.ADMINISTRATOR):
        yield Rule(Deed.READ_LESSONS, role, Scope.NO_SITE)
    yield Rule(Deed.READ_PEOPLE, Role.ADMINISTRATOR, Scope.NO_SITE)
    yield Rule(Deed.MANAGE_PEOPLE, Role.ADMINISTRATOR, Scope.NO_SITE)
    # Whether the history is whole tells nothing of what it holds; who judges others' work may know it.
    for role in (Role.EVALUATOR, Role.COUNCIL, Role.ADMINISTRATOR):
        yield Rule(Deed.VERIFY_HISTORY, role, Scope.NO_SITE)
    yield Rule(Deed.READ_HEALTH, Role.ADMINISTRATOR, Scope.NO_SITE)
    for deed in (Deed.OPEN_PERIOD, Deed.CLOSE_PERIOD):
        yield Rule(deed, Role.COUNCIL, Scope.NO_SITE)
    yield from _scoring_rules()


def _scoring_rules() -> Iterator[Rule]:
    """Of score sheets. The work that is others' is also that of a unit to which the actor does not belong."""
    for deed in (Deed.READ_SCORES, Deed.SELF_SCORE):
        yield Rule(deed, Role.EDITOR, Scope.DEPARTMENT)
        yield Rule(deed, Role.COMMUNE_OFFICER, Scope.OWN_COMMUNE)
        for role in _WORKING:
            yield Rule(deed, role, Scope.ONESELF)
    # Published sheets of individuals are the office's own affair; those of units are everybody's.
    for role in (*_WORKING, Role.EVALUATOR, Role.COUNCIL):
        yield Rule(Deed.READ_COLLEAGUES_SCORES, role, Scope.NO_SITE)
    for role in (Role.EVALUATOR, Role.COUNCIL):
        yield Rule(Deed.READ_SCORES, role, Scope.EVERY_SITE)
        yield Rule(Deed.ADD_RULES, role, Scope.NO_SITE)
        yield Rule(Deed.READ_WORK_COUNTS, role, Scope.EVERY_SITE)
    yield Rule(Deed.APPRAISE_SCORES, Role.EVALUATOR, Scope.OTHERS_WORK)
    yield Rule(Deed.DECIDE_SCORES, Role.COUNCIL, Scope.OTHERS_WORK)
    for deed in (Deed.APPROVE_RULES, Deed.RETIRE_RULES, Deed.PLACE_IN_CLUSTER, Deed.PUBLISH_SCORES):
        yield Rule(deed, Role.COUNCIL, Scope.NO_SITE)
    for role in _WORKING:
        yield Rule(Deed.READ_WORK_COUNTS, role, Scope.OWN_WORK)


POLICY: tuple[Rule, ...] = tuple(_rules())
"""Every permission there is; what is not here is not allowed."""

OFFICER_FIELDS_ONCE_PUBLIC = ("location", "visitorFacts", "visitorFactsVerifiedOn", "surrogates")
"""What a commune officer may change on a site once published or imported: position, visitor facts, photographs."""


def may(deed: Deed, actor: Actor | None, subject: Subject | None = None) -> bool:
    """Whether the actor may do the deed, on this subject where the deed is done to a record."""
    return any(rule.deed == deed and _holds(rule, actor, subject) for rule in POLICY)


def _holds(rule: Rule, actor: Actor | None, subject: Subject | None) -> bool:
    if actor is None:
        return False
    grants = [grant for grant in actor.grants if grant.role == rule.role]
    if not grants or subject is None:
        return bool(grants) and (rule.scope == Scope.NO_SITE)
    return subject.state in rule.states and _in_scope(rule.scope, grants, actor.person_id, subject)


def _in_scope(scope: Scope, grants: list[Grant], person: int, subject: Subject) -> bool:
    match scope:
        case Scope.EVERY_SITE:
            return True
        case Scope.OWN_COMMUNE:
            return bool({grant.unit_id for grant in grants} & subject.unit_ids)
        case Scope.DEPARTMENT | Scope.ONESELF:
            is_of_department = not subject.unit_ids and subject.person is None
            return is_of_department if scope == Scope.DEPARTMENT else subject.person == person
        case Scope.OWN_WORK | Scope.OTHERS_WORK:
            return (person in subject.authors) == (scope == Scope.OWN_WORK)
        case Scope.NEITHER_WRITTEN_NOR_REVIEWED:
            return person not in subject.authors and person != subject.reviewer
        case _:
            return False


def may_in_some_state(deed: Deed, actor: Actor, subject: Subject) -> bool:
    """Whether only the record's state can stand between the actor and the deed."""
    return any(may(deed, actor, replace(subject, state=state)) for state in RecordState)


def require(deed: Deed, actor: Actor, subject: Subject | None = None) -> None:
    """Raise `NotFoundError` if the actor may not even see the subject, `ForbiddenError` if he may not do this."""
    if not may(deed, actor, subject):
        raise refusal(deed, actor, subject)


def refusal(deed: Deed, actor: Actor, subject: Subject | None) -> CatalogError:
    """The error that tells why a deed is refused, without telling of what the actor may not see."""
    if subject is None:
        return ForbiddenError(_NOT_YOURS)
    if not subject.was_public and not may(Deed.READ_WORKING, actor, subject):
        return NotFoundError(NO_SUCH_SITE)
    roles = {grant.role for grant in actor.grants}
    rules = [rule for rule in POLICY if rule.deed == deed and rule.role in roles]
    if rules and all(subject.state not in rule.states for rule in rules):
        return ForbiddenError(
            Message(
                f"Bản ghi đang ở trạng thái {subject.state}; không thể thực hiện việc này ở trạng thái đó.",
                f"The record is {subject.state}; this cannot be done in that state.",
            )
        )
    scopes = {rule.scope for rule in rules}
    if scopes & {Scope.OTHERS_WORK, Scope.NEITHER_WRITTEN_NOR_REVIEWED}:
        return ForbiddenError(_FOUR_EYES)
    return ForbiddenError(_NOT_YOURS)


NO_SUCH_SITE = Message("Không có địa điểm này.", "There is no such site.")
_NOT_YOURS = Message(
    "Tài khoản của bạn không có quyền làm việc này.", "Your account is not allowed to do this."
)
_FOUR_EYES = Message(
    "Người soạn, người thẩm định và người công bố của một bản phải là những người khác nhau.",
    "Author, reviewer and publisher of one revision are different people.",
)


def officer_may_change(field: str) -> bool:
    """Whether a commune officer may change this field of a site that was public or imported before."""
    return field.split(".", maxsplit=1)[0] in OFFICER_FIELDS_ONCE_PUBLIC


def is_officer_only(actor: Actor, units: Set[int]) -> bool:
    """Whether the actor's only way to these units' sites is a commune officer's."""
    roles = {grant.role for grant in actor.grants}
    return Role.EDITOR not in roles and any(
        grant.role == Role.COMMUNE_OFFICER and grant.unit_id in units for grant in actor.grants
    )
