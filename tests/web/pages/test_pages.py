"""The public pages, as the application serves them over the real register."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from html import escape

import httpx2
import pytest
from playwright.sync_api import Browser

from catalog.db import Database
from catalog.exchange.importing import ImportOrder, import_file
from catalog.publishing import withdraw
from catalog.settings import Settings
from tests.browser import accessibility_violations, visitor
from tests.catalogue import NOW, TODAY, Catalogue, loaded
from tests.server import Server
from tests.web.serving import serving
from web.app import create_app
from web.pages.words import WORDS


@contextmanager
def site_of(catalogue: Catalogue) -> Iterator[httpx2.Client]:
    """The application over a loaded catalogue, on the loopback address."""
    app = create_app(Settings(), catalogue.database, lambda: NOW)
    with serving(app) as url, httpx2.Client(base_url=url) as client:
        yield client


@pytest.fixture
def public(catalogue: Catalogue) -> Iterator[httpx2.Client]:
    with site_of(catalogue) as client:
        yield client


def test_the_start_page_says_what_this_is_and_what_the_register_lacks(public: httpx2.Client) -> None:
    page = public.get("/", headers={"Accept-Language": "vi"})
    assert page.status_code == 200
    assert page.headers["content-language"] == "vi"
    assert "Xã Mường Phăng" in page.text
    assert page.text.count('class="map-unit"') == 45
    assert "418/QĐ-UBND" in page.text
    assert '<td class="number">35</td><td class="number">46</td>' in page.text


def test_a_page_speaks_the_language_that_is_asked_for(public: httpx2.Client) -> None:
    assert 'lang="en"' in public.get("/s/doi-a1", headers={"Accept-Language": "en-GB, vi;q=0.5"}).text
    assert 'lang="vi"' in public.get("/s/doi-a1").text
    assert "A1 Hill (Eliane 2)" in public.get("/s/doi-a1?lang=en").text


def test_the_page_of_a_site_shows_the_same_facts_as_the_interface(public: httpx2.Client) -> None:
    page = public.get("/s/chien-truong-dien-bien-phu?lang=en").text
    for fact in ("DB-S-00001", "1272/QĐ-TTg", "313/VH-VP", "46", "35", "12 August 2009"):
        assert fact in page
    assert "precision_" not in page


def test_a_site_without_a_place_says_why_and_gets_no_dot(public: httpx2.Client) -> None:
    page = public.get("/s/doi-him-lam?lang=en").text
    assert escape(WORDS["precision_ADMIN_UNIT_ONLY"].en).replace("&#x27;", "&#39;") in page
    assert 'class="unit unit-here"' in page
    assert 'class="spot"' not in page
    assert '"geo"' not in page


def test_linked_data_names_the_site_and_cannot_break_out_of_its_block(public: httpx2.Client) -> None:
    page = public.get("/s/doi-a1").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block is not None
    document = json.loads(block[1])
    assert document["identifier"]["value"] == "DB-S-00002"
    assert document["geo"]["latitude"] == 21.3831
    assert "<" not in block[1]


@pytest.mark.parametrize("text", ["doi a1", "Đồi A1", "ĐBP", "ddoofi a1"])
def test_search_finds_what_people_type(public: httpx2.Client, text: str) -> None:
    page = public.get("/", params={"q": text})
    assert page.status_code == 200
    assert 'class="card"' in page.text


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'\"--", "\u0000", "a" * 5000, "%", "zzqqzz"])
def test_a_hostile_or_empty_search_is_answered_calmly(public: httpx2.Client, text: str) -> None:
    page = public.get("/", params={"q": text})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_an_unknown_address_is_404_and_offers_the_search(public: httpx2.Client) -> None:
    for path in ("/s/khong-co", "/nowhere", "/?unit=99999", "/s/..%2f..%2fetc%2fpasswd", "/assets/x.css"):
        page = public.get(path)
        assert page.status_code == 404
        assert 'name="q"' in page.text


def test_a_changed_slug_is_301_and_a_withdrawn_site_410(
    catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("rows") / "s.csv"
    path.write_text("code,slug,name_vi\nDB-S-00002,doi-a1-moi,Đồi A1\n", encoding="utf-8")
    order = ImportOrder(author="test", now=NOW + timedelta(hours=1), today=TODAY)
    assert import_file(catalogue.database, path, order).changed_count == 1
    with catalogue.database.write() as session:
        withdraw(session, "DB-S-00003", replace(order).now)
    with site_of(catalogue) as client:
        moved = client.get("/s/doi-a1?lang=en", follow_redirects=False)
        assert (moved.status_code, moved.headers["location"]) == (301, "/s/doi-a1-moi?lang=en")
        assert client.get("/s/ham-de-castries").status_code == 410
    assert catalogue.data('{ site(slug: "ham-de-castries") { id } }')["site"] is None


def test_every_published_site_has_a_page_and_stands_in_the_sitemap(public: httpx2.Client) -> None:
    addresses = re.findall(r"<loc>[^<]*?(/s/[^<]+)</loc>", public.get("/sitemap.xml").text)
    assert len(addresses) == 79
    for address in addresses:
        assert public.get(address).status_code == 200, address


def test_pages_carry_a_strict_policy_and_styles_are_kept_for_ever(public: httpx2.Client) -> None:
    page = public.get("/")
    policy = page.headers["content-security-policy"]
    assert "unsafe-inline" not in policy
    assert "frame-ancestors 'none'" in policy
    assert " style=" not in page.text
    style = re.search(r'href="(/assets/style-[0-9a-f]+\.css)"', page.text)
    assert style is not None
    assert "immutable" in public.get(style[1]).headers["cache-control"]


def test_both_languages_have_every_sentence() -> None:
    assert [key for key, text in WORDS.items() if not text.vi or not text.en] == []
    assert [key for key, text in WORDS.items() if text.vi.count("{}") != text.en.count("{}")] == []


def test_liveness_does_not_ask_the_database(sqlite_url: str) -> None:
    database = Database(sqlite_url)
    loaded(database)
    with site_of(Catalogue(database)) as client, database.write():
        assert client.get("/health/live").json() == {"status": "live"}
        assert client.get("/health/ready").status_code == 200


PLACES = (
    "/", "/?q=doi", "/?q=zzqqzz", "/?unit=03127", "/?unit=03160", "/s/doi-a1", "/s/doi-him-lam",
    "/s/ho-pa-khoang", "/s/chien-truong-dien-bien-phu", "/s/thanh-ban-phu", "/s/khong-co",
)  # fmt: skip


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_is_accessible_fits_and_asks_no_other_host(
    browser: Browser, server: Server, width: int, language: str
) -> None:
    with visitor(browser, width=width) as guest:
        for path in PLACES:
            guest.page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
            assert accessibility_violations(guest.page) == [], path
            assert guest.page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert guest.foreign == []
        assert [fault for fault in guest.faults if "404" not in fault] == []
