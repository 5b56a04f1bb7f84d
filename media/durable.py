"""Files that are there, whole, once it is said that they were written: on the disk, not in a cache.

A file is written beside its place under another name, forced to the disk (fsync), put in its place in one
step, and then the folder is forced to the disk too, for the name is the folder's content.
"""

from __future__ import annotations

import os
import secrets
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # an office's Windows machine: one server, no lock on folders
    CAN_HOLD = False
else:
    CAN_HOLD = True

PART = ".part"
"""How the name of a file ends that is still being written."""


@contextmanager
def written_whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write to; it stands at `path` when the block ends, and nowhere if the block raises.

    Only its owner can read it. Raises OSError as the system does.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}{PART}")
    try:
        with os.fdopen(os.open(partial, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(path: Path) -> None:
    """Force a file's content, or a folder's list of names, to the disk."""
    if not CAN_HOLD and path.is_dir():
        return  # Windows keeps names by itself and opens no folder
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hold_shared(folder: Path, holder: object) -> Callable[[], object]:
    """Mark a folder as in use, as often as wanted, until the answered function is called or `holder` is gone."""
    if not CAN_HOLD:
        return lambda: None
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    return weakref.finalize(holder, os.close, handle)


def hold_file(handle: int) -> bool:
    """Have an open file to oneself, across processes, until it is closed; False if somebody else has it.

    Where files cannot be locked so (Windows), one server alone uses the data directory, and nobody waits.
    """
    if not CAN_HOLD:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def held_alone(folder: Path) -> Iterator[bool]:
    """Whether nobody uses the folder; if so nobody can begin to while the block runs."""
    if not CAN_HOLD:
        yield True
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)
