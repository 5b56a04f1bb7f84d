"""Positions as people have them, through the interface and through a form; the guide's examples hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import done, problems_of, site_input, someone

GUIDE = (Path(__file__).parents[2] / "docs" / "coordinates.md").read_text(encoding="utf-8")
READ = """query ($text: String!, $unit: String) { readCoordinates(text: $text, adminUnit: $unit) {
    latitude longitude form sourceCrs sourceNumbers problems { code field } warnings { code }
} }"""
ROWS = [re.split(r"\s*\|\s*", line.strip("| ")) for line in GUIDE.splitlines() if line.startswith("| `")]
GOOD = [row[0].strip("`") for row in ROWS if len(row) == 2]
TOLD = [(row[0].strip("`"), row[1]) for row in ROWS if len(row) == 3]


@pytest.mark.parametrize("text", GOOD)
def test_what_the_guide_says_can_be_typed_is_read(catalogue: Catalogue, text: str) -> None:
    reading = catalogue.data(READ, text=text)["readCoordinates"]
    assert reading["problems"] == []
    assert reading["latitude"] == pytest.approx(21.385, abs=0.002)
    assert reading["longitude"] == pytest.approx(103.02, abs=0.004)
    assert reading["sourceNumbers"] == text


@pytest.mark.parametrize(("text", "code"), TOLD)
def test_what_the_guide_says_is_told_is_told(catalogue: Catalogue, text: str, code: str) -> None:
    reading = catalogue.data(READ, text=text)["readCoordinates"]
    assert code in [problem["code"] for problem in reading["problems"]]
    assert reading["latitude"] is None


def test_a_point_far_from_the_unit_it_should_lie_in_is_told_with_its_distance(catalogue: Catalogue) -> None:
    reading = catalogue.data(READ, text="21.3831, 103.0176", unit="03325")["readCoordinates"]
    assert [problem["code"] for problem in reading["problems"]] == ["OUTSIDE_UNIT"]
    there = catalogue.data(READ, text="21.3831, 103.0176", unit="03127")["readCoordinates"]
    assert there["problems"] == []


def test_a_form_takes_metres_of_the_provinces_grid_and_keeps_the_numbers(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    typed = {"coordinates": "X=2365683.612 Y=502188.697"}
    site = done(editor, "CreateSite", input=site_input(location=typed, adminUnit="03127"))
    asked = "query ($id: ID!) { node(id: $id) { ... on Site { location { latitude longitude method sourceCrs sourceNumbers } } } }"
    assert editor.data(asked, id=site["id"])["node"]["location"] == {
        "latitude": 21.386,
        "longitude": 103.023,
        "method": "CONVERTED",
        "sourceCrs": "EPSG:9205",
        "sourceNumbers": "X=2365683.612 Y=502188.697",
    }


@pytest.mark.parametrize(
    ("location", "field"),
    [({"coordinates": "21.3831"}, "location.coordinates"), ({"latitude": 21.4}, "location")],
)
def test_a_form_with_half_a_position_says_so_at_its_field(
    catalogue: Catalogue, location: dict[str, object], field: str
) -> None:
    editor = someone(catalogue, Role.EDITOR)
    found = problems_of(editor, "CreateSite", input=site_input(location=location))
    assert [place for _, place in found] == [field]


def test_a_position_outside_its_unit_needs_a_reason_why_it_is_right(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    elsewhere = {"latitude": 21.3831, "longitude": 103.0176, "method": "HANDHELD_GNSS"}
    found = problems_of(editor, "CreateSite", input=site_input(location=elsewhere))
    assert found == [("POINT_OUTSIDE_UNIT", "location")]
    explained = {**elsewhere, "acceptedException": "Biên bản 12/BB: cổng phụ nằm ngoài xã."}
    assert done(editor, "CreateSite", input=site_input(location=explained))["state"] == "DRAFT"
