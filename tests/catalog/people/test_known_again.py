"""By what people are known: what a token may not do, and that a write looks again once its turn has come."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from catalog.answered import Request
from catalog.errors import ForbiddenError, ProblemsError, UnauthenticatedError
from catalog.people import Viewer, identify, issue_token
from catalog.people.directory import deactivate, entries
from catalog.people.links import reset_access
from catalog.people.office import Done, Office, carry_out
from catalog.people.roles_given import end_role, give_role
from catalog.people.signing import end_sessions, sign_out_everywhere
from catalog.people.tokens import create_token, key_of, revoke_token
from catalog.roles import Deed
from catalog.terms import Role, TokenScope
from tests.catalogue import NOW, Catalogue
from tests.people import Someone, administrator, all_accounts, member
from tests.staff import RECORD, code_of, site_input, someone

MINE = 'mutation { createAccessToken(input: {label: "a", scopes: [WRITE]}) { secret } }'


def own_token(someone: Someone) -> str:
    """A token that somebody made."""
    with someone.database.write() as session:
        office = Office(session, someone.viewer(NOW), NOW)
        return create_token(office, someone.viewer(NOW), "thử", TokenScope.WRITE).secret or ""


def known(catalogue: Catalogue, token: str) -> Viewer:
    with catalogue.database.read() as session:
        return identify(session, token, NOW)


def test_nobody_resets_the_own_access(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    before = all_accounts(catalogue.database)
    with pytest.raises(ForbiddenError), catalogue.database.write() as session:
        reset_access(Office(session, boss.viewer(NOW), NOW), boss.person_id)
    assert all_accounts(catalogue.database) == before


def test_a_token_that_an_administrator_made_manages_nobody_and_one_of_the_machine_does(
    catalogue: Catalogue,
) -> None:
    boss = administrator(catalogue.database)
    invite = 'mutation { invitePerson(input: {name: "Biên tập mới", role: EDITOR}) { link } }'
    by_token = Catalogue(catalogue.database, known(catalogue, own_token(boss)))
    before = all_accounts(catalogue.database)
    assert [code_of(error) for error in by_token.ask(invite).errors] == ["FORBIDDEN"]
    assert all_accounts(catalogue.database) == before
    assert someone(catalogue, Role.ADMINISTRATOR).data(invite)["invitePerson"]["link"]


def test_no_token_makes_another(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    before = all_accounts(catalogue.database)
    assert [code_of(error) for error in editor.ask(MINE).errors] == ["FORBIDDEN"]
    assert all_accounts(catalogue.database) == before


def test_a_role_that_decides_ends_the_tokens_that_were_made_before_it(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    token = own_token(editor)
    for role, holds in ((Role.APP_DEVELOPER, True), (Role.REVIEWER, False)):
        with catalogue.database.write() as session:
            give_role(Office(session, None, NOW), editor.person_id, role, None)
        if holds:
            assert known(catalogue, token)
            continue
        with pytest.raises(UnauthenticatedError):
            known(catalogue, token)


def test_the_last_role_that_ends_takes_the_own_tokens_with_it(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    token = own_token(editor)
    with catalogue.database.write() as session:
        (entry,) = entries(session, [editor.person_id])
        end_role(Office(session, None, NOW), entry.roles[0].id)
    with pytest.raises(UnauthenticatedError):
        known(catalogue, token)


def test_the_machine_grants_a_role_that_decides_and_its_tokens_stay(catalogue: Catalogue) -> None:
    tokens = []
    for role in (Role.EDITOR, Role.REVIEWER):
        with catalogue.database.write() as session:
            tokens.append(issue_token(session, "Cán bộ 1", role, None, NOW))
    assert [known(catalogue, token).roles for token in tokens] == [{Role.EDITOR, Role.REVIEWER}] * 2


def test_without_any_role_one_still_signs_out_and_revokes_ones_tokens(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    with catalogue.database.write() as session:
        token = issue_token(session, editor.viewer(NOW).name, Role.EDITOR, None, NOW)
        (entry,) = entries(session, [editor.person_id])
        end_role(Office(session, None, NOW), entry.roles[0].id)
    viewer = known(catalogue, token)
    assert not viewer.roles
    with catalogue.database.write() as session:
        key = key_of(viewer.token or "")
        assert revoke_token(Office(session, viewer, NOW), viewer.person_id, key).key == key
        assert sign_out_everywhere(Office(session, viewer, NOW), viewer.person_id).count == 1
    other = member(catalogue.database, Role.EDITOR)
    for verb in (sign_out_everywhere, lambda office, person: revoke_token(office, person, key)):
        with pytest.raises(ForbiddenError), catalogue.database.write() as session:
            verb(Office(session, viewer, NOW), other.person_id)


def nothing(_: Office) -> Done:
    return Done(person_id=1)


@pytest.mark.parametrize("by", ["session", "token"])
def test_a_write_looks_again_who_acts_once_its_turn_has_come(catalogue: Catalogue, by: str) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    viewer = editor.viewer(NOW) if by == "session" else known(catalogue, own_token(editor))
    person = Catalogue(catalogue.database, viewer)
    with catalogue.database.write() as session:
        office = Office(session, None, NOW)
        if by == "session":
            end_sessions(office, editor.person_id)
        else:
            revoke_token(Office(session, viewer, NOW), editor.person_id, key_of(viewer.token or ""))
    before = all_accounts(catalogue.database)
    with pytest.raises(UnauthenticatedError):
        carry_out(catalogue.database, viewer, NOW, Request("x", None), nothing, None)
    create = {"input": site_input()}
    for answer in (person.ask(MINE), person.ask(RECORD, "CreateSite", **create)):
        assert [code_of(error) for error in answer.errors] == ["UNAUTHENTICATED"]
    assert all_accounts(catalogue.database) == before


def test_a_write_counts_the_roles_of_its_own_moment(catalogue: Catalogue) -> None:
    first, second = administrator(catalogue.database), member(catalogue.database, Role.ADMINISTRATOR)
    viewer = second.viewer(NOW)
    with catalogue.database.write() as session:
        (entry,) = entries(session, [second.person_id])
        end_role(Office(session, first.viewer(NOW), NOW), entry.roles[0].id)
    with pytest.raises(ForbiddenError):
        carry_out(catalogue.database, viewer, NOW, Request("x", None), nothing, Deed.MANAGE_PEOPLE)


def test_a_retry_is_answered_to_who_may_still_do_it(catalogue: Catalogue) -> None:
    administrator(catalogue.database)
    second = member(catalogue.database, Role.ADMINISTRATOR)
    request = Request("x", None, "k")
    args = (catalogue.database, second.viewer(NOW), NOW, request, nothing, Deed.MANAGE_PEOPLE)
    assert carry_out(*args) == carry_out(*args)
    with catalogue.database.write() as session:
        (entry,) = entries(session, [second.person_id])
        end_role(Office(session, None, NOW), entry.roles[0].id)
    with pytest.raises(ForbiddenError):
        carry_out(*args)


def test_an_administrator_who_cannot_sign_in_is_no_other_one(catalogue: Catalogue) -> None:
    boss = administrator(catalogue.database)
    someone(catalogue, Role.ADMINISTRATOR)
    before = all_accounts(catalogue.database)
    with pytest.raises(ProblemsError) as refused, catalogue.database.write() as session:
        deactivate(Office(session, None, NOW), boss.person_id)
    assert [problem.code for problem in refused.value.problems] == ["LAST_ADMINISTRATOR"]
    assert all_accounts(catalogue.database) == before
    with catalogue.database.read() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM person WHERE deactivated_at IS NOT NULL")) == 0
