"""Answers that are kept: given again while nothing that they were read from has changed.

An answer holds as long as no write has changed a scope that it depends on (`catalog.stamps`). Whoever may be given one
asks the watch first, so an answer that is given was right after every write that had been acknowledged when the request
came, on whatever worker. Equal requests that come while the first of them is being answered wait for its answer.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import blake2b
from math import inf
from typing import TypeAlias

import anyio.to_thread
from anyio import CapacityLimiter

from catalog.db import UnavailableError
from catalog.patience import LateError, hurried
from catalog.stamps import Footprint
from catalog.watching import Watch
from web.headers import RawHeaders, lines_of

OVERHEAD = 3072
"""Bytes that an answer takes beside its body and its scopes."""
PER_SCOPE = 100
PATIENCE_S, QUICK_S, PAUSE_S = 0.02, 0.002, 1.0
"""The event loop waits so long for a database elsewhere to say what is newer; when it took longer than the second, looks go
to a thread for the third."""

Key: TypeAlias = tuple[object, ...]


@dataclass
class Told:
    """What a client is told, but for the request's id."""

    status: int
    headers: RawHeaders
    body: bytes

    @cached_property
    def lines(self) -> bytes:
        """The headers as they go over the line."""
        return lines_of(self.headers)


def etag_of(content_type: bytes, body: bytes) -> str:
    """A strong validator: another one for every other body, and for the same in another media type (RFC 9110, 8.8.3)."""
    return f'"{blake2b(body, digest_size=12, key=content_type[:64]).hexdigest()}"'


def matches(if_none_match: str, etag: str) -> bool:
    """Whether the client has this very answer (RFC 9110, 13.1.2: weakly compared, `*` for any)."""
    if if_none_match == etag:
        return True
    given = [item.strip().removeprefix("W/") for item in if_none_match.split(",")]
    return etag in given or given == ["*"]


_SAID_WITH_304 = (b"etag", b"cache-control", b"vary", b"access-control-allow-origin")


@dataclass(eq=False)
class Answer:
    """A complete answer with status 200, and what it depends on."""

    headers: RawHeaders
    body: bytes
    footprint: Footprint
    etag: str | None = None
    """Its validator; one to POST has none."""
    checked: int = -1
    """The newest change with which it was known to hold."""

    def told(self, if_none_match: str | None) -> Told:
        """What whoever asks is told: 304, if the client has it."""
        if if_none_match is not None and self.etag is not None and matches(if_none_match, self.etag):
            return self._not_modified
        return self._whole

    @cached_property
    def _whole(self) -> Told:
        return Told(200, self.headers, self.body)

    @cached_property
    def _not_modified(self) -> Told:
        """What is said to whoever has the body: nothing that was said with it already (RFC 9110, 15.4.5)."""
        return Told(304, [(name, value) for name, value in self.headers if name in _SAID_WITH_304], b"")

    @property
    def size(self) -> int:
        """Bytes of memory, estimated."""
        return OVERHEAD + len(self.body) + PER_SCOPE * len(self.footprint.scopes)


class Answers:
    """The answers last given, at most `capacity` bytes of them. For one event loop."""

    def __init__(self, capacity: int, watch: Watch) -> None:
        self._capacity = capacity
        self._watch = watch
        self.is_instant = watch.is_instant
        """Whether the database is embedded, and reading it short."""
        self.has_looked = False
        """Whether a task needs no look now: the event loop had its request at hand already when the last one began."""
        self.size = 0
        """Bytes that they take, estimated."""
        self.given_again = 0
        """How often one was given that was kept."""
        self._kept: OrderedDict[Key, Answer] = OrderedDict()
        self._flights: dict[Key, asyncio.Future[Answer | None]] = {}
        self._looking: asyncio.Task[None] | None = None
        self._next_look: asyncio.Task[None] | None = None
        self._line = CapacityLimiter(1)
        self._soon: list[Callable[[bool], object]] = []
        """Those who wait for the look at the end of this turn of the loop."""
        self._patient_until = -inf
        """By the loop's clock: before that a database elsewhere is waited for in a thread."""

    def __len__(self) -> int:
        return len(self._kept)

    def is_kept(self, key: Key) -> bool:
        """Whether an answer is kept; a look has to tell whether it holds."""
        return key in self._kept

    def is_at_hand(self, key: Key) -> bool:
        """Whether an answer is kept or being made, so that a look has to tell whether it holds.

        Whoever finds none has it made by `shared` before anything is awaited, and needs no look.
        """
        return key in self._kept or key in self._flights

    def look_at_once(self) -> bool:
        """Look, if that takes no waiting, at most once in a turn of the loop: for requests that are answered by tasks.

        False where it takes waiting, or where it failed: `look` then tells why.
        """
        if not self.has_looked and self.look_now():
            self.has_looked = True
            asyncio.get_running_loop().call_soon(self._turn_ends)
        return self.has_looked

    def look_now(self) -> bool:
        """The same for a request that is answered while it is read: it may have come after this turn's look."""
        if not self.is_instant:
            return False
        try:
            self._watch.look()
        except UnavailableError:
            return False
        return True

    def look_soon(self, then: Callable[[bool], object]) -> bool:
        """Look once for all requests of this turn of the loop, at its end, and then tell each whether that went well.

        False where that would take long, as it did lately, or where a look is under way already.
        """
        loop = asyncio.get_running_loop()
        if self._next_look is not None or (self._looking is not None and not self._looking.done()):
            return False
        if loop.time() < self._patient_until:
            return False
        if not self._soon:
            loop.call_soon(self._look_for_all)
        self._soon.append(then)
        return True

    async def look(self) -> None:
        """Know of every write that was acknowledged before the request that asks came.

        It is a look that begins now or later. Raises `UnavailableError`.
        """
        looked = asyncio.get_running_loop().create_future()
        if self.look_soon(partial(_set, looked)) and await looked:
            return
        if self._next_look is None:
            self._next_look = asyncio.create_task(self._look_after(self._looking))
        await asyncio.shield(self._next_look)

    def get(self, key: Key) -> Answer | None:
        """The answer that is kept, if it holds by the last look."""
        answer = self._kept.get(key)
        if answer is None:
            return None
        if answer.checked != self._watch.seen:
            if not answer.footprint.holds(self._watch.changed):
                self._forget(key)
                return None
            answer.checked = self._watch.seen
        self._kept.move_to_end(key)
        self.given_again += 1
        return answer

    async def shared(self, key: Key, make: Callable[[], Awaitable[Answer | None]]) -> Answer | None:
        """The answer that another request is having made, if it holds now; else what `make` answers, and it is kept.

        `make` answers None where there is nothing to be kept; then whoever waited for it is answered None too.
        """
        while (flight := self._flights.get(key)) is not None:
            answer = await asyncio.shield(flight)
            if answer is None or answer.footprint.holds(self._watch.changed):
                return answer
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        answer = None
        try:
            answer = await make()
            if answer is not None:
                self._keep(key, answer)
        finally:
            del self._flights[key]
            flight.set_result(answer)
        return answer

    def _keep(self, key: Key, answer: Answer) -> None:
        self._forget(key)
        if answer.size > self._capacity // 8:
            return
        self._kept[key] = answer
        self.size += answer.size
        while self.size > self._capacity:
            self._forget(next(iter(self._kept)))

    def _forget(self, key: Key) -> None:
        answer = self._kept.pop(key, None)
        if answer is not None:
            self.size -= answer.size

    def _turn_ends(self) -> None:
        """Called before whatever the loop hears of after the look: callbacks run in the order in which they were asked for."""
        self.has_looked = False

    def _look_for_all(self) -> None:
        waiting, self._soon = self._soon, []
        loop = asyncio.get_running_loop()
        is_known = False
        try:
            with hurried(PATIENCE_S) as hurry:
                self._watch.look()
            is_known = True
            if hurry.waited > QUICK_S:
                self._patient_until = loop.time() + PAUSE_S
        except (UnavailableError, LateError):
            self._patient_until = loop.time() + PAUSE_S
        finally:
            for then in waiting:
                loop.call_soon(then, is_known)

    async def _look_after(self, before: asyncio.Task[None] | None) -> None:
        if before is not None:
            await asyncio.wait([before])
        self._looking, self._next_look = self._next_look, None
        await anyio.to_thread.run_sync(self._watch.look, limiter=self._line)


def _set(looked: asyncio.Future[bool], is_known: bool) -> None:
    if not looked.done():  # whoever waited may have gone
        looked.set_result(is_known)
