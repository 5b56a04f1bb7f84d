"""The image services over HTTP: what is answered, to whom, until when, and with which headers."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx2
import pytest
from PIL import Image

from media.errors import refused
from media.kinds import MediaType
from media.workers import Workers
from tests.media.samples import corners, exif_with_place, scenery, written
from tests.photographs import photograph
from tests.web.test_delivery import HIDDEN, Place, taken_away

IN_COPYRIGHT = {"uri": "http://rightsstatements.org/vocab/InC/1.0/", "holder": "Bảo tàng"}


def image_of(answer: httpx2.Response) -> Image.Image:
    assert answer.status_code == 200, answer.text
    return Image.open(io.BytesIO(answer.content))


@pytest.fixture(scope="module")
def seen(place: Place) -> dict[str, Any]:
    """A public picture of 1200 by 800 pixels."""
    return place.pictured(photograph(1200, 800))[1]


@pytest.fixture(scope="module")
def base(seen: dict[str, Any]) -> str:
    """The path of its service."""
    return f"/iiif/3/{seen['code']}"


def test_a_part_is_answered_with_headers_that_make_it_harmless_and_name_its_one_address(
    place: Place, base: str
) -> None:
    answer = place.get(f"{base}/pct:0,0,50,50/^300,/!0/color.jpg")
    assert image_of(answer).size == (300, 200)
    expected = {
        "content-type": "image/jpeg",
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": "public, no-cache",
        "link": f'<{place.url}{base}/0,0,600,400/300,200/!0/default.jpg>;rel="canonical", '
        '<http://iiif.io/api/image/3/level2.json>;rel="profile"',
    }
    assert {name: answer.headers[name] for name in expected} == expected
    assert "sandbox" in answer.headers["content-security-policy"]
    canonical = place.get(f"{base}/0,0,600,400/300,200/!0/default.jpg")
    assert (canonical.content, canonical.headers["etag"]) == (answer.content, answer.headers["etag"])
    again = place.get(
        f"{base}/0,0,600,400/300,200/!0/default.jpg", **{"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    ("form", "mime"), [("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp")]
)
def test_each_format_is_announced_as_what_it_is(place: Place, base: str, form: str, mime: str) -> None:
    answer = place.get(f"{base}/square/100,/90/gray.{form}")
    assert answer.headers["content-type"] == mime
    assert image_of(answer).size == (100, 100)
    head = httpx2.head(f"{place.url}{base}/square/100,/90/gray.{form}")
    assert (head.status_code, head.headers["content-length"]) == (200, str(len(answer.content)))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("1200,0,1,1/max/0/default.jpg", 400),
        ("full/full/0/default.jpg", 400),
        ("full/1201,/0/default.jpg", 400),
        ("full/!1300,900/0/default.jpg", 400),
        ("full/max/45/default.jpg", 400),
        ("full/max/0/grey.jpg", 400),
        ("full/max/0/default.tif", 400),
        ("full/max/0/default", 400),
        ("full/^1201,/0/default.jpg", 501),
        ("full/^max/0/default.jpg", 501),
        ("full/max/0", 404),
        ("full/max/0/default.jpg/more", 404),
        ("info.xml", 404),
    ],
)
def test_what_cannot_be_answered_says_why_in_the_visitors_language(
    place: Place, base: str, asked: str, status: int
) -> None:
    english, vietnamese = (place.get(f"{base}/{asked}", **{"Accept-Language": tag}) for tag in ("en", "vi"))
    assert english.status_code == vietnamese.status_code == status
    assert english.text != vietnamese.text
    assert english.headers["access-control-allow-origin"] == "*"
    assert english.headers["cache-control"] == "no-store"


def test_the_description_says_where_it_is_how_large_and_under_which_rights(
    place: Place, base: str, seen: dict[str, Any]
) -> None:
    answer = place.get(f"{base}/info.json")
    described = answer.json()
    assert described["id"] == f"{place.url}{base}"
    assert (described["width"], described["height"], described["profile"]) == (1200, 800, "level2")
    assert described["rights"] == "http://creativecommons.org/licenses/by/4.0/"
    site = seen["code"].partition(".")[0]
    assert described["partOf"][0]["id"] == f"{place.url}/iiif/manifest/{site}.json"
    assert place.get(f"/iiif/manifest/{site}.json").status_code == 200
    assert answer.headers["link"] == '<http://iiif.io/api/image/3/level2.json>;rel="profile"'
    again = place.get(f"{base}/info.json", **{"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("application/ld+json", "ld+json"),
        ('application/ld+json;profile="http://iiif.io/api/image/3/context.json"', "ld+json"),
        ("application/json;q=0.5, application/ld+json", "ld+json"),
        ("application/ld+json;q=0.5, application/json", "json"),
        ("application/json", "json"),
        ("*/*", "json"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "json"),
        ("", "json"),
    ],
)
def test_it_is_json_ld_for_whom_asks_for_that_and_json_for_others(
    place: Place, base: str, accept: str, kind: str
) -> None:
    answer = place.get(f"{base}/info.json", Accept=accept)
    announced = answer.headers["content-type"]
    if kind == "ld+json":
        assert announced == 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
    else:
        assert announced == "application/json"
    assert answer.headers["vary"] == "Accept"


def test_the_services_own_address_leads_to_its_description(place: Place, base: str) -> None:
    answer = place.get(base)
    assert (answer.status_code, answer.headers["location"]) == (303, f"{place.url}{base}/info.json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert place.get("/iiif/3/DB-S-00001.IMG99").status_code == 404


def test_a_browser_on_any_origin_may_ask_beforehand(place: Place, base: str) -> None:
    for path in (f"{base}/info.json", f"{base}/full/max/0/default.jpg", "/iiif/collection/top.json"):
        answer = httpx2.options(f"{place.url}{path}", headers={"Origin": "https://viewer.example"})
        assert answer.status_code == 204
        assert answer.headers["access-control-allow-origin"] == "*"
        assert "GET" in answer.headers["access-control-allow-methods"]
        assert "access-control-allow-credentials" not in answer.headers
    assert httpx2.post(f"{place.url}{base}/info.json").status_code == 405


def test_an_identifier_may_be_percent_encoded_and_is_never_a_path(place: Place, base: str) -> None:
    encoded = base.replace("-", "%2D").replace(".", "%2E")
    assert place.get(f"{encoded}/info.json").json()["id"] == f"{place.url}{base}"
    for odd in (
        "DB-S-00001",
        "..%2f..%2fcatalogue.sqlite3",
        "%00",
        "[frob]",
        "é",
        "x" * 500,
        base[8:].lower(),
    ):
        for rest in ("", "/info.json", "/full/max/0/default.jpg"):
            assert place.get(f"/iiif/3/{odd}{rest}").status_code in (400, 404)


@pytest.mark.parametrize("changes", HIDDEN)
def test_what_is_not_public_is_as_if_it_did_not_exist(place: Place, changes: dict[str, Any]) -> None:
    site, seen = place.pictured(**changes)
    assert seen == {}
    for rest in ("", "/info.json", "/full/max/0/default.jpg", "/full/9999,/0/default.jpg"):
        assert place.get(f"/iiif/3/{site['code']}.IMG01{rest}").status_code == 404
    assert place.get(f"/iiif/manifest/{site['code']}.json").status_code == 404


@pytest.mark.parametrize(
    "way", ["withdraw the surrogate", "withdraw the site", "remove it", "its rights end"]
)
def test_what_was_public_is_gone_at_once_though_parts_of_it_were_made(place: Place, way: str) -> None:
    site, seen = place.pictured()
    base = f"/iiif/3/{seen['code']}"
    first = place.get(f"{base}/full/200,/0/default.jpg")
    assert first.status_code == 200
    assert "no-cache" in first.headers["cache-control"], "a cache asks each time"
    taken_away(place, way, site, seen)
    for rest in ("", "/info.json", "/full/200,/0/default.jpg", "/square/50,/0/default.png"):
        gone = place.get(f"{base}{rest}", **{"If-None-Match": first.headers["etag"]})
        assert (gone.status_code, gone.headers["cache-control"]) == (410, "no-store")
    assert place.get(f"/iiif/manifest/{site['code']}.json").status_code == (410 if "site" in way else 404)
    assert seen["code"] not in place.get("/iiif/collection/top.json").text


def test_the_same_bytes_through_another_site_do_not_keep_this_address(place: Place) -> None:
    content = photograph()
    site, seen = place.pictured(content)
    _, other = place.pictured(content)
    taken_away(place, "remove it", site, seen)
    assert place.get(f"/iiif/3/{seen['code']}/info.json").status_code == 410
    assert place.get(f"/iiif/3/{other['code']}/info.json").status_code == 200


def test_what_may_only_be_looked_at_is_not_to_be_had_in_full_by_its_parts(place: Place) -> None:
    _, seen = place.pictured(photograph(3000, 2000), rights=IN_COPYRIGHT)
    base = f"/iiif/3/{seen['code']}"
    described = place.get(f"{base}/info.json").json()
    assert (described["width"], described["height"]) == (2560, 1707)
    assert described["rights"] == IN_COPYRIGHT["uri"]
    assert image_of(place.get(f"{base}/full/max/0/default.jpg")).size == (2560, 1707)
    assert place.get(f"{base}/0,0,100,100/101,101/0/default.jpg").status_code == 400
    assert place.get(f"{base}/2560,0,100,100/max/0/default.jpg").status_code == 400


def test_regions_are_those_of_the_picture_as_it_is_shown(place: Place) -> None:
    turned = written(corners(960, 640), MediaType.JPEG, exif=exif_with_place(6))
    _, seen = place.pictured(turned)
    base = f"/iiif/3/{seen['code']}"
    described = place.get(f"{base}/info.json").json()
    assert (described["width"], described["height"]) == (640, 960)
    part = image_of(place.get(f"{base}/0,0,320,480/40,60/0/default.png")).convert("RGB")
    blue = part.getpixel((20, 30))
    assert isinstance(blue, tuple)
    assert blue[2] > 150 > blue[0], "what was stored below on the left is seen above on the left"


def test_many_at_once_are_answered_and_leave_room_for_other_pictures(place: Place) -> None:
    _, seen = place.pictured(written(scenery(3000, 2000), MediaType.JPEG))
    addresses = [
        f"/iiif/3/{seen['code']}/{x},{y},512,512/256,256/0/default.jpg"
        for x in range(0, 2488, 512)
        for y in range(0, 1488, 512)
    ]
    with ThreadPoolExecutor(24) as pool:
        answers = list(pool.map(place.get, addresses * 2))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == len(addresses)


def test_who_comes_when_too_many_wait_is_told_to_come_back(
    place: Place, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = f"{base}/full/300,/0/default.jpg"
    assert place.get(made).status_code == 200
    monkeypatch.setattr("web.iiif.images.MOST_WAITING", 0)
    answer = place.get(f"{base}/full/301,/0/default.jpg", **{"Accept-Language": "en"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert answer.text.startswith("The server is busy")
    assert place.get(made).status_code == 200, "what is there needs no turn"


@pytest.mark.parametrize(
    ("code", "status"), [("BUSY", 503), ("NO_TIME", 503), ("NO_MEMORY", 503), ("CORRUPT", 404)]
)
def test_what_cannot_be_made_now_may_be_asked_for_again_and_what_never_can_is_not_there(
    place: Place, base: str, monkeypatch: pytest.MonkeyPatch, code: str, status: int
) -> None:
    def failing(*_: object) -> None:
        raise refused(code)

    asked = f"{base}/{len(code)},{status},100,100/max/0/default.jpg"
    monkeypatch.setattr(Workers, "region", failing)
    assert place.get(asked).status_code == status
    monkeypatch.undo()
    assert place.get(asked).status_code == 200, "a failure is not kept"
