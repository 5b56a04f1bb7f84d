"""Processes that tests start, and that must not outlive them."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path


def ending_with_us(command: Sequence[str | Path]) -> list[str | Path]:
    """The command, told by Linux to end (SIGINT) when the tests are killed before they can end it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--", *command] if setpriv else list(command)
