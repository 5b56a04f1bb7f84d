"""Giving and ending roles: what goes together, for which unit, and by whom."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa
from sqlmodel import Session, col

from catalog.errors import ForbiddenError, Message, NotFoundError
from catalog.people.office import Done, Office, refuse
from catalog.people.revoking import revoke_own_made
from catalog.people.viewing import NEED_SECOND_FACTOR, grants_of
from catalog.places import load_units
from catalog.roles import Deed
from catalog.tables import Account, AdminUnit, ExternalIdentity, Person, PersonRole
from catalog.terms import Action, Role, UnitLevel

DECIDING = frozenset({Role.REVIEWER, Role.PUBLISHER, Role.EVALUATOR, Role.COUNCIL})
"""What an administrator must not be at the same time: whoever gives roles does not decide on records."""


def give_role(office: Office, person_id: int, role: Role, unit_code: str | None) -> Done:
    """Give a person a role from now on; one that he holds already stays as it is.

    Raises `ProblemsError` for roles that do not go together and for units that are not of today,
    `ForbiddenError` for whoever would give a role to himself, `NotFoundError`.
    """
    office.require(Deed.MANAGE_PEOPLE)
    person = office.person(person_id)
    if office.actor_id == person_id:
        raise ForbiddenError(Message("Không ai tự giao vai trò cho mình.", "Nobody gives a role to himself."))
    if person.deactivated_at is not None:
        raise refuse(
            "PERSON_DEACTIVATED",
            "Tài khoản này đã ngừng; hãy mở lại trước.",
            "This person is deactivated; reactivate first.",
            "person",
        )
    grant(office, person, role, unit_code)
    return Done(person_id=person_id)


def grant(office: Office, person: Person, role: Role, unit_code: str | None) -> None:
    """The role for the person, once; the caller has made sure that it may be given.

    With a role that decides the person's own-made tokens end: no second factor was shown for them.
    """
    unit_id = unit_of_role(office.session, role, unit_code, office.today)
    person_id = person.id or 0
    held = grants_of(office.session, person_id)
    if any((grant.role, grant.unit_id) == (role, unit_id) for grant in held):
        return
    _check_together(role, frozenset(grant.role for grant in held))
    given = PersonRole(
        person_id=person_id, role=role, unit_id=unit_id, given_by_id=office.actor_id, recorded_at=office.now
    )
    office.session.add(given)
    office.session.flush()
    office.note(Action.GRANT_ROLE, person_id, after={"role": role, "unit": unit_code if unit_id else None})
    if role in NEED_SECOND_FACTOR:
        revoke_own_made(office, person_id)


def _check_together(role: Role, held: frozenset[Role]) -> None:
    wanted = held | {role}
    if Role.ADMINISTRATOR in wanted and wanted & DECIDING:
        raise refuse(
            "ROLES_EXCLUDE_EACH_OTHER",
            "Người quản trị không thể đồng thời thẩm định, công bố, đánh giá hoặc là hội đồng.",
            "An administrator cannot review, publish, evaluate or sit on the council as well.",
            "role",
        )


def unit_of_role(session: Session, role: Role, unit_code: str | None, today: date) -> int | None:
    """The unit that a role is bound to. Raises `ProblemsError` for codes of no unit of today, and needless ones."""
    if role != Role.COMMUNE_OFFICER:
        if unit_code is not None:
            raise refuse(
                "UNIT_NOT_WANTED",
                "Chỉ cán bộ xã mới gắn với một đơn vị hành chính.",
                "Only a commune officer is bound to a unit.",
                "unit",
            )
        return None
    units = load_units(session)
    code = unit_code or ""
    unit = units.bearer(code, today)
    if unit is not None and unit.level in (UnitLevel.COMMUNE, UnitLevel.WARD):
        return unit.id
    former = [each for each in units.by_id.values() if code and each.code == code and each is not unit]
    if unit is None and former:
        heirs = {heir.id: heir for each in former for heir in units.today_of(each)}
        names = ", ".join(
            f"{heir.name} ({heir.code})" for heir in sorted(heirs.values(), key=lambda u: u.code)
        )
        raise refuse(
            "UNIT_DISSOLVED",
            f"Mã {code} là của một đơn vị đã giải thể. Đơn vị hiện nay ở đó: {names or 'không rõ'}.",
            f"{code} is the code of a dissolved unit. What is there today: {names or 'not known'}.",
            "unit",
        )
    raise refuse(
        "UNKNOWN_UNIT",
        "Cán bộ xã cần mã một xã hoặc phường đang tồn tại.",
        "A commune officer needs the code of a commune or ward of today.",
        "unit",
    )


def end_role(office: Office, role_id: int) -> Done:
    """End a role now; with the last one the person's own-made tokens end, so that no later role revives them.

    Raises `ProblemsError` for the last administrator's, `NotFoundError` for none that is held.
    """
    office.require(Deed.MANAGE_PEOPLE)
    held = office.session.get(PersonRole, role_id)
    if held is None or held.ended_at is not None:
        raise NotFoundError(Message("Không có vai trò này.", "There is no such role."))
    if held.role == Role.ADMINISTRATOR:
        require_another_administrator(office.session, held.person_id)
    held.ended_at = office.now
    office.session.flush()
    unit = None if held.unit_id is None else office.session.get(AdminUnit, held.unit_id)
    before = {"role": held.role, "unit": None if unit is None else unit.code}
    office.note(Action.REVOKE_ROLE, held.person_id, before=before)
    if not grants_of(office.session, held.person_id):
        revoke_own_made(office, held.person_id)
    return Done(person_id=held.person_id)


def administrators(session: Session) -> list[int]:
    """The people who are administrators now."""
    query = (
        sa.select(PersonRole.person_id)  # type: ignore[call-overload]
        .join(Person, col(Person.id) == PersonRole.person_id)
        .where(
            col(PersonRole.role) == Role.ADMINISTRATOR,
            col(PersonRole.ended_at).is_(None),
            col(Person.deactivated_at).is_(None),
        )
    )
    return list(session.scalars(query))


def _who_can_sign_in(session: Session, person_ids: list[int]) -> set[int]:
    """Those of the people who have a password or an identity elsewhere."""
    with_password = sa.select(Account.person_id).where(  # type: ignore[call-overload]
        col(Account.person_id).in_(person_ids), col(Account.password_hash).is_not(None)
    )
    elsewhere = sa.select(ExternalIdentity.person_id).where(col(ExternalIdentity.person_id).in_(person_ids))  # type: ignore[call-overload]
    return {*session.scalars(with_password), *session.scalars(elsewhere)}


def require_another_administrator(session: Session, person_id: int) -> None:
    """Raise `ProblemsError` if this person is the only administrator: nobody could let anybody in any more.

    Whoever has a token only, or has not joined yet, is no other one.
    """
    everybody = administrators(session)
    able = _who_can_sign_in(session, everybody)
    if everybody == [person_id] or able == {person_id}:
        raise refuse(
            "LAST_ADMINISTRATOR",
            "Đây là người quản trị cuối cùng; hãy giao vai trò quản trị cho người khác trước.",
            "This is the last administrator; make somebody else one first.",
            "person",
        )
