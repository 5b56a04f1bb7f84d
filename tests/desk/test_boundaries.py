"""The boundaries that the desk's map draws: of the present units, with source and accuracy, small and kept."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator

import httpx2
import pytest
import shapely

from tests.catalogue import Catalogue
from tests.web.accounts import open_site

PATH = "/desk/boundaries.geojson"


@pytest.fixture
def client(catalogue: Catalogue) -> Iterator[httpx2.Client]:
    """Somebody who is not signed in: boundaries are no secret."""
    with open_site(catalogue) as site:
        yield httpx2.Client(base_url=site.url, timeout=60)


def test_the_45_units_of_today_share_their_borders_and_name_their_source(client: httpx2.Client) -> None:
    answer = client.get(PATH)
    assert answer.headers["content-type"] == "application/geo+json"
    document = answer.json()
    features = document["features"]
    assert len({feature["properties"]["code"] for feature in features}) == len(features) == 45
    assert "vietnamese-provinces-database" in document["source"] or "GeoJSON" in document["source"]
    assert 100 <= document["accuracyMetres"] <= 1_000
    shapes = shapely.from_geojson([geojson_text(feature["geometry"]) for feature in features])
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


def test_it_is_light_and_not_sent_again_to_whoever_has_it(client: httpx2.Client) -> None:
    packed = client.get(PATH)
    assert packed.headers["content-encoding"] == "gzip"
    assert len(gzip.compress(packed.content, 9)) < 50_000
    plain = client.get(PATH, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == packed.content
    again = client.get(PATH, headers={"If-None-Match": packed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.post(PATH).status_code == 405


def geojson_text(geometry: object) -> str:
    """A geometry as text."""
    return json.dumps(geometry)
