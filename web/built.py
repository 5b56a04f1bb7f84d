"""Files that a build tool made, named by their content: served from a fixed list of names, compressed beforehand."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_DAY = "public, max-age=86400"
_MEDIA_TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".webmanifest": "application/manifest+json",
}
_ENCODINGS = {"br": ".br", "gzip": ".gz"}


def built_file(request: Request, folder: Path, name: str, *, cache: str = FOR_EVER) -> Response:
    """The file, in the best form that lies beside it and that the client takes. The caller has checked the name."""
    path = folder / name
    headers = {"Cache-Control": cache, "Vary": "Accept-Encoding"}
    accepted = request.headers.get("accept-encoding", "")
    for encoding, suffix in _ENCODINGS.items():
        if encoding in accepted and (packed := path.with_name(name + suffix)).is_file():
            headers["Content-Encoding"] = encoding
            path = packed
            break
    kind = _MEDIA_TYPES.get(Path(name).suffix) or mimetypes.guess_type(name)[0]
    return Response(path.read_bytes(), headers=headers, media_type=kind)


def no_such_file() -> Response:
    """What any other name gets."""
    return PlainTextResponse("Không có tệp này. / There is no such file.\n", status_code=404)
