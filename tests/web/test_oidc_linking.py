"""Who may link an identity at the office's own provider, come in with one, and lose it again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from catalog.people.links import reset_access
from catalog.people.office import Office
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.people import PASSWORD, all_accounts, member
from tests.web.accounts import HIDDEN, Site
from tests.web.elsewhere import NOT_BEGUN, linked, onward, opened, sent
from tests.web.provider import answered, running_provider

pytestmark = pytest.mark.node


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider() as started:
        yield started


@pytest.fixture
def site(catalogue: Catalogue, issuer: str) -> Iterator[Site]:
    with opened(catalogue, issuer) as started:
        yield started


def test_an_account_is_linked_by_its_owner_who_knows_the_password(site: Site, issuer: str) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    guest = site.guest()
    guest.sign_in(editor)
    before = all_accounts(site.catalogue.database)
    hidden = dict(HIDDEN.findall(guest.get("/account").text))
    foreign = guest.post("/account/oidc/link", {"Origin": "https://evil.example"}, **hidden, present=PASSWORD)
    wrong = guest.fill("/account", "/account/oidc/link", present="sai mật khẩu")
    assert (foreign.status_code, wrong.status_code) == (403, 403)
    assert guest.journey is None
    assert all_accounts(site.catalogue.database) == before
    answer = guest.fill("/account", "/account/oidc/link", present=PASSWORD)
    assert answer.headers["location"] == "/account/oidc/go"
    cookie, guest.cookie = guest.cookie, None  # no browser sends it when it comes from another site
    back = answered(sent(guest, "/account/oidc/go"), "nguoi-1")
    assert onward(guest.get(back)) == "/account"
    guest.cookie = cookie
    assert "Đã liên kết" in guest.get("/account").text
    other = site.guest()
    assert onward(other.get(answered(sent(other), "nguoi-1"))) == "/account"
    assert editor.sign_in_name in other.get("/account").text
    assert other.fill("/account", "/account/oidc/unlink").status_code == 303
    assert "Liên kết với" in other.get("/account").text
    third = site.guest()
    assert third.get(answered(sent(third), "nguoi-1")).status_code == 403


@pytest.mark.parametrize(
    ("subject", "said"), [("nguoi-1", "một người khác"), ("nguoi-3", "gỡ liên kết đó trước")]
)
def test_an_identity_has_one_person_and_a_person_one_identity(
    site: Site, issuer: str, subject: str, said: str
) -> None:
    linked(site, issuer)
    other = linked(site, issuer, subject="nguoi-2")
    guest = site.guest()
    guest.sign_in(other)
    with_link = dict(HIDDEN.findall(guest.get("/account").text))
    guest.post("/account/oidc/link", **with_link, present=PASSWORD)
    back = answered(sent(guest, "/account/oidc/go"), subject)
    before = all_accounts(site.catalogue.database)
    page = guest.get(back)
    assert (page.status_code, said in page.text) == (400, True)
    assert all_accounts(site.catalogue.database) == before


def test_nothing_is_linked_once_the_session_that_began_it_is_over(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR, at=site.time.now)
    guest = site.guest()
    guest.sign_in(editor)
    guest.fill("/account", "/account/oidc/link", present=PASSWORD)
    back = answered(sent(guest, "/account/oidc/go"), "nguoi-1")
    guest.fill("/account", "/account/sign-out-everywhere")
    before = all_accounts(site.catalogue.database)
    page = guest.get(back)
    assert (page.status_code, NOT_BEGUN[0] in page.text) == (403, True)
    assert all_accounts(site.catalogue.database) == before


def test_an_invitation_is_accepted_by_the_provider_without_any_password(site: Site) -> None:
    link = site.invitation("Thẩm định 1", Role.REVIEWER)
    guest = site.guest()
    assert "Vào bằng Tài khoản của tỉnh" in guest.get(link).text
    answer = guest.post(f"{link}/oidc", go="1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/oidc/go")
    assert site.guest().get(link).status_code == 200  # going there uses nothing up
    assert onward(guest.get(answered(sent(guest, "/account/oidc/go"), "nguoi-1"))) == "/account/second-factor"
    assert site.guest().get(link).status_code == site.guest().post(f"{link}/oidc", go="1").status_code == 404
    assert site.catalogue.count("account", "password_hash IS NULL") == 1
    assert site.catalogue.count("external_identity") == 1


def test_two_who_hold_one_invitation_do_not_both_come_in(site: Site) -> None:
    link = site.invitation("Biên tập 1", Role.EDITOR)
    guests = [site.guest(), site.guest()]
    for guest in guests:
        guest.post(f"{link}/oidc", go="1")
    first, second = (
        answered(sent(guest, "/account/oidc/go"), f"nguoi-{number}") for number, guest in enumerate(guests)
    )
    assert onward(guests[0].get(first)) == "/account"
    before = all_accounts(site.catalogue.database)
    assert guests[1].get(second).status_code == 404
    assert all_accounts(site.catalogue.database) == before


def test_the_only_way_in_cannot_be_unlinked(site: Site) -> None:
    link = site.invitation("Biên tập 1", Role.EDITOR)
    guest = site.guest()
    guest.post(f"{link}/oidc", go="1")
    guest.get(answered(sent(guest, "/account/oidc/go"), "nguoi-1"))
    assert "Đổi mật khẩu" not in guest.get("/account").text  # there is none to change
    before = all_accounts(site.catalogue.database)
    page = guest.fill("/account", "/account/oidc/unlink")
    assert (page.status_code, "cách đăng nhập duy nhất" in page.text) == (400, True)
    assert all_accounts(site.catalogue.database) == before


def test_a_reset_of_access_unlinks_as_well(site: Site, issuer: str) -> None:
    someone = linked(site, issuer)
    with site.catalogue.database.write() as session:
        reset_access(Office(session, None, site.time.now), someone.person_id)
    guest = site.guest()
    assert guest.get(answered(sent(guest), "nguoi-1")).status_code == 403
    assert site.catalogue.count("external_identity") == 0


def test_the_first_administrator_comes_in_by_a_password(site: Site) -> None:
    link = site.first_link()
    guest = site.guest()
    assert "Tài khoản của tỉnh" not in guest.get(link).text
    before = all_accounts(site.catalogue.database)
    assert guest.post(f"{link}/oidc", go="1").status_code == 403
    assert guest.journey is None
    assert all_accounts(site.catalogue.database) == before
