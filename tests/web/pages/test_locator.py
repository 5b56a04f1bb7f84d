"""Small maps: drawn in the same projection as the large one, and kept while nothing changes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from catalog.geo import distance_metres
from catalog.projection.reader import Reader
from tests.catalogue import NOW, TODAY, Catalogue
from web.pages.locator import Atlas, draw_sheet
from web.pages.map import PlacedSite

CORNERS = [
    PlacedSite("a", "A", 21.0, 102.2),
    PlacedSite("b", "B", 22.5, 103.4),
    PlacedSite("c", "C", 21.4, 103.0),
]


def test_a_spot_lies_where_the_large_map_draws_it(read_only: Catalogue) -> None:
    with read_only.database.read() as session:
        sheet = draw_sheet(Reader(session, TODAY), CORNERS)
    drawn = {point.sites[0].slug: (point.x, point.y) for point in sheet.map.points}
    for site in CORNERS:
        spot = sheet.locate(None, site).spot
        assert spot is not None
        assert (spot.x, spot.y) == drawn[site.slug]


def test_the_ring_and_the_bar_are_as_long_as_they_say(read_only: Catalogue) -> None:
    north = PlacedSite("n", "N", 21.45, 103.0)
    middle = PlacedSite("m", "M", 21.40, 103.0)
    metres = distance_metres(21.45, 103.0, 21.40, 103.0)
    with read_only.database.read() as session:
        around = draw_sheet(Reader(session, TODAY)).locate(None, middle, [north]).around
    assert around is not None
    units = around.top + around.size / 2 - around.neighbours[0].y
    assert around.ring / 5_000 == pytest.approx(units / metres, rel=0.02)
    assert around.bar / 2_000 == pytest.approx(units / metres, rel=0.02)
    assert around.size / 2 > around.ring


def test_without_a_position_only_the_unit_stands_out(read_only: Catalogue) -> None:
    with read_only.database.read() as session:
        locator = draw_sheet(Reader(session, TODAY)).locate("03127")
    assert (locator.unit_code, locator.spot, locator.around) == ("03127", None, None)


def test_the_units_that_are_seen_are_named_inside_the_window(read_only: Catalogue) -> None:
    with read_only.database.read() as session:
        around = (
            draw_sheet(Reader(session, TODAY)).locate(None, PlacedSite("a1", "A1", 21.3831, 103.0176)).around
        )
    assert around is not None
    assert {"Phường Điện Biên Phủ", "Phường Mường Thanh"} <= {label.name for label in around.labels}
    for label in around.labels:
        assert around.left < label.x < around.left + around.size
        assert around.top < label.y < around.top + around.size


def test_an_atlas_draws_again_only_for_other_sites_or_another_day(read_only: Catalogue) -> None:
    atlas = Atlas()
    with read_only.database.read() as session:
        reader = Reader(session, TODAY)
        first, sources = atlas.sheet(reader)
        assert atlas.sheet(reader)[0] is first
        assert atlas.sheet(reader, tuple(CORNERS))[0] is not first
        assert atlas.sheet(Reader(session, TODAY + timedelta(days=1)))[0] is not first
        assert [source.accuracy_metres for source in sources] == [230.0]
        assert sources[0].recorded_at <= NOW
        for day in range(20):
            atlas.sheet(Reader(session, TODAY - timedelta(days=day)))
        assert atlas.sheet(reader)[0] is not first  # what was not asked for any more is forgotten
