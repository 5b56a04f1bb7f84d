"""Between a client and PostgreSQL, on a Unix socket: an answer to COMMIT can get lost on the way."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SOCKET = ".s.PGSQL.5432"


class LosingLine:
    """Carries bytes to and fro; while `loses_commits`, cuts the line when the server has answered a COMMIT."""

    def __init__(self, here: Path, server: Path) -> None:
        self.loses_commits, self.lost = False, 0
        self._server = str(server / SOCKET)
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(str(here / SOCKET))
        self._listener.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                server = socket.socket(socket.AF_UNIX)
                server.connect(self._server)
                cut = threading.Event()
                for source, target, watches in ((client, server, True), (server, client, False)):
                    carry = (source, target, cut, watches)
                    threading.Thread(target=self._carry, args=carry, daemon=True).start()

    def _carry(
        self, source: socket.socket, target: socket.socket, cut: threading.Event, watches: bool
    ) -> None:
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if watches and self.loses_commits and b"COMMIT" in data:
                    cut.set()
                elif not watches and cut.is_set():
                    self.lost += 1
                    break
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        """Carry nothing more."""
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()


@contextmanager
def losing_line(here: Path, server: Path) -> Iterator[LosingLine]:
    """A line from a socket in the folder `here` to the server whose socket is in `server`."""
    line = LosingLine(here, server)
    try:
        yield line
    finally:
        line.close()
