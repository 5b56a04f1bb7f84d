"""Models in three dimensions: read strictly, counted, and copied without words."""

from __future__ import annotations

import json
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from media.errors import MediaError
from media.kinds import MediaType
from media.workers import Workers
from tests.media.recordings import glb, pyramid, written_to
from tests.media.samples import exif_with_place, scenery, written

EMPTY_ASSET = b'{"asset":{"version":"2.0"}}'


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """One worker for the file."""
    with Workers(1) as found:
        yield found


def test_a_model_is_counted_and_its_words_are_private(workers: Workers, tmp_path: Path) -> None:
    found = workers.examine(written_to(tmp_path, pyramid()))
    assert (found.media_type, found.meshes, found.triangles) == (MediaType.GLB, 1, 4)
    assert found.has_private_metadata
    assert (found.width, found.seconds) == (None, None)


def test_a_copy_has_the_same_shapes_and_no_words_whoever_wrote_them(workers: Workers, tmp_path: Path) -> None:
    texture = written(scenery(64, 64), MediaType.JPEG, exif=exif_with_place())
    source = written_to(tmp_path, pyramid(texture=texture), "a.glb")
    target = tmp_path / "b.glb"
    assert workers.clean(source, target, MediaType.GLB)
    copy, original = target.read_bytes(), source.read_bytes()
    for word in ("Máy quét", "Người dựng", "bien-tap", "tháp", "extras", "generator"):
        assert word.encode() not in copy, word
    assert b"Exif" in original
    assert b"Exif" not in copy
    assert copy.count(b"\xff\xd8\xff") == 1, "the texture itself is there"
    found = workers.examine(target)
    assert (found.meshes, found.triangles, found.has_private_metadata) == (1, 4, False)
    size = struct.unpack("<I", copy[12:16])[0]
    kept, before = (
        json.loads(copy[20 : 20 + size]),
        json.loads(original[20 : 20 + struct.unpack("<I", original[12:16])[0]]),
    )
    assert kept["accessors"] == before["accessors"]
    assert kept["bufferViews"] == before["bufferViews"]
    points = kept["bufferViews"][0]["byteLength"]
    assert copy[28 + size : 28 + size + points] in original
    again = tmp_path / "c.glb"
    workers.clean(target, again, MediaType.GLB)
    assert again.read_bytes() == copy


def test_bytes_that_no_part_of_the_description_names_are_not_handed_on(
    workers: Workers, tmp_path: Path
) -> None:
    secret = "tên và số điện thoại của người quét ".encode()
    whole = pyramid()
    size = struct.unpack("<I", whole[12:16])[0]
    document = json.loads(whole[20 : 20 + size])
    document["buffers"][0]["byteLength"] += len(secret)
    padded = glb(json.dumps(document).encode(), whole[28 + size :] + secret + bytes(-len(secret) % 4))
    target = tmp_path / "b.glb"
    workers.clean(written_to(tmp_path, padded), target, MediaType.GLB)
    assert secret not in target.read_bytes()


BAD: dict[str, tuple[bytes, str]] = {
    "cut off": (pyramid()[:-40], "TRUNCATED"),
    "head only": (pyramid()[:12], "TRUNCATED"),
    "claims more": (pyramid(lie={"total": 1 << 31}), "TRUNCATED"),
    "claims less": (pyramid(lie={"total": 100}), "CORRUPT"),
    "first chunk over the end": (pyramid(lie={"first": 0xFFFFFFF0}), "CORRUPT"),
    "first chunk too short": (pyramid(lie={"first": 8}), "CORRUPT"),
    "version 1": (pyramid(lie={"version": 1}), "CORRUPT"),
    "no JSON": (glb(b"not JSON", b""), "CORRUPT"),
    "deep JSON": (glb(b"[" * 100_000, b""), "CORRUPT"),
    "NaN": (glb(b'{"asset":{"version":"2.0"},"x":NaN}', b""), "CORRUPT"),
    "nothing in it": (glb(EMPTY_ASSET, b""), "CORRUPT"),
    "another file's buffer": (pyramid(buffers=[{"byteLength": 84, "uri": "file:///etc/passwd"}]), "EXTERNAL_PARTS"),
    "buffer as data": (pyramid(buffers=[{"byteLength": 3, "uri": "data:;base64,AAAA"}]), "EXTERNAL_PARTS"),
    "picture elsewhere": (pyramid(images=[{"uri": "https://example.org/a.jpg"}]), "EXTERNAL_PARTS"),
    "two buffers": (pyramid(buffers=[{"byteLength": 4}, {"byteLength": 4}]), "CORRUPT"),
    "buffer larger than the file": (pyramid(buffers=[{"byteLength": 1 << 40}]), "CORRUPT"),
    "view over the end": (pyramid(bufferViews=[{"buffer": 0, "byteOffset": 80, "byteLength": 999}] * 2), "CORRUPT"),
    "negative view": (pyramid(bufferViews=[{"buffer": 0, "byteOffset": -4, "byteLength": 8}] * 2), "CORRUPT"),
    "too many triangles": (
        pyramid(accessors=[{"bufferView": 0, "componentType": 5126, "count": 10**9, "type": "VEC3"}] * 2),
        "CORRUPT",
    ),
    "a mesh of nothing": (pyramid(meshes=[{"primitives": []}]), "CORRUPT"),
    "a mesh of nonsense": (pyramid(meshes=[{"primitives": [{"attributes": {"POSITION": 99}}]}]), "CORRUPT"),
    "nodes are words": (pyramid(nodes=["x"]), "CORRUPT"),
    "a page behind it": (pyramid() + b"<html><script>alert(1)</script>", "POLYGLOT"),
    "an archive behind it": (pyramid() + b"PK\x05\x06" + bytes(18), "POLYGLOT"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_model_that_is_not_what_it_claims_is_refused(workers: Workers, tmp_path: Path, name: str) -> None:
    content, code = BAD[name]
    began = time.monotonic()
    with pytest.raises(MediaError) as caught:
        workers.examine(written_to(tmp_path, content))
    assert caught.value.code == code
    assert time.monotonic() - began < 10


def test_a_description_of_200_megabytes_is_not_read(workers: Workers, tmp_path: Path) -> None:
    path = tmp_path / "sparse.glb"
    size = 200 << 20
    with path.open("wb") as file:
        file.write(struct.pack("<4sIIII", b"glTF", 2, 20 + size, size, 0x4E4F534A))
        file.truncate(20 + size)
    with pytest.raises(MediaError) as caught:
        workers.examine(path)
    assert caught.value.code == "METADATA_TOO_LARGE"


def test_the_densest_description_that_is_read_stays_below_300_megabytes(tmp_path: Path) -> None:
    parts = b",".join([b"[]"] * 1_390_000)
    path = written_to(tmp_path, glb(b'{"asset":{"version":"2.0"},"x":[' + parts + b"]}", b""))
    with Workers(1) as workers:
        with pytest.raises(MediaError):
            workers.examine(path)
        (pid,) = workers.pids()
        status = Path(f"/proc/{pid}/status").read_text()
    peak = int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
    assert peak < 300, f"{peak} MB"
