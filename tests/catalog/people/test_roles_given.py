"""Roles: given and ended by administrators, never to oneself, and only what goes together."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from catalog.errors import ForbiddenError, NotFoundError, ProblemsError
from catalog.people import issue_token
from catalog.people.directory import deactivate, entries
from catalog.people.links import invite, reset_access
from catalog.people.office import Office
from catalog.people.roles_given import DECIDING, end_role, give_role
from catalog.roles import Acting
from catalog.terms import Role
from tests.catalogue import NOW, TODAY, Catalogue
from tests.people import Someone, administrator, all_accounts, member
from tests.staff import MUONG_PHANG


def office_of(session: object, someone: Someone) -> Office:
    viewer = someone.viewer(NOW)
    return Office(session, Acting(viewer.person_id, viewer.name, viewer.grants), NOW)  # type: ignore[arg-type]


def refused(catalogue: Catalogue, person: int, role: Role, unit: str | None = None) -> tuple[str, str | None]:
    """The problem that giving a role meets; asserts that nothing was changed."""
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError) as error, catalogue.database.write() as session:
        give_role(Office(session, None, NOW), person, role, unit)
    assert all_accounts(catalogue.database) == before
    (problem,) = error.value.problems
    assert problem.message.vi != problem.message.en
    return problem.code, problem.field


def former_code(catalogue: Catalogue) -> str:
    """A code that only units of former times bore."""
    with catalogue.database.read() as session:
        return str(
            session.scalar(
                sa.text(
                    "SELECT min(code) FROM admin_unit WHERE valid_to IS NOT NULL AND level IN ('COMMUNE', 'WARD') "
                    "AND code NOT IN (SELECT code FROM admin_unit WHERE valid_to IS NULL)"
                )
            )
        )


def test_a_unit_that_was_dissolved_bears_no_role_and_its_heirs_are_named(catalogue: Catalogue) -> None:
    editor, code = member(catalogue.database, Role.EDITOR), former_code(catalogue)
    assert refused(catalogue, editor.person_id, Role.COMMUNE_OFFICER, code) == ("UNIT_DISSOLVED", "unit")
    for make in (issue_token, lambda s, n, r, u, at: invite(Office(s, None, at), n, r, u)):
        before = all_accounts(catalogue.database)
        with pytest.raises(ProblemsError) as error, catalogue.database.write() as session:
            make(session, "Cán bộ xã 1", Role.COMMUNE_OFFICER, code, NOW)
        assert code in error.value.problems[0].message.vi
        assert "(0" in error.value.problems[0].message.en
        assert all_accounts(catalogue.database) == before
    assert TODAY.year == 2026


@pytest.mark.parametrize("code", [None, "", "99999", "11", "x" * 10_000, "03\x00", "\ud800"])
def test_an_officer_needs_a_commune_or_ward_of_today(catalogue: Catalogue, code: str | None) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    assert refused(catalogue, editor.person_id, Role.COMMUNE_OFFICER, code) == ("UNKNOWN_UNIT", "unit")


def test_other_roles_are_bound_to_no_unit(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    assert refused(catalogue, editor.person_id, Role.REVIEWER, MUONG_PHANG) == ("UNIT_NOT_WANTED", "unit")


def test_a_role_is_given_once_and_ends_and_may_be_given_again(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    for _ in range(2):
        with catalogue.database.write() as session:
            give_role(Office(session, None, NOW), editor.person_id, Role.COMMUNE_OFFICER, MUONG_PHANG)
    with catalogue.database.read() as session:
        (entry,) = entries(session, [editor.person_id])
    assert [held.role for held in entry.roles] == [Role.EDITOR, Role.COMMUNE_OFFICER]
    for _ in range(2):
        with catalogue.database.write() as session:
            (entry,) = entries(session, [editor.person_id])
            end_role(Office(session, None, NOW), entry.roles[-1].id)
        with catalogue.database.write() as session:
            give_role(Office(session, None, NOW), editor.person_id, Role.COMMUNE_OFFICER, MUONG_PHANG)
    assert catalogue.count("person_role", "ended_at IS NOT NULL") == 2
    with pytest.raises(NotFoundError), catalogue.database.write() as session:
        end_role(Office(session, None, NOW), 999_999)


@pytest.mark.parametrize("role", sorted(DECIDING))
def test_an_administrator_does_not_decide_on_records_nor_the_other_way_round(
    catalogue: Catalogue, role: Role
) -> None:
    boss, other = administrator(catalogue.database), member(catalogue.database, role)
    wanted = ("ROLES_EXCLUDE_EACH_OTHER", "role")
    assert refused(catalogue, boss.person_id, role) == wanted
    assert refused(catalogue, other.person_id, Role.ADMINISTRATOR) == wanted
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError), catalogue.database.write() as session:
        issue_token(session, "Quản trị 1", role, None, NOW)
    assert all_accounts(catalogue.database) == before


def test_nobody_gives_a_role_to_himself(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    before = all_accounts(catalogue.database)
    for role in (Role.EDITOR, Role.REVIEWER, Role.ADMINISTRATOR):
        with pytest.raises(ForbiddenError), catalogue.database.write() as session:
            give_role(office_of(session, boss), boss.person_id, role, None)
    assert all_accounts(catalogue.database) == before


def test_the_last_administrator_stays(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    with catalogue.database.read() as session:
        (entry,) = entries(session, [boss.person_id])
    before = all_accounts(catalogue.database)
    deeds: list[Callable[[Office], object]] = [
        lambda office: deactivate(office, boss.person_id),
        lambda office: end_role(office, entry.roles[0].id),
    ]
    for deed in deeds:
        with pytest.raises(ProblemsError) as error, catalogue.database.write() as session:
            deed(office_of(session, boss))
        assert [problem.code for problem in error.value.problems] == ["LAST_ADMINISTRATOR"]
    assert all_accounts(catalogue.database) == before
    another = member(catalogue.database, Role.ADMINISTRATOR)
    with catalogue.database.write() as session:
        deactivate(office_of(session, another), boss.person_id)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_manages_people(catalogue: Catalogue, role: Role) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    person = member(catalogue.database, role, MUONG_PHANG if role == Role.COMMUNE_OFFICER else None)
    before = all_accounts(catalogue.database)
    deeds: list[Callable[[Office], object]] = [
        lambda office: give_role(office, editor.person_id, Role.REVIEWER, None),
        lambda office: end_role(office, 1),
        lambda office: deactivate(office, editor.person_id),
        lambda office: reset_access(office, editor.person_id),
        lambda office: invite(office, "Biên tập mới", Role.EDITOR, None),
    ]
    for deed in deeds:
        with pytest.raises(ForbiddenError), catalogue.database.write() as session:
            deed(office_of(session, person))
    assert all_accounts(catalogue.database) == before
