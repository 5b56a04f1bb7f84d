"""The nearest first, by a ring that grows: the same as when every site is measured (both databases)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.finding.filters import Near, SiteFilter
from catalog.finding.nearest import Found, Part, nearest
from catalog.finding.pages import Order, SitePage, Window, find_sites, write_cursor
from catalog.geo import Box, distance_metres
from catalog.projection.reader import Reader
from tests.catalog.finding.placed import KINDS, add_at
from tests.catalogue import NOW, TODAY, Catalogue, counted

CENTRE = (21.4, 103.0)
CROWD = [(CENTRE[0] + (n % 20 - 10) / 500, CENTRE[1] + (n // 20 - 10) / 500) for n in range(400)]
"""A square of sites about four kilometres wide, even around the centre: many are equally far from it."""
PILE = [(21.42, 103.02)] * 30
AFAR = [(21.0 + n / 100, 102.3 + n / 50) for n in range(60)]
CENTRES = [CENTRE, PILE[0], (21.401, 103.0), (21.9, 103.4), (22.4, 102.2), (10.0, 150.0)]


@dataclass(frozen=True)
class Site:
    code: str
    latitude: float
    longitude: float
    kinds: frozenset[str]


@pytest.fixture
def crowded(catalogue: Catalogue) -> Catalogue:
    add_at(catalogue, CROWD + PILE + AFAR)
    return catalogue


def sites_of(catalogue: Catalogue) -> list[Site]:
    with catalogue.database.read() as session:
        rows = session.execute(
            sa.text(
                "SELECT code, latitude, longitude, revision_id FROM publication WHERE latitude IS NOT NULL"
            )
        ).all()
        kinds: dict[int, set[str]] = {}
        for revision_id, kind in session.execute(sa.text("SELECT revision_id, kind FROM site_kind")):
            kinds.setdefault(revision_id, set()).add(kind)
    return [Site(row[0], row[1], row[2], frozenset(kinds.get(row[3], ()))) for row in rows]


def measured(sites: list[Site], wanted: SiteFilter) -> list[tuple[float, str]]:
    """All sites of the circle that meet the filter, each measured: distance and code, in order."""
    near = wanted.near
    assert near is not None
    found = [
        (distance_metres(near.latitude, near.longitude, site.latitude, site.longitude), site.code)
        for site in sites
        if (wanted.kinds is None or site.kinds & wanted.kinds)
        and (wanted.box is None or wanted.box.contains(site.latitude, site.longitude))
    ]
    return sorted(one for one in found if one[0] <= near.radius_metres)


def page_of(catalogue: Catalogue, wanted: SiteFilter, window: Window) -> SitePage:
    with catalogue.database.read() as session:
        page = find_sites(Reader(session, TODAY), wanted, window, Order.DISTANCE)
        assert page.total_count >= len([record.values for record in page.records])
        return page


def told(page: SitePage) -> tuple[list[tuple[float | None, str]], bool, bool, int]:
    shown = [(record.distance_metres, record.values["code"]) for record in page.records]
    return shown, page.has_previous, page.has_next, page.total_count


RADII = st.one_of(st.floats(1, 300_000), st.sampled_from([1.0, 999.0, 1000.0, 1001.0, 5_000.0, 300_000.0]))


@st.composite
def questions(draw: st.DrawFn, sites: list[Site]) -> tuple[SiteFilter, int, int | None, bool, bool]:
    latitude, longitude = draw(st.sampled_from(CENTRES))
    radius = draw(RADII)
    if draw(st.booleans()):  # a site on the very edge
        edge = draw(st.sampled_from(sites))
        far = distance_metres(latitude, longitude, edge.latitude, edge.longitude)
        radius = far if 0 < far <= 300_000 else radius
    wanted = SiteFilter(
        near=Near(latitude, longitude, radius),
        kinds=draw(st.sampled_from([None, frozenset(KINDS[:1]), frozenset(KINDS), frozenset({"MIXED"})])),
        box=draw(st.sampled_from([None, Box(102.99, 21.3, 103.01, 21.5), Box(100.0, 20.0, 103.0, 22.0)])),
    )
    at = draw(st.none() | st.integers(0, 5) | st.integers(0, 600))
    return wanted, draw(st.integers(0, 100)), at, draw(st.booleans()), draw(st.booleans())


def test_a_page_is_that_of_all_sites_measured_one_by_one(crowded: Catalogue) -> None:
    sites = sites_of(crowded)

    @settings(max_examples=250)
    @given(questions(sites))
    def check(question: tuple[SiteFilter, int, int | None, bool, bool]) -> None:
        wanted, size, at, is_backward, is_between = question
        whole = measured(sites, wanted)
        at = None if at is None or not whole else at % len(whole)
        key = None if at is None else whole[at]
        cut = key
        if key is not None and is_between:  # a cursor whose own site has gone
            cut = (key[0], f"{key[1]}.")
        cursor = None if cut is None else write_cursor(Order.DISTANCE, cut)
        if is_backward:
            inside = [one for one in whole if cut is None or one < cut]
            chosen = inside[max(0, len(inside) - size) :]
            window = Window(last=size, before=cursor)
        else:
            inside = [one for one in whole if cut is None or one > cut]
            chosen = inside[:size]
            window = Window(first=size, after=cursor)
        before = bool(chosen) and chosen[0] != whole[0]
        behind = bool(chosen) and chosen[-1] != whole[-1]
        assert told(page_of(crowded, wanted, window)) == (chosen, before, behind, len(whole))

    check()


def test_pages_join_into_the_whole_circle_from_both_ends(crowded: Catalogue) -> None:
    wanted = SiteFilter(near=Near(*CENTRE, 60_000))
    whole = [code for _, code in measured(sites_of(crowded), wanted)]
    forwards: list[str] = []
    backwards: list[str] = []
    after = before = None
    while True:
        page = page_of(crowded, wanted, Window(first=17, after=after))
        forwards += [record.values["code"] for record in page.records]
        after = page.cursors[-1]
        if not page.has_next:
            break
    while True:
        page = page_of(crowded, wanted, Window(last=17, before=before))
        backwards = [record.values["code"] for record in page.records] + backwards
        before = page.cursors[0]
        if not page.has_previous:
            break
    assert forwards == backwards == whole


def test_a_text_and_an_earlier_instant_are_measured_too(crowded: Catalogue) -> None:
    near = Near(*CENTRE, 20_000)
    with crowded.database.read() as session:
        found = find_sites(
            Reader(session, TODAY), SiteFilter(near=near, text="bản"), Window(first=30), Order.DISTANCE
        )
        assert len(found.records) == 30
        assert all(one.key <= other.key for one, other in pairwise(found.places))
        earlier = Reader(session, TODAY, NOW + timedelta(milliseconds=1))
        page = find_sites(earlier, SiteFilter(near=near), Window(first=100), Order.DISTANCE)
        assert not any(record.values["code"] >= "DB-S-01000" for record in page.records)


def test_the_twenty_nearest_are_found_without_reading_the_whole_circle(crowded: Catalogue) -> None:
    with crowded.database.read() as session, counted(crowded.database) as statements:
        page = find_sites(Reader(session, TODAY), SiteFilter(near=Near(*CENTRE, 300_000)), Window(first=20))
        assert page.counted is None
        assert len([statement for statement in statements if "publication" in statement]) <= 3
        assert page.total_count > 400


def test_a_ring_grows_no_farther_than_the_circle() -> None:
    asked: list[float] = []

    def nothing(metres: float) -> list[Found]:
        asked.append(metres)
        return []

    assert nearest(nothing, 50_000.0, Part(20)) == ([], True)
    assert asked == [1_000.0, 8_000.0, 50_000.0]
    asked.clear()
    assert nearest(nothing, 300_000.0, Part(20)) == ([], True)
    assert asked == [1_000.0, 8_000.0, 64_000.0, 300_000.0]


def test_what_follows_a_part_is_looked_for_until_the_circle_ends() -> None:
    near, far = Found(1, 1, (10.0, "A"), 10.0), Found(2, 2, (40_000.0, "B"), 40_000.0)

    def measure(metres: float) -> list[Found]:
        return [place for place in (near, far) if place.key[0] <= metres]

    gone = (10.0, "A.")
    assert nearest(measure, 50_000.0, Part(5, before=gone, is_backward=True)) == ([near, far], True)
    assert nearest(measure, 50_000.0, Part(1))[0] == [near, far]
    assert nearest(measure, 30_000.0, Part(1, after=gone)) == ([near], True)
