"""SQLite files to copy, made once in a process: several runs in one (mutmut's) share what the first has made.

What is shared is their content, not the file: pytest clears the folders of earlier runs away, and a test that fails
because its database is missing looks like one that has noticed a mutant.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

_made: dict[str, bytes] = {}


def made_once(file: Path, make: Callable[[Path], None]) -> Path:
    """The file with what `make` puts there, or has put into a file of this name before."""
    if file.name in _made:
        file.write_bytes(_made[file.name])
    else:
        make(file)
        _made[file.name] = file.read_bytes()
    return file
