from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import pytest
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from geopy.point import Point

from catalog.db import Database
from catalog.errors import BadRequestError
from catalog.exchange.starting import load_starting_register
from catalog.finding.gazetteer import open_gazetteer
from catalog.gazetteer.geocoder import GazetteerGeocoder
from catalog.gazetteer.lookup import Gazetteer, PlaceKind, office_geocoder
from catalog.projection.reader import Reader
from catalog.settings import Settings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
TODAY = NOW.date()
BEFORE_THE_REFORM = date(2025, 6, 30)
HILL_A1 = (21.3831, 103.0176)


@pytest.fixture(scope="module")
def gazetteer(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gazetteer]:
    file = tmp_path_factory.mktemp("gazetteer") / "catalogue.sqlite3"
    shutil.copy(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    load_starting_register(database, NOW)
    with database.read() as session:
        yield open_gazetteer(Reader(session, TODAY))
    database.close()


@pytest.fixture
def geocoder(gazetteer: Gazetteer) -> GazetteerGeocoder:
    return GazetteerGeocoder(gazetteer, TODAY)


def test_a_former_address_leads_to_todays_unit(gazetteer: Gazetteer) -> None:
    best = gazetteer.places("xã Thanh Minh, TP Điện Biên Phủ")[0]
    assert (best.kind, best.name) == (PlaceKind.UNIT, "Xã Thanh Minh")
    assert [unit.code for unit in best.today] == ["03127"]


@pytest.mark.parametrize(("text", "slug"), [("Đồi A1", "doi-a1"), ("ham de castries", "ham-de-castries")])
def test_a_site_is_found_by_its_name(gazetteer: Gazetteer, text: str, slug: str) -> None:
    site = gazetteer.places(text)[0].site
    assert site is not None
    assert site.slug == slug


def test_a_site_whose_place_is_not_known_has_none_here_either(gazetteer: Gazetteer) -> None:
    match = next(m for m in gazetteer.places("Đồi Him Lam") if m.site and m.site.slug == "doi-him-lam")
    assert (match.latitude, match.longitude) == (None, None)


def test_the_best_comes_first_and_no_more_than_asked_for(gazetteer: Gazetteer) -> None:
    scores = [match.score for match in gazetteer.places("Mường Thanh", limit=20)]
    assert scores == sorted(scores, reverse=True)
    assert len(gazetteer.places("Mường Thanh", limit=2)) == 2


def test_an_endless_text_is_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(BadRequestError, match="200"):
        gazetteer.places("a" * 201)


def test_a_position_lies_in_todays_ward(gazetteer: Gazetteer) -> None:
    found = gazetteer.at(*HILL_A1, TODAY)
    assert found.unit is not None
    assert (found.unit.code, found.candidates) == ("03127", ())


def test_before_the_reform_only_the_candidates_are_known(gazetteer: Gazetteer) -> None:
    found = gazetteer.at(*HILL_A1, BEFORE_THE_REFORM)
    assert found.unit is None
    assert "Phường Mường Thanh" in [unit.name for unit in found.candidates]
    assert all(unit.is_valid_on(BEFORE_THE_REFORM) for unit in found.candidates)


def test_near_a_border_the_neighbour_is_named_with_its_distance(gazetteer: Gazetteer) -> None:
    found = gazetteer.at(21.39, 103.03, TODAY)
    assert found.unit is not None
    assert found.unit.code == "03334"
    ((neighbour, metres),) = found.near
    assert neighbour.code == "03127"
    assert metres == pytest.approx(210, abs=15)


def test_abroad_lies_no_unit(gazetteer: Gazetteer) -> None:
    found = gazetteer.at(19.9, 102.1, TODAY)
    assert (found.unit, found.candidates, found.near) == (None, (), ())


@pytest.mark.parametrize("position", [(103.0176, 21.3831), (float("nan"), 103.0), (502188.7, 2365683.6)])
def test_numbers_that_are_no_position_are_refused(
    gazetteer: Gazetteer, position: tuple[float, float]
) -> None:
    with pytest.raises(BadRequestError):
        gazetteer.at(*position, TODAY)


def test_geopy_gets_one_location_or_none(geocoder: GazetteerGeocoder) -> None:
    location = geocoder.geocode("Đồi A1")
    assert (location.latitude, location.longitude) == HILL_A1
    assert location.address == "Đồi A1"
    assert location.raw["match"].site.slug == "doi-a1"
    assert geocoder.geocode("Hà Nội") is None


def test_geopy_gets_a_list_when_it_wants_all(geocoder: GazetteerGeocoder) -> None:
    locations = geocoder.geocode("Mường Thanh", exactly_one=False)
    assert len(locations) > 1
    assert all(location.latitude for location in locations)


@pytest.mark.parametrize("query", [HILL_A1, "21.3831, 103.0176", Point(*HILL_A1)])
def test_geopy_turns_a_position_into_its_unit(geocoder: GazetteerGeocoder, query: object) -> None:
    location = geocoder.reverse(query)
    assert location.address == "Phường Điện Biên Phủ"
    assert (location.latitude, location.longitude) == HILL_A1
    assert location.raw["unit"].code == "03127"


def test_geopys_own_helpers_can_drive_it(geocoder: GazetteerGeocoder) -> None:
    with geocoder as opened:
        asked = RateLimiter(opened.geocode, min_delay_seconds=0)
        assert asked("phường Điện Biên Phủ").address == "Phường Điện Biên Phủ"


class OfficeService(BaseHTTPRequestHandler):
    """An office's Nominatim: knows one place, and counts how often it was asked."""

    asked: ClassVar[list[str]] = []
    status: ClassVar[int] = 200

    def do_GET(self) -> None:
        self.asked.append(self.path)
        place = {"lat": "20.98", "lon": "103.1", "display_name": "Bản Huổi Không Tên"}
        body = json.dumps([place] if "huoi" in self.path else []).encode()
        self.send_response(self.status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Keep the tests' output clean."""


@contextmanager
def office(status: int = 200) -> Iterator[Geocoder]:
    OfficeService.asked.clear()
    OfficeService.status = status
    with HTTPServer(("127.0.0.1", 0), OfficeService) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        url = f"http://127.0.0.1:{server.server_port}"
        yield office_geocoder(Settings(geocoder="nominatim", geocoder_url=url, _env_file=None))
        server.shutdown()
        thread.join()


def with_office(gazetteer: Gazetteer, service: Geocoder) -> Gazetteer:
    return Gazetteer(gazetteer.units, lambda: gazetteer.boundaries, gazetteer.find_sites, service)


def test_the_offices_own_service_is_asked_only_for_what_is_not_known_here(gazetteer: Gazetteer) -> None:
    with office() as service:
        helped = with_office(gazetteer, service)
        assert helped.places("phường Điện Biên Phủ")[0].kind is PlaceKind.UNIT
        assert OfficeService.asked == []
        (found,) = helped.places("qqqq huoi zzzz")
        assert (found.kind, found.name, found.latitude) == (PlaceKind.OTHER, "Bản Huổi Không Tên", 20.98)
        assert len(OfficeService.asked) == 1


def test_a_service_that_fails_leaves_the_answer_that_nothing_is_known(gazetteer: Gazetteer) -> None:
    with office(status=500) as service:
        assert with_office(gazetteer, service).places("qqqq huoi zzzz") == []
        assert len(OfficeService.asked) == 1


def test_no_service_is_asked_unless_the_settings_name_one() -> None:
    assert office_geocoder(Settings(_env_file=None)) is None


@pytest.mark.parametrize(
    ("name", "url"), [("google", "http://127.0.0.1:1"), ("photon", None), ("photon", "127.0.0.1")]
)
def test_half_a_setting_is_refused(name: str, url: str | None) -> None:
    with pytest.raises(BadRequestError, match="DIENBIEN_GEOCODER"):
        office_geocoder(Settings(geocoder=name, geocoder_url=url, _env_file=None))
