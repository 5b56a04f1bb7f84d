"""SQLite files to copy, made once in a process: several runs in one (mutmut's) share what the first has made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_made: dict[str, Path] = {}


def made_once(name: str, make: Callable[[], Path]) -> Path:
    """The file of this name, made if this process has not made it yet."""
    if name not in _made:
        _made[name] = make()
    return _made[name]
