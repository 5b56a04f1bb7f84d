"""Addresses that say by themselves until when they may be followed (HMAC-SHA-256, RFC 2104).

For files that are not public: whoever may see one is given its address for a while, and pictures on a page
need no token of their own.
"""

from __future__ import annotations

import hmac
import os
import secrets
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from media.kinds import MediaType

KEY_BYTES = 32
LIFE_S = 3600
"""An address is good for one to two hours: its end is a whole hour, so that within one it stays the same for caches."""


MEDIA = "/media"
"""Under which the files and the pictures of them are delivered."""


def address(digest: str, name: str) -> str:
    """The path of a file or of a picture of it, by the file's digest and the picture's recipe."""
    return f"{MEDIA}/{digest}/{name}"


def play_name(kind: MediaType) -> str:
    """The last part of the address of what is played, or downloaded: a copy without private metadata."""
    return f"play-1.{kind.extension}"


WITHDRAWN = "withdrawn"
"""The state of a file that was taken out of everybody's sight."""


class Links:
    """Signs and checks paths with the installation's own key, which lies in `folder`; made when first needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _key(self) -> bytes:
        return key_in(self.folder)

    def signed(self, path: str, now: float, state: str = "") -> str:
        """The path with its end (seconds since 1970) and signature.

        `state` is what holds for the file now: an address that was given out in another state is good no more.
        """
        expires = (int(now) // LIFE_S + 2) * LIFE_S
        return f"{path}?expires={expires}&signature={self._signature(path, expires, state)}"

    def is_signed(self, path: str, expires: str, signature: str, now: float, state: str = "") -> bool:
        """Whether the path was signed here, for now and in this state."""
        if not (expires.isascii() and expires.isdigit() and len(expires) <= 12 and signature.isascii()):
            return False
        wanted = self._signature(path, int(expires), state)
        return hmac.compare_digest(wanted, signature) and now < int(expires)

    def _signature(self, path: str, expires: int, state: str) -> str:
        return hmac.new(self._key, f"{expires} {state} {path}".encode(), sha256).hexdigest()


def key_in(folder: Path) -> bytes:
    """The installation's key, made at the first call; of two processes that make one, the first one's counts.

    Whoever loses the file loses no more than the addresses given out during the last two hours.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / "links"
    if not file.exists():
        partial = folder / f".links.{secrets.token_hex(4)}"
        handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as new:
            new.write(secrets.token_bytes(KEY_BYTES))
            new.flush()
            os.fsync(new.fileno())
        try:
            os.link(partial, file)
        except FileExistsError:
            pass
        finally:
            partial.unlink()
    return file.read_bytes()
