"""What is taken in, told by its first bytes; a file's name and what a browser says of it count for nothing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

HEAD = 64
"""How many bytes `identify` wants to see."""


class Group(StrEnum):
    """What a file shows, whatever its type."""

    IMAGE = "IMAGE"
    DOCUMENT = "DOCUMENT"
    AUDIO = "AUDIO"
    VIDEO = "VIDEO"
    MODEL = "MODEL"


@dataclass(frozen=True, slots=True)
class Kind:
    """A type's registered media type (IANA), the extension of names that we give, and its group."""

    mime: str
    extension: str
    group: Group


class MediaType(Enum):
    """The types that are taken in."""

    JPEG = Kind("image/jpeg", "jpg", Group.IMAGE)
    PNG = Kind("image/png", "png", Group.IMAGE)
    WEBP = Kind("image/webp", "webp", Group.IMAGE)
    AVIF = Kind("image/avif", "avif", Group.IMAGE)
    TIFF = Kind("image/tiff", "tif", Group.IMAGE)
    HEIC = Kind("image/heic", "heic", Group.IMAGE)
    PDF = Kind("application/pdf", "pdf", Group.DOCUMENT)
    MP3 = Kind("audio/mpeg", "mp3", Group.AUDIO)
    OGG = Kind("audio/ogg", "ogg", Group.AUDIO)
    M4A = Kind("audio/mp4", "m4a", Group.AUDIO)
    WAV = Kind("audio/wav", "wav", Group.AUDIO)
    MP4 = Kind("video/mp4", "mp4", Group.VIDEO)
    WEBM = Kind("video/webm", "webm", Group.VIDEO)
    GLB = Kind("model/gltf-binary", "glb", Group.MODEL)

    @property
    def mime(self) -> str:
        """As in Content-Type."""
        return self.value.mime

    @property
    def extension(self) -> str:
        """Without a dot."""
        return self.value.extension

    @property
    def group(self) -> Group:
        """What it shows."""
        return self.value.group


_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_M4A_BRANDS = {b"M4A ", b"M4B "}
_MP4_BRANDS = {b"isom", b"avc1", b"mp41", b"mp42", b"M4V ", *(b"iso%d" % number for number in range(2, 10))}
_STARTS = (
    (b"\xff\xd8\xff", MediaType.JPEG),
    (b"\x89PNG\r\n\x1a\n", MediaType.PNG),
    (b"II*\0", MediaType.TIFF),
    (b"MM\0*", MediaType.TIFF),
    (b"II+\0", MediaType.TIFF),
    (b"MM\0+", MediaType.TIFF),
    (b"%PDF-", MediaType.PDF),
    (b"ID3", MediaType.MP3),
    (b"OggS", MediaType.OGG),
    (b"glTF", MediaType.GLB),
)


_RIFF = {b"WEBP": MediaType.WEBP, b"WAVE": MediaType.WAV}


def identify(head: bytes) -> MediaType | None:
    """The type that a file's first `HEAD` bytes announce; None for whatever is not taken in.

    Whether the rest keeps that promise is for `probe.examine` to find out.
    """
    for start, kind in _STARTS:
        if head.startswith(start):
            return kind
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12])
    if head[:4] == b"\x1a\x45\xdf\xa3":
        return MediaType.WEBM if b"webm" in head else None  # Matroska's other document types are not taken in
    if (
        len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2
    ):  # the frame of an MP3 without a tag before it
        return MediaType.MP3
    return _by_brand(head) if head[4:8] == b"ftyp" else None


def _by_brand(head: bytes) -> MediaType | None:
    """AVIF, HEIC, M4A and MP4 are one container (ISO/IEC 14496-12); its brands say what is inside."""
    length = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    for brand in brands:
        if brand in _AVIF_BRANDS:
            return MediaType.AVIF
        if brand in _HEIC_BRANDS:
            return MediaType.HEIC
    if brands[0] in _M4A_BRANDS:
        return MediaType.M4A
    return MediaType.MP4 if brands[0] in _MP4_BRANDS else None
