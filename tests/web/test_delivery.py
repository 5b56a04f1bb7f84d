"""Files over HTTP: who may see them, from when until when, and how browsers and caches get them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest

from catalog.db import Database
from catalog.exchange.exporting import Format, export_sites
from catalog.settings import Settings
from media.kinds import MediaType
from tests.catalogue import NOW, Catalogue, clock
from tests.media.exiftool import metadata
from tests.media.samples import FORMATS, exif_with_place, scenery, written
from tests.photographs import attach, file_room, photograph
from tests.schema.test_surrogates import DESCRIBE, ONE, REMOVE, WITHDRAW, shown
from tests.staff import Team, done
from tests.storage.summary import say
from tests.web.serving import serving
from web.app import create_app


@dataclass
class Place:
    """A server over a catalogue, and the people who work on it."""

    url: str
    catalogue: Catalogue
    team: Team
    folder: Path

    def get(self, path: str, **headers: str) -> httpx2.Response:
        """One request."""
        return httpx2.get(f"{self.url}{path}", headers=headers, timeout=60)

    def pictured(self, content: bytes | None = None, **changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """A published site with one photograph: the site at its version, and what the public sees of the picture."""
        site = self.team.created()
        payload = attach(self.team.editor, site["id"], self.folder, content, **changes)
        assert payload["problems"] == []
        site = self.team.publish({**site, "version": payload["site"]["version"]})
        seen = shown(self.catalogue, site["slug"])
        return site, seen[0] if seen else {}


@pytest.fixture(scope="module")
def place(loaded_sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the tests of this file."""
    folder = tmp_path_factory.mktemp("delivery")
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


def test_a_public_picture_is_answered_to_anybody_with_headers_that_make_it_harmless(place: Place) -> None:
    _, seen = place.pictured()
    answer = place.get(seen["url"])
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/webp"
    assert answer.content[:4] == b"RIFF"
    expected = {
        "x-content-type-options": "nosniff",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": "public, no-cache",
        "accept-ranges": "bytes",
        "content-length": str(len(answer.content)),
    }
    assert {name: answer.headers[name] for name in expected} == expected
    assert answer.headers["content-disposition"].startswith("inline; filename=")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


def test_who_has_it_is_told_so_and_gets_no_bytes(place: Place) -> None:
    _, seen = place.pictured()
    tag = place.get(seen["url"]).headers["etag"]
    for given in (tag, f'W/{tag}, "other"', "*"):
        again = place.get(seen["url"], **{"If-None-Match": given})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert place.get(seen["url"], **{"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("asked", "status", "span"),
    [
        ("bytes=0-9", 206, slice(0, 10)),
        ("bytes=10-", 206, slice(10, None)),
        ("bytes=-7", 206, slice(-7, None)),
        ("bytes=5-99999999", 206, slice(5, None)),
        ("bytes=99999999-", 416, None),
        ("bytes=-0", 416, None),
        ("bytes=9-5", 200, slice(None)),
        ("bytes=0-1,3-4", 200, slice(None)),
        ("bytes=" + ",".join("0-" for _ in range(500)), 200, slice(None)),
        ("items=0-9", 200, slice(None)),
        ("bytes=-", 200, slice(None)),
        ("bytes=a-b", 200, slice(None)),
    ],
)
def test_one_range_of_bytes_is_answered_and_no_more(
    place: Place, whole: tuple[str, bytes], asked: str, status: int, span: slice | None
) -> None:
    path, content = whole
    answer = place.get(path, Range=asked)
    assert answer.status_code == status
    if span is None:
        assert answer.headers["content-range"] == f"bytes */{len(content)}"
        assert answer.content == b""
    else:
        assert answer.content == content[span]
    if status == 206:
        start, stop, _ = span.indices(len(content)) if span else (0, 0, 0)
        assert answer.headers["content-range"] == f"bytes {start}-{stop - 1}/{len(content)}"


@pytest.fixture(scope="module")
def whole(place: Place) -> tuple[str, bytes]:
    """The address of a public picture, and its bytes."""
    _, seen = place.pictured()
    return seen["url"], place.get(seen["url"]).content


def test_a_range_of_something_else_is_answered_whole_and_head_without_bytes(
    place: Place, whole: tuple[str, bytes]
) -> None:
    path, content = whole
    tag = place.get(path).headers["etag"]
    assert place.get(path, **{"Range": "bytes=0-3", "If-Range": '"old"'}).content == content
    assert place.get(path, **{"Range": "bytes=0-3", "If-Range": tag}).content == content[:4]
    head = httpx2.head(f"{place.url}{path}")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(content))
    assert httpx2.post(f"{place.url}{path}").status_code == 405


@pytest.mark.parametrize("size", ["thumb-1-50x50", "card-1-50x50", "screen-1", "zoom-1"])
@pytest.mark.parametrize("form", ["webp", "avif", "jpg"])
def test_every_size_is_there_in_every_format(place: Place, large: str, size: str, form: str) -> None:
    answer = place.get(f"{large.rpartition('/')[0]}/{size}.{form}")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == {"jpg": "image/jpeg"}.get(form, f"image/{form}")


@pytest.fixture(scope="module")
def large(place: Place) -> str:
    """The address of a picture that is larger than every size."""
    _, seen = place.pictured(photograph(3000, 2000))
    return str(seen["url"])


@pytest.mark.parametrize(
    "name",
    ["huge-1.webp", "screen-2.webp", "screen-1-50x50.webp", "card-1.webp", "card-1-101x5.webp", "screen-1.gif",
     "screen-1.webp.html", "..", "%2e%2e", "original.png", "original.exe", "originals", "%00", "x" * 300],
)  # fmt: skip
def test_any_other_name_is_nowhere(place: Place, large: str, name: str) -> None:
    assert place.get(f"{large.rpartition('/')[0]}/{name}").status_code == 404
    for digest in ("0" * 64, "a" * 63, "A" * 64, "..%2f..%2fcatalogue.sqlite3"):
        assert place.get(f"/media/{digest}/screen-1.webp").status_code == 404


HIDDEN: list[dict[str, Any]] = [
    {"rights": None},
    {"access": "INTERNAL"},
    {"access": "RESEARCH"},
    {"hasPersonalData": True},
    {"people": "NOT_ASKED"},
]


@pytest.mark.parametrize("changes", HIDDEN)
def test_what_is_not_public_has_no_public_address_and_a_signed_one_for_staff(
    place: Place, changes: dict[str, Any]
) -> None:
    site, seen = place.pictured(**changes)
    assert seen == {}
    (working,) = shown(place.team.editor, site["slug"], "WORKING")
    path, _, query = working["url"].partition("?")
    plain = [path.replace("screen-1", name) for name in ("screen-1", "zoom-1", "thumb-1-50x50")]
    original = working["work"]["originalUrl"].partition("?")[0]
    for address in [*plain, original]:
        assert place.get(address).status_code == 404, "to the public as if it did not exist"
    signed = place.get(working["url"])
    assert (signed.status_code, signed.headers["cache-control"]) == (200, "private, no-cache")
    assert "access-control-allow-origin" not in signed.headers
    whole = place.get(working["work"]["originalUrl"])
    assert whole.status_code == 200
    assert whole.headers["content-disposition"].startswith("attachment;")
    assert place.get(f"{path.replace('screen', 'zoom')}?{query}").status_code == 403, "good for one path only"


def test_a_draft_is_seen_through_a_signed_address_that_ends(place: Place) -> None:
    site = place.team.created()
    url = attach(place.team.editor, site["id"], place.folder)["surrogate"]["url"]
    assert place.get(url).status_code == 200
    path, _, query = url.partition("?")
    assert place.get(path).status_code == 404
    given = dict(pair.split("=") for pair in query.split("&"))
    later = str(int(given["expires"]) + 3600)
    flipped = ("0" if given["signature"][0] != "0" else "1") + given["signature"][1:]
    room = place.catalogue.room
    assert room is not None
    past = room.links.signed(path, NOW.timestamp() - 3 * 3600)
    for bad in (f"{path}?expires={later}&signature={given['signature']}", f"{path}?{query}".replace(given["signature"], flipped),
                f"{path}?expires={given['expires']}", f"{path}?expires=x&signature=é", past):  # fmt: skip
        assert place.get(bad).status_code == 403
    assert place.get(path, **{"Accept-Language": "vi"}).text == "Không có tệp này.\n"
    assert place.get(past, **{"Accept-Language": "en"}).text.startswith("This address has expired")


def taken_away(place: Place, way: str, site: dict[str, Any], seen: dict[str, Any]) -> None:
    """End the public sight of a photograph in one of the ways there are."""
    team, node = place.team, seen["id"]
    if way == "withdraw the surrogate":
        team.publisher.data(WITHDRAW, id=node, reason="Ảnh có biển số xe")
    elif way == "withdraw the site":
        done(team.publisher, "WithdrawSite", id=site["id"], version=site["version"], reason="Nhầm")
    else:
        at = {"id": node, "version": site["version"]}
        if way == "remove it":
            payload = team.editor.data(REMOVE, **at)["removeSurrogate"]
        else:
            payload = team.editor.data(DESCRIBE, **at, input={"rights": None})["describeSurrogate"]
        assert payload["problems"] == []
        assert place.get(seen["url"]).status_code == 200, "a draft changes nothing in public"
        team.publish({**site, "version": payload["site"]["version"]})


@pytest.mark.parametrize(
    "way", ["withdraw the surrogate", "withdraw the site", "remove it", "its rights end"]
)
def test_what_was_public_is_gone_at_once_for_caches_too(place: Place, way: str) -> None:
    site, seen = place.pictured()
    first = place.get(seen["url"])
    assert first.status_code == 200
    card = seen["pictures"][1]["url"]
    assert place.get(card).status_code == 200
    assert "no-cache" in first.headers["cache-control"], "a cache asks each time"
    taken_away(place, way, site, seen)
    for address in (
        seen["url"],
        card,
        card.replace("webp", "avif"),
        seen["url"].replace("screen-1.webp", "original.jpg"),
    ):
        for headers in ({}, {"If-None-Match": first.headers["etag"]}, {"Range": "bytes=0-9"}):
            gone = place.get(address, **headers)
            assert gone.status_code == 410
            assert gone.headers["cache-control"] == "no-store"
    page = place.get(f"/s/{site['slug']}").text
    assert seen["digest"] not in page
    listed = place.get("/", **{"Accept-Language": "vi"}).text
    assert seen["digest"] not in listed


def test_a_file_that_another_site_still_shows_stays_public_unless_it_is_withdrawn(place: Place) -> None:
    content = photograph()
    site, seen = place.pictured(content)
    other, again = place.pictured(content)
    taken_away(place, "remove it", site, seen)
    assert place.get(seen["url"]).status_code == 200
    taken_away(place, "withdraw the surrogate", other, again)
    assert place.get(seen["url"]).status_code == 410
    third = place.team.created()
    payload = attach(place.team.editor, third["id"], place.folder, content)
    assert [p["code"] for p in payload["problems"]] == ["WITHDRAWN"], "and does not come back"


def test_a_withdrawal_ends_the_same_bytes_at_every_site(place: Place) -> None:
    content = photograph()
    one, seen = place.pictured(content)
    two, _ = place.pictured(content)
    taken_away(place, "withdraw the surrogate", one, seen)
    assert shown(place.catalogue, two["slug"]) == []
    assert place.get(seen["url"]).status_code == 410


def test_a_signed_address_of_before_a_withdrawal_is_good_no_more(place: Place) -> None:
    site, _ = place.pictured(access="INTERNAL")
    (working,) = shown(place.team.editor, site["slug"], "WORKING")
    assert place.get(working["url"]).status_code == 200
    place.team.publisher.data(WITHDRAW, id=working["id"], reason="Không được giữ cho ai xem nữa")
    assert place.get(working["url"]).status_code == 403
    assert place.get(working["work"]["originalUrl"]).status_code == 403
    (again,) = shown(place.team.editor, site["slug"], "WORKING")
    assert place.get(again["url"]).status_code == 200, "the office can still look at what was withdrawn"


def test_only_the_crops_that_are_asked_for_are_made_for_the_public(place: Place) -> None:
    _, seen = place.pictured(focalPoint={"x": 0.25, "y": 0.4})
    stem = seen["url"].rpartition("/")[0]
    assert [place.get(f"{stem}/card-1-{at}.webp").status_code for at in ("25x40", "50x50", "26x40", "0x0")] == [
        200, 404, 404, 404]  # fmt: skip
    room = place.catalogue.room
    assert room is not None
    folder = room.store.derived(seen["digest"], "card-1-25x40.webp").parent
    assert [file.name for file in folder.iterdir()] == ["card-1-25x40.webp"]


def test_a_picture_that_is_made_is_delivered_beside_those_that_are_being_made(place: Place) -> None:
    _, made = place.pictured()
    assert place.get(made["url"]).status_code == 200
    unmade = [place.pictured(photograph(1800, 1200))[1] for _ in range(4)]
    with ThreadPoolExecutor(16) as pool:
        waiting = [pool.submit(place.get, one["url"].replace("screen-1.webp", f"zoom-1.{form}"))
                   for one in unmade for form in ("avif", "webp", "jpg")]  # fmt: skip
        answers = [place.get(made["url"]) for _ in range(20)]
        assert not all(future.done() for future in waiting), "the others are still at it"
        assert {answer.status_code for answer in answers} == {200}
        assert {future.result().status_code for future in waiting} == {200}


def test_a_withdrawal_while_pictures_are_made_leaves_none_and_breaks_nothing(place: Place) -> None:
    _, seen = place.pictured(photograph(2400, 1600))
    stem = seen["url"].rpartition("/")[0]
    names = [f"{size}.{form}" for size in ("zoom-1", "screen-1") for form in ("avif", "webp", "jpg")]
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(place.get, f"{stem}/{name}") for name in names]
        place.team.publisher.data(WITHDRAW, id=seen["id"], reason="Ngay bây giờ")
        statuses = {future.result().status_code for future in asked}
    assert statuses <= {200, 410, 503}
    assert place.get(f"{stem}/{names[0]}").status_code == 410
    room = place.catalogue.room
    assert room is not None
    folder = room.store.derived(seen["digest"], "zoom-1.webp").parent
    assert not folder.exists() or not any(folder.iterdir())


def test_the_export_and_the_past_know_nothing_of_what_was_withdrawn_or_hidden_since(place: Place) -> None:
    site, seen = place.pictured(captions=[{"language": "VI", "text": "Tên một người"}])
    then = clock().isoformat()
    query = """query ($s: String!, $t: DateTime!) { site(slug: $s, knownAt: $t) { heroImage { code }
      surrogates { totalCount edges { node { digest placeholder caption { text } } } } } }"""
    assert place.catalogue.data(query, s=site["slug"], t=then)["site"]["surrogates"]["totalCount"] == 1
    taken_away(place, "its rights end", site, seen)
    past = place.catalogue.data(query, s=site["slug"], t=then)["site"]
    assert past == {"heroImage": None, "surrogates": {"totalCount": 0, "edges": []}}
    other, gone = place.pictured()
    taken_away(place, "withdraw the surrogate", other, gone)
    with place.catalogue.database.read() as session:
        exported = "".join(export_sites(session, Format.JSONL))
    assert other["slug"] in exported
    assert gone["digest"] not in exported
    assert gone["code"] not in exported


def test_the_original_is_public_only_where_its_rights_let_it_be_shared(place: Place) -> None:
    _, open_ = place.pictured()
    address = open_["url"].replace("screen-1.webp", "original.jpg")
    answer = place.get(address)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment;")
    _, closed = place.pictured(
        rights={"uri": "http://rightsstatements.org/vocab/InC/1.0/", "holder": "Bảo tàng"}
    )
    assert place.get(closed["url"]).status_code == 200, "it may be looked at"
    assert place.get(closed["url"].replace("screen-1.webp", "original.jpg")).status_code == 404


def test_many_who_ask_first_have_one_picture_made(place: Place) -> None:
    _, seen = place.pictured(photograph(2400, 1600))
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: place.get(seen["url"]), range(24)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    room = place.catalogue.room
    assert room is not None
    folder = room.store.derived(seen["digest"], "screen-1.webp").parent
    assert [file.name for file in folder.iterdir()] == ["screen-1.webp"], "and nothing half made lies about"


def test_a_derivative_that_is_thrown_away_is_made_again_byte_for_byte(place: Place) -> None:
    _, seen = place.pictured()
    first = place.get(seen["url"])
    room = place.catalogue.room
    assert room is not None
    room.store.forget_derived(seen["digest"])
    assert place.get(seen["url"]).content == first.content


@pytest.mark.exiftool
def test_no_public_byte_says_who_where_or_with_what(
    place: Place, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Every public address of photographs in every container, with GPS, serial numbers, artist and comment inside."""
    scanned = 0
    for kind in (MediaType.JPEG, MediaType.PNG, MediaType.WEBP, MediaType.TIFF, MediaType.AVIF):
        assert kind in FORMATS
        content = written(scenery(400, 300), kind, exif=exif_with_place())
        before = tmp_path / f"before.{kind.extension}"
        before.write_bytes(content)
        assert metadata(before), "the file as it was sent does say something"
        _, seen = place.pictured(content)
        stem = seen["url"].rpartition("/")[0]
        names = [p["url"].rpartition("/")[2].partition(".")[0] for p in seen["pictures"]]
        addresses = [f"{stem}/{name}.{form}" for name in names for form in ("webp", "avif", "jpg")]
        addresses.append(f"{stem}/original.{kind.extension}")
        for address in addresses:
            answer = place.get(address)
            if answer.status_code == 404 and "original" in address:
                continue  # a type of which no clean copy can be made is not handed on
            assert answer.status_code == 200, address
            file = tmp_path / "scanned"
            file.write_bytes(answer.content)
            left = {tag: value for tag, value in metadata(file).items() if not tag.endswith(":Orientation")}
            assert left == {}, address
            scanned += 1
    assert scanned >= 60
    say(record_property, f"exiftool: {scanned} public addresses scanned, nothing found")


def test_the_page_of_a_site_shows_its_photographs_with_words_and_thanks(place: Place) -> None:
    site = place.team.created(names=[{"language": "VI", "text": "Suối đá trăng khuyết"}])
    captions = [{"language": "VI", "text": "Nhìn từ cầu <b>treo</b>"}]
    attach(place.team.editor, site["id"], place.folder, captions=captions)
    place.team.publish({**site, "version": 2})
    (seen,) = shown(place.catalogue, site["slug"])
    page = place.get(f"/s/{site['slug']}", **{"Accept-Language": "en"}).text
    for piece in (seen["url"], 'alt="The waterfall seen from the bridge"', "Ảnh: Sở VHTTDL Điện Biên", "CC BY 4.0",
                  "https://creativecommons.org/licenses/by/4.0/", "Nhìn từ cầu &lt;b&gt;treo&lt;/b&gt;",
                  'property="og:image"', '"ImageObject"'):  # fmt: skip
        assert piece in page, piece
    assert seen["pictures"][1]["url"] in place.get("/?q=trang+khuyet").text, "and so does its card in a list"
    assert place.catalogue.data(ONE, slug=site["slug"])["site"]["heroImage"]["code"] == seen["code"]
