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
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa

from catalog.db import Database, UnavailableError
from catalog.surrogates.files import KEYS
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
    read,
    seed,
    url,
)

DIED = "died"
MANY, EVERY = 240, 24
"""From so many operations on, a run of mere writes is tried at its first and last and at every so many of them."""
T = TypeVar("T")


class Child:
    """A forked process that hears and tells lines of JSON."""

    def __init__(self, work: Callable[[Child], None]) -> None:
        told, telling = os.pipe()
        hearing, orders = os.pipe()
        self.process = os.fork()
        if self.process == 0:
            os.close(told)
            os.close(orders)
            self._in, self._out = os.fdopen(hearing), telling
            self._run(work)
        os.close(telling)
        os.close(hearing)
        self._in, self._out = os.fdopen(told), orders

    def _run(self, work: Callable[[Child], None]) -> None:
        try:
            work(self)
        except BaseException:  # noqa: BLE001 (told to whoever waits)
            self.tell(f"wrong: {traceback.format_exc()}")
        os._exit(0)

    def tell(self, document: Any) -> None:
        """Say something to the other side, which may have ended."""
        with suppress(BrokenPipeError):
            os.write(self._out, json.dumps(document).encode() + b"\n")

    def heard(self) -> Any:
        """The next thing that the other side says; None when it has ended."""
        line = self._in.readline()
        return json.loads(line) if line else None

    def end(self) -> None:
        """From outside: no more orders; wait for its end."""
        os.close(self._out)
        self._in.read()
        self._in.close()
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
        self.keys = start.parent / "data" / KEYS
        self.work, self.image = folder / "work", folder / "image"
        self.databases = {place: _database(place, start, verb) for place in (self.work, self.image)}
        self.judged: dict[str, Found] = {}
        self.complaints: list[str] = []
        self.counted: Counter[str] = Counter()
        self.child: Child | None = None
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
        _close(self.databases[self.image])
        return self.faults.disarm(), result

    def _examined(self) -> State:
        state = examine(self.image, self.databases[self.image], self.keys)
        _close(self.databases[self.image])
        return state

    def try_all(self) -> None:
        """Every kind of fault at every operation of the verb (`_places`).

        The power is cut around everything that is not a mere write, at every eighth write, and at the end: between
        two syncs all cuts leave the same behind.
        """
        for fault in (Fault.EIO, Fault.ENOSPC, Fault.KILL_BEFORE):
            for at in self.places:
                self.try_one(fault, at)
        for at in [*self.places, len(self.log) + 1]:
            if at % 8 == 0 or at > len(self.log) or self.log[max(at - 2, 0) : at].strip("w"):
                self.try_one(Fault.POWER_CUT, at)
        for at in self.places:
            self.try_one(Fault.HALF_WRITTEN if self.log[at - 1] == "w" else Fault.KILL_AFTER, at)

    @cached_property
    def places(self) -> list[int]:
        """The operations that are disturbed: all of them, but of a long document's pages only some."""
        log = f" {self.log} "
        is_mere = [log[at - 1 : at + 2] == "www" for at in range(1, len(self.log) + 1)]
        return [
            at
            for at, mere in enumerate(is_mere, start=1)
            if len(self.log) <= MANY or not mere or at % EVERY == 0
        ]

    def try_one(self, fault: Fault, at: int) -> None:
        """One point: do the verb in another process, meet the fault, judge what is there."""
        put(self.start, self.work)
        self.counted[fault.name] += 1
        child = self.child = self.child or Child(self._obey)
        child.tell([fault, at])
        word = child.heard() or DIED
        if word in (REFUSED, UNCERTAIN):
            self._judge(word, fault, at)
            child.tell("go on")
            word = child.heard() or DIED
        if word != DIED and child.heard() is None and fault not in DEADLY:
            word = "died while closing"
        if word != ACKNOWLEDGED and not (word == DIED and fault in DEADLY):
            self._complain(fault, at, word)
        if fault in DEADLY or word != ACKNOWLEDGED:
            child.end()
            self.child = None
        self._judge(word, fault, at)

    def _obey(self, child: Child) -> None:
        """In the child: one point after the other, until one is deadly."""
        while (order := child.heard()) is not None:
            self._meet(child, Fault(order[0]), order[1])
            child.tell("closed")

    def _meet(self, child: Child, fault: Fault, at: int) -> None:
        """The verb, from opening to closing. Refused, it still reads, and once the fault has passed it succeeds."""
        database = self.databases[self.work]
        self.faults.arm(self.work, fault, at)
        said = self.verb(self.work, database)
        child.tell(said.word)
        if said.word in (REFUSED, UNCERTAIN):
            sites = _sites(database)
            child.heard()
            self.faults.disarm()
            again = self.verb(self.work, database)
            can_read = sites == self.before.counts["site"] or at <= self.opening
            is_good = can_read and again == Said(ACKNOWLEDGED, self.answer)
            child.tell(ACKNOWLEDGED if is_good else f"wrong: while refusing {sites} sites, then {again}")
        elif fault is Fault.POWER_CUT and at > len(self.log):
            self.faults.cut_power()
        _close(database)
        self.faults.disarm()

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
        _close(self.databases[self.image])
        last = read(self.image)
        if last.digest != self.after.digest:
            wrong.append(f"done once more or less: {_difference(last, self.after)}")
        return Found(is_kept, tuple(wrong))

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
    _close(database)
    return database


def _close(database: Database) -> None:
    """Close all connections, as at the end of a process; the object can be used again."""
    database._reading.dispose()
    database._writing.dispose()


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(f"{file.name} {file.stat().st_size}\n".encode() + file.read_bytes())
    return digest.hexdigest()


def _difference(one: State, other: State) -> dict[str, int]:
    return {name: n - other.counts[name] for name, n in one.counts.items() if n != other.counts[name]}


def _careless(database: Database) -> None:
    """Make a catalogue say yes before the disk does: the trial must find that out."""

    def do_not_wait(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA synchronous = OFF")

    sa.event.listen(database._writing, "connect", do_not_wait)


def main(name: str, folder: Path, *, is_careless: bool) -> None:
    """Try all points of one verb; carelessly only the last, at which the power fails behind the answer."""
    verbs = seed(folder / "seed")
    points = Points(verbs[name], folder / "seed" / "copy", folder)
    if is_careless:
        _careless(points.databases[points.work])
        points.try_one(Fault.POWER_CUT, len(points.log) + 1)
    else:
        points.try_all()
    document = {"operations": points.log, "points": points.counted, "complaints": points.complaints,
                "images": len(points.judged), "places": len(points.places)}  # fmt: skip
    sys.stdout.write(json.dumps(document))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), is_careless="--careless" in sys.argv)
