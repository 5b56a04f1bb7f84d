"""What a form needs to show before it changes it: outlines, days of measurements, acts of membership."""

from __future__ import annotations

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import MUONG_PHANG, done, site_input, someone

OUTLINES = "{ adminUnits { code outline } }"


def test_every_commune_of_today_has_an_outline_and_all_are_read_in_one_statement(
    catalogue: Catalogue,
) -> None:
    plain = catalogue.ask("{ adminUnits { code } }")
    answer = catalogue.ask(OUTLINES)
    units = answer.data["adminUnits"]
    assert len(units) == 45
    assert all(unit["outline"]["type"] in {"Polygon", "MultiPolygon"} for unit in units)
    assert len(answer.statements) == len(plain.statements) + 1


def test_a_unit_whose_border_is_not_known_has_no_outline(catalogue: Catalogue) -> None:
    units = catalogue.data('{ adminUnits(asOf: "2020-01-01") { code outline } }')["adminUnits"]
    assert {unit["outline"] for unit in units} == {None}


def test_what_was_said_of_a_measurement_and_of_a_membership_is_read_back(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    part = {
        "complex": "DB-S-00001",
        "decisionNumber": "1/QĐ-BVHTTDL",
        "validFrom": "2015-12-23",
        "source": "Bản sao",
    }
    place = {"latitude": 21.457, "longitude": 103.153, "method": "HANDHELD_GNSS", "measuredOn": "2026-11-20"}
    made = done(editor, "CreateSite", input=site_input(adminUnit=MUONG_PHANG, location=place, partOf=[part]))
    asked = "query ($id: ID!) { node(id: $id) { ... on Site { location { measuredOn } partOf { code } partOfAct { decisionNumber validFrom source } } } }"
    assert editor.data(asked, id=made["id"])["node"] == {
        "location": {"measuredOn": "2026-11-20"},
        "partOf": {"code": "DB-S-00001"},
        "partOfAct": {"decisionNumber": "1/QĐ-BVHTTDL", "validFrom": "2015-12-23", "source": "Bản sao"},
    }


def test_what_is_no_part_has_no_act_of_membership(catalogue: Catalogue) -> None:
    asked = '{ sites(filter: { codes: ["DB-S-00001"] }) { nodes { partOfAct { decisionNumber } } } }'
    assert catalogue.data(asked)["sites"]["nodes"] == [{"partOfAct": None}]
