"""Signing in and one's own account, over real HTTP."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pyotp
import pytest
import sqlalchemy as sa

import web.sessions
from catalog.people.directory import deactivate
from catalog.people.office import Office
from catalog.terms import Role, TokenScope
from tests.catalogue import Catalogue
from tests.people import PASSWORD, all_accounts, member
from tests.server import running_server
from tests.web.accounts import HIDDEN, Site, open_site
from web.sessions.forms import safe_next
from web.sessions.words import ACCOUNT

PATHS = ("/account/password", "/account/tokens", "/account/tokens/revoke", "/account/sessions/end",
         "/account/sign-out", "/account/sign-out-everywhere")  # fmt: skip
ME = "{ viewer { name roles } }"


@pytest.fixture
def site(catalogue: Catalogue) -> Iterator[Site]:
    with open_site(catalogue) as opened:
        yield opened


def test_the_first_administrator_joins_by_the_link_sets_up_a_second_factor_and_is_in(site: Site) -> None:
    guest, link = site.guest(), site.first_link()
    assert guest.get(link).status_code == 200
    answer = guest.post(link, name="Quản trị 1", sign_in_name="quantri", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/second-factor")
    assert guest.get("/account").headers["location"].startswith("/account/sign-in")
    hidden = dict(HIDDEN.findall(guest.get("/account/second-factor").text))
    before = guest.cookie
    page = guest.post("/account/second-factor", **hidden, code=pyotp.TOTP(hidden["secret"]).at(site.time.now))
    codes = re.findall(r"<code>([a-z2-7]{4}(?:-[a-z2-7]{4}){3})</code>", page.text)
    assert len(codes) == 10
    assert guest.cookie != before
    own = guest.get("/account")
    assert "Quản trị 1" in own.text
    assert not any(code in own.text for code in codes)
    again = site.guest()
    assert again.get(link).status_code == again.post(link, password=PASSWORD).status_code == 404


def test_looking_at_a_link_uses_nothing_up_and_tells_nobody_of_it(site: Site) -> None:
    guest, link = site.guest(), site.invitation("Biên tập 1", Role.EDITOR)
    before = all_accounts(site.catalogue.database)
    for _ in range(3):
        page = guest.get(link)
        assert (page.status_code, page.headers["referrer-policy"]) == (200, "no-referrer")
        assert page.headers["cache-control"] == "no-store"
    assert all_accounts(site.catalogue.database) == before
    answer = guest.post(link, {"Origin": "null"}, password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert "Biên tập 1" in guest.get("/account").text


@pytest.mark.parametrize(
    "password", ["ngắn", "x" * 129, "núi cao\x00suối sâu", "Biên tập 1 2 3 4", "password1234"]
)
def test_a_password_that_will_not_do_is_told_in_both_languages_and_uses_nothing_up(
    site: Site, password: str
) -> None:
    link = site.invitation("Biên tập 1 2 3 4", Role.EDITOR)
    before = all_accounts(site.catalogue.database)
    for language, word in (("vi", "Cần xem lại"), ("en", "Please look again")):
        page = site.guest().post(f"{link}?lang={language}", password=password)
        assert page.status_code == 400
        assert word in page.text
    assert all_accounts(site.catalogue.database) == before


def test_an_unknown_name_a_wrong_password_and_somebody_who_left_are_answered_alike(site: Site) -> None:
    known, left = (member(site.catalogue.database, Role.EDITOR) for _ in range(2))
    with site.catalogue.database.write() as session:
        deactivate(Office(session, None, site.time.now), left.person_id)
    pages = set()
    for name, password in (
        (known.sign_in_name, "sai mật khẩu"),
        ("khong.co.ai", PASSWORD),
        (left.sign_in_name, PASSWORD),
        ("\x00", "\x00"),
        ("'; DROP TABLE account; --", ""),
    ):
        page = site.guest().post("/account/sign-in", name=name, password=password)
        assert page.status_code == 403
        assert "set-cookie" not in page.headers
        pages.add(re.sub(r'value="[^"]*"', "", page.text))
    assert len(pages) == 1
    assert "không đúng" in pages.pop()


def test_too_many_tries_are_429_with_retry_after_for_any_name(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    for name in (editor.sign_in_name, "khong.co.ai"):
        statuses = [
            site.guest().post("/account/sign-in", name=name, password="sai").status_code for _ in range(6)
        ]
        assert statuses == [403] * 5 + [429]
        refused = site.guest().post("/account/sign-in", name=name, password=PASSWORD)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "900")


@pytest.mark.parametrize(("trusted", "last"), [(None, 429), ("127.0.0.1", 403)])
def test_who_says_in_a_header_to_be_elsewhere_is_believed_only_from_a_trusted_proxy(
    tmp_path: Path, trusted: str | None, last: int
) -> None:
    settings = {"DIENBIEN_TRUSTED_PROXIES": trusted} if trusted else {}
    with running_server(tmp_path / "data", **settings) as server:
        statuses = [
            httpx2.post(
                f"{server.url}/account/sign-in",
                data={"name": "ai.do", "password": "sai"},
                headers={"Origin": server.url, "X-Forwarded-For": f"198.51.100.{number}"},
            ).status_code
            for number in range(6)
        ]
    assert statuses == [403] * 5 + [last]


def test_a_cookie_is_for_this_host_only_and_for_no_script(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    answer = site.guest().post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD)
    parts = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert parts == {"path=/", "httponly", "samesite=strict"}


def test_behind_tls_the_cookie_is_bound_to_the_host(catalogue: Catalogue) -> None:
    editor = member(catalogue.database, Role.EDITOR)
    with open_site(catalogue, public_url="https://ditich.example") as site:
        guest = site.guest(Origin="https://ditich.example", Host="ditich.example")
        answer = guest.post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD)
        name, _, rest = answer.headers["set-cookie"].partition("=")
        assert name == "__Host-session"
        assert {"secure", "path=/", "httponly"} <= {part.strip().lower() for part in rest.split(";")}
        plain = site.guest(Origin="http://ditich.example", Host="ditich.example")
        assert plain.post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD).status_code == 403


def test_signing_in_begins_a_new_session_and_ends_the_one_before(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    guest = site.guest()
    guest.sign_in(editor)
    first = guest.cookie
    assert guest.get("/account").status_code == 200
    guest.cookie = "planted-by-somebody"
    guest.sign_in(editor)
    assert guest.cookie not in (first, "planted-by-somebody")
    second = guest.cookie
    guest.sign_in(editor)
    guest.cookie, third = second, guest.cookie
    assert guest.get("/account").status_code == 303
    guest.cookie = third
    assert guest.get("/account").status_code == 200


def test_the_password_alone_opens_nothing_to_who_has_a_second_factor(site: Site) -> None:
    reviewer = member(site.catalogue.database, Role.REVIEWER)
    site.time.later(minutes=1)
    guest = site.guest()
    guest.post("/account/sign-in", name=reviewer.sign_in_name, password=PASSWORD)
    half_way = guest.cookie
    assert guest.get("/account").status_code == guest.get("/account/second-factor").status_code == 303
    assert guest.ask(ME).json()["data"] == {"viewer": None}
    hidden = dict(HIDDEN.findall(guest.get("/account/code").text))
    before = all_accounts(site.catalogue.database)
    for path in (*PATHS[:4], PATHS[5]):
        assert guest.post(
            path, **hidden, label="thử", days="30", password="một mật khẩu khác"
        ).status_code in (303, 403)
    assert all_accounts(site.catalogue.database) == before
    assert guest.fill("/account/code", code="000000").status_code == 403
    assert guest.fill("/account/code", code=reviewer.code(site.time.now)).status_code == 303
    assert guest.cookie != half_way
    assert guest.ask(ME).json()["data"]["viewer"]["roles"] == ["REVIEWER"]


def test_who_got_a_role_that_decides_must_first_set_up_a_second_factor(site: Site) -> None:
    guest, link = site.guest(), site.invitation("Thẩm định 1", Role.REVIEWER)
    assert guest.post(link, password=PASSWORD).headers["location"] == "/account/second-factor"
    assert guest.ask(ME).json()["data"] == {"viewer": None}
    assert guest.get("/account").headers["location"].startswith("/account/sign-in")
    assert guest.get("/account/sign-in").headers["location"] == "/account/second-factor"
    page = guest.get("/account/second-factor")
    assert "<svg" in page.text
    assert "data:" not in page.text
    assert " style=" not in page.text


@pytest.mark.parametrize("path", PATHS)
def test_a_form_that_is_not_ours_does_nothing(site: Site, path: str) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    guest = site.guest()
    guest.sign_in(editor)
    hidden = dict(HIDDEN.findall(guest.get("/account").text))
    fields = {**hidden, "label": "thử", "days": "30", "session": "1", "token": "x", "present": PASSWORD,
              "password": "một mật khẩu hoàn toàn khác"}  # fmt: skip
    before = all_accounts(site.catalogue.database)
    foreign: list[tuple[dict[str, str], dict[str, str]]] = [
        ({"Origin": "https://evil.example"}, fields),
        ({"Origin": "null"}, fields),
        ({"Origin": "null", "Sec-Fetch-Site": "cross-site"}, fields),
        ({"Origin": site.url.replace("http:", "https:") + ".evil.example"}, fields),
        ({"Origin": "http://[bad"}, fields),
        ({}, {**fields, "token_of_form": "0" * 64}),
        ({}, {**fields, "token_of_form": "đ"}),
        ({}, {key: value for key, value in fields.items() if key != "token_of_form"}),
    ]
    for headers, sent in foreign:
        assert guest.post(path, headers, **sent).status_code == 403, headers
    del guest.client.headers["Origin"]
    for headers in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}):
        assert guest.post(path, headers, **fields).status_code == 403, headers
    assert guest.get(path).status_code in (404, 405)
    assert all_accounts(site.catalogue.database) == before


def test_a_sign_in_from_a_foreign_page_is_refused(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    link = site.invitation("Biên tập 2", Role.EDITOR)
    before = all_accounts(site.catalogue.database)
    foreign = site.guest(Origin="https://evil.example")
    assert foreign.post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD).status_code == 403
    assert foreign.post(link, password=PASSWORD).status_code == 403
    assert foreign.get(link).status_code == 200
    assert all_accounts(site.catalogue.database) == before


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [("application/json", b"{}", 415), ("multipart/form-data; boundary=x", b"--x--", 415), ("", b"a=1", 415),
     ("application/x-www-form-urlencoded", b"a=" + b"x" * 20_000, 413),
     ("application/x-www-form-urlencoded", b"a=%ff%fe", 400), ("application/x-www-form-urlencoded", b"\xff", 400),
     ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(50)), 400),
     ("application/x-www-form-urlencoded", b"", 403)],
)  # fmt: skip
def test_a_body_that_is_no_form_of_ours_is_refused_and_never_a_fault(
    site: Site, kind: str, body: bytes, status: int
) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert site.guest().client.post("/account/sign-in", content=body, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [("/", True), ("/s/doi-a1?lang=en#nguon", True), ("//evil.example", False), ("/\\evil.example", False),
     ("\\\\evil.example", False), ("https://evil.example", False), ("https:evil.example", False),
     ("javascript:alert(1)", False), ("/\t/evil.example", False), ("/\n/evil.example", False), ("", False),
     ("account", False), ("/" + "x" * 600, False), ("/đ", False), (" //evil.example", False), (None, False)],
)  # fmt: skip
def test_signing_in_leads_to_paths_of_ours_only(address: str | None, is_ours: bool) -> None:
    assert safe_next(address) == (address if is_ours else "/account")


def test_nobody_is_led_to_another_host_after_signing_in(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    for wanted in ("//evil.example", "/\\evil.example", "https:", "https://evil.example/"):
        guest = site.guest()
        page = guest.get(f"/account/sign-in?next={wanted}")
        assert "evil" not in page.text.partition("<form")[2]
        answer = guest.post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD, next=wanted)
        assert answer.headers["location"] == "/account"
    guest = site.guest()
    answer = guest.fill("/account/sign-in?next=/s/doi-a1?on=2000-01-01", "/account/sign-in",
                        name=editor.sign_in_name, password=PASSWORD)  # fmt: skip
    assert answer.headers["location"] == "/s/doi-a1?on=2000-01-01"


def test_a_session_is_over_after_two_idle_hours_and_signing_out_ends_it_at_once(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    guest = site.guest()
    guest.sign_in(editor)
    cookie = guest.cookie
    assert guest.fill("/account", "/account/sign-out").status_code == 303
    assert guest.cookie is None
    guest.cookie = cookie
    assert guest.get("/account").status_code == 303
    guest.sign_in(editor)
    site.time.later(hours=1.9)
    assert guest.get("/account").status_code == 200
    wait_until(site, "SELECT count(*) FROM sign_in_session WHERE seen_at > recorded_at")
    site.time.later(hours=1.9)
    assert guest.get("/account").status_code == 200
    site.time.later(hours=2.1)
    assert guest.get("/account").status_code == 303


def wait_until(site: Site, query: str) -> None:
    """Wait until what is written down behind the answers is there."""
    for _ in range(200):
        with site.catalogue.database.read() as session:
            if session.scalar(sa.text(query)):
                return
        time.sleep(0.02)
    raise AssertionError(query)


def test_signing_out_everywhere_and_ending_one_session(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    one, two, three = site.guest(), site.guest(), site.guest()
    for guest in (one, two, three):
        guest.sign_in(editor)
    numbers = re.findall(r'name="session" value="(\d+)"', one.get("/account").text)
    assert len(numbers) == 3  # the two others, and the one in which the person joined
    for ended in numbers:
        assert one.fill("/account", "/account/sessions/end", session=ended).status_code == 303
    assert [g.get("/account").status_code for g in (one, two, three)] == [200, 303, 303]
    two.sign_in(editor)
    assert one.fill("/account", "/account/sign-out-everywhere").status_code == 303
    assert [g.get("/account").status_code for g in (one, two, three)] == [303] * 3


def test_a_token_is_shown_once_works_and_is_revoked(site: Site) -> None:
    developer = member(site.catalogue.database, Role.APP_DEVELOPER)
    guest = site.guest()
    guest.sign_in(developer)
    made = guest.fill("/account", "/account/tokens", label="Bản đồ", scope="READ", days="30")
    (token,) = re.findall(r"dbt_[\w-]{43}", made.text)
    page = guest.get("/account").text
    assert "Bản đồ" in page
    assert token not in page
    assert token[:10] in page
    known = httpx2.post(
        f"{site.url}/graphql", json={"query": ME}, headers={"Authorization": f"Bearer {token}"}
    )
    assert known.json()["data"]["viewer"]["roles"] == ["APP_DEVELOPER"]
    wait_until(site, "SELECT count(*) FROM access_token WHERE used_at IS NOT NULL")
    assert "dùng lần cuối" in guest.get("/account").text
    (key,) = re.findall(r'name="token" value="(\w+)"', page)
    assert guest.fill("/account", "/account/tokens/revoke", token=key).status_code == 303
    known = httpx2.post(
        f"{site.url}/graphql", json={"query": ME}, headers={"Authorization": f"Bearer {token}"}
    )
    assert known.status_code == 401


@pytest.mark.parametrize(
    ("path", "fields", "status"),
    [("/account/tokens", {"label": "", "days": "30"}, 400), ("/account/tokens", {"label": "x" * 81, "days": "30"}, 400),
     ("/account/tokens", {"label": "a\x00", "days": "30"}, 400), ("/account/tokens", {"label": "a", "days": "9" * 99}, 400),
     ("/account/tokens", {"label": "a", "days": "-1"}, 400), ("/account/tokens", {"label": "a", "days": "٣"}, 400),
     ("/account/tokens/revoke", {"token": "\x00"}, 404), ("/account/tokens/revoke", {}, 404),
     ("/account/sessions/end", {"session": "9" * 50}, 404), ("/account/sessions/end", {"session": "-1"}, 404),
     ("/account/sessions/end", {"session": "999999999"}, 404),
     ("/account/password", {"present": "sai", "password": "một mật khẩu khác"}, 403),
     ("/account/password", {"present": PASSWORD, "password": "ngắn"}, 400)],
)  # fmt: skip
def test_odd_values_are_told_on_the_page_and_change_nothing(
    site: Site, path: str, fields: dict[str, str], status: int
) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    guest = site.guest()
    guest.sign_in(editor)
    before = all_accounts(site.catalogue.database)
    page = guest.fill("/account", path, **fields)
    assert page.status_code == status
    assert 'role="alert"' in page.text
    (in_english,) = re.findall(r'<a href="([^"]*)" hreflang="en"', page.text)
    assert guest.get(in_english).status_code == 200
    assert all_accounts(site.catalogue.database) == before


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    guest, other = site.guest(), site.guest()
    for browser in (guest, other):
        browser.sign_in(editor)
    before = guest.cookie
    new = "một mật khẩu hoàn toàn khác"
    assert guest.fill("/account", "/account/password", present=PASSWORD, password=new).status_code == 303
    assert guest.cookie != before
    assert [browser.get("/account").status_code for browser in (guest, other)] == [200, 303]
    assert (
        site.guest().post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD).status_code == 403
    )
    assert site.guest().post("/account/sign-in", name=editor.sign_in_name, password=new).status_code == 303


@pytest.mark.parametrize(
    "path", ["/account", "/account/sign-in", "/account/code", "/account/second-factor", "/account/join/x"]
)
def test_no_page_of_an_account_is_kept_anywhere(site: Site, path: str) -> None:
    page = site.guest().get(path)
    assert page.headers["cache-control"] == "no-store"
    assert "unsafe" not in page.headers["content-security-policy"]


@pytest.mark.parametrize("cookie", ["x", "x" * 4000, "%00", '"', "a=b; session=c"])
def test_a_forged_cookie_is_nobodys(site: Site, cookie: str) -> None:
    guest = site.guest()
    guest.cookie = cookie
    assert guest.get("/account").status_code == 303
    assert guest.ask(ME).json()["data"] == {"viewer": None}


def test_the_event_loop_does_not_wait_for_hashes(site: Site) -> None:
    def attempt(number: int) -> int:
        return site.guest().post("/account/sign-in", name=f"ai.do{number}", password="sai").status_code

    with ThreadPoolExecutor(12) as pool:
        tries = [pool.submit(attempt, number) for number in range(12)]
        slowest = 0.0
        with httpx2.Client(base_url=site.url) as client:
            while not all(attempted.done() for attempted in tries):
                began = time.perf_counter()
                assert client.get("/health/live").status_code == 200
                slowest = max(slowest, time.perf_counter() - began)
    assert {attempted.result() for attempted in tries} == {403}
    assert slowest < 1


def test_both_languages_have_every_sentence_and_each_is_said_somewhere() -> None:
    assert [key for key, text in ACCOUNT.items() if text.vi.count("{}") != text.en.count("{}")] == []
    assert {f"role_{role}" for role in Role} | {f"scope_{scope}" for scope in TokenScope} <= set(ACCOUNT)
    folder = Path(web.sessions.__file__).parent
    text = "".join(file.read_text(encoding="utf-8") for file in folder.glob("templates/*"))
    assert [
        key for key in ACCOUNT if f'"{key}"' not in text and not key.startswith(("role_", "scope_"))
    ] == []
