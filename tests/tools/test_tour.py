"""The tour prints what the README shows."""

from __future__ import annotations

import re
from pathlib import Path

from tools.tour import run

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
SHOWN = re.search(r"```text\n(A new catalogue.*?)```", README, re.DOTALL)
CHANGES = (
    (r"\b[0-9a-f]{64}\b", "<hash>"),
    (r"\b[0-9a-f]{16}…", "<hash>…"),
    (r"key [\w-]{43}", "key <key>"),
    (r"\d+ bytes", "<n> bytes"),
    (r"in \d+ seconds", "in <n> seconds"),
    (r"S-\d{4}-1", "S-<year>-1"),
)


def plain(text: str) -> list[str]:
    """The lines without what differs each time: hashes, the key, times, sizes of pictures."""
    for pattern, mark in CHANGES:
        text = re.sub(pattern, mark, text)
    return text.strip().splitlines()


def test_the_tour_prints_what_the_readme_shows() -> None:
    lines: list[str] = []
    run("en", lines.append)
    assert SHOWN is not None
    assert plain("\n".join(lines)) == plain(SHOWN[1])
