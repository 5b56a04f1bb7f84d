"""Recordings, models and panoramas over HTTP and on a site's page: played, fetched, looked around in, by everybody."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import httpx2
import pytest
from playwright.sync_api import Browser, Page

from catalog.db import Database
from catalog.settings import Settings
from media.kinds import MediaType
from tests.browser import accessibility_violations, visitor
from tests.catalogue import Catalogue, clock
from tests.media.exiftool import metadata
from tests.media.recordings import pyramid, recording
from tests.photographs import attach, file_room, photograph
from tests.schema.test_senses import PARADATA, VTT, seen
from tests.schema.test_surrogates import WITHDRAW
from tests.staff import Team
from tests.storage.summary import say
from tests.web.serving import serving
from tests.web.test_delivery import Place
from web.app import create_app

KINDS = (MediaType.MP3, MediaType.OGG, MediaType.M4A, MediaType.WAV, MediaType.MP4, MediaType.WEBM)
WORDS = {"captionTracks": [{"language": "VI", "vtt": VTT.format("Xin chào")}]}


@cache
def made(kind: MediaType, seed: int = 0, *, silent: bool = False) -> bytes:
    """A recording with a recorder's words in it, or without any."""
    return recording(kind, 2.0, seed=seed, words={} if silent else None)


@pytest.fixture(scope="module")
def place(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the tests of this file."""
    folder = tmp_path_factory.mktemp("senses")
    data = folder / "data"
    data.mkdir()
    file = shutil.copy(loaded_sqlite_template, data / "catalogue.sqlite3")
    database = Database(f"sqlite:///{file}")
    with (
        file_room(data) as room,
        serving(create_app(Settings(data=data), Database(f"sqlite:///{file}"), clock)) as url,
    ):
        catalogue = Catalogue(database, room=room)
        yield Place(url, catalogue, Team.of(catalogue), folder)
    database.close()


def shown(place: Place, content: bytes, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """A published site with one file: the site at its version, and what the public sees of the file."""
    site, _ = place.pictured(content, **{"role": "GALLERY", **changes})
    found = seen(place.catalogue, site["slug"])
    return site, found[0] if found else {}


@pytest.mark.parametrize("kind", KINDS)
def test_a_public_recording_is_played_whole_and_in_parts(place: Place, kind: MediaType) -> None:
    _, found = shown(place, made(kind))
    answer = place.get(found["mediaUrl"])
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind.mime)
    assert answer.headers["content-disposition"].startswith("inline;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    part = place.get(found["mediaUrl"], Range="bytes=1000-1999")
    assert (part.status_code, len(part.content)) == (206, 1000)
    assert part.content == answer.content[1000:2000]
    assert part.headers["content-range"] == f"bytes 1000-1999/{len(answer.content)}"
    assert place.get(found["mediaUrl"], **{"If-None-Match": answer.headers["etag"]}).status_code == 304
    original = place.get(found["mediaUrl"].replace("play-1", "original"))
    assert original.headers["content-disposition"].startswith("attachment;")
    assert original.content == answer.content, "to the public the same copy"


def test_what_may_only_be_looked_at_is_played_and_not_handed_on(place: Place) -> None:
    rights = {"uri": "http://rightsstatements.org/vocab/InC/1.0/", "holder": "Bảo tàng"}
    _, film = shown(place, made(MediaType.MP4, 1), rights=rights)
    assert place.get(film["mediaUrl"]).status_code == 200
    assert place.get(film["mediaUrl"].replace("play-1", "original")).status_code == 404
    _, model = shown(place, pyramid(), rights=rights)
    assert place.get(f"/media/{model['digest']}/play-1.glb").status_code == 404
    assert place.get(f"/media/{model['digest']}/original.glb").status_code == 404


def test_a_films_pictures_are_made_of_a_picture_of_its_own(place: Place) -> None:
    _, film = shown(place, made(MediaType.WEBM, 2))
    for name in ("screen-1.webp", "card-1-50x50.avif", "thumb-1-50x50.jpg"):
        answer = place.get(f"/media/{film['digest']}/{name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("image/")
    _, sound = shown(place, made(MediaType.MP3, 2))
    assert place.get(f"/media/{sound['digest']}/screen-1.webp").status_code == 404


@pytest.mark.parametrize("changes", [{"rights": None}, {"access": "INTERNAL"}, {"people": "NOT_ASKED"}])
def test_what_is_not_public_is_played_by_signed_addresses_only(place: Place, changes: dict[str, Any]) -> None:
    site, found = shown(place, made(MediaType.MP4, 3), **WORDS, **changes)
    assert found == {}
    (working,) = seen(place.team.editor, site["slug"], "WORKING")
    addresses = [
        working["mediaUrl"],
        working["url"],
        working["captions"][0]["url"],
        working["work"]["originalUrl"],
    ]
    for address in addresses:
        assert place.get(address.partition("?")[0]).status_code == 404
        answer = place.get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "private, no-cache"
    assert place.get(addresses[0].replace("signature=", "signature=0")).status_code == 403
    assert place.get(addresses[3]).content == made(MediaType.MP4, 3), (
        "staff get the bytes as they were received"
    )


def test_captions_follow_the_recording_and_the_present_revision(place: Place) -> None:
    site, found = shown(place, made(MediaType.WEBM, 4), **WORDS)
    url = found["captions"][0]["url"]
    answer = place.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/vtt; charset=utf-8")
    assert "Xin chào" in answer.text
    assert place.get(url, **{"If-None-Match": answer.headers["etag"]}).status_code == 304
    stem, _, _ = url.rpartition("/")
    for wrong in (
        "captions-en-" + url[-20:],
        "captions-vi-0000000000000000.vtt",
        "captions-vi-%.vtt",
        "captions-.vtt",
    ):
        assert place.get(f"{stem}/{wrong}").status_code == 404
    other = shown(place, made(MediaType.WEBM, 5))[1]
    assert place.get(url.replace(found["digest"], other["digest"])).status_code == 404, (
        "another recording's words"
    )
    place.team.publisher.data(WITHDRAW, id=found["id"], reason="Có giọng trẻ em")
    assert site
    for address in (url, found["mediaUrl"], found["url"]):
        assert place.get(address).status_code == 410


def test_other_names_are_nowhere(place: Place) -> None:
    _, found = shown(place, made(MediaType.MP3, 6))
    stem = found["mediaUrl"].rpartition("/")[0]
    for name in ("play-1.mp4", "play-2.mp3", "play.mp3", "poster-1.png", "original.wav", "play-1.mp3.html"):
        assert place.get(f"{stem}/{name}").status_code == 404
    _, photo = shown(place, photograph())
    assert place.get(f"/media/{photo['digest']}/play-1.jpg").status_code == 404


def words_of(file: Path) -> dict[str, str]:
    """What ExifTool finds, but for how many bytes the encoder happened to need, which differ a little from run to run."""
    counts = ("itrate", "Position", "Size", "Chunk", "Sample", "CodecPrivate", "Configuration")
    return {
        tag: "" if any(count in tag for count in counts) else value for tag, value in metadata(file).items()
    }


@pytest.mark.exiftool
def test_no_public_byte_of_a_recording_or_model_says_who_where_or_with_what(
    place: Place, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """What ExifTool finds is the same whether or not the recorder wrote a place, a person and a day into the file."""
    scanned = 0
    for kind in KINDS:
        found = []
        for silent in (False, True):
            content = made(kind, 7, silent=silent)
            _, public = shown(place, content)
            names = ["play-1", "original"]
            for name in names:
                answer = place.get(public["mediaUrl"].replace("play-1", name))
                assert answer.status_code == 200
                file = tmp_path / f"scanned.{kind.extension}"
                file.write_bytes(answer.content)
                found.append(words_of(file))
                scanned += 1
                for word in ("Mường", "Người ghi", "riêng tư", "+21.3856", "2025-03-14"):
                    assert word.encode() not in answer.content
        assert found[0] == found[1] == found[2] == found[3]
    _, model = shown(place, pyramid())
    answer = place.get(model["mediaUrl"])
    assert answer.headers["content-disposition"].startswith("attachment;")
    for word in ("Máy quét", "Người dựng", "bien-tap"):
        assert word.encode() not in answer.content
    say(
        record_property,
        f"exiftool: {scanned + 1} public addresses of recordings and models scanned, nothing found",
    )


@pytest.fixture(scope="module")
def rich(place: Place) -> str:
    """The slug of a published site with everything that can be heard, watched, fetched and looked around in."""
    editor, folder = place.team.editor, place.folder
    site = place.team.created()

    def add(content: bytes, vi: str, en: str, **changes: Any) -> dict[str, Any]:
        texts = [{"language": "VI", "text": vi}, {"language": "EN", "text": en}]
        payload = attach(
            editor, site["id"], folder, content, **{"role": "GALLERY", "alternativeTexts": texts, **changes}
        )
        assert payload["problems"] == []
        return payload

    picture = add(photograph(1600, 1000), "Tháp nhìn từ cổng", "The tower from the gate")
    add(
        recording(MediaType.WEBM, 3.0, seed=8, size=(640, 360)), "Phim: lễ dâng hương", "Film: the incense offering",
        captionTracks=[{"language": "VI", "vtt": VTT.format("Xin chào")}, {"language": "EN", "vtt": VTT.format("Welcome")}],
        transcripts=[{"language": "VI", "text": "Xin chào các bạn.\nĐây là lễ dâng hương."}],
    )  # fmt: skip
    add(
        made(MediaType.OGG, 8), "Tiếng chuông", "The bell", captionTracks=[{"language": "VI", "vtt": VTT.format("Boong")}],
        transcripts=[{"language": "VI", "text": "Ba tiếng chuông."}],
    )  # fmt: skip
    add(
        photograph(2400, 1200),
        "Toàn cảnh cánh đồng",
        "The fields all around",
        kind="PANORAMA",
        paradata={"device": "Insta360"},
    )
    last = add(
        pyramid(), "Mô hình tháp", "Model of the tower", poster=picture["surrogate"]["id"], paradata=PARADATA
    )
    place.team.publish({**site, "version": last["site"]["version"]})
    return str(site["slug"])


def test_the_page_of_a_site_plays_without_a_script(place: Place, rich: str) -> None:
    page = place.get(f"/s/{rich}", **{"Accept-Language": "en"})
    assert "media-src 'self'" in page.headers["content-security-policy"]
    for piece in (
        '<video controls preload="none"', '<audio controls preload="none"', 'kind="captions" srclang="en" label="English" ',
        'aria-label="Film: the incense offering"', "<details><summary>Transcript</summary>", "Ba tiếng chuông.",
        'class="panorama" tabindex="0" role="region"', "download the GLB file", "partly captured, partly reconstructed",
        "RealityScan 2.0", "lasts 0:03", "4 triangles",
    ):  # fmt: skip
        assert piece in page.text, piece
    assert page.text.count('<figure class="piece') == 4
    vi = place.get(f"/s/{rich}", **{"Accept-Language": "vi"}).text
    for piece in ("Nghe, xem và nhìn quanh", "Bản chép lời", "Được tạo ra như thế nào", "tải tệp GLB"):
        assert piece in vi
    plain = place.get("/s/doi-a1").text
    assert 'class="piece' not in plain


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_players_are_accessible_and_fit(
    place: Place, rich: str, browser: Browser, tmp_path: Path, width: int, language: str
) -> None:
    with visitor(browser, width=width) as guest:
        guest.page.goto(f"{place.url}/s/{rich}?lang={language}")
        guest.page.evaluate("document.querySelectorAll('details').forEach(e => { e.open = true })")
        assert accessibility_violations(guest.page) == []
        assert guest.page.evaluate("document.documentElement.scrollWidth") <= width
        guest.page.locator(".panorama img").scroll_into_view_if_needed()
        until(guest.page, "document.querySelector('.panorama img').complete")
        assert guest.page.evaluate("document.querySelector('.panorama img').naturalWidth") == 2400
        guest.page.screenshot(path=tmp_path / f"senses-{language}-{width}.png", full_page=True)
        assert guest.foreign == []
        assert guest.faults == []


@pytest.mark.chromium
def test_a_film_is_played_and_a_panorama_turned_with_the_keyboard_alone_and_without_scripts(
    place: Place, rich: str, browser: Browser
) -> None:
    with visitor(browser) as guest:
        page = guest.page
        page.goto(f"{place.url}/s/{rich}?lang=en")
        page.locator("video").focus()
        page.keyboard.press("Space")
        until(page, "document.querySelector('video').currentTime > 0.3")
        assert page.evaluate("document.querySelector('video').textTracks[0].mode") == "showing"
        until(page, "document.querySelector('video').textTracks[0].cues.length === 1")
        page.locator("audio").focus()
        page.keyboard.press("Space")
        until(page, "document.querySelector('audio').currentTime > 0.2")
        turned = turn(page)
        assert turned > 0
        assert guest.faults == []


def until(page: Page, condition: str) -> None:
    """Wait until it holds; the page's own policy forbids what Playwright would wait with."""
    end = time.monotonic() + 10
    while not page.evaluate(condition):
        assert time.monotonic() < end, condition
        page.wait_for_timeout(50)


def turn(page: Page) -> float:
    """How far a panorama has moved after the right arrow key."""
    page.locator(".panorama img").scroll_into_view_if_needed()
    until(page, "document.querySelector('.panorama img').complete")
    page.locator(".panorama").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    until(page, "document.querySelector('.panorama').scrollLeft > 0")
    return float(page.evaluate("document.querySelector('.panorama').scrollLeft"))


def test_a_head_request_tells_a_films_length(place: Place) -> None:
    _, film = shown(place, made(MediaType.MP4, 9))
    head = httpx2.head(f"{place.url}{film['mediaUrl']}")
    assert (head.status_code, head.headers["accept-ranges"]) == (200, "bytes")
    assert int(head.headers["content-length"]) > 1000
