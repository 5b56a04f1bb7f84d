"""The public progress pages: what they say is what the catalogue counts, and every number opens its entries."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from catalog.coverage.asking import Coverage, Question
from catalog.coverage.telling import Told, sides
from catalog.coverage.words import CountingMode, Grouping, Metric
from catalog.projection.reader import Reader
from tests.catalogue import TODAY, Catalogue, counted

KEPT, JUDGED = 26, 101
"""SQL statements of the progress page at most, however much is counted: today from what is kept, and for another
day, for which every site is judged anew by both ways of counting."""
LINK = re.compile(r'href="(/progress/entries\?[^"]+)"[^>]*?(?:aria-label="[^"]*")?>([\d.,]+)<')


def links(page: str) -> Iterator[tuple[str, int]]:
    """Every number of a page that opens entries, with where it leads."""
    for address, number in LINK.findall(page):
        yield unescape(address), int(re.sub(r"\D", "", number))


def count_of(public: httpx2.Client, address: str) -> int:
    """How many entries the page at an address says and, over all its pages, shows."""
    answer = public.get(address)
    assert answer.status_code == 200
    found = re.search(r"<strong>([\d.,]+) mục</strong>", answer.text)
    assert found is not None
    said = int(re.sub(r"\D", "", found[1]))
    shown = answer.text.count('class="entry-line')
    pages = re.search(r"Trang 1 trên (\d+)", answer.text)
    for page in range(2, int(pages[1]) + 1 if pages else 2):
        shown += public.get(f"{address}&page={page}").text.count('class="entry-line')
    assert shown == said
    return said


@pytest.mark.parametrize("mode", CountingMode)
def test_every_number_of_the_page_opens_exactly_as_many_entries(public: httpx2.Client, mode: str) -> None:
    page = public.get("/progress", params={"mode": mode, "level": "D0"}).text
    found = dict.fromkeys(links(page))
    assert len(found) > 90
    for address, number in found:
        assert count_of(public, address) == number, address


def test_the_page_and_the_public_schema_say_the_same(public: httpx2.Client, read_only: Catalogue) -> None:
    document = """{ coverage(asOf: "2026-11-23", countingMode: COMPONENT) { rows { key denominator
      levels { level numerator percent } } } }"""
    rows = read_only.data(document)["coverage"]["rows"]
    page = public.get("/progress", params={"mode": "COMPONENT", "level": "D0"}).text
    shown = {
        (query["key"][0], query["side"][0]): number
        for address, number in links(page)
        if (query := parse_qs(urlsplit(address).query))["by"] == ["GRADE"]
        and query["level"] == ["D0"]
        and query["mode"] == ["COMPONENT"]
    }
    for row in rows:
        assert shown[row["key"], "DENOMINATOR"] == row["denominator"]
        assert shown[row["key"], "NUMERATOR"] == row["levels"][0]["numerator"]
        assert row["levels"][0]["percent"] in page


def test_both_ways_of_counting_stand_side_by_side_with_what_is_not_known_by_name(
    public: httpx2.Client,
) -> None:
    page = public.get("/progress").text
    assert "trên 28 mục" in page
    assert "trên 73 mục" in page
    assert "biết 35 trên 46 đã công bố" in page


def test_a_day_before_all_designations_says_that_there_is_nothing_to_count(public: httpx2.Client) -> None:
    page = public.get("/progress?as_of=1900-01-01&lang=en").text
    assert "Nothing to count yet" in page
    assert "nobody knows whether they were in force" in page
    assert "100" not in re.findall(r"\d+(?:\.\d+)?%", page)


def test_what_makes_no_sense_in_an_address_is_as_if_it_were_not_there(public: httpx2.Client) -> None:
    plain = public.get("/progress").text
    for query in ("as_of=32-13", "mode=BOTH", "level=D9", "level=LEAD_TIME", "as_of=", "mode="):
        answer = public.get(f"/progress?{query}")
        assert answer.status_code == 200
        assert answer.text.count("<tr>") == plain.count("<tr>")
    for query in ("key=NOWHERE", "by=GRADE&key=<script>"):
        assert public.get(f"/progress/entries?{query}").status_code == 404
    for query in ("page=0", "page=-1", "page=99999999999", "page=x", "side=ALL", "by=ZODIAC"):
        assert public.get(f"/progress/entries?{query}").status_code == 200
    assert public.get("/progress/figures.exe").status_code == 404


def test_an_unknown_part_is_named_as_unknown_and_a_known_one_leads_to_its_page(public: httpx2.Client) -> None:
    page = public.get(
        "/progress/entries?mode=COMPONENT&key=SPECIAL_NATIONAL&level=RECORDED&side=DIFFERENCE"
    ).text
    assert page.count("entry-unknown") == 11
    assert page.count('href="/s/') == 0
    known = public.get("/progress/entries?mode=COMPONENT&key=SPECIAL_NATIONAL&level=D0&side=NUMERATOR").text
    slugs = re.findall(r'class="entry-name"><a href="(/s/[^"?]+)', known)
    assert len(slugs) == 23
    assert public.get(slugs[0]).status_code == 200
    assert "Việc tiếp theo" in known


def figures(
    read_only: Catalogue, mode: CountingMode, grouping: Grouping
) -> dict[tuple[str, str], tuple[int, int]]:
    with read_only.database.read() as session:
        told = Told(Coverage(Reader(session, TODAY), Question(date(2026, 11, 23), mode, grouping=grouping)))
        rows = [*told.coverage.rows, told.coverage.total]
        return {
            (row.key, metric.value): (found.numerator, found.denominator)
            for row in rows
            for metric in Metric
            if metric != Metric.WEIGHTED and (found := sides(row.figure(metric), row.scale))
        }


@pytest.mark.parametrize("grouping", [Grouping.GRADE, Grouping.ADMIN_UNIT, Grouping.MANAGING_BODY])
def test_files_hold_the_same_numbers_as_the_catalogue_counts(
    public: httpx2.Client, read_only: Catalogue, grouping: Grouping
) -> None:
    query = {"mode": "COMPONENT", "by": grouping.value, "as_of": "2026-11-23"}
    wanted = figures(read_only, CountingMode.COMPONENT, grouping)
    answer = public.get("/progress/figures.csv", params=query)
    assert answer.headers["content-disposition"].startswith("attachment;")
    rows: list[dict[str, Any]] = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    document = public.get("/progress/figures.json", params=query).json()
    for lines in (rows, document["figures"]):
        found = {
            (line["key"], line["metric"]): (int(line["numerator"]), int(line["denominator"]))
            for line in lines
        }
        assert {key: found[key] for key in wanted} == wanted
    assert len(document["sha256"]) == 64


def test_a_file_of_entries_holds_each_entry_of_the_figure_once(public: httpx2.Client) -> None:
    query = {"mode": "COMPONENT", "key": "SPECIAL_NATIONAL", "level": "D0", "side": "DIFFERENCE"}
    rows = list(csv.DictReader(io.StringIO(public.get("/progress/entries.csv", params=query).text)))
    entries = public.get("/progress/entries.json", params=query).json()["entries"]
    assert len(rows) == len(entries) == len({entry["key"] for entry in entries}) == 23
    assert {entry["is_known"] for entry in entries} == {True, False}


def test_what_lists_declare_stands_beside_figures_in_files_and_above_entries(public: httpx2.Client) -> None:
    query = {"as_of": "2026-11-23", "lang": "en"}
    table = public.get("/progress/figures.csv", params=query).text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table)))
    told = {row["key"]: (row["numerator"], row["denominator"]) for row in rows if row["metric"] == "DECLARED"}
    assert told["RELIC_RANK/PROVINCIAL/2022-03-04"] == ("13", "14")
    document = public.get("/progress/entries.json", params=query).json()
    assert len(document["declared"]) == len(told) == 6
    sentence = "Provincial: 13 known by name of 14 declared (418/QĐ-UBND, 2022-03-04)."
    assert sentence in public.get("/progress/entries", params=query).text
    early = {"as_of": "1900-01-01", "lang": "en"}
    assert "known by name of" not in public.get("/progress/entries", params=early).text
    assert "DECLARED" not in public.get("/progress/figures.csv", params=early).text


def test_the_page_takes_its_stated_number_of_statements_on_any_day(
    public: httpx2.Client, read_only: Catalogue
) -> None:
    public.get("/progress")  # draws the map
    for query, most in (("", KEPT), ("mode=COMPONENT", KEPT), ("as_of=2010-01-01", JUDGED)):
        with counted(read_only.database) as statements:
            assert public.get(f"/progress?{query}").status_code == 200
        assert len(statements) <= most


def test_the_pages_have_one_address_in_each_language_and_keep_the_question(public: httpx2.Client) -> None:
    page = public.get("/progress?as_of=2020-01-01&mode=COMPONENT&lang=en").text
    assert 'hreflang="vi" href="' in page
    assert "as_of=2020-01-01&amp;mode=COMPONENT&amp;lang=vi" in page


def test_a_site_page_says_where_it_stands_and_what_is_missing(public: httpx2.Client) -> None:
    page = public.get("/s/doi-a1").text
    assert "Hiện ở mức D0" in page
    assert "Mức yêu cầu: D3." in page
    assert "Đơn vị quản lý" in page
    assert 'href="/progress"' in page
