"""A file within a GraphQL request: multipart/form-data as the GraphQL multipart request specification has it.

A small part of that specification: `operations`, then `map`, then one file for one place among the variables.
Whoever may not send files is turned away before the file is read; it goes to the disk as it comes and is gone when
the request has been answered, unless a resolver has taken it over. Any page can send a form to us with a
browser's cookie, so it counts only beside the header that no foreign page can set.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import anyio
import anyio.to_thread
from anyio import CapacityLimiter
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import ClientDisconnect, Request

from catalog.db import UnavailableError
from catalog.errors import BadRequestError, Message
from catalog.settings import Settings
from media.errors import MediaError
from media.intake import Appending, Partial, UploadedFile
from media.names import tidied
from web.graphql.reading import (
    MalformedError,
    Parameters,
    RefusedError,
    parameters_of,
    read_json,
    read_object,
)

FORM = "multipart/form-data"
PREFLIGHT_HEADER = "graphql-require-preflight"

_BLOCK = 1 << 18  # bytes that are gathered before a thread reads and writes them
_LONGEST_MAP = 4096
_LONGEST_HEADER = 24_576  # of a part; a name of 5,000 letters takes 20,000 bytes
_MAX_HEADERS = 8
_OVERHEAD = 65_536  # boundaries and headers
_DEEPEST_PATH = 8
_LONGEST_REQUEST_S = 900
_BOUNDARY = re.compile(r"[0-9A-Za-z'()+_,./:=?-]{1,70}")  # RFC 2046, 5.1.1; without blanks
_ORDER = ("operations", "map")


class Form:
    """One form as it is read: what came so far. `feed`, `parameters` and `discard` are for a worker thread."""

    def __init__(self, boundary: str, partial: Partial, settings: Settings) -> None:
        self._partial = partial
        self._id = secrets.token_hex(16)
        self._limits = {"operations": settings.max_body_bytes, "map": _LONGEST_MAP}
        self._longest = settings.max_file_bytes
        self._texts: dict[str, bytearray] = {}
        self._headers: dict[str, str] = {}
        self._name, self._value = bytearray(), bytearray()
        self._parts = 0
        self._writer: Appending | None = None
        self._key, self._file_name = "", ""
        self._file: UploadedFile | None = None
        self._is_whole = False
        self._parser = MultipartParser(
            boundary,
            {
                "on_part_begin": self._begin,
                "on_header_field": lambda data, start, end: self._name.extend(data[start:end]),
                "on_header_value": lambda data, start, end: self._value.extend(data[start:end]),
                "on_header_end": self._header,
                "on_headers_finished": self._open,
                "on_part_data": self._data,
                "on_part_end": self._close,
                "on_end": self._end,
            },
            max_header_count=_MAX_HEADERS,
            max_header_size=_LONGEST_HEADER,
        )

    def feed(self, chunk: bytes) -> None:
        """Read more of the form. Raises `BadRequestError`, `RefusedError` (413, 507)."""
        try:
            self._parser.write(chunk)
        except FormParserError as error:
            raise _broken() from error
        except MediaError as error:
            raise _refused(error) from error

    def parameters(self) -> Parameters:
        """What the form asks for, with the file in its place among the variables.

        Raises `BadRequestError` or `MalformedError`.
        """
        if not self._is_whole or self._file is None:
            raise _broken()
        operations = read_object(bytes(self._texts["operations"]))
        places = read_json(_text(bytes(self._texts["map"])))
        _put(operations, places, self._key, self._file)
        return parameters_of(operations)

    def discard(self) -> None:
        """Take away what of the file is still here."""
        if self._writer is not None:
            self._writer.close()
        self._partial.end(self._id)

    def _begin(self) -> None:
        self._parts += 1
        self._headers.clear()
        if self._parts > len(_ORDER) + 1:
            raise BadRequestError(
                Message("Mỗi yêu cầu chỉ gửi được một tệp.", "One request can bring one file only.")
            )

    def _header(self) -> None:
        name = self._name.decode("latin-1").strip().lower()
        if name in self._headers:
            raise _broken()
        self._headers[name] = self._value.decode("latin-1")
        self._name.clear()
        self._value.clear()

    def _open(self) -> None:
        kind, options = parse_options_header(self._headers.get("content-disposition"))
        if kind != b"form-data" or b"name" not in options:
            raise _broken()
        name, is_file = _text(options[b"name"]), b"filename" in options
        expected = _ORDER[self._parts - 1] if self._parts <= len(_ORDER) else None
        if is_file is (expected is not None) or expected not in (None, name):
            raise _wrong_order()
        if expected is not None:
            self._texts[name] = bytearray()
            return
        self._key, self._file_name = name, tidied(options[b"filename"].decode("utf-8", "replace"))
        self._partial.begin(self._id, self._longest)
        self._writer = self._partial.open(self._id, 0, self._longest)

    def _data(self, data: bytes, start: int, end: int) -> None:
        if self._writer is not None:
            self._writer.write(data[start:end])
            return
        name = _ORDER[self._parts - 1]
        if len(self._texts[name]) + end - start > self._limits[name]:
            raise too_large(self._limits[name])
        self._texts[name] += data[start:end]

    def _close(self) -> None:
        if self._writer is not None:
            size = self._writer.keep()
            path = self._partial.path(self._id)
            self._file = UploadedFile(path, self._writer.digest(), size, self._file_name)
            self._writer.close()
            self._writer = None

    def _end(self) -> None:
        self._is_whole = True


class Forms:
    """Reads forms for the endpoint. `admit` raises for whoever may not send files; it runs in a worker thread."""

    def __init__(self, settings: Settings, partial: Partial, admit: Callable[[Request], object]) -> None:
        self._settings = settings
        self._partial = partial
        self._admit = admit
        self._threads = CapacityLimiter(settings.operation_threads)
        self._most = settings.max_body_bytes + settings.max_file_bytes + _LONGEST_MAP + _OVERHEAD

    async def begin(self, request: Request) -> Form:
        """A form for this request, of which nothing has been read. Raises `CatalogError`, `RefusedError`."""
        if not request.headers.get(PREFLIGHT_HEADER, "").strip():
            raise BadRequestError(_NO_HEADER)
        boundary = boundary_of(request.headers.getlist("content-type"))
        if boundary is None:
            raise _broken()
        announced = request.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self._most:
            raise too_large(self._settings.max_file_bytes)
        await anyio.to_thread.run_sync(self._admit, request, limiter=self._threads)
        return Form(boundary, self._partial, self._settings)

    async def read(self, request: Request, form: Form) -> None:
        """Read the whole of it, to the disk as it comes.

        Raises `ClientDisconnect`, `BadRequestError`, and `RefusedError` (408 for a pause that is too long, 413).
        """
        size, has_more = 0, True
        held: list[bytes] = []
        with anyio.move_on_after(_LONGEST_REQUEST_S) as patience:
            while has_more:
                with anyio.move_on_after(self._settings.upload_idle_seconds) as pause:
                    message = await request.receive()
                if pause.cancelled_caught:
                    raise _too_slow()
                if message["type"] == "http.disconnect":
                    raise ClientDisconnect
                held.append(message.get("body", b""))
                size += len(held[-1])
                has_more = message.get("more_body", False)
                if size > self._most:
                    raise too_large(self._settings.max_file_bytes)
                if not has_more or sum(map(len, held)) >= _BLOCK:
                    await anyio.to_thread.run_sync(form.feed, b"".join(held), limiter=self._threads)
                    held.clear()
        if patience.cancelled_caught:
            raise _too_slow()

    async def discard(self, form: Form) -> None:
        """Nothing of the form stays, even if the request is just being broken off."""
        with anyio.CancelScope(shield=True):
            await anyio.to_thread.run_sync(form.discard, limiter=self._threads)


def is_form(content_types: list[str]) -> bool:
    """Whether these Content-Type headers announce a form."""
    return len(content_types) == 1 and content_types[0].partition(";")[0].strip().lower() == FORM


def boundary_of(content_types: list[str]) -> str | None:
    """What stands between the parts of a form; None if that is not told, or cannot be."""
    if not is_form(content_types) or len(content_types[0]) > 300:
        return None
    _, options = parse_options_header(content_types[0])
    boundary = options.get(b"boundary", b"").decode("latin-1")
    return boundary if _BOUNDARY.fullmatch(boundary) else None


def too_large(limit: int) -> RefusedError:
    """The refusal of what is longer than it may be."""
    message = Message(
        f"Nội dung gửi lên quá lớn: nhiều nhất {limit} byte. Tệp lớn hơn xin gửi qua /uploads.",
        f"What was sent is too large: at most {limit} bytes. Larger files are sent to /uploads.",
    )
    return RefusedError(413, BadRequestError(message), {"Connection": "close"})


def _put(operations: dict[str, Any], places: Any, key: str, file: UploadedFile) -> None:
    """Set the file into the one place that `map` names for it. Raises `MalformedError`."""
    paths = places.get(key) if isinstance(places, Mapping) and len(places) == 1 else None
    path = paths[0] if isinstance(paths, list) and len(paths) == 1 else None
    steps = path.split(".", _DEEPEST_PATH) if isinstance(path, str) else []
    if len(steps) < 2 or len(steps) > _DEEPEST_PATH or steps[0] != "variables":
        raise _bad_map()
    where: Any = operations
    for step in steps[:-1]:
        where = where[_within(where, step)]
    last = _within(where, steps[-1])
    if where[last] is not None:
        raise _bad_map()
    where[last] = file


def _within(where: Any, step: str) -> Any:
    """The key or index that a step of a path means here. Raises `MalformedError` if there is nothing."""
    if isinstance(where, dict) and step in where:
        return step
    is_index = step.isascii() and step.isdecimal() and len(step) < 4
    if isinstance(where, list) and is_index and int(step) < len(where):
        return int(step)
    raise _bad_map()


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _broken() from error


def _refused(error: MediaError) -> RefusedError:
    message = Message(error.vi, error.en)
    if error.code == "NO_SPACE":
        return RefusedError(507, UnavailableError(message), {"Connection": "close"})
    return RefusedError(413, BadRequestError(message), {"Connection": "close"})


def _broken() -> BadRequestError:
    return BadRequestError(
        Message(
            "Biểu mẫu multipart không hợp lệ hoặc bị đứt quãng.",
            "The multipart form is malformed or broken off.",
        )
    )


def _wrong_order() -> BadRequestError:
    return BadRequestError(
        Message(
            "Biểu mẫu phải gồm đúng ba phần theo thứ tự: operations, map, rồi một tệp.",
            "The form has exactly three parts in this order: operations, map, one file.",
        )
    )


def _bad_map() -> MalformedError:
    return MalformedError(
        Message(
            '`map` phải chỉ tên phần chứa tệp tới đúng một biến đang là null, ví dụ {"0": ["variables.file"]}.',
            '`map` leads the name of the file\'s part to one variable that is null, such as {"0": ["variables.file"]}.',
        )
    )


def _too_slow() -> RefusedError:
    message = Message("Nội dung gửi lên quá chậm.", "The request body took too long to arrive.")
    return RefusedError(408, BadRequestError(message), {"Connection": "close"})


_NO_HEADER = Message(
    "Gửi tệp cần header GraphQL-Require-Preflight: 1.",
    "Sending a file needs the header GraphQL-Require-Preflight: 1.",
)
