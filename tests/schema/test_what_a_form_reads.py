"""What a form needs to show before it changes it: outlines, days of measurements, acts of membership."""

from __future__ import annotations

from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.staff import MUONG_PHANG, done, problems_of, site_input, someone

OUTLINES = "{ adminUnits { code outline } }"


def test_every_commune_of_today_has_an_outline_and_all_take_one_statement(catalogue: Catalogue) -> None:
    catalogue.ask(OUTLINES)  # units and borders are read once
    plain = catalogue.ask("{ adminUnits { code } }")
    answer = catalogue.ask(OUTLINES)
    units = answer.data["adminUnits"]
    assert len(units) == 45
    assert all(unit["outline"]["type"] in {"Polygon", "MultiPolygon"} for unit in units)
    sent = [[one for one in each.statements if one != "BEGIN"] for each in (plain, answer)]
    assert len(sent[1]) == len(sent[0]) + 1


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


def test_where_a_site_merely_stands_stays_when_its_complex_is_named(catalogue: Catalogue) -> None:
    editor = someone(catalogue, Role.EDITOR)
    asked = """query ($view: SiteView!) { site(slug: "tuong-dai-chien-thang-dbp", view: $view) {
      id version partOf { code } locatedIn { slug } } }"""
    site = editor.data(asked, view="PUBLIC")["site"]
    for part_of in ([{"complex": "DB-S-00001"}], []):
        site = {
            **site,
            **done(editor, "ReviseSite", id=site["id"], version=site["version"], input={"partOf": part_of}),
        }
        read = editor.data(asked, view="WORKING")["site"]
        assert read["partOf"] == ({"code": "DB-S-00001"} if part_of else None)
        assert read["locatedIn"] == {"slug": "doi-d"}


def test_of_a_complex_that_is_withdrawn_no_act_is_told(catalogue: Catalogue) -> None:
    asked = '{ site(slug: "doi-a1") { partOf { code } partOfAct { decisionNumber } } }'
    assert catalogue.data(asked)["site"]["partOfAct"] is not None
    publisher = someone(catalogue, Role.PUBLISHER)
    whole = catalogue.data('{ site(slug: "chien-truong-dien-bien-phu") { id version } }')["site"]
    done(publisher, "WithdrawSite", id=whole["id"], version=whole["version"], reason="Rà soát hồ sơ")
    assert catalogue.data(asked)["site"] == {"partOf": None, "partOfAct": None}


SQUARE = {
    "type": "Polygon",
    "coordinates": [[[103.15, 21.45], [103.16, 21.45], [103.16, 21.46], [103.15, 21.45]]],
}
ZONES = """query ($id: ID!) { node(id: $id) { ... on Site {
  protectionZones { zone geometry validFrom validTo decisionNumber source } } } }"""


def test_protection_zones_are_read_back_whole_and_bad_ones_are_refused_at_their_place(
    catalogue: Catalogue,
) -> None:
    editor = someone(catalogue, Role.EDITOR)
    zone = {
        "zone": "ZONE_I",
        "geometry": SQUARE,
        "validFrom": "2015-12-23",
        "decisionNumber": "1/QĐ-BVHTTDL",
        "source": "Biên bản khoanh vùng",
    }
    made = done(editor, "CreateSite", input=site_input(adminUnit=MUONG_PHANG, protectionZones=[zone]))
    (kept,) = editor.data(ZONES, id=made["id"])["node"]["protectionZones"]
    assert kept == {**zone, "validTo": None}
    crossed = {
        "type": "Polygon",
        "coordinates": [
            [[103.15, 21.45], [103.16, 21.46], [103.16, 21.45], [103.15, 21.46], [103.15, 21.45]]
        ],
    }
    at = {"id": made["id"], "version": made["version"]}
    for bad, problem in (
        ({"geometry": crossed}, ("SELF_INTERSECTION", "protectionZones.1.geometry")),
        ({"validTo": "2015-12-23"}, ("END_BEFORE_START", "protectionZones.1")),
        ({"decisionNumber": "1" * 101}, ("BAD_VALUE", "protectionZones.1.decisionNumber")),
    ):
        zones = [zone, {**zone, "zone": "ZONE_II", **bad}]
        found = problems_of(editor, "ReviseSite", **at, input={"protectionZones": zones})
        assert found == [problem]
