"""Somebody who sends files by tus, over real HTTP."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx2
import sqlalchemy as sa

from catalog.people import issue_token
from catalog.terms import Role
from tests.catalogue import Catalogue
from tests.web.accounts import Site, Time, open_site

PIECE = "application/offset+octet-stream"


def metadata(name: str) -> str:
    """Upload-Metadata with this file name."""
    return f"filename {base64.b64encode(name.encode()).decode()}".rstrip()


def checksum(content: bytes, algorithm: str = "sha256") -> dict[str, str]:
    """Upload-Checksum of some bytes."""
    digest = base64.b64encode(hashlib.new(algorithm, content).digest()).decode()
    return {"Upload_Checksum": f"{algorithm} {digest}"}


@dataclass
class Sender:
    """A client with a token; `headers` go with every request."""

    client: httpx2.Client
    headers: dict[str, str]

    def ask(
        self,
        method: str,
        path: str = "/uploads",
        content: bytes | Iterable[bytes] = b"",
        **headers: str | None,
    ) -> httpx2.Response:
        """Any request; a header that is None is left out, "_" in its name stands for "-"."""
        sent = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        chosen = {name: value for name, value in sent.items() if value is not None}
        return self.client.request(method, path, content=content, headers=chosen)

    def create(self, length: int, name: str = "ảnh.jpg", **headers: str | None) -> httpx2.Response:
        """Begin an upload."""
        return self.ask(
            "POST", "/uploads", b"", Upload_Length=str(length), Upload_Metadata=metadata(name), **headers
        )

    def begun(self, length: int, name: str = "ảnh.jpg") -> str:
        """The path of an upload that must be taken."""
        answer = self.create(length, name)
        assert answer.status_code == 201, answer.text
        return str(answer.headers["location"])

    def patch(
        self, path: str, offset: int, content: bytes | Iterable[bytes], **headers: str | None
    ) -> httpx2.Response:
        """Send bytes."""
        named: dict[str, str | None] = {"Content_Type": PIECE, "Upload_Offset": str(offset), **headers}
        return self.ask("PATCH", path, content, **named)

    def offset(self, path: str) -> int:
        """How far the server says that it has come."""
        answer = self.ask("HEAD", path)
        assert answer.status_code == 200
        return int(answer.headers["upload-offset"])


@dataclass
class UploadSite:
    """An application with a data directory of its own."""

    site: Site
    data: Path

    @property
    def time(self) -> Time:
        """Its clock."""
        return self.site.time

    def sender(self, role: Role = Role.EDITOR, unit: str | None = None, **headers: str) -> Sender:
        """Somebody new, of this role."""
        with self.site.catalogue.database.write() as session:
            token = issue_token(session, f"{role} {id(headers)}", role, unit, self.time.now)
        return self.anybody(Authorization=f"Bearer {token}", **headers)

    def anybody(self, **headers: str) -> Sender:
        """Somebody without a token."""
        client = httpx2.Client(base_url=self.site.url, timeout=60)
        return Sender(client, {"Tus-Resumable": "1.0.0", "Accept-Language": "en", **headers})

    def state(self) -> list[Any]:
        """Everything about uploads: rows, files and their bytes."""
        with self.site.catalogue.database.read() as session:
            rows = [tuple(row) for row in session.execute(sa.text("SELECT * FROM upload ORDER BY id"))]
        return [rows, {name: hashlib.sha256(content).hexdigest() for name, content in self.files().items()}]

    def files(self) -> dict[str, bytes]:
        """The files in the data directory, by name."""
        return {path.name: path.read_bytes() for path in sorted(self.data.rglob("*")) if path.is_file()}

    def row(self, path: str) -> Any:
        """The row of an upload."""
        with self.site.catalogue.database.read() as session:
            query = sa.text("SELECT * FROM upload WHERE id = :id")
            return session.execute(query, {"id": path.rpartition("/")[2]}).mappings().one()


@contextmanager
def open_uploads(
    catalogue: Catalogue, data: Path, now: datetime | None = None, **settings: object
) -> Iterator[UploadSite]:
    """The application on the loopback address."""
    with open_site(catalogue, Time(now) if now else None, data=data, **settings) as site:
        yield UploadSite(site, data)
