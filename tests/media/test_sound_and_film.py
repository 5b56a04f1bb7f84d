"""Recordings: real ones made by FFmpeg's encoders, and those that would like to be."""

from __future__ import annotations

import struct
import time
from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import pytest
from PIL import Image

from media.errors import MediaError
from media.kinds import HEAD, Group, MediaType, identify
from media.workers import Workers
from tests.media.exiftool import metadata
from tests.media.recordings import recording, written_to

KINDS = [kind for kind in MediaType if kind.group in (Group.AUDIO, Group.VIDEO)]
FILMS = [kind for kind in KINDS if kind.group is Group.VIDEO]


@cache
def made(kind: MediaType, seconds: float = 3.0) -> bytes:
    """A recording with private words in it, made once."""
    return recording(kind, seconds)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """One worker for the file."""
    with Workers(1) as found:
        yield found


@pytest.mark.parametrize("kind", KINDS)
def test_the_type_is_told_by_the_first_bytes(kind: MediaType) -> None:
    assert identify(made(kind)[:HEAD]) is kind


@pytest.mark.parametrize("kind", KINDS)
def test_a_recording_is_measured_and_what_its_recorder_wrote_is_known_to_be_private(
    workers: Workers, tmp_path: Path, kind: MediaType
) -> None:
    found = workers.examine(written_to(tmp_path, made(kind)))
    assert found.media_type is kind
    assert found.seconds == pytest.approx(3.0, abs=0.06)
    assert found.has_private_metadata
    if kind is not MediaType.WAV:  # its LIST has no place for a place
        assert (found.latitude, found.longitude) == (21.3856, 103.0169)
        assert str(found.captured_on) == "2025-03-14"
    if kind in FILMS:
        assert (found.width, found.height, found.frame_rate) == (320, 240, 25.0)
        assert (found.placeholder or "").startswith("data:image/webp;base64,")
    else:
        assert (found.width, found.placeholder) == (None, None)


@pytest.mark.exiftool
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_to_be_played_says_nothing_and_sounds_the_same(
    workers: Workers, tmp_path: Path, kind: MediaType
) -> None:
    source = written_to(tmp_path, made(kind), f"a.{kind.extension}")
    target, again = tmp_path / f"b.{kind.extension}", tmp_path / f"c.{kind.extension}"
    assert workers.clean(source, target, kind)
    assert workers.clean(source, again, kind)
    assert target.read_bytes() == again.read_bytes()
    said = " ".join(metadata(target).values())
    for word in ("Mường", "Người", "riêng", "21.38", "103.0", "2025-03", "2025:03"):
        assert word.encode() not in target.read_bytes()
        assert word not in said
    found = workers.examine(target)
    assert found.seconds == pytest.approx(3.0, abs=0.06)
    assert not found.has_private_metadata
    assert packets(source) == packets(target), "the coded sound and film are the same, byte for byte"


def packets(path: Path) -> dict[str, list[bytes]]:
    """What is coded, piece by piece, of each stream."""
    found: dict[str, list[bytes]] = {}
    with av.open(str(path)) as container:
        for packet in container.demux():
            if packet.dts is not None:
                found.setdefault(packet.stream.type, []).append(bytes(packet))
    return found


def test_an_mp4_to_be_played_begins_with_its_index(workers: Workers, tmp_path: Path) -> None:
    source, target = written_to(tmp_path, made(MediaType.MP4)), tmp_path / "b.mp4"
    content = source.read_bytes()
    assert content.index(b"mdat") < content.index(b"moov")
    workers.clean(source, target, MediaType.MP4)
    content = target.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")


@pytest.mark.parametrize("kind", FILMS)
def test_a_film_has_a_picture_that_is_not_dark(workers: Workers, tmp_path: Path, kind: MediaType) -> None:
    source, target = written_to(tmp_path, made(kind)), tmp_path / "poster.png"
    assert workers.poster(source, target, kind)
    with Image.open(target) as picture:
        assert picture.size == (320, 240)
        red, green, blue = picture.convert("RGB").getpixel((160, 20))  # type: ignore[misc]
        assert blue > 150, "not the dark that it begins with"
        assert red < 90 < green + 60


def test_a_film_that_was_recorded_upright_is_shown_upright_and_its_copy_too(
    workers: Workers, tmp_path: Path
) -> None:
    content = bytearray(made(MediaType.MP4))
    at = content.rindex(b"tkhd") + 4 + 40  # the film is the second track
    content[at : at + 36] = struct.pack(
        ">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 240 << 16, 0, 1 << 30
    )  # a quarter turn
    source, target, poster = written_to(tmp_path, bytes(content)), tmp_path / "b.mp4", tmp_path / "poster.png"
    found = workers.examine(source)
    assert (found.width, found.height) == (240, 320)
    workers.clean(source, target, MediaType.MP4)
    copy = workers.examine(target)
    assert (copy.width, copy.height) == (240, 320)
    workers.poster(source, poster, MediaType.MP4)
    with Image.open(poster) as picture:
        assert picture.size == (240, 320)
        bar = [x for x in range(240) if is_yellow(picture, x)]
        assert bar[0] > 110, "what was in the upper part lies on the right after a turn to the right"


def is_yellow(picture: Image.Image, x: int) -> bool:
    """Whether something yellow stands in this column."""
    column = picture.convert("RGB").crop((x, 0, x + 1, picture.height)).tobytes()
    return any(column[at] > 200 and column[at + 2] < 90 for at in range(0, len(column), 3))


def test_second_sound_tracks_covers_and_chapters_are_not_handed_on(workers: Workers, tmp_path: Path) -> None:
    path, target = tmp_path / "many.mp4", tmp_path / "copy.mp4"
    with (
        av.open(written_to(tmp_path, made(MediaType.MP4))) as one,
        av.open(str(path), "w", format="mp4") as out,
    ):
        streams = {s.index: out.add_stream_from_template(s) for s in one.streams}
        second = out.add_stream_from_template(one.streams.audio[0])
        out.set_chapters(
            [
                {
                    "id": 1,
                    "start": 0,
                    "end": 1000,
                    "time_base": Fraction(1, 1000),
                    "metadata": {"title": "Nhà của Biên tập 1"},
                }
            ]
        )
        for packet in list(one.demux()):
            if packet.dts is None:
                continue
            if packet.stream.type == "audio":
                again = av.Packet(bytes(packet))
                again.pts, again.dts, again.time_base, again.stream = (
                    packet.pts,
                    packet.dts,
                    packet.time_base,
                    second,
                )
                out.mux(again)
            packet.stream = streams[packet.stream.index]
            out.mux(packet)
    assert "Nhà của".encode() in path.read_bytes()
    assert workers.examine(path).has_private_metadata
    workers.clean(path, target, MediaType.MP4)
    with av.open(str(target)) as copy:
        assert [stream.type for stream in copy.streams] == ["video", "audio"]
        assert copy.chapters() == []
    assert "Nhà của".encode() not in target.read_bytes()


def test_sound_has_no_picture(workers: Workers, tmp_path: Path) -> None:
    source = written_to(tmp_path, made(MediaType.MP3))
    assert not workers.poster(source, tmp_path / "poster.png", MediaType.MP3)


def _cut(kind: MediaType, share: float) -> bytes:
    content = made(kind)
    return content[: int(len(content) * share)]


M3U = b"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\nduration 5\n"
FTYP = b"\0\0\0\x18ftypisom\0\0\x02\0isommp41"
HOSTILE: dict[str, tuple[bytes, set[str]]] = {
    **{f"{kind.name} cut to {share}": (_cut(kind, share), {"TRUNCATED", "CORRUPT", "NO_SOUND", "EMPTY"})
       for kind in (MediaType.MP4, MediaType.M4A, MediaType.WAV, MediaType.OGG, MediaType.WEBM)
       for share in (0.02, 0.5, 0.97)},
    "a playlist": (M3U, {"UNSUPPORTED_TYPE"}),
    "a list of files": (CONCAT, {"UNSUPPORTED_TYPE"}),
    "a playlist behind the head of an MP4": (FTYP + M3U, {"TRUNCATED", "CORRUPT"}),
    "a list of files behind ID3": (b"ID3\x04\0\0\0\0\0\x0a" + bytes(10) + CONCAT, {"CORRUPT", "TRUNCATED", "NO_SOUND"}),
    "a page behind the sound": (made(MediaType.WAV) + b"<html><script>alert(1)</script>", {"POLYGLOT"}),
    "an archive behind the film": (made(MediaType.MP4) + b"PK\x05\x06" + bytes(18), {"TRUNCATED", "POLYGLOT"}),
    "zeros behind an MP3's frame": (b"\xff\xfb\x90\x64" + bytes(50_000), {"CORRUPT", "TRUNCATED", "NO_SOUND"}),
    "noise as Ogg": (b"OggS" + bytes(range(256)) * 50, {"CORRUPT", "TRUNCATED", "NO_SOUND"}),
    "noise as WebM": (made(MediaType.WEBM)[:60] + bytes(range(256)) * 50, {"CORRUPT", "TRUNCATED"}),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_what_only_looks_like_a_recording_is_refused_at_once(
    workers: Workers, tmp_path: Path, name: str
) -> None:
    content, codes = HOSTILE[name]
    began = time.monotonic()
    with pytest.raises(MediaError) as caught:
        workers.examine(written_to(tmp_path, content, "film.mp4"))
    assert caught.value.code in codes
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("kind", KINDS)
def test_flipped_bytes_are_refused_or_measured_and_never_hurt_the_server(
    workers: Workers, tmp_path: Path, kind: MediaType
) -> None:
    content = made(kind)
    for step in range(12):
        damaged = bytearray(content)
        for at in range(40 + step * 7, len(damaged), 997):
            damaged[at] ^= 0x5A
        began = time.monotonic()
        try:
            found = workers.examine(written_to(tmp_path, bytes(damaged)))
            assert 0 < (found.seconds or 0) <= 4 * 3600
        except MediaError as error:
            assert error.code in {"CORRUPT", "TRUNCATED", "UNUSUAL_CODING", "NO_SOUND", "TOO_LONG", "METADATA_TOO_LARGE",
                                  "TOO_MANY_PIXELS", "POLYGLOT", "NO_MEMORY", "UNSUPPORTED_TYPE"}  # fmt: skip
        assert time.monotonic() - began < 10
    assert workers.examine(written_to(tmp_path, content)).media_type is kind


def test_ten_hours_are_too_long_whether_they_are_claimed_or_there(workers: Workers, tmp_path: Path) -> None:
    claims = bytearray(made(MediaType.WEBM))
    at = claims.index(b"\x44\x89\x88") + 3
    claims[at : at + 8] = struct.pack(">d", 36_000_000.0)  # milliseconds
    with pytest.raises(MediaError) as caught:
        workers.examine(written_to(tmp_path, bytes(claims)))
    assert caught.value.code == "TOO_LONG"
    content = bytearray(made(MediaType.MP4))
    at = content.index(b"mvhd") + 4 + 12
    scale = int.from_bytes(content[at : at + 4], "big")
    content[at + 4 : at + 8] = (scale * 36_000).to_bytes(4, "big")
    found = workers.examine(written_to(tmp_path, bytes(content)))
    assert found.seconds == pytest.approx(3.0, abs=0.06), "what is there counts, not what is said"
    wave = bytearray(made(MediaType.WAV))
    size = 8000 * 5 * 3600
    wave[4:8] = (size + 36).to_bytes(4, "little")
    wave[24:28], wave[28:32], wave[32:36] = (
        (8000).to_bytes(4, "little"),
        (8000).to_bytes(4, "little"),
        b"\1\0\x08\0",
    )
    head = bytes(wave[:36]) + b"data" + size.to_bytes(4, "little")
    path = tmp_path / "five hours.wav"
    with path.open("wb") as file:
        file.write(head)
        file.truncate(len(head) + size)
    with pytest.raises(MediaError) as caught:
        workers.examine(path)
    assert caught.value.code == "TOO_LONG"


def test_codings_that_browsers_do_not_play_are_refused_by_name(workers: Workers, tmp_path: Path) -> None:
    path = tmp_path / "old.mp4"
    with av.open(str(path), "w", format="mp4") as out:
        stream = out.add_stream("mpeg4", rate=25)
        stream.width = stream.height = 64
        stream.pix_fmt = "yuv420p"
        for number in range(30):
            frame = av.VideoFrame.from_image(Image.new("RGB", (64, 64), (number, 9, 9)))  # type: ignore[no-untyped-call]
            frame.pts = number
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    with pytest.raises(MediaError) as caught:
        workers.examine(path)
    assert caught.value.code in {"UNUSUAL_CODING", "CORRUPT"}


@pytest.mark.parametrize("kind", FILMS)
def test_a_longer_film_stays_within_its_time_and_300_megabytes(tmp_path: Path, kind: MediaType) -> None:
    path = tmp_path / "film"
    path.write_bytes(recording(kind, 12.0, size=(640, 480)))
    with Workers(1) as workers:
        began = time.monotonic()
        found = workers.examine(path)
        seconds = time.monotonic() - began
        (pid,) = workers.pids()
        status = Path(f"/proc/{pid}/status").read_text()
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
    assert found.seconds == pytest.approx(12.0, abs=0.1)
    assert seconds < 20
    assert peak < 300, f"{peak} MB"
