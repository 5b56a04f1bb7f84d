"""The files of the pages' look, served under names that say their content, so that they may be kept for ever."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
FOR_EVER = "public, max-age=31536000, immutable"
_MEDIA_TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served."""

    address: str
    media_type: str
    content: bytes


class Assets:
    """All files of a folder, read once. A style sheet says `url(name.svg)` and gets the served address."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._by_file: dict[str, Asset] = {}
        for file in sorted(folder.iterdir(), key=lambda file: (file.suffix == ".css", file.name)):
            if file.suffix in _MEDIA_TYPES:
                self._by_file[file.name] = self._served(file)
        self._by_address = {asset.address: asset for asset in self._by_file.values()}

    def _served(self, file: Path) -> Asset:
        content = file.read_bytes()
        if file.suffix == ".css":
            for name, asset in self._by_file.items():
                content = content.replace(f"url({name})".encode(), f"url({asset.address})".encode())
        digest = hashlib.sha256(content).hexdigest()[:12]
        return Asset(f"/assets/{file.stem}-{digest}{file.suffix}", _MEDIA_TYPES[file.suffix], content)

    def address(self, file_name: str) -> str:
        """Where a file is served; changes whenever its content does."""
        return self._by_file[file_name].address

    def at(self, address: str) -> Asset | None:
        """The file served at an address."""
        return self._by_address.get(address)
