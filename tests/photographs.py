"""Photographs as staff attach them, and a room for files of a test's own."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from media.intake import UploadedFile
from media.kinds import MediaType
from tests.catalogue import VARIABLES, Catalogue, contract
from tests.media.samples import exif_with_place, scenery, written

ATTACH = contract("desk/attach-surrogate")
_numbers = itertools.count(1)


@contextmanager
def file_room(folder: Path) -> Iterator[MediaRoom]:
    """A room for files in this folder, with one worker process."""
    room = MediaRoom.of(Settings(data=folder, media_workers=1))
    try:
        yield room
    finally:
        room.close()


def photograph(width: int = 480, height: int = 320, **exif: Any) -> bytes:
    """A JPEG unlike every other one, with the EXIF of a telephone: place, day, device."""
    image = scenery(width, height)
    image.putpixel((0, 0), (next(_numbers) % 256, next(_numbers) % 256, 7))
    return written(image, MediaType.JPEG, exif=exif_with_place(**exif), quality=88)


def arrived(folder: Path, content: bytes) -> UploadedFile:
    """A file as a multipart request brings it."""
    path = folder / f"arrived-{next(_numbers)}"
    path.write_bytes(content)
    return UploadedFile(path, hashlib.sha256(content).hexdigest(), len(content), "ảnh.jpg")


def attach_input(**changes: Any) -> dict[str, Any]:
    """The contract's sample of what is said of a photograph, with fields changed; None leaves a field out."""
    document = {**VARIABLES["AttachSurrogate"]["input"], **changes}
    return {name: value for name, value in document.items() if value is not None}


def attach(
    who: Catalogue, site_id: str, folder: Path, content: bytes | None = None, **changes: Any
) -> dict[str, Any]:
    """What `attachSurrogate` answers for a new photograph."""
    file = arrived(folder, photograph() if content is None else content)
    data = who.data(ATTACH, "AttachSurrogate", siteId=site_id, file=file, input=attach_input(**changes))
    payload: dict[str, Any] = data["attachSurrogate"]
    return payload
