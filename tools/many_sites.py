"""Writes a table of many invented sites, the same for the same seed: `python -m tools.many_sites 100000 FILE`.

For measuring, never for a catalogue that people read. The points lie in the unit that the row declares,
but for a share just outside it, as hand-held receivers and simplified lines bring it about: those make
the import measure distances and warn.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from catalog.exchange.starting import DATA, read_csv

COLUMNS = ("slug", "name_vi", "name_en", "kind", "rank", "decision_no", "decision_date", "authority", "commune",
           "lat", "lon", "coord_precision", "accuracy_m", "summary_vi", "summary_en", "source")  # fmt: skip
KINDS = (
    ("historical", "Di tích", "Site"),
    ("archaeological", "Hang", "Cave"),
    ("scenic", "Thác", "Waterfall"),
    ("architectural_artistic", "Tháp", "Tower"),
)
WORDS = (
    "Bản", "Mường", "Nậm", "Pú", "Huổi", "Pa", "Na", "Tông", "Sáng", "Khoong",
    "Phăng", "Lói", "Chà", "Nưa", "Toong", "Pùng", "Hẹ", "Muông", "Lay", "Sín",
)  # fmt: skip
STORIES = (
    "nằm bên suối, cách đường nhựa một giờ đi bộ, dân bản còn giữ lễ hội hằng năm",
    "trên sườn đồi nhìn xuống cánh đồng, còn dấu nền móng và một đoạn tường đá",
    "được người dân phát hiện khi làm nương, có hiện vật đang giữ tại bảo tàng tỉnh",
)
SHARE_OUTSIDE, SHARE_RANKED = 0.08, 0.35
LARGEST_STEP_METRES = 900.0


def communes() -> dict[str, BaseGeometry]:
    """The present communes and wards by name, with their polygons."""
    names = {row["code"]: row["name"] for row in read_csv("admin_units.csv") if not row["valid_to"]}
    layer = json.loads((DATA / "admin_boundaries.geojson").read_text(encoding="utf-8"))
    return {
        names[feature["properties"]["code"]]: shapely.from_geojson(json.dumps(feature["geometry"]))
        for feature in layer["features"]
        if feature["properties"]["level"] != "province"
    }


def inside(shape: BaseGeometry, dice: random.Random) -> tuple[float, float]:
    """A point in the shape, as latitude and longitude."""
    west, south, east, north = shape.bounds
    while True:
        point = Point(dice.uniform(west, east), dice.uniform(south, north))
        if shape.contains(point):
            return point.y, point.x


def just_outside(shape: BaseGeometry, dice: random.Random) -> tuple[float, float]:
    """A point within `LARGEST_STEP_METRES` of the shape's line and not in it."""
    line = shape.boundary
    while True:
        start = line.interpolate(dice.uniform(0, line.length))
        step, turn = dice.uniform(20, LARGEST_STEP_METRES) / 111_000, dice.uniform(0, 2 * math.pi)
        point = Point(start.x + step * math.cos(turn), start.y + step * math.sin(turn))
        if not shape.intersects(point):
            return point.y, point.x


def rows(count: int, seed: int) -> Iterator[dict[str, str]]:
    """The rows, one by one."""
    dice = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    areas = list(communes().items())
    for _, shape in areas:
        shapely.prepare(shape)
    for number in range(1, count + 1):
        name, shape = dice.choice(areas)
        place = just_outside if dice.random() < SHARE_OUTSIDE else inside
        yield _row(number, name, place(shape, dice), dice)


def _row(number: int, commune: str, position: tuple[float, float], dice: random.Random) -> dict[str, str]:
    kind, what_vi, what_en = dice.choice(KINDS)
    name = " ".join(dice.sample(WORDS, 3))
    row = {
        "slug": f"noi-do-thu-{number}",
        "name_vi": f"{what_vi} {name} {number}",
        "name_en": f"{what_en} of {name} {number}",
        "kind": kind,
        "rank": "none",
        "commune": commune,
        "lat": f"{position[0]:.6f}",
        "lon": f"{position[1]:.6f}",
        "coord_precision": "site_approx",
        "accuracy_m": str(dice.choice((5, 10, 25, 50))),
        "summary_vi": f"{what_vi} {name} {dice.choice(STORIES)}.",
        "summary_en": f"{what_en} near the village of {name}, an hour's walk from the road.",
        "source": f"Phiếu đo thử số {number}",
    }
    if dice.random() < SHARE_RANKED:
        row |= {
            "rank": "provincial",
            "decision_no": f"{number}/QĐ-UBND",
            "decision_date": f"{dice.randint(1994, 2024)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}",
            "authority": "UBND tỉnh Điện Biên",
        }
    return row


def write_many(path: Path, count: int, seed: int = 1954) -> Path:
    """Write `count` rows to `path` as CSV in UTF-8; answers the path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows(count, seed))
    return path


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the table that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("count", type=int)
    parser.add_argument("file", type=Path)
    parser.add_argument("--seed", type=int, default=1954)
    options = parser.parse_args(arguments)
    write_many(options.file, options.count, options.seed)


if __name__ == "__main__":
    main()
