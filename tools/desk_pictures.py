"""The pictures of the desk in `docs/desk/`: taken by the browser tests, made small, and nothing else left there.

Run as `python -m tools.desk_pictures` (`make desk-pictures`). Whatever the tests no longer take is removed, so that no
picture grows old. Ends with 1, and changes nothing, if the tests fail or the folder would be larger than `MOST`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "desk"
MOST = 5_000_000  # bytes of all pictures together
WIDEST = 800  # pixels; a telephone's 390 stay as they are
QUALITIES = (60, 50, 40)
"""WebP's: the first with which all pictures are small enough."""


def small(file: Path, quality: int) -> bytes:
    """A picture as WebP, no wider than a page of a document is."""
    with Image.open(file) as picture:
        wide = picture.convert("RGB")
    if wide.width > WIDEST:
        height = round(wide.height * WIDEST / wide.width)
        wide = wide.resize((WIDEST, height), Image.Resampling.LANCZOS)
    made = BytesIO()
    wide.save(made, "WEBP", quality=quality, method=6)
    return made.getvalue()


def main() -> int:
    """Take, shrink, replace."""
    with tempfile.TemporaryDirectory() as taken:
        test = [sys.executable, "-m", "pytest", "-q", "-x", "tests/desk/test_pictures.py"]
        done = subprocess.run(test, cwd=ROOT, env={**os.environ, "DESK_PICTURES": taken}, check=False)
        if done.returncode:
            return 1
        for quality in QUALITIES:
            made = {f"{file.stem}.webp": small(file, quality) for file in sorted(Path(taken).glob("*.png"))}
            size = sum(map(len, made.values()))
            print(f"{len(made)} pictures, {size / 1e6:.1f} MB at quality {quality}")
            if size <= MOST:
                break
    if size > MOST:
        print(f"more than {MOST / 1e6:.0f} MB: nothing was changed", file=sys.stderr)
        return 1
    PICTURES.mkdir(exist_ok=True)
    for old in PICTURES.glob("*.webp"):
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (PICTURES / name).write_bytes(content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
