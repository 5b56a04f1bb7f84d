"""`catalog serve` and `catalog doctor`."""

from __future__ import annotations

import argparse
import asyncio
import logging
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO, cast

import structlog
import uvicorn

from catalog.coverage.kept import keep_up
from catalog.db import Database, upgrade
from catalog.errors import Message
from catalog.exchange.starting import load_starting_register
from catalog.health import examine
from catalog.people.links import first_administrator_link
from catalog.settings import Settings
from catalog.surrogates.files import MediaRoom
from catalog.uploads import intake_of, sweep
from schema.plans import LONGEST_DOCUMENT
from web.app import create_app
from web.cli_words import JOIN, Speaker, add
from web.housekeeping import Housekeeper

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

GRACE_S = 3
"""How long requests under way may take to end after SIGTERM; the whole process ends within 5 s."""


def add_commands(commands: Commands) -> None:
    """Put the commands of this module among the others."""
    text = "Chạy máy chủ, tạo dữ liệu ở lần đầu. / Serve; at the first start, migrate and load the register."
    serving = add(commands, "serve", text, serve)
    serving.add_argument("--host", help="địa chỉ lắng nghe / address to listen on (HOST)")
    serving.add_argument("--port", type=int, help="cổng / port (PORT)")
    add(commands, "doctor", "Kiểm tra cài đặt và dữ liệu. / Check the installation and the data.", doctor)


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
    loaded = load_starting_register(database, datetime.now(UTC))
    with database.write() as session:
        keep_up(session, datetime.now(UTC))
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
    database = prepare(settings, say)
    with database.write() as session:
        sweep(session, intake_of(settings), datetime.now(UTC))
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    say(Message(f"Trang công khai:  {address}/", f"Public pages:  {address}/"))
    say(Message(f"Khám phá dữ liệu: {address}/explorer", f"Explorer:      {address}/explorer"))
    say(Message(f"GraphQL:          {address}/graphql", f"GraphQL:       {address}/graphql"))
    invite_first_administrator(database, settings.public_url or address, say)
    say(Message(f"Dữ liệu nằm ở:    {settings.data.resolve()}", f"Data live in:  {settings.data.resolve()}"))
    housekeeper = Housekeeper(database, MediaRoom.of(settings), settings)
    housekeeper.start()
    config = uvicorn.Config(
        create_app(settings, database),
        host=host,
        port=port,
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=settings.trusted_proxies is not None,
        forwarded_allow_ips=settings.trusted_proxies,
        timeout_graceful_shutdown=GRACE_S,
        h11_max_incomplete_event_size=65_536,
        ws_max_size=2 * LONGEST_DOCUMENT,
    )
    server = _Server(config)
    with suppress(KeyboardInterrupt):
        server.run()
    housekeeper.stop()
    return 0 if server.started else 3


class _Server(uvicorn.Server):
    """Ends in time, whatever is under way."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """After the time of grace leave without the threads that are still at work.

        Python would wait for them, and a write may wait 15 s for a locked database. None of them has been
        acknowledged, and to end in the middle of anything is what the storage is made for.
        """
        await super().shutdown(sockets)
        tasks = list(self.server_state.tasks)
        if tasks and (await asyncio.wait(tasks, timeout=0.2))[1]:
            sys.stdout.flush()
            sys.stderr.flush()
            signal.signal(signal.SIGTERM, signal.SIG_DFL)
            signal.raise_signal(signal.SIGTERM)


def invite_first_administrator(database: Database, address: str, say: Speaker) -> None:
    """Say the link for the first administrator while there is none; the one of an earlier start ends."""
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


def doctor(_: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Say what is there and what is wrong; 1 if anything is."""
    findings = examine(settings)
    for finding in findings:
        mark = "OK " if finding.is_good else "!! "
        say.result(mark + finding.message.in_language(say.language))
    return 0 if all(finding.is_good for finding in findings) else 1
