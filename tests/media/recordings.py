"""Sound, film and models made for tests: tones, moving pictures, a pyramid."""

from __future__ import annotations

import io
import json
import math
import struct
from array import array
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
from PIL import Image

from media.kinds import MediaType

RATE = 48_000
WORDS = {
    "title": "Ghi âm ở Mường Phăng",
    "artist": "Người ghi",
    "comment": "riêng tư",
    "location": "+21.3856+103.0169/",
    "creation_time": "2025-03-14T09:26:53Z",
}
_CODINGS: dict[MediaType, tuple[str, str | None, str]] = {
    MediaType.MP3: ("mp3", None, "libmp3lame"),
    MediaType.OGG: ("ogg", None, "libopus"),
    MediaType.M4A: ("ipod", None, "aac"),
    MediaType.WAV: ("wav", None, "pcm_s16le"),
    MediaType.MP4: ("mp4", "libx264", "aac"),
    MediaType.WEBM: ("webm", "libvpx-vp9", "libopus"),
}


def recording(
    kind: MediaType,
    seconds: float = 3.0,
    *,
    size: tuple[int, int] = (320, 240),
    words: dict[str, str] | None = None,
    seed: int = 0,
    **options: str,
) -> bytes:
    """A recording of a tone, and for film of a bar that moves after half a second in the dark."""
    format_, film, sound = _CODINGS[kind]
    file = io.BytesIO()
    file.name = f"test.{kind.extension}"
    with av.open(file, "w", format=format_, container_options=options) as out:
        audio: Any = out.add_stream(sound, rate=RATE, layout="mono")
        video: Any = out.add_stream(film, rate=25) if film else None
        if video is not None:
            video.width, video.height = size
            video.pix_fmt = "yuv420p"
            video.gop_size = 25
        out.metadata.update(WORDS if words is None else words)
        if video is not None:
            for number in range(int(seconds * 25)):
                frame = av.VideoFrame.from_image(_scene(number, size, seed))  # type: ignore[no-untyped-call]
                frame.pts, frame.time_base = number, Fraction(1, 25)
                out.mux(video.encode(frame))
            out.mux(video.encode(None))
        for number in range(int(seconds * RATE) // 960):
            out.mux(audio.encode(_tone(number * 960, seed)))
        out.mux(audio.encode(None))
    return file.getvalue()


def _scene(number: int, size: tuple[int, int], seed: int) -> Image.Image:
    width, height = size
    image = Image.new("RGB", size, (0, 0, 0) if number < 12 else (30, (120 + seed) % 256, 200))
    if number >= 12:
        at = number * 3 % max(1, width - 40)
        image.paste((255, 200, 0), (at, height // 4, at + 40, height // 2))
    return image


def _tone(at: int, seed: int) -> av.AudioFrame:
    hertz = 440 + seed
    wave = array("h", (int(8000 * math.sin((at + n) * 2 * math.pi * hertz / RATE)) for n in range(960)))
    frame = av.AudioFrame(format="s16", layout="mono", samples=960)
    frame.planes[0].update(wave.tobytes())
    frame.sample_rate, frame.pts = RATE, at
    return frame


def pyramid(*, texture: bytes | None = None, lie: dict[str, Any] | None = None, **changes: Any) -> bytes:
    """A model of four triangles, with a generator, a copyright and names; `changes` are to its description."""
    points = struct.pack("<15f", -1, 0, -1, 1, 0, -1, 1, 0, 1, -1, 0, 1, 0, 2, 0)
    corners = struct.pack("<12H", 0, 1, 4, 1, 2, 4, 2, 3, 4, 3, 0, 4)
    binary = points + corners
    document: dict[str, Any] = {
        "asset": {"version": "2.0", "generator": "Máy quét của Biên tập 1", "copyright": "Người dựng"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0, "name": "C:\\Users\\bien-tap\\thap.blend", "extras": {"by": "Người dựng"}}],
        "meshes": [{"primitives": [{"attributes": {"POSITION": 0}, "indices": 1}], "name": "tháp"}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": 5, "type": "VEC3", "min": [-1, 0, -1], "max": [1, 2, 1]},
            {"bufferView": 1, "componentType": 5123, "count": 12, "type": "SCALAR"},
        ],
        "bufferViews": [
            {"buffer": 0, "byteOffset": 0, "byteLength": len(points)},
            {"buffer": 0, "byteOffset": len(points), "byteLength": len(corners)},
        ],
    }  # fmt: skip
    if texture is not None:
        document["bufferViews"].append({"buffer": 0, "byteOffset": len(binary), "byteLength": len(texture)})
        document["images"] = [{"bufferView": 2, "mimeType": "image/jpeg"}]
        binary += texture
    binary += bytes(-len(binary) % 4)
    document["buffers"] = [{"byteLength": len(binary)}]
    document |= changes
    return glb(json.dumps(document).encode(), binary, **(lie or {}))


def glb(
    text: bytes, binary: bytes, *, total: int | None = None, first: int | None = None, version: int = 2
) -> bytes:
    """A GLB of two chunks; the sizes may lie."""
    text += b" " * (-len(text) % 4)
    whole = 12 + 8 + len(text) + 8 + len(binary)
    head = struct.pack("<4sII", b"glTF", version, whole if total is None else total)
    chunk = struct.pack("<II", len(text) if first is None else first, 0x4E4F534A)
    return head + chunk + text + struct.pack("<II", len(binary), 0x004E4942) + binary


def written_to(folder: Path, content: bytes, name: str = "file") -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path
