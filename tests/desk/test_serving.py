"""How the desk is handed out: one page for every view, files from a fixed list, a strict policy, and where it is not built."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.applications import Starlette

from catalog.settings import Settings
from tests.web.serving import serving
from web.desk import DESK_POLICY, desk_routes
from web.headers import PAGE_POLICY, EdgeMiddleware


def application(folder: Path, *, is_demo: bool = False) -> EdgeMiddleware:
    return EdgeMiddleware(Starlette(routes=desk_routes(folder, is_demo=is_demo)), Settings.model_validate({}))


@pytest.fixture(scope="module")
def url(built_desk: Path) -> Iterator[str]:
    """The address of a server with the desk; marks: `node`."""
    with serving(application(built_desk)) as address:
        yield address


@pytest.mark.node
@pytest.mark.parametrize("path", ["/desk", "/desk/", "/desk/sites", "/desk/sites/DB-S-00001/edit"])
def test_every_view_has_the_same_page_and_nothing_inline(url: str, path: str) -> None:
    answer = httpx2.get(url + path)
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == DESK_POLICY
    assert "unsafe" not in DESK_POLICY
    assert "geolocation=(self)" in answer.headers["permissions-policy"]
    assert answer.headers["cache-control"] == "no-cache"
    # The first view's own parts are named beforehand.
    assert _without_modules(answer.text) == _without_modules(httpx2.get(f"{url}/desk").text)
    assert re.findall(r"<script(?![^>]* src=)|<style| style=| on[a-z]+=", answer.text) == []


def _without_modules(page: str) -> str:
    return re.sub(r'<link rel="(?:modulepreload|preload)"[^>]*>\n', "", page)


@pytest.mark.node
def test_the_first_view_costs_no_round_trip_for_what_its_parts_import(url: str, built_desk: Path) -> None:
    chunks = json.loads((built_desk / "manifest.json").read_text())
    named = set(
        re.findall(r'rel="modulepreload" href="/desk/static/([^"]+)"', httpx2.get(f"{url}/desk").text)
    )
    parts = {
        chunks["src/home/home.tsx"]["file"],
        *_imported(chunks, "src/home/home.tsx"),
        *_imported(chunks, "src/main.tsx"),
    }
    assert parts - {chunks["src/main.tsx"]["file"]} <= named
    elsewhere = httpx2.get(f"{url}/desk/sites").text
    assert chunks["src/home/home.tsx"]["file"] not in elsewhere


def _imported(chunks: dict[str, Any], name: str) -> set[str]:
    """The files of all that a part imports, and what that imports; parts may import each other."""
    found, waiting = {"src/main.tsx"}, list(chunks[name].get("imports", ()))
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += chunks[one].get("imports", ())
    return {chunks[one]["file"] for one in found}


@pytest.mark.node
def test_the_pages_files_are_compressed_and_kept_for_ever(url: str) -> None:
    page = httpx2.get(f"{url}/desk").text
    files = re.findall(r'(?:src|href)="(/desk/static/[^"]+\.(?:js|css))"', page)
    assert len(files) >= 3
    for file in files:
        for encoding in ("br", "gzip", "identity"):
            answer = httpx2.get(url + file, headers={"Accept-Encoding": encoding})
            assert answer.status_code == 200
            assert answer.headers.get("content-encoding", "identity") == encoding
            assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
            assert answer.headers["vary"] == "Accept-Encoding"
        assert answer.headers["content-type"].split(";")[0] in ("text/javascript", "text/css")


@pytest.mark.node
@pytest.mark.parametrize(
    "name", ["manifest.json", "mark.svg.gz", "..%2f__init__.py", "%2e%2e", "none.js", ".npmrc", "a" * 300]
)
def test_no_other_file_can_be_had(url: str, name: str) -> None:
    assert httpx2.get(f"{url}/desk/static/{name}").status_code == 404


@pytest.mark.node
def test_every_file_that_a_view_loads_can_be_had(url: str, built_desk: Path) -> None:
    chunks = json.loads((built_desk / "manifest.json").read_text()).values()
    names = {name for chunk in chunks for name in (chunk["file"], *chunk.get("css", ()))}
    assert len(names) > 20
    assert {name for name in names if httpx2.get(f"{url}/desk/static/{name}").status_code != 200} == set()


@pytest.mark.node
def test_a_name_that_does_not_tell_its_content_is_asked_for_again_each_day(url: str) -> None:
    assert httpx2.get(f"{url}/desk/static/mark.svg").headers["cache-control"] == "public, max-age=86400"


def test_where_it_is_not_built_the_page_says_how_in_two_languages(tmp_path: Path) -> None:
    with serving(application(tmp_path)) as url:
        answer = httpx2.get(f"{url}/desk")
        assert answer.status_code == 503
        assert answer.headers["content-security-policy"] == PAGE_POLICY
        assert "make desk" in answer.text
        assert '<span lang="en">' in answer.text
        assert httpx2.get(f"{url}/desk/static/manifest.json").status_code == 404


@pytest.mark.node
def test_a_demonstration_says_so(built_desk: Path) -> None:
    with serving(application(built_desk, is_demo=True)) as url:
        assert 'id="desk" data-demo' in httpx2.get(f"{url}/desk").text
