"""A real server that is killed while a photograph is on its way: it arrives whole, and is attached once."""

from __future__ import annotations

import hashlib
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, Route, expect

from catalog.db import Database
from catalog.terms import Role
from tests.browser import visitor
from tests.desk.test_entering_through_trouble import data, served  # noqa: F401  (a fixture)
from tests.desk.test_photographs import LONG, choose, heavy, noted_offsets
from tests.people import member
from tests.server import free_port

pytestmark = [pytest.mark.chromium, pytest.mark.node]


def _slow(page: Page) -> None:
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {"offline": False, "latency": 20, "downloadThroughput": -1, "uploadThroughput": 700_000},
    )


def test_a_server_killed_during_an_upload_and_before_an_answer_has_the_photograph_once(
    browser: Browser,
    data: Path,  # noqa: F811
    tmp_path: Path,
) -> None:
    with closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database:
        who = member(database, Role.EDITOR, at=datetime.now(UTC))
    port = free_port()
    file = Path(heavy(tmp_path))
    with visitor(browser) as guest:
        page, lost = guest.page, list[str]()
        offsets = noted_offsets(page)

        def lose(route: Route) -> None:
            if "AttachPicture" not in (route.request.post_data or "") or lost:
                return route.fallback()
            lost.append(route.fetch().text())  # it arrives and is done; only the answer is lost
            return route.abort()

        with served(data, port) as url:
            cookie: Any = {"name": "session", "value": who.secret, "url": url, "httpOnly": True}
            page.context.add_cookies([cookie])
            page.goto(f"{url}/desk/new")
            page.get_by_label("Tên di tích, địa điểm", exact=True).fill("Đèo thử mất máy chủ")
            expect(page.get_by_text("Đã gửi lên hệ thống lúc").first).to_be_visible(timeout=LONG)
            _slow(page)
            page.route("**/graphql", lose)
            choose(page, [str(file)])
            while len(offsets) < 3:
                page.wait_for_timeout(50)
        expect(page.get_by_text("tự gửi khi có mạng").first).to_be_visible(timeout=LONG)
        before = offsets[-1]
        with served(data, port):
            expect(page.get_by_text("Đã ở trong hồ sơ")).to_have_count(1, timeout=2 * LONG)
        assert '"surrogate":{' in lost[0].replace(" ", "")
        assert offsets == sorted(offsets)
        assert offsets.count(before) <= 2
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    with closing(Database(f"sqlite:///{data / 'catalogue.sqlite3'}")) as database, database.read() as session:
        found = session.execute(sa.text("SELECT digest FROM surrogate")).scalars().all()
        uploads = session.execute(sa.text("SELECT attached_at IS NOT NULL FROM upload")).scalars().all()
    assert found == [digest]
    assert uploads == [1]
