"""`catalog account` and the first administrator's link, as people at the machine meet them."""

from __future__ import annotations

import re
import sqlite3
import subprocess
from pathlib import Path

import httpx2
import pytest

from tests.people import PASSWORD
from tests.server import running_server
from tests.web.life import catalog

LINK = re.compile(r"http://[\w.:]+(/account/join/[\w-]{43})")


def account(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return catalog(data, "account", *arguments)


def join(url: str, path: str, **fields: str) -> httpx2.Response:
    return httpx2.post(f"{url}{path}", data={"password": PASSWORD, **fields}, headers={"Origin": url})


def test_each_start_prints_a_new_link_until_there_is_an_administrator(tmp_path: Path) -> None:
    data = tmp_path / "data"
    log = data.with_name("data.log")
    for _ in range(2):
        with running_server(data):
            pass
    with running_server(data) as server:
        *links, last = LINK.findall(log.read_text(encoding="utf-8"))
        assert len({*links, last}) == 3
        for ended in links:
            assert httpx2.get(f"{server.url}{ended}").status_code == 404
        assert httpx2.get(f"{server.url}{last}").status_code == 200
        kept = (
            sqlite3.connect(data / "catalogue.sqlite3").execute("SELECT sha256 FROM one_time_link").fetchall()
        )
        assert [row for row in kept if row[0] in last] == []
        answer = join(server.url, last, name="Quản trị 1", sign_in_name="quantri")
        assert (answer.status_code, answer.headers["location"]) == (303, "/account/second-factor")
        secret = last.rpartition("/")[2]
        assert log.read_text(encoding="utf-8").count(secret) == 1  # said once; requests are logged without it
    with running_server(data):
        assert len(LINK.findall(log.read_text(encoding="utf-8"))) == 3


def test_somebody_is_invited_reset_stopped_and_let_back_in_on_the_machine(tmp_path: Path) -> None:
    data = tmp_path / "data"
    invited = account(data, "invite", "--name", "Biên tập 1", "--role", "EDITOR")
    assert invited.returncode == 0, invited.stderr
    first = LINK.fullmatch(invited.stdout.strip())
    again = account(data, "reset", "bien.tap.1")
    second = LINK.fullmatch(again.stdout.strip())
    assert first is not None
    assert second is not None
    with running_server(data) as server:
        assert join(server.url, first[1]).status_code == 404
        assert join(server.url, second[1]).status_code == 303
        sign_in = {"name": "bien.tap.1", "password": PASSWORD}
        origin = {"Origin": server.url}
        assert httpx2.post(f"{server.url}/account/sign-in", data=sign_in, headers=origin).status_code == 303
        assert account(data, "deactivate", "Biên tập 1").returncode == 0
        assert httpx2.post(f"{server.url}/account/sign-in", data=sign_in, headers=origin).status_code == 403
        assert account(data, "reactivate", "bien.tap.1").returncode == 0
        assert httpx2.post(f"{server.url}/account/sign-in", data=sign_in, headers=origin).status_code == 303
    listed = account(data, "list").stdout
    assert "Biên tập 1\tbien.tap.1\tEDITOR\t-\tactive" in listed
    assert "argon2" not in listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("invite", "--name", "Cán bộ xã 1", "--role", "COMMUNE_OFFICER"), "commune or ward of today"),
        (
            ("invite", "--name", "Cán bộ xã 1", "--role", "COMMUNE_OFFICER", "--unit", "03130"),
            "dissolved unit",
        ),
        (("invite", "--name", " ", "--role", "EDITOR"), "name is missing"),
        (("reset", "khong.co.ai"), "no such person"),
        (("deactivate", "khong.co.ai"), "no such person"),
    ],
)
def test_what_cannot_be_done_is_told_and_ends_with_2(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    data = tmp_path / "data"
    refused = account(data, *arguments)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert said in refused.stderr
    people = sqlite3.connect(data / "catalogue.sqlite3").execute("SELECT count(*) FROM person").fetchone()
    assert people == (0,)
