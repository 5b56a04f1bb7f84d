"""The worker processes: limits that hold, deaths that harm nobody, and a parent that decodes nothing."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from media.errors import MediaError
from media.kinds import MediaType
from media.profiles import Format, Profile, Recipe
from media.workers import TASKS_PER_CHILD, Workers
from tests.media.samples import IMAGE_TYPES, exif_with_place, pdf, sample, scenery, written

SCREEN = Recipe(Profile.SCREEN)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers() as started:
        yield started


def _slow(folder: Path) -> Path:
    """A picture whose AVIF takes seconds."""
    file = folder / "slow.jpg"
    file.write_bytes(written(scenery(4_000, 3_000), MediaType.JPEG, quality=70))
    return file


def _until(condition: object, seconds: float = 10) -> None:
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("kind", [*IMAGE_TYPES, MediaType.PDF])
def test_files_are_examined_derived_from_and_cleaned_in_another_process(
    workers: Workers, kind: MediaType, tmp_path: Path
) -> None:
    if kind is MediaType.PDF:
        file = tmp_path / "file.pdf"
        file.write_bytes(pdf())
        assert workers.examine(file).pages == 3
        with pytest.raises(MediaError, match="NO_PICTURE"):
            workers.derive(file, kind, {SCREEN: tmp_path / "x"})
        return
    file = sample(kind, tmp_path)
    facts = workers.examine(file, wanted=kind)
    assert facts.media_type is kind
    assert facts.width is not None
    assert facts.height is not None
    made = workers.derive(file, kind, {SCREEN: tmp_path / "made.webp"})
    assert made == {SCREEN: (facts.width, facts.height, (tmp_path / "made.webp").stat().st_size)}
    assert workers.clean(file, tmp_path / "clean", kind) == (kind.name in {"JPEG", "PNG", "WEBP"})
    assert os.getpid() not in workers.pids()


def test_a_refusal_keeps_its_code_and_its_sentences(workers: Workers, tmp_path: Path) -> None:
    file = tmp_path / "x.jpg"
    file.write_bytes(b"<html>")
    with pytest.raises(MediaError) as refusal:
        workers.examine(file)
    assert refusal.value.code == "UNSUPPORTED_TYPE"
    assert refusal.value.vi.startswith("Loại tệp này")
    assert refusal.value.en.startswith("Files of this type")


def test_a_file_that_is_not_there_is_the_systems_error(workers: Workers, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        workers.examine(tmp_path / "none")
    with pytest.raises(FileNotFoundError):
        workers.derive(sample(MediaType.PNG, tmp_path), MediaType.PNG, {SCREEN: tmp_path / "no" / "x"})


def test_a_killed_worker_harms_nobody_not_even_its_own_call(tmp_path: Path) -> None:
    slow, quick = _slow(tmp_path), sample(MediaType.PNG, tmp_path)
    zoom = Recipe(Profile.ZOOM, Format.AVIF)
    with Workers(2) as workers, ThreadPoolExecutor(2) as threads:
        working = threads.submit(workers.derive, slow, MediaType.JPEG, {zoom: tmp_path / "zoom.avif"})
        _until(workers.pids)
        time.sleep(0.5)
        (busy,) = workers.pids()
        others = threads.submit(lambda: [workers.examine(quick).dhash for _ in range(20)])
        os.kill(busy, signal.SIGKILL)
        assert len(set(others.result())) == 1
        assert working.result()[zoom][:2] == (2_560, 1_920)
        assert busy not in workers.pids()


def test_an_idle_worker_that_was_killed_is_replaced_unnoticed(tmp_path: Path) -> None:
    file = sample(MediaType.PNG, tmp_path)
    with Workers(1) as workers:
        facts = workers.examine(file)
        os.kill(workers.pids()[0], signal.SIGKILL)
        assert workers.examine(file) == facts


def test_what_takes_too_long_is_stopped_and_the_next_call_is_served(tmp_path: Path) -> None:
    slow, quick = _slow(tmp_path), sample(MediaType.PNG, tmp_path)
    with Workers(1, making_seconds=0.8) as workers:
        before = time.monotonic()
        with pytest.raises(MediaError, match="NO_TIME"):
            workers.derive(slow, MediaType.JPEG, {Recipe(Profile.ZOOM, Format.AVIF): tmp_path / "zoom.avif"})
        assert time.monotonic() - before < 3
        assert workers.examine(quick).width == 240
    assert not (tmp_path / "zoom.avif").exists()


def test_what_needs_too_much_memory_is_stopped_and_the_next_call_is_served(tmp_path: Path) -> None:
    large, quick = tmp_path / "large.png", sample(MediaType.PNG, tmp_path)
    large.write_bytes(written(scenery(6_000, 4_000), MediaType.PNG, compress_level=1))
    with Workers(1, memory_bytes=120 << 20, seconds=30) as workers:
        with pytest.raises(MediaError, match="NO_MEMORY"):
            workers.examine(large)
        assert workers.examine(quick).width == 240


def test_when_all_are_busy_a_call_waits_and_then_says_so(tmp_path: Path) -> None:
    slow, quick = _slow(tmp_path), sample(MediaType.PNG, tmp_path)
    zoom = {Recipe(Profile.ZOOM, Format.AVIF): tmp_path / "zoom.avif"}
    with Workers(1, waiting_seconds=0.3) as workers, ThreadPoolExecutor(1) as threads:
        working = threads.submit(workers.derive, slow, MediaType.JPEG, zoom)
        _until(workers.pids)
        with pytest.raises(MediaError, match="BUSY"):
            workers.examine(quick)
        working.result()
        assert workers.examine(quick).width == 240


def test_many_threads_share_a_few_workers(tmp_path: Path) -> None:
    files = []
    for number in range(40):
        file = tmp_path / f"{number}.png"
        file.write_bytes(written(Image.new("RGB", (10 + number, 10)), MediaType.PNG))
        files.append(file)
    with Workers(2) as workers, ThreadPoolExecutor(16) as threads:
        assert [facts.width for facts in threads.map(workers.examine, files)] == list(range(10, 50))
        assert len(workers.pids()) <= 2


def test_a_worker_is_replaced_after_many_tasks(tmp_path: Path) -> None:
    file = tmp_path / "small.png"
    file.write_bytes(written(Image.new("RGB", (8, 8)), MediaType.PNG))
    with Workers(1) as workers:
        seen = []
        for _ in range(TASKS_PER_CHILD + 1):
            workers.examine(file)
            seen.append(workers.pids()[0])
        assert len(set(seen)) == 2
        assert seen[-1] != seen[-2] == seen[0]


def test_closing_ends_all_children_the_working_ones_too(tmp_path: Path) -> None:
    slow = _slow(tmp_path)
    workers = Workers(1)
    with ThreadPoolExecutor(1) as threads:
        zoom = {Recipe(Profile.ZOOM, Format.AVIF): tmp_path / "zoom.avif"}
        working = threads.submit(workers.derive, slow, MediaType.JPEG, zoom)
        _until(workers.pids)
        pids = workers.pids()
        workers.close()
        with pytest.raises(MediaError):
            working.result(10)
    with pytest.raises(MediaError, match="BUSY"):
        workers.examine(slow)
    assert [pid for pid in pids if Path(f"/proc/{pid}").exists()] == []


@pytest.mark.parametrize("moment", [0, 0.0005, 0.005, 0.05])
def test_a_call_hears_of_the_closing_at_whatever_moment_it_comes(moment: float, tmp_path: Path) -> None:
    slow = _slow(tmp_path)
    zoom = {Recipe(Profile.ZOOM, Format.AVIF): tmp_path / "zoom.avif"}
    for _ in range(5):
        workers = Workers(1)
        workers.examine(slow)
        with ThreadPoolExecutor(1) as threads:
            working = threads.submit(workers.derive, slow, MediaType.JPEG, zoom)
            time.sleep(moment)
            workers.close()
            with pytest.raises(MediaError):
                working.result(20)


PARENT = """
import sys, threading
from pathlib import Path
from media.kinds import MediaType
from media.profiles import *
from media.workers import Workers
workers = Workers(1)
workers.examine(Path(sys.argv[1]))
print(*workers.pids(), flush=True)
target = {Recipe(Profile.ZOOM, Format.AVIF): Path(sys.argv[2])}
workers.derive(Path(sys.argv[1]), MediaType.JPEG, target)
"""


def test_children_end_with_their_parent_even_when_it_is_killed_in_the_middle(tmp_path: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(_slow(tmp_path)), str(tmp_path / "zoom.avif")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    _until(lambda: not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text())


def test_a_worker_sees_no_setting_and_no_secret(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIENBIEN_DATABASE_URL", "postgresql://user:secret@host/db")
    with Workers(1) as own:
        own.examine(sample(MediaType.PNG, tmp_path))
        environment = Path(f"/proc/{own.pids()[0]}/environ").read_bytes()
    assert b"DIENBIEN" not in environment
    assert b"secret" not in environment


def test_the_parents_side_loads_no_decoder() -> None:
    program = (
        "import sys, json, media.workers, media.profiles, media.kinds, media.examined, media.errors;"
        "print(json.dumps([m for m in sys.modules if m.split('.')[0] in {'PIL', 'pypdf', 'pi_heif'}]))"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert json.loads(said) == []


def test_a_photograph_of_24_megapixels_is_examined_at_once(workers: Workers, tmp_path: Path) -> None:
    file = tmp_path / "large.jpg"
    file.write_bytes(written(scenery(6_000, 4_000), MediaType.JPEG, quality=88, exif=exif_with_place(6)))
    before = time.monotonic()
    facts = workers.examine(file)
    assert (facts.width, facts.height) == (4_000, 6_000)
    assert time.monotonic() - before < 5
