"""The `catalog` command: serve, import, imports, export, place, schema, token, doctor, history, backup, restore,
archive, account.

Messages are Vietnamese, or English where the environment asks for it (`LANG=en...`, or `--lang en`).
Exit codes: 0 done, 1 done but something needs attention (refused rows, a fault found), 2 not done.
"""

from __future__ import annotations

import argparse
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.errors import CatalogError, Message, ProblemsError
from catalog.settings import Settings
from catalog.terms import Role
from web import cli_data, cli_imports, cli_keep, cli_people, cli_serve
from web.cli_words import Command, add, speaker

DONE, ATTENTION, FAILED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; answers its exit code."""
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    options = parser().parse_args(arguments)
    say = speaker(options.lang)
    try:
        command: Command = options.run
        return command(options, Settings(), say)
    except CatalogError as error:
        say.error(error.message)
    except ProblemsError as error:
        for problem in error.problems:
            say.error(problem.message)
    except BrokenPipeError:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 (nobody reads any more)
    except OSError as error:
        say.error(Message("Lỗi tệp hoặc thiết bị: ", "A file or device failed: "), str(error))
    except KeyboardInterrupt:
        return 130
    return FAILED


def parser() -> argparse.ArgumentParser:
    """The commands and their options; `docs/cli.md` is made from it."""
    top = argparse.ArgumentParser(
        prog="catalog",
        description="Danh mục di tích và điểm du lịch tỉnh Điện Biên. / Điện Biên's catalogue of sites.",
        epilog="0: xong / done; 1: xong, cần xem lại / done, look again; 2: không làm được / not done.",
    )
    top.add_argument("--lang", choices=("vi", "en"), help="ngôn ngữ thông báo / language of messages")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _serve(commands)
    cli_imports.add_commands(commands)
    _export(commands)
    _place(commands)
    _schema(commands)
    _token(commands)
    _doctor(commands)
    cli_keep.add_commands(commands)
    cli_people.add_commands(commands)
    return top


if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _serve(commands: Commands) -> None:
    text = "Chạy máy chủ, tạo dữ liệu ở lần đầu. / Serve; at the first start, migrate and load the register."
    command = add(commands, "serve", text, cli_serve.serve)
    command.add_argument("--host", help="địa chỉ lắng nghe / address to listen on (HOST)")
    command.add_argument("--port", type=int, help="cổng / port (PORT)")


def _export(commands: Commands) -> None:
    text = "Xuất các địa điểm đã công bố. / Export the published sites."
    command = add(commands, "export", text, cli_data.export)
    command.add_argument(
        "file", nargs="?", type=Path, help="mặc định: đầu ra chuẩn / default: standard output"
    )
    command.add_argument("--format", choices=("csv", "jsonl", "geojson"), default="csv")


def _place(commands: Commands) -> None:
    text = (
        "Tìm nơi chốn theo tên, địa chỉ cũ hoặc mới, hay tọa độ. / Find a place by name, address or position."
    )
    command = add(commands, "place", text, cli_data.place)
    command.add_argument(
        "text", nargs="+", help="tên, địa chỉ, hoặc “vĩ độ, kinh độ” / name, address or “lat, lon”"
    )
    command.add_argument("--as-of", metavar="DATE", help="ngày pháp lý / day of legal time (YYYY-MM-DD)")


def _schema(commands: Commands) -> None:
    add(commands, "schema", "In lược đồ GraphQL. / Print the GraphQL schema.", cli_data.schema)


def _token(commands: Commands) -> None:
    text = "Cấp mã truy cập cho một người. / Issue a bearer token to a person."
    command = add(commands, "token", text, cli_data.token)
    command.add_argument("--person", required=True, metavar="NAME")
    command.add_argument("--role", required=True, choices=[role.value for role in Role])
    command.add_argument("--unit", metavar="CODE", help="đơn vị của cán bộ xã / unit of a commune officer")


def _doctor(commands: Commands) -> None:
    text = "Kiểm tra cài đặt và dữ liệu. / Check the installation and the data."
    add(commands, "doctor", text, cli_serve.doctor)


if __name__ == "__main__":
    sys.exit(main())
