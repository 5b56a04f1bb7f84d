"""`catalog serve`."""

from __future__ import annotations

import argparse
import asyncio
import ctypes
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO, cast

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp

from catalog.db import Database
from catalog.errors import Message
from catalog.migrating import upgrade
from catalog.settings import Settings
from schema.limits import LONGEST_DOCUMENT
from web.access import JsonLines
from web.board import Board
from web.cli_words import JOIN, Speaker, add, undisturbed
from web.forwarded import Forwarded
from web.opening import Opening
from web.prompt import KnownRequests, Prompt, PromptProtocol, prompt_of
from web.workers import Beside, bound, can_share, end_with_the_first, shared

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

SELDOM = (10_000, 20, 50)
"""When garbage is collected: an answer of a hundred sites makes thousands of objects, and hardly a circle of them."""

M_ARENA_MAX, M_MMAP_THRESHOLD = -8, -3
"""As malloc.h of GNU's C library has them."""
LONG_BYTES = 32_768

GRACE_S = 3
"""How long requests under way may take to end after SIGTERM; the whole process ends within 5 s."""
LAST_S = 1
"""How long further workers may take longer."""


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Chạy máy chủ, tạo dữ liệu ở lần đầu. / Serve; at the first start, migrate and load the register."
    serving = add(commands, "serve", text, serve)
    serving.add_argument("--host", help="địa chỉ lắng nghe / address to listen on (HOST)")
    serving.add_argument("--port", type=int, help="cổng / port (PORT)")
    serving.add_argument(
        "--beside", help=argparse.SUPPRESS
    )  # a further worker: its number, and where figures are told


@contextmanager
def opened(settings: Settings, say: Speaker) -> Iterator[Database]:
    """The prepared database for one command, closed afterwards."""
    database = prepare(settings, say)
    try:
        yield database
    finally:
        database.close()


def prepare(settings: Settings, say: Speaker) -> Database:
    """Bring the database up to date and, if it is empty, load the starting register."""
    began = time.monotonic()
    upgrade(settings.database)
    database = Database(settings.database)
    if database.is_empty():
        from catalog.exchange.starting import load_starting_register  # noqa: PLC0415 (the first start only)

        loaded = load_starting_register(database, datetime.now(UTC))
        if loaded:
            seconds = time.monotonic() - began
            say(
                Message(
                    f"Đã nạp danh mục gốc: {loaded} địa điểm, {seconds:.1f} giây.",
                    f"Loaded the starting register: {loaded} sites, {seconds:.1f} s.",
                )
            )
    return database


def serve(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Prepare the data and serve until stopped; a request under way is answered before the end."""
    host, port = options.host or settings.host, options.port or settings.port
    _log_to_stderr()
    gc.set_threshold(*SELDOM)
    _spare_memory()
    workers = settings.workers_of(os.cpu_count() or 1) if can_share() else 1
    if options.beside:
        descriptor, number = map(int, options.beside.split(":"))
        return _serve_beside(host, port, settings, Board(descriptor, number, workers))
    database = prepare(settings, say)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    say(Message(f"Trang công khai:  {address}/", f"Public pages:  {address}/"))
    say(Message(f"Bàn làm việc:     {address}/desk", f"Desk:          {address}/desk"))
    say(Message(f"Khám phá dữ liệu: {address}/explorer", f"Explorer:      {address}/explorer"))
    say(Message(f"GraphQL:          {address}/graphql", f"GraphQL:       {address}/graphql"))
    say(Message(f"Dữ liệu nằm ở:    {settings.data.resolve()}", f"Data live in:  {settings.data.resolve()}"))
    lines = JsonLines(sys.stderr.fileno())
    board = Board.begun(workers) if workers > 1 else None
    beside = Beside(partial(_command, host, port, board), board, workers - 1) if board else None
    with ExitStack() as closing:
        closing.callback(lines.write)
        invite = partial(invite_first_administrator, database, settings.public_url or address, say)
        ready: list[Callable[[], None]] = [invite, beside.start] if beside else [invite]
        opening = Opening(settings, partial(_applications, settings, database, lines, board, ready, closing))
        configuration = _configuration(opening, host, port, settings, opening)
        server = _Server(configuration, lines, opening, beside)
        with suppress(KeyboardInterrupt):
            server.run(bound(host, port) if beside else None)
    if opening.failure is not None:
        raise opening.failure
    return 0 if server.started else 3


def _serve_beside(host: str, port: int, settings: Settings, board: Board) -> int:
    """A further worker: answers, and nothing else."""
    end_with_the_first()
    with undisturbed():
        from web.app import whole  # noqa: PLC0415
        from web.front import Front  # noqa: PLC0415
    lines = JsonLines(sys.stderr.fileno())
    application = whole(Front(settings, Database(settings.database), line=lines), board)
    server = _Server(_configuration(application, host, port, settings, prompt_of(application)), lines)
    with suppress(KeyboardInterrupt):
        server.run(shared(host, port))
    lines.write()
    return 0


def _command(host: str, port: int, board: Board, number: int) -> list[str]:
    """What starts a further worker."""
    what = ["serve", "--host", host, "--port", str(port), "--beside", f"{board.descriptor}:{number}"]
    return [sys.executable, "-c", "import sys; from web.cli import main; sys.exit(main())", *what]


def _applications(
    settings: Settings,
    database: Database,
    lines: JsonLines,
    board: Board | None,
    ready: Sequence[Callable[[], None]],
    closing: ExitStack,
) -> Iterator[Starlette]:
    """What answers: the pages, then the whole, with what a server does by itself; `closing` ends that.

    Their modules are loaded here, a second's work, because the server says already that it lives (`Opening`). What is
    to be done when all is `ready` waits for that: whoever is invited opens a page of the whole.
    """
    with undisturbed():
        from web.front import Front  # noqa: PLC0415

        front = Front(settings, database, line=lines)
    yield front.application(front.routes)
    with undisturbed():
        from catalog.coverage.kept import keep_up  # noqa: PLC0415
        from catalog.surrogates.files import MediaRoom  # noqa: PLC0415
        from catalog.uploads import intake_of, sweep  # noqa: PLC0415
        from web.app import whole  # noqa: PLC0415
        from web.housekeeping import Housekeeper  # noqa: PLC0415

        with database.write() as session:
            sweep(session, intake_of(settings), datetime.now(UTC))
            keep_up(session, datetime.now(UTC))
        housekeeper = Housekeeper(database, MediaRoom.of(settings), settings)
        application = whole(front, board)
    housekeeper.start()
    closing.callback(housekeeper.stop)
    for step in ready:
        step()
    yield application


def _configuration(
    application: ASGIApp, host: str, port: int, settings: Settings, prompt: Prompt
) -> uvicorn.Config:
    proxies = settings.trusted_proxies
    forwarded = None if proxies is None else Forwarded(proxies).client_of
    protocol: Any = partial(PromptProtocol, prompt=prompt, known=KnownRequests(), forwarded=forwarded)
    return uvicorn.Config(
        application,
        http=protocol,
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=proxies is not None,
        forwarded_allow_ips=proxies,
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=65_536,
        ws_max_size=2 * LONGEST_DOCUMENT,
    )


class _Server(uvicorn.Server):
    """Ends in time, whatever is under way."""

    def __init__(
        self,
        config: uvicorn.Config,
        lines: JsonLines,
        opening: Opening | None = None,
        beside: Beside | None = None,
    ) -> None:
        super().__init__(config)
        self._opening, self._beside = opening, beside
        self._lines = lines

    async def on_tick(self, counter: int) -> bool:
        """Whether to end: asked ten times a second; also where what answers could not be made."""
        is_failed = self._opening is not None and self._opening.failure is not None
        return is_failed or await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """After the time of grace leave without the threads that are still at work.

        Python would wait for them, and a write may wait 15 s for a locked database. None of them has been
        acknowledged, and to end in the middle of anything is what the storage is made for.
        """
        if self._beside is not None:
            self._beside.end()
        await super().shutdown(sockets)
        if self._beside is not None:
            await asyncio.to_thread(self._beside.wait, LAST_S)
        tasks = list(self.server_state.tasks)
        is_making = self._opening is not None and self._opening.is_making
        if is_making or (tasks and (await asyncio.wait(tasks, timeout=0.2))[1]):
            self._lines.write()
            sys.stdout.flush()
            sys.stderr.flush()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTERM)


def invite_first_administrator(database: Database, address: str, say: Speaker) -> None:
    """Say the link for the first administrator while there is none; the one of an earlier start ends."""
    from catalog.people.links import first_administrator_link  # noqa: PLC0415 (loads all tables)

    with database.write() as session:
        secret = first_administrator_link(session, datetime.now(UTC))
    if secret is not None:
        link = f"{address.rstrip('/')}{JOIN}{secret}"
        say(
            Message(
                f"Chưa có người quản trị. Mở liên kết này (một lần, trong 72 giờ): {link}",
                f"There is no administrator yet. Open this link (once, within 72 hours): {link}",
            )
        )


def _spare_memory() -> None:
    """Give memory back: threads share one arena (Python runs one at a time), and long answers have pages of their own."""
    with suppress(AttributeError, OSError):  # another C library than GNU's
        library = ctypes.CDLL(None)
        library.mallopt(M_ARENA_MAX, 1)
        library.mallopt(M_MMAP_THRESHOLD, LONG_BYTES)


def _log_to_stderr() -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.PrintLoggerFactory(cast(TextIO, _Patient())),
        cache_logger_on_first_use=False,
    )


class _Patient:
    """Standard error, where a full disk costs log lines and not the answers that they tell of."""

    def write(self, text: str) -> None:
        """Write if it can be written."""
        with suppress(OSError):
            sys.stderr.write(text)

    def flush(self) -> None:
        """Flush if it can be flushed."""
        with suppress(OSError):
            sys.stderr.flush()
