"""The documents that city apps send, word for word, on both databases."""

from __future__ import annotations

import pytest

from catalog.geo import distance_metres
from tests.catalogue import VARIABLES, Catalogue, contract

STATEMENTS = {
    "city-app/site": ("OneSite", 9),
    "city-app/sites-in-view": ("SitesInView", 13),
    "city-app/nearest": ("Nearest", 8),
    "city-app/admin-units": ("AdminUnits", 4),
    "city-app/search": ("Search", 11),
}
"""SQL statements of each document at most, the opening of the transaction included; one fewer where no site has a
picture, whose texts are a statement of their own. The units take two where they have changed since they were read last.

The nearest are looked for in up to four rings.

A search asks the index in stages: for the words as typed, then, if that finds too little, for words alike and
for what may have been meant. Two of its statements are settings of PostgreSQL.
"""


@pytest.mark.parametrize("path", STATEMENTS)
def test_a_document_of_the_contract_runs_in_its_stated_number_of_statements(
    catalogue: Catalogue, path: str
) -> None:
    name, limit = STATEMENTS[path]
    answer = catalogue.ask(contract(path), **VARIABLES[name])
    assert answer.errors == []
    assert len(answer.statements) <= limit


def test_a_page_of_a_hundred_takes_as_many_statements_as_a_page_of_one(catalogue: Catalogue) -> None:
    document = contract("city-app/sites-in-view")
    catalogue.data("{ adminUnits { code } }")  # units are read once
    one, two, all_of_them = (
        catalogue.ask(document, **{**VARIABLES["SitesInView"], "first": first}) for first in (1, 2, 100)
    )
    assert len(one.data["sites"]["edges"]) == 1
    assert len(all_of_them.data["sites"]["edges"]) == 14
    assert len(one.statements) <= len(two.statements) == len(all_of_them.statements)


@pytest.mark.parametrize("text", ["doi a1", "elianne 2", "cao nguyen da ta phinh"])
def test_a_search_takes_as_many_statements_for_a_hundred_as_for_one(catalogue: Catalogue, text: str) -> None:
    document = contract("city-app/search")
    one, many = (catalogue.ask(document, text=text, first=first) for first in (1, 100))
    assert len(one.data["sites"]["edges"]) == 1
    assert len(many.data["sites"]["edges"]) >= 1
    assert len(one.statements) == len(many.statements) <= STATEMENTS["city-app/search"][1]


def test_everything_about_hill_a1_is_answered(catalogue: Catalogue) -> None:
    site = catalogue.data(contract("city-app/site"), slug="doi-a1", asOf="2010-01-01")["site"]
    assert site["code"] == "DB-S-00002"
    assert site["partOf"]["slug"] == "chien-truong-dien-bien-phu"
    assert site["adminUnit"]["code"] == "03127"
    assert (site["state"], site["origin"], site["reviewedAt"]) == ("PUBLISHED", "REGISTER_IMPORT", None)
    assert site["location"] == {
        "latitude": 21.3831,
        "longitude": 103.0176,
        "accuracyMetres": None,
        "method": "PUBLISHED_SOURCE",
    }
    assert site["locationPrecision"] == "APPROXIMATE"
    assert site["surrogates"] == {"totalCount": 0, "edges": []}
    assert any(source["url"] for source in site["sources"])


def grade(catalogue: Catalogue, slug: str, day: str) -> dict[str, str | None]:
    document = (
        "query ($slug: String!, $day: Date) { site(slug: $slug) { grade(asOf: $day) { answer value } } }"
    )
    answer: dict[str, str | None] = catalogue.data(document, slug=slug, day=day)["site"]["grade"]
    return answer


def test_the_battlefield_was_national_before_it_was_special_national(catalogue: Catalogue) -> None:
    complex_slug = "chien-truong-dien-bien-phu"
    assert grade(catalogue, complex_slug, "1990-01-01") == {"answer": "KNOWN", "value": "NATIONAL"}
    assert grade(catalogue, complex_slug, "2009-08-11")["value"] == "NATIONAL"
    assert grade(catalogue, complex_slug, "2009-08-12")["value"] == "SPECIAL_NATIONAL"
    assert grade(catalogue, complex_slug, "2010-01-01")["value"] == "SPECIAL_NATIONAL"
    assert grade(catalogue, complex_slug, "1962-04-27") == {"answer": "NONE", "value": None}


def test_an_undated_rank_is_an_open_question_before_its_first_source(catalogue: Catalogue) -> None:
    assert grade(catalogue, "thanh-ban-phu", "1990-01-01") == {"answer": "UNKNOWN", "value": None}
    assert grade(catalogue, "thanh-ban-phu", "2022-03-04") == {"answer": "KNOWN", "value": "NATIONAL"}


@pytest.mark.parametrize(
    ("day", "declared", "known"),
    [("1990-01-01", 22, 0), ("2010-01-01", 22, 11), ("2016-01-01", 45, 34), ("2026-01-01", 46, 35)],
)
def test_the_decisions_number_of_parts_stands_beside_those_known(
    catalogue: Catalogue, day: str, declared: int, known: int
) -> None:
    document = """query ($day: Date) { site(slug: "chien-truong-dien-bien-phu") {
      declaredParts(asOf: $day) { declared known unknown } } }"""
    parts = catalogue.data(document, day=day)["site"]["declaredParts"]
    assert parts == {"declared": declared, "known": known, "unknown": declared - known}


def test_parts_candidates_and_neighbours_are_kept_apart(catalogue: Catalogue) -> None:
    document = """{ site(slug: "chien-truong-dien-bien-phu") {
      parts(first: 100) { totalCount }
      candidates: parts(membership: UNCONFIRMED) { edges { node { slug } } }
    } monument: site(slug: "tuong-dai-chien-thang-dbp") { partOf { slug } locatedIn { slug } } }"""
    data = catalogue.data(document)
    assert data["site"]["parts"]["totalCount"] == 35
    slugs = [edge["node"]["slug"] for edge in data["site"]["candidates"]["edges"]]
    assert sorted(slugs) == ["cu-diem-310", "san-bay-muong-thanh"]
    assert data["monument"] == {"partOf": None, "locatedIn": {"slug": "doi-d"}}


def test_a_commune_centre_is_never_shown_as_a_place(catalogue: Catalogue) -> None:
    document = """{ hill: site(slug: "doi-him-lam") { location { latitude } locationPrecision locationCandidates { latitude } }
      monument: site(slug: "tuong-dai-chien-thang-dbp") { location { latitude } locationPrecision locationCandidates { latitude } } }"""
    data = catalogue.data(document)
    assert data["hill"] == {
        "location": None,
        "locationPrecision": "ADMIN_UNIT_ONLY",
        "locationCandidates": [],
    }
    assert data["monument"]["location"] is None
    assert data["monument"]["locationPrecision"] == "CONFLICT"
    assert len(data["monument"]["locationCandidates"]) == 4
    assert catalogue.count("publication", "latitude IS NOT NULL") == 14


def test_units_change_on_the_first_of_july_2025(catalogue: Catalogue) -> None:
    document = contract("city-app/admin-units")
    before = catalogue.data(document, asOf="2025-06-30")["adminUnits"]
    after = catalogue.data(document, asOf="2025-07-01")["adminUnits"]
    assert (len(before), len(after)) == (129, 45)
    him_lam = next(unit for unit in before if unit["code"] == "03127")
    assert him_lam["name"] == "Phường Him Lam"
    assert him_lam["validFrom"] is None
    assert him_lam["successors"] == [{"code": "03127", "name": "Phường Điện Biên Phủ"}]


def test_nearest_sites_come_in_the_order_of_geodesic_distance(catalogue: Catalogue) -> None:
    variables = VARIABLES["Nearest"]
    edges = catalogue.data(contract("city-app/nearest"), **variables)["sites"]["edges"]
    here = (variables["latitude"], variables["longitude"])
    document = "{ sites(first: 100, filter: { within: { box: { west: 102, south: 20, east: 104, north: 23 } } }) { nodes { slug location { latitude longitude } } } }"
    everything = catalogue.data(document)["sites"]["nodes"]
    brute = sorted(
        (distance_metres(*here, s["location"]["latitude"], s["location"]["longitude"]), s["slug"])
        for s in everything
    )
    expected = [slug for metres, slug in brute if metres <= variables["radiusMetres"]]
    assert [edge["node"]["slug"] for edge in edges] == expected
    assert [e["distanceMetres"] for e in edges] == pytest.approx([m for m, _ in brute][: len(edges)])


def test_a_former_unit_finds_what_lies_there_now(catalogue: Catalogue) -> None:
    document = """query ($code: String!, $day: Date) { sites(first: 100, filter: { adminUnit: { code: $code, asOf: $day } })
      { nodes { slug } } }"""

    def slugs(code: str, day: str) -> set[str]:
        return {node["slug"] for node in catalogue.data(document, code=code, day=day)["sites"]["nodes"]}

    former_muong_thanh, today = slugs("03136", "2025-06-30"), slugs("03127", "2025-07-01")
    assert "doi-a1" in former_muong_thanh
    assert former_muong_thanh < today
    assert "doi-him-lam" in slugs("03127", "2025-06-30") - former_muong_thanh
    assert "ham-de-castries" in slugs("094", "2025-06-30")
    assert len(slugs("11", "2026-01-01")) == 79


def test_an_unknown_unit_is_refused_and_an_unknown_slug_is_null(catalogue: Catalogue) -> None:
    answer = catalogue.ask('{ sites(filter: { adminUnit: { code: "99999" } }) { totalCount } }')
    assert answer.data is None
    assert "99999" in str(answer.errors[0])
    data = catalogue.data('{ site(slug: "khong-co") { id } node(id: "abc") { id } }')
    assert data == {"site": None, "node": None}


def test_a_node_is_found_again_by_its_id(catalogue: Catalogue) -> None:
    identifier = catalogue.data('{ site(slug: "doi-a1") { id } }')["site"]["id"]
    document = "query ($id: ID!) { node(id: $id) { ... on Site { slug } ... on AdminUnit { name } } }"
    assert catalogue.data(document, id=identifier)["node"] == {"slug": "doi-a1"}
    unit = catalogue.data('{ site(slug: "doi-a1") { adminUnit { id } } }')["site"]["adminUnit"]["id"]
    assert catalogue.data(document, id=unit)["node"] == {"name": "Phường Điện Biên Phủ"}


def test_places_and_positions_find_todays_unit(catalogue: Catalogue) -> None:
    document = '{ places(text: "xã Thanh Minh, TP Điện Biên Phủ") { name kind today { code name } } placeAt(latitude: 21.3831, longitude: 103.0176) { unit { code } } }'
    data = catalogue.data(document)
    assert data["places"][0]["today"] == [{"code": "03127", "name": "Phường Điện Biên Phủ"}]
    assert data["placeAt"] == {"unit": {"code": "03127"}}
    former = '{ placeAt(latitude: 21.3831, longitude: 103.0176, asOf: "2025-01-01") { unit { code } candidates { name } } }'
    found = catalogue.data(former)["placeAt"]
    assert found["unit"] is None
    assert {"name": "Phường Mường Thanh"} in found["candidates"]


def test_search_finds_with_and_without_marks(catalogue: Catalogue) -> None:
    for text in ("doi a1", "Đồi A1", "đồi A1"):
        edges = catalogue.data(contract("city-app/search"), text=text)["sites"]["edges"]
        assert edges[0]["node"]["slug"] == "doi-a1"


def test_pages_by_cursor_cover_everything_once_in_both_directions(catalogue: Catalogue) -> None:
    document = """query ($after: String, $before: String, $first: Int, $last: Int, $order: SiteOrder) {
      sites(after: $after, before: $before, first: $first, last: $last, orderBy: $order) {
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor } nodes { slug } } }"""
    for order in ("CODE", "NAME"):
        forward: list[str] = []
        cursor = None
        while True:
            page = catalogue.data(document, first=13, after=cursor, order=order)["sites"]
            forward += [node["slug"] for node in page["nodes"]]
            cursor = page["pageInfo"]["endCursor"]
            if not page["pageInfo"]["hasNextPage"]:
                break
        backward: list[str] = []
        cursor = None
        while True:
            page = catalogue.data(document, last=13, before=cursor, order=order)["sites"]
            backward = [node["slug"] for node in page["nodes"]] + backward
            cursor = page["pageInfo"]["startCursor"]
            if not page["pageInfo"]["hasPreviousPage"]:
                break
        assert len(set(forward)) == 79
        assert forward == backward


def test_every_field_of_the_schema_is_described() -> None:
    from schema.build import public_schema

    core = public_schema()._schema
    silent = [
        f"{name}.{field}"
        for name, kind in core.type_map.items()
        if not name.startswith("__") and hasattr(kind, "fields")
        for field, definition in kind.fields.items()
        if not definition.description
    ]
    assert silent == []
