"""Signing in at the office's own provider: npm's oidc-provider, really running, over real HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from catalog.people.directory import deactivate
from catalog.people.office import Office
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.people import PASSWORD, all_accounts, member
from tests.server import free_port
from tests.web.accounts import Guest, Site, open_site
from tests.web.elsewhere import NOT_BEGUN, linked, onward, opened, sent
from tests.web.provider import SECRET, answered, changed, parameters, running_provider

pytestmark = pytest.mark.node

ME = "{ viewer { name roles } }"
NOT_VALID = ("không hợp lệ", "is not valid")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with running_provider() as started:
        yield started


@pytest.fixture
def site(catalogue: Catalogue, issuer: str) -> Iterator[Site]:
    with opened(catalogue, issuer) as started:
        yield started


def refused_in_both(guest: Guest, back: str, words: tuple[str, str], status: int = 403) -> None:
    """A way back that is refused, told in the language that the browser asks for; nothing is changed."""
    before = all_accounts(guest.site.catalogue.database)
    for language, said in zip(("vi", "en"), words, strict=True):
        page = guest.get(back, **{"Accept-Language": language})
        assert page.status_code == status
        assert said in page.text
        assert guest.cookie is None
    assert all_accounts(guest.site.catalogue.database) == before


@pytest.mark.parametrize(
    "client", ["catalogue", "catalogue-post", "catalogue-es", "catalogue-ed", "catalogue-public"]
)
def test_signing_in_at_the_provider_opens_a_session_and_leads_to_what_was_wanted(
    catalogue: Catalogue, issuer: str, client: str
) -> None:
    secret = {"oidc_client_secret": None} if client == "catalogue-public" else {}
    with opened(catalogue, issuer, client, **secret) as site:
        someone = linked(site, issuer)
        guest = site.guest()
        departure = sent(guest, "/account/oidc?next=/s/doi-a1?on=2000-01-01")
        asked = parameters(departure)
        assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
        assert asked["scope"] == "openid profile"
        assert asked["redirect_uri"] == f"{site.url}/account/oidc/back"
        page = guest.get(answered(departure, "nguoi-1"))
        assert onward(page) == "/s/doi-a1?on=2000-01-01"
        assert (guest.journey, guest.cookie is None) == (None, False)
        assert guest.ask(ME).json()["data"]["viewer"]["roles"] == ["EDITOR"]
        with catalogue.database.read() as session:
            entry = session.execute(
                sa.text("SELECT action, subject_key FROM history_entry ORDER BY sequence DESC LIMIT 1")
            ).one()
        assert tuple(entry) == ("SIGN_IN", str(someone.person_id))


def test_a_signature_by_a_shared_secret_is_refused_even_from_the_real_provider(
    catalogue: Catalogue, issuer: str
) -> None:
    with opened(catalogue, issuer, "catalogue-hs") as site:
        linked(site, issuer)
        for language, said in (("vi", NOT_VALID[0]), ("en", NOT_VALID[1])):
            guest = site.guest(**{"Accept-Language": language})
            back = answered(sent(guest), "nguoi-1")
            before = all_accounts(catalogue.database)
            page = guest.get(back)
            assert (page.status_code, said in page.text, guest.cookie) == (403, True, None)
            assert all_accounts(catalogue.database) == before


def test_what_a_journey_leaves_with_is_bound_to_the_browser_for_ten_minutes(site: Site) -> None:
    guest = site.guest()
    answer = guest.get("/account/oidc")
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert parts == {"path=/", "httponly", "samesite=lax", "max-age=600"}
    assert guest.journey
    with site.catalogue.database.read() as session:
        (row,) = session.execute(sa.text("SELECT * FROM sign_in_journey")).all()
    asked = parameters(answer.headers["location"])
    for known in (guest.journey, asked["state"], asked["nonce"]):
        assert known not in str(row)
    assert guest.journey not in str(answer.headers["location"])


@pytest.mark.parametrize(
    ("language", "said"), [("vi", "Danh mục không tự tạo tài khoản"), ("en", "makes no account by itself")]
)
def test_an_unknown_identity_is_told_by_its_name_and_gets_nothing(
    site: Site, language: str, said: str
) -> None:
    before = all_accounts(site.catalogue.database)
    guest = site.guest()
    page = guest.get(answered(sent(guest, f"/account/oidc?lang={language}"), "xau"))
    assert (page.status_code, guest.cookie, guest.journey) == (403, None, None)
    assert said in page.text
    assert "&lt;script&gt;alert(1)" in page.text
    assert "<script>alert" not in page.text
    assert all_accounts(site.catalogue.database) == before


def test_somebody_who_has_left_is_answered_as_an_unknown_identity(site: Site, issuer: str) -> None:
    someone = linked(site, issuer)
    with site.catalogue.database.write() as session:
        deactivate(Office(session, None, site.time.now), someone.person_id)
    before = all_accounts(site.catalogue.database)
    pages = []
    for subject in ("nguoi-1", "nguoi-2"):
        guest = site.guest()
        pages.append(guest.get(answered(sent(guest), subject)))
        assert guest.cookie is None
    assert [page.status_code for page in pages] == [403, 403]
    shown = {re.sub(r"nguoi-\d|<code.*?</code>", "", page.text) for page in pages}
    assert len(shown) == 1
    assert all_accounts(site.catalogue.database) == before


@pytest.mark.parametrize("state", ["0" * 64, "", "đ", None])
def test_a_wrong_state_is_refused_and_the_right_one_still_counts(
    site: Site, issuer: str, state: str | None
) -> None:
    linked(site, issuer)
    guest = site.guest()
    back = answered(sent(guest), "nguoi-1")
    refused_in_both(guest, changed(back, state=state), NOT_BEGUN)
    assert onward(guest.get(back)) == "/account"


def test_a_way_back_is_good_once(site: Site, issuer: str) -> None:
    linked(site, issuer)
    guest = site.guest()
    back = answered(sent(guest), "nguoi-1")
    kept = guest.journey
    assert onward(guest.get(back)) == "/account"
    again = site.guest()
    again.journey = kept
    refused_in_both(again, back, NOT_BEGUN)


def test_an_answer_for_another_browser_is_refused(site: Site, issuer: str) -> None:
    linked(site, issuer)
    theirs = answered(sent(site.guest()), "nguoi-1")
    refused_in_both(site.guest(), theirs, NOT_BEGUN)
    mine = site.guest()
    back = answered(sent(mine), "nguoi-2")
    refused_in_both(mine, theirs, NOT_BEGUN)
    before = all_accounts(site.catalogue.database)
    page = mine.get(changed(back, code=parameters(theirs)["code"]))  # PKCE: their code, my verifier
    assert (page.status_code, NOT_VALID[0] in page.text, mine.cookie) == (403, True, None)
    assert all_accounts(site.catalogue.database) == before


def test_a_nonce_that_was_replaced_on_the_way_is_refused(site: Site, issuer: str) -> None:
    linked(site, issuer)
    guest = site.guest()
    departure = sent(guest)
    replaced = departure.replace(parameters(departure)["nonce"], "0" * 64)
    back = answered(replaced, "nguoi-1")
    before = all_accounts(site.catalogue.database)
    page = guest.get(back)
    assert (page.status_code, NOT_VALID[0] in page.text, guest.cookie) == (403, True, None)
    assert all_accounts(site.catalogue.database) == before


def test_a_journey_ends_after_ten_minutes(site: Site, issuer: str) -> None:
    linked(site, issuer)
    guest = site.guest()
    back = answered(sent(guest), "nguoi-1")
    site.time.later(minutes=10)
    refused_in_both(guest, back, NOT_BEGUN)


def test_an_id_token_that_has_expired_is_refused(catalogue: Catalogue, issuer: str) -> None:
    with opened(catalogue, issuer, "catalogue-short") as site:
        linked(site, issuer)
        for language, said in zip(("vi", "en"), NOT_VALID, strict=True):
            guest = site.guest(**{"Accept-Language": language})
            back = answered(sent(guest), "nguoi-1")
            site.time.later(minutes=3)
            before = all_accounts(catalogue.database)
            page = guest.get(back)
            assert (page.status_code, said in page.text, guest.cookie) == (403, True, None)
            assert all_accounts(catalogue.database) == before


@pytest.mark.parametrize("named", [None, "https://evil.example", ""])
def test_an_answer_of_another_issuer_is_refused(site: Site, issuer: str, named: str | None) -> None:
    linked(site, issuer)
    guest = site.guest()
    back = changed(answered(sent(guest), "nguoi-1"), iss=named)
    before = all_accounts(site.catalogue.database)
    page = guest.get(back)
    assert (page.status_code, NOT_VALID[0] in page.text, guest.cookie) == (403, True, None)
    assert all_accounts(site.catalogue.database) == before


@pytest.mark.parametrize(("language", "said"), [("vi", "không xác nhận"), ("en", "did not confirm")])
def test_whoever_cancels_at_the_provider_reads_so_and_never_its_own_words(
    site: Site, language: str, said: str
) -> None:
    guest = site.guest()
    page = guest.get(answered(sent(guest, f"/account/oidc?lang={language}"), ""))
    assert page.status_code == 403
    assert said in page.text
    assert not re.search("nobody|access_denied", page.text)
    assert guest.cookie is None


def test_signing_in_elsewhere_ends_the_session_that_the_browser_left_with(site: Site, issuer: str) -> None:
    reviewer = linked(site, issuer, Role.REVIEWER)
    editor = linked(site, issuer, Role.EDITOR, "nguoi-2")
    guest = site.guest()
    guest.post("/account/sign-in", name=reviewer.sign_in_name, password=PASSWORD)
    half_way = guest.cookie
    guest.get(answered(sent(guest), "nguoi-2"))
    assert guest.cookie != half_way
    assert editor.sign_in_name in guest.get("/account").text
    before = guest.cookie
    assert sent(guest, "/account/oidc?next=/s/doi-a1") == "/s/doi-a1"
    guest.cookie = half_way
    assert guest.get("/account/code").headers["location"].startswith("/account/sign-in")
    guest.cookie = before
    assert guest.get("/account").status_code == 200


@pytest.mark.parametrize("wanted", ["//evil.example", "/\\evil.example", "https:", "https://evil.example/"])
def test_nobody_is_led_to_another_host_after_coming_back(site: Site, issuer: str, wanted: str) -> None:
    linked(site, issuer)
    guest = site.guest()
    assert onward(guest.get(answered(sent(guest, f"/account/oidc?next={wanted}"), "nguoi-1"))) == "/account"


def test_a_reviewer_is_asked_for_the_second_factor_after_the_provider(site: Site, issuer: str) -> None:
    reviewer = linked(site, issuer, Role.REVIEWER)
    guest = site.guest()
    page = guest.get(answered(sent(guest, "/account/oidc?next=/s/doi-a1"), "nguoi-1", amr="pwd otp mfa"))
    assert onward(page) == "/account/code?next=%2Fs%2Fdoi-a1"
    assert guest.ask(ME).json()["data"] == {"viewer": None}
    half_way = guest.cookie
    answer = guest.fill("/account/code?next=/s/doi-a1", "/account/code", code=reviewer.code(site.time.now))
    assert (answer.status_code, answer.headers["location"]) == (303, "/s/doi-a1")
    assert guest.cookie != half_way
    assert guest.ask(ME).json()["data"]["viewer"]["roles"] == ["REVIEWER"]


@pytest.mark.parametrize(
    ("shown", "place"),
    [({"amr": "mfa"}, "/account"), ({"amr": "pwd otp"}, "/account"),
     ({"acr": "https://refeds.org/profile/mfa"}, "/account"), ({"amr": "pwd"}, "/account/code"),
     ({"acr": "1"}, "/account/code"), ({}, "/account/code")],
)  # fmt: skip
def test_the_providers_second_factor_counts_where_the_operator_said_so(
    catalogue: Catalogue, issuer: str, shown: dict[str, str], place: str
) -> None:
    with opened(catalogue, issuer, oidc_trusts_second_factor=True) as site:
        linked(site, issuer, Role.REVIEWER)
        guest = site.guest()
        assert onward(guest.get(answered(sent(guest), "nguoi-1", **shown))) == place


def test_without_a_provider_nothing_of_it_is_there(catalogue: Catalogue) -> None:
    with open_site(catalogue) as site:
        editor = member(catalogue.database, Role.EDITOR)
        guest = site.guest()
        link = site.invitation("Biên tập 1", Role.EDITOR)
        for path in ("/account/oidc", "/account/oidc/go", "/account/oidc/back?state=x&code=y"):
            assert guest.get(path).status_code == 404
        for path in ("/account/oidc/link", "/account/oidc/unlink", f"{link}/oidc"):
            assert guest.post(path).status_code in (404, 405)
        assert "oidc" not in guest.get("/account/sign-in").text + guest.get(link).text
        guest.sign_in(editor)
        assert "oidc" not in guest.get("/account").text
        assert "form-action 'self';" in guest.get("/account").headers["content-security-policy"]


@pytest.mark.parametrize(("language", "said"), [("vi", "không liên lạc được"), ("en", "cannot be reached")])
def test_a_provider_that_is_down_is_told_kindly_and_leaves_nothing(
    catalogue: Catalogue, language: str, said: str
) -> None:
    with opened(catalogue, f"http://127.0.0.1:{free_port()}") as site:
        guest = site.guest(**{"Accept-Language": language})
        page = guest.get("/account/oidc")
        assert (page.status_code, said in page.text) == (503, True)
        assert page.headers["x-request-id"] in page.text
        assert guest.journey is None
        assert catalogue.count("sign_in_journey") == 0
        assert guest.get("/account/sign-in").status_code == 200


def test_no_more_than_fifty_journeys_are_under_way_from_one_address(site: Site) -> None:
    guest = site.guest()
    assert [guest.get("/account/oidc").status_code for _ in range(50)] == [303] * 50
    refused = guest.get("/account/oidc")
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "600")
    site.time.later(minutes=11)
    assert guest.get("/account/oidc").status_code == 303
    assert site.catalogue.count("sign_in_journey") == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "document"}, 403),
     ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "image"}, 403),
     ({"Sec-Fetch-Site": "none", "Sec-Fetch-Dest": "iframe"}, 403),
     ({"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Dest": "document"}, 303)],
)  # fmt: skip
def test_no_foreign_page_begins_a_journey(site: Site, sent: dict[str, str], status: int) -> None:
    guest = site.guest()
    assert guest.get("/account/oidc", **sent).status_code == status
    assert (guest.journey is None) == (status == 403)
    assert site.catalogue.count("sign_in_journey") == (status == 303)


def test_neither_secret_nor_token_is_in_the_log_or_in_the_history(
    catalogue: Catalogue, issuer: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with opened(catalogue, issuer) as site:
        linked(site, issuer)
        guest = site.guest()
        back = answered(sent(guest), "nguoi-1")
        journey = guest.journey or ""
        guest.get(back)
        other = site.guest()
        other.get(back)
        with catalogue.database.read() as session:
            history = str(session.execute(sa.text("SELECT * FROM history_entry")).all())
        logged = "".join(capfd.readouterr()) + history
    assert "/account/oidc/back" in logged
    for secret in (SECRET, journey, guest.cookie or "", parameters(back)["code"], parameters(back)["state"]):
        assert secret not in logged
