"""The starting register as tests read it: the files themselves, not through the import."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import files

from shapely.geometry import shape

from catalog.geo import Boundaries, Boundary

DATA = files("catalog") / "data"
LINE_ACCURACY_METRES = 230.0  # SOURCES.md: nowhere more than about that from the source's line


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file of the starting register."""
    return list(csv.DictReader((DATA / name).read_text(encoding="utf-8").splitlines()))


@cache
def boundaries() -> list[Boundary[str]]:
    """The province (first) and its 45 units, by official code."""
    collection = json.loads((DATA / "admin_boundaries.geojson").read_text(encoding="utf-8"))
    return [
        Boundary(f["properties"]["code"], shape(f["geometry"]), LINE_ACCURACY_METRES, f["properties"]["name"])
        for f in collection["features"]
    ]


@cache
def units() -> Boundaries[str]:
    """The 45 present units, ready to be asked."""
    return Boundaries(boundaries()[1:])


def site(slug: str) -> dict[str, str]:
    """One row of sites.csv."""
    return next(row for row in rows("sites.csv") if row["slug"] == slug)
