"""Further processes that answer on the same address, because Python runs one thread at a time in each.

The first worker is the server: it prepares the data, does what is done once (`Housekeeper`, the first invitation) and keeps
the others running. They only answer. The kernel gives each new connection to one of those that listen (`SO_REUSEPORT`).
"""

from __future__ import annotations

import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from threading import Event, Thread

import structlog

from web.board import Board

AGAIN_S = 1.0
"""How long after the end of a worker another is started in its place."""

_log = structlog.get_logger("web.workers")


def can_share() -> bool:
    """Whether several processes can listen on one address, and the kernel divides connections between them."""
    return sys.platform == "linux"


def bound(host: str, port: int) -> list[socket.socket]:
    """Sockets for all addresses of a host, to be shared with further workers. Raises OSError where one is in use."""
    for one in _sockets(host, port, is_shared=False):
        one.close()  # nobody else is there, not even somebody who shares
    return _sockets(host, port, is_shared=True)


def shared(host: str, port: int) -> list[socket.socket]:
    """The same, beside the first worker. Raises OSError."""
    return _sockets(host, port, is_shared=True)


def _sockets(host: str, port: int, *, is_shared: bool) -> list[socket.socket]:
    found: list[socket.socket] = []
    named = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    for family, kind, protocol, _, address in dict.fromkeys(named):
        one = socket.socket(family, kind, protocol)
        found.append(one)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if is_shared:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        if family == socket.AF_INET6:
            one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        try:
            one.bind(address)
        except OSError as error:
            for each in found:
                each.close()
            why = os.strerror(error.errno or errno.EIO)
            raise OSError(error.errno, f"{address[0]}, cổng / port {port}: {why}") from None
    return found


class Beside:
    """Keeps further workers running: `command` makes one from its number."""

    def __init__(self, command: Callable[[int], Sequence[str]], board: Board, count: int) -> None:
        self._command, self._board = command, board
        self._ending = Event()
        self._running: dict[int, subprocess.Popen[bytes]] = {}
        self._threads = [
            Thread(target=self._keep, args=(number,), name=f"worker {number}", daemon=True)
            for number in range(1, count + 1)
        ]

    def start(self) -> None:
        """Start them all, and each anew that ends."""
        for thread in self._threads:
            thread.start()

    def end(self) -> None:
        """Ask them all to end."""
        self._ending.set()
        for process in list(self._running.values()):
            process.terminate()

    def wait(self, seconds: float) -> None:
        """Until they have ended, or so long."""
        until = time.monotonic() + seconds
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))

    def _keep(self, number: int) -> None:
        while not self._ending.is_set():
            began = time.monotonic()
            with subprocess.Popen(  # noqa: S603 (our own command)
                self._command(number),
                stdin=subprocess.PIPE,
                pass_fds=[self._board.descriptor],
                start_new_session=True,  # Ctrl-C is for the first, which ends them
            ) as process:
                self._running[number] = process
                if self._ending.is_set():
                    process.terminate()
                code = process.wait()
            if not self._ending.is_set():
                _log.warning(
                    "worker_ended", worker=number, code=code, seconds=round(time.monotonic() - began)
                )
                self._ending.wait(AGAIN_S)


def end_with_the_first() -> None:
    """End this worker at once when the first one is gone, however it ended: it holds the other end of our input."""

    def watch() -> None:
        with suppress(OSError):
            while os.read(0, 1):
                pass
        os.kill(os.getpid(), signal.SIGKILL)

    Thread(target=watch, name="first worker", daemon=True).start()
