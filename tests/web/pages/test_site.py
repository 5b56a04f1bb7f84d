"""The page of a site: the same facts as the interface has, and what is not known said to be not known."""

from __future__ import annotations

import csv
import json
import re
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any

import httpx2
import pytest

from catalog.exchange.importing import ImportOrder, import_file
from tests.catalogue import NOW, TODAY, Catalogue
from tests.web.pages.conftest import site_of
from web.pages.words import WORDS

TAG = re.compile(r"<[^>]+>")


def text_of(page: httpx2.Response) -> str:
    """What a reader reads, on one line."""
    body = re.sub(r"<script.*?</script>", " ", page.text, flags=re.DOTALL)
    return " ".join(unescape(TAG.sub(" ", body)).split())


def linked_data(page: httpx2.Response) -> dict[str, Any]:
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text, re.DOTALL)
    assert block is not None
    assert not set("<>&") & set(block[1])
    document: dict[str, Any] = json.loads(block[1])
    return document


def test_the_complex_shows_its_ranks_its_parts_and_what_is_declared(public: httpx2.Client) -> None:
    text = text_of(public.get("/s/chien-truong-dien-bien-phu?lang=en"))
    for fact in ("DB-S-00001", "313/VH-VP", "1272/QĐ-TTg", "28 April 1962", "until 12 August 2009",
                 "The decisions declare 46 parts. The register knows 35 of them by name; 11 are not known.",
                 "29 named by a source", "6 inferred", "11 not known by name",
                 "12 August 2009 1272/QĐ-TTg 22 11", "23 December 2015 2367/QĐ-TTg 45 34",
                 "26 November 2024 1473/QĐ-TTg 46 35"):  # fmt: skip
        assert fact in text, fact


def test_the_parts_stand_under_the_decision_that_named_them(public: httpx2.Client) -> None:
    page = public.get("/s/chien-truong-dien-bien-phu").text
    lists = re.findall(
        r'<h3>([^<]+)</h3>(?:\s*<p[^>]*>[^<]*</p>)?\s*<ul class="parts">(.*?)</ul>', page, re.DOTALL
    )
    assert [(heading, items.count("<li>")) for heading, items in lists] == [
        ("Theo quyết định 1272/QĐ-TTg (12/08/2009)", 11),
        ("Theo quyết định 2367/QĐ-TTg (23/12/2015)", 23),
        ("Theo quyết định 1473/QĐ-TTg (26/11/2024)", 1),
        ("Chưa xác nhận là thành phần", 2),
    ]
    assert len(re.findall(r'<i class="mark mark-(?:stated|inferred|unknown)"></i>', page)) == 46


def test_the_page_of_a_site_shows_the_same_facts_as_the_interface(
    read_only: Catalogue, public: httpx2.Client
) -> None:
    document = """{ site(slug: "doi-a1") { code name { text } summary { text } location { latitude longitude }
        alternativeNames { text } sources { title } missing { field } } }"""
    site = read_only.data(document)["site"]
    text = text_of(public.get("/s/doi-a1"))
    facts = [site["code"], site["name"]["text"], site["summary"]["text"]]
    facts += [f"{site['location']['latitude']}, {site['location']['longitude']}"]
    facts += [each["text"] for each in site["alternativeNames"]] + [each["title"] for each in site["sources"]]
    facts += [WORDS[f"field_{each['field']}"].vi for each in site["missing"]]
    assert [fact for fact in facts if fact not in text] == []
    assert "Phường Mường Thanh, Thành phố Điện Biên Phủ" in text  # its address before 1 July 2025
    assert WORDS["imported"].vi in text
    assert "Bản 1, công bố ngày 23/11/2026" in text


def test_its_link_to_the_interface_answers_with_the_same_site(public: httpx2.Client) -> None:
    link = re.search(r'href="(/graphql\?query=[^"]+)"', public.get("/s/doi-a1").text)
    assert link is not None
    answer = public.get(unescape(link[1])).json()
    assert "errors" not in answer
    assert answer["data"]["site"]["code"] == "DB-S-00002"


@pytest.mark.parametrize(
    ("slug", "day", "answer"),
    [
        ("chien-truong-dien-bien-phu", "1990-01-01", "quốc gia."),
        ("chien-truong-dien-bien-phu", "2010-01-01", "quốc gia đặc biệt."),
        ("chien-truong-dien-bien-phu", "1962-04-27", WORDS["answer_NONE"].vi),
        ("thanh-ban-phu", "1990-01-01", WORDS["answer_UNKNOWN"].vi),
        ("doi-a1", "2010-01-01", "quốc gia đặc biệt."),
        ("doi-a1", "1990-01-01", WORDS["answer_NOT_PART_YET"].vi),
    ],
)
def test_the_rank_on_a_day_has_three_answers(public: httpx2.Client, slug: str, day: str, answer: str) -> None:
    year, month, number = day.split("-")
    page = public.get(f"/s/{slug}?on={day}")
    assert f"Ngày {number}/{month}/{year}: {answer}" in text_of(page)
    assert f'value="{day}"' in page.text


@pytest.mark.parametrize("day", ["", "31/12/2009", "2009-02-30", "<b>", "0000-00-00", "99999-01-01"])
def test_a_day_that_is_none_means_today(public: httpx2.Client, day: str) -> None:
    page = public.get("/s/chien-truong-dien-bien-phu", params={"on": day})
    assert "Ngày 23/11/2026: quốc gia đặc biệt." in text_of(page)


def test_a_rank_without_a_known_start_is_explained(public: httpx2.Client) -> None:
    text = text_of(public.get("/s/thanh-ban-phu"))
    assert "Chưa rõ từ khi nào" in text
    assert "câu trả lời là “chưa rõ”, không phải “không”" in text


def test_a_part_bears_the_rank_of_its_complex_and_says_how_sure_that_is(public: httpx2.Client) -> None:
    text = text_of(public.get("/s/doi-him-lam"))
    assert "Thành phần di tích quốc gia đặc biệt" in text
    assert WORDS["joined_INFERRED"].vi in text


def test_a_site_without_a_place_says_why_and_gets_no_dot(public: httpx2.Client) -> None:
    page = public.get("/s/doi-him-lam")
    assert WORDS["precision_ADMIN_UNIT_ONLY"].vi in text_of(page)
    assert page.text.count('class="unit unit-here"') == 1
    assert 'class="spot"' not in page.text
    assert "geo" not in linked_data(page)


def test_where_sources_disagree_all_are_shown_and_none_is_drawn(public: httpx2.Client) -> None:
    page = public.get("/s/ho-pa-khoang")
    for position in ("21.43, 103.15", "21.35, 103.1", "21.4394, 103.0981"):
        assert position in text_of(page)
    assert 'class="spot"' not in page.text
    assert "geo" not in linked_data(page)


def test_neighbours_are_listed_by_distance_and_drawn(public: httpx2.Client) -> None:
    page = public.get("/s/doi-a1").text
    found = re.findall(
        r'<li><a href="/s/([a-z0-9-]+)">[^<]+</a> <span class="soft">([^<]+)</span></li>', page
    )
    assert [slug for slug, _ in found][:3] == [
        "bao-tang-chien-thang-dbp",
        "nghia-trang-a1",
        "ham-de-castries",
    ]
    assert [distance for _, distance in found] == ["364 m", "419 m", "839 m", "1,5 km", "4,5 km"]
    assert page.count('class="near"') == len(found)


def test_linked_data_describes_the_site_and_where_it_lies(public: httpx2.Client) -> None:
    document = linked_data(public.get("/s/doi-a1"))
    assert document["@type"] == ["TouristAttraction", "LandmarksOrHistoricalBuildings"]
    assert document["identifier"]["value"] == "DB-S-00002"
    assert document["geo"] == {"@type": "GeoCoordinates", "latitude": 21.3831, "longitude": 103.0176}
    assert document["containedInPlace"]["identifier"] == "03127"
    assert document["containedInPlace"]["containedInPlace"]["name"] == "Tỉnh Điện Biên"


def test_nothing_in_a_record_can_break_out_of_its_page(catalogue: Catalogue, tmp_path: Path) -> None:
    name = "</script><script>alert(1)</script> & \"Đồi\" 'x'"
    path = tmp_path / "sites.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["slug", "name_vi", "name_en", "summary_vi", "alt_names", "lat", "lon", "coord_precision"]
        )
        rows.writerow(
            ["xau", name, name, f"<img src=x onerror=alert(1)> {name}", name, "21.4", "103.02", "low"]
        )
    order = ImportOrder(author="test", now=NOW + timedelta(hours=1), today=TODAY)
    assert import_file(catalogue.database, path, order).created_count == 1
    with site_of(catalogue) as client:
        page = client.get("/s/xau")
        assert linked_data(page)["name"] == name
        for address in ("/s/xau", "/s/xau?lang=en", "/s/doi-a1", "/?q=script", "/"):
            shown = client.get(address).text
            assert "<script>" not in shown, address
            assert "<img src=x" not in shown
        assert name in text_of(page)
