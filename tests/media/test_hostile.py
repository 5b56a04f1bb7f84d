"""Hostile files through the real workers: refused with a known code or examined, fast, in bounded memory, harming nobody."""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from media.errors import REFUSALS, MediaError
from media.examined import Examined
from media.kinds import Group, MediaType
from media.profiles import Profile, Recipe
from media.workers import UnforeseenError, Workers
from tests.media.hostile import Hostile, hostile_files
from tests.media.samples import sample
from tests.storage.summary import say

MOST_SECONDS, MOST_MB, LEAST_FILES = 10.0, 300.0, 500
THUMB = Recipe(Profile.THUMB)
FILES = hostile_files()
FAMILIES = sorted({file.family for file in FILES})


@dataclass(frozen=True)
class Outcome:
    """What became of one file; `code` is EXAMINED, DERIVED or a refusal's."""

    name: str
    code: str
    seconds: float
    megabytes: float
    has_crashed: bool


class Watch:
    """The highest memory (VmHWM) of the workers' processes, read while they live: those that are killed count too."""

    def __init__(self, workers: Workers) -> None:
        self._workers, self._stop = workers, threading.Event()
        self.megabytes = 0.0
        self._thread = threading.Thread(target=self._look_often, daemon=True)

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def reset(self) -> None:
        """Count from what they have now."""
        for pid in self._workers.pids():
            with contextlib.suppress(OSError):
                Path(f"/proc/{pid}/clear_refs").write_text("5")
        self.megabytes = 0.0

    def look(self) -> None:
        """Once."""
        for pid in self._workers.pids():
            with contextlib.suppress(OSError):
                for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
                    if line.startswith("VmHWM"):
                        self.megabytes = max(self.megabytes, int(line.split()[1]) / 1024)

    def _look_often(self) -> None:
        while not self._stop.wait(0.02):
            self.look()


class Neighbour:
    """Somebody whose good file is examined all the while by the same workers."""

    def __init__(self, workers: Workers, folder: Path) -> None:
        self._file = sample(MediaType.PNG, folder)
        self._right = workers.examine(self._file)
        self._workers, self._stop = workers, threading.Event()
        self._thread = threading.Thread(target=self._ask, daemon=True)
        self.calls, self.slowest, self.faults = 0, 0.0, list[BaseException]()

    def __enter__(self) -> Neighbour:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _ask(self) -> None:
        while not self._stop.wait(0.1):
            began = time.monotonic()
            try:
                assert self._workers.examine(self._file) == self._right
            except BaseException as fault:  # noqa: BLE001 - told by the test
                self.faults.append(fault)
            self.calls += 1
            self.slowest = max(self.slowest, time.monotonic() - began)


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as started:
        yield started


@pytest.fixture(scope="module")
def watch(workers: Workers) -> Iterator[Watch]:
    with Watch(workers) as started:
        yield started


def outcome(file: Hostile, workers: Workers, watch: Watch, folder: Path) -> Outcome:
    """Examine it and, where that goes well, make the smallest picture of it."""
    path, target = folder / "file", folder / "thumb.webp"
    file.write(path)
    watch.reset()
    began, crashed = time.monotonic(), False
    try:
        facts = workers.examine(path)
        code = "EXAMINED"
        _assert_sane(facts)
        if facts.media_type.group is Group.IMAGE:
            assert workers.derive(path, facts.media_type, {THUMB: target})[THUMB][2] == target.stat().st_size
            code = "DERIVED"
    except MediaError as refusal:
        code = refusal.code
        assert code in REFUSALS
        assert refusal.vi
        assert refusal.en
        crashed = code == "CORRUPT" and type(refusal.__context__).__name__ == "_DiedError"
        assert not isinstance(refusal.__cause__, UnforeseenError), f"{file.name}: {refusal.__cause__}"
    seconds = time.monotonic() - began
    watch.look()
    path.unlink()
    target.unlink(missing_ok=True)
    assert not list(folder.iterdir()), "something was left behind"
    return Outcome(file.name, code, seconds, watch.megabytes, crashed)


def _assert_sane(facts: Examined) -> None:
    if facts.media_type.group is Group.IMAGE:
        assert facts.width is not None
        assert facts.height is not None
        assert 0 < facts.width < 30_000 > facts.height > 0
        assert facts.width * facts.height <= 120_000_000
        assert facts.placeholder is not None
        assert len(facts.placeholder) <= 400
    assert facts.frames >= 1
    assert facts.latitude is None or -90 <= facts.latitude <= 90
    assert facts.longitude is None or -180 <= facts.longitude <= 180
    assert facts.captured_on is None or 1826 <= facts.captured_on.year <= 2100
    assert facts.device is None or (len(facts.device) <= 100 and facts.device.isprintable())


@pytest.mark.parametrize("family", FAMILIES)
def test_hostile_files_are_refused_or_examined_fast_in_bounded_memory_and_harm_nobody(
    family: str,
    workers: Workers,
    watch: Watch,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    record_property: Callable[[str, object], None],
) -> None:
    files = [file for file in FILES if file.family == family]
    with Neighbour(workers, tmp_path_factory.mktemp("neighbour")) as neighbour:
        outcomes = [outcome(file, workers, watch, tmp_path) for file in files]
    slow, dear = max(outcomes, key=lambda o: o.seconds), max(outcomes, key=lambda o: o.megabytes)
    crashes = [o.name for o in outcomes if o.has_crashed]
    say(
        record_property,
        f"hostile {family}: {len(outcomes)} files, at most {slow.seconds:.1f} s ({slow.name}) and "
        f"{dear.megabytes:.0f} MB ({dear.name}), {len(crashes)} workers crashed; neighbour: {neighbour.calls} "
        f"calls, at most {neighbour.slowest:.2f} s, {len(neighbour.faults)} failed; "
        + ", ".join(f"{code} {count}" for code, count in Counter(o.code for o in outcomes).most_common()),
    )
    # What was stopped had its processor time; by the clock that is longer on a busy machine.
    assert [o for o in outcomes if o.seconds >= MOST_SECONDS and o.code != "NO_TIME"] == []
    assert [o for o in outcomes if o.megabytes >= MOST_MB] == []
    assert crashes == []
    assert neighbour.faults == []
    assert neighbour.slowest < MOST_SECONDS


def test_there_are_enough_hostile_files_and_each_is_another() -> None:
    assert len(FILES) >= LEAST_FILES
    assert len({(file.family, file.name) for file in FILES}) == len(FILES)
