"""Parts of pictures on the disk: made once, kept within their bound, the ones unused for longest gone first."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catalog.errors import NotFoundError
from catalog.surrogates.files import MediaRoom
from catalog.surrogates.tiles import JUST_MADE_S, LOOK_EVERY_S, Tiles, name_of
from media.iiif import Cut, read_cut
from media.kinds import MediaType
from tests.media.samples import scenery, written
from tests.photographs import file_room


def part(number: int) -> Cut:
    return read_cut((640, 480), f"{number},0,100,100", "max", "0", "default.png")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[MediaRoom]:
    with file_room(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def digest(room: MediaRoom, tmp_path: Path) -> str:
    content = written(scenery(640, 480), MediaType.JPEG)
    file = tmp_path / "original"
    file.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    room.store.keep(file, digest)
    return digest


def aged(path: Path, seconds: float) -> None:
    os.utime(path, (time.time() - seconds, time.time() - seconds))


def test_those_unused_for_longest_go_when_there_are_too_many(
    room: MediaRoom, digest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.surrogates.tiles.LOOK_EVERY_S", 0)
    tiles = Tiles(room, 1 << 30)
    places = [tiles.made(digest, MediaType.JPEG, part(number)) for number in range(8)]
    size = places[0].stat().st_size
    for age, place in enumerate(places):
        aged(place, 4 * JUST_MADE_S * (len(places) - age) + 7200)
    assert tiles.kept(digest, part(0)) == places[0], "used again, so it is the youngest"
    small = Tiles(room, 5 * size)
    newest = small.made(digest, MediaType.JPEG, part(99))
    left = set(room.store.kept_derived("iiif-"))
    assert {places[0], newest} <= left, "what is used and what was just made stays"
    assert places[1] not in left
    assert sum(path.stat().st_size for path in left) <= 5 * size
    assert small.made(digest, MediaType.JPEG, part(1)).exists(), "what went is made again"


def test_what_was_just_made_is_never_taken_away_under_a_reader(
    room: MediaRoom, digest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("catalog.surrogates.tiles.LOOK_EVERY_S", 0)
    tiles = Tiles(room, 0)
    places = [tiles.made(digest, MediaType.JPEG, part(number)) for number in range(3)]
    assert all(place.exists() for place in places)
    for place in places:
        aged(place, JUST_MADE_S + 1)
    last = tiles.made(digest, MediaType.JPEG, part(50))
    assert list(room.store.kept_derived("iiif-")) == [last]


def test_the_disk_is_not_looked_through_for_every_part(room: MediaRoom, digest: str) -> None:
    assert LOOK_EVERY_S >= 1
    tiles = Tiles(room, 0)
    first = tiles.made(digest, MediaType.JPEG, part(1))
    aged(first, JUST_MADE_S + 1)
    tiles.made(digest, MediaType.JPEG, part(2))
    assert first.exists()


def test_many_who_ask_at_once_have_one_made(
    room: MediaRoom, digest: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tiles = Tiles(room, 1 << 30)
    made: list[Cut] = []
    region = room.workers.region

    def noted(source: Path, kind: MediaType, cut: Cut, target: Path) -> tuple[int, int, int]:
        made.append(cut)
        return region(source, kind, cut, target)

    monkeypatch.setattr(room.workers, "region", noted)
    with ThreadPoolExecutor(8) as pool:
        places = list(pool.map(lambda _: tiles.made(digest, MediaType.JPEG, part(7)), range(16)))
    assert len(set(places)) == 1
    assert made == [part(7)]


def test_they_lie_with_the_other_derivatives_and_go_with_them(room: MediaRoom, digest: str) -> None:
    tiles = Tiles(room, 1 << 30)
    place = tiles.made(digest, MediaType.JPEG, part(1))
    assert place == room.store.derived(digest, name_of(part(1)))
    room.store.forget_derived(digest)
    assert tiles.kept(digest, part(1)) is None
    assert list(room.store.kept_derived("iiif-")) == []


def test_without_the_original_there_is_none(room: MediaRoom) -> None:
    with pytest.raises(NotFoundError):
        Tiles(room, 1 << 30).made("0" * 64, MediaType.JPEG, part(1))
    assert list(room.store.kept_derived("")) == []
