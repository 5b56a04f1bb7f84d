"""The files of score sheets over HTTP: whoever may see a sheet has its files, nobody else, at every request anew."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest

from catalog.db import Database
from catalog.people import issue_token
from catalog.reports.sheet_forms import MEDIA_TYPES, ScoreForm
from catalog.terms import Role
from tests.catalogue import NOW, Catalogue
from tests.people import member
from tests.photographs import file_room
from tests.schema.scoring import (
    APPRAISE,
    COMMUNE,
    DECIDE,
    PLACE,
    PUBLISH,
    Bench,
    done,
    manual,
    values,
)
from tests.staff import MUONG_PHANG
from tests.web.life import catalog
from tests.web.pages.conftest import site_of

FOLDER = f"/progress/scores/2026/{MUONG_PHANG}/sheet"
FILES = """query ($subject: String!, $cluster: String!) {
    scoreSheet(subject: $subject, period: "2026") { exactTotal files { form language mediaType url } }
    rankingFiles(period: "2026", cluster: $cluster) { form language url } }"""
WHAT = {"subject": MUONG_PHANG, "cluster": "khối xã"}


@pytest.fixture
def bench(loaded_sqlite_template: Path, tmp_path: Path) -> Iterator[Bench]:
    """A commune's sheet that was submitted."""
    (tmp_path / "data").mkdir()
    file = shutil.copy(loaded_sqlite_template, tmp_path / "data" / "catalogue.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database, file_room(tmp_path / "data") as room:
        bench = Bench.of(Catalogue(database, room=room))
        wanted = bench.approved(manual("A", 30), manual("B", 70))
        bench.submitted(bench.officer, wanted, [values("A", a="1/3"), values("B", a="58.5")], **COMMUNE)
        yield bench


@pytest.fixture
def site(bench: Bench) -> Iterator[httpx2.Client]:
    with site_of(bench.catalogue) as client:
        yield client


def bearer(bench: Bench, role: Role, unit: str | None = None) -> dict[str, str]:
    """The header of somebody with a token."""
    with bench.catalogue.database.write() as session:
        token = issue_token(session, f"Người {role} {unit}", role, unit, NOW)
    return {"Authorization": f"Bearer {token}"}


def publish(bench: Bench) -> None:
    """The sheet is decided, placed and published."""
    done(bench.evaluator, APPRAISE, **COMMUNE, lines=[], rest=True)
    done(bench.council, DECIDE, **COMMUNE, lines=[])
    done(bench.council, PLACE, code=WHAT["cluster"], subjects=[MUONG_PHANG])
    done(bench.council, PUBLISH, period="2026")


def test_before_it_is_published_a_sheets_files_are_for_those_who_see_the_sheet(
    bench: Bench, site: httpx2.Client
) -> None:
    for form in ("json", "vi.xlsx", "en.pdf", "csv", "evidence.csv"):
        assert site.get(f"{FOLDER}.{form}").status_code == 404
    outsider = bearer(bench, Role.COMMUNE_OFFICER, "03127")
    developer = bearer(bench, Role.APP_DEVELOPER)
    own = bearer(bench, Role.COMMUNE_OFFICER, MUONG_PHANG)
    for headers, status in (
        *((outsider, 404), (developer, 404)),
        *((own, 200), (bearer(bench, Role.EVALUATOR), 200), (bearer(bench, Role.COUNCIL), 200)),
        ({"Authorization": "Bearer falsch"}, 401),
        ({"Authorization": "Basic eDp5"}, 401),
    ):
        answer = site.get(f"{FOLDER}.json", headers=headers)
        assert answer.status_code == status
        if status == 200:
            assert answer.headers["cache-control"] == "private, no-cache"
            assert orjson.loads(answer.content)["totals"]["SELF"]["exact"] == "353/6"
    tag = site.get(f"{FOLDER}.json", headers=own).headers["etag"]
    assert site.get(f"{FOLDER}.json", headers={**own, "If-None-Match": tag}).status_code == 304
    assert site.get(f"{FOLDER}.json", headers={**outsider, "If-None-Match": tag}).status_code == 404
    assert site.get("/progress/scores/2026/ranking.csv", params={"cluster": "khối xã"}).status_code == 404


def test_a_session_counts_only_beside_the_header_that_no_foreign_page_can_set(
    bench: Bench, site: httpx2.Client
) -> None:
    evaluator = member(bench.catalogue.database, Role.EVALUATOR)
    cookies = {"Cookie": f"session={evaluator.secret}"}
    assert site.get(f"{FOLDER}.csv", headers=cookies).status_code == 404
    own = {**cookies, "GraphQL-Require-Preflight": "1"}
    assert site.get(f"{FOLDER}.csv", headers=own).status_code == 200
    assert site.get(f"{FOLDER}.csv", headers={**own, "Origin": "https://a.example"}).status_code == 404


def test_once_published_every_listed_file_is_for_everybody(bench: Bench, site: httpx2.Client) -> None:
    publish(bench)
    data: Any = bench.catalogue.data(FILES, **WHAT)
    assert data["scoreSheet"]["exactTotal"] == "353/6"
    listed = data["scoreSheet"]["files"]
    assert [(one["form"], one["language"]) for one in listed] == [
        ("json", None), ("xlsx", "vi"), ("xlsx", "en"), ("pdf", "vi"), ("pdf", "en"), ("csv", None),
        ("evidence.csv", None),
    ]  # fmt: skip
    assert len(data["rankingFiles"]) == 6
    for one in [*listed, *data["rankingFiles"]]:
        answer = site.get(one["url"])
        assert answer.status_code == 200, one["url"]
        assert answer.headers["content-type"] == MEDIA_TYPES[ScoreForm(one["form"])]
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["cache-control"] == "no-cache"
        assert site.get(one["url"], headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    tags = {site.get(one["url"]).headers["etag"] for one in listed}
    assert len(tags) == len(listed)


@pytest.mark.parametrize(
    "path",
    ["2026/03325/sheet.fr.pdf", "2026/03325/sheet.exe", "2026/03325/ranking.csv", "2026/sheet.csv", "2026/ranking.csv",
     "2026/ranking.evidence.csv?cluster=a", "2026/ranking.csv?cluster=%00", "2026/%00/sheet.csv", "1/03325/sheet.csv",
     "2026/none/sheet.csv", f"2026/{'s' * 500}/sheet.csv", "%00/03325/sheet.csv"],
)  # fmt: skip
def test_what_there_is_not_has_the_page_that_says_so(site: httpx2.Client, path: str) -> None:
    assert site.get(f"/progress/scores/{path}").status_code == 404


def test_the_command_line_writes_the_same_documents(bench: Bench, tmp_path: Path) -> None:
    publish(bench)
    data = tmp_path / "data"
    sheet = ("scores", "sheet", MUONG_PHANG, "2026")
    shown = catalog(data, *sheet, "--as", "json")
    assert shown.returncode == 0, shown.stderr
    document = orjson.loads(shown.stdout)
    assert document["totals"]["FINAL"]["exact"] == "353/6"
    for form, start in (("xlsx", b"PK"), ("pdf", b"%PDF-"), ("csv", "\ufeff".encode())):
        file = tmp_path / f"phieu.{form}"
        written = catalog(data, *sheet, str(file), "--as", form, "--lang", "vi")
        assert written.returncode == 0, written.stderr
        assert file.read_bytes().startswith(start)
        refused = catalog(data, *sheet, "--as", form)
        assert refused.returncode == (0 if form == "csv" else 2)
    assert catalog(data, *sheet, str(tmp_path / "phieu.txt")).returncode == 2
    ranking = ("scores", "ranking", "2026", WHAT["cluster"])
    told = catalog(data, *ranking)
    assert told.stdout.rstrip("\n").split("\t")[::3] == ["1", "353/6"]
    (row,) = orjson.loads(catalog(data, *ranking, "--as", "json").stdout)["rows"]
    assert row["sheet_sha256"] == document["sha256"]
    assert catalog(data, "scores", "ranking", "2026", "none").returncode == 2
