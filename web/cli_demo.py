"""`catalog demo`: the whole product with sample records, people and pictures, in a directory of its own."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from catalog.demo.people import CAST
from catalog.demo.place import Access, clean, is_made, make, settings_of_demo
from catalog.errors import Message
from catalog.settings import Settings
from web.cli_serve import serve
from web.cli_words import Speaker, add

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def add_commands(commands: Commands) -> None:
    """Put the command of this module among the others."""
    text = "Xem thử toàn bộ với dữ liệu mẫu, tách riêng. / See everything with sample data, kept apart."
    command = add(commands, "demo", text, demo)
    command.add_argument("--host", help="địa chỉ lắng nghe / address to listen on (HOST)")
    command.add_argument("--port", type=int, help="cổng / port (PORT)")
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="thư mục riêng / its own directory (DEMO_DATA)"
    )
    what = command.add_mutually_exclusive_group()
    what.add_argument(
        "--codes", action="store_true", help="in mã hai lớp lúc này rồi thôi / print the codes of this moment"
    )
    what.add_argument(
        "--fill-only", action="store_true", help="chỉ tạo dữ liệu, không chạy / make the data, serve nothing"
    )
    what.add_argument("--clean", action="store_true", help="xóa dữ liệu mẫu / delete the demonstration")


def demo(options: argparse.Namespace, settings: Settings, say: Speaker) -> int:
    """Make the demonstration if it is not there, say how to sign in, and serve it."""
    if options.data is not None:
        settings = settings.model_copy(update={"demo_data": options.data})
    settings = settings_of_demo(settings)
    if options.clean:
        return _clean(settings, say)
    if options.codes:
        return _codes(settings, say)
    if not is_made(settings.data):
        say(
            Message(
                "Đang tạo dữ liệu mẫu, khoảng một phút.",
                "Making the demonstration; this takes about a minute.",
            )
        )
        with _progress(say) as advance:
            make(settings, datetime.now(UTC), advance)
    else:
        say(
            Message(
                f"Dùng lại dữ liệu mẫu ở {settings.data}. Làm mới: catalog demo --clean (make demo-clean).",
                f"The demonstration in {settings.data} goes on. To begin anew: catalog demo --clean (make demo-clean).",
            )
        )
    _tell(Access.read(settings.data), say)
    return 0 if options.fill_only else serve(options, settings, say)


@contextmanager
def _progress(say: Speaker) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(Message("Bản ghi mẫu", "Sample records").in_language(say.language), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _tell(access: Access, say: Speaker) -> None:
    """Who there is, what to try, and by what to sign in."""
    words = (("Vai trò", "Role"), ("Tên đăng nhập", "Sign-in name"), ("Mã hai lớp", "Code"), ("Thử", "Try"))
    table = Table(*(Message(vi, en).in_language(say.language) for vi, en in words), box=None, pad_edge=False)
    parts = {part.role: part for part in CAST}
    for member in access.members:
        part = parts[member.role]
        needed = Message("cần", "needed").in_language(say.language) if member.totp else "–"
        table.add_row(member.role, member.sign_in_name, needed, part.attempt.in_language(say.language))
    Console(stderr=True).print(table)
    say(Message(f"Mật khẩu của tất cả: {access.password}", f"Everybody's password: {access.password}"))
    day = f"{access.ends:%Y-%m-%d}"
    say(
        Message(
            f"Mã hai lớp lúc này, khóa TOTP, mã truy cập (đến {access.ends:%d/%m/%Y}): catalog demo --codes",
            f"Codes of this moment, TOTP secrets, bearer tokens (until {day}): catalog demo --codes",
        )
    )


def _codes(settings: Settings, say: Speaker) -> int:
    """Print a line for each person: role, sign-in name, code, what a telephone scans, bearer token; tabs between."""
    if not is_made(settings.data):
        say.error(
            Message("Chưa có dữ liệu mẫu: catalog demo.", "There is no demonstration yet: catalog demo.")
        )
        return 2
    now = datetime.now(UTC)
    for member in Access.read(settings.data).members:
        cells = (member.role, member.sign_in_name, member.code(now), member.address(), member.token)
        say.result("\t".join(cell or "-" for cell in cells))
    return 0


def _clean(settings: Settings, say: Speaker) -> int:
    if clean(settings.data):
        say(
            Message(
                f"Đã xóa dữ liệu mẫu ở {settings.data}.", f"Deleted the demonstration in {settings.data}."
            )
        )
    else:
        say(Message("Không có dữ liệu mẫu nào để xóa.", "There is no demonstration to delete."))
    return 0
