"""Brings the answers of both sides into one shape, so that equal meaning is seen as equal values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

CLOSE_METRES, CLOSE = 0.05, 1e-9
"""How far metres, and other numbers with a point, may differ."""
Shape = Any


class DisagreeingError(Exception):
    """The two sides answer one question differently: a comparison of their speed would mean nothing."""


def differences(one: Shape, other: Shape, path: str = "") -> Iterator[str]:
    """Where two shapes differ."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(one.keys() | other.keys()):
            yield from differences(one.get(key), other.get(key), f"{path}.{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differences(left, right, f"{path}[{at}]")
    elif isinstance(one, float) and isinstance(other, float):
        if abs(one - other) > (CLOSE_METRES if path.endswith("metres") else CLOSE):
            yield f"{path}: {one} and {other}"
    elif one != other:
        yield f"{path}: {one!r} and {other!r}"


def agree(key: str, variables: Mapping[str, Any], ours: Any, peers: Any) -> int:
    """How many rows both sides answered. Raises `DisagreeingError` where they differ, with the first places."""
    one, other = OURS[key](ours), PEERS[key](peers)
    found = [place for place, _ in zip(differences(one, other), range(5), strict=False)]
    if found:
        raise DisagreeingError(f"{key} {dict(variables)}: {'; '.join(found)}")
    return len(one) if isinstance(one, list) else int(one is not None)


def _told(text: Any) -> Shape:
    """One of our texts: the words and their language."""
    return None if text is None else [text["text"], text.get("language", "VI")]


def _either(vietnamese: str | None, english: str | None) -> Shape:
    """The same of two columns: the Vietnamese text, else the English one."""
    if vietnamese is not None:
        return [vietnamese, "VI"]
    return None if english is None else [english, "EN"]


def _nodes(connection: Any) -> list[Any]:
    if "nodes" in connection:
        return list(connection["nodes"])
    return [edge["node"] for edge in connection["edges"]]


def _number(value: Any) -> Any:
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _position(place: Any) -> Shape:
    if place is None or place["latitude"] is None:
        return None
    return [_number(place["latitude"]), _number(place["longitude"]), _number(place.get("accuracyMetres"))]


def _instant(text: str | None) -> Any:
    return None if text is None else datetime.fromisoformat(text)


def _our_picture(node: Any) -> Shape:
    return {
        **{name: node.get(name) for name in ("code", "kind", "role", "capturedAt", "url", "width", "height")},
        "text": _told(node["alternativeText"]),
        "rights": [node["rights"][name] for name in ("uri", "holder", "creditLine")],
    }


def _peers_picture(node: Any) -> Shape:
    return {
        **{name: node.get(name) for name in ("code", "kind", "role", "capturedAt", "width", "height")},
        "url": node.get("screenUrl") or node.get("cardUrl"),
        "text": _either(node["alternativeTextVi"], node["alternativeTextEn"]),
        "rights": [node["rightsUri"], node["holder"], node["creditLine"]],
    }


def _our_site(node: Any) -> Shape:
    unit = node.get("adminUnit")
    return {
        "code": node["code"],
        "slug": node.get("slug"),
        "name": _told(node["name"]),
        "kinds": node.get("kinds"),
        "grade": node["grade"]["value"] if "grade" in node else None,
        "unit": None if unit is None else [unit["code"], unit["name"]],
        "position": _position(node["location"]),
        "precision": node.get("locationPrecision"),
        "pictures": [_our_picture(one) for one in _nodes(node["surrogates"])]
        if "surrogates" in node
        else None,
    }


def _peers_site(node: Any) -> Shape:
    return {
        "code": node["code"],
        "slug": node.get("slug"),
        "name": _either(node["nameVi"], node["nameEn"]),
        "kinds": node.get("kinds"),
        "grade": node.get("grade"),
        "unit": None if node.get("unitCode") is None else [node["unitCode"], node["unitName"]],
        "position": _position(node),
        "precision": node.get("locationPrecision"),
        "pictures": [_peers_picture(one) for one in _nodes(node["pictures"])] if "pictures" in node else None,
    }


def _our_whole_site(data: Any) -> Shape:
    site = data["site"]
    if site is None:
        return None
    unit, declared = site["adminUnit"], site["declaredParts"]
    return {
        **_our_site(site),
        **{name: site[name] for name in ("version", "state", "origin", "managingBody")},
        "reviewed": _instant(site["reviewedAt"]),
        "summary": _told(site["summary"]),
        "description": _told(site["description"]),
        "names": sorted([one["text"], one["language"]] for one in site["alternativeNames"]),
        "unit": None
        if unit is None
        else [unit[name] for name in ("code", "name", "level", "validFrom", "validTo")],
        "method": (site["location"] or {}).get("method"),
        "whole": None if site["partOf"] is None else [site["partOf"]["slug"], site["partOf"]["name"]["text"]],
        "parts": [[one["slug"], one["name"]["text"]] for one in _nodes(site["parts"])],
        "counts": [site["parts"]["totalCount"], site["surrogates"]["totalCount"]],
        "declared": None if declared is None else [declared["declared"], declared["known"]],
        "acts": site["designations"],
        "zones": [{**zone, "geometry": bool(zone["geometry"])} for zone in site["protectionZones"]],
        "gaps": sorted([one["field"], one["code"], one["note"] or ""] for one in site["missing"]),
        "sources": site["sources"],
    }


def _peers_whole_site(data: Any) -> Shape:
    site = data["siteBySlug"]
    if site is None:
        return None
    unit = [site[f"unit{name}"] for name in ("Code", "Name", "Level", "ValidFrom", "ValidTo")]
    whole, declared = _nodes(site["wholes"]), _nodes(site["declared"])
    return {
        **_peers_site(site),
        **{name: site[name] for name in ("version", "state", "origin", "managingBody")},
        "reviewed": _instant(site["reviewedAt"]),
        "summary": _either(site["summaryVi"], site["summaryEn"]),
        "description": _either(site["descriptionVi"], site["descriptionEn"]),
        "names": sorted([one["text"], one["language"].upper().replace("-", "_")] for one in _nodes(site["alternativeNames"])),
        "unit": None if unit[0] is None else unit,
        "method": site["locationMethod"],
        "whole": [whole[0]["slug"], whole[0]["nameVi"]] if whole else None,
        "parts": [[one["slug"], one["nameVi"]] for one in _nodes(site["parts"])],
        "counts": [site["parts"]["totalCount"], site["pictures"]["totalCount"]],
        "declared": [declared[0]["declared"], declared[0]["known"]] if declared else None,
        "acts": _nodes(site["acts"]),
        "zones": [{**zone, "geometry": bool(zone["geometry"])} for zone in _nodes(site["zones"])],
        "gaps": sorted([one["field"], one["code"], one["note"] or ""] for one in _nodes(site["gaps"])),
        "sources": _nodes(site["sources"]),
    }  # fmt: skip


def _our_sites(data: Any) -> Shape:
    return [_our_site(node) for node in _nodes(data["sites"])]


def _peers_sites(data: Any) -> Shape:
    return [_peers_site(node) for node in _nodes(data["sites"])]


def _our_nearest(data: Any) -> Shape:
    edges = data["sites"]["edges"]
    return [{**_our_site(edge["node"]), "metres": _number(edge["distanceMetres"])} for edge in edges]


def _peers_nearest(data: Any) -> Shape:
    return [
        {**_peers_site({**node, "nameEn": None}), "metres": _number(node["distanceMetres"])}
        for node in _nodes(data["sites"])
    ]


def _our_rows(data: Any) -> Shape:
    return [
        [row["key"], row["label"], row["denominator"], row["measure"]["numerator"]]
        for row in data["coverage"]["rows"]
    ]


def _peers_rows(data: Any) -> Shape:
    return [
        [row["key"], row["label"], int(row["registered"]), int(row["digitised"])]
        for row in _nodes(data["rows"])
    ]


OURS: Mapping[str, Callable[[Any], Shape]] = {
    "q1": _our_whole_site, "q2": _our_sites, "q3": _our_nearest, "q4": _our_sites, "q5": _our_rows, "q6": _our_sites,
}  # fmt: skip
PEERS: Mapping[str, Callable[[Any], Shape]] = {
    "q1": _peers_whole_site, "q2": _peers_sites, "q3": _peers_nearest, "q4": _peers_sites, "q5": _peers_rows,
    "q6": _peers_sites,
}  # fmt: skip
