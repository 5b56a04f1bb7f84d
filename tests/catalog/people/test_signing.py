"""Sessions: opened, renewed, ended; and that a password is known in either form of Unicode."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

import pytest
import sqlalchemy as sa

from catalog.errors import NotFoundError, ProblemsError, UnauthenticatedError
from catalog.people.directory import deactivate, reactivate
from catalog.people.links import Wanted, invite, join
from catalog.people.office import Office
from catalog.people.opaque import digest
from catalog.people.roles_given import end_role, give_role
from catalog.people.signing import (
    Browser,
    change_password,
    end_session,
    sessions_of,
    sign_in,
    sign_out,
    sign_out_everywhere,
)
from catalog.people.tokens import create_token
from catalog.people.viewing import Standing, identify, seat_of
from catalog.roles import Acting
from catalog.terms import Role, TokenScope
from tests.catalogue import NOW, Catalogue
from tests.people import HERE, PASSWORD, Someone, all_accounts, member

NEW = "một mật khẩu hoàn toàn khác"


def holds(someone: Someone, secret: str, hours: float = 0) -> bool:
    with someone.database.read() as session:
        return seat_of(session, secret, NOW + timedelta(hours=hours)) is not None


def test_a_password_typed_in_decomposed_letters_signs_in(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, PASSWORD)
        assert sign_in(catalogue.database, f" {editor.sign_in_name.upper()} ", typed, HERE, NOW).secret


def test_a_name_and_its_twin_in_decomposed_letters_are_one_person(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        office = Office(session, None, NOW)
        composed, decomposed = (unicodedata.normalize(form, "Biên tập Ế") for form in ("NFC", "NFD"))
        first = invite(office, composed, Role.EDITOR, None)
        assert invite(office, decomposed, Role.EDITOR, None).person_id == first.person_id
    assert catalogue.count("person", f"name = '{composed}'") == 1


def test_only_the_hash_of_what_a_cookie_holds_is_kept(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    assert len(editor.secret) == 43
    with catalogue.database.read() as session:
        assert list(session.scalars(sa.text("SELECT sha256 FROM sign_in_session"))) == [digest(editor.secret)]


@pytest.mark.parametrize("secret", ["", "x", "x" * 100_000, "\x00", "\ud800", "' OR 1=1 --"])
def test_a_forged_session_is_none(catalogue: Catalogue, secret: str) -> None:
    member(catalogue.database, Role.EDITOR)
    with catalogue.database.read() as session:
        assert seat_of(session, secret, NOW) is None


def test_a_session_ends_after_two_idle_hours_and_after_twelve_whatever_is_done(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    assert holds(editor, editor.secret, 1.99)
    assert not holds(editor, editor.secret, 2)
    with catalogue.database.write() as session:
        session.execute(sa.text("UPDATE sign_in_session SET seen_at = expires_at"))
    assert holds(editor, editor.secret, 11.99)
    assert not holds(editor, editor.secret, 12)


def test_a_session_that_waits_for_its_code_ends_after_ten_minutes(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, NOW)
    assert holds(reviewer, opened.secret, 0.16)
    assert not holds(reviewer, opened.secret, 0.17)


def test_the_second_factor_renews_what_the_cookie_holds(catalogue: Catalogue) -> None:
    reviewer = member(catalogue.database, Role.REVIEWER)
    later = NOW + timedelta(minutes=1)
    opened = sign_in(catalogue.database, reviewer.sign_in_name, PASSWORD, HERE, later)
    renewed = reviewer.signed_in(later + timedelta(minutes=1))
    assert not holds(reviewer, renewed.secret[::-1])
    assert holds(reviewer, renewed.secret)
    assert holds(reviewer, opened.secret)  # a browser of its own that still waits for its code
    first = reviewer.secret
    with catalogue.database.read() as session:
        waiting = [s for s in sessions_of(session, reviewer.person_id, later) if s.second_factor_at is None]
    assert len(waiting) == 1
    assert first != opened.secret != renewed.secret


def test_signing_out_ends_the_session_and_no_other(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    other = editor.signed_in(NOW)
    sign_out(catalogue.database, editor.secret, NOW)
    sign_out(catalogue.database, editor.secret, NOW)
    sign_out(catalogue.database, "forged", NOW)
    assert not holds(editor, editor.secret)
    assert holds(editor, other.secret)


def test_signing_out_everywhere_ends_all_sessions_of_one_person(catalogue: Catalogue) -> None:
    editor, another = (member(catalogue.database, Role.EDITOR) for _ in range(2))
    secrets = [editor.secret, *(editor.signed_in(NOW).secret for _ in range(3))]
    with catalogue.database.write() as session:
        office = Office(session, _acting(editor), NOW)
        assert sign_out_everywhere(office, editor.person_id).count == 4
    assert [holds(editor, secret) for secret in secrets] == [False] * 4
    assert holds(another, another.secret)


def _acting(someone: Someone) -> Acting:
    viewer = someone.viewer(NOW)
    return Acting(viewer.person_id, viewer.name, viewer.grants)


def test_nobody_ends_the_session_of_another(catalogue: Catalogue) -> None:
    editor, another = (member(catalogue.database, Role.EDITOR) for _ in range(2))
    with catalogue.database.read() as session:
        (theirs,) = sessions_of(session, another.person_id, NOW)
    before = all_accounts(catalogue.database)
    with pytest.raises(NotFoundError), catalogue.database.write() as session:
        end_session(Office(session, _acting(editor), NOW), editor.person_id, theirs.id or 0)
    assert all_accounts(catalogue.database) == before


def test_a_new_password_ends_every_other_session_and_every_token(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    other = editor.signed_in(NOW)
    with catalogue.database.write() as session:
        made = create_token(
            Office(session, _acting(editor), NOW), editor.viewer(NOW), "thử", TokenScope.WRITE
        )
    changed = change_password(catalogue.database, editor.secret, PASSWORD, NEW, HERE, NOW)
    assert [holds(editor, secret) for secret in (editor.secret, other.secret, changed.secret)] == [
        False, False, True]  # fmt: skip
    with catalogue.database.read() as session, pytest.raises(UnauthenticatedError):
        identify(session, made.secret or "", NOW)
    with pytest.raises(UnauthenticatedError):
        sign_in(catalogue.database, editor.sign_in_name, PASSWORD, HERE, NOW)
    assert sign_in(catalogue.database, editor.sign_in_name, NEW, HERE, NOW)


def test_the_password_changes_only_for_who_knows_it_and_only_to_a_good_one(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    before = all_accounts(catalogue.database)
    with pytest.raises(UnauthenticatedError):
        change_password(catalogue.database, editor.secret, "sai mật khẩu", NEW, HERE, NOW)
    with pytest.raises(ProblemsError):
        change_password(catalogue.database, editor.secret, PASSWORD, "ngắn", HERE, NOW)
    with pytest.raises(UnauthenticatedError):
        change_password(catalogue.database, "forged", PASSWORD, NEW, HERE, NOW)
    assert all_accounts(catalogue.database) == before


def test_a_role_counts_from_the_next_request_and_its_end_too(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    with catalogue.database.write() as session:
        office = Office(session, None, NOW)
        give_role(office, editor.person_id, Role.REVIEWER, None)
    with catalogue.database.read() as session:
        seat = seat_of(session, editor.secret, NOW)
    assert seat is not None
    assert seat.viewer.roles == {Role.EDITOR, Role.REVIEWER}
    assert (
        seat.standing == Standing.MUST_ENROL
    )  # until there is a second factor the session counts for nothing
    with catalogue.database.write() as session:
        held = session.scalar(sa.text("SELECT max(id) FROM person_role"))
        end_role(Office(session, None, NOW), held)
    assert editor.viewer(NOW).roles == {Role.EDITOR}


def test_whoever_leaves_is_out_at_once_and_is_told_what_a_stranger_is_told(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    with catalogue.database.write() as session:
        made = create_token(Office(session, _acting(editor), NOW), editor.viewer(NOW), "thử", TokenScope.READ)
    with catalogue.database.write() as session:
        deactivate(Office(session, None, NOW), editor.person_id)
    assert not holds(editor, editor.secret)
    said = set()
    for name in (editor.sign_in_name, "khong-co-ai"):
        with pytest.raises(UnauthenticatedError) as refused:
            sign_in(catalogue.database, name, PASSWORD, HERE, NOW)
        said.add(str(refused.value))
    assert len(said) == 1
    with catalogue.database.write() as session:
        reactivate(Office(session, None, NOW), editor.person_id)
    assert not holds(editor, editor.secret)
    with catalogue.database.read() as session, pytest.raises(UnauthenticatedError):
        identify(session, made.secret or "", NOW)
    assert editor.signed_in(NOW).standing == Standing.SIGNED_IN


def test_a_session_says_where_it_is_and_nothing_over_long(catalogue: Catalogue) -> None:
    with catalogue.database.write() as session:
        made = invite(Office(session, None, NOW), "Biên tập 1", Role.EDITOR, None)
    browser = Browser("192.0.2.7", "Mozilla " * 1000)
    join(catalogue.database, made.secret or "", Wanted(PASSWORD), browser, NOW)
    with catalogue.database.read() as session:
        (opened,) = sessions_of(session, made.person_id, NOW)
    assert (opened.address, len(opened.user_agent)) == ("192.0.2.7", 120)
