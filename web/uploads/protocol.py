"""What tus 1.0.0 writes into headers (tus.io/protocols/resumable-upload, core and extensions), read strictly."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime

from starlette.datastructures import Headers

from catalog.errors import Message
from catalog.tables import Upload
from media.intake import CHECKSUMS, Checksum

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination"
PIECE = "application/offset+octet-stream"
PATH = "/uploads"
OVERRIDE = "x-http-method-override"

CHECKSUM_MISMATCH = 460
"""The protocol's own status, which RFC 9110 does not know."""

_NUMBER = re.compile(r"[0-9]{1,18}")
_KEY = re.compile(r"[!-+\--~]{1,64}")  # ASCII without blanks and commas
_MAX_KEYS = 16
_MAX_METADATA = 40_000  # characters of the header; a name of 5,000 letters takes 20,000

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Location, Retry-After, Tus-Checksum-Algorithm, Tus-Extension, Tus-Max-Size, Tus-Resumable, Tus-Version,"
        " Upload-Expires, Upload-Length, Upload-Metadata, Upload-Offset, X-Request-Id"
    ),
}
"""Any origin, and none with cookies: a foreign page needs a bearer token."""

PREFLIGHT = {
    "Access-Control-Allow-Methods": "DELETE, HEAD, PATCH, POST",
    "Access-Control-Allow-Headers": (
        "Accept-Language, Acting-As, Authorization, Content-Type, GraphQL-Require-Preflight, Tus-Resumable,"
        " Upload-Checksum, Upload-Length, Upload-Metadata, Upload-Offset, X-HTTP-Method-Override, X-Request-Id"
    ),
    "Access-Control-Max-Age": "86400",
}


class RefusedError(Exception):
    """A request answered with this status, sentence and headers."""

    def __init__(self, status: int, message: Message, headers: dict[str, str] | None = None) -> None:
        super().__init__(str(message))
        self.status = status
        self.message = message
        self.headers = headers or {}


@dataclass(frozen=True)
class Wanted:
    """What a creation announces."""

    length: int
    file_name: str


def check_version(headers: Headers) -> None:
    """Raise `RefusedError` (412) for a client of another version, or of none."""
    if headers.getlist("tus-resumable") != [VERSION]:
        raise RefusedError(
            412,
            Message(
                f"Cần đúng một header Tus-Resumable: {VERSION}.",
                f"Exactly one header Tus-Resumable: {VERSION} is needed.",
            ),
            {"Tus-Version": VERSION},
        )


def wanted(headers: Headers) -> Wanted:
    """What is to be created. Raises `RefusedError` (400)."""
    if "upload-defer-length" in headers:
        raise _bad(
            "Phải báo trước độ dài của tệp (Upload-Length).",
            "The file's length is told beforehand (Upload-Length).",
        )
    return Wanted(number(headers, "upload-length"), metadata(headers).get("filename", ""))


def number(headers: Headers, name: str) -> int:
    """A header that is one whole number. Raises `RefusedError` (400)."""
    given = headers.getlist(name)
    if len(given) != 1 or not _NUMBER.fullmatch(given[0]):
        shown = name.title()
        raise _bad(f"{shown} phải là một số nguyên không âm.", f"{shown} is one whole number, not negative.")
    return int(given[0])


def metadata(headers: Headers) -> dict[str, str]:
    """What Upload-Metadata says, by key. Raises `RefusedError` (400) for what is not key and Base64 of UTF-8.

    `filename` is the only one that is used; which type a file has, its content says.
    """
    text = ",".join(headers.getlist("upload-metadata"))
    pairs = [pair.strip(" ").split(" ") for pair in text.split(",", _MAX_KEYS)] if text else []
    if len(text) > _MAX_METADATA or len(pairs) > _MAX_KEYS:
        raise _bad("Upload-Metadata quá dài.", "The Upload-Metadata is too long.")
    found: dict[str, str] = {}
    for key, *values in pairs:
        if not _KEY.fullmatch(key) or key in found or len(values) > 1:
            raise _bad(
                "Upload-Metadata phải gồm các cặp “khóa Base64”, mỗi khóa một lần, cách nhau bằng dấu phẩy.",
                "Upload-Metadata is pairs of key and Base64, each key once, with commas between.",
            )
        try:
            found[key] = base64.b64decode(values[0] if values else "", validate=True).decode("utf-8")
        except (binascii.Error, ValueError) as error:
            raise _bad(
                "Giá trị trong Upload-Metadata phải là Base64 của chữ UTF-8.",
                "A value in Upload-Metadata is the Base64 of text in UTF-8.",
            ) from error
    return found


def checksum(headers: Headers) -> Checksum | None:
    """What the request's bytes must add up to, if it says so. Raises `RefusedError` (400)."""
    given = headers.getlist("upload-checksum")
    if not given:
        return None
    algorithm, _, text = given[0].partition(" ")
    try:
        digest = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        digest = b""
    is_known = algorithm in CHECKSUMS
    if (
        len(given) > 1
        or not is_known
        or len(digest) != hashlib.new(algorithm, usedforsecurity=False).digest_size
    ):
        names = ", ".join(CHECKSUMS)
        raise _bad(
            f"Upload-Checksum phải gồm tên thuật toán ({names}) và Base64 của giá trị băm.",
            f"Upload-Checksum is the name of an algorithm ({names}) and the Base64 of the digest.",
        )
    return Checksum(algorithm, digest)


def has_body(headers: Headers) -> bool:
    """Whether bytes come with the request."""
    return "transfer-encoding" in headers or announced(headers) > 0


def announced(headers: Headers) -> int:
    """How many bytes the request says to bring; 0 where it does not say."""
    given = headers.get("content-length", "0")
    return int(given) if _NUMBER.fullmatch(given) else 0


def check_piece(headers: Headers) -> None:
    """Raise `RefusedError` (415) for a body that is no piece of a file, or compressed."""
    if (
        headers.getlist("content-type") != [PIECE]
        or headers.get("content-encoding", "identity") != "identity"
    ):
        raise RefusedError(
            415,
            Message(
                f"Nội dung gửi lên phải có Content-Type là {PIECE} và không nén.",
                f"The request body must have the Content-Type {PIECE} and not be compressed.",
            ),
        )


def described(upload: Upload, size: int) -> dict[str, str]:
    """What HEAD tells of an upload; the file's name as it was made harmless."""
    name = base64.b64encode(upload.file_name.encode()).decode()
    return {
        "Upload-Offset": str(size),
        "Upload-Length": str(upload.length),
        "Upload-Metadata": f"filename {name}",
        "Upload-Expires": instant(upload.expires_at),
    }


def instant(moment: datetime) -> str:
    """A time as HTTP writes it (RFC 9110, 5.6.7)."""
    return format_datetime(moment, usegmt=True)


def _bad(vi: str, en: str) -> RefusedError:
    return RefusedError(400, Message(vi, en))
