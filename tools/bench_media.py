"""Measures the making of pictures against sharp, the library that most servers use: `make bench-media`.

One invented photograph of 24 megapixels (6000 x 4000) becomes four WebP and four AVIF: THUMB, CARD, SCREEN and
ZOOM. Ours goes through `media.workers.Workers` as in the server; sharp (Node.js, its version is in
bench_media/package.json) makes the same sizes with all eight pipelines begun at once and its own defaults of
threads. Rounds alternate, each in new processes that made a small picture before; seconds are on the clock, from
the order to the last file, and memory is the peak of the whole process (VmHWM).

Equal quality and effort: both use libwebp and libaom at the same settings. WebP: sharp's `effort` is libwebp's
`method`, as Pillow's. AVIF: libvips hands libheif the speed 9 - effort, which is libaom's cpu-used, as Pillow's
`speed` is; so speed 6 is effort 3. Both turn quality into libaom's quantizer by ((100 - q) * 63 + 50) / 100. Both keep
4:2:0 and 8 bits. Bytes and PSNR (against a lossless picture of that size, from a full decode) are printed, to be
compared: where they differed, the seconds would not mean much. The last line is one JSON object.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageStat

from media.derive import OPTIONS
from media.kinds import MediaType
from media.profiles import Format, Profile, Recipe
from media.workers import Workers
from tools.photograph import write_photograph

SHARP = Path(__file__).with_name("bench_media")
RECIPES = [Recipe(profile, format_) for profile in Profile for format_ in (Format.WEBP, Format.AVIF)]


def installed(folder: Path) -> Path:
    """sharp as its lock file says, in `folder`; the script that uses it."""
    npm = shutil.which("npm")
    if npm is None:
        raise SystemExit("bench-media needs Node.js and npm.")
    for name in ("package.json", "package-lock.json", ".npmrc", "sharp.mjs"):
        shutil.copy(SHARP / name, folder)
    subprocess.run([npm, "ci"], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=True)
    return folder / "sharp.mjs"


def peak_mb(pid: int) -> float:
    """The most that the process ever had in memory, from the kernel."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) / 1024


def ours(source: Path, warm: Path, folder: Path) -> tuple[float, float]:
    """Seconds and peak MB of one round through new worker processes."""
    targets = {recipe: folder / recipe.name for recipe in RECIPES}
    with Workers() as workers:
        workers.derive(warm, MediaType.JPEG, targets)
        began = time.monotonic()
        workers.derive(source, MediaType.JPEG, targets)
        return time.monotonic() - began, sum(map(peak_mb, workers.pids()))


def sharps(script: Path, source: Path, warm: Path, folder: Path) -> tuple[float, float]:
    """The same by sharp."""
    jobs = [_job(recipe, folder / recipe.name) for recipe in RECIPES]
    orders = "".join(json.dumps({"source": str(each), "jobs": jobs}) + "\n" for each in (warm, source))
    node = shutil.which("node") or "node"
    said = subprocess.run(
        [node, str(script)], input=orders, capture_output=True, text=True, check=True
    ).stdout
    answer = json.loads(said.splitlines()[-1])
    return answer["seconds"], answer["peak_mb"]


def _job(recipe: Recipe, path: Path) -> dict[str, Any]:
    options, frame = OPTIONS[recipe.format], recipe.profile.value
    effort = options["method"] if recipe.format is Format.WEBP else 9 - options["speed"]
    return {
        "path": str(path),
        "width": frame.width,
        "height": frame.height,
        "crop": frame.is_crop,
        "format": recipe.format.value,
        "quality": options["quality"],
        "effort": effort,
    }


def compare(source: Path, one: Path, other: Path) -> None:
    """Print bytes and PSNR of every derivative, ours and sharp's."""
    print(f"{'':24}{'ours':>20}{'sharp':>20}")
    with Image.open(source) as image:
        full = image.convert("RGB")
    for recipe in RECIPES:
        left, top, width, height = (
            recipe.cut(*full.size) if recipe.profile.value.is_crop else (0, 0, *full.size)
        )
        box = left, top, left + width, top + height
        reference = full.resize(recipe.size(*full.size), Image.Resampling.LANCZOS, box=box)
        cells = [_cell(folder / recipe.name, reference) for folder in (one, other)]
        print(f"{recipe.name:24}{cells[0]:>20}{cells[1]:>20}")


def _cell(made: Path, reference: Image.Image) -> str:
    with Image.open(made) as image:
        assert image.size == reference.size, (made, image.size, reference.size)
        rms = ImageStat.Stat(ImageChops.difference(image.convert("RGB"), reference)).rms
    square = sum(value * value for value in rms) / len(rms)
    psnr = 10 * math.log10(255 * 255 / square) if square else math.inf
    return f"{made.stat().st_size / 1000:.1f} kB {psnr:.1f} dB"


def measure(rounds: int, folder: Path) -> dict[str, float]:
    """Medians of the seconds, the highest of the peaks."""
    script = installed(Path(tempfile.mkdtemp(prefix="sharp-", dir=folder)))
    source = write_photograph(folder / "photograph.jpg")
    warm = write_photograph(folder / "warm.jpg", 300, 200)
    one, other = folder / "ours", folder / "theirs"
    one.mkdir()
    other.mkdir()
    print(f"{source.stat().st_size / 1e6:.1f} MB of JPEG, {rounds} rounds")
    times: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for number in range(rounds):
        mine, theirs = ours(source, warm, one), sharps(script, source, warm, other)
        times.append((mine, theirs))
        print(f"round {number + 1}: ours {mine[0]:.2f} s {mine[1]:.0f} MB, sharp {theirs[0]:.2f} s {theirs[1]:.0f} MB",
              flush=True)  # fmt: skip
    compare(source, one, other)
    ours_s, sharp_s = (statistics.median(pair[who][0] for pair in times) for who in (0, 1))
    return {
        "ours_s": round(ours_s, 2),
        "sharp_s": round(sharp_s, 2),
        "ratio": round(ours_s / sharp_s, 2),
        "ours_mb": round(max(pair[0][1] for pair in times)),
        "sharp_mb": round(max(pair[1][1] for pair in times)),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, and print the figures as JSON at the end."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-media-") as folder:
        print(json.dumps(measure(options.rounds, Path(folder))))


if __name__ == "__main__":
    main()
