"""The pages of accounts while the database is locked or gone, and what must not wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from shutil import copy

import anyio.to_thread
import pytest
import sqlalchemy as sa
from sqlmodel import Session
from structlog.testing import capture_logs

from catalog import db
from catalog.db import Database
from catalog.people.journeys import NotBegunHereError, state_of, take
from catalog.people.office import Office
from catalog.people.signing import end_sessions, sign_out
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import PASSWORD, all_accounts, member
from tests.web.accounts import HIDDEN, Site, open_site
from web.identity import Uses


@pytest.fixture
def database(
    loaded_sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 600)
    file = copy(loaded_sqlite_template, tmp_path / "c.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as opened:
        yield opened


@pytest.fixture
def site(database: Database) -> Iterator[Site]:
    with open_site(Catalogue(database)) as opened:
        yield opened


def test_a_form_that_meets_a_locked_database_is_503_and_may_be_sent_again(site: Site) -> None:
    editor = member(site.catalogue.database, Role.EDITOR)
    link, guest = site.invitation("Biên tập 1", Role.EDITOR), site.guest()
    guest.sign_in(editor)
    before = all_accounts(site.catalogue.database)
    with site.catalogue.database.write():
        answers = [
            guest.fill("/account", "/account/tokens", label="thử", scope="READ", days="30"),
            site.guest().post(link, password=PASSWORD),
            site.guest().post("/account/sign-in", name=editor.sign_in_name, password=PASSWORD),
        ]
    for answer in answers:
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        assert "không dùng được" in answer.text
    assert "Liên kết không dùng được" not in answers[1].text
    assert all_accounts(site.catalogue.database) == before
    assert site.guest().post(link, password=PASSWORD).status_code == 303


def test_a_link_that_cannot_be_looked_up_is_not_called_dead(site: Site) -> None:
    link = site.invitation("Biên tập 1", Role.EDITOR)
    with site.catalogue.database.write() as session:
        session.execute(sa.text("ALTER TABLE one_time_link RENAME TO away"))
    answer = site.guest().get(link)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert "Liên kết không dùng được" not in answer.text


def test_who_has_no_session_and_no_journey_waits_for_no_writer(database: Database) -> None:
    with database.write():
        sign_out(database, "khong.co", NOW)
        with pytest.raises(NotBegunHereError):
            take(database, "khong.co", state_of("khong.co"), NOW)


def test_pages_go_on_while_many_forms_wait_for_the_database(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 3000)
    many = int(anyio.run(_threads)) + 5
    guest = site.guest()
    guest.sign_in(member(site.catalogue.database, Role.EDITOR))
    token = dict(HIDDEN.findall(guest.get("/account").text))["token_of_form"]
    with ThreadPoolExecutor(many) as pool, site.catalogue.database.write():
        for _ in range(many):
            pool.submit(guest.post, "/account/sign-out-everywhere", token_of_form=token)
        time.sleep(1)
        assert site.guest().get("/account/sign-in").elapsed.total_seconds() < 1


def test_a_form_counts_for_nothing_if_its_session_ended_while_it_waited(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_TIMEOUT_MS", 10_000)
    editor, guest = member(site.catalogue.database, Role.EDITOR), site.guest()
    guest.sign_in(editor)
    form = {"label": "thử", "scope": "WRITE", "days": "30"}
    with ThreadPoolExecutor(1) as pool:
        with site.catalogue.database.write() as session:
            waiting = pool.submit(guest.fill, "/account", "/account/tokens", **form)
            time.sleep(1)
            end_sessions(Office(session, None, NOW), editor.person_id)
        answer = waiting.result()
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/sign-in")
    assert site.catalogue.count("access_token") == 0


async def _threads() -> float:
    return anyio.to_thread.current_default_thread_limiter().total_tokens


def test_what_nobody_foresaw_does_not_end_the_noting_of_uses(database: Database) -> None:
    def fail(_: Session) -> None:
        raise ValueError("unforeseen")

    noted: list[bool] = []
    with capture_logs() as logs:
        uses = Uses(database)
        uses.note("a", NOW, fail)
        uses.note("b", NOW, lambda _: noted.append(True))
        uses.close()
    assert noted == [True]
    assert [entry["event"] for entry in logs] == ["use_not_noted"]
