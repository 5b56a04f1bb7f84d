"""The start page: search, communes, the map, and what the register knows of what is declared."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import httpx2
import pytest

from catalog.publishing import withdraw
from tests.catalogue import NOW, Catalogue, counted
from tests.web.pages.conftest import site_of
from web.pages.words import WORDS

POINT = re.compile(r'class="map-point(?: map-point-many)?" href="/s/([a-z0-9-]+)')
NAME = re.compile(r'class="card-name"><a href="/s/([a-z0-9-]+)')


def names(page: httpx2.Response) -> list[str]:
    """The slugs of the sites that a page lists."""
    return NAME.findall(page.text)


def test_the_start_page_says_what_this_is_and_draws_the_province(public: httpx2.Client) -> None:
    page = public.get("/")
    assert page.status_code == 200
    assert page.headers["content-language"] == "vi"
    assert page.text.count('class="map-unit"') == 45
    assert "<dt>địa điểm</dt><dd>79</dd>" in page.text
    assert "<dt>có vị trí riêng</dt><dd>14</dd>" in page.text
    assert "thanglequoc/vietnamese-provinces-database cd58063" in page.text
    assert "không quá 230 m" in page.text


def test_known_stands_beside_declared_with_its_source_and_day(public: httpx2.Client) -> None:
    table = re.search(r'<table class="known">(.*?)</table>', public.get("/").text, re.DOTALL)
    assert table is not None
    cells = re.findall(r'<td class="number">(\d+)</td><td class="number">(\d+)</td>', table[1])
    assert cells == [("1", "1"), ("35", "46"), ("14", "14"), ("13", "14"), ("0", "21")]
    assert table[1].count("Theo 418/QĐ-UBND, ngày 04/03/2022") == 3


def test_each_commune_is_listed_with_as_many_sites_as_its_own_page_finds(public: httpx2.Client) -> None:
    listed = re.findall(
        r'href="/\?unit=(\d+)"><span lang="vi">[^<]+</span> <span class="tally">(\d+)</span>',
        public.get("/").text,
    )
    assert len(listed) == 45
    assert sum(int(count) for _, count in listed) == 60
    assert "19 địa điểm chưa rõ xã, phường" in public.get("/").text
    for code, count in listed:
        assert len(names(public.get(f"/?unit={code}"))) == int(count), code


def test_a_units_page_says_what_it_was_made_of(public: httpx2.Client) -> None:
    page = public.get("/?unit=03127").text
    assert "Lập ngày 01/07/2025 từ: Phường Him Lam, Thành phố Điện Biên Phủ;" in page
    assert 'aria-current="page"' in page
    assert page.count("unit-here") == 1


@pytest.mark.parametrize(
    ("text", "slug"),
    [("doi a1", "doi-a1"), ("Đồi A1", "doi-a1"), ("ddoofi a1", "doi-a1"), ("pha din", "deo-pha-din"),
     ("Eliane 2", "doi-a1"), ("thanh ban phu", "thanh-ban-phu")],
)  # fmt: skip
def test_search_puts_first_what_people_mean(public: httpx2.Client, text: str, slug: str) -> None:
    assert names(public.get("/", params={"q": text}))[0] == slug


def test_a_search_without_a_result_says_what_to_do(public: httpx2.Client) -> None:
    page = public.get("/?q=zzqqzz")
    assert page.status_code == 200
    assert WORDS["no_results"].vi.format("zzqqzz") in unescape(page.text)
    assert WORDS["no_results_help"].vi in page.text
    assert '<meta name="robots" content="noindex, follow">' in page.text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "'\"--", "\u0000", "a" * 5000, "%", "  ", "{{7*7}}"]
)
def test_a_hostile_search_is_answered_calmly(catalogue: Catalogue, text: str) -> None:
    with site_of(catalogue) as client:
        page = client.get("/", params={"q": text})
        assert page.status_code == 200
        assert "<script>alert" not in page.text


def test_turning_pages_shows_every_site_once_and_leads_back(public: httpx2.Client) -> None:
    address: str | None = "/"
    pages: list[list[str]] = []
    visited: list[str] = []
    while address:
        page = public.get(address)
        pages.append(names(page))
        visited.append(address)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = unescape(following[1]).partition("#")[0] if following else None
    assert [len(each) for each in pages] == [24, 24, 24, 7]
    assert len({slug for each in pages for slug in each}) == 79
    back = re.search(r'rel="prev" href="([^"]+)"', public.get(visited[-1]).text)
    assert back is not None
    assert names(public.get(unescape(back[1]))) == pages[-2]


@pytest.mark.parametrize("cursor", ["x", "W10", "%00", "WyJDT0RFIiwiREItUy0wMDAwMSJd"])
def test_a_cursor_that_makes_no_sense_shows_the_first_page(public: httpx2.Client, cursor: str) -> None:
    first = names(public.get("/"))
    assert names(public.get(f"/?after={cursor}")) == first
    assert names(public.get(f"/?before={cursor}")) == first


def test_the_number_of_statements_does_not_grow_with_the_number_of_results(read_only: Catalogue) -> None:
    with site_of(read_only) as client:
        client.get("/")  # the maps are drawn once
        used = []
        for unit in ("03127", "03325", "03202"):  # twelve sites, seven, one, whose texts are read together
            client.get(f"/?unit={unit}")
            with counted(read_only.database) as statements:
                client.get(f"/?unit={unit}")
            used.append(len(statements))
    assert used[2] <= used[1] == used[0] <= 20


def test_the_map_is_drawn_again_only_when_something_on_it_changes(catalogue: Catalogue) -> None:
    with site_of(catalogue) as client:
        client.get("/")
        with counted(catalogue.database) as statements:
            client.get("/")
        assert not any("unit_boundary.geometry" in statement for statement in statements)
        before = POINT.findall(client.get("/").text)
        assert "deo-pha-din" in before
        with catalogue.database.write() as session:
            withdraw(session, [22], NOW + timedelta(hours=1))
        after = POINT.findall(client.get("/").text)
        assert after == [slug for slug in before if slug != "deo-pha-din"]
