"""Sound and film, inside a worker: how long, how large, coded how; a picture that stands for it; a copy to be played.

FFmpeg (through PyAV) reads one open file by one demuxer, chosen by the file's signature: nothing that a file
names is opened, no address, no playlist, no other file. All sound is decoded; of the film its key pictures, at most
`MOST_KEYS` spread over the whole, and all of its first and last second. What lies between is walked through and not
decoded: an hour of film would keep a worker for many minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.stream import Disposition
from av.video.stream import VideoStream
from PIL import Image, ImageFilter, ImageStat

from media.containers import whole
from media.errors import MediaError, refused
from media.examined import Examined
from media.kinds import Group, MediaType
from media.recordings import refuse_cut_off

MOST_HOURS = 4
MOST_STREAMS = 16
MOST_PIXELS = 36_000_000
"""Of one picture of a film: 8K has 33 million."""
MOST_KEYS = 240
MOST_TAIL = 300
"""Pictures decoded at the end at most."""
POSTER_AT = (0.1, 0.12, 0.15, 0.3, 0.5, 0.0)
"""Where in a film a picture is looked for that stands for it; the later ones only if the first three are dark."""
DARK = 24.0
_FAULTS_ALLOWED = 0.01
"""Share of pieces that may fail: cameras and streams begin in the middle of things."""

_SOUND = {"aac", "alac", "mp3"}
_CODECS: dict[MediaType, set[str]] = {
    MediaType.MP3: {"mp3"},
    MediaType.OGG: {"vorbis", "opus"},
    MediaType.M4A: {"aac", "alac"},
    MediaType.WAV: {"pcm_u8", "pcm_s16le", "pcm_s24le", "pcm_s32le", "pcm_f32le"},
    MediaType.MP4: {"h264", "hevc", "av1", *_SOUND},
    MediaType.WEBM: {"vp8", "vp9", "av1", "vorbis", "opus"},
}
_DECODERS = ",".join(
    sorted(set().union(*_CODECS.values()) | {"mp3float", "libdav1d", "libopus", "libvpx", "libvpx-vp9"})
)
_DEMUXERS = {
    MediaType.MP3: "mp3",
    MediaType.OGG: "ogg",
    MediaType.M4A: "mov",
    MediaType.WAV: "wav",
    MediaType.MP4: "mov",
    MediaType.WEBM: "matroska",
}
_MUXERS = {
    MediaType.MP3: ("mp3", {"id3v2_version": "0", "write_id3v1": "0"}),
    MediaType.OGG: ("ogg", {}),
    MediaType.M4A: ("ipod", {"movflags": "+faststart"}),
    MediaType.WAV: ("wav", {}),
    MediaType.MP4: ("mp4", {"movflags": "+faststart"}),
    MediaType.WEBM: ("webm", {"cues_to_front": "1"}),
}
_CAMCORDER = bytes.fromhex("17ee8c60f84d11d98cd60800200c9a66")
"""What begins camcorders' notes (place, day, settings) within the coded pictures themselves (MDPM, in H.264's SEI)."""


@dataclass(frozen=True, slots=True)
class Used:
    """The streams that count: one of film, one of sound."""

    video: VideoStream | None
    audio: AudioStream | None

    @property
    def both(self) -> list[VideoStream | AudioStream]:
        """Those that are there."""
        return [stream for stream in (self.video, self.audio) if stream is not None]


def _nothing_else(*_: Any, **__: Any) -> Any:
    raise PermissionError("a recording names another file")


@contextmanager
def recording(path: Path, kind: MediaType) -> Iterator[tuple[InputContainer, Used]]:
    """The recording in that file and its streams; what FFmpeg raises becomes MediaError."""
    try:
        with (
            path.open("rb") as file,
            av.open(
                file,
                format=_DEMUXERS[kind],
                buffer_size=1 << 20,
                io_open=_nothing_else,
                metadata_errors="replace",
                container_options={
                    "codec_whitelist": _DECODERS,
                    "format_whitelist": _DEMUXERS[kind],
                    "protocol_whitelist": "none",
                },
            ) as container,
        ):
            assert isinstance(container, InputContainer)  # noqa: S101 - opened to be read
            yield container, _used(container, kind)
    except MediaError:
        raise
    except MemoryError:
        raise refused("NO_MEMORY") from None
    except (av.error.FFmpegError, EOFError, ValueError, ArithmeticError, UnicodeError) as fault:
        raise refused("CORRUPT") from fault


def _used(container: InputContainer, kind: MediaType) -> Used:
    if len(container.streams) > MOST_STREAMS:
        raise refused("TOO_MANY_PARTS", found=len(container.streams), most=MOST_STREAMS)
    films = [s for s in container.streams.video if not s.disposition & Disposition.attached_pic]
    used = Used(
        films[0] if films and kind.group is Group.VIDEO else None,
        container.streams.audio[0] if container.streams.audio else None,
    )
    if not used.both or (kind.group is Group.VIDEO and used.video is None):
        raise refused("NO_SOUND")
    for stream in used.both:
        name = stream.codec_context.codec.canonical_name
        if name not in _CODECS[kind]:
            raise refused("UNUSUAL_CODING", codec=name[:40], kind=kind.name)
        stream.codec_context.thread_count = 2
        stream.codec_context.thread_type = "SLICE"
    if used.video is not None:
        width, height = used.video.codec_context.width, used.video.codec_context.height
        if width < 1 or height < 1:
            raise refused("CORRUPT")
        if width * height > MOST_PIXELS:
            raise refused("TOO_MANY_PIXELS", width=width, height=height, most=MOST_PIXELS // 1_000_000)
    return used


def examine_recording(path: Path, kind: MediaType, today: date) -> tuple[Examined, Image.Image | None]:
    """The facts of a recording, and a small picture of a film. Raises MediaError."""
    with whole(path) as data:
        refuse_cut_off(data, kind)
        is_estimated = kind is MediaType.MP3 and not any(mark in data[:65_536] for mark in (b"Xing", b"Info"))
    with recording(path, kind) as (container, used):
        declared = None if is_estimated else _declared(container)
        _refuse_long(declared or 0.0)
        seconds = Walk(container, used).seconds()
        if seconds <= 0 or (declared is not None and seconds < 0.9 * declared - 1):
            raise refused("TRUNCATED")
        told = _told(container, today)
        picture = None if used.video is None else _picture_of(container, used.video, seconds)
        rate = None if used.video is None else used.video.average_rate
        codecs = ", ".join(s.codec_context.codec.canonical_name for s in used.both)
    return Examined(
        media_type=kind,
        width=None if picture is None else picture.width,
        height=None if picture is None else picture.height,
        seconds=round(seconds, 3),
        frame_rate=round(float(rate), 3) if rate and rate < 1000 else None,
        codecs=codecs,
        **told,
    ), picture


def _declared(container: InputContainer) -> float | None:
    return None if container.duration is None else container.duration / av.time_base


def _refuse_long(seconds: float) -> None:
    if seconds > MOST_HOURS * 3600:
        raise refused("TOO_LONG", hours=round(seconds / 3600, 1), most=MOST_HOURS)


class Walk:
    """One way through a recording, from its first piece to its last."""

    def __init__(self, container: InputContainer, used: Used) -> None:
        self._container, self._used = container, used
        self._pieces = self._faults = 0
        self._first: float | None = None
        self._end = 0.0
        self._due = 0.0

    def seconds(self) -> float:
        """How long it really lasts. Raises MediaError where too much of it cannot be decoded."""
        spacing = max(1.0, (_declared(self._container) or 0.0) / MOST_KEYS)
        for packet in self._container.demux(*self._used.both):
            if packet.pts is None and packet.dts is None:
                if packet.stream is self._used.audio:
                    self._decode(packet)
                continue
            now = self._pass(packet)
            if packet.stream is self._used.audio or now <= 1.0:
                self._decode(packet)
            elif packet.is_keyframe and now >= self._due:
                self._due = now + spacing
                self._decode_alone(packet)
        seconds = self._end - (self._first or 0.0)
        if self._used.video is not None:
            self._tail(self._used.video)
        if self._faults > max(2, self._pieces * _FAULTS_ALLOWED) or self._pieces == self._faults:
            raise refused("CORRUPT")
        return seconds

    def _pass(self, packet: Packet[Any]) -> float:
        """Seconds since the beginning at this piece."""
        at = float((packet.pts if packet.pts is not None else packet.dts or 0) * packet.time_base)
        if self._first is None:
            self._first = at
        self._end = max(self._end, at + float((packet.duration or 0) * packet.time_base))
        _refuse_long(self._end - self._first)
        return at - self._first

    def _decode(self, packet: Packet[Any]) -> None:
        self._pieces += 1
        try:
            for frame in packet.decode():
                self._faults += bool(frame.is_corrupt)
        except (av.error.InvalidDataError, av.error.EOFError):
            self._faults += 1

    def _decode_alone(self, packet: Packet[Any]) -> None:
        """A key picture by itself: nothing of what was before, nothing waited for."""
        context = packet.stream.codec_context
        context.flush_buffers()
        self._pieces += 1
        try:
            frames = [*packet.decode(), *context.decode(None)]
            self._faults += not frames or any(frame.is_corrupt for frame in frames)
        except (av.error.InvalidDataError, av.error.EOFError):
            self._faults += 1
        context.flush_buffers()

    def _tail(self, video: VideoStream) -> None:
        video.codec_context.flush_buffers()
        with suppress(av.error.FFmpegError):
            self._container.seek(int(max(self._first or 0.0, self._end - 1.0) * av.time_base))
            for count, packet in enumerate(self._container.demux(video)):
                if count >= MOST_TAIL:
                    break
                self._decode(packet)
        video.codec_context.flush_buffers()


def poster(source: Path, target: Path, kind: MediaType) -> bool:
    """Write the picture that stands for a film, as PNG; False for sound. Raises MediaError."""
    with recording(source, kind) as (container, used):
        if used.video is None:
            return False
        picture = _picture_of(container, used.video, _declared(container) or 0.0)
    partial = target.with_name(f".{target.name}.part")
    try:
        picture.save(partial, "PNG")
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return True


def _picture_of(container: InputContainer, video: VideoStream, seconds: float) -> Image.Image:
    """A sharp picture near a tenth of the film that is not dark, upright, as wide as it is shown."""
    best: tuple[bool, float, Image.Image] | None = None
    for number, share in enumerate(POSTER_AT):
        if number == 3 and best is not None and best[0]:
            break
        picture = _picture_at(container, video, seconds * share)
        if picture is None:
            continue
        grey = picture.convert("L")
        grey.thumbnail((320, 320))
        is_light = ImageStat.Stat(grey).mean[0] > DARK
        sharp = ImageStat.Stat(grey.filter(ImageFilter.FIND_EDGES)).var[0]
        if best is None or (is_light, sharp) > best[:2]:
            best = (is_light, sharp, picture)
    if best is None:
        raise refused("CORRUPT")
    return best[2]


def _picture_at(container: InputContainer, video: VideoStream, at: float) -> Image.Image | None:
    start = (container.start_time or 0) / av.time_base
    try:
        video.codec_context.flush_buffers()
        container.seek(int((start + at) * av.time_base))
        frame = None
        for count, frame in enumerate(container.decode(video)):
            if count >= 50 or (frame.time or 0.0) >= start + at:
                break
    except av.error.FFmpegError:
        return None
    if frame is None:
        return None
    ratio = video.sample_aspect_ratio
    width = frame.width
    if ratio and 0.1 < ratio < 10 and ratio != 1:
        width = max(1, round(width * float(ratio)))
    image: Image.Image = frame.to_image(width=width, height=frame.height)  # type: ignore[no-untyped-call]
    return image.rotate(frame.rotation, expand=True) if frame.rotation else image


_HARMLESS = {
    "major_brand",
    "minor_version",
    "compatible_brands",
    "encoder",
    "language",
    "handler_name",
    "vendor_id",
    "duration",
    "com.android.version",
}
_PLACE = ("location", "com.apple.quicktime.location.iso6709")
_MAKES = ("com.apple.quicktime.make", "com.android.manufacturer", "make")
_MODELS = ("com.apple.quicktime.model", "com.android.model", "model")


def _told(container: InputContainer, today: date) -> dict[str, Any]:
    """What the recorder wrote, read with suspicion; anything that is not about the coding counts as private."""
    words: dict[str, str] = {}
    for source in (*(stream.metadata for stream in container.streams), container.metadata):
        words |= {key.lower(): value for key, value in source.items()}
    others = [s for s in container.streams if s.type not in {"audio", "video"}]
    covers = [s for s in container.streams.video if s.disposition & Disposition.attached_pic]
    latitude, longitude = _place(next((words[key] for key in _PLACE if key in words), ""))
    device = " ".join(
        filter(None, (next((words[k] for k in keys if k in words), "") for keys in (_MAKES, _MODELS)))
    )
    device = "".join(letter for letter in device if letter.isprintable()).strip()[:100].strip()
    return {
        "captured_on": _day(words.get("creation_time", ""), today),
        "latitude": latitude,
        "longitude": longitude,
        "device": device or None,
        "has_private_metadata": bool(words.keys() - _HARMLESS or others or covers or container.chapters()),
    }


def _place(text: str) -> tuple[float | None, float | None]:
    """Degrees of "+21.3856+103.0169/" (ISO 6709)."""
    found = re.match(r"([+-]\d{1,2}(?:\.\d{1,12})?)([+-]\d{1,3}(?:\.\d{1,12})?)", text)
    if found:
        latitude, longitude = float(found[1]), float(found[2])
        if abs(latitude) <= 90 and abs(longitude) <= 180 and (latitude or longitude):
            return round(latitude, 6), round(longitude, 6)
    return None, None


def _day(text: str, today: date) -> date | None:
    with suppress(ValueError):
        day = date.fromisoformat(text[:10])
        if date(1970, 1, 2) <= day <= today + timedelta(days=1):  # cameras without a clock write the epoch
            return day
    return None


def playable_copy(source: Path, target: Path, kind: MediaType) -> bool:
    """Write what is played in public: the same coded sound and film, and no word, picture, chapter or data beside it.

    False where the coded pictures themselves carry a camcorder's notes. Raises MediaError.
    """
    partial = target.with_name(f".{target.name}.part")
    format_, options = _MUXERS[kind]
    try:
        with (
            recording(source, kind) as (container, used),
            av.open(
                str(partial), "w", format=format_, container_options={"fflags": "+bitexact", **options}
            ) as copy,
        ):
            outs = {stream.index: copy.add_stream_from_template(stream, opaque=True) for stream in used.both}
            for out in outs.values():
                out.metadata.clear()
            for packet in container.demux(*used.both):
                if packet.dts is None:
                    continue
                if _CAMCORDER in bytes(packet):
                    return False
                packet.stream = outs[packet.stream.index]
                copy.mux(packet)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return True
