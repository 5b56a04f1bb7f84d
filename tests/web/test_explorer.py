"""The explorer: built and in a browser, and the plain page where it is not built."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from playwright.sync_api import Browser
from starlette.applications import Starlette

from catalog.settings import Settings
from schema.build import public_schema
from schema.plans import Executor
from tests.browser import accessibility_violations, visitor
from tests.npm import node_modules
from tests.schema.small import SCHEMA
from tests.web.serving import serving
from tests.web.small_app import SmallApp
from web.explorer import explorer_routes
from web.explorer.examples import examples
from web.graphql import GraphQLEndpoint, graphql_routes
from web.headers import EXPLORER_POLICY, PAGE_POLICY, EdgeMiddleware

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "tests" / "contract"
APP = ROOT / "web" / "explorer" / "app"
NOT_YET = {"changes"}  # answers from a later release on


def application(folder: Path) -> EdgeMiddleware:
    settings = Settings.model_validate({})
    routes = graphql_routes(GraphQLEndpoint(Executor(SCHEMA, settings), settings, SmallApp().make_context))
    return EdgeMiddleware(Starlette(routes=routes + explorer_routes(folder=folder)), settings)


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server where the explorer has not been built."""
    with serving(application(tmp_path_factory.mktemp("not-built"))) as url:
        yield url


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The explorer, built from its sources; marks: `node`."""
    folder = tmp_path_factory.mktemp("built")
    node_modules(APP)
    subprocess.run(["node", "build.mjs", str(folder)], cwd=APP, capture_output=True, check=True)
    return folder


@pytest.fixture(scope="module")
def built(bundle: Path) -> Iterator[str]:
    """The address of a server with the built explorer; marks: `node`."""
    with serving(application(bundle)) as url:
        yield url


def test_the_examples_are_the_contracts_documents_word_for_word() -> None:
    variables = json.loads((CONTRACT / "variables.json").read_text(encoding="utf-8"))
    wanted = {
        file.stem: file.read_text(encoding="utf-8")
        for file in (CONTRACT / "city-app").glob("*.graphql")
        if file.stem not in NOT_YET
    }
    assert {each.name: each.query for each in examples()} == wanted
    for each in examples():
        operation = re.search(r"query (\w+)", each.query)
        assert operation
        assert each.variables == variables[operation[1]]


def test_every_example_fits_the_public_schema_and_its_limits() -> None:
    executor = Executor(public_schema(), Settings.model_validate({}))
    costs = [executor.prepare(each.query, None, each.variables).cost for each in examples()]
    assert all(0 < cost < 5_000 for cost in costs)


def test_the_bundles_lock_names_no_address_and_pins_every_version() -> None:
    lock = json.loads((APP / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
    package = json.loads((APP / "package.json").read_text(encoding="utf-8"))
    versions = [*package["dependencies"].values(), *package["devDependencies"].values()]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_the_plain_page_says_how_to_build_the_editor(plain: str) -> None:
    response = httpx2.get(f"{plain}/explorer")
    assert response.status_code == 200
    assert response.headers["content-security-policy"] == PAGE_POLICY
    assert "make explorer" in response.text
    assert httpx2.get(f"{plain}/explorer/page.css").headers["content-type"].startswith("text/css")
    assert httpx2.get(f"{plain}/explorer/static/manifest.json").status_code == 404


@pytest.mark.chromium
def test_every_example_is_a_link_that_works_without_javascript(browser: Browser, plain: str) -> None:
    with visitor(browser, javascript=False) as guest:
        guest.page.goto(f"{plain}/explorer")
        links = guest.page.locator(".examples h3 a")
        assert links.count() == len(examples())
        for example, link in zip(examples(), links.all(), strict=True):
            asked = parse_qs(urlsplit(link.get_attribute("href") or "").query)
            assert asked["query"] == [example.query]
            assert json.loads(asked["variables"][0]) == example.variables
        links.first.click()
        answer = json.loads(guest.page.locator("body").inner_text())
        assert "message" in answer["errors"][0]  # the small schema does not know the contract's fields
        assert guest.foreign == []


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
def test_the_plain_page_is_accessible_and_fits(browser: Browser, plain: str, width: int) -> None:
    with visitor(browser, width=width) as guest:
        guest.page.goto(f"{plain}/explorer")
        guest.page.locator("summary").first.click()
        assert guest.page.evaluate("document.documentElement.scrollWidth") <= width
        assert (guest.foreign, guest.faults) == ([], [])
    with visitor(browser, width=width) as guest:
        # The page's own policy forbids the script of the accessibility rules.
        guest.page.set_content(httpx2.get(f"{plain}/explorer").text)
        guest.page.add_style_tag(content=httpx2.get(f"{plain}/explorer/page.css").text)
        assert accessibility_violations(guest.page) == []


@pytest.mark.chromium
@pytest.mark.node
def test_the_built_explorer_runs_a_query_under_its_policy(browser: Browser, built: str) -> None:
    with visitor(browser) as guest:
        answer = guest.page.goto(f"{built}/explorer")
        assert answer is not None
        assert answer.headers["content-security-policy"] == EXPLORER_POLICY
        guest.page.locator(".graphiql-query-editor .CodeMirror").wait_for()
        tabs = guest.page.get_by_role("tab").all_inner_texts()
        assert tabs == ["SitesInView", "Nearest", "Search", "OneSite", "AdminUnits"]
        guest.page.get_by_role("button", name="New tab").click()
        guest.page.locator(".graphiql-query-editor .CodeMirror").click()
        guest.page.keyboard.press("Control+A")
        guest.page.keyboard.type("query Four { square ")
        guest.page.get_by_role("tab", name="Four").wait_for()  # GraphiQL has read what was typed
        guest.page.keyboard.press("Control+Enter")
        response = guest.page.locator(".result-window .CodeMirror-code")
        response.get_by_text("square").wait_for()
        assert "4" in response.inner_text()
        assert (guest.foreign, guest.faults) == ([], [])


@pytest.mark.chromium
@pytest.mark.node
def test_an_address_opens_the_explorer_with_one_example(browser: Browser, built: str) -> None:
    with visitor(browser) as guest:
        for _visit in range(2):  # also when tabs of an earlier visit are remembered
            guest.page.goto(f"{built}/explorer?example=nearest")
            guest.page.get_by_role("tab", selected=True).get_by_text("Nearest").wait_for()
            guest.page.wait_for_timeout(700)  # GraphiQL stores its tabs half a second later
        assert (guest.foreign, guest.faults) == ([], [])


@pytest.mark.chromium
@pytest.mark.node
def test_the_editors_have_names_and_their_text_has_contrast(browser: Browser, bundle: Path) -> None:
    app = application(bundle)
    with serving(app) as url, visitor(browser) as guest:
        page = browser.new_page(bypass_csp=True)  # the policy forbids the script of the rules
        page.goto(f"{url}/explorer")
        page.locator(".graphiql-query-editor .CodeMirror-line .cm-property").first.wait_for()
        found = {violation.split(":")[0] for violation in accessibility_violations(page)}
        page.close()
        guest.page.goto(f"{url}/explorer/examples")
        assert guest.page.get_by_role("link", name="Trình soạn truy vấn").is_visible()
    # How GraphiQL builds its tabs and scrolls its editors is its own; the page of examples stands beside it.
    assert found <= {"nested-interactive", "scrollable-region-focusable"}


@pytest.mark.node
def test_without_javascript_the_built_page_still_has_the_links(built: str) -> None:
    text = httpx2.get(f"{built}/explorer").text
    noscript = re.search(r"<noscript>(.*)</noscript>", text, re.DOTALL)
    assert noscript
    assert noscript[1].count('href="/graphql?query=') == len(examples())
    assert "//" not in re.sub(r"/graphql\?[^\"]*", "", text.replace("<!doctype html>", ""))


@pytest.mark.node
def test_files_of_the_bundle_are_kept_for_ever_and_sent_compressed(built: str, bundle: Path) -> None:
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    for name, media_type in ((manifest["script"], "text/javascript"), (manifest["style"], "text/css")):
        address = f"{built}/explorer/static/{name}"
        packed = httpx2.get(address, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert packed.headers["cache-control"] == "public, max-age=31536000, immutable"
        assert packed.headers["content-type"].startswith(media_type)
        plainly = httpx2.get(address, headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plainly.headers
        assert plainly.content == packed.content == (bundle / name).read_bytes()


@pytest.mark.node
@pytest.mark.parametrize(
    "name", ["manifest.json", "nothing.js", "..%2fmanifest.json", "..%2f..%2f__init__.py", "%2e%2e/page.css"]
)
def test_no_other_file_can_be_had(built: str, name: str) -> None:
    assert httpx2.get(f"{built}/explorer/static/{name}").status_code == 404


@pytest.mark.node
def test_the_bundles_style_sheet_brings_no_font_and_no_foreign_address(bundle: Path) -> None:
    style = next(bundle.glob("*.css")).read_text(encoding="utf-8")
    assert "@font-face" not in style
    assert "url(http" not in style
