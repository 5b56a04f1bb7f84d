"""The office's own basemap under the map at the desk: one PMTiles file (specification 3), handed out in ranges."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from web.built import no_such_file

BASEMAP = "/desk/basemap.pmtiles"
_MAGIC = b"PMTiles\x03"


@dataclass(frozen=True, slots=True)
class Basemap:
    """The file that an operator set, if any. It may be replaced, or be taken away, while the server runs."""

    path: Path | None

    @property
    def is_there(self) -> bool:
        """Whether there is a file that begins as PMTiles do; what it holds, the desk finds out."""
        if self.path is None:
            return False
        try:
            with self.path.open("rb") as file:
                return file.read(len(_MAGIC)) == _MAGIC
        except OSError:
            return False

    def file(self, _: Request) -> Response:
        """The file, whole or the range (RFC 9110, 14) that was asked for, with an ETag that changes with the file."""
        if self.path is None or not self.is_there:
            return no_such_file()
        headers = {"Cache-Control": "no-cache"}
        return FileResponse(self.path, headers=headers, media_type="application/vnd.pmtiles")
