"""The parent's side of the worker processes: hands each call to a free one, and survives whatever it does.

Imports no decoder, so that a server starts fast and a hostile file never meets the server's own process.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import media
from media.errors import MediaError, refused
from media.examined import Examined
from media.iiif import Cut
from media.kinds import HEAD, Group, MediaType, identify
from media.profiles import Recipe

TASKS_PER_CHILD = 200
"""After so many a child is replaced, so that what a library leaks or a file corrupts does not last."""
PATIENCE = 3
"""How many times as long as its processor time a task may take by the clock: a busy machine is not the file's fault."""
DEFAULT_MEMORY = 1_536 << 20
LONG = (Group.AUDIO, Group.VIDEO)
RECORDING_S = 60.0
"""Of processor time, to look into sound or film: decoded at many times the speed of playing, but it may last for hours."""
COPYING_S = 120.0
"""To write up to 4 GiB anew."""
_PACKAGES = Path(media.__file__).parents[1]


class UnforeseenError(Exception):
    """What a worker raised and nobody expected: the cause of a MediaError CORRUPT, for the log."""


class _DiedError(Exception):
    """The child ended by itself; `code` is as Popen.returncode."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class _Child:
    """One worker process and the talk with it."""

    def __init__(self, memory_bytes: int) -> None:
        # -P and -s: nothing is imported from the folder where the server was started, nor from a user's own.
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-s", "-m", "media.worker", str(memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            start_new_session=True,  # Ctrl-C in a terminal ends the server, which ends its children
        )
        self.tasks = 0

    @property
    def pid(self) -> int:
        return self._process.pid

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, task: dict[str, Any], seconds: float) -> dict[str, Any]:
        """The child's answer. Raises _DiedError, and MediaError NO_TIME after which it is dead."""
        self.tasks += 1
        line = json.dumps({**task, "seconds": seconds}).encode() + b"\n"
        assert self._process.stdin is not None  # noqa: S101
        try:
            self._process.stdin.write(line)
            self._process.stdin.flush()
        except OSError:
            raise self._died() from None
        said = self._line(time.monotonic() + seconds * PATIENCE)
        if said is None:
            self.kill()
            raise refused("NO_TIME")
        if not said.endswith(b"\n"):
            raise self._died()
        answer: dict[str, Any] = json.loads(said)
        if answer.get("refused", [""])[0] == "NO_MEMORY":
            self.kill()  # what is left of it is not trusted with another file
        return answer

    def _line(self, deadline: float) -> bytes | None:
        """What the child says up to the end of a line, or of its life; None when time is up."""
        assert self._process.stdout is not None  # noqa: S101
        handle = self._process.stdout.fileno()
        said = b""
        with selectors.DefaultSelector() as selector:
            selector.register(handle, selectors.EVENT_READ)
            while not said.endswith(b"\n"):
                if not selector.select(max(0.0, deadline - time.monotonic())):
                    return None
                piece = os.read(handle, 65_536)
                if not piece:
                    break
                said += piece
        return said

    def _died(self) -> _DiedError:
        code = self._process.wait()
        self.kill()
        return _DiedError(code)

    def end(self) -> None:
        """End it at once, from any thread: whoever waits for its answer hears of it."""
        self._process.kill()
        self._process.wait()

    def kill(self) -> None:
        """End it and take its remains away; only by the thread that it is lent to.

        A selector never hears of a pipe that another thread closed under it.
        """
        self.end()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()


def _environment() -> dict[str, str]:
    """No setting and no secret of the server; only where its own packages are."""
    paths = [str(_PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    # One arena, and whatever is large given back at once: a worker's memory is that of its present file.
    malloc = {"MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "262144", "MALLOC_TRIM_THRESHOLD_": "262144"}
    return {"PYTHONPATH": os.pathsep.join(paths), "LC_ALL": "C.UTF-8", **malloc}


class Workers:
    """A few worker processes, started when first needed; methods may be called from any thread.

    `memory_bytes` bounds each child's address space; `seconds` of processor time an examination, `making_seconds`
    the making of derivatives or a clean copy (three times as long by the clock), `waiting_seconds` the wait for a
    free child. Every method raises
    MediaError: what the worker refused, or NO_TIME, NO_MEMORY, CORRUPT (the file ended the worker), BUSY;
    and OSError where a file cannot be read or written.
    """

    def __init__(
        self,
        count: int = 2,
        *,
        memory_bytes: int = DEFAULT_MEMORY,
        seconds: float = 6.0,
        making_seconds: float = 60.0,
        waiting_seconds: float = 60.0,
    ) -> None:
        self._memory_bytes = memory_bytes
        self._seconds, self._making_seconds, self._waiting_seconds = seconds, making_seconds, waiting_seconds
        self._free: queue.LifoQueue[_Child | None] = queue.LifoQueue()
        for _ in range(count):
            self._free.put(None)
        self._lock = threading.Lock()
        self._children: set[_Child] = set()
        self._is_closed = False

    def examine(self, path: Path, *, wanted: MediaType | None = None) -> Examined:
        """The facts of the file after a full decode; `wanted` is the type that it has to be."""
        today = datetime.now(UTC).date().isoformat()
        task = {
            "task": "examine",
            "path": str(path),
            "today": today,
            "wanted": wanted.name if wanted else None,
        }
        with path.open("rb") as file:
            kind = identify(file.read(HEAD))
        is_long = kind is not None and kind.group in LONG
        return Examined.from_json(self._carried_out(task, RECORDING_S if is_long else self._seconds))

    def derive(
        self, source: Path, kind: MediaType, targets: Mapping[Recipe, Path]
    ) -> dict[Recipe, tuple[int, int, int]]:
        """Write the derivatives of an examined file to their paths; width, height and bytes of each."""
        names = {recipe.name: str(path) for recipe, path in targets.items()}
        task = {"task": "derive", "path": str(source), "kind": kind.name, "targets": names}
        made = self._carried_out(task, self._making_seconds)
        return {recipe: tuple(made[recipe.name]) for recipe in targets}

    def region(self, source: Path, kind: MediaType, cut: Cut, target: Path) -> tuple[int, int, int]:
        """Write one part of an examined picture; its width, height and bytes."""
        task = {
            "task": "region",
            "path": str(source),
            "kind": kind.name,
            "cut": cut.to_json(),
            "target": str(target),
        }
        width, height, size = self._carried_out(task, self._making_seconds)
        return width, height, size

    def clean(self, source: Path, target: Path, kind: MediaType) -> bool:
        """Write a copy without metadata, pixels untouched; False for types of which none can be made."""
        task = {"task": "clean", "path": str(source), "kind": kind.name, "target": str(target)}
        is_long = kind.group in LONG
        return bool(self._carried_out(task, COPYING_S if is_long else self._making_seconds))

    def poster(self, source: Path, target: Path, kind: MediaType) -> bool:
        """Write the picture that stands for a film, as PNG; False where there is none."""
        task = {"task": "poster", "path": str(source), "kind": kind.name, "target": str(target)}
        return bool(self._carried_out(task, self._making_seconds))

    def sample_picture(self, target: Path, order: Mapping[str, Any]) -> None:
        """Draw a picture for a demonstration; `order` is what `media.samples.picture.Order` says."""
        task = {"task": "sample", "target": str(target), "order": dict(order)}
        self._carried_out(task, self._making_seconds)

    def sample_paper(self, target: Path, pages: int, number: int) -> None:
        """Write a PDF for a demonstration."""
        task = {"task": "sample", "target": str(target), "pages": pages, "number": number}
        self._carried_out(task, self._making_seconds)

    def pids(self) -> list[int]:
        """The processes of the present children."""
        with self._lock:
            return [child.pid for child in self._children if child.is_alive()]

    def close(self) -> None:
        """End all children, the working ones too; calls under way and later ones raise MediaError."""
        with self._lock:
            self._is_closed = True
            children, self._children = self._children, set()
        for child in children:
            child.end()
        for idle in self._taken_back():
            if idle is not None:
                idle.kill()
            self._free.put(None)

    def _taken_back(self) -> list[_Child | None]:
        """The children that nobody uses, and the places of those not yet started."""
        idle = []
        with contextlib.suppress(queue.Empty):
            while True:
                idle.append(self._free.get_nowait())
        return idle

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _carried_out(self, task: dict[str, Any], seconds: float) -> Any:
        try:
            child = self._free.get(timeout=self._waiting_seconds)
        except queue.Empty:
            raise refused("BUSY") from None
        try:
            child = self._ready(child)
            try:
                answer = child.ask(task, seconds)
            except _DiedError as died:
                if died.code != -signal.SIGKILL or self._is_closed:
                    raise
                # Killed from outside, perhaps for another's memory: no fault of this file until it happens again.
                child = self._ready(child)
                answer = child.ask(task, seconds)
        except _DiedError as died:
            raise _why(died.code) from None
        finally:
            self._free.put(child)
        if "failed" in answer:
            raise OSError(*answer["failed"])
        if "refused" in answer:
            unforeseen = answer.get("trace")
            raise MediaError(*answer["refused"]) from (UnforeseenError(unforeseen) if unforeseen else None)
        return answer["done"]

    def _ready(self, child: _Child | None) -> _Child:
        """The same child, or a new one in the place of a dead or worn one."""
        if child is not None and child.is_alive() and child.tasks < TASKS_PER_CHILD:
            return child
        with self._lock:
            if child is not None:
                self._children.discard(child)
                child.kill()
            if self._is_closed:
                raise refused("BUSY")
            new = _Child(self._memory_bytes)
            self._children.add(new)
        return new


def _why(code: int) -> MediaError:
    """What a child's end says about the file."""
    if code == -signal.SIGXCPU:
        return refused("NO_TIME")
    return refused("NO_MEMORY" if code == -signal.SIGKILL else "CORRUPT")
