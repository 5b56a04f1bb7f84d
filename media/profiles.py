"""The pictures that are made of a picture: which sizes, in which formats, under which names.

A name says everything that decides the bytes, so what stands under it never changes and may be kept by
every cache. `VERSION` is part of the name: it goes up when the same source would give other pixels.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum

VERSION = 1


@dataclass(frozen=True, slots=True)
class Frame:
    """A size in pixels: filled by a crop around the focal point, or fitted into."""

    width: int
    height: int
    is_crop: bool


class Profile(Enum):
    """What a picture is for. None is ever larger than its source."""

    THUMB = Frame(320, 320, is_crop=True)
    CARD = Frame(640, 480, is_crop=True)
    SCREEN = Frame(1600, 1600, is_crop=False)
    ZOOM = Frame(2560, 2560, is_crop=False)


class Format(StrEnum):
    """How it is written; WebP unless asked otherwise."""

    WEBP = "webp"
    AVIF = "avif"
    JPEG = "jpg"

    @property
    def mime(self) -> str:
        """As in Content-Type."""
        return "image/jpeg" if self is Format.JPEG else f"image/{self.value}"


_NAME = re.compile(
    rf"(?P<profile>[a-z]+)-{VERSION}(?:-(?P<x>0|[1-9]\d?|100)x(?P<y>0|[1-9]\d?|100))?\.(?P<format>[a-z]+)",
    re.ASCII,
)
_PROFILES = {profile.name.lower(): profile for profile in Profile}
_FORMATS = {format_.value: format_ for format_ in Format}


@dataclass(frozen=True, slots=True)
class Recipe:
    """One derivative. The focal point is in whole percents from the left and the top; only crops have one."""

    profile: Profile
    format: Format = Format.WEBP
    focal_x: int = 50
    focal_y: int = 50

    def __post_init__(self) -> None:
        if not (0 <= self.focal_x <= 100 and 0 <= self.focal_y <= 100):
            raise ValueError("a focal point lies between 0 and 100 percent")
        if not self.profile.value.is_crop and (self.focal_x, self.focal_y) != (50, 50):
            raise ValueError("only a crop has a focal point")

    @classmethod
    def around(
        cls, profile: Profile, format_: Format, focal_x: float | None, focal_y: float | None
    ) -> Recipe:
        """The recipe for a focal point given as shares (0..1), unknown ones in the middle."""
        if not profile.value.is_crop:
            return cls(profile, format_)
        x, y = (
            50 if share is None else round(min(max(share, 0.0), 1.0) * 100) for share in (focal_x, focal_y)
        )
        return cls(profile, format_, x, y)

    @property
    def name(self) -> str:
        """The file's name: `card-1-50x50.webp`, `screen-1.avif`."""
        focal = f"-{self.focal_x}x{self.focal_y}" if self.profile.value.is_crop else ""
        return f"{self.profile.name.lower()}-{VERSION}{focal}.{self.format.value}"

    @classmethod
    def parse(cls, name: str) -> Recipe | None:
        """The recipe of exactly that name, else None."""
        found = _NAME.fullmatch(name)
        if not found or found["profile"] not in _PROFILES or found["format"] not in _FORMATS:
            return None
        profile, format_ = _PROFILES[found["profile"]], _FORMATS[found["format"]]
        if profile.value.is_crop != (found["x"] is not None):
            return None
        return (
            cls(profile, format_, int(found["x"]), int(found["y"])) if found["x"] else cls(profile, format_)
        )

    def size(self, width: int, height: int) -> tuple[int, int]:
        """The derivative's size in pixels, for a source that is shown at that size."""
        frame = self.profile.value
        if frame.is_crop:
            _, _, cut_width, cut_height = self.cut(width, height)
            scale = min(1.0, frame.width / cut_width)
            return max(1, round(cut_width * scale)), max(1, round(cut_height * scale))
        scale = min(1.0, frame.width / width, frame.height / height)
        return max(1, round(width * scale)), max(1, round(height * scale))

    def cut(self, width: int, height: int) -> tuple[float, float, float, float]:
        """What a crop keeps of a source: left, top, width, height; the focal point as near its middle as fits."""
        frame = self.profile.value
        shape = frame.width / frame.height
        cut_width, cut_height = min(width, height * shape), min(height, width / shape)
        left = min(max(width * self.focal_x / 100 - cut_width / 2, 0.0), width - cut_width)
        top = min(max(height * self.focal_y / 100 - cut_height / 2, 0.0), height - cut_height)
        return left, top, cut_width, cut_height
