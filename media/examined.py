"""What a file turned out to be, as plain values that pass between processes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from media.kinds import MediaType


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """The facts of one file, read from its bytes after a full decode.

    `width` and `height` are in pixels as the picture is shown, its orientation applied; a PDF has none.
    `dhash` is the difference hash, 64 bits as 16 hex digits: near-equal pictures differ in few bits.
    `placeholder` is a WebP of some ten pixels as a data: URI, `colour` the mean as #rrggbb.
    `seconds`, `frame_rate` (pictures a second) and `codecs` ("h264, aac") tell of sound and film, `meshes`
    and `triangles` of a model.
    `is_equirectangular`: its own XMP says that it is a panorama (GPano).
    Place (degrees, WGS84), device and day are what the camera wrote: private until a person says otherwise.
    """

    media_type: MediaType
    width: int | None = None
    height: int | None = None
    frames: int = 1
    pages: int | None = None
    has_text_layer: bool | None = None
    dhash: str | None = None
    placeholder: str | None = None
    colour: str | None = None
    captured_on: date | None = None
    latitude: float | None = None
    longitude: float | None = None
    device: str | None = None
    has_private_metadata: bool = False
    seconds: float | None = None
    frame_rate: float | None = None
    codecs: str | None = None
    meshes: int | None = None
    triangles: int | None = None
    is_equirectangular: bool = False

    def to_json(self) -> dict[str, Any]:
        """Values that JSON knows."""
        captured = self.captured_on.isoformat() if self.captured_on else None
        return {**asdict(self), "media_type": self.media_type.name, "captured_on": captured}

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Examined:
        """What `to_json` answered."""
        captured = values["captured_on"]
        return cls(
            **{
                **values,
                "media_type": MediaType[values["media_type"]],
                "captured_on": date.fromisoformat(captured) if captured else None,
            }
        )
