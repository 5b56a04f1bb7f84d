"""A real server that is killed in the middle of sending and started again: what was sent arrives once, and whole."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Route, expect

from catalog.db import Database
from catalog.terms import Role
from tests.browser import visitor
from tests.people import member
from tests.server import free_port, log_of, started_server, wait_until_listening

pytestmark = [pytest.mark.chromium, pytest.mark.node]

NAME = "Cầu thử mất máy chủ"
DRAFTS = """SELECT s.code, r.version FROM site s JOIN site_revision r ON r.site_id = s.id
    JOIN site_text t ON t.revision_id = r.id WHERE t.text = :name AND r.version = 1"""


@contextmanager
def served(data: Path, port: int) -> Iterator[str]:
    """The catalogue on this data directory as a process, killed at the end as by a power cut."""
    process = started_server(data, port)
    try:
        wait_until_listening(process, port, log_of(data))
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait(30)


@pytest.fixture
def data(loaded_sqlite_template: Path, built_desk: Path, tmp_path: Path) -> Path:
    """A data directory with the starting register, and a desk that is built; marks: `node`."""
    assert built_desk.exists()
    folder = tmp_path / "data"
    folder.mkdir()
    shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    return folder


def test_a_server_killed_before_its_answer_arrives_has_the_site_once_when_it_is_back(
    browser: Browser, data: Path
) -> None:
    with closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database:
        who = member(database, Role.EDITOR, at=datetime.now(UTC))
    port = free_port()
    with visitor(browser) as guest:
        page, lost = guest.page, list[str]()

        def lose(route: Route) -> None:
            if "SendNew" not in (route.request.post_data or "") or lost:
                return route.fallback()
            lost.append(route.fetch().text())  # it arrives and is done; only the answer is lost
            return route.abort()

        with served(data, port) as url:
            cookie: Any = {"name": "session", "value": who.secret, "url": url, "httpOnly": True}
            page.context.add_cookies([cookie])
            page.goto(f"{url}/desk/new")
            page.route("**/graphql", lose)
            page.get_by_label("Tên di tích, địa điểm", exact=True).fill(NAME)
            expect(page.get_by_text("Chưa có mạng: vẫn giữ trên máy này").first).to_be_visible(timeout=20_000)
            assert NAME in lost[0]
        page.get_by_label("Tóm tắt", exact=True).fill("Gõ lúc máy chủ đã tắt.")
        page.wait_for_timeout(400)
        page.close(run_before_unload=False)
        with served(data, port) as url:
            guest.page = page = page.context.new_page()
            page.goto(f"{url}/desk/new")
            expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=30_000)
            expect(page.get_by_label("Tóm tắt", exact=True)).to_have_value("Gõ lúc máy chủ đã tắt.")
        with (
            closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database,
            database.read() as session,
        ):
            assert len(session.execute(sa.text(DRAFTS), {"name": NAME}).all()) == 1
            newest = "SELECT count(*) FROM site_text WHERE text = 'Gõ lúc máy chủ đã tắt.'"
            assert session.execute(sa.text(newest)).scalar_one() == 1
