"""The province's present units as GeoJSON, for the map at the desk: drawn coarser than they are stored, and saying so.

The document says whose lines they are and how far they may be off. It is made once for as long as the boundaries stay
the same, kept compressed, and answered with 304 to whoever has it.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from math import ceil
from typing import Any

import orjson
import shapely
from shapely.geometry import MultiPolygon, Polygon
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from catalog.db import Database
from catalog.finding.listings import BoundarySource, boundary_sources
from catalog.places import legal_day, load_boundaries
from catalog.projection.reader import Reader
from catalog.terms import UnitLevel
from web.identity import Clock

_BEND_METRES = 120  # a bend whose triangle is smaller than this squared is not drawn
_METRES_OF_A_DEGREE = 111_000
_DECIMALS = 4  # some 10 m
_HEADERS = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Encoding"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """The document, as it is and compressed, and the tag of its content."""

    plain: bytes
    packed: bytes
    etag: str


class BoundaryLayer:
    """Answers with the layer; draws it anew when boundaries or units have changed."""

    def __init__(self, database: Database, now: Clock) -> None:
        self._database = database
        self._now = now
        self._kept: tuple[object, Drawn] | None = None

    def file(self, request: Request) -> Response:
        """The layer, for a GET."""
        drawn = self._layer()
        headers = {**_HEADERS, "ETag": drawn.etag}
        if drawn.etag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        body = drawn.plain
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["Content-Encoding"], body = "gzip", drawn.packed
        return Response(body, headers=headers, media_type="application/geo+json")

    def _layer(self) -> Drawn:
        today = legal_day(self._now())
        with self._database.read() as session:
            reader = Reader(session, today)
            sources = boundary_sources(reader)
            key = (sources, today)
            kept = self._kept
            if kept is None or kept[0] != key:
                kept = (key, _drawn(layer(reader, sources)))
                self._kept = kept
        return kept[1]


def layer(reader: Reader, sources: tuple[BoundarySource, ...]) -> dict[str, Any]:
    """The communes and wards of the reader's day that have a boundary, as a GeoJSON FeatureCollection (RFC 7946).

    They are simplified together, so that a border two units share stays one line. `accuracyMetres` is how far a line
    may be off: what the sources say of themselves, and what was measured to have been lost here.
    """
    boundaries = load_boundaries(reader.session)
    units = [
        unit
        for unit in reader.units.on(reader.today, (UnitLevel.COMMUNE, UnitLevel.WARD))
        if unit.key in boundaries
    ]
    stored = [boundaries[unit.key].geometry for unit in units]
    simple = shapely.set_precision(
        shapely.coverage_simplify(stored, _BEND_METRES / _METRES_OF_A_DEGREE), 10**-_DECIMALS
    )
    lost = shapely.hausdorff_distance(stored, simple).max() * _METRES_OF_A_DEGREE if units else 0.0
    own = max((source.accuracy_metres for source in sources), default=0.0)
    features = [
        {
            "type": "Feature",
            "id": int(unit.code),
            "properties": {"code": unit.code, "name": unit.name, "middle": _middle(shape)},
            "geometry": _rounded(shapely.geometry.mapping(shape)),
        }
        for unit, shape in zip(units, simple, strict=True)
    ]
    return {
        "type": "FeatureCollection",
        "source": "; ".join(source.source for source in sources),
        "accuracyMetres": ceil((own + lost) / 10) * 10,
        "features": features,
    }


def _middle(shape: Polygon | MultiPolygon) -> list[float]:
    """Where a name is best written: in the middle of the widest part."""
    x, y = shapely.maximum_inscribed_circle(shape, tolerance=0.005).coords[0]
    return [round(x, _DECIMALS), round(y, _DECIMALS)]


def _rounded(geometry: dict[str, Any]) -> dict[str, Any]:
    def numbers(value: Any) -> Any:
        return round(value, _DECIMALS) if isinstance(value, float) else [numbers(one) for one in value]

    return {"type": geometry["type"], "coordinates": numbers(geometry["coordinates"])}


def _drawn(document: dict[str, Any]) -> Drawn:
    plain = orjson.dumps(document)
    return Drawn(plain, gzip.compress(plain, 9, mtime=0), f'"{hashlib.sha256(plain).hexdigest()[:16]}"')


def boundary_routes(database: Database, now: Clock) -> list[BaseRoute]:
    """Where the desk's map finds the units' boundaries; to stand before the desk's own routes."""
    return [Route("/desk/boundaries.geojson", BoundaryLayer(database, now).file, name="desk-boundaries")]
