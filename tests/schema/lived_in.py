"""A catalogue in which people have worked: drafts, revisions, pictures, parts, a former name, a withdrawn site.

Made once for many questions that only read, with the values that questions about it have meaning with.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from catalog.terms import Role
from schema.nodes import write_id
from tests.catalogue import Catalogue, clock, contract
from tests.photographs import attach
from tests.staff import MUONG_PHANG, Team, done, someone

_PUBLIC = "query ($slug: String!) { site(slug: $slug) { id code slug version } }"
_CLOSE = contract("evaluator/period")
_CURSORS = """query ($order: SiteOrder, $near: NearInput) {
    sites(orderBy: $order, first: 9, filter: { near: $near }) { edges { cursor } } }"""
_KNOWN = """{ sites(first: 100) { nodes { id code slug surrogates { edges { cursor node { id } } } parts { edges { cursor } } } }
    changes(first: 9) { cursor } adminUnits { id } }"""
_SQUARE = {
    "type": "Polygon",
    "coordinates": [[[103.0, 21.3], [103.1, 21.3], [103.1, 21.4], [103.0, 21.3]]],
}

Pools = dict[str, list[Any]]
"""Values by the name of the argument, or of the input's field, that they are for."""


@dataclass
class LivedIn:
    """The catalogue, seen by everybody and by an editor, and values to ask about it with."""

    catalogue: Catalogue
    editor: Catalogue
    pools: Pools


def lived_in(catalogue: Catalogue, folder: Path) -> LivedIn:
    """Work in a loaded catalogue that has a room for files."""
    team = Team.of(catalogue)
    before = clock()
    sites = [_revised_pictured_and_at_work(team, folder), *_new_ones(team)]
    meanwhile = clock()
    sites += [_renamed(team), _withdrawn(team)]
    council = someone(catalogue, Role.COUNCIL)
    closed = council.data(_CLOSE, "ClosePeriod", period="2026", asOf="2026-11-23")["closePeriod"]
    assert closed["problems"] == []
    instants = [instant.isoformat() for instant in (before, meanwhile, clock())]
    pools = _pools(team, sites, [*instants, "2020-01-01T00:00:00+07:00", *instants, "2026-11-23T08:15:00"])
    pools["id"].append(closed["snapshot"]["id"])
    return LivedIn(catalogue, team.editor, pools)


def _changed(team: Team, slug: str, /, **change: Any) -> dict[str, Any]:
    """The public site with another revision published."""
    site = team.catalogue.data(_PUBLIC, slug=slug)["site"]
    at = {"id": site["id"], "version": site["version"]}
    return team.publish({**site, **done(team.editor, "ReviseSite", **at, input=change)})


def _revised_pictured_and_at_work(team: Team, folder: Path) -> dict[str, Any]:
    """Several revisions, pictures with and without English, a zone; and a draft of which nothing may be seen."""
    zone = {
        "zone": "ZONE_I",
        "geometry": _SQUARE,
        "validFrom": "2015-12-23",
        "decisionNumber": "1/QĐ-BVHTTDL",
    }
    site = _changed(team, "doi-a1", protectionZones=[zone], managingBody="Ban quản lý 1")
    only_vietnamese = {"role": "GALLERY", "alternativeTexts": [{"language": "VI", "text": "Cổng"}]}
    for said in ({}, only_vietnamese):
        payload = attach(team.editor, site["id"], folder, None, **said)
        assert payload["problems"] == []
        site = {**site, **payload["site"]}
    site = team.publish(site)
    at = {"id": site["id"], "version": site["version"]}
    summary = [{"language": "VI", "text": "Chưa ai được thấy"}]
    done(team.editor, "ReviseSite", **at, input={"summaries": summary, "managingBody": "Ban chưa duyệt"})
    return site


def _new_ones(team: Team) -> list[dict[str, Any]]:
    """A part, a site of its own with other names, and a draft that was never public."""
    act = {
        "complex": "DB-S-00001",
        "decisionNumber": "1/QĐ-BVHTTDL",
        "validFrom": "2015-12-23",
        "source": "Bản sao",
    }
    part = team.published(partOf=[act])
    others = [{"language": "VI", "text": "Thác Bạc"}, {"language": "EN", "text": "Silver waterfall"}]
    alone = team.published(kinds=["SCENIC", "HISTORICAL"], alternativeNames=others)
    return [part, alone, team.created(adminUnit=MUONG_PHANG)]


def _renamed(team: Team) -> dict[str, Any]:
    """A site that is also found by its former name."""
    return _changed(team, "doi-chay", slug="doi-chay-moi")


def _withdrawn(team: Team) -> dict[str, Any]:
    """A site that is public no longer."""
    site = team.published()
    at = {"id": site["id"], "version": site["version"]}
    return {**site, **done(team.publisher, "WithdrawSite", **at, reason="Nhập trùng")}


_DAYS = ["2026-11-23", "2026-01-01", "2025-07-01", "2025-06-30", "2010-01-01", "1954-05-07", "2030-01-01"]
_SIZES = [0, 1, 2, 3, 4, 5, 2, 3, 20, -1]
_UNITS = [MUONG_PHANG, "03127", "11", "00000"]
_WRITTEN: Pools = {
    "Date": _DAYS, "adminUnit": _UNITS, "code": _UNITS, "first": _SIZES, "last": _SIZES,
    "text": ["doi a1", "Điện Biên", "thac", "hang", "21.38, 103.02", "21°23'N 103°01'Đ", "không đâu", ""],
    "period": ["2026", "2026", "2025", "sai"], "subject": ["svhttdl", MUONG_PHANG, "ai"], "cluster": ["a"],
    "key": ["NATIONAL", "PROVINCIAL", MUONG_PHANG], "number": [1, 2, 0], "name": ["sample"], "version": ["1"],
    "latitude": [21.3831, 21.45, 22.0, 21.4, 91.0], "longitude": [103.0176, 103.12, 102.5],
    "radiusMetres": [500.0, 20000.0, 90000.0, -1.0],
    "west": [102.1, 103.0, 104.0], "south": [20.8, 21.3], "east": [103.7, 103.05], "north": [22.6, 21.4],
    "polygon": [_SQUARE, {"type": "Point", "coordinates": [103, 21]}],
    "fromVersion": [1, 2], "toVersion": [2, 3, 9], "view": ["PUBLIC", "WORKING"],
    "orderBy": ["CODE", "CODE", "NAME", "NAME", "DISTANCE", "RELEVANCE"],
}  # fmt: skip
"""What is the same in every catalogue; something in most of them is wrong."""


def _pools(team: Team, sites: list[dict[str, Any]], instants: list[str]) -> Pools:
    known = team.catalogue.data(_KNOWN)
    nodes = known["sites"]["nodes"]
    some = [*sites, *nodes[::6], *(site for site in nodes if site["surrogates"]["edges"])]
    slugs = [*(site["slug"] for site in some), "doi-chay", "khong-co"]
    codes = [*(site["code"] for site in some), "DB-S-00001", "DB-S-99999"]
    pictures = [edge for site in nodes for edge in site["surrogates"]["edges"]]
    parts = [edge for site in nodes for edge in site["parts"]["edges"]]
    cursors = [*_page_cursors(team), *(edge["cursor"] for edge in [*pictures, *parts[::9]]), "sai"]
    units = [unit["id"] for unit in known["adminUnits"][:4]]
    ids = [*(site["id"] for site in some), *(edge["node"]["id"] for edge in pictures * 4), *units, "sai"]
    return {
        **_WRITTEN,
        **{"slug": slugs, "slugs": slugs, "codes": codes, "partOf": ["DB-S-00001", *codes[:3], *slugs[:3]]},
        **{"id": ids, "person": [_person(team), "sai"], "after": cursors, "before": cursors},
        **{"since": [known["changes"]["cursor"], "sai"], "DateTime": instants},
    }


def _page_cursors(team: Team) -> list[str]:
    """Cursors under the orders of the list."""
    near = {"latitude": 21.38, "longitude": 103.02, "radiusMetres": 90000}
    orders: list[dict[str, Any]] = [{"order": "CODE"}, {"order": "NAME"}, {"order": "DISTANCE", "near": near}]
    asked = [team.catalogue.data(_CURSORS, None, **order) for order in orders]
    return [edge["cursor"] for answer in asked for edge in answer["sites"]["edges"][::3]]


def _person(team: Team) -> str:
    viewer = team.editor.viewer
    assert viewer is not None
    return str(write_id("Person", str(viewer.person_id)))
