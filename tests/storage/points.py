"""Every fault point of one verb: `python -m tests.storage.points VERB FOLDER`, under the library of faults.c.

For each operation on a file that the verb makes, from opening the catalogue to closing it, and for each kind
of fault, a child process does the verb from the same start and meets the fault there. What then lies
on the disk is opened by a fresh process. Prints one JSON document: the points by kind, and complaints.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from catalog.db import Database, UnavailableError
from tests.catalogue import Catalogue
from tests.storage.faults import DEADLY, Fault, Faults
from tests.storage.scene import (
    ACKNOWLEDGED,
    REFUSED,
    UNCERTAIN,
    Said,
    State,
    Verb,
    examine,
    put,
    seed,
    url,
)

DIED = "died"
T = TypeVar("T")


class Child:
    """A forked process that tells lines of JSON, and goes on when it is told to."""

    def __init__(self, work: Callable[[Child], None]) -> None:
        told, self._telling = os.pipe()
        self._waiting, go = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(told)
            os.close(go)
            self._run(work)
        os.close(self._telling)
        os.close(self._waiting)
        self._told, self._go = os.fdopen(told), go

    def _run(self, work: Callable[[Child], None]) -> None:
        try:
            work(self)
        except BaseException:  # noqa: BLE001 (told to whoever waits)
            self.tell({"word": f"wrong: {traceback.format_exc()}"})
        os._exit(0)

    def tell(self, document: Any) -> None:
        """In the child: say something."""
        os.write(self._telling, json.dumps(document).encode() + b"\n")

    def wait(self) -> None:
        """In the child: until it may go on."""
        os.read(self._waiting, 1)

    def heard(self) -> Any:
        """The next thing that the child says; None when it has ended."""
        line = self._told.readline()
        return json.loads(line) if line else None

    def end(self) -> None:
        """Let it go on to its end, and wait for that."""
        with suppress(BrokenPipeError):  # it has ended already
            os.write(self._go, b".")
        self._told.read()
        self._told.close()
        os.close(self._go)
        os.waitpid(self.process, 0)


@dataclass(frozen=True)
class Found:
    """What a process that comes later finds: whether it is the state after the verb, and what is wrong."""

    is_kept: bool
    wrong: tuple[str, ...]


class Points:
    """One verb, its fault points, and what is wrong with them."""

    def __init__(self, verb: Verb, start: Path, folder: Path) -> None:
        self.verb, self.start, self.faults = verb, start, Faults()
        self.work, self.image = folder / "work", folder / "image"
        self.databases = {place: _database(place, start, verb) for place in (self.work, self.image)}
        self.judged: dict[str, Found] = {}
        self.complaints: list[str] = []
        self.counted: Counter[str] = Counter()
        put(start, self.image)
        self.before = self._examined()
        self.opening = len(self._counted(lambda: Catalogue(self.databases[self.image]).count("site"))[0])
        self.log, said = self._counted(lambda: self.verb(self.image, self.databases[self.image]))
        self.answer, self.after = said.answer, self._examined()
        gc.freeze()

    def _counted(self, work: Callable[[], T]) -> tuple[str, T]:
        """Do something from the start, undisturbed: the operations that it takes, and its result."""
        put(self.start, self.image)
        self.faults.arm(self.image, Fault.NOTHING, 0)
        result = work()
        self._close()
        return self.faults.disarm(), result

    def _examined(self) -> State:
        state = examine(self.image, self.databases[self.image])
        self._close()
        return state

    def _close(self) -> None:
        database = self.databases[self.image]
        database._reading.dispose()
        database._writing.dispose()

    def try_all(self) -> None:
        """Every kind of fault at every operation of the verb."""
        for fault in (Fault.EIO, Fault.ENOSPC, Fault.KILL_BEFORE, Fault.POWER_CUT):
            for at in range(1, len(self.log) + 1):
                self.try_one(fault, at)
        self.try_one(Fault.POWER_CUT, len(self.log) + 1)
        for at, letter in enumerate(self.log, start=1):
            self.try_one(Fault.HALF_WRITTEN if letter == "w" else Fault.KILL_AFTER, at)

    def try_one(self, fault: Fault, at: int) -> None:
        """One point: do the verb in a process of its own, meet the fault, judge what is there."""
        put(self.start, self.work)
        self.counted[fault.name] += 1
        child = Child(lambda child: self._disturbed(child, fault, at))
        word = (child.heard() or {"word": DIED})["word"]
        if word in (REFUSED, UNCERTAIN):
            self._judge(word, fault, at)
            child.end()
            complaint = self.work / "complaint"
            if complaint.exists():
                self._complain(fault, at, complaint.read_text())
            self._judge(ACKNOWLEDGED, fault, at)
            return
        child.end()
        if word != ACKNOWLEDGED and not (word == DIED and fault in DEADLY):
            self._complain(fault, at, word)
        self._judge(word, fault, at)

    def _disturbed(self, child: Child, fault: Fault, at: int) -> None:
        """In the child: the verb. Refused, it still reads; and once the fault has passed it does it again."""
        database = self.databases[self.work]
        self.faults.arm(self.work, fault, at)
        said = self.verb(self.work, database)
        child.tell({"word": said.word})
        if said.word in (REFUSED, UNCERTAIN):
            sites = _sites(database)
            child.wait()
            self.faults.disarm()
            again = self.verb(self.work, database)
            can_read = sites == self.before.counts["site"] or at <= self.opening
            if again != Said(ACKNOWLEDGED, self.answer) or not can_read:
                (self.work / "complaint").write_text(f"in the same process: {sites} sites, then {again}")
        elif fault is Fault.POWER_CUT and at > len(self.log):
            self.faults.cut_power()
        database.close()

    def _judge(self, word: str, fault: Fault, at: int) -> None:
        """What lies there now, as this process, to which it is new, finds it; the same bytes are judged once."""
        put(self.work, self.image)
        key = _digest(self.image)
        if key not in self.judged:
            self.judged[key] = self._found()
        found = self.judged[key]
        for text in found.wrong:
            self._complain(fault, at, text)
        if (word, found.is_kept) in ((ACKNOWLEDGED, False), (REFUSED, True)):
            self._complain(fault, at, f"{word}, and it is {'there' if found.is_kept else 'lost'}")

    def _found(self) -> Found:
        state = self._examined()
        is_kept, wrong = state.digest == self.after.digest, list(state.faults)
        if not is_kept and state.digest != self.before.digest:
            wrong.append(f"neither before nor after: {_difference(state, self.before)}")
        again = self.verb(self.image, self.databases[self.image])
        if again != Said(ACKNOWLEDGED, self.answer):
            wrong.append(f"the repeated request: {again}")
        last = self._examined()
        if last.digest != self.after.digest:
            wrong.append(f"done once more or less: {_difference(last, self.after)}")
        return Found(is_kept, (*wrong, *last.faults))

    def _complain(self, fault: Fault, at: int, text: str) -> None:
        self.complaints.append(f"{fault.name} at {at} of {self.log}: {text}")


def _sites(database: Database) -> int | None:
    try:
        return Catalogue(database).count("site")
    except UnavailableError:
        return None


def _database(place: Path, start: Path, verb: Verb) -> Database:
    """A catalogue that has done the verb once, so that children need not prepare everything anew; closed."""
    place.mkdir()
    put(start, place)
    database = Database(url(place))
    verb(place, database)
    with database.read() as session:
        session.connection()
    database._reading.dispose()
    database._writing.dispose()
    return database


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.iterdir() if path.name != "complaint"):
        digest.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def _difference(one: State, other: State) -> dict[str, int]:
    return {name: n - other.counts[name] for name, n in one.counts.items() if n != other.counts[name]}


def main(name: str, folder: Path) -> None:
    """Try all points of one verb."""
    verbs = seed(folder / "seed")
    points = Points(verbs[name], folder / "seed" / "copy", folder)
    points.try_all()
    document = {"operations": points.log, "points": points.counted, "complaints": points.complaints,
                "images": len(points.judged)}  # fmt: skip
    sys.stdout.write(json.dumps(document))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
