"""The pages of closed periods: what was signed, shown; its files; and no trend between what cannot be compared."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx2
import orjson
import pytest
from playwright.sync_api import Browser

from catalog.coverage.snapshots import find_snapshot
from catalog.coverage.words import CountingMode
from catalog.db import Database
from catalog.reports.figures_of import address_of, counted, every_figure
from catalog.reports.forms import MEDIA_TYPES, Form, file_name, written
from tests.browser import accessibility_violations, visitor
from tests.catalog.coverage.closing import closed, council, document_of
from tests.catalogue import Catalogue
from tests.photographs import file_room
from tests.web.pages.conftest import site_of
from tests.web.pages.test_looks import too_small
from web.pages.closed import compared
from web.pages.latest import Latest
from web.pages.words import Say

REASON = "Một quyết định được bổ sung sau ngày chốt."


@pytest.fixture(scope="module")
def history(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    """Two closed years, of which the second was restated."""
    folder = tmp_path_factory.mktemp("closed")
    file = shutil.copy(loaded_sqlite_template, folder / "catalogue.sqlite3")
    with closing(Database(f"sqlite:///{file}")) as database, file_room(folder / "data") as room:
        catalogue = Catalogue(database, room=room)
        who = council(catalogue)
        closed(who, period="2025", asOf="2025-12-31")
        closed(who)
        closed(who, restates="S-2026-1", reason=REASON)
        yield catalogue


@pytest.fixture(scope="module")
def closings(history: Catalogue) -> Iterator[httpx2.Client]:
    with site_of(history) as client:
        yield client


def kept(history: Catalogue, identifier: str) -> dict[str, Any]:
    """The document of a snapshot."""
    with history.database.read() as session:
        row = find_snapshot(session, identifier)
        assert row is not None
        return document_of({"document": row.document})


def test_where_nothing_was_closed_the_pages_say_so(public: httpx2.Client) -> None:
    assert "Chưa chốt kỳ nào" in public.get("/progress/snapshots").text
    assert "No period was closed yet" in public.get("/progress?lang=en").text


def test_closings_are_listed_newest_first_with_day_hash_headline_and_what_they_restate(
    history: Catalogue, closings: httpx2.Client
) -> None:
    page = closings.get("/progress/snapshots").text
    found = re.findall(r'<h2><a href="/progress/snapshots/([^"]+)"', page)
    assert found == ["S-2026-2", "S-2026-1", "S-2025-1"]
    for identifier in found:
        assert kept(history, identifier)["sha256"] in page
    assert "Đính chính bản S-2026-1" in page
    assert page.count("Đã được đính chính bởi S-2026-2") == 1
    assert "31/12/2025" in page
    assert page.count("Di tích đã xếp hạng, theo điểm thành phần") == 3
    assert 'href="/progress/snapshots/S-2026-2"' in closings.get("/progress").text


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_closings_page_shows_the_signed_figures_both_sides_in_both_ways_of_counting(
    history: Catalogue, closings: httpx2.Client, language: str
) -> None:
    document = kept(history, "S-2026-2")
    page = closings.get(f"/progress/snapshots/S-2026-2?lang={language}").text
    shown = [
        counted(figure, language)
        for counting, grouping, row, figure in every_figure(document)
        if grouping["grouping"] in ("GRADE", "TOTAL")
        and figure["metric"] in ("D0", "D1", "D2", "D3", "D4", "ON_TARGET")
        and row["denominator"] != "0"
    ]
    assert {counting["mode"] for counting in document["countings"]} == set(CountingMode)
    assert len(shown) > 40
    assert [one for one in shown if one not in page] == []
    for text in (document["sha256"], document["signature"], document["key"]["kid"], "ladder/2026.1", REASON):
        assert text in page
    assert "catalog coverage verify S-2026-2.json" in page
    assert "catalog coverage recompute S-2026-2" in page


def test_a_restated_closing_says_which_one_holds_and_why(closings: httpx2.Client) -> None:
    page = closings.get("/progress/snapshots/S-2026-1").text
    banner = page.partition('class="restated"')[2].partition("</div>")[0]
    assert 'href="/progress/snapshots/S-2026-2"' in banner
    assert REASON in banner
    assert 'class="restated"' not in closings.get("/progress/snapshots/S-2026-2").text


def test_a_trend_is_beside_the_closing_before_that_still_holds(
    history: Catalogue, closings: httpx2.Client
) -> None:
    page = closings.get("/progress/snapshots/S-2026-2?lang=en").text
    assert "Beside S-2025-1, figures of 31 December 2025" in page
    assert page.count("way-same") + page.count("way-up") + page.count("way-down") == 18
    first = closings.get("/progress/snapshots/S-2025-1?lang=en").text
    assert "there is nothing to compare with" in first
    assert "way-" not in first


def test_figures_by_other_rules_get_no_arrow_and_the_page_says_why(history: Catalogue) -> None:
    document = kept(history, "S-2026-2")
    other = {**document, "rules": {"name": "ladder", "version": "2030.1", "sha256": "0" * 64}}
    with history.database.read() as session:
        row, before = (find_snapshot(session, one) for one in ("S-2026-2", "S-2025-1"))
        assert row is not None
        assert before is not None
        found = compared(row, other, [row, before], Say("en"))
    assert found.trends == ()
    assert found.why_not is not None
    assert "that one is by ladder/2026.1, this one by ladder/2030.1" in found.why_not


@pytest.mark.parametrize("form", Form)
def test_every_form_is_handed_out_with_its_name_type_and_tag(
    history: Catalogue, closings: httpx2.Client, form: Form
) -> None:
    document = kept(history, "S-2026-2")
    name = file_name(document, form, "en")
    page = closings.get("/progress/snapshots/S-2026-2").text
    address = f"/progress/snapshots/S-2026-2/{name}"
    assert f'href="{address}" download' in page
    answer = closings.get(address)
    assert answer.status_code == 200
    assert answer.content == written(document, form, "en")
    assert answer.headers["content-type"] == MEDIA_TYPES[form]
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    again = closings.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = closings.get(address, headers={"If-None-Match": '"another"'})
    assert other.content == answer.content


def test_files_of_forms_languages_and_snapshots_have_tags_of_their_own(closings: httpx2.Client) -> None:
    names = ("S-2026-2.vi.pdf", "S-2026-2.en.pdf", "S-2026-2.json", "S-2026-2.entries.csv")
    tags = {closings.head(f"/progress/snapshots/S-2026-2/{name}").headers["etag"] for name in names}
    tags.add(closings.head("/progress/snapshots/S-2026-1/S-2026-1.json").headers["etag"])
    assert len(tags) == 5


@pytest.mark.parametrize(
    "path",
    ["S-2026-9", "S-2026-9/S-2026-9.json", "S-2026-2/S-2026-1.json", "S-2026-2/S-2026-2.pdf", "%00",
     "S-2026-2/S-2026-2.fr.pdf", "S-2026-2/S-2026-2.exe", "S-2026-2/..%2F..%2Fx", "s" * 500, "%00/%00.json"],
)  # fmt: skip
def test_what_there_is_not_has_the_page_that_says_so(closings: httpx2.Client, path: str) -> None:
    answer = closings.get(f"/progress/snapshots/{path}")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.text


def test_many_who_ask_for_a_report_at_once_all_get_the_same(closings: httpx2.Client) -> None:
    with ThreadPoolExecutor(8) as crowd:
        paths = ["/progress/snapshots/S-2025-1/S-2025-1.vi.xlsx"] * 8
        found = {answer.content for answer in crowd.map(closings.get, paths)}
    assert len(found) == 1


def test_what_was_not_asked_for_longest_is_forgotten_first() -> None:
    latest: Latest[str, int] = Latest(2)
    latest.put("a", 1)
    latest.put("b", 2)
    assert latest.get("a") == 1
    latest.put("c", 3)
    assert (latest.get("a"), latest.get("b"), latest.get("c")) == (1, None, 3)


def test_the_code_of_a_printed_report_leads_to_the_page(history: Catalogue, closings: httpx2.Client) -> None:
    document = kept(history, "S-2026-2")
    named = {**document, "catalogue": {**document["catalogue"], "address": str(closings.base_url)}}
    address = address_of(named)
    assert address is not None
    assert document["sha256"] in closings.get(address).text


def test_what_is_handed_out_as_json_is_the_signed_text_itself(
    history: Catalogue, closings: httpx2.Client
) -> None:
    answer = closings.get("/progress/snapshots/S-2026-1/S-2026-1.json")
    with history.database.read() as session:
        row = find_snapshot(session, "S-2026-1")
        assert row is not None
        assert answer.text == row.document
    assert orjson.loads(answer.content)["id"] == "S-2026-1"


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_pages_are_accessible_fit_and_ask_no_other_host(
    browser: Browser, closings: httpx2.Client, width: int, language: str
) -> None:
    with visitor(browser, width=width) as guest:
        for path in ("", "/S-2026-2", "/S-2026-1", "/S-2025-1"):
            guest.page.goto(f"{closings.base_url}/progress/snapshots{path}?lang={language}")
            assert accessibility_violations(guest.page) == [], path
            assert guest.page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert too_small(guest.page) == [], path
        assert (guest.foreign, guest.faults) == ([], [])


@pytest.mark.chromium
@pytest.mark.node
def test_dark_pages_are_accessible_too(browser: Browser, closings: httpx2.Client) -> None:
    with visitor(browser) as guest:
        guest.page.emulate_media(color_scheme="dark")
        for path in ("", "/S-2026-1"):
            guest.page.goto(f"{closings.base_url}/progress/snapshots{path}")
            assert accessibility_violations(guest.page) == [], path
