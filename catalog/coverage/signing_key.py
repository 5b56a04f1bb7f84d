"""The catalogue's own key for signing snapshots: Ed25519, in the data directory, made when first needed.

It goes with the data directory into every backup, as the password hashes do: a catalogue that was restored signs and
verifies as before. An archive of open text does not carry it; who starts anew from one has a new key.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import orjson
from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from catalog.errors import CatalogError, Message
from media.durable import PART, sync, written_whole

FILE = "coverage.jwk"


class BrokenKeyError(CatalogError):
    """The key's file holds no key: nothing is signed, and no new key is made in its place."""

    code = "INTERNAL"


def signing_key_in(folder: Path) -> OKPKey:
    """The key, made at the first call; of two processes that make one, the first one's counts.

    Whoever loses the file can sign no more as this catalogue; what was signed still verifies by the key inside.
    Raises `BrokenKeyError`, and OSError as the system does.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = folder / FILE
    if not file.exists():
        _make(file)
    return _read(file)


def find_key_in(folder: Path) -> OKPKey | None:
    """The key, if one was made; none is made for whoever only looks. Raises as `signing_key_in`."""
    file = folder / FILE
    return _read(file) if file.exists() else None


def _read(file: Path) -> OKPKey:
    try:
        key = OKPKey.import_key(orjson.loads(file.read_bytes()))
    except (JoseError, ValueError, TypeError, KeyError) as error:
        raise _broken(file) from error
    if not key.is_private or key.as_dict(private=False).get("crv") != "Ed25519":
        raise _broken(file)
    return key


def _make(file: Path) -> None:
    made = orjson.dumps(OKPKey.generate_key("Ed25519").as_dict(private=True), option=orjson.OPT_SORT_KEYS)
    own = file.with_name(f".{file.name}.{secrets.token_hex(4)}{PART}")
    with written_whole(own) as output:
        output.write(made)
    try:
        os.link(own, file)
    except FileExistsError:
        pass  # another process was first
    finally:
        own.unlink()
    sync(file.parent)


def _broken(file: Path) -> BrokenKeyError:
    return BrokenKeyError(
        Message(
            f"{file} không chứa khóa ký hợp lệ; hãy lấy lại tệp từ bản sao lưu.",
            f"{file} holds no valid signing key; please put the file back from a backup.",
        )
    )
